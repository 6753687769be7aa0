// SPDX-License-Identifier: Apache-2.0

// The texts of links.

extension LinkFinder {
  private static let longestText = 2_000
  private static let href = Array("href=".utf8)

  /// The `text` of `[text](link)` or of `<a href="link">text</a>`, other tags in it included.
  func anchor(of range: Range<Int>) -> Range<Int>? {
    let start = range.lowerBound
    if start >= 2, body[start - 1] == UInt8(ascii: "("), body[start - 2] == UInt8(ascii: "]") {
      let floor = max(0, start - 300)
      var index = start - 3
      while index >= floor, body[index] != UInt8(ascii: "[") { index -= 1 }
      return index >= floor ? index + 1..<start - 2 : nil
    }
    guard start >= 6, body[start - 1] == UInt8(ascii: "\"") || body[start - 1] == UInt8(ascii: "'"),
      body[start - 6..<start - 1].lazy.map(ByteClass.lowered).elementsEqual(Self.href)
    else { return nil }
    guard
      let open = body[range.upperBound..<min(body.count, range.upperBound + 500)]
        .firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return endOfText(from: open + 1).map { open + 1..<$0 }
  }

  /// Where a link's text ends: before `</a`, or `<a`, which ends it as well; before any other tag if neither comes soon.
  private func endOfText(from start: Int) -> Int? {
    var first: Int?
    var end = start
    while end < body.count, end - start < Self.longestText {
      if body[end] == UInt8(ascii: "<") {
        if first == nil, end - start <= 300 { first = end }
        if isTag("a", at: end) || isTag("/a", at: end) { return end }
      }
      end += 1
    }
    return first
  }

  /// Whether a tag of a name stands at a place.
  private func isTag(_ name: String, at place: Int) -> Bool {
    let end = place + 1 + name.utf8.count
    guard end < body.count, !ByteClass.isAlphanumeric(body[end]) else { return false }
    return body[place + 1..<end].lazy.map(ByteClass.lowered).elementsEqual(name.utf8)
  }
}
