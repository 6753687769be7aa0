// SPDX-License-Identifier: Apache-2.0

/// A moment as people write it, in UTC and without a locale.
///
/// Source: Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `civil_from_days`.
struct CivilTime {
  private(set) var year: Int64
  private(set) var month: Int64
  private(set) var day: Int64
  private(set) var second: Int64

  /// - Parameter seconds: Unix seconds; those beyond ±10¹³ (about 300,000 years) are kept there.
  init(_ seconds: Int64) {
    let bounded = min(max(seconds, -10_000_000_000_000), 10_000_000_000_000)
    var days = bounded / 86_400
    second = bounded % 86_400
    if second < 0 {
      second += 86_400
      days -= 1
    }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `2025-09-08`.
  var date: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

  /// `2025-09-08 14:02`.
  var minute: String {
    date + " " + Self.padded(second / 3_600, 2) + ":" + Self.padded(second / 60 % 60, 2)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "")
      + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
