// SPDX-License-Identifier: Apache-2.0

/// Plain text inside a pattern, taken together before it is multiplied with what stands before it.
extension LiteralExtractor {
  /// Characters in one part at most, so that a string is cut off hardly later than it would be one by
  /// one.
  private static let maxText = 16

  /// The items of a sequence and what is known of each, single characters in a row as one item.
  ///
  /// What becomes of them is the same.
  func parts(of items: [RegexNode]) -> (items: [RegexNode], parts: [Part]) {
    var merged: [RegexNode] = []
    var parts: [Part] = []
    var text = LiteralString()
    var length = 0
    for item in items {
      if case .character(let range) = item, let byte = onlyByte(of: range) {
        if length == Self.maxText {
          append(text, length, to: &parts)
          (text, length) = (LiteralString(), 0)
        }
        if length == 0 { merged.append(item) }
        append(byte, of: range, to: &text, isFirst: length == 0)
        length += 1
        continue
      }
      append(text, length, to: &parts)
      (text, length) = (LiteralString(), 0)
      merged.append(item)
      parts.append(part(item))
    }
    append(text, length, to: &parts)
    return (merged, parts)
  }

  private func append(_ text: LiteralString, _ length: Int, to parts: inout [Part]) {
    if length == 0 { return }
    parts.append(Part(strings: [text], best: nil, minBytes: length, maxBytes: length))
  }

  /// The only member of a set, if that is in ASCII.
  private func onlyByte(of range: CharacterRange) -> UInt8? {
    guard range.low.nonzeroBitCount + range.high.nonzeroBitCount == 1, range.listed.isEmpty,
      !range.hasUnlisted
    else { return nil }
    return UInt8(
      range.low != 0 ? range.low.trailingZeroBitCount : 64 + range.high.trailingZeroBitCount
    )
  }

  /// Appends what `part` has for the only member of a set.
  private func append(
    _ byte: UInt8,
    of range: CharacterRange,
    to text: inout LiteralString,
    isFirst: Bool
  ) {
    let folded = ASCIIFolding.folded(byte)
    if view == .squeezed {
      text.isApproximate = true
      guard WordBytes.contains(folded), folded != 0x5F else { return }
      if isFirst { text.letters = .folded }
      if text.bytes.last != folded { text.bytes.append(folded) }
      return
    }
    let isLetter = 0x61...0x7A ~= byte | 0x20
    // Two characters always follow one another: neither has a condition.
    text.append(
      range.isCaseless ? folded : byte,
      letters: isLetter ? (range.isCaseless ? .folded : .exact) : .absent,
      isApproximate: !range.isExact
    )
  }
}
