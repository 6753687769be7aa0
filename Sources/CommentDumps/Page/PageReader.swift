// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads *page text*: an article page with its comments as a text browser or a crawler saves it.
///
/// ```
/// Harbour dredging to start in May                ← title
///
///   1. About time.                                ← c1, answers the page
///
///     • They said that last year.                 ← c2, answers c1
///
/// Leave a Comment
/// ```
///
/// Nothing on such a page says where a comment begins or which one it answers but its layout. The
/// reader works in four steps, each in a type of its own: ``PageLine`` cuts lines and reads their
/// bullets and numbers; ``PageSectionFinder`` finds the stretch of lines that holds the comments;
/// ``PageOutline`` tells comments from lists inside them and finds each one's parent;
/// ``PageBody`` separates a comment's words from its byline and buttons.
///
/// A page without comments gives none. That is not an error.
struct PageReader {
  /// Reads a page.
  ///
  /// Comments get the ids `c1`, `c2`, … in page order. One that answers a comment which is not on
  /// the page gets a parent that no comment has (`missing-1`). Bytes that are not UTF-8 become
  /// U+FFFD. Dates are read as UTC unless the page names a distance from it.
  ///
  /// - Parameters:
  ///   - bytes: The page.
  ///   - name: The page's file name or path, whose last component becomes the comments' thread.
  /// - Returns: The comments, the line of each (counted from 1), and what looked like a comment but
  ///   has no words.
  /// - Complexity: O(*n*) in the number of bytes, and no recursion.
  static func comments(
    in bytes: [UInt8],
    name: String
  ) -> (comments: [Comment], lines: [Int], rejected: [RejectedRecord]) {
    var finder = PageSectionFinder(bytes: bytes, lines: PageLine.lines(of: bytes))
    guard let section = finder.section() else { return ([], [], []) }
    let lines = finder.lines
    let outline = PageOutline(bytes: bytes, lines: lines, section: section)
    let thread = thread(name)
    let title = title(bytes, lines)

    var comments: [Comment] = []
    var lineNumbers: [Int] = []
    var rejected: [RejectedRecord] = []
    var missing = MissingParents()
    /// The id of each item; `nil` if it has no words.
    var ids: [String?] = []
    for (index, item) in outline.items.enumerated() {
      let line = lines[item.line]
      let body = PageBody(bytes: bytes, lines: lines, item: item)
      guard !body.text.isEmpty else {
        ids.append(nil)
        rejected.append(
          RejectedRecord(line: line.number, byteOffset: line.start, reason: "comment without text")
        )
        continue
      }
      let id = "c\(comments.count + 1)"
      let parent: String?
      switch item.parent {
      case .page: parent = nil
      case .item(let above): parent = ids[above] ?? missing.id(.rejected(above))
      case .missing(let number): parent = missing.id(.neverSeen(number))
      }
      precondition(ids.count == index, "parents come before their replies")
      ids.append(id)
      lineNumbers.append(line.number)
      comments.append(
        Comment(
          id: id,
          body: body.text,
          thread: thread,
          parent: parent,
          author: body.author,
          createdAt: body.createdAt,
          title: title,
          score: body.score
        )
      )
    }
    return (comments, lineNumbers, rejected)
  }
}

extension PageReader {
  /// Reads a page into a sink. Text that is not UTF-8 but of one byte a character is read as
  /// Windows wrote it, and noted.
  static func read(_ bytes: [UInt8], name: String, into sink: inout RecordSink) {
    let isWindows1252 = Windows1252.isLikely(Array(bytes.prefix(1 << 20)))
    let page = comments(in: isWindows1252 ? Windows1252.utf8(bytes) : bytes, name: name)
    for (comment, line) in zip(page.comments, page.lines) { sink.queue.add(comment, line: line) }
    for var record in page.rejected {
      record.byteOffset += sink.places.baseOffset
      sink.queue.reject(record)
    }
    if isWindows1252 { sink.note("encoding:windows-1252", at: 0) }
  }

  /// Ids for comments that are not there, in order of first use.
  private struct MissingParents {
    enum Key: Hashable { case neverSeen(Int), rejected(Int) }
    private var ids: [Key: String] = [:]

    mutating func id(_ key: Key) -> String {
      if let id = ids[key] { return id }
      let id = "missing-\(ids.count + 1)"
      ids[key] = id
      return id
    }
  }

  /// The file name without its folder.
  private static func thread(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? "page"
  }

  /// The page's first line that is not blank, or its first thousand bytes: every comment carries it.
  private static func title(_ bytes: [UInt8], _ lines: [PageLine]) -> String? {
    guard let line = lines.first else { return nil }
    var end = min(line.end, line.start + 1000)
    // Not in the middle of a character.
    while end < line.end, end > line.start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[line.start..<end], as: UTF8.self)
  }
}
