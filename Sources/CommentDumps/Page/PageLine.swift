// SPDX-License-Identifier: Apache-2.0

/// A line of a page that has something on it, as offsets into the page's bytes.
///
/// Lines end with a line feed, a carriage return, or both. Blank lines are not kept, only noted in
/// ``isAfterBlank``, so a page of nothing but line feeds costs no memory.
struct PageLine {
  /// The line's number, counted from 1.
  var number: Int
  /// The offset of the first byte that is not indentation.
  var start: Int
  /// The offset after the last byte that is not white space.
  var end: Int
  /// How far the line is indented, in columns. A tab goes to the next multiple of 8, a form feed
  /// back to 0.
  var column: Int
  /// Whether blank lines, or the start of the page, stand before it.
  var isAfterBlank: Bool
  /// Whether it is a drawn line: nothing but three or more dashes, stars and the like.
  var isRule: Bool
  /// The bullet or number at its start.
  var marker: PageMarker?

  /// The offset of the first byte after the marker, if there is one.
  var textStart: Int { marker?.textStart ?? start }
  /// The number of bytes after the marker, if there is one.
  var textCount: Int { end - textStart }
  /// Where the line counts as standing: its marker's column, if there is one.
  var level: Int { marker?.column ?? column }
}

extension PageLine {
  /// Cuts a page into its lines.
  ///
  /// Offsets count the bytes as they are, valid UTF-8 or not: no byte of a line break or of white
  /// space takes part in repairing broken UTF-8, so lines can be repaired one by one later.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  static func lines(of bytes: [UInt8]) -> [PageLine] {
    var lines: [PageLine] = []
    // A byte order mark is not part of the first line.
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 1
    var isAfterBlank = true
    while position < bytes.count {
      var end = position
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      if let line = PageLine(bytes, position..<end, number: number, isAfterBlank: isAfterBlank) {
        lines.append(line)
        isAfterBlank = false
      } else {
        isAfterBlank = true
      }
      if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { end += 1 }
      position = end + 1
      number += 1
    }
    return lines
  }

  /// Reads one line; `nil` if it is blank.
  private init?(_ bytes: [UInt8], _ range: Range<Int>, number: Int, isAfterBlank: Bool) {
    var start = range.lowerBound
    var column = 0
    while let space = PageSpace(bytes, at: start, before: range.upperBound) {
      column = space.columnAfter(column)
      start += space.count
    }
    guard start < range.upperBound else { return nil }
    var end = range.upperBound
    while let count = PageSpace.count(bytes, endingAt: end, from: start) { end -= count }
    self.number = number
    self.start = start
    self.end = end
    self.column = column
    self.isAfterBlank = isAfterBlank
    isRule = Self.isRule(bytes[start..<end])
    marker = isRule ? nil : PageMarker(bytes, start..<end, column: column)
  }

  private static func isRule(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 3, let first = text.first, "-=_*~".utf8.contains(first) else {
      return false
    }
    return text.allSatisfy { $0 == first || $0 == 0x20 }
  }
}

/// A character of white space inside a line.
struct PageSpace {
  /// Its number of bytes.
  let count: Int
  private let kind: Kind

  private enum Kind { case narrow, wide, tab, lineStart }

  /// Reads the white space at `position`; `nil` if there is something else.
  init?(_ bytes: [UInt8], at position: Int, before end: Int) {
    guard position < end else { return nil }
    switch bytes[position] {
    case 0x20: (count, kind) = (1, .narrow)
    case 0x09: (count, kind) = (1, .tab)
    case 0x0B, 0x0C: (count, kind) = (1, .lineStart)
    case 0xC2 where position + 1 < end && bytes[position + 1] == 0xA0: (count, kind) = (2, .narrow)
    case 0xE2 where position + 2 < end && bytes[position + 1] == 0x80:
      // U+2000 to U+200A: spaces of other widths.
      guard (0x80...0x8A).contains(bytes[position + 2]) else { return nil }
      (count, kind) = (3, .narrow)
    case 0xE3 where position + 2 < end && bytes[position + 1] == 0x80:
      guard bytes[position + 2] == 0x80 else { return nil }
      (count, kind) = (3, .wide)
    default: return nil
    }
  }

  /// The column after this, when it stands at `column`.
  func columnAfter(_ column: Int) -> Int {
    switch kind {
    case .narrow: column + 1
    case .wide: column + 2
    case .tab: (column / 8 + 1) * 8
    case .lineStart: 0
    }
  }

  /// The number of bytes of the white space that ends at `end`; `nil` if something else does.
  static func count(_ bytes: [UInt8], endingAt end: Int, from start: Int) -> Int? {
    guard end > start else { return nil }
    for count in 1...min(3, end - start) {
      if let space = PageSpace(bytes, at: end - count, before: end), space.count == count {
        return count
      }
    }
    return nil
  }
}
