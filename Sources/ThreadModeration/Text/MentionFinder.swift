// SPDX-License-Identifier: Apache-2.0

/// Finds mentions of people: `@name`, `u/name`, `/u/name`.
enum MentionFinder {
  /// Byte ranges of the original body, in order; at most 1,000.
  static func mentions(in prose: MappedText) -> [Range<Int>] {
    let bytes = prose.bytes
    var result: [Range<Int>] = []
    var index = 0
    while index < bytes.count, result.count < 1_000 {
      var nameStart: Int?
      let isAtStart = index == 0 || !isNameByte(bytes[index - 1])
      if bytes[index] == UInt8(ascii: "@"), isAtStart {
        nameStart = index + 1
      } else if bytes[index] | 0x20 == UInt8(ascii: "u"), isAtStart, index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "/"),
        index == 0 || bytes[index - 1] != UInt8(ascii: "/") || index == 1
          || !isNameByte(bytes[index - 2])
      {
        nameStart = index + 2
      }
      guard let start = nameStart else {
        index += 1
        continue
      }
      var end = start
      while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
      if end - start >= 2, end - start <= 64, bytes[start..<end].contains(where: ByteClass.isLetter)
      {
        result.append(prose.original(index..<end))
      }
      index = max(end, index + 1)
    }
    return result
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}
