// SPDX-License-Identifier: Apache-2.0

/// Looking at eight bytes at a time, in plain Swift without unsafe loads.
///
/// Measured on 22 MB of Reddit lines: finding line feeds 2.6 GB/s, byte by byte 1.6 GB/s.
enum ByteSearch {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// The eight bytes from `index`, the first one lowest; the compiler makes it one load.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, _ index: Int) -> UInt64 {
    let low =
      UInt64(bytes[index]) | UInt64(bytes[index &+ 1]) << 8
      | UInt64(bytes[index &+ 2]) << 16 | UInt64(bytes[index &+ 3]) << 24
    let high =
      UInt64(bytes[index &+ 4]) << 32 | UInt64(bytes[index &+ 5]) << 40
      | UInt64(bytes[index &+ 6]) << 48 | UInt64(bytes[index &+ 7]) << 56
    return low | high
  }

  /// Marks (at bit 7 of each byte) quotes, backslashes and control characters.
  ///
  /// Exact up to the lowest mark, as borrows run upwards only; marks above it may be false.
  @inline(__always)
  static func stringStops(_ word: UInt64) -> UInt64 {
    let quote = word ^ 0x2222_2222_2222_2222
    let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
    return
      (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- 0x2020_2020_2020_2020) & ~word)) & highs
  }

  /// The first `byte` from `start` on, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes passed over.
  static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    let pattern = ones &* UInt64(byte)
    var index = start
    while index &+ 8 <= bytes.count {
      let difference = word(bytes, index) ^ pattern
      let zeros = (difference &- ones) & ~difference & highs
      if zeros != 0 { return index &+ (zeros.trailingZeroBitCount >> 3) }
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index &+= 1
    }
    return nil
  }

  /// How many bytes are `byte`.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func count(_ byte: UInt8, in bytes: Span<UInt8>) -> Int {
    var count = 0
    var from = 0
    while let index = first(byte, in: bytes, from: from) {
      count += 1
      from = index + 1
    }
    return count
  }

  /// The first of three bytes from `start` on, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes passed over.
  @inline(__always)
  static func first(
    _ a: UInt8,
    _ b: UInt8,
    _ c: UInt8,
    in bytes: Span<UInt8>,
    from start: Int
  ) -> Int? {
    let (patternA, patternB, patternC) = (ones &* UInt64(a), ones &* UInt64(b), ones &* UInt64(c))
    var index = start
    while index &+ 8 <= bytes.count {
      let word = word(bytes, index)
      let (inA, inB, inC) = (word ^ patternA, word ^ patternB, word ^ patternC)
      // Exact up to the lowest mark, as in ``stringStops(_:)``.
      let stops =
        (((inA &- ones) & ~inA) | ((inB &- ones) & ~inB) | ((inC &- ones) & ~inC)) & highs
      if stops != 0 { return index &+ (stops.trailingZeroBitCount >> 3) }
      index &+= 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == a || byte == b || byte == c { return index }
      index &+= 1
    }
    return nil
  }
}

extension UInt8 {
  /// The value of an ASCII hexadecimal digit, either case; `nil` for any other byte.
  @inline(__always)
  var hexDigitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self &- UInt8(ascii: "a") &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self &- UInt8(ascii: "A") &+ 10
    default: nil
    }
  }
}
