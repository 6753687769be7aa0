// SPDX-License-Identifier: Apache-2.0

/// A word of the normalized view.
struct WordSpan: Sendable, Equatable {
  /// Bytes of the normalized view, as a half-open range.
  var start: Int32
  var end: Int32
  /// Whether a sentence (`.`, `!`, `?`, line feed) ended between the word before and this one.
  var startsSentence: Bool

  var range: Range<Int> { Int(start)..<Int(end) }

  /// The words of a text: runs of letters, digits, `_` and marks; an apostrophe between letters
  /// belongs to the word (`don't`). Scripts without spaces give one word a run.
  static func words(in bytes: [UInt8]) -> [WordSpan] {
    var words: [WordSpan] = []
    words.reserveCapacity(bytes.count / 4)
    var index = 0
    var startsSentence = true
    let span = bytes.span
    while index < span.count {
      let byte = span[index]
      let width = byte < 0x80 ? (isWordByte(byte) ? 1 : 0) : wordWidth(bytes, index)
      guard width > 0 else {
        if byte == 0x0A || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!")
          || byte == UInt8(ascii: "?")
        {
          startsSentence = true
        }
        index += UTF8Bytes.width(leading: byte)
        continue
      }
      let start = index
      while index < span.count {
        let byte = span[index]
        if byte < 0x80, isWordByte(byte) {
          index += 1
          continue
        }
        let width = byte < 0x80 ? 0 : wordWidth(bytes, index)
        if width > 0 {
          index += width
        } else if byte == UInt8(ascii: "'"), index + 1 < span.count,
          wordWidth(bytes, index + 1) > 0
        {
          index += 1
        } else {
          break
        }
      }
      words.append(
        WordSpan(start: Int32(start), end: Int32(index), startsSentence: startsSentence)
      )
      startsSentence = false
    }
    return words
  }

  /// The ``StableHash`` of each word of a text.
  static func hashes(of words: [WordSpan], in bytes: [UInt8]) -> [UInt64] {
    var hashes: [UInt64] = []
    hashes.reserveCapacity(words.count)
    for word in words { hashes.append(StableHash.of(bytes, word.range)) }
    return hashes
  }

  @inline(__always)
  private static func isWordByte(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_")
  }

  /// The width of the word scalar at `index`, or 0.
  static func wordWidth(_ bytes: [UInt8], _ index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") ? 1 : 0 }
    let scalar = UTF8Bytes.scalar(in: bytes, at: index)
    switch scalar {
    case 0xA0...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: return 0
    case 0x2000...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0xFE00...0xFE6F, 0xFF00...0xFF0F:
      return 0
    case 0x1F000...0x1FAFF: return 0
    default: return UTF8Bytes.width(leading: byte)
    }
  }
}
