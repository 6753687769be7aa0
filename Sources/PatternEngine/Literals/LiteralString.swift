// SPDX-License-Identifier: Apache-2.0

/// A text that a match begins with (or, where a run of literals begins later, goes on with).
struct LiteralString: Sendable, Hashable {
  /// The bytes, folded; as written where the letters' case matters.
  var bytes: LiteralBytes = []

  /// What holds where the literal begins. Of an empty literal: where it stands.
  var left: EdgeCondition = .none

  /// What holds where it ends.
  var right: EdgeCondition = .none

  /// Whether it is all of the text so far: what follows in the pattern may be appended.
  var isComplete = true

  /// Whether the pattern's text is more restricted than this literal says.
  var isApproximate = false

  /// How the bytes compare with a text.
  var letters: Letters = .absent

  enum Letters: UInt8, Sendable, Hashable {
    /// Nothing in it has more than one case.
    case absent
    /// Any case: compared with the folded text.
    case folded
    /// As written: compared with the text itself.
    case exact
  }
}

extension LiteralString {
  /// The empty text.
  static let empty = LiteralString()

  /// Nothing is known of how the text begins.
  static let unknown = LiteralString(isComplete: false, isApproximate: true)

  /// Whether it is the empty text and asks for nothing.
  var isNothing: Bool {
    bytes.isEmpty && isComplete && left.isEmpty && right.isEmpty && !isApproximate
      && letters == .absent
  }

  /// `self` followed by `next`; `nil` if no text can be both.
  ///
  /// `isSqueezed`: runs of one byte are written once, and places mean nothing.
  func followed(by next: LiteralString, isSqueezed: Bool) -> LiteralString? {
    var joined = self
    joined.isComplete = next.isComplete
    joined.isApproximate = isApproximate || next.isApproximate
    if isSqueezed {
      let isRepeated = bytes.last != nil && bytes.last == next.bytes.first
      joined.bytes.append(isRepeated ? next.bytes.withoutFirst : next.bytes)
      return joined
    }
    joined.join(letters: next.letters, of: next.bytes)
    switch (bytes.last, next.bytes.first) {
    case (nil, nil):
      if !joined.left.restrict(to: next.left) { joined.isApproximate = true }
    case (nil, _):
      joined.right = next.right
      if !joined.left.restrict(to: next.left) { joined.isApproximate = true }
    case (_, nil):
      if !joined.right.restrict(to: next.left) { joined.isApproximate = true }
    case (let last?, let first?):
      joined.right = next.right
      let (condition, isExact) = right.and(next.left)
      switch condition.answer(between: last, and: first) {
      case .holds: if !isExact { joined.isApproximate = true }
      case .fails: return nil
      case .unknown: joined.isApproximate = true
      }
    }
    return joined
  }

  /// Appends one character without conditions, as `followed` does.
  mutating func append(_ byte: UInt8, letters next: Letters, isApproximate isNextApproximate: Bool)
  {
    join(letters: next, of: LiteralBytes(only: byte))
    isApproximate = isApproximate || isNextApproximate
  }

  private mutating func join(letters next: Letters, of nextBytes: LiteralBytes) {
    bytes.append(nextBytes)
    if letters == next || next == .absent { return }
    if letters == .absent {
      letters = next
    } else {
      // Both kinds in one literal: compared folded, which finds more than the pattern means.
      bytes = FoldedBytes.fold(bytes)
      letters = .folded
      isApproximate = true
    }
  }

  /// The same for a search in folded text only: bytes folded, and cut off where they stand.
  var incomplete: LiteralString {
    var copy = self
    copy.isComplete = false
    copy.right = .none
    return copy
  }
}

/// Folding of a pattern's own bytes.
enum FoldedBytes {
  static func fold(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map(ASCIIFolding.folded) }
    var folded: [UInt8] = []
    // A literal that is cut off may end with the first byte of a character.
    let isCut = bytes.last.map { $0 >= 0xC0 } ?? false
    for scalar in String(decoding: bytes.dropLast(isCut ? 1 : 0), as: UTF8.self).unicodeScalars {
      append(FilterFolding.folded(scalar.value), to: &folded)
    }
    if isCut, let last = bytes.last { folded.append(last) }
    return folded
  }

  static func fold(_ bytes: LiteralBytes) -> LiteralBytes {
    bytes.foldedASCII ?? LiteralBytes(fold(Array(bytes)))
  }

  /// The first `count` bytes, or fewer, so that no character is cut.
  static func prefix(_ bytes: LiteralBytes, _ count: Int) -> LiteralBytes {
    if bytes.count <= count { return bytes }
    var end = count
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return bytes.prefix(end)
  }

  static func append(_ scalar: UInt32, to bytes: inout LiteralBytes) {
    var rest = PackedUTF8.bytes(of: scalar)
    repeat {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    } while rest != 0
  }

  /// Appends a scalar's UTF-8 bytes.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case ..<0x80:
      bytes.append(UInt8(scalar))
    case ..<0x800:
      bytes.append(0xC0 | UInt8(scalar >> 6))
      bytes.append(0x80 | UInt8(scalar & 63))
    case ..<0x10000:
      bytes.append(0xE0 | UInt8(scalar >> 12))
      bytes.append(0x80 | UInt8(scalar >> 6 & 63))
      bytes.append(0x80 | UInt8(scalar & 63))
    default:
      bytes.append(0xF0 | UInt8(scalar >> 18))
      bytes.append(0x80 | UInt8(scalar >> 12 & 63))
      bytes.append(0x80 | UInt8(scalar >> 6 & 63))
      bytes.append(0x80 | UInt8(scalar & 63))
    }
  }

  /// The length of a scalar in UTF-8.
  static func length(_ scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }
}
