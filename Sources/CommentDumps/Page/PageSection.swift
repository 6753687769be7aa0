// SPDX-License-Identifier: Apache-2.0

/// The lines of a page that hold its comments.
///
/// A page's article may hold lists as well, and so may what follows the comments. A stretch of
/// lines is a *candidate* if it stands below a heading such as `Comments`, or if it is a list; the
/// candidate with the most evidence is taken, and none if there is too little of it. Of two equals
/// the later one wins, since comments follow their article.
struct PageSection {
  /// Indices into the page's lines.
  var lines: Range<Int>
  /// Whether it stands below a heading that announces comments.
  var isHeaded: Bool
  /// The smallest column of a marker in it.
  var base: Int
  /// What speaks for and against it; see ``weigh(_:)``.
  fileprivate(set) var score = 0
}

/// Finds the section with the comments.
struct PageSectionFinder {
  private let bytes: [UInt8]
  /// The page's lines. In the section found, lines that only a byline marks have a marker too.
  private(set) var lines: [PageLine]
  private let headings: [Int: PageHeading]
  /// The smallest column of a line without a marker.
  private let margin: Int
  /// For each line, the first heading at or after it; for each, the first line of prose.
  private let nextHeading: [Int]
  private let nextProse: [Int]

  /// - Complexity: O(*n*) in the number of lines.
  init(bytes: [UInt8], lines: [PageLine]) {
    self.bytes = bytes
    self.lines = Self.withoutQuotations(lines)
    var headings: [Int: PageHeading] = [:]
    var margin = Int.max
    /// The last line, which may be a button.
    var last: ArraySlice<UInt8> = []
    for (index, line) in self.lines.enumerated() where line.marker == nil {
      let text = bytes[line.start..<line.end]
      defer { last = text }
      margin = min(margin, line.column)
      guard let heading = PageHeading(text) else { continue }
      // "2 replies" below "Reply" is a button of the comment above.
      let isBelowReply = String(decoding: last, as: UTF8.self).lowercased().hasSuffix("reply")
      if heading.isStart, isBelowReply, PageByline.isFurniture(text) { continue }
      headings[index] = heading
    }
    self.headings = headings
    self.margin = margin
    var nextHeading = [Int](repeating: lines.count, count: lines.count + 1)
    var nextProse = nextHeading
    for index in lines.indices.reversed() {
      nextHeading[index] = headings[index] == nil ? nextHeading[index + 1] : index
      let line = self.lines[index]
      nextProse[index] = Self.isProse(line, bytes) ? index : nextProse[index + 1]
    }
    self.nextHeading = nextHeading
    self.nextProse = nextProse
  }

  /// The section with the comments; `nil` if the page has none.
  ///
  /// - Complexity: O(*n*) in the number of lines.
  mutating func section() -> PageSection? {
    var best: PageSection?
    for candidate in headedCandidates() + listCandidates() {
      guard candidate.score >= (candidate.isHeaded ? 1 : 5) else { continue }
      if let known = best, known.score > candidate.score { continue }
      best = candidate
    }
    // "No comments yet", and nothing after it that would be better evidence than a headed section.
    if let none = headings.filter({ $0.value == .noComments }).keys.max(),
      best.map({ $0.lines.lowerBound <= none || !$0.isHeaded }) ?? true
    {
      return nil
    }
    return best
  }

  private static func isProse(_ line: PageLine, _ bytes: [UInt8]) -> Bool {
    guard line.marker == nil, line.end - line.start >= 80 else { return false }
    return ".!?\"".utf8.contains(bytes[line.end - 1]) || line.end - line.start >= 160
  }

  /// Takes the markers `>` off a page on which they mean quotation, as in mail: where they open
  /// several lines in a row, or text at their own column follows.
  private static func withoutQuotations(_ lines: [PageLine]) -> [PageLine] {
    let mark = PageMarker.Style.bullet(">")
    var quotations = 0
    var bullets = 0
    for index in lines.indices where lines[index].marker?.style == mark {
      let line = lines[index]
      guard index + 1 < lines.count else { continue }
      let next = lines[index + 1]
      if next.marker?.style == mark, next.column == line.column, !next.isAfterBlank {
        quotations += 1
      } else if next.marker == nil {
        if next.column == line.column {
          quotations += 1
        } else if next.column > line.column {
          bullets += 1
        }
      } else if let style = next.marker?.style, style == mark, next.level != line.level {
        bullets += 1
      }
      if index > 0, lines[index - 1].marker == nil, lines[index - 1].column == line.column,
        line.column > 0
      {
        quotations += 1
      }
    }
    guard quotations > bullets else { return lines }
    return lines.map { line in
      guard line.marker?.style == mark else { return line }
      var line = line
      line.marker = nil
      return line
    }
  }
}

// MARK: - Candidates

extension PageSectionFinder {
  /// What stands below each heading that announces comments, up to the next heading.
  private mutating func headedCandidates() -> [PageSection] {
    var candidates: [PageSection] = []
    let starts = headings.filter { $0.value.isStart && $0.value != .noComments }.keys.sorted()
    for (position, heading) in starts.enumerated() {
      let limit = position + 1 < starts.count ? starts[position + 1] : lines.count
      let bylines = markBylines(after: heading, before: limit)
      let hasParagraphs = bylines == 0 && markParagraphs(after: heading, before: limit)
      guard let first = firstItem(after: heading, before: limit) else { continue }
      var section = extent(from: first, before: limit, isHeaded: true)
      section.score = weigh(section) + (headings[heading] == .comments ? 7 : 4)
      if nextProse[heading] < first { section.score -= 7 }
      if bylines > 0 { section.score += 2 }
      if hasParagraphs { section.score -= 4 }
      candidates.append(section)
    }
    return candidates
  }

  /// The first marked line below a heading, unless something else than comments comes before.
  private func firstItem(after heading: Int, before limit: Int) -> Int? {
    for index in heading + 1..<max(limit, heading + 1) {
      if lines[index].marker != nil { return index }
      if headings[index] == .otherContent { return nil }
    }
    return nil
  }

  /// Gives lines that only a byline marks a marker, where a section needs them: all of its comments
  /// begin so, or those that stand further out than its bullets.
  private mutating func markBylines(after heading: Int, before limit: Int) -> Int {
    var base = Int.max
    for index in heading + 1..<max(limit, heading + 1) {
      if let heading = headings[index], !heading.isStart, base < .max { break }
      if let marker = lines[index].marker { base = min(base, marker.column) }
    }
    // If the first comment begins so, all may; its bullets, if any, are replies or lists.
    let startsSo =
      (heading + 1..<max(limit, heading + 1)).first { headings[$0] == nil && !lines[$0].isRule }
      .map { lines[$0].marker == nil && isByline($0, before: limit) } ?? false
    var count = 0
    for index in heading + 1..<max(limit, heading + 1) {
      let line = lines[index]
      if let heading = headings[index], !heading.isStart, count > 0 { break }
      guard line.marker == nil, line.column < base || startsSo, headings[index] == nil else {
        continue
      }
      let isFirst =
        line.isAfterBlank || index == heading + 1
        || PageByline.isFurniture(text(index - 1))
      guard isFirst, isByline(index, before: limit) else { continue }
      lines[index].marker = PageMarker(.byline, at: line)
      count += 1
    }
    return count
  }

  /// Gives the paragraphs below a heading markers, if nothing but their indentation tells comments
  /// apart, or if only the replies have bullets.
  ///
  /// - Returns: Whether it did.
  private mutating func markParagraphs(after heading: Int, before limit: Int) -> Bool {
    guard headings[heading] == .comments else { return false }
    var end = heading + 1
    var base = Int.max
    while end < limit, headings[end] == nil || headings[end] == .form && end == heading + 1 {
      if let marker = lines[end].marker { base = min(base, marker.column) }
      end += 1
    }
    let inside = heading + 1..<max(end, heading + 1)
    let lastMarker = inside.last { lines[$0].marker != nil }
    let isClosed = end < limit
    let starts = inside.filter { index in
      let line = lines[index]
      guard line.marker == nil, line.column < base, !line.isRule, !isTransparent(index) else {
        return false
      }
      guard isClosed || base == .max || index < lastMarker ?? 0 else { return false }
      return line.isAfterBlank || index == heading + 1
    }
    guard let first = starts.first else { return false }
    let isEvident: Bool
    if let lastMarker, let firstMarker = inside.first(where: { lines[$0].marker != nil }) {
      // A notice stands above the first bullet; comments also stand between bullets.
      isEvident = first < firstMarker && starts.contains { $0 > firstMarker && $0 < lastMarker }
    } else {
      let digits = text(heading).filter { (0x30...0x39).contains($0) }
      let isNested = starts.contains { lines[$0].column > lines[first].column }
      isEvident = isNested || Int(String(decoding: digits.prefix(9), as: UTF8.self)) == starts.count
    }
    guard isEvident else { return false }
    for index in starts { lines[index].marker = PageMarker(.paragraph, at: lines[index]) }
    return true
  }

  /// Whether a line says that a comment starts here: `Alice says:`, or `Alice` above a date.
  private func isByline(_ index: Int, before limit: Int) -> Bool {
    if let byline = PageByline(text(index)) { return byline.startsComment }
    guard index + 1 < limit, PageByline.isName(text(index)) else { return false }
    return PageByline(text(index + 1))?.form == .time
  }

  /// Every list of the page that stands below no such heading.
  private func listCandidates() -> [PageSection] {
    var candidates: [PageSection] = []
    var index = 0
    while index < lines.count {
      guard lines[index].marker != nil else {
        index += 1
        continue
      }
      var section = extent(from: index, before: lines.count, isHeaded: false)
      section.score = weigh(section)
      candidates.append(section)
      index = section.lines.upperBound
    }
    return candidates
  }

  /// How far a section that starts at a marked line goes.
  ///
  /// It ends at a heading, or at a paragraph that stands further out than its markers: text that
  /// was never indented belongs to the page. Below a heading, a section goes on after such a
  /// paragraph (an advertisement, say) if the next marker is of a kind and column already seen, and
  /// paragraphs that stand exactly below the markers belong to the comments of a page without
  /// indentation.
  private func extent(from first: Int, before limit: Int, isHeaded: Bool) -> PageSection {
    var base = Int.max
    var known: Set<Level> = []
    /// Where the section ends if no marker follows.
    var doubt: Int?
    var isStray = false
    var areParagraphsFlush = false
    var index = first
    while index < limit {
      let line = lines[index]
      if let marker = line.marker {
        let level = Level(style: marker.style, column: marker.column)
        if isStray, !known.contains(level) { break }
        known.insert(level)
        base = min(base, marker.column)
        if doubt != nil, !isStray { areParagraphsFlush = true }
        doubt = nil
        isStray = false
      } else if headings[index] != nil, line.column <= max(base, margin) {
        if doubt != nil, !isStray { areParagraphsFlush = true }
        break
      } else if !line.isRule, line.column < base || line.column <= min(base, margin),
        line.isAfterBlank, !isTransparent(index)
      {
        guard isHeaded else { break }
        if doubt == nil { doubt = index }
        if line.column < base { isStray = true }
      }
      index += 1
    }
    let end = areParagraphsFlush && !isStray ? index : doubt ?? index
    return PageSection(lines: first..<end, isHeaded: isHeaded, base: base)
  }

  private struct Level: Hashable {
    var style: PageMarker.Style
    var column: Int
  }

  /// Whether a line is a button or a count, which say nothing about where comments end.
  private func isTransparent(_ index: Int) -> Bool {
    let line = lines[index]
    return line.end - line.start <= 80 && PageByline.isFurniture(text(index))
  }

  private func text(_ index: Int) -> ArraySlice<UInt8> {
    bytes[lines[index].start..<lines[index].end]
  }
}

// MARK: - Evidence

extension PageSectionFinder {
  /// Adds up what speaks for and against a section's being the page's comments.
  ///
  /// - Complexity: O(*k*) in the number of its lines.
  private func weigh(_ section: PageSection) -> Int {
    let shape = shape(of: section)
    var score = 0
    var isCommentLike = false

    // What stands before it.
    let first = section.lines.lowerBound
    var before = first - 1
    while before >= 0, lines[before].isRule { before -= 1 }
    if before >= 0, headings[before]?.isStart != true {
      if bytes[lines[before].end - 1] == UInt8(ascii: ":"), !section.isHeaded { score -= 3 }
      if headings[before] == .otherContent || headings[before] == .furniture { score -= 5 }
    }
    if nextProse[0] < first { score += 1 }
    if let heading = firstClosingHeading, heading < before {
      score += 2
      isCommentLike = true
    }

    // What follows it.
    let end = section.lines.upperBound
    if let heading = headings[end] { score += heading == .form ? 3 : heading.isStart ? 0 : 1 }
    if nextProse[end] < nextHeading[end] { score -= 3 }

    // What it looks like.
    if shape.bylines > 0 {
      score += 4
      isCommentLike = true
    }
    if section.base > margin, margin < .max {
      score += 1
      isCommentLike = true
    }
    if shape.isNested {
      score += 2
      isCommentLike = true
    }
    if shape.markersAfterBlank * 2 > shape.markers { score += 1 }
    if shape.hasParagraphs { score += 1 }
    let mean = shape.byteCount / max(1, shape.markers)
    if mean >= 60 { score += 1 }
    if shape.markers > 1, shape.markersAfterBlank < 2, mean < 60 { score -= 1 }
    // An even, flush list is more often the article's own.
    if !isCommentLike { score -= 2 }
    return score
  }

  /// The first heading after which the article is over.
  private var firstClosingHeading: Int? {
    let first = nextHeading[0]
    guard first < lines.count, let heading = headings[first] else { return nil }
    return heading.isStart ? nil : first
  }

  private struct Shape {
    var markers = 0
    var markersAfterBlank = 0
    var byteCount = 0
    var bylines = 0
    var isNested = false
    var hasParagraphs = false
  }

  private func shape(of section: PageSection) -> Shape {
    var shape = Shape()
    var first: PageMarker?
    for index in section.lines {
      let line = lines[index]
      shape.byteCount += line.textCount
      guard let marker = line.marker else {
        if line.isAfterBlank { shape.hasParagraphs = true }
        continue
      }
      shape.markers += 1
      if line.isAfterBlank { shape.markersAfterBlank += 1 }
      if let first {
        let isAligned = marker.column == first.column || marker.endColumn == first.endColumn
        if marker.style != first.style || !isAligned { shape.isNested = true }
      } else {
        first = marker
      }
      // A few suffice to know whether the page says who wrote what.
      if shape.markers <= 50, shape.bylines == 0,
        PageByline(bytes[line.textStart..<line.end])?.startsComment == true
      {
        shape.bylines += 1
      }
    }
    return shape
  }
}
