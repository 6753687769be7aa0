// SPDX-License-Identifier: Apache-2.0

/// The length of a body as AutoModerator counts it.
enum BodyLength {
  /// Scalars, without those that are not word characters at both ends.
  static func ofTrimmed(_ bytes: [UInt8]) -> Int {
    var first = 0
    while first < bytes.count, !isWord(at: first, in: bytes) {
      first += UTF8Bytes.width(leading: bytes[first])
    }
    guard first < bytes.count else { return 0 }
    var end = bytes.count
    while end > first {
      var start = end - 1
      while start > first, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      if isWord(at: start, in: bytes) { break }
      end = start
    }
    return bytes[first..<end].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// Letters, numbers and `_`, as `\w` has them.
  private static func isWord(at index: Int, in bytes: [UInt8]) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") }
    guard let scalar = Unicode.Scalar(UTF8Bytes.scalar(in: bytes, at: index)) else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
