// SPDX-License-Identifier: Apache-2.0

extension LiteralExtractor {
  /// One character of a set.
  func part(_ whole: CharacterRange) -> Part {
    var range = whole
    if isForASCII {
      range.listed = []
      range.hasUnlisted = false
      // No such text has any of them.
      if range.low | range.high == 0 { return .unknown }
    }
    var lengths = Lengths()
    let strings = view == .squeezed ? squeezedImages(of: range) : images(of: range, &lengths)
    if view == .squeezed { range.addLengths(to: &lengths) }
    return Part(
      strings: strings ?? [.unknown],
      best: nil,
      minBytes: lengths.min ?? 1,
      maxBytes: lengths.max ?? 4
    )
  }

  /// Lengths of the members in UTF-8, in a regular text: one without characters whose folding has
  /// another length.
  struct Lengths {
    var min: Int?
    var max: Int?

    mutating func add(_ length: Int) {
      min = Swift.min(min ?? length, length)
      max = Swift.max(max ?? length, length)
    }
  }

  /// The members as literals, or `nil` if there are too many.
  private func images(of range: CharacterRange, _ lengths: inout Lengths) -> [LiteralString]? {
    range.addLengths(to: &lengths)
    let isOpen = range.hasUnlisted && !range.unlistedFoldToMembers
    if isOpen && maxClass < Self.wideClass { return nil }
    let count = range.low.nonzeroBitCount + range.high.nonzeroBitCount + range.listed.count
    if count == 0 || count > 2 * maxClass { return nil }
    var strings: [LiteralString] = []
    strings.reserveCapacity(isOpen ? count + Self.imagesBeyondASCII.count : count)
    for member in range.members {
      // In ASCII only the two cases of a letter have one image; the capital came first.
      let capital = member &- 0x20
      if member < 0x80, range.isCaseless, 0x41...0x5A ~= capital,
        range.high >> UInt64(capital & 63) & 1 != 0
      {
        continue
      }
      let string = image(of: member, isCaseless: range.isCaseless, isExact: range.isExact)
      if member < 0x80 || !strings.contains(string) { strings.append(string) }
    }
    if isOpen { strings += Self.imagesBeyondASCII }
    return strings.count <= maxClass ? strings : nil
  }

  /// Members from which on a class is wide: characters beyond ASCII are then written out by their first
  /// bytes.
  static let wideClass = 200

  /// Writes wide classes out.
  static let wide = LiteralExtractor(view: .folded, maxClass: wideClass)
  static let wideForASCII = LiteralExtractor(
    view: .folded,
    maxClass: wideClass,
    isForASCII: true
  )

  /// What any character beyond ASCII may begin with in a folded text: a lead byte of UTF-8, or what the
  /// few characters become that fold to ASCII (spaces, digits, U+017F and U+212A).
  static let imagesBeyondASCII: [LiteralString] =
    " 0123456789ks".utf8.map {
      LiteralString(bytes: [$0], isApproximate: true, letters: .folded)
    }
    + (0xC2...0xF4).map {
      // Compared with the folded text: folding may change a character's first byte.
      LiteralString(bytes: [$0], isComplete: false, isApproximate: true, letters: .folded)
    }

  private func image(of scalar: UInt32, isCaseless: Bool, isExact: Bool) -> LiteralString {
    let folded = FilterFolding.folded(scalar)
    var string = LiteralString()
    string.isApproximate = !isExact
    if scalar < 0x80 {
      let isLetter = 0x61...0x7A ~= scalar | 0x20
      string.letters = isLetter ? (isCaseless ? .folded : .exact) : .absent
      string.bytes = LiteralBytes(only: UInt8(isCaseless ? folded : scalar))
    } else if isCaseless || FoldedBytes.length(folded) != FoldedBytes.length(scalar)
      || folded < 0x80
    {
      // Folding beyond ASCII may equate more than the installed PCRE2 does: PCRE2 has the last word.
      FoldedBytes.append(folded, to: &string.bytes)
      string.letters = .folded
      string.isApproximate = true
    } else {
      FoldedBytes.append(scalar, to: &string.bytes)
      string.letters = .exact
    }
    return string
  }

  /// What the members leave in the squeezed text: a letter, a digit, or nothing.
  private func squeezedImages(of range: CharacterRange) -> [LiteralString]? {
    var low = range.low & WordBytes.low
    var high: UInt64 = 0
    let members = range.members
    for member in members {
      let folded = FilterFolding.folded(member)
      if folded < 0x80, folded != 0x5F, WordBytes.contains(UInt8(folded)) {
        if folded < 0x40 { low |= 1 << UInt64(folded) } else { high |= 1 << UInt64(folded & 63) }
      }
    }
    let leavesNothing =
      range.hasUnlisted
      || members.contains {
        let folded = FilterFolding.folded($0)
        return folded >= 0x80 || folded == 0x5F || !WordBytes.contains(UInt8(folded))
      }
    guard low.nonzeroBitCount + high.nonzeroBitCount <= maxClass else { return nil }
    var strings: [LiteralString] = []
    for byte in UInt8(0)..<128 {
      let word = byte < 0x40 ? low : high
      guard word >> UInt64(byte & 63) & 1 != 0 else { continue }
      let bytes = LiteralBytes(only: byte)
      strings.append(LiteralString(bytes: bytes, isApproximate: true, letters: .folded))
    }
    if leavesNothing { strings.append(LiteralString(isApproximate: true)) }
    return strings.isEmpty ? nil : strings
  }
}

extension CharacterRange {
  /// The known members, ascending.
  var members: [UInt32] {
    var members: [UInt32] = []
    members.reserveCapacity(low.nonzeroBitCount + high.nonzeroBitCount + listed.count)
    var (low, high) = (low, high)
    while low != 0 {
      members.append(UInt32(low.trailingZeroBitCount))
      low &= low - 1
    }
    while high != 0 {
      members.append(64 + UInt32(high.trailingZeroBitCount))
      high &= high - 1
    }
    members += listed
    return members
  }

  fileprivate func addLengths(to lengths: inout LiteralExtractor.Lengths) {
    if low | high != 0 { lengths.add(1) }
    for member in listed {
      lengths.add(FoldedBytes.length(member))
      // Its other cases may be shorter or longer, as `k` is for U+212A.
      lengths.add(FoldedBytes.length(FilterFolding.folded(member)))
    }
    if hasUnlisted && !unlistedFoldToMembers {
      lengths.add(2)
      lengths.add(4)
    }
  }

  /// Whether it is `\W`: nothing in ASCII but what is no word character, and not less than that.
  var isNonWord: Bool {
    isExact && hasUnlisted && low == ~WordBytes.low && high == ~WordBytes.high
  }
}

extension RegexNode {
  /// One or more of something, without an upper bound.
  var isUnboundedRepetition: Bool {
    if case .repetition(_, let min, nil, _) = self { return min > 0 }
    return false
  }
}
