// SPDX-License-Identifier: Apache-2.0

/// Folds text for the literal filter, so that what PCRE2 may match as equal has equal bytes.
///
/// One scalar becomes one scalar: simple case folding (CaseFolding.txt of Unicode 17, status C and
/// S), every decimal digit to the ASCII digit of its value, every space beyond ASCII to U+0020. In
/// ASCII only the capitals change. Folding twice is folding once.
///
/// ```
/// FilterFolding.folded(0xC9)    // É: 0xE9, é
/// FilterFolding.folded(0x17F)   // ſ: 0x73, s
/// FilterFolding.folded(0x0663)  // ARABIC-INDIC DIGIT THREE: 0x33, 3
/// ```
///
/// A filter may say "perhaps" too often but never "no" wrongly. So the folding is at least as coarse
/// as `(?i)` with `PCRE2_UTF | PCRE2_UCP`, whose classes come from the same file of an older Unicode;
/// `FilterFoldingPatternTests` compares all scalars with the library that is linked. Not covered:
/// the Turkic `ı = I` and `İ = i`, which PCRE2 knows from 10.45 on and only when asked to.
enum FilterFolding {
  /// What `fold` found.
  enum Outcome: Sendable {
    /// All bytes are below 0x80.
    case ascii
    /// There are other bytes, and the folded text has the place of every character.
    case regular
    /// Some scalar folds to one of another length: a digit or space beyond ASCII, or one of 38
    /// letters such as ſ, Ⱥ, ẞ or the Kelvin sign.
    case irregular
  }

  /// Folds one scalar; a value that is none (a surrogate) to itself.
  static func folded(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return UInt32(ASCIIFolding.folded(UInt8(scalar))) }
    guard scalar < FoldingTrie.end else { return scalar }
    let trie = FoldingTrie.values
    let change = trie[Int(trie[Int(scalar >> 6)]) + Int(scalar & 63)]
    if change == 0 { return scalar }
    if change >= FoldingTrie.irregular { return change & 0x1F_FFFF }
    return PackedUTF8.scalar(PackedUTF8.bytes(of: scalar) ^ change)
  }

  /// Writes the folded text, byte for byte in its place, if that is possible.
  ///
  /// - Complexity: O(*n*) in the bytes of the text. Measured: 17 ns for 150 bytes of ASCII, 65 ns for
  ///   1,500; beyond ASCII 2 to 2.5 ns for a character among its like, 4 to 5 ns for a single one.
  /// - Parameters:
  ///   - text: Well-formed UTF-8.
  ///   - out: Room for as many bytes as `text` has. After `.irregular` they mean nothing; call
  ///     `foldIrregular`.
  static func fold(
    _ text: UnsafeBufferPointer<UInt8>,
    into out: UnsafeMutablePointer<UInt8>
  ) -> Outcome {
    guard let start = text.baseAddress else { return .ascii }
    let count = text.count
    // Sound: `start` has `count` bytes, and the caller vouches for as many in `out`.
    if unsafe foldASCII(start, count: count, into: out) { return .ascii }
    // Sound: the trie is used inside the closure only.
    let changes = unsafe FoldingTrie.values.withUnsafeBufferPointer { trie in
      unsafe foldBeyondASCII(start, count: count, into: out, trie: trie.baseAddress!)
    }
    return changes < FoldingTrie.irregular ? .regular : .irregular
  }

  /// Writes the folded text of any well-formed UTF-8, in its true length, in place of what `out`
  /// holds.
  ///
  /// - Complexity: O(*n*) in the bytes of the text.
  static func foldIrregular(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    out.removeAll(keepingCapacity: true)
    guard let start = text.baseAddress else { return }
    let count = text.count
    // The greatest growth is from 2 bytes to 3 (Ⱥ); 4 more for words that are stored whole.
    out.append(contentsOf: repeatElement(0, count: count + count / 2 + 4))
    // Sound: both pointers are used inside the closures only. At place `at` at most 1.5 * `at` bytes
    // are written, so what follows has room.
    let written = unsafe out.withUnsafeMutableBufferPointer { bytes in
      unsafe FoldingTrie.values.withUnsafeBufferPointer { trie in
        unsafe foldScalars(start, count: count, into: bytes.baseAddress!, trie: trie.baseAddress!)
      }
    }
    out.removeLast(out.count - written)
  }
}

// MARK: - The walks

extension FilterFolding {
  /// Folds the ASCII bytes and copies the others; whether there are no others.
  ///
  /// Plain loops without branches: the compiler makes vectors of them. The last bytes of a loop over
  /// all would go one by one, and comments are short: so the last 32 bytes overlap the ones before.
  @inline(__always)
  private static func foldASCII(
    _ text: UnsafePointer<UInt8>,
    count: Int,
    into out: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    // Sound: each range ends at `count` or before, which both have.
    if count >= 32 {
      let high = unsafe foldASCII(text, in: 0..<(count & ~31), into: out)
      return unsafe (high | foldASCII(text + (count &- 32), in: 0..<32, into: out + (count &- 32)))
        < 0x80
    }
    return unsafe foldASCII(text, in: 0..<count, into: out) < 0x80
  }

  @inline(__always)
  private static func foldASCII(
    _ text: UnsafePointer<UInt8>,
    in range: Range<Int>,
    into out: UnsafeMutablePointer<UInt8>
  ) -> UInt8 {
    var high: UInt8 = 0
    // Sound: the caller's range lies inside both.
    for index in range {
      let byte = unsafe text[index]
      high |= byte
      unsafe out[index] = ASCIIFolding.folded(byte)
    }
    return high
  }

  /// Corrects the characters beyond ASCII in `out`; returns the changes, or-ed together.
  ///
  /// First the lead bytes of 64 bytes are marked in one word, then their characters are visited by
  /// the marks. So where a character begins does not wait for the length of the one before it, and
  /// the processor guesses wrong where the marks end, not at each ’ in English text.
  private static func foldBeyondASCII(
    _ text: UnsafePointer<UInt8>,
    count: Int,
    into out: UnsafeMutablePointer<UInt8>,
    trie: UnsafePointer<UInt32>
  ) -> UInt32 {
    var changes: UInt32 = 0
    // The last word overlaps the one before it: a character folded twice is the same.
    let lastWord = max(0, count &- 8)
    var at = 0
    while at < count {
      // Bit 8 * j + k stands for byte j of word k.
      var marks: UInt64 = 0
      // Sound: eight bytes from each place are in the text, or it has fewer and all are taken.
      if at &+ 64 <= count {
        for k in 0..<8 {
          marks |= unsafe leads(in: PackedUTF8.word(text + (at &+ k &* 8))) &>> UInt64(7 &- k)
        }
      } else if count >= 8 {
        for k in 0..<(count &- at &+ 7) &>> 3 {
          let place = min(at &+ k &* 8, lastWord)
          marks |= unsafe leads(in: PackedUTF8.word(text + place)) &>> UInt64(7 &- k)
        }
      } else {
        marks = unsafe leads(in: shortWord(text, count: count)) &>> 7
      }
      while marks != 0 {
        let bit = marks.trailingZeroBitCount
        marks &= marks &- 1
        let place = min(at &+ (bit & 7) &* 8, lastWord) &+ bit &>> 3
        // Sound: in well-formed text the bytes that a lead byte announces follow it.
        changes |= unsafe foldCharacter(text + place, into: out + place, trie: trie)
      }
      if changes >= FoldingTrie.irregular { break }
      at &+= 64
    }
    return changes
  }

  /// The highest bit of each byte that begins a character beyond ASCII: they have two bits set.
  @inline(__always)
  private static func leads(in word: UInt64) -> UInt64 {
    word & (word &<< 1) & 0x8080_8080_8080_8080
  }

  /// Folds one character of two to four bytes; returns its change.
  ///
  /// Sound: `text` is well-formed, so that many bytes are there, in `out` as well. The trie has a
  /// place for every pair of bytes and for all `FoldingTrie.blocks` blocks; 64 values follow a place.
  @inline(__always)
  private static func foldCharacter(
    _ text: UnsafePointer<UInt8>,
    into out: UnsafeMutablePointer<UInt8>,
    trie: UnsafePointer<UInt32>
  ) -> UInt32 {
    let lead = unsafe text[0]
    if lead < 0xE0 {
      // No test: small and capital letters mix, and a wrong guess costs more than a store.
      let pair = unsafe PackedUTF8.pair(text)
      let number = Int(pair & 0x1F) &<< 6 | Int(pair &>> 8 & 0x3F)
      let change = unsafe trie[FoldingTrie.blocks &+ number]
      unsafe PackedUTF8.store(pair ^ UInt16(truncatingIfNeeded: change), to: out)
      return change
    }
    // U+4000 to U+9FFF, most of Chinese.
    if lead &- 0xE4 < 6 { return 0 }
    let second = unsafe text[1]
    let third = unsafe text[2]
    if lead < 0xF0 {
      let block = unsafe Int(trie[Int(lead & 0xF) &<< 6 | Int(second & 0x3F)])
      let change = unsafe trie[block &+ Int(third & 0x3F)]
      // Punctuation, Korean and most other characters of three bytes have no case.
      if change != 0 {
        unsafe out[0] = lead ^ UInt8(truncatingIfNeeded: change)
        unsafe out[1] = second ^ UInt8(truncatingIfNeeded: change >> 8)
        unsafe out[2] = third ^ UInt8(truncatingIfNeeded: change >> 16)
      }
      return change
    }
    let number = Int(lead & 7) &<< 12 | Int(second & 0x3F) &<< 6 | Int(third & 0x3F)
    guard number < FoldingTrie.blocks else { return 0 }
    let fourth = unsafe text[3]
    let change = unsafe trie[Int(trie[number]) &+ Int(fourth & 0x3F)]
    if change != 0 {
      unsafe out[1] = second ^ UInt8(truncatingIfNeeded: change >> 8)
      unsafe out[2] = third ^ UInt8(truncatingIfNeeded: change >> 16)
      unsafe out[3] = fourth ^ UInt8(truncatingIfNeeded: change >> 24)
    }
    return change
  }

  /// Folds every character to its own length; returns how many bytes were written.
  private static func foldScalars(
    _ text: UnsafePointer<UInt8>,
    count: Int,
    into out: UnsafeMutablePointer<UInt8>,
    trie: UnsafePointer<UInt32>
  ) -> Int {
    var at = 0
    var written = 0
    while at < count {
      // Sound: reads stay below `count` as the text is well-formed; see `foldIrregular` for `out`.
      if at + 8 <= count {
        let word = unsafe PackedUTF8.word(text + at)
        if word & 0x8080_8080_8080_8080 == 0 {
          unsafe PackedUTF8.store(PackedUTF8.foldedASCII(word), to: out + written)
          at += 8
          written += 8
          continue
        }
      }
      let lead = unsafe text[at]
      if lead < 0x80 {
        unsafe out[written] = ASCIIFolding.folded(lead)
        at += 1
        written += 1
        continue
      }
      let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      // Copied first: four-byte characters that fold to themselves are left alone below.
      for index in 0..<length { unsafe out[written + index] = text[at + index] }
      let change = unsafe foldCharacter(text + at, into: out + written, trie: trie)
      at += length
      if change < FoldingTrie.irregular {
        written += length
        continue
      }
      var rest = PackedUTF8.bytes(of: change & 0x1F_FFFF)
      repeat {
        unsafe out[written] = UInt8(truncatingIfNeeded: rest)
        written += 1
        rest >>= 8
      } while rest != 0
    }
    return written
  }

  /// A text of fewer than eight bytes as a word, with zeros above.
  private static func shortWord(_ text: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var word: UInt64 = 0
    // Sound: `index` is below the count of the text.
    for index in 0..<count { word |= unsafe UInt64(text[index]) &<< UInt64(index &* 8) }
    return word
  }
}
