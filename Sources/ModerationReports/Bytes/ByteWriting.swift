// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Numbers and texts as bytes, the same on every machine: no locale, no exponent, no negative zero.
extension [UInt8] {
  /// Appends a text's UTF-8 bytes as they are. Only for our own words and already escaped bytes.
  mutating func append(ascii text: String) { append(contentsOf: text.utf8) }

  /// Appends a whole number in decimal.
  mutating func append(integer value: Int) {
    if (0..<10).contains(value) {
      append(UInt8(ascii: "0") + UInt8(value))
    } else {
      if value < 0 { append(UInt8(ascii: "-")) }
      append(digitsOf: UInt64(value.magnitude), atLeast: 1)
    }
  }

  /// Appends a number in decimal, with zeros before it up to a count of digits.
  fileprivate mutating func append(digitsOf value: UInt64, atLeast count: Int) {
    // The last digit comes first.
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var start = 20
    var rest = value
    while rest > 0 {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    start = Swift.min(start, 20 - count)
    for place in start..<20 { append(digits[place]) }
  }

  /// Appends a number rounded half away from zero to at most `decimals` (0…6) places, with at least
  /// `minimum` of them. Values beyond ±10¹² are written as ±10¹²; not-a-number as 0.
  mutating func append(number value: Double, decimals: Int, minimum: Int = 0) {
    FixedPoint(value, decimals: decimals).append(to: &self, minimum: minimum)
  }
}

/// A number rounded to a fixed count of decimals.
struct FixedPoint {
  private var isNegative: Bool
  private var whole: UInt64
  private var fraction: UInt64
  private var decimals: Int

  init(_ value: Double, decimals: Int) {
    let scale = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000][
      Swift.min(Swift.max(decimals, 0), 6)
    ]
    let bounded = value.isNaN ? 0 : Swift.min(Swift.max(value, -1e12), 1e12)
    let scaled = UInt64((bounded.magnitude * Double(scale)).rounded())
    isNegative = bounded < 0 && scaled != 0
    whole = scaled / UInt64(scale)
    fraction = scaled % UInt64(scale)
    self.decimals = Swift.min(Swift.max(decimals, 0), 6)
  }

  /// The number without needless zeros, but with at least `minimum` decimals.
  func text(minimum: Int, plusSign: Bool = false) -> String {
    var bytes: [UInt8] = []
    append(to: &bytes, minimum: minimum, plusSign: plusSign)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what ``text(minimum:plusSign:)`` says.
  func append(to bytes: inout [UInt8], minimum: Int, plusSign: Bool = false) {
    if isNegative {
      bytes.append(UInt8(ascii: "-"))
    } else if plusSign {
      bytes.append(UInt8(ascii: "+"))
    }
    bytes.append(digitsOf: whole, atLeast: 1)
    guard decimals > 0 else { return }
    let point = bytes.count
    bytes.append(UInt8(ascii: "."))
    bytes.append(digitsOf: fraction, atLeast: decimals)
    while bytes.count - point - 1 > minimum, bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.count == point + 1 { bytes.removeLast() }
  }
}

/// Short pieces of English around numbers.
enum Phrase {
  /// `1234567` as `1,234,567`.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var bytes: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `1 comment`, `2,000 comments`.
  static func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
    grouped(value) + " " + (value == 1 ? one : many ?? one + "s")
  }

  /// A probability in 0…1 with two decimals: `0.91`. Only certainty is `1.00`.
  static func score(_ value: Double) -> String {
    let bounded = value >= 1 ? 1 : Swift.min(Swift.max(value, 0), 0.99)
    return FixedPoint(bounded, decimals: 2).text(minimum: 2)
  }

  /// A weight in log-odds with its sign: `+2.1`, `-0.35`.
  static func weight(_ value: Double) -> String {
    FixedPoint(value, decimals: 2).text(minimum: 1, plusSign: true)
  }

  /// A share as a percentage with one decimal, `<0.1%` when it is not nothing but rounds to it.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part > 0 else { return "0%" }
    let share = 100 * Double(part) / Double(whole)
    if share < 0.05 { return "<0.1%" }
    if share >= 99.95, part < whole { return ">99.9%" }
    return FixedPoint(share, decimals: 1).text(minimum: share >= 99.95 ? 0 : 1) + "%"
  }

  /// A number of bytes with a decimal unit: `812 bytes`, `3.4 MB`.
  static func bytes(_ value: Int) -> String {
    if value < 1_000 { return count(value, "byte") }
    var amount = Double(value) / 1_000
    var unit = "kB"
    for next in ["MB", "GB", "TB"] where amount >= 999.95 {
      amount /= 1_000
      unit = next
    }
    return FixedPoint(amount, decimals: 1).text(minimum: 1) + " " + unit
  }
}

/// Whether text `a` comes before text `b` by their bytes: unlike `<` on `String`, never slow and
/// the same under every version of Unicode.
func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

extension Phrase {
  /// `3 comments known by their verdicts only`.
  static func verdictsOnly(_ summary: Summary) -> String {
    count(summary.verdictsOnly, "comment") + " known by "
      + (summary.verdictsOnly == 1 ? "its verdict only" : "their verdicts only")
  }
}

extension Summary {
  /// Whether anything is known of the comments themselves.
  var knowsComments: Bool { verdictsOnly == 0 || verdictsOnly < comments }
}
