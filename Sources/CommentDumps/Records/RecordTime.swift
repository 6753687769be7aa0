// SPDX-License-Identifier: Apache-2.0

/// Times in records.
enum RecordTime {
  /// Unix seconds of a time: a number, a number in a text, or a date and time by RFC 3339.
  ///
  /// A fraction is rounded down. Numbers that as seconds would be in the year 5138 or later count milliseconds,
  /// microseconds or nanoseconds. `YYYY-MM-DD HH:MM:SS`, with or without ` UTC`, is taken as UTC. A
  /// date without a time of day is none: many comments would seem to be written at midnight.
  ///
  /// - Returns: `nil` for anything else, for days that do not exist, and beyond 64 bits.
  static func seconds(_ text: ArraySlice<UInt8>) -> Int64? {
    if text.count >= 19, text[text.startIndex + 4] == UInt8(ascii: "-") { return dateTime(text) }
    guard var seconds = RecordNumber.flooredInteger(text) else { return nil }
    while seconds >= firstMilliseconds { seconds /= 1000 }
    return seconds
  }

  /// Numbers from here on count milliseconds: seconds would be in the year 5138. A thousand times as large,
  /// they count microseconds, and so on.
  static let firstMilliseconds: Int64 = 100_000_000_000

  private static func dateTime(_ text: ArraySlice<UInt8>) -> Int64? {
    guard text.count <= 64, let year = digits(text, 0, 4), has(text, 4, "-"),
      let month = digits(text, 5, 2), has(text, 7, "-"),
      let day = digits(text, 8, 2), has(text, 10, "T") || has(text, 10, "t") || has(text, 10, " "),
      let hour = digits(text, 11, 2), has(text, 13, ":"),
      let minute = digits(text, 14, 2), has(text, 16, ":"),
      let second = digits(text, 17, 2),
      1...12 ~= month, 1...daysInMonth(month, year) ~= day, hour < 24, minute < 60, second <= 60
    else { return nil }
    var index = 19
    if has(text, index, ".") || has(text, index, ",") {
      let first = index + 1
      index = first
      while digits(text, index, 1) != nil { index += 1 }
      guard index > first else { return nil }
    }
    guard let offset = offsetSeconds(text.dropFirst(index)) else { return nil }
    let time = Int64(hour * 3600 + minute * 60 + second)
    return daysSinceEpoch(year, month, day) * 86400 + time - Int64(offset)
  }

  /// Seconds east of UTC: of `Z`, `+01:00`, `-0830`, `+01`, ` UTC` or nothing.
  private static func offsetSeconds(_ text: ArraySlice<UInt8>) -> Int? {
    // Ruby has a space before the offset.
    let isSpaced = text.count == 6 && text.first == UInt8(ascii: " ")
    let text = isSpaced ? text.dropFirst() : text
    if text.isEmpty || text.count == 1 && (has(text, 0, "Z") || has(text, 0, "z")) { return 0 }
    if text.elementsEqual(" UTC".utf8) { return 0 }
    let isEast = has(text, 0, "+")
    guard isEast || has(text, 0, "-"), let hours = digits(text, 1, 2) else { return nil }
    // PostgreSQL writes the hours alone.
    if text.count == 3, hours < 24 { return (isEast ? 1 : -1) * hours * 3600 }
    let minuteIndex = has(text, 3, ":") ? 4 : 3
    guard text.count == minuteIndex + 2, let minutes = digits(text, minuteIndex, 2),
      hours < 24, minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
  }

  /// The number in so many digits, the first one so many bytes behind the start.
  private static func digits(_ text: ArraySlice<UInt8>, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= text.count else { return nil }
    var value = 0
    for index in (text.startIndex + start)..<(text.startIndex + start + count) {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Whether a character is so many bytes behind the start.
  private static func has(
    _ text: ArraySlice<UInt8>,
    _ index: Int,
    _ scalar: Unicode.Scalar
  ) -> Bool {
    index < text.count && text[text.startIndex + index] == UInt8(ascii: scalar)
  }

  private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`;
  /// years here are not negative.
  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = month <= 2 ? year + 399 : year + 400
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64((era - 1) * 146_097 + dayOfEra - 719_468)
  }
}
