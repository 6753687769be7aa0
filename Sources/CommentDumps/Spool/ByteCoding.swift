// SPDX-License-Identifier: Apache-2.0

/// Appends numbers and texts to bytes: LEB128, and zigzag for signed numbers.
struct ByteWriter {
  var bytes: [UInt8]

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func signed(_ value: Int64) {
    unsigned(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func text(_ text: String) {
    unsigned(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads what ``ByteWriter`` wrote.
struct ByteReader {
  let bytes: [UInt8]
  var position: Int

  /// The next number; `nil` if the bytes end inside it.
  mutating func unsignedIfWhole() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func unsigned() -> UInt64 {
    guard let value = unsignedIfWhole() else { preconditionFailure("a number ends in its record") }
    return value
  }

  mutating func signed() -> Int64 {
    let value = unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func text() -> String {
    let count = Int(unsigned())
    let end = position + count
    defer { position = end }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }
}
