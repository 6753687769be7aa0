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
///
/// A class, so that it is handed on without copying its tables' references; immutable.
final class Normalizer: Sendable {
  /// Scalars of output at most; what exceeds it is cut and the comment is incomplete.
  static let standardMaxScalars = 4_194_304

  let maxScalars: Int
  let disguise: Disguise
  private let spacedLetters: SpacedLetters
  let splitWords: SplitWords

  init(vocabulary: Vocabulary, maxScalars: Int = standardMaxScalars) {
    self.maxScalars = maxScalars
    disguise = Disguise(vocabulary: vocabulary)
    spacedLetters = SpacedLetters(vocabulary: vocabulary)
    splitWords = SplitWords(disguise: disguise)
  }

  /// Normalizes a text that is itself a view of a body. `wasCut` is set if text was left out at the
  /// end.
  func normalized(_ text: MappedText, wasCut: inout Bool) -> MappedText {
    var memo = WordMemo(isEmpty: true)
    return normalized(text, wasCut: &wasCut, &memo)
  }

  /// As above, with what is remembered about words from other texts.
  func normalized(
    _ text: MappedText,
    wasCut: inout Bool,
    _ memo: inout WordMemo
  ) -> MappedText {
    if text.isWholeBody, let simple = normalizedASCII(text.bytes, &memo) { return simple }
    return normalizedInGeneral(text, wasCut: &wasCut, &memo)
  }

  /// As above, whatever the text holds.
  func normalizedInGeneral(
    _ text: MappedText,
    wasCut: inout Bool,
    _ memo: inout WordMemo
  ) -> MappedText {
    let folded = ScalarFolder.fold(text.bytes, maxOutputScalars: maxScalars)
    var scalars = folded.scalars
    wasCut = wasCut || folded.wasCut
    plainPunctuation(&scalars)
    if let words = Pictures.read(scalars) { scalars = words }
    if let joined = spacedLetters.joined(scalars) { scalars = joined }
    var output = MappedText()
    output.reserveCapacity(text.bytes.count)
    let isBody = text.isWholeBody
    var index = 0
    var end = chunkEnd(scalars, from: 0)
    while index < scalars.count {
      if end == index {
        index = appendSpace(scalars, from: index, of: text, isBody, to: &output)
        end = chunkEnd(scalars, from: index)
        continue
      }
      // The end of the next chunk, if one space is between.
      let next = end + 1
      let nextEnd = end < scalars.count ? chunkEnd(scalars, from: next) : end
      if nextEnd > next, scalars[end].value == 0x20,
        mayBeBroken(index..<end, next..<nextEnd, scalars),
        let (whole, last) = splitWords.joined(index..<end, next..<nextEnd, of: scalars)
      {
        for scalar in whole { append(scalar, of: text, isBody, to: &output) }
        index = last
        end = chunkEnd(scalars, from: index)
        continue
      }
      let place = place(of: index..<end, scalars, in: text)
      let plain: [FoldedScalar]? =
        if let place {
          removed(from: place, of: text.bytes, &memo)
        } else {
          disguise.removed(from: scalars[index..<end], &memo)
        }
      if let plain {
        for scalar in plain { append(scalar, of: text, isBody, to: &output) }
      } else if isBody, let place {
        output.append(lowering: place, of: text.bytes)
      } else {
        for scalar in scalars[index..<end] { append(scalar, of: text, isBody, to: &output) }
      }
      index = end
      end = nextEnd > next && scalars[index].value == 0x20 ? index : chunkEnd(scalars, from: index)
    }
    return output
  }

  private func chunkEnd(_ scalars: [FoldedScalar], from start: Int) -> Int {
    var end = start
    while end < scalars.count, !Self.isSpace(scalars[end].value) { end += 1 }
    return end
  }

  /// Whether two chunks could be a broken word: one of them is short.
  private func mayBeBroken(
    _ first: Range<Int>,
    _ second: Range<Int>,
    _ scalars: [FoldedScalar]
  ) -> Bool {
    guard first.count <= SplitWords.maxChunk, second.count <= SplitWords.maxChunk,
      first.count <= 3 || second.count <= 3
    else { return false }
    return disguise.vocabulary.mayStartRudeWord(first, second, of: scalars)
  }

  /// The place of a chunk in the text if it stands there as it is but for case: ASCII bytes one after the
  /// other.
  private func place(
    of chunk: Range<Int>,
    _ scalars: [FoldedScalar],
    in text: MappedText
  ) -> Range<Int>? {
    let start = Int(scalars[chunk.lowerBound].start)
    guard start + chunk.count <= text.bytes.count else { return nil }
    for offset in 0..<chunk.count {
      let scalar = scalars[chunk.lowerBound + offset]
      guard Int(scalar.start) == start + offset, scalar.end == scalar.start + 1,
        scalar.value == UInt32(ByteClass.lowered(text.bytes[start + offset])), scalar.value < 0x80
      else { return nil }
    }
    return start..<start + chunk.count
  }

  private func append(
    _ scalar: FoldedScalar,
    of text: MappedText,
    _ isBody: Bool,
    to output: inout MappedText
  ) {
    let place = Int(scalar.start)..<Int(scalar.end)
    output.append(scalar: scalar.value, for: isBody ? place : text.original(place))
  }

  /// Line feeds stay; other white space becomes one space.
  private func appendSpace(
    _ scalars: [FoldedScalar],
    from start: Int,
    of text: MappedText,
    _ isBody: Bool,
    to output: inout MappedText
  ) -> Int {
    var end = start
    var hasLine = false
    while end < scalars.count, Self.isSpace(scalars[end].value) {
      if scalars[end].value == 0x0A {
        append(scalars[end], of: text, isBody, to: &output)
        hasLine = true
      }
      end += 1
    }
    if !hasLine {
      var whole = scalars[start]
      whole.value = 0x20
      whole.end = scalars[end - 1].end
      append(whole, of: text, isBody, to: &output)
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
