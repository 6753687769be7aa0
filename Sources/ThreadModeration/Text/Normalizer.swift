// SPDX-License-Identifier: Apache-2.0

/// Makes the normalized view: the words of a text with their disguise taken off, each byte still
/// mapped to the original.
///
/// The steps, in order (the table in `Docs/Signals.md` gives examples):
/// 1. ``ScalarFolder``: case, width, compatibility forms, accents on Latin letters, invisible
///    characters.
/// 2. Curly quotation marks, dashes and the ellipsis to their ASCII forms.
/// 3. A run of spaces and tabs to one space.
/// 4. ``SpacedLetters``: letters set apart (`f r e e`, `f.r.e.e`) joined.
/// 5. ``SplitWords``: rude words broken by spaces.
/// 6. ``Disguise``: look-alike letters, l33t, hidden letters, spellings by ear, stretched letters and
///    words run together, word by word.
///
/// - Complexity: O(*n*) for *n* bytes.
struct Normalizer: Sendable {
  /// Scalars of output at most; what exceeds it is cut and the comment is incomplete.
  static let standardMaxScalars = 4_194_304

  let maxScalars: Int
  let disguise: Disguise
  private let spacedLetters: SpacedLetters
  private let splitWords: SplitWords

  init(vocabulary: Vocabulary, maxScalars: Int = standardMaxScalars) {
    self.maxScalars = maxScalars
    disguise = Disguise(vocabulary: vocabulary)
    spacedLetters = SpacedLetters(vocabulary: vocabulary)
    splitWords = SplitWords(disguise: disguise)
  }

  /// Normalizes a text that is itself a view of a body. `wasCut` is set if text was left out at the
  /// end.
  func normalized(_ text: MappedText, wasCut: inout Bool) -> MappedText {
    let folded = ScalarFolder.fold(text.bytes, maxOutputScalars: maxScalars)
    var scalars = folded.scalars
    wasCut = wasCut || folded.wasCut
    plainPunctuation(&scalars)
    if let words = Pictures.read(scalars) { scalars = words }
    if let joined = spacedLetters.joined(scalars) { scalars = joined }
    var output = MappedText()
    output.reserveCapacity(text.bytes.count)
    var chunks = Chunks(scalars)
    var index = 0
    while index < scalars.count {
      if Self.isSpace(scalars[index].value) {
        index = appendSpace(scalars, from: index, of: text, to: &output)
        continue
      }
      let near = chunks.next(from: index, in: scalars)
      let chunk = near[near.startIndex]
      if near.count >= 2, mayBeBroken(near, of: scalars),
        let (whole, count) = splitWords.joined(near, of: scalars)
      {
        for scalar in whole { append(scalar, of: text, to: &output) }
        index = near[near.startIndex + count - 1].upperBound
        continue
      }
      if needsLook(scalars[chunk]), let plain = disguise.removed(from: scalars[chunk]) {
        for scalar in plain { append(scalar, of: text, to: &output) }
      } else {
        for scalar in scalars[chunk] { append(scalar, of: text, to: &output) }
      }
      index = chunk.upperBound
    }
    return output
  }

  /// The next chunks of a text, a few at a time.
  private struct Chunks {
    private var ranges: [Range<Int>] = []

    init(_ scalars: [FoldedScalar]) {}

    /// The chunk that starts at `index` and those behind it on the same line with one space between.
    mutating func next(from index: Int, in scalars: [FoldedScalar]) -> ArraySlice<Range<Int>> {
      ranges.removeAll(keepingCapacity: true)
      var start = index
      while ranges.count < SplitWords.maxChunks, start < scalars.count {
        var end = start
        while end < scalars.count, !Normalizer.isSpace(scalars[end].value) { end += 1 }
        guard end > start else { break }
        ranges.append(start..<end)
        if end - start > SplitWords.maxChunk { break }
        start = end + 1
        if end < scalars.count, scalars[end].value != 0x20 { break }
      }
      return ranges[...]
    }
  }

  /// Whether the first two chunks could be a broken word: one of them is short.
  private func mayBeBroken(_ near: ArraySlice<Range<Int>>, of scalars: [FoldedScalar]) -> Bool {
    let first = near[near.startIndex]
    let second = near[near.startIndex + 1]
    guard first.count <= SplitWords.maxChunk, second.count <= SplitWords.maxChunk else {
      return false
    }
    if first.count > 3, second.count > 3 { return false }
    return disguise.vocabulary.mayStartRudeWord(scalars[first], scalars[second])
  }

  /// Whether a chunk is anything but an ordinary word: most chunks are not.
  private func needsLook(_ chunk: ArraySlice<FoldedScalar>) -> Bool { chunk.count >= 3 }

  private func append(_ scalar: FoldedScalar, of text: MappedText, to output: inout MappedText) {
    output.append(
      scalar: scalar.value,
      for: text.original(Int(scalar.start)..<Int(scalar.end))
    )
  }

  /// Line feeds stay; other white space becomes one space.
  private func appendSpace(
    _ scalars: [FoldedScalar],
    from start: Int,
    of text: MappedText,
    to output: inout MappedText
  ) -> Int {
    var end = start
    while end < scalars.count, Self.isSpace(scalars[end].value) {
      if scalars[end].value == 0x0A { append(scalars[end], of: text, to: &output) }
      end += 1
    }
    if !scalars[start..<end].contains(where: { $0.value == 0x0A }) {
      output.append(
        scalar: 0x20,
        for: text.original(Int(scalars[start].start)..<Int(scalars[end - 1].end))
      )
    }
    return end
  }

  static func isSpace(_ value: UInt32) -> Bool {
    value == 0x20 || value &- 0x09 < 5 || value == 0x2028 || value == 0x2029
  }

  private func plainPunctuation(_ scalars: inout [FoldedScalar]) {
    for index in scalars.indices where scalars[index].value >= 0x80 {
      switch scalars[index].value {
      case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x00B4, 0x02BC: scalars[index].value = 0x27
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x00AB, 0x00BB: scalars[index].value = 0x22
      case 0x2010...0x2015, 0x2212: scalars[index].value = 0x2D
      default: break
      }
    }
  }
}
