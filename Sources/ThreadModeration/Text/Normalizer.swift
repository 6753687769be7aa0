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
/// 5. ``Disguise``: look-alike letters, l33t and stretched letters, word by word.
///
/// - Complexity: O(*n*) for *n* bytes.
struct Normalizer: Sendable {
  /// Scalars of output at most; what exceeds it is cut and the comment is incomplete.
  static let standardMaxScalars = 4_194_304

  let maxScalars: Int
  let disguise: Disguise
  private let spacedLetters: SpacedLetters

  init(vocabulary: Vocabulary, maxScalars: Int = standardMaxScalars) {
    self.maxScalars = maxScalars
    disguise = Disguise(vocabulary: vocabulary)
    spacedLetters = SpacedLetters(vocabulary: vocabulary)
  }

  /// Normalizes a text that is itself a view of a body. `wasCut` is set if text was left out at the
  /// end.
  func normalized(_ text: MappedText, wasCut: inout Bool) -> MappedText {
    let folded = ScalarFolder.fold(text.bytes, maxOutputScalars: maxScalars)
    var scalars = folded.scalars
    wasCut = wasCut || folded.wasCut
    plainPunctuation(&scalars)
    if let joined = spacedLetters.joined(scalars) { scalars = joined }
    var output = MappedText()
    output.reserveCapacity(text.bytes.count)
    var index = 0
    while index < scalars.count {
      if Self.isSpace(scalars[index].value) {
        index = appendSpace(scalars, from: index, of: text, to: &output)
        continue
      }
      var end = index
      while end < scalars.count, !Self.isSpace(scalars[end].value) { end += 1 }
      let chunk = scalars[index..<end]
      if needsLook(chunk), let plain = disguise.removed(from: chunk) {
        for scalar in plain { append(scalar, of: text, to: &output) }
      } else {
        for scalar in chunk { append(scalar, of: text, to: &output) }
      }
      index = end
    }
    return output
  }

  /// Whether a chunk is anything but plain letters without a stretch: most chunks are.
  private func needsLook(_ chunk: ArraySlice<FoldedScalar>) -> Bool {
    var previous: UInt32 = 0
    var run = 1
    for scalar in chunk {
      let value = scalar.value
      if value == previous {
        run += 1
        if run >= 3 { return true }
      } else {
        run = 1
      }
      previous = value
      if value >= 0x80 || !(ByteClass.isLower(UInt8(value)) || value == 0x2E || value == 0x2C) {
        return true
      }
    }
    return false
  }

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
