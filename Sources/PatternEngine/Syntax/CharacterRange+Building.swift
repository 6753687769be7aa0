// SPDX-License-Identifier: Apache-2.0

extension CharacterRange {
  /// One character.
  init(_ character: UInt32, isCaseless: Bool = false) {
    self.isCaseless = isCaseless
    if character < 64 {
      low = 1 << UInt64(character)
    } else if character < 128 {
      high = 1 << UInt64(character - 64)
    } else {
      listed = [character]
    }
  }

  /// The characters of an ASCII text, and unknown ones beyond ASCII.
  init(ascii text: StaticString, hasUnlisted: Bool) {
    self.hasUnlisted = hasUnlisted
    for scalar in text.description.unicodeScalars { insert(scalar.value) }
  }

  /// Any character at all, and nothing is known to be missing.
  static let everything = CharacterRange(low: .max, high: .max, hasUnlisted: true)

  /// Any character but LF: `\N`, and `.` under `(?-s)`.
  static let notLineFeed = CharacterRange(low: ~(1 << 0x0A), high: .max, hasUnlisted: true)

  /// A set of which nothing is known.
  static let unknown = CharacterRange(low: .max, high: .max, hasUnlisted: true, isExact: false)

  mutating func insert(_ character: UInt32) { insert(from: character, to: character) }

  mutating func insert(from first: UInt32, to last: UInt32) {
    if first < 64 { low |= Self.bits(first, min(last, 63)) }
    if first < 128, last >= 64 { high |= Self.bits(max(first, 64) - 64, min(last, 127) - 64) }
    guard last >= 128 else { return }
    if hasUnlisted {
      // Some of the unlisted are these now, which fold to themselves.
      unlistedFoldToMembers = false
      return
    }
    let start = max(first, 128)
    guard last - start < UInt32(Self.maxListed) else {
      listed = []
      hasUnlisted = true
      unlistedFoldToMembers = false
      return
    }
    for character in start...last { list(character) }
  }

  private mutating func list(_ character: UInt32) {
    let place = listed.firstIndex { $0 >= character } ?? listed.count
    if hasUnlisted || place < listed.count && listed[place] == character { return }
    if listed.count == Self.maxListed {
      listed = []
      hasUnlisted = true
      unlistedFoldToMembers = false
    } else {
      listed.insert(character, at: place)
    }
  }

  /// The bits from `first` to `last`, both below 64.
  private static func bits(_ first: UInt32, _ last: UInt32) -> UInt64 {
    (UInt64.max >> UInt64(63 - last)) & (UInt64.max << UInt64(first))
  }

  /// Adds the members of another set, taken as they are.
  mutating func formUnion(_ other: CharacterRange) {
    low |= other.low
    high |= other.high
    isExact = isExact && other.isExact
    if hasUnlisted || other.hasUnlisted {
      // Every unlisted member is one of either; listed ones are unlisted now.
      unlistedFoldToMembers =
        listed.isEmpty && other.listed.isEmpty
        && (!hasUnlisted || unlistedFoldToMembers)
        && (!other.hasUnlisted || other.unlistedFoldToMembers)
      hasUnlisted = true
      listed = []
    } else {
      for character in other.listed { list(character) }
    }
  }

  /// Adds the small letter of each capital, and the reverse.
  mutating func insertOtherASCIICases() {
    let letters: UInt64 = 0x07FF_FFFE
    let present = (high | high >> 32) & letters
    high |= present | present << 32
  }

  /// Whether `k` and `s`, which characters beyond ASCII fold to, are members.
  var holdsFoldingLetters: Bool {
    high & Self.foldingLetters == Self.foldingLetters
  }

  mutating func insertFoldingLetters() { high |= Self.foldingLetters }

  private static let foldingLetters: UInt64 = 1 << (0x6B - 64) | 1 << (0x73 - 64)

  /// All other characters.
  ///
  /// A set that may hold too much has no complement: then it is everything.
  ///
  /// - Parameter isKnown: Whether the complement is sure to miss nothing, even if it is not exact.
  func negated(isKnown: Bool? = nil) -> CharacterRange {
    var result = Self.unknown
    if isKnown ?? isExact {
      result = CharacterRange(low: ~low, high: ~high, hasUnlisted: true, isExact: isExact)
    }
    result.isCaseless = isCaseless
    return result
  }
}
