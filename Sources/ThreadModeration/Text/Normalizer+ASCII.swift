// SPDX-License-Identifier: Apache-2.0

/// The way through a body of visible ASCII: byte to byte, and scalars only for what is suspect.
///
/// Says what the general way says (`NormalizerTests` compares them). Three of four comments go this way, and
/// most of them are one copy in small letters from end to end.
extension Normalizer {
  /// What ``look(at:of:_:)`` sees in a chunk.
  enum Look {
    /// Nothing to take off.
    case plain
    case suspect
  }

  /// The normalized view of a body; `nil` if it needs the general way: for bytes beyond ASCII, invisible
  /// ones, drawings, or letters set apart.
  func normalizedASCII(_ bytes: [UInt8], _ memo: inout WordMemo) -> MappedText? {
    let count = Self.visibleCount(of: bytes)
    guard count <= maxScalars, Self.isSimple(bytes, count) else { return nil }
    var output = MappedText()
    output.reserveCapacity(count)
    // What was passed but not yet copied.
    var copied = 0
    var index = 0
    var end = Self.chunkEnd(bytes, from: 0, count)
    while index < count {
      if end == index {
        index = appendSpaces(bytes, from: index, count, &copied, to: &output)
        end = Self.chunkEnd(bytes, from: index, count)
        continue
      }
      // The end of the next chunk, if one space is between.
      let next = end + 1
      let nextEnd = end < count ? Self.chunkEnd(bytes, from: next, count) : end
      if nextEnd > next, bytes[end] == 0x20,
        let (whole, last) = joined(index..<end, next..<nextEnd, of: bytes, count)
      {
        output.append(lowering: copied..<index, of: bytes)
        Self.append(whole, to: &output)
        index = last
        copied = last
        end = Self.chunkEnd(bytes, from: index, count)
        continue
      }
      if let plain = removed(from: index..<end, of: bytes, &memo) {
        output.append(lowering: copied..<index, of: bytes)
        Self.append(plain, to: &output)
        copied = end
      }
      index = end
      end =
        nextEnd > next && bytes[index] == 0x20 ? index : Self.chunkEnd(bytes, from: index, count)
    }
    output.append(lowering: copied..<count, of: bytes)
    return output
  }

  /// The bytes before the byte order marks that a text ends with: folding drops them, and dumps of
  /// YouTube's comments are full of them.
  private static func visibleCount(of bytes: [UInt8]) -> Int {
    var count = bytes.count
    while count >= 3, bytes[count - 1] == 0xBF, bytes[count - 2] == 0xBB, bytes[count - 3] == 0xEF {
      count -= 3
    }
    return count
  }

  @inline(__always)
  private static func chunkEnd(_ bytes: [UInt8], from start: Int, _ count: Int) -> Int {
    let span = bytes.span
    var end = start
    while end < count, !ByteClass.isSpace(span[end]) { end += 1 }
    return end
  }

  private static func append(_ scalars: [FoldedScalar], to output: inout MappedText) {
    for scalar in scalars {
      output.append(scalar: scalar.value, for: Int(scalar.start)..<Int(scalar.end))
    }
  }

  /// Line feeds stay; other white space becomes one space. A lone space or line feed is copied with what
  /// stands around it.
  private func appendSpaces(
    _ bytes: [UInt8],
    from start: Int,
    _ count: Int,
    _ copied: inout Int,
    to output: inout MappedText
  ) -> Int {
    var end = start
    var hasOther = false
    var lines = 0
    while end < count, ByteClass.isSpace(bytes[end]) {
      if bytes[end] == 0x0A {
        lines += 1
      } else if bytes[end] != 0x20 {
        hasOther = true
      }
      end += 1
    }
    if lines == end - start || end - start == 1 && !hasOther { return end }
    output.append(lowering: copied..<start, of: bytes)
    if lines == 0 {
      output.append(scalar: 0x20, for: start..<end)
    } else {
      for index in start..<end where bytes[index] == 0x0A {
        output.append(scalar: 0x0A, for: index..<index + 1)
      }
    }
    copied = end
    return end
  }

  /// The folded scalars of ASCII bytes.
  private static func scalars(_ range: Range<Int>, of bytes: [UInt8]) -> [FoldedScalar] {
    range.map { index in
      let byte = bytes[index]
      return FoldedScalar(
        value: UInt32(ByteClass.lowered(byte)),
        start: Int32(truncatingIfNeeded: index),
        end: Int32(truncatingIfNeeded: index + 1),
        changes: ByteClass.isUpper(byte) ? .letterCase : []
      )
    }
  }
}

// MARK: - What goes the general way

extension Normalizer {
  /// Properties of a byte, a bit each.
  private static let isWord: UInt8 = 1
  private static let isLone: UInt8 = 2
  private static let isBlank: UInt8 = 4
  private static let isOther: UInt8 = 8

  private static let classes: [UInt8] = (0..<256).map { value in
    let byte = UInt8(value)
    if byte >= 0x80 || ScalarFolder.isInvisibleASCII(byte) { return isOther }
    if ByteClass.isSpace(byte) { return isBlank }
    let isLetter =
      ByteClass.isLetter(byte) || byte == 0x40 || byte == 0x24 || byte == 0x30 || byte == 0x31
      || byte == 0x33
    return (ByteClass.isAlphanumeric(byte) ? isWord : 0) | (isLetter ? isLone : 0)
  }

  /// Whether the first bytes are all visible ASCII, and there is nothing that ``Pictures`` or ``SpacedLetters`` may
  /// read: no three letters by themselves within four bytes each of the next.
  private static func isSimple(_ bytes: [UInt8], _ count: Int) -> Bool {
    let span = bytes.span
    let classes = Self.classes
    let table = classes.span
    var (lone, chain) = (-5, 0)
    var before: UInt8 = isBlank
    var all: UInt8 = 0
    for index in 0..<count {
      let byte = span[index]
      let own = table[Int(byte)]
      all |= own
      if before & isWord == 0 {
        let after = index + 1 < count ? table[Int(span[index + 1])] : isBlank
        if own & isLone != 0, after & isWord == 0 {
          chain = index - lone >= 2 && index - lone <= 4 ? chain + 1 : 1
          if chain == 3 { return false }
          lone = index
        }
        if before & isBlank != 0, mayBeDrawing(byte), index + 2 < count {
          let next = span[index + 1]
          if next == 0x3D || next == 0x2D || byte == 0x5F && span[index + 2] == 0x5F {
            return false
          }
        }
      }
      before = own
    }
    return all & isOther == 0
  }

  /// What drawings begin with: `_ 8 3 c`.
  @inline(__always)
  private static func mayBeDrawing(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x38 || byte == 0x33 || byte | 0x20 == 0x63
  }
}

// MARK: - Chunks

extension Normalizer {
  /// What ``SplitWords`` joins from a chunk on.
  private func joined(
    _ first: Range<Int>,
    _ second: Range<Int>,
    of bytes: [UInt8],
    _ count: Int
  ) -> (scalars: [FoldedScalar], end: Int)? {
    guard first.count <= SplitWords.maxChunk, second.count <= SplitWords.maxChunk,
      first.count <= 3 || second.count <= 3,
      disguise.vocabulary.mayStartRudeWord(first, second, of: bytes),
      splitWords.mayJoin(first, second, of: bytes)
    else { return nil }
    // As far as chunks are looked at: their scalars, with places from 0 on.
    let start = first.lowerBound
    let window = start..<min(count, start + SplitWords.maxReach)
    let joined = splitWords.joined(
      0..<first.count,
      second.lowerBound - start..<second.upperBound - start,
      of: Self.scalars(window, of: bytes)
    )
    return joined.map { ($0.scalars, $0.end + start) }
  }

  /// A chunk of ASCII bytes with its disguise taken off; `nil` where there is none.
  ///
  /// Most chunks were seen in other texts: these need one look at the memo.
  @inline(__always)
  func removed(
    from chunk: Range<Int>,
    of bytes: [UInt8],
    _ memo: inout WordMemo
  ) -> [FoldedScalar]? {
    let key = WordMemo.ChunkKey(bytes, chunk)
    if let key, memo.hidesNothing(chunk: key) { return nil }
    if look(at: chunk, of: bytes, &memo) == .suspect, chunk.count <= Disguise.maxChunk,
      let found = disguise.removed(from: Self.scalars(chunk, of: bytes)[...], &memo)
    {
      return found
    }
    if let key { memo.setHidesNothing(chunk: key) }
    return nil
  }

  /// A first look at a chunk of ASCII bytes: nearly all are plain words.
  ///
  /// Words held together by a dash or a slash (`well-known`, `and/or`) are looked at one by one, and
  /// as one word.
  func look(at chunk: Range<Int>, of bytes: [UInt8], _ memo: inout WordMemo) -> Look {
    let span = bytes.span
    return look(at: chunk, &memo) { index in
      span[index]
    } scalar: { index in
      UInt32(ByteClass.lowered(span[index]))
    }
  }

  /// - Parameters:
  ///   - byte: The byte at a place.
  ///   - scalar: The folded scalar at a place.
  @inline(__always)
  func look(
    at chunk: Range<Int>,
    _ memo: inout WordMemo,
    byte byteAt: (Int) -> UInt8,
    scalar: (Int) -> UInt32
  ) -> Look {
    var hasTail = false
    var hasDigits = false
    // The word since the last dash or slash.
    var key = WordMemo.Key()
    var letters = 0
    var start = chunk.lowerBound
    var run = 0
    var previous: UInt8 = 0
    var before: UInt8 = 0
    for index in chunk {
      let original = byteAt(index)
      defer { before = original }
      let byte = ByteClass.lowered(original)
      if ByteClass.isLower(byte) {
        if hasTail || hasDigits { return .suspect }
        run = byte == previous ? run + 1 : 1
        if run >= 3 { return .suspect }
        previous = byte
        // A capital I behind a small letter.
        if original == 0x49, index > chunk.lowerBound, !ByteClass.isUpper(before) {
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
        if chunk.upperBound - index > 3 || mayHideLetter(at: index, chunk, scalar) {
          return .suspect
        }
        return maySpellRudeWord(key, letters, start..<index, &memo, scalar) || hasDigits
          ? .suspect : .plain
      case 0x2D, 0x2F:
        if hasTail || hasDigits || letters < 3 { return .suspect }
        if maySpellRudeWord(key, letters, start..<index, &memo, scalar) { return .suspect }
        key = WordMemo.Key()
        letters = 0
        start = index + 1
      default:
        guard ByteClass.isDigit(byte), !hasWord else { return .suspect }
        hasDigits = true
      }
    }
    if maySpellRudeWord(key, letters, start..<chunk.upperBound, &memo, scalar) { return .suspect }
    return start > chunk.lowerBound
      && disguise.vocabulary.contains(Self.letters(chunk, scalar)) ? .suspect : .plain
  }

  /// Whether the letters of a part of a chunk may be anything but an ordinary word.
  @inline(__always)
  private func maySpellRudeWord(
    _ key: WordMemo.Key,
    _ letters: Int,
    _ part: Range<Int>,
    _ memo: inout WordMemo,
    _ scalar: (Int) -> UInt32
  ) -> Bool {
    guard letters >= 4 else { return false }
    if letters <= WordMemo.maxLetters, let known = memo.maySpellRudeWord(key) { return known }
    let answer = disguise.vocabulary.maySpellRudeWord(Self.letters(part, scalar), from: 0)
    if letters <= WordMemo.maxLetters { memo.set(maySpellRudeWord: answer, key) }
    return answer
  }

  /// The letters among some scalars.
  private static func letters(_ range: Range<Int>, _ scalar: (Int) -> UInt32) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(range.count)
    for index in range {
      let byte = UInt8(truncatingIfNeeded: scalar(index))
      if ByteClass.isLower(byte) { letters.append(byte) }
    }
    return letters
  }

  /// Whether an apostrophe behind one or two letters, and before two, may hide a letter: `'ll`, `'ve`
  /// and `'re` are endings.
  private func mayHideLetter(
    at index: Int,
    _ chunk: Range<Int>,
    _ scalar: (Int) -> UInt32
  ) -> Bool {
    guard chunk.upperBound - index == 3, index - chunk.lowerBound <= 2 else { return false }
    switch (UInt8(truncatingIfNeeded: scalar(index + 1)), scalar(index + 2)) {
    case (UInt8(ascii: "l"), 0x6C), (UInt8(ascii: "v"), 0x65), (UInt8(ascii: "r"), 0x65):
      return false
    case (let first, let second):
      return ByteClass.isLower(first) && ByteClass.isLower(UInt8(truncatingIfNeeded: second))
    }
  }
}
