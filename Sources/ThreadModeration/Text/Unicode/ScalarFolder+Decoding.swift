// SPDX-License-Identifier: Apache-2.0

extension ScalarFolder {
  /// Reads the scalar at `position` and moves past it.
  ///
  /// An ill-formed sequence gives U+FFFD once for each maximal subpart (Unicode 17, section 3.9,
  /// "U+FFFD Substitution of Maximal Subparts").
  @inline(__always)
  static func decodeScalar(_ bytes: [UInt8], _ position: inout Int) -> UInt32 {
    let first = bytes[position]
    position += 1
    if first < 0x80 { return UInt32(first) }
    // The second byte's allowed range keeps out overlong forms, surrogates and values too large.
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    var value: UInt32
    var remaining: Int
    switch first {
    case 0xC2...0xDF:
      value = UInt32(first & 0x1F)
      remaining = 1
    case 0xE0...0xEF:
      if first == 0xE0 { low = 0xA0 }
      if first == 0xED { high = 0x9F }
      value = UInt32(first & 0x0F)
      remaining = 2
    case 0xF0...0xF4:
      if first == 0xF0 { low = 0x90 }
      if first == 0xF4 { high = 0x8F }
      value = UInt32(first & 0x07)
      remaining = 3
    default:
      return 0xFFFD
    }
    while remaining > 0 {
      guard position < bytes.count else { return 0xFFFD }
      let byte = bytes[position]
      guard byte >= low, byte <= high else { return 0xFFFD }
      value = value << 6 | UInt32(byte & 0x3F)
      position += 1
      remaining -= 1
      low = 0x80
      high = 0xBF
    }
    return value
  }
}
