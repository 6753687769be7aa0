// SPDX-License-Identifier: Apache-2.0

/// Finding the ends of JSON values with loads of up to sixteen bytes, for ``LineLayout``.
///
/// Whoever calls these knows that the sixteen bytes from every index before `end` can be read.
enum JSONLoads {
  typealias Vector = SIMD16<UInt8>

  @inline(__always)
  static func word(_ bytes: UnsafeRawPointer, _ at: Int) -> UInt32 {
    unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
  }

  @inline(__always)
  static func longWord(_ bytes: UnsafeRawPointer, _ at: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  @inline(__always)
  static func vector(_ bytes: UnsafeRawPointer, _ at: Int) -> Vector {
    unsafe bytes.loadUnaligned(fromByteOffset: at, as: Vector.self)
  }

  /// A vector as a number, its first byte lowest.
  @inline(__always)
  static func bits(_ vector: Vector) -> UInt128 {
    // Sound: both are sixteen bytes.
    UInt128(littleEndian: unsafe unsafeBitCast(vector, to: UInt128.self))
  }

  /// All bits of each byte that is marked, the first byte lowest.
  @inline(__always)
  static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt128 {
    // Sound: a mask of sixteen bytes is sixteen bytes.
    UInt128(littleEndian: unsafe unsafeBitCast(mask, to: UInt128.self))
  }

  /// Whether two stretches are the same bytes; at most seven behind them are loaded.
  @inline(__always)
  static func isSame(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    if count < 8 {
      guard count > 0 else { return true }
      let different = unsafe longWord(a, 0) ^ longWord(b, 0)
      return different << UInt64(64 &- count &* 8) == 0
    }
    if count < 16 {
      // Two words that overlap.
      let first = unsafe longWord(a, 0) ^ longWord(b, 0)
      let last = unsafe longWord(a, count &- 8) ^ longWord(b, count &- 8)
      return first | last == 0
    }
    var at = 0
    while true {
      guard bits(unsafe vector(a, at) ^ vector(b, at)) == 0 else { return false }
      if at &+ 16 == count { return true }
      at = min(at &+ 16, count &- 16)
    }
  }

  /// Marks the bytes at which a string may end: quotes, backslashes and control characters.
  @inline(__always)
  private static func stringStops(_ loaded: Vector) -> UInt128 {
    bits(
      (loaded .== Vector(repeating: UInt8(ascii: "\"")))
        .| (loaded .== Vector(repeating: UInt8(ascii: "\\")))
        .| ((loaded & Vector(repeating: 0xE0)) .== Vector(repeating: 0))
    )
  }

  /// All bits below the lowest that is set.
  @inline(__always)
  private static func before(_ marks: UInt128) -> UInt128 { (marks &- 1) & ~marks }

  private static let highBits: UInt128 = 0x8080_8080_8080_8080_8080_8080_8080_8080

  /// The closing quote of a string whose first byte is at `start`; `nil` for what is no string. No
  /// string holds the end of a line.
  ///
  /// Most strings of a record are short and end within the first sixteen bytes.
  ///
  /// - Parameters:
  ///   - hasHighBytes: Set if there are bytes above 0x7F.
  ///   - hasEscapes: Set if there are backslashes.
  @inline(__always)
  static func endOfString(
    _ bytes: UnsafeRawPointer,
    _ start: Int,
    _ end: Int,
    _ hasHighBytes: inout Bool,
    _ hasEscapes: inout Bool
  ) -> Int? {
    guard start < end else { return nil }
    let loaded = unsafe vector(bytes, start)
    let marks = stringStops(loaded)
    let close = start &+ marks.trailingZeroBitCount >> 3
    guard marks != 0, close < end,
      unsafe bytes.load(fromByteOffset: close, as: UInt8.self) == UInt8(ascii: "\"")
    else {
      return unsafe endOfLongString(bytes, start, end, &hasHighBytes, &hasEscapes)
    }
    hasHighBytes = bits(loaded) & before(marks) & highBits != 0
    return close
  }

  /// The same for any string, as a call of its own: one or two in a line are long.
  @inline(never)
  private static func endOfLongString(
    _ bytes: UnsafeRawPointer,
    _ start: Int,
    _ end: Int,
    _ hasHighBytes: inout Bool,
    _ hasEscapes: inout Bool
  ) -> Int? {
    var at = start
    var seen = Vector()
    while at < end {
      let loaded = unsafe vector(bytes, at)
      let marks = stringStops(loaded)
      guard marks != 0 else {
        seen |= loaded
        at &+= 16
        continue
      }
      hasHighBytes = hasHighBytes || bits(loaded) & before(marks) & highBits != 0
      at &+= marks.trailingZeroBitCount >> 3
      guard at < end else { return nil }
      let byte = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
      if byte == UInt8(ascii: "\"") {
        hasHighBytes = hasHighBytes || bits(seen) & highBits != 0
        return at
      }
      guard byte == UInt8(ascii: "\\"),
        let behind = unsafe endOfEscape(bytes, at)
      else { return nil }
      hasEscapes = true
      at = behind
    }
    return nil
  }

  /// The index behind the escape whose backslash is at `index`; `nil` for what is none.
  @inline(__always)
  private static func endOfEscape(_ bytes: UnsafeRawPointer, _ index: Int) -> Int? {
    let letter = unsafe bytes.load(fromByteOffset: index &+ 1, as: UInt8.self)
    if isShortEscape(letter) { return index &+ 2 }
    guard letter == UInt8(ascii: "u") else { return nil }
    for digit in 2..<6 {
      let byte = unsafe bytes.load(fromByteOffset: index &+ digit, as: UInt8.self)
      guard byte.hexDigitValue != nil else { return nil }
    }
    return index &+ 6
  }

  /// Whether a letter behind a backslash is an escape by itself: one of `"\/bfnrt`, told without a branch.
  @inline(__always)
  private static func isShortEscape(_ letter: UInt8) -> Bool {
    let bit: UInt64 = 1 << UInt64(letter & 63)
    let signs: UInt64 = 1 << 0x22 | 1 << 0x2F
    let letters: UInt64 =
      1 << (0x5C & 63) | 1 << (0x62 & 63) | 1 << (0x66 & 63) | 1 << (0x6E & 63) | 1 << (0x72 & 63)
      | 1 << (0x74 & 63)
    let set = letter & 0xC0 == 0x40 ? letters : letter & 0xC0 == 0 ? signs : 0
    return set & bit != 0
  }

  /// The index behind the digits that begin at `start`, which is `start` where there are none.
  @inline(__always)
  private static func endOfDigits(_ bytes: UnsafeRawPointer, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end {
      let digits = unsafe longWord(bytes, at) ^ 0x3030_3030_3030_3030
      // Bit 7 of every byte that is no digit: exact up to the lowest, as sums run upwards only.
      let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
      if others != 0 { return min(end, at &+ others.trailingZeroBitCount >> 3) }
      at &+= 8
    }
    return end
  }

  /// The index behind a number without an exponent; `nil` for what is none, or has one.
  @inline(__always)
  static func endOfNumber(
    _ bytes: UnsafeRawPointer,
    _ start: Int,
    _ end: Int,
    _ isFraction: inout Bool
  ) -> Int? {
    var at = start
    if unsafe bytes.load(fromByteOffset: at, as: UInt8.self) == UInt8(ascii: "-") { at &+= 1 }
    let first = at
    at = unsafe endOfDigits(bytes, at, end)
    guard at > first, at < end else { return nil }
    // More digits may not fit into 64 bits: a look of its own is needed.
    if at &- first > 18 { isFraction = true }
    if at &- first > 1, unsafe bytes.load(fromByteOffset: first, as: UInt8.self) == 0x30 {
      return nil
    }
    var next = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
    if next == UInt8(ascii: ".") {
      isFraction = true
      at &+= 1
      let digits = at
      at = unsafe endOfDigits(bytes, at, end)
      guard at > digits, at < end else { return nil }
      next = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
    }
    return next | 0x20 == UInt8(ascii: "e") ? nil : at
  }
}
