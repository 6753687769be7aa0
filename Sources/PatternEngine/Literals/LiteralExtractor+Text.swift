// SPDX-License-Identifier: Apache-2.0

/// Plain text inside a pattern, taken together before it is multiplied with what stands before it.
extension LiteralExtractor {
  /// Characters in one part at most, so that a string is cut off hardly later than it would be one by
  /// one.
  private static let maxText = 16

  /// The items of a sequence and what is known of each, single characters in a row as one item.
  ///
  /// What becomes of them is the same; nine of ten items are such.
  func parts(of items: [RegexNode]) -> (items: [RegexNode], parts: [Part]) {
    var merged: [RegexNode] = []
    var parts: [Part] = []
    var text: LiteralString?
    var length = 0
    for item in items {
      if case .character(let range) = item, let image = onlyImage(of: range) {
        if length == Self.maxText {
          append(text, length, to: &parts)
          (text, length) = (nil, 0)
        }
        if length == 0 { merged.append(item) }
        // Two characters always follow one another: neither has a condition.
        text = text?.followed(by: image, isSqueezed: view == .squeezed) ?? image
        length += 1
        continue
      }
      append(text, length, to: &parts)
      (text, length) = (nil, 0)
      merged.append(item)
      parts.append(part(item))
    }
    append(text, length, to: &parts)
    return (merged, parts)
  }

  private func append(_ text: LiteralString?, _ length: Int, to parts: inout [Part]) {
    guard let text else { return }
    parts.append(Part(strings: [text], best: nil, minBytes: length, maxBytes: length))
  }

  /// What a set of one ASCII character leaves in the text, as `part` has it; `nil`, the set is another.
  private func onlyImage(of range: CharacterRange) -> LiteralString? {
    guard range.low.nonzeroBitCount + range.high.nonzeroBitCount == 1, range.listed.isEmpty,
      !range.hasUnlisted
    else { return nil }
    let byte = UInt8(
      range.low != 0 ? range.low.trailingZeroBitCount : 64 + range.high.trailingZeroBitCount
    )
    let folded = ASCIIFolding.folded(byte)
    if view == .squeezed {
      let isKept = WordBytes.contains(folded) && folded != 0x5F
      return isKept
        ? LiteralString(bytes: [folded], isApproximate: true, letters: .folded)
        : LiteralString(isApproximate: true)
    }
    let isLetter = 0x61...0x7A ~= byte | 0x20
    return LiteralString(
      bytes: [range.isCaseless ? folded : byte],
      isApproximate: !range.isExact,
      letters: isLetter ? (range.isCaseless ? .folded : .exact) : .absent
    )
  }
}
