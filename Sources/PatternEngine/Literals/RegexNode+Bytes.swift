// SPDX-License-Identifier: Apache-2.0

/// What a tree says of the bytes of the texts it matches.
extension RegexNode {
  /// The tree for texts that have none of some ASCII bytes: branches that need one are gone. `nil` if no
  /// such text has a match.
  ///
  /// In `h(?:\W|&#?\w+;)*a`, of which nothing but `h` and `a` could be said, `ha` is left in a text without
  /// `&`, once it is squeezed.
  ///
  /// - Parameter bytes: No letters, which have other cases.
  func without(_ bytes: ByteMask) -> RegexNode? {
    switch self {
    case .empty, .place, .backreference, .other: return self
    case .character(let range):
      guard range.low & bytes.low != 0 || range.high & bytes.high != 0 else { return self }
      var rest = range
      rest.low &= ~bytes.low
      rest.high &= ~bytes.high
      rest.unlistedFoldToMembers = false
      let isEmpty = rest.low | rest.high == 0 && rest.listed.isEmpty && !rest.hasUnlisted
      return isEmpty ? nil : .character(rest)
    case .sequence(let items):
      var rest: [RegexNode] = []
      for item in items {
        guard let item = item.without(bytes) else { return nil }
        rest.append(item)
      }
      return .sequence(rest)
    case .alternation(let branches):
      let rest = branches.compactMap { $0.without(bytes) }
      return rest.isEmpty && !branches.isEmpty ? nil : .alternation(rest)
    case .repetition(let item, let min, let max, let kind):
      guard let rest = item.without(bytes) else { return min == 0 ? .empty : nil }
      return .repetition(rest, min: min, max: max, kind)
    case .capture(let number, let item): return item.without(bytes).map { .capture(number, $0) }
    case .atomic(let item): return item.without(bytes).map { .atomic($0) }
    case .look(let item, let isBehind, let isNegative):
      guard let rest = item.without(bytes) else { return isNegative ? .empty : nil }
      return .look(rest, isBehind: isBehind, isNegative: isNegative)
    }
  }

  /// The punctuation that stands in the tree by itself, or with one other character.
  var marks: ByteMask {
    switch self {
    case .empty, .place, .backreference, .other: return ByteMask(low: 0, high: 0)
    case .character(let range):
      let count = range.low.nonzeroBitCount + range.high.nonzeroBitCount
      guard count <= 2, range.listed.isEmpty, !range.hasUnlisted else {
        return ByteMask(low: 0, high: 0)
      }
      // Neither control characters and the space, nor letters, digits and `_`.
      return ByteMask(
        low: range.low & ~WordBytes.low & ~0x1_FFFF_FFFF,
        high: range.high & ~WordBytes.high & ~(1 << 63)
      )
    case .sequence(let items), .alternation(let items):
      return items.reduce(ByteMask(low: 0, high: 0)) { $0.union($1.marks) }
    case .repetition(let item, _, _, _), .capture(_, let item), .atomic(let item),
      .look(let item, _, _):
      return item.marks
    }
  }

  /// The ASCII bytes with which a match may begin, as written, and whether it may be empty. Nothing is
  /// said of other bytes.
  var firstBytes: (bytes: ByteMask, isNullable: Bool) {
    let none = ByteMask(low: 0, high: 0)
    switch self {
    case .empty, .place, .look: return (none, true)
    case .backreference, .other: return (.all, true)
    case .character(let range): return (range.writtenBytes, false)
    case .sequence(let items):
      var sum = none
      for item in items {
        let first = item.firstBytes
        sum = sum.union(first.bytes)
        if !first.isNullable { return (sum, false) }
      }
      return (sum, true)
    case .alternation(let branches):
      return branches.map(\.firstBytes).reduce((none, branches.isEmpty)) {
        ($0.0.union($1.bytes), $0.1 || $1.isNullable)
      }
    case .repetition(let item, let min, _, _):
      let first = item.firstBytes
      return (first.bytes, first.isNullable || min == 0)
    case .capture(_, let item), .atomic(let item): return item.firstBytes
    }
  }
}

extension ByteMask {
  func union(_ other: ByteMask) -> ByteMask {
    ByteMask(low: low | other.low, high: high | other.high)
  }

  /// `0` to `9`.
  static let digits = ByteMask(low: 0x03FF_0000_0000_0000, high: 0)

  /// One byte, below 0x80.
  init(only byte: UInt8) {
    low = byte < 0x40 ? 1 << UInt64(byte) : 0
    high = byte < 0x40 ? 0 : 1 << UInt64(byte & 63)
  }

  /// The members, ascending.
  var members: [UInt8] { (UInt8.min..<128).filter(contains) }
}

extension CharacterRange {
  /// The ASCII characters that the set matches, other cases included.
  var writtenBytes: ByteMask {
    guard isCaseless else { return ByteMask(low: low, high: high) }
    let capitals: UInt64 = 0x07FF_FFFE
    let letters = high & capitals | (high >> 32) & capitals
    var mask = ByteMask(low: low, high: high | letters | letters << 32)
    // U+017F and U+212A are other cases of two ASCII letters.
    if !listed.isEmpty { mask.high |= 1 << 0x2B | 1 << 0x0B | 1 << 0x33 | 1 << 0x13 }
    return mask
  }
}
