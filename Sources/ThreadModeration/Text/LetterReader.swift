// SPDX-License-Identifier: Apache-2.0

/// Takes the words of a text that is compared with others.
protocol WordTaker {
  /// Takes a word by the hash of its letters.
  mutating func take(word hash: UInt64)
}

/// Reads what has to agree for two texts to be the same: their letters, in order.
///
/// Case, digits, punctuation, spaces, invisible characters, links, accents and look-alike letters do not
/// count. A thread's copies and a report's campaigns are both read in this way.
///
/// Mutable only for its buffers, which one text after the other uses.
struct LetterReader {
  private var letterHash = StableHash.start
  private var letterCount = 0
  private var wordHash = StableHash.start
  private var isInWord = false
  private var scalars: [UInt32] = []
  private var chunk: [UInt8] = []

  /// Reads a text.
  ///
  /// - Complexity: O(*n*) in its bytes; some 2 ns each, 6 ns in a text that is not all ASCII.
  /// - Returns: How many letters there are outside of links, ideographs and Hangul syllables counted twice; and their
  ///   hash.
  mutating func read(
    _ bytes: [UInt8],
    into taker: inout some WordTaker
  ) -> (letters: Int, hash: UInt64) {
    letterHash = StableHash.start
    letterCount = 0
    if bytes.contains(where: { $0 >= 0x80 }) {
      fold(bytes)
      readScalars(into: &taker)
    } else {
      readASCII(bytes, into: &taker)
    }
    endWord(into: &taker)
    return (letterCount, StableHash.mixed(letterHash))
  }

  private mutating func readASCII(_ bytes: [UInt8], into taker: inout some WordTaker) {
    let span = bytes.span
    var index = 0
    while index < span.count {
      if ByteClass.isSpace(span[index]) {
        endWord(into: &taker)
        index += 1
        continue
      }
      var end = index
      while end < span.count, !ByteClass.isSpace(span[end]) { end += 1 }
      if !LinkShape.isLink(bytes, index..<end) {
        for place in index..<end {
          let byte = span[place]
          if ByteClass.isLetter(byte) {
            letter(UInt32(ByteClass.lowered(byte)))
          } else if byte != UInt8(ascii: "'") {
            endWord(into: &taker)
          }
        }
      }
      index = end
    }
  }

  /// Puts the folded text into ``scalars``: as ``ScalarFolder/fold(_:maxOutputScalars:)`` has it, which is asked
  /// only where a mark or a sequence takes more than looking each scalar up.
  private mutating func fold(_ bytes: [UInt8]) {
    scalars.removeAll(keepingCapacity: true)
    let tables = UnicodeTables.shared
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        if !ScalarFolder.isInvisibleASCII(byte) { scalars.append(UInt32(ByteClass.lowered(byte))) }
        position += 1
        continue
      }
      let value = ScalarFolder.decodeScalar(bytes, &position)
      let record = tables.foldingRecord(of: value)
      if record.isSimple {
        scalars.append(value)
      } else if record.isInvisible {
        continue
      } else if record.mapsToSimple {
        scalars.append(tables.pool[record.mappingOffset])
      } else {
        let mapping = tables.pool[record.mappingOffset..<record.mappingOffset + record.mappingCount]
        guard !mapping.isEmpty, mapping.allSatisfy({ $0 < 0x80 }) else {
          scalars = ScalarFolder.fold(bytes, maxOutputScalars: bytes.count).scalars.map(\.value)
          return
        }
        scalars += mapping
      }
    }
  }

  private mutating func readScalars(into taker: inout some WordTaker) {
    let tables = UnicodeTables.shared
    var index = 0
    while index < scalars.count {
      if Self.isSpace(scalars[index]) {
        endWord(into: &taker)
        index += 1
        continue
      }
      var end = index
      var mayBeLink = false
      while end < scalars.count, !Self.isSpace(scalars[end]) {
        if scalars[end] &- 0x2E < 2 { mayBeLink = true }
        end += 1
      }
      if !mayBeLink || !isLink(index..<end) {
        for place in index..<end {
          let value = scalars[place]
          let lookAlike = value < 0x80 ? 0 : tables.lookAlikeLetters(of: value).small
          if lookAlike != 0 {
            letter(UInt32(lookAlike))
          } else if value < 0x80 ? ByteClass.isLetter(UInt8(value)) : Self.isLetter(value) {
            letter(value)
          } else if value != 0x27, value != 0x2019 {
            endWord(into: &taker)
          }
        }
      }
      index = end
    }
  }

  private mutating func isLink(_ range: Range<Int>) -> Bool {
    chunk.removeAll(keepingCapacity: true)
    for value in scalars[range] {
      chunk.append(value < 0x80 ? UInt8(value) : UInt8(ascii: "a"))
    }
    return LinkShape.isLink(chunk, chunk.indices)
  }

  @inline(__always)
  private mutating func letter(_ value: UInt32) {
    letterCount += Self.isWide(value) ? 2 : 1
    letterHash = StableHash.step(letterHash, scalar: value)
    wordHash = StableHash.step(wordHash, scalar: value)
    isInWord = true
  }

  @inline(__always)
  private mutating func endWord(into taker: inout some WordTaker) {
    guard isInWord else { return }
    isInWord = false
    taker.take(word: StableHash.mixed(wordHash))
    wordHash = StableHash.start
  }
}

// MARK: - Classes of scalars

extension LetterReader {
  private static func isSpace(_ value: UInt32) -> Bool {
    value == 0x20 || value &- 0x09 < 5 || value == 0x85 || value == 0xA0
      || value &- 0x2000 <= 0x0A || value == 0x2028 || value == 0x2029 || value == 0x3000
  }

  /// Whether a scalar outside of ASCII is taken for a letter: all but the blocks of punctuation and
  /// symbols.
  private static func isLetter(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0xBF, 0x2000...0x206F, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x2E00...0x2E7F,
      0x3000...0x3004, 0x3007...0x303F, 0xFE00...0xFE6F, 0xFFF0...0xFFFF, 0x1F000...0x1FAFF:
      false
    default: true
    }
  }

  /// Whether a letter says as much as two of an alphabet: ideographs and Hangul syllables. Kana do not: ten of them
  /// are a word of thanks.
  @inline(__always)
  static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x3400 else { return false }
    return switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
