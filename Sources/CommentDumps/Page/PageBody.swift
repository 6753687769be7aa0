// SPDX-License-Identifier: Apache-2.0

/// The words of one comment, told apart from what the page says about it.
struct PageBody {
  /// The comment's own text. Paragraphs have one blank line between them.
  private(set) var text = ""
  private(set) var author: String?
  /// In Unix seconds.
  private(set) var createdAt: Int64?
  private(set) var score: Int?

  private let bytes: [UInt8]
  /// What is left of the comment's lines.
  private var parts: [Part]

  /// A line, or what follows the marker on the first one.
  private struct Part {
    var start: Int
    var end: Int
    var column: Int
    var isAfterBlank: Bool
    /// Whether its indentation says nothing, because the marker stands before it.
    var isFirst: Bool
  }

  /// Reads the text of a comment's lines.
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  init(bytes: [UInt8], lines: [PageLine], item: PageOutline.Item) {
    self.bytes = bytes
    parts = []
    parts.reserveCapacity(item.lines.count)
    for index in item.lines {
      let line = lines[index]
      if index != item.line {
        parts.append(
          Part(
            start: line.start,
            end: line.end,
            column: line.column,
            isAfterBlank: line.isAfterBlank,
            isFirst: false
          )
        )
      } else if line.textCount > 0 {
        parts.append(
          Part(
            start: line.textStart,
            end: line.end,
            column: line.column,
            isAfterBlank: false,
            isFirst: true
          )
        )
      }
    }
    takeHeader()
    takeFooter()
    text = joined()
  }

  private func slice(_ part: Part) -> ArraySlice<UInt8> { bytes[part.start..<part.end] }
}

// MARK: - Bylines

extension PageBody {
  /// Takes off the lines above the text that say who wrote it and when.
  private mutating func takeHeader() {
    var taken = 0
    while taken < min(parts.count, 6) {
      let isLast = taken + 1 == parts.count
      if let byline = PageByline(slice(parts[taken])) {
        guard canTake(byline, isLast: isLast, next: isLast ? nil : parts[taken + 1]) else { break }
        take(byline)
      } else if author == nil, !isLast, PageByline.isName(slice(parts[taken])),
        PageByline(slice(parts[taken + 1]))?.form == .time
      {
        author = String(decoding: slice(parts[taken]), as: UTF8.self)
      } else {
        break
      }
      taken += 1
    }
    parts.removeFirst(taken)
  }

  private func canTake(_ byline: PageByline, isLast: Bool, next: Part?) -> Bool {
    // "Alice wrote:" above a quotation says who is quoted, not who wrote the comment.
    if byline.form == .speech, let next, isQuotation(slice(next)) { return false }
    if byline.author != nil, author != nil { return false }
    // A comment of a single line that could be a byline is taken at its word, unless it is one for
    // certain, with nothing said.
    guard isLast else { return true }
    switch byline.form {
    case .speech, .posted, .separated: return true
    case .plain, .time, .furniture: return author != nil
    }
  }

  private func isQuotation(_ text: ArraySlice<UInt8>) -> Bool {
    [[0x3E], [0x22], [0xE2, 0x80, 0x9C], [0xC2, 0xAB]].contains { text.starts(with: $0) }
  }

  /// Takes off the buttons and the date below the text.
  private mutating func takeFooter() {
    var isBelowText = false
    defer {
      if isBelowText, parts.count > 1, let last = parts.last, PageByline.isBareCount(slice(last)) {
        parts.removeLast()
      }
    }
    while let last = parts.last, parts.count > 1 || author != nil,
      let byline = PageByline(slice(last))
    {
      switch byline.form {
      case .furniture: isBelowText = true
      case .posted where author == nil: break
      // A date by itself can also be the end of something pasted: it needs a button beside it.
      case .time, .separated: guard isBelowText, byline.author == nil else { return }
      default: return
      }
      take(byline)
      parts.removeLast()
    }
  }

  private mutating func take(_ byline: PageByline) {
    author = author ?? byline.author
    score = score ?? byline.score
    if createdAt == nil, case .absolute(let seconds)? = byline.time { createdAt = seconds }
  }
}

// MARK: - Text

extension PageBody {
  /// A deeper indentation than this is drawn no deeper: a page can hold more columns than bytes.
  private static let deepestIndentation = 40

  /// The text with the indentation that its lines have in common taken off.
  ///
  /// The first paragraph is measured by itself, because the paragraphs after it may hang less far.
  private func joined() -> String {
    let second = parts.indices.dropFirst().first { parts[$0].isAfterBlank } ?? parts.endIndex
    func indentation(_ range: Range<Int>) -> Int {
      range.lazy.filter { !parts[$0].isFirst }.map { parts[$0].column }.min() ?? 0
    }
    let first = indentation(0..<second)
    let rest = indentation(second..<parts.endIndex)
    var text: [UInt8] = []
    text.reserveCapacity(parts.reduce(0) { $0 + $1.end - $1.start + 2 })
    for (index, part) in parts.enumerated() {
      if index > 0 { text.append(0x0A) }
      if index > 0, part.isAfterBlank { text.append(0x0A) }
      if !part.isFirst {
        let depth = part.column - (index < second ? first : rest)
        text.append(contentsOf: repeatElement(0x20, count: min(depth, Self.deepestIndentation)))
      }
      text.append(contentsOf: bytes[part.start..<part.end])
    }
    // Bytes that are not UTF-8 become U+FFFD, one for each maximal subpart.
    return String(decoding: text, as: UTF8.self)
  }
}
