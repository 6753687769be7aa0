// SPDX-License-Identifier: Apache-2.0

/// What has to hold at one end of a literal: at least one of these. The empty set asks for nothing.
///
/// A place between two bytes is judged by its neighbors. Beyond ASCII the answer is "unknown": which
/// characters are word characters there is for PCRE2's tables to say.
struct EdgeCondition: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  /// `\A` or `^`.
  static let textStart = Self(rawValue: 1)
  /// `\z`.
  static let textEnd = Self(rawValue: 2)
  /// `$` or `\Z`: the end, or before the line feed that ends the text.
  static let textEndOrFinalLineFeed = Self(rawValue: 4)
  /// `\b`.
  static let wordBoundary = Self(rawValue: 8)
  /// `(?<=\W)`.
  static let nonWordBefore = Self(rawValue: 16)
  /// `(?=\W)`.
  static let nonWordAfter = Self(rawValue: 32)

  /// No condition.
  static let none: Self = []
}

extension EdgeCondition {
  /// What is known of a condition at a place.
  enum Answer: Sendable {
    case holds
    case fails
    case unknown
  }

  /// Whether a condition holds between two bytes of which neither is an end of the text.
  func answer(between before: UInt8, and after: UInt8) -> Answer {
    if isEmpty { return .holds }
    // The place of `textEndOrFinalLineFeed` depends on what follows.
    var answer: Answer =
      contains(.textEndOrFinalLineFeed) && after == 0x0A ? .unknown : .fails
    if !isDisjoint(with: [.wordBoundary, .nonWordBefore]), before >= 0x80 { answer = .unknown }
    if !isDisjoint(with: [.wordBoundary, .nonWordAfter]), after >= 0x80 { answer = .unknown }
    let (isWordBefore, isWordAfter) = (WordBytes.contains(before), WordBytes.contains(after))
    if before < 0x80, after < 0x80, contains(.wordBoundary), isWordBefore != isWordAfter {
      return .holds
    }
    if before < 0x80, contains(.nonWordBefore), !isWordBefore { return .holds }
    if after < 0x80, contains(.nonWordAfter), !isWordAfter { return .holds }
    return answer
  }

  /// Whether an end of a word is asked for where a literal has its first or last byte.
  func asksForBoundary(beside byte: UInt8?) -> Bool {
    guard let byte, WordBytes.contains(byte) else { return false }
    return !isEmpty
  }

  /// The condition before a literal that begins with `first`, without what that byte decides.
  func simplified(beforeByte first: UInt8) -> EdgeCondition {
    guard first < 0x80 else { return self }
    // Start, no word character before, or a boundary: one of these is always true before a byte that
    // is no word character, and before one that is they come down to the boundary.
    if isSuperset(of: [.textStart, .nonWordBefore, .wordBoundary]) {
      return WordBytes.contains(first) ? .wordBoundary : .none
    }
    if contains(.wordBoundary), WordBytes.contains(first) { return subtracting(.textStart) }
    return self
  }

  /// The condition behind a literal that ends with `last`, without what that byte decides.
  func simplified(afterByte last: UInt8) -> EdgeCondition {
    guard last < 0x80 else { return self }
    if isSuperset(of: [.textEndOrFinalLineFeed, .nonWordAfter, .wordBoundary]) {
      return WordBytes.contains(last) ? .wordBoundary : .none
    }
    // The end of the text, or a line feed, is a boundary behind a word character.
    if contains(.wordBoundary), WordBytes.contains(last) {
      return subtracting([.textEnd, .textEndOrFinalLineFeed])
    }
    return self
  }

  /// Both conditions at one place: the stricter one, and whether that says it all.
  func and(_ other: Self) -> (condition: Self, isExact: Bool) {
    if isEmpty || self == other { return (other, true) }
    if other.isEmpty { return (self, true) }
    // Fewer choices are stricter.
    if isSubset(of: other) { return (self, true) }
    if other.isSubset(of: self) { return (other, true) }
    return (self, false)
  }

  /// Asks for `other` too, as far as that can be said; whether it says it all.
  mutating func restrict(to other: Self) -> Bool {
    let both = and(other)
    self = both.condition
    return both.isExact
  }

  /// Whether the condition holds at `position` of a text of `count` bytes.
  @inline(__always)
  func answer(at position: Int, of text: UnsafePointer<UInt8>, count: Int) -> Answer {
    if isEmpty { return .holds }
    return unsafe slowAnswer(at: position, of: text, count: count)
  }

  private func slowAnswer(
    at position: Int,
    of text: UnsafePointer<UInt8>,
    count: Int
  ) -> Answer {
    let (hasBefore, hasAfter) = (position > 0, position < count)
    // Sound: both are read only inside the text.
    let before = hasBefore ? unsafe text[position - 1] : 0
    let after = hasAfter ? unsafe text[position] : 0
    if !hasBefore, contains(.textStart) { return .holds }
    if !hasAfter, !isDisjoint(with: [.textEnd, .textEndOrFinalLineFeed]) { return .holds }
    if contains(.textEndOrFinalLineFeed), position == count - 1, after == 0x0A { return .holds }
    if contains(.nonWordBefore), hasBefore, before < 0x80, !WordBytes.contains(before) {
      return .holds
    }
    if contains(.nonWordAfter), hasAfter, after < 0x80, !WordBytes.contains(after) {
      return .holds
    }
    let isUnknown =
      (before >= 0x80 && !isDisjoint(with: [.wordBoundary, .nonWordBefore]))
      || (after >= 0x80 && !isDisjoint(with: [.wordBoundary, .nonWordAfter]))
    if isUnknown { return .unknown }
    if contains(.wordBoundary), WordBytes.contains(before) != WordBytes.contains(after) {
      return .holds
    }
    return .fails
  }
}

/// ASCII letters, digits and the low line.
enum WordBytes {
  /// Bits for 0x00–0x3F: the digits.
  static let low: UInt64 = 0x03FF_0000_0000_0000
  /// Bits for 0x40–0x7F: the letters and `_`.
  static let high: UInt64 = 0x07FF_FFFE_87FF_FFFE

  /// Whether `byte` is one of them; false beyond ASCII.
  @inline(__always)
  static func contains(_ byte: UInt8) -> Bool {
    let half = byte < 0x40 ? low : (byte < 0x80 ? high : 0)
    return half &>> UInt64(byte & 63) & 1 != 0
  }
}
