// SPDX-License-Identifier: Apache-2.0

/// Text of one byte a character, as Windows wrote it in western Europe and America.
///
/// What calls itself Latin-1 is read so too, as browsers do: the two differ only where Latin-1 has
/// control characters.
enum Windows1252 {
  /// The characters of 0x80 to 0x9F. Source: WHATWG Encoding Standard, index windows-1252.
  private static let middle: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The character that a byte stands for.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    let value = 0x80...0x9F ~= byte ? middle[Int(byte) - 0x80] : UInt32(byte)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// The character that a byte stands for, as UTF-8.
  static func utf8(_ byte: UInt8) -> [UInt8] { Array(scalar(byte).utf8) }

  /// A whole text, as UTF-8.
  static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 { text.append(byte) } else { text += utf8(byte) }
    }
    return text
  }

  /// Whether bytes that begin a text are of this encoding rather than UTF-8: they have characters
  /// beyond ASCII, and none of them is UTF-8.
  static func isLikely(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    var index = 0
    var high = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      if UTF8Check.lengthOfCharacter(in: span, at: index, before: bytes.count) > 0 { return false }
      // A character that is cut off by the end of the look says nothing.
      if bytes.count - index > 3 { high += 1 }
      index += 1
    }
    return high > 0
  }
}
