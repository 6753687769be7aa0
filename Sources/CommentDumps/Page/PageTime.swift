// SPDX-License-Identifier: Apache-2.0

/// When a comment was written, as a page says it.
enum PageTime: Hashable {
  /// A date, in Unix seconds. A page that names no time zone is read as UTC.
  case absolute(Int64)
  /// Something that is clearly a time, but not one that can be placed: `3 hours ago`,
  /// `03/04/2019` (March or April?), `5:12 pm EST`.
  case unplaced
}

extension PageTime {
  /// Reads words that are a time and nothing else; `nil` for other words.
  ///
  /// Words are in small letters, without commas.
  init?(_ words: ArraySlice<String>) {
    guard words.count <= 9 else { return nil }
    var parser = Parser(words: words)
    guard let time = parser.time() else { return nil }
    self = time
  }
}

private struct Parser {
  var words: ArraySlice<String>

  mutating func time() -> PageTime? {
    skip(["posted", "edited", "written", "published"])
    skip(["on", "at", "@"])
    if words.count > 1, words.last == "edited" { words.removeLast() }
    if isRelative { return .unplaced }
    if let weekday = words.first, Self.weekdays.contains(String(weekday.prefix(3))),
      weekday.count == 3 || weekday.hasSuffix("day")
    {
      words.removeFirst()
    }
    guard let day = date() else { return nil }
    skip(["at", "@", "-", "–", "|", "·"])
    var seconds: Int64 = 0
    var isPlaced = day.isPlaced
    if !words.isEmpty {
      guard let clock = clock() else { return nil }
      seconds = clock
      if let zone = words.popFirst() {
        guard let zone = Zone(zone) else { return nil }
        if case .offset(let offset) = zone { seconds -= offset } else { isPlaced = false }
      }
    }
    guard words.isEmpty else { return nil }
    return isPlaced ? .absolute(day.number * 86_400 + seconds) : .unplaced
  }

  private mutating func skip(_ some: Set<String>) {
    if let first = words.first, some.contains(first) { words.removeFirst() }
  }

  /// `3 hours ago`, `an hour ago`, `2d ago`, `yesterday`, `just now`.
  private var isRelative: Bool {
    let text = words.joined(separator: " ")
    if Self.recentTimes.contains(text) { return true }
    guard words.last == "ago", words.count <= 5 else { return false }
    var rest = words.dropLast()
    if ["about", "over", "almost"].contains(rest.first) { rest = rest.dropFirst() }
    switch rest.count {
    case 1:
      guard let amount = rest.first else { return false }
      let digits = amount.prefix { $0.isASCII && $0.isNumber }
      return (1...4).contains(digits.count)
        && Self.units.contains(String(amount.dropFirst(digits.count)))
    case 2:
      guard let amount = rest.first, let unit = rest.last else { return false }
      return (Int(amount) != nil || amount == "a" || amount == "an") && Self.units.contains(unit)
    default: return false
    }
  }

  private mutating func date() -> (number: Int64, isPlaced: Bool)? {
    guard let first = words.popFirst() else { return nil }
    if let month = Self.month(first) {
      guard let day = words.popFirst().flatMap(Self.day),
        let year = words.popFirst().flatMap(Self.year)
      else { return nil }
      return Self.number(year, month, day).map { ($0, true) }
    }
    if let day = Self.day(first), let month = words.first.flatMap(Self.month) {
      words.removeFirst()
      guard let year = words.popFirst().flatMap(Self.year) else { return nil }
      return Self.number(year, month, day).map { ($0, true) }
    }
    return numericDate(first)
  }

  /// `2019-03-04`, `2019-03-04T17:12`, `4.3.2019`, `3/14/2019`.
  private mutating func numericDate(_ word: String) -> (number: Int64, isPlaced: Bool)? {
    var word = word
    if let mark = word.firstIndex(of: "t"), word.first?.isNumber == true {
      words = [String(word[word.index(after: mark)...])] + words
      word = String(word[..<mark])
    }
    for separator: Character in ["-", "/", "."] where word.contains(separator) {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false).map {
        $0.count <= 4 && $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil
      }
      guard parts.count == 3, let a = parts[0], let b = parts[1], let c = parts[2] else {
        return nil
      }
      if a > 1000 { return Self.number(a, b, c).map { ($0, true) } }
      guard c > 1000 else { return nil }
      if separator == "." { return Self.number(c, b, a).map { ($0, true) } }
      if a > 12 { return Self.number(c, b, a).map { ($0, true) } }
      // The day or the month may come first: only a day past 12, or a day like its month, tells.
      return Self.number(c, a, b).map { ($0, b > 12 || a == b) }
    }
    return nil
  }

  /// `17:12`, `5:12:30 pm`, `5pm`; a zone glued to it is left as the next word.
  private mutating func clock() -> Int64? {
    guard var word = words.popFirst() else { return nil }
    var half = ""
    if word.hasSuffix("z") {
      word.removeLast()
      words = ["z"] + words
    } else if let sign = word.firstIndex(where: { $0 == "+" || $0 == "-" }), sign > word.startIndex
    {
      words = [String(word[sign...])] + words
      word = String(word[..<sign])
    } else if word.hasSuffix("am") || word.hasSuffix("pm") {
      half = String(word.suffix(2))
      word.removeLast(2)
    } else if let next = words.first, ["am", "pm", "a.m.", "p.m."].contains(next) {
      half = next.hasPrefix("a") ? "am" : "pm"
      words.removeFirst()
    }
    // Fractions of a second are dropped.
    if let point = word.firstIndex(of: ".") { word = String(word[..<point]) }
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map {
      $0.count <= 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil
    }
    guard (half.isEmpty ? 2 : 1)...3 ~= parts.count, var hour = parts[0] else { return nil }
    let minute = parts.count > 1 ? parts[1] : 0
    let second = parts.count > 2 ? parts[2] : 0
    guard let minute, let second, minute < 60, second < 61 else { return nil }
    if half.isEmpty {
      guard hour < 24 else { return nil }
    } else {
      guard 1...12 ~= hour else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    }
    return Int64(hour * 3600 + minute * 60 + second)
  }

  // MARK: Words and days

  private static let recentTimes: Set<String> = [
    "just now", "yesterday", "today", "a moment ago", "moments ago",
  ]
  private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let units: Set<String> = [
    "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr",
    "hrs", "hour", "hours", "d", "day", "days", "w", "wk", "wks", "week", "weeks", "mo", "month",
    "months", "y", "yr", "yrs", "year", "years",
  ]

  private static func month(_ word: String) -> Int? {
    let name = word.hasSuffix(".") ? String(word.dropLast()) : word
    guard name.count >= 3 else { return nil }
    let index = months.firstIndex { $0 == name || name.count <= 4 && $0.hasPrefix(name) }
    return index.map { $0 + 1 }
  }

  private static func day(_ word: String) -> Int? {
    var digits = word
    for ending in ["st", "nd", "rd", "th", "."] where digits.hasSuffix(ending) {
      digits.removeLast(ending.count)
    }
    guard digits.count <= 2, let day = Int(digits), 1...31 ~= day else { return nil }
    return day
  }

  private static func year(_ word: String) -> Int? {
    guard word.count == 4, let year = Int(word), 1970...2199 ~= year else { return nil }
    return year
  }

  /// Days since 1 January 1970. Source: Howard Hinnant, "chrono-compatible low-level date
  /// algorithms" (`days_from_civil`).
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    guard 1970...2199 ~= year, 1...12 ~= month, 1...31 ~= day else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(shifted / 400 * 146_097 + dayOfEra - 719_468)
  }
}

/// A time zone, as it stands after a time.
private enum Zone {
  /// Its seconds ahead of UTC.
  case offset(Int64)
  /// A name, which may stand for several zones.
  case named

  init?(_ word: String) {
    let bare = word.filter { $0 != "(" && $0 != ")" }
    if ["z", "utc", "gmt"].contains(bare) {
      self = .offset(0)
    } else if bare.hasPrefix("gmt") || bare.hasPrefix("utc"), let sign = bare.dropFirst(3).first,
      sign == "+" || sign == "-", let hours = Int64(bare.dropFirst(4)), hours < 15
    {
      self = .offset((sign == "-" ? -hours : hours) * 3600)
    } else if let sign = word.first, sign == "+" || sign == "-" {
      let digits = word.dropFirst().filter { $0 != ":" }
      guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
        let value = Int64(digits)
      else { return nil }
      let seconds = value / 100 * 3600 + value % 100 * 60
      self = .offset(sign == "-" ? -seconds : seconds)
    } else if 3...4 ~= bare.count, bare.hasSuffix("t") {
      self = .named
    } else {
      return nil
    }
  }
}
