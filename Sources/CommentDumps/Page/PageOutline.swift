// SPDX-License-Identifier: Apache-2.0

/// The comments of a section and who answers whom, read from where their markers stand.
///
/// - A comment starts at each marked line that is not an entry of a list inside a comment.
/// - It answers the nearest comment before it that stands further out. Of two markers in one column,
///   one of another kind stands deeper, until its kind has been seen in that column.
/// - A comment before which nothing stands further out answers the page, if it stands as far out as
///   any comment of the section; else the comment it answers is not on the page.
/// - Lines without a marker belong to the comment above them.
struct PageOutline {
  /// A comment.
  struct Item {
    /// The line it starts on.
    var line: Int
    /// What it answers.
    var parent: Parent
    /// The lines of its text, the first included. Lines of the page's own are left out.
    var lines: [Int]
  }

  enum Parent: Hashable {
    /// The page itself.
    case page
    /// Another item, by index.
    case item(Int)
    /// A comment that is not on the page; siblings share its number.
    case missing(Int)
  }

  private(set) var items: [Item] = []

  private let bytes: [UInt8]
  private let lines: [PageLine]
  private let section: PageSection
  /// Open comments, outermost first.
  private var stack: [Open] = []
  private var missingCount = 0
  /// How replies are set on this page, which tells lists from replies.
  private let spacing: Spacing
  /// The kind of marker that stands furthest out, if another kind starts in the same column before.
  private let outerStyle: PageMarker.Style?

  private struct Open {
    var marker: PageMarker
    var item: Int
  }

  /// - Complexity: O(*n*) in the number of the section's lines.
  init(bytes: [UInt8], lines: [PageLine], section: PageSection) {
    self.bytes = bytes
    let lines = Self.withAlignedNumbers(lines, section)
    let baseMarker = Self.baseMarker(lines, section)
    self.lines = lines
    self.section = section
    outerStyle = Self.outerStyle(lines, section)
    spacing = Spacing(lines, section, baseMarker)
    read()
  }
}

// MARK: - Reading

extension PageOutline {
  private mutating func read() {
    var index = section.lines.lowerBound
    var isInside = false
    while index < section.lines.upperBound {
      let line = lines[index]
      if let marker = line.marker {
        if marker.isBullet, isButtons(line) {
          index += 1
          continue
        }
        if isInside, let end = endOfList(at: index, marker) {
          attach(index..<end)
          index = end
          continue
        }
        start(index, marker)
        isInside = true
      } else if isPageOwn(line) {
        // What follows on it without a blank line is the page's as well.
        if line.isAfterBlank, !line.isRule, !isButtons(line) { isInside = false }
      } else if isInside {
        attach(index..<index + 1)
      }
      index += 1
    }
  }

  /// Whether a line without a marker is no comment's: it stands outside the comments.
  private func isPageOwn(_ line: PageLine) -> Bool {
    if line.column < section.base { return line.isAfterBlank || isButtons(line) }
    return line.isRule && line.column <= section.base
  }

  private func isButtons(_ line: PageLine) -> Bool {
    guard line.textCount > 0, line.textCount <= 80 else { return false }
    return PageByline.isFurniture(bytes[line.textStart..<line.end])
  }

  private mutating func attach(_ range: Range<Int>) {
    guard let last = items.indices.last else { return }
    items[last].lines.append(contentsOf: range)
  }

  private mutating func start(_ line: Int, _ marker: PageMarker) {
    var left: Parent?
    while let top = stack.last, !isDeeper(marker) {
      // Only a sibling leaves its missing parent to the next comment.
      if case .missing = items[top.item].parent, top.marker.column == marker.column,
        top.marker.style == marker.style
      {
        left = items[top.item].parent
      }
      stack.removeLast()
    }
    let parent: Parent
    if let top = stack.last {
      parent = .item(top.item)
    } else if isOutermost(marker) {
      parent = .page
    } else if let left {
      parent = left
    } else {
      missingCount += 1
      parent = .missing(missingCount)
    }
    stack.append(Open(marker: marker, item: items.count))
    items.append(Item(line: line, parent: parent, lines: [line]))
  }

  /// Whether a marker stands deeper than the innermost open comment.
  ///
  /// - Complexity: O(*s*) in the kinds of marker open in one column, of which there are few.
  private func isDeeper(_ marker: PageMarker) -> Bool {
    guard let top = stack.last else { return true }
    guard top.marker.column == marker.column else { return marker.column > top.marker.column }
    if marker.column == section.base, marker.style == outerStyle { return false }
    for open in stack.reversed() {
      guard open.marker.column == marker.column else { break }
      if open.marker.style == marker.style { return false }
    }
    return true
  }

  private func isOutermost(_ marker: PageMarker) -> Bool {
    marker.column == section.base && (outerStyle == nil || marker.style == outerStyle)
  }

  /// The first marker in the outermost column.
  private static func baseMarker(_ lines: [PageLine], _ section: PageSection) -> PageMarker? {
    section.lines.lazy.compactMap { lines[$0].marker }.first { $0.column == section.base }
  }

  /// Moves the outermost numbers into one column if they are aligned to the right (` 9.`, `10.`).
  private static func withAlignedNumbers(_ lines: [PageLine], _ section: PageSection) -> [PageLine]
  {
    guard let base = baseMarker(lines, section), base.value != nil else { return lines }
    func isOuter(_ marker: PageMarker) -> Bool {
      marker.style == base.style && marker.endColumn == base.endColumn
    }
    var last: PageMarker?
    var areAligned = false
    for index in section.lines {
      guard let marker = lines[index].marker, isOuter(marker) else { continue }
      if let last, let value = last.value, marker.value == value + 1, marker.column < last.column {
        areAligned = true
        break
      }
      last = marker
    }
    guard areAligned else { return lines }
    var lines = lines
    for index in section.lines {
      if let marker = lines[index].marker, isOuter(marker) {
        lines[index].marker?.column = section.base
      }
    }
    return lines
  }

  /// Finds numbers that go on across bullets in the same column: then the numbers stand outside,
  /// though a bullet came first.
  private static func outerStyle(_ lines: [PageLine], _ section: PageSection) -> PageMarker.Style? {
    var first: PageMarker.Style?
    var numbers: (style: PageMarker.Style, value: Int)?
    var isAfterBullet = false
    for index in section.lines {
      guard let marker = lines[index].marker, marker.column == section.base else { continue }
      guard let first else {
        guard marker.isBullet else { return nil }
        first = marker.style
        continue
      }
      if let value = marker.value {
        if let known = numbers, known.style == marker.style {
          if isAfterBullet { return value == known.value + 1 ? marker.style : nil }
        } else if numbers != nil {
          return nil
        }
        numbers = (marker.style, value)
        isAfterBullet = false
      } else if marker.style == first {
        isAfterBullet = true
      }
    }
    return nil
  }
}

// MARK: - Lists inside comments

extension PageOutline {
  /// How far a list inside the innermost comment goes that starts at a line; `nil` if the line
  /// starts a comment.
  ///
  /// A list is several short entries in one column with no blank line between them. It is told from
  /// replies by what introduces it (a line ending in a colon), or by standing close where replies on
  /// the same page stand apart.
  ///
  /// - Complexity: O(1): at most ``longestList`` lines are looked at.
  private func endOfList(at start: Int, _ marker: PageMarker) -> Int? {
    guard let top = stack.last, let item = items.last, let before = item.lines.last,
      isDeeper(marker), marker.style != top.marker.style || marker.column > top.marker.column
    else { return nil }
    let isClose = !lines[start].isAfterBlank
    let isIntroduced = endsWithColon(before)
    let isApart = isClose ? spacing.repliesStandApart : spacing.marksStandApart
    if isClose, isMidSentence(start, marker, after: before) { return start + 1 }
    guard isIntroduced || isApart else { return nil }
    guard let list = list(at: start, marker, in: top.marker) else { return nil }
    let isList =
      if list.entries > 1 {
        isIntroduced && list.longest <= 100
          || isApart && list.longest <= 80 && list.sentences == 0
      } else {
        isClose && isIntroduced && spacing.repliesStandApart
      }
    return isList && !hasBylines(start..<list.end) ? list.end : nil
  }

  private func hasBylines(_ range: Range<Int>) -> Bool {
    range.contains { index in
      let line = lines[index]
      guard line.marker != nil else { return false }
      return PageByline(bytes[line.textStart..<line.end])?.startsComment == true
    }
  }

  /// Whether a marker is none, but the next word of a sentence whose line ended before it.
  ///
  /// The sentence stands in the marker's column above it, and again below it.
  private func isMidSentence(_ index: Int, _ marker: PageMarker, after before: Int) -> Bool {
    let line = lines[before]
    guard line.textCount > 0, (line.marker?.textColumn ?? line.column) == marker.column,
      !".!?:;\")".utf8.contains(bytes[line.end - 1]), before + 1 == index,
      PageByline(bytes[line.textStart..<line.end]) == nil
    else { return false }
    if spacing.repliesStandApart { return true }
    guard index + 1 < section.lines.upperBound else { return false }
    let next = lines[index + 1]
    return next.marker == nil && !next.isAfterBlank && next.column == marker.column
      && PageByline(bytes[next.start..<next.end]) == nil
  }

  private static let longestList = 200

  private struct List {
    var end: Int
    var entries = 0
    /// Bytes of the longest entry.
    var longest = 0
    /// Entries that end like a sentence.
    var sentences = 0
  }

  private func list(at start: Int, _ marker: PageMarker, in parent: PageMarker) -> List? {
    var list = List(end: start)
    var length = 0
    var deepest = -1
    var levels = 0
    while list.end < section.lines.upperBound, list.end == start || !lines[list.end].isAfterBlank {
      let line = lines[list.end]
      if let next = line.marker {
        guard next.column >= marker.column else { break }
        guard next.column > parent.column || next.style != parent.style else { break }
        if next.column == marker.column, next.style != marker.style { break }
        if next.column == marker.column { list.entries += 1 }
        if next.column > deepest {
          deepest = next.column
          levels += 1
          // A chain in which each stands deeper than the one before is a row of replies.
          guard levels <= 3 else { return nil }
        }
        length = 0
      } else if line.column <= marker.column {
        break
      }
      length += line.textCount
      list.longest = max(list.longest, length)
      let isNextPart =
        list.end + 1 < section.lines.upperBound && lines[list.end + 1].marker == nil
        && !lines[list.end + 1].isAfterBlank && lines[list.end + 1].column > marker.column
      if !isNextPart, ".!?".utf8.contains(bytes[line.end - 1]) { list.sentences += 1 }
      list.end += 1
      guard list.end - start <= Self.longestList else { return nil }
    }
    return list
  }

  /// Whether a line introduces what follows. `Alice says:` does not.
  private func endsWithColon(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.textCount > 0, bytes[line.end - 1] == UInt8(ascii: ":") else { return false }
    return PageByline(bytes[line.textStart..<line.end]) == nil
  }

  /// Whether blank lines set comments apart.
  private struct Spacing {
    /// Replies have blank lines before them, so markers without one are something else.
    var repliesStandApart = false
    /// The outermost comments have blank lines before them.
    var marksStandApart = false

    init(_ lines: [PageLine], _ section: PageSection, _ base: PageMarker?) {
      var outer = (apart: 0, close: 0)
      var repliesApart = 0
      /// Rows of inner markers without blank lines between them.
      var rows = 0
      var isInRow = false
      // The section's first comment has the heading's blank line before it, which says nothing.
      for index in section.lines.dropFirst() {
        let line = lines[index]
        if line.isAfterBlank { isInRow = false }
        guard let marker = line.marker else { continue }
        let isOuter =
          marker.style == base?.style
          && (marker.column == base?.column || marker.endColumn == base?.endColumn)
        if isOuter {
          if line.isAfterBlank { outer.apart += 1 } else { outer.close += 1 }
          isInRow = false
        } else if line.isAfterBlank {
          repliesApart += 1
          isInRow = true
        } else {
          if !isInRow { rows += 1 }
          isInRow = true
        }
      }
      marksStandApart = outer.apart > outer.close && (repliesApart > 0 && rows <= repliesApart)
      repliesStandApart =
        repliesApart > 0 ? repliesApart >= rows : outer.apart > outer.close && rows == 1
    }
  }
}
