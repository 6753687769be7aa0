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
    var memo = WordMemo(isEmpty: true)
    return normalized(text, wasCut: &wasCut, &memo)
  }

  /// As above, with what is remembered about words from other texts.
  func normalized(
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
      switch look(at: index..<end, of: scalars, &memo) {
      case .plain:
        if isBody {
          let first = index
          output.appendASCII(from: Int(scalars[first].start), count: end - first) {
            UInt8(truncatingIfNeeded: scalars[first + $0].value)
          }
        } else {
          for scalar in scalars[index..<end] { append(scalar, of: text, isBody, to: &output) }
        }
      case .suspect:
        if let plain = disguise.removed(from: scalars[index..<end], &memo) {
          for scalar in plain { append(scalar, of: text, isBody, to: &output) }
        } else {
          for scalar in scalars[index..<end] { append(scalar, of: text, isBody, to: &output) }
        }
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

  private enum Look {
    /// ASCII bytes one after the other, and nothing to take off.
    case plain
    case suspect
  }

  /// A first look at a chunk: nearly all are plain words.
  ///
  /// Words held together by a dash or a slash (`well-known`, `and/or`) are looked at one by one, and
  /// as one word.
  private func look(
    at chunk: Range<Int>,
    of scalars: [FoldedScalar],
    _ memo: inout WordMemo
  ) -> Look {
    var hasTail = false
    var hasDigits = false
    // The word since the last dash or slash.
    var key = WordMemo.Key()
    var letters = 0
    var start = chunk.lowerBound
    var run = 0
    var previous: UInt32 = 0
    let offset = scalars[start].start - Int32(start)
    for index in chunk {
      let scalar = scalars[index]
      guard scalar.value < 0x80, scalar.start == offset + Int32(index),
        scalar.end == scalar.start + 1
      else { return .suspect }
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      if ByteClass.isLower(byte) {
        if hasTail || hasDigits { return .suspect }
        run = scalar.value == previous ? run + 1 : 1
        if run >= 3 { return .suspect }
        previous = scalar.value
        if byte == 0x69, scalar.changes.contains(.letterCase), index > chunk.lowerBound,
          !scalars[index - 1].changes.contains(.letterCase)
        {
          return .suspect
        }
        key.append(byte)
        letters += 1
        continue
      }
      previous = 0
      let hasWord = letters > 0 || start > chunk.lowerBound
      switch byte {
      case 0x2E, 0x2C, 0x21, 0x3F, 0x22, 0x3A, 0x3B, 0x29:
        if hasWord { hasTail = true }
      case 0x28: if hasWord { return .suspect }
      case 0x27:
        // `don't`, `we've`
        guard hasWord else { continue }
        if chunk.upperBound - index > 3 || mayHideLetter(at: index, of: scalars, chunk) {
          return .suspect
        }
        return maySpellRudeWord(key, letters, start..<index, scalars, &memo) || hasDigits
          ? .suspect : .plain
      case 0x2D, 0x2F:
        if hasTail || hasDigits || letters < 3 { return .suspect }
        if maySpellRudeWord(key, letters, start..<index, scalars, &memo) { return .suspect }
        key = WordMemo.Key()
        letters = 0
        start = index + 1
      default:
        guard ByteClass.isDigit(byte), !hasWord else { return .suspect }
        hasDigits = true
      }
    }
    if maySpellRudeWord(key, letters, start..<chunk.upperBound, scalars, &memo) { return .suspect }
    return start > chunk.lowerBound
      && disguise.vocabulary.contains(Self.letters(chunk, of: scalars)) ? .suspect : .plain
  }

  /// Whether the letters of a part of a chunk may be anything but an ordinary word.
  @inline(__always)
  private func maySpellRudeWord(
    _ key: WordMemo.Key,
    _ letters: Int,
    _ part: Range<Int>,
    _ scalars: [FoldedScalar],
    _ memo: inout WordMemo
  ) -> Bool {
    guard letters >= 4 else { return false }
    if letters <= WordMemo.maxLetters, let known = memo.maySpellRudeWord(key) { return known }
    let answer = disguise.vocabulary.maySpellRudeWord(Self.letters(part, of: scalars), from: 0)
    if letters <= WordMemo.maxLetters { memo.set(maySpellRudeWord: answer, key) }
    return answer
  }

  /// The small letters among some scalars.
  private static func letters(_ range: Range<Int>, of scalars: [FoldedScalar]) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(range.count)
    for index in range {
      let byte = UInt8(truncatingIfNeeded: scalars[index].value)
      if ByteClass.isLower(byte) { letters.append(byte) }
    }
    return letters
  }

  /// Whether an apostrophe behind one or two letters, and before two, may hide a letter: `'ll`, `'ve`
  /// and `'re` are endings.
  private func mayHideLetter(
    at index: Int,
    of scalars: [FoldedScalar],
    _ chunk: Range<Int>
  ) -> Bool {
    guard chunk.upperBound - index == 3, index - chunk.lowerBound <= 2 else { return false }
    switch (UInt8(truncatingIfNeeded: scalars[index + 1].value), scalars[index + 2].value) {
    case (UInt8(ascii: "l"), 0x6C), (UInt8(ascii: "v"), 0x65), (UInt8(ascii: "r"), 0x65):
      return false
    case (let first, let second):
      return ByteClass.isLower(first) && ByteClass.isLower(UInt8(truncatingIfNeeded: second))
    }
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
