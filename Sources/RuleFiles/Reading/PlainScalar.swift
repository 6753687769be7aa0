// SPDX-License-Identifier: Apache-2.0

/// What Reddit's YAML makes of a text without quotes.
///
/// AutoModerator reads its page with a YAML 1.1 parser: `no` is a truth value there, `010` the number
/// 8, `1.50` the number 1.5. Search values are turned back into text, and other values of the wrong
/// type refuse the page.
///
/// - Source: yaml.org/type (bool, null, int, float, timestamp), as PyYAML's resolver has them.
enum PlainScalar {
  enum Meaning: String {
    case truth = "a yes or no"
    case nothing = "nothing"
    case number = "a number"
    case date = "a date"
  }

  /// `nil` if the text stays text.
  static func meaning(of text: String) -> Meaning? {
    switch text {
    case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "true",
      "True", "TRUE", "false", "False", "FALSE":
      return .truth
    case "", "~", "null", "Null", "NULL": return .nothing
    default:
      let bytes = Array(text.utf8)
      if isInteger(bytes) || isFraction(bytes) { return .number }
      return isDate(bytes) ? .date : nil
    }
  }

  /// Whether a number or date comes back as other text than it was written as.
  static func changes(_ text: String) -> Bool {
    switch meaning(of: text) {
    case nil: return false
    case .truth?, .nothing?: return true
    case .date?: return text.utf8.count > 10
    case .number?:
      let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
      guard digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }) else { return true }
      let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard let whole = parts.first, !whole.isEmpty else { return true }
      if whole.count > 1, whole.first == UInt8(ascii: "0") { return true }
      guard parts.count > 1 else { return false }
      // Python writes at most twelve digits, and no zeros at the end but one.
      let rest = parts[1]
      return rest.isEmpty || rest.count > 1 && rest.last == UInt8(ascii: "0")
        || whole.count + rest.count > 12
    }
  }

  /// A whole number without quotes, as far as it is one in tens: `1_000` is, `010` is not.
  static func integer(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard isInteger(bytes), !changesBase(bytes) else { return nil }
    return Int(text.filter { $0 != "_" })
  }

  /// The number that YAML reads; `nil` if it reads none, as in `08`, which is a text.
  static func yamlInteger(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard isInteger(bytes) else { return nil }
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = String(decoding: withoutSign(bytes).filter { $0 != 0x5F }, as: UTF8.self)
    var number: Int?
    if digits.contains(":") {
      number = 0
      for part in digits.split(separator: ":") {
        guard let sum = number, let digit = Int(part) else { return nil }
        let (sixties, isLarge) = sum.multipliedReportingOverflow(by: 60)
        let (next, isTooLarge) = sixties.addingReportingOverflow(digit)
        if isLarge || isTooLarge { return nil }
        number = next
      }
    } else if digits.hasPrefix("0x") {
      number = Int(digits.dropFirst(2), radix: 16)
    } else if digits.hasPrefix("0b") {
      number = Int(digits.dropFirst(2), radix: 2)
    } else {
      number = Int(digits, radix: digits.hasPrefix("0") ? 8 : 10)
    }
    return number.map { isNegative ? -$0 : $0 }
  }

  private static func changesBase(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return digits.count > 1 && digits.first == UInt8(ascii: "0")
      || digits.contains(UInt8(ascii: ":"))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func withoutSign(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") else {
      return bytes[...]
    }
    return bytes.dropFirst()
  }

  /// In tens, in eights after a 0, in sixteens after 0x, in twos after 0b, or in sixties with colons.
  private static func isInteger(_ bytes: [UInt8]) -> Bool {
    let digits = withoutSign(bytes)
    let underscore = UInt8(ascii: "_")
    guard let first = digits.first, isDigit(first) else { return false }
    let rest = digits.dropFirst()
    guard first == UInt8(ascii: "0") else {
      if rest.allSatisfy({ isDigit($0) || $0 == underscore }) { return true }
      return isSexagesimal(digits)
    }
    switch rest.first {
    case nil: return true
    case UInt8(ascii: "x"):
      let digits = rest.dropFirst()
      return !digits.isEmpty
        && digits.allSatisfy { isDigit($0) || ($0 | 0x20) &- 0x61 < 6 || $0 == underscore }
    case UInt8(ascii: "b"):
      let digits = rest.dropFirst()
      return !digits.isEmpty && digits.allSatisfy { $0 | 1 == 0x31 || $0 == underscore }
    default: return rest.allSatisfy { $0 &- 0x30 < 8 || $0 == underscore }
    }
  }

  /// `1:30`: what follows a colon is below sixty.
  private static func isSexagesimal(_ digits: ArraySlice<UInt8>) -> Bool {
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, !first.isEmpty,
      first.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (1...2).contains(part.count) && part.allSatisfy(isDigit)
        && (part.count == 1 || part.first ?? 0 < UInt8(ascii: "6"))
    }
  }

  private static func isFraction(_ bytes: [UInt8]) -> Bool {
    let number = withoutSign(bytes)
    let name = String(decoding: number, as: UTF8.self)
    if [".inf", ".Inf", ".INF"].contains(name) { return true }
    if number.count == bytes.count, [".nan", ".NaN", ".NAN"].contains(name) { return true }
    guard let point = number.firstIndex(of: UInt8(ascii: ".")) else { return false }
    let whole = number[..<point]
    var rest = number[(point + 1)...]
    if let e = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      let power = rest[(e + 1)...]
      guard power.first == UInt8(ascii: "-") || power.first == UInt8(ascii: "+"),
        power.count > 1, power.dropFirst().allSatisfy(isDigit)
      else { return false }
      rest = rest[..<e]
    }
    guard rest.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return false }
    guard let first = whole.first else { return !rest.isEmpty && number.count == bytes.count }
    return isDigit(first)
      && (whole.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") } || isSexagesimal(whole))
  }

  /// `2024-01-31`, also with a time of day.
  private static func isDate(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 10 else { return false }
    for (index, byte) in bytes.prefix(10).enumerated() {
      guard index == 4 || index == 7 ? byte == UInt8(ascii: "-") : isDigit(byte) else {
        return false
      }
    }
    let rest = bytes.dropFirst(10)
    guard let mark = rest.first else { return true }
    let time = rest.dropFirst().drop { $0 == 0x20 }
    return [UInt8(ascii: "T"), UInt8(ascii: "t"), 0x20, 0x09].contains(mark)
      && time.split(separator: UInt8(ascii: ":")).count >= 3
      && time.allSatisfy { isDigit($0) || ":.+-Zz ".utf8.contains($0) }
  }
}
