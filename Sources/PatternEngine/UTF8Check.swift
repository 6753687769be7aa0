// SPDX-License-Identifier: Apache-2.0

/// Finds bytes which are not well-formed UTF-8 (the Unicode Standard, table 3-7).
///
/// This is the proof behind PCRE2's `NO_UTF_CHECK`: what it lets through, PCRE2 never checks again.
enum UTF8Check {
  /// What stands in for a byte that belongs to no character.
  static let substitute: UInt8 = 0x1A

  /// The first byte, at `start` or later, that is not part of a well-formed sequence.
  ///
  /// `start` has to be the start of a character.
  static func firstIllFormedByte(of bytes: [UInt8], from start: Int) -> Int? {
    // Most texts are ASCII: a plain loop over all bytes, of which the compiler makes vector code,
    // settles them at a tenth of the cost of the walk below.
    if start == 0 {
      var high: UInt8 = 0
      for byte in bytes { high |= byte }
      if high < 0x80 { return nil }
    }
    var position = start
    let count = bytes.count
    while position < count {
      let lead = bytes[position]
      if lead < 0x80 {
        position = endOfASCII(of: bytes, from: position)
        continue
      }
      let length = sequenceLength(of: bytes, at: position, count: count)
      if length == 0 { return position }
      position += length
    }
    return nil
  }

  /// The first byte beyond ASCII, or the end: eight bytes at a time.
  @inline(__always)
  private static func endOfASCII(of bytes: [UInt8], from start: Int) -> Int {
    let highs: UInt64 = 0x8080_8080_8080_8080
    return unsafe bytes.withUnsafeBytes { bytes in
      var position = start
      // Sound: all eight bytes are in the array.
      while position &+ 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let high = UInt64(littleEndian: word) & highs
        if high != 0 { return position &+ high.trailingZeroBitCount >> 3 }
        position &+= 8
      }
      while position < bytes.count, unsafe bytes[position] < 0x80 { position &+= 1 }
      return position
    }
  }

  /// The length of the well-formed sequence of two bytes or more at `position`; 0 if there is none.
  private static func sequenceLength(of bytes: [UInt8], at position: Int, count: Int) -> Int {
    let lead = bytes[position]
    let length: Int
    // The second byte's range is narrower than 80...BF after some leads: that is what excludes
    // overlong forms, surrogates and values above U+10FFFF.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      second = 0xA0...0xBF
    case 0xED:
      length = 3
      second = 0x80...0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      second = 0x90...0xBF
    case 0xF1...0xF3: length = 4
    case 0xF4:
      length = 4
      second = 0x80...0x8F
    default: return 0
    }
    guard position + length <= count, second.contains(bytes[position + 1]) else { return 0 }
    for offset in 2..<max(length, 2) where bytes[position + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
