// SPDX-License-Identifier: Apache-2.0

/// Character classes (pcre2pattern, "SQUARE BRACKETS AND CHARACTER CLASSES").
extension RegexParser {
  /// Reads `[…]` or `[^…]`.
  mutating func readClass() throws(Obstacle) {
    if readWordEdge() { return }
    var members = ClassMembers(isCaseless: mode.contains(.caseless))
    position += 1
    let isNegated = skipClassStart()
    if byte(at: position) == UInt8(ascii: "]") {
      position += 1
      members.insert(UInt32(UInt8(ascii: "]")))
    }
    while true {
      guard position < source.count else { throw .malformed }
      switch source[position] {
      case UInt8(ascii: "]"):
        position += 1
        members.endRange()
        put(.character(isNegated ? members.negatedSet() : members.positiveSet()))
        return
      case UInt8(ascii: "\\"): try readClassEscape(into: &members)
      case UInt8(ascii: "["):
        if let set = try readPOSIXClass() {
          members.insert(set)
        } else {
          position += 1
          members.insert(UInt32(UInt8(ascii: "[")))
        }
      case UInt8(ascii: "-"):
        position += 1
        members.insertHyphen()
      case 0x20 where mode.contains(.extendedMore), 0x09 where mode.contains(.extendedMore):
        position += 1
      default: members.insert(readCharacter())
      }
    }
  }

  /// `[[:<:]]` is `\b(?=\w)` and `[[:>:]]` is `\b(?<=\w)`; a quantifier would mean the look-around.
  private mutating func readWordEdge() -> Bool {
    guard byte(at: position + 1) == UInt8(ascii: "["), byte(at: position + 2) == UInt8(ascii: ":"),
      byte(at: position + 4) == UInt8(ascii: ":"), byte(at: position + 5) == UInt8(ascii: "]"),
      byte(at: position + 6) == UInt8(ascii: "]")
    else { return false }
    let edge = byte(at: position + 3)
    guard edge == UInt8(ascii: "<") || edge == UInt8(ascii: ">") else { return false }
    position += 7
    put(place: .wordBoundary)
    let word = CharacterRange.word(isCaseless: mode.contains(.caseless))
    put(.look(.character(word), isBehind: edge == UInt8(ascii: ">"), isNegative: false))
    return true
  }

  /// Skips what may stand before the first member, and tells whether `^` was there.
  private mutating func skipClassStart() -> Bool {
    var isNegated = false
    while true {
      if skipEndOfQuote() { continue }
      if byte(at: position) == UInt8(ascii: "\\"), byte(at: position + 1) == UInt8(ascii: "Q"),
        byte(at: position + 2) == UInt8(ascii: "\\"), byte(at: position + 3) == UInt8(ascii: "E")
      {
        position += 4
      } else if mode.contains(.extendedMore),
        byte(at: position) == 0x20 || byte(at: position) == 0x09
      {
        position += 1
      } else if !isNegated, byte(at: position) == UInt8(ascii: "^") {
        isNegated = true
        position += 1
      } else {
        return isNegated
      }
    }
  }

  private mutating func readClassEscape(into members: inout ClassMembers) throws(Obstacle) {
    switch byte(at: position + 1) {
    case UInt8(ascii: "Q"):
      position += 2
      // All of it is literal, hyphens too. If it never ends, neither does the class.
      while position < source.count, !skipEndOfQuote() { members.insert(readCharacter()) }
    case UInt8(ascii: "E"): position += 2
    case UInt8(ascii: "b"):
      position += 2
      members.insert(0x08)
    case UInt8(ascii: "g"):
      // No reference here, but a letter.
      position += 2
      members.insert(UInt32(UInt8(ascii: "g")))
    default:
      if let set = try readSetEscape() {
        members.insert(set)
      } else {
        members.insert(try readCharacterEscape())
      }
    }
  }

  /// Reads `[:alpha:]`; `nil`, nothing read, if the bracket is a literal.
  private mutating func readPOSIXClass() throws(Obstacle) -> CharacterRange? {
    guard byte(at: position + 1) == UInt8(ascii: ":"), let end = endOfPOSIXClass() else {
      return nil
    }
    var start = position + 2
    let isNegated = byte(at: start) == UInt8(ascii: "^")
    if isNegated { start += 1 }
    guard start <= end - 2 else { throw .malformed }
    let name = String(decoding: source[start..<end - 2], as: UTF8.self)
    guard let set = CharacterRange.ofPOSIXClass(name, isCaseless: mode.contains(.caseless)) else {
      throw .unknownConstruct
    }
    position = end
    return isNegated ? set.negated() : set
  }

  /// The place behind `[:name:]`, by the library's own rule for what is one (`check_posix_syntax`).
  private func endOfPOSIXClass() -> Int? {
    var place = position + 2
    while place + 1 < source.count {
      let (this, next) = (source[place], source[place + 1])
      if this == UInt8(ascii: "\\"), next == UInt8(ascii: "]") || next == UInt8(ascii: "\\") {
        place += 1
      } else if this == UInt8(ascii: "]")
        || this == UInt8(ascii: "[") && next == UInt8(ascii: ":")
      {
        return nil
      } else if this == UInt8(ascii: ":"), next == UInt8(ascii: "]") {
        return place + 2
      }
      place += 1
    }
    return nil
  }
}

/// The members of a class while it is read, and how a hyphen would be taken.
private struct ClassMembers {
  private var set: CharacterRange

  /// Whether a member beyond ASCII, under `(?i)`, may stand for an ASCII letter too.
  private var mayFoldToASCII = false

  private enum RangeState {
    /// A hyphen would be itself.
    case none
    /// A hyphen would make a range from here.
    case possible(UInt32)
    /// A hyphen was read: the next character ends the range.
    case open(UInt32)
  }
  private var state = RangeState.none

  init(isCaseless: Bool) {
    set = CharacterRange()
    set.isCaseless = isCaseless
  }

  mutating func insert(_ character: UInt32) {
    if case .open(let start) = state {
      insert(from: min(start, character), to: max(start, character))
      state = .none
    } else {
      insert(from: character, to: character)
      state = .possible(character)
    }
  }

  private mutating func insert(from first: UInt32, to last: UInt32) {
    set.insert(from: first, to: last)
    // U+017F folds to `s`, U+212A to `k`.
    if first <= 0x017F && last >= 0x017F || first <= 0x212A && last >= 0x212A {
      mayFoldToASCII = true
    }
  }

  /// A set never is the end of a range (PCRE2 refuses what looks like it).
  mutating func insert(_ other: CharacterRange) {
    endRange()
    set.formUnion(other)
  }

  mutating func insertHyphen() {
    if case .possible(let start) = state {
      state = .open(start)
    } else {
      insert(UInt32(UInt8(ascii: "-")))
    }
  }

  /// A hyphen that turned out to be the last member.
  mutating func endRange() {
    if case .open = state { set.insert(UInt32(UInt8(ascii: "-"))) }
    state = .none
  }

  /// The set of `[…]`.
  ///
  /// Under `(?i)`, `[\x{2100}-\x{2200}]` matches `k`. Nobody can tell from a set whose members beyond
  /// ASCII are not listed, so the letters are put in.
  func positiveSet() -> CharacterRange {
    guard set.isCaseless, mayFoldToASCII, set.hasUnlisted, !set.holdsFoldingLetters else {
      return set
    }
    var members = set
    members.insertFoldingLetters()
    members.isExact = false
    return members
  }

  /// The set of `[^…]`.
  ///
  /// Under `(?i)` the other cases of the members are left out too. Of the sets by name only those
  /// are exact there whose ASCII part has both cases of every letter, so folding them along is
  /// right.
  func negatedSet() -> CharacterRange {
    var members = set
    if members.isCaseless {
      members.insertOtherASCIICases()
      // Whether these letters are members is left open, which takes more.
      if mayFoldToASCII { members.isExact = members.isExact && members.holdsFoldingLetters }
    }
    return members.negated(isKnown: set.isExact)
  }
}
