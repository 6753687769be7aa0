// SPDX-License-Identifier: Apache-2.0

/// Numbers in records: read from their characters, so that none can overflow or lose digits unseen.
enum RecordNumber {
  /// The whole number that `text` is exactly, as in `12`, `-3`, `12.0` or `1.2e1`; `nil` if it is
  /// none, or not of 64 bits.
  static func exactInteger(_ text: ArraySlice<UInt8>) -> Int64? {
    guard let (whole, rest) = leadingInteger(text) else { return nil }
    guard !rest.isEmpty else { return whole }
    guard let isZero = fractionIsZero(rest) else { return withExponent(text) { $0 } }
    return isZero ? whole : nil
  }

  /// The number `text` is, rounded down to a whole one; `nil` if it is none, or not of 64 bits.
  static func flooredInteger(_ text: ArraySlice<UInt8>) -> Int64? {
    guard let (whole, rest) = leadingInteger(text) else { return nil }
    guard !rest.isEmpty else { return whole }
    guard let isZero = fractionIsZero(rest) else {
      return withExponent(text) { $0.rounded(.down) }
    }
    let isBelow = !isZero && text.first == UInt8(ascii: "-")
    return isBelow && whole > .min ? whole - 1 : whole
  }

  /// The integer at the start and what follows it; `nil` without digits or beyond 64 bits.
  private static func leadingInteger(
    _ text: ArraySlice<UInt8>
  ) -> (whole: Int64, rest: ArraySlice<UInt8>)? {
    let isNegative = text.first == UInt8(ascii: "-")
    var index = text.startIndex + (isNegative ? 1 : 0)
    let firstDigit = index
    var value: Int64 = 0
    while index < text.endIndex {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.subtractingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      value = sum
      index += 1
    }
    // Counted downwards, as the lowest number has no positive counterpart.
    guard index > firstDigit, isNegative || value > .min else { return nil }
    return (isNegative ? value : -value, text[index...])
  }

  /// Whether the digits behind a point are all zero; `nil` if `text` is not a point and digits.
  private static func fractionIsZero(_ text: ArraySlice<UInt8>) -> Bool? {
    guard text.count > 1, text.first == UInt8(ascii: ".") else { return nil }
    var isZero = true
    for byte in text.dropFirst() {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      if byte != UInt8(ascii: "0") { isZero = false }
    }
    return isZero
  }

  /// A number with an exponent, by way of a floating-point number.
  private static func withExponent(
    _ text: ArraySlice<UInt8>,
    _ round: (Double) -> Double
  ) -> Int64? {
    // `Double` reads more than JSON: hexadecimal, infinity, NaN.
    guard text.count <= 400, JSONCursor.fault(in: Array(text)) == nil,
      let value = Double(String(decoding: text, as: UTF8.self))
    else { return nil }
    return Int64(exactly: round(value))
  }
}
