// SPDX-License-Identifier: Apache-2.0

/// When a comment on a page was written: said to programs, or only shown to readers.
extension CommentParts {
  /// The time that an element says.
  func time(of index: Int, property: String) -> String? {
    if let time = page.attribute("datetime", of: index) { return time }
    // hAtom has the time in the title of what shows it.
    let isAbbreviated =
      page.nodes[index].name == "abbr"
      || ["published", "dt-published", "relativetime-clean", "relativetime"].contains {
        page.hasClass($0, index)
      }
    if isAbbreviated, let title = page.attribute("title", of: index) {
      return String(title.prefix { $0 != "," })
    }
    if page.nodes[index].name == "shreddit-comment" { return page.attribute("created", of: index) }
    // Unix seconds in some themes.
    if let time = page.attribute("pubdate", of: index), Int64(time) != nil { return time }
    // Drupal says it in RDFa.
    let isTime =
      ["dateCreated", "datePublished", "commentTime"].contains(property)
      || page.attribute("property", of: index)?.contains("dc:created") ?? false
    return isTime ? page.attribute("content", of: index) : nil
  }

  /// Unix seconds of the time that readers see, where a page says none to programs: in a link to the comment,
  /// in what is called a time or a date, or beside the author's name. One without a zone is read as UTC.
  func shownTime(of members: [Int]) -> Int64? {
    for index in members where !page.nodes[index].name.isEmpty {
      if let link = linkToComment(index), let time = Self.bloggerTime(link) { return time }
      let inside = page.descendants(of: index)
      guard inside.count <= Self.maxNodes, showsTime(index) else { continue }
      let pieces = [inside] + inside.filter { page.nodes[$0].name.isEmpty }.map { $0..<$0 + 1 }
      for piece in pieces {
        if let time = Self.seconds(page.text(of: piece)) { return time }
      }
    }
    return nil
  }

  /// The most nodes of an element in which a time is looked for: what has more is no byline.
  private static let maxNodes = 64
  /// The longest text that is looked at.
  private static let maxTextBytes = 120

  /// Whether an element is one of those that show when a comment was written.
  private func showsTime(_ index: Int) -> Bool {
    ["time", "abbr"].contains(page.nodes[index].name) || linkToComment(index) != nil
      || page.classes(of: index).contains { name in
        name.split { $0 == "-" || $0 == "_" }.contains { Self.timeWords.contains($0) }
      } || isByline(index) || page.hasClass("thead", index)
  }

  private static let timeWords: Set<Substring> = [
    "date", "time", "datetime", "timestamp", "posted", "published", "commentdate", "commenttime",
  ]

  /// The address in an element that points to a comment on its page.
  private func linkToComment(_ index: Int) -> String? {
    guard page.nodes[index].name == "a", let address = page.attribute("href", of: index),
      let mark = address.firstIndex(of: "#")
    else { return nil }
    let name = address[mark...].dropFirst()
    let isNumbered = name.first == "c" && name.dropFirst().first?.isNumber ?? false
    return name.hasPrefix("comment") || isNumbered ? address : nil
  }

  /// Blogger's links to comments say when they were written, in milliseconds: `?showComment=1236186720000#c12`.
  private static func bloggerTime(_ address: String) -> Int64? {
    guard let mark = address.firstRange(of: "showComment=") else { return nil }
    let digits = address[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count == 13 ? Int64(digits).map { $0 / 1000 } : nil
  }

  /// Unix seconds of a day and a time of day, if a text ends with them: `Posted by Ada on March 4, 2009 at 5:12 pm`.
  static func seconds(_ text: String) -> Int64? {
    guard text.utf8.count <= maxTextBytes, text.contains(":") else { return nil }
    let words = text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
    let starts = [0] + words.indices.filter { words[$0] == "on" }.suffix(1)
    for start in starts {
      if case .absolute(let seconds)? = PageTime(words[start...]) { return seconds }
    }
    return nil
  }
}
