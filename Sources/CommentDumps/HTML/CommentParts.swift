// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Tells among the elements of a comment on a page which hold its words, who wrote it and when.
struct CommentParts {
  let page: HTMLDocument

  private static let bodyClasses: Set<Substring> = [
    "comment-content", "comment-text", "comment_text", "comment-body__text", "comment__content",
    "comment__body", "comment-entry", "comment-copy", "comment_content", "commenttext", "e-content",
    "entry-content", "comment-message", "comment-main", "content", "isso-text",
    "serendipity_commentBody", "commentBody",
    "wp-block-comment-content", "wpd-comment-text", "p-content", "post-message",
  ]
  private static let authorClasses: Set<Substring> = [
    "fn", "comment-author", "comment__author", "comment-author-name", "p-author", "author",
    "comment-username", "comment-user", "user", "username", "wp-block-comment-author-name",
    "wpd-comment-author", "woocommerce-review__author", "comment__author-name", "isso-author",
    "link-user", "js-comment-username", "comment_author", "comment-poster",
    "bigusername",
  ]
  /// Classes of what stands around the words: who wrote them, when, and what readers can do.
  private static let bylineClasses: Set<Substring> = [
    "comment-author", "comment-author-name", "comment__author", "comment-meta", "commentmetadata",
    "comment-metadata", "comment-header", "comment-date", "comment-time", "star-rating",
    "comment-reply-link", "comment-reply", "comment-info", "comment__header", "comment__footer",
    "comment-footer", "comment-likes", "comment-controls", "comment-actions", "comment-delete",
    "comment-votes", "edit-link", "report-link",
  ]
  /// Endings of classes of links that readers may follow, whatever drew them.
  private static let linkEndings = ["-edit-link", "-report-link", "-reply-link"]
  /// Classes of the same that may be those of somebody's words: only beside the words, or at their edge.
  private static let commonClasses: Set<Substring> = ["meta", "reply", "links", "details", "by"]
  /// The most nodes of words in which bylines are looked for.
  private static let maxContentNodes = 4096
  /// The most nodes of a byline: what holds more is no byline, or was never closed.
  private static let maxBylineNodes = 64
  /// Elements in bylines that show a name.
  private static let nameElements: Set<String> = ["strong", "b", "h3", "h4", "h5", "h6"]

  init(_ page: HTMLDocument) { self.page = page }
}

// MARK: - Words

extension CommentParts {
  /// The words of a comment as they stand; `nil` if it has none.
  func body(of members: [Int], in element: Int) -> String? {
    // The new versions of vBulletin have the words in a quotation, which they are not.
    if let message = members.first(where: isMessage) {
      let inner = page.descendants(of: message).first { page.hasClass("postcontent", $0) }
      let body = page.markup(of: page.nodes[inner ?? message].content)
      return body.isEmpty ? nil : body
    }
    let marked = members.first {
      page.property(of: $0).map {
        $0 == "text" || $0 == "commentText" || $0 == "articleBody"
      } ?? false
    }
    // Stack Exchange has the author and the time in what else is called the text.
    // Reddit's class for words is one of icons and buttons elsewhere.
    let isReddit = ["data-fullname", "thingid"].contains { page.attribute($0, of: element) != nil }
    if let content = marked ?? members.first(where: { page.hasClass("comment-copy", $0) })
      ?? (isReddit ? members.first { page.hasClass("md", $0) } : nil)
      ?? members.first(where: { index in
        !page.nodes[index].name.isEmpty && index != element
          && page.classes(of: index).contains { Self.isOne($0, of: Self.bodyClasses) }
      })
    {
      let body = markup(of: content)
      return body.isEmpty ? nil : body
    }
    // Older themes: the paragraphs of the comment itself.
    let paragraphs = members.filter { page.nodes[$0].name == "p" }
    for own in [paragraphs.filter { !isByline($0) }, paragraphs.filter { !isSurelyByline($0) }] {
      let body = own.map { markup(from: page.nodes[$0].start, to: $0) }.joined(separator: "\n")
      guard body.isEmpty else { return body }
    }
    // Pingbacks are nothing but a link.
    let isPing = ["pingback", "trackback"].contains { page.hasClass($0, element) }
    let whole = members.first { page.hasClass("comment-body", $0) } ?? (isPing ? element : nil)
    return whole.map { page.markup(of: page.nodes[$0].content) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the names of elements with messages of vBulletin begin with.
  static let messageMark = "post_message_"

  private func isMessage(_ index: Int) -> Bool {
    page.attribute("id", of: index)?.hasPrefix(Self.messageMark) ?? false
  }

  /// What is in an element, without the bylines that some themes have there.
  private func markup(of element: Int) -> String {
    let nodes = page.descendants(of: element)
    // What holds more holds other comments, or was never closed.
    guard nodes.count <= Self.maxContentNodes, nodes.contains(where: isByline) else {
      return page.markup(of: page.nodes[element].content)
    }
    let pieces = pieces(of: element).map { page.markup(of: $0) }.filter { !$0.isEmpty }
    return pieces.isEmpty
      ? page.markup(of: page.nodes[element].content) : pieces.joined(separator: "\n")
  }

  private func markup(from start: Int, to element: Int) -> String {
    String(decoding: page.bytes[start..<page.nodes[element].content.upperBound], as: UTF8.self)
  }

  /// The stretches of an element that are in no byline, in order.
  private func pieces(of element: Int) -> [Range<Int>] {
    let bytes = page.nodes[element].content
    var pieces: [Range<Int>] = []
    var start = bytes.lowerBound
    var index = element + 1
    while index < page.nodes[element].next {
      guard isByline(index) else {
        index += 1
        continue
      }
      let next = page.nodes[index].next
      pieces.append(start..<max(start, page.nodes[index].start))
      start = page.nodes[index].content.upperBound
      // Its end tag belongs to it, if it has one.
      let rest = page.bytes[start..<max(start, bytes.upperBound)]
      if rest.starts(with: Array("</\(page.nodes[index].name)".utf8)),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        start = end + 1
      }
      index = max(index + 1, next)
    }
    pieces.append(start..<max(start, bytes.upperBound))
    return pieces
  }

  /// Whether nothing but white space and bylines stands before an element in the one around it, or behind it.
  private func isAtEdge(_ index: Int) -> Bool {
    let outer = page.nodes[index].parent
    guard outer >= 0 else { return false }
    let next = max(page.nodes[index].next, index + 1)
    return hasNoWords(outer + 1..<index) || hasNoWords(next..<max(next, page.nodes[outer].next))
  }

  /// The most elements that are looked at before or behind a byline.
  private static let maxNeighbours = 16

  private func hasNoWords(_ nodes: Range<Int>) -> Bool {
    var index = nodes.lowerBound
    for _ in 0..<Self.maxNeighbours {
      guard index < nodes.upperBound else { return true }
      let node = page.nodes[index]
      if node.name.isEmpty {
        guard node.text.allSatisfy({ $0 <= 0x20 }) else { return false }
      } else {
        let isByline = page.classes(of: index).contains {
          Self.isOfByline($0) || Self.commonClasses.contains($0)
        }
        guard isByline, node.next - index <= Self.maxBylineNodes else { return false }
      }
      index = max(node.next, index + 1)
    }
    return false
  }

  /// Whether an element stands around the words.
  func isByline(_ index: Int) -> Bool {
    guard !page.nodes[index].name.isEmpty, page.nodes[index].next - index <= Self.maxBylineNodes
    else { return false }
    return isSurelyByline(index)
      || page.classes(of: index).contains { Self.commonClasses.contains($0) } && isAtEdge(index)
  }

  private func isSurelyByline(_ index: Int) -> Bool {
    page.classes(of: index).contains(where: Self.isOfByline)
      || ["author", "creator", "datePublished", "dateCreated"].contains(
        page.property(of: index)
      )
  }

  private static func isOfByline(_ name: Substring) -> Bool {
    isOne(name, of: bylineClasses) || linkEndings.contains(where: name.hasSuffix)
  }

  /// Whether a class is one of some, or becomes one without the name of what drew the comments before it:
  /// `epoch-comment-content`.
  private static func isOne(_ name: Substring, of classes: Set<Substring>) -> Bool {
    if classes.contains(name) { return true }
    guard let mark = name.firstRange(of: "-comment-") else { return false }
    return classes.contains(name[mark.lowerBound...].dropFirst())
  }
}

// MARK: - Who, when

extension CommentParts {
  /// Adds what elements say of a comment besides its words.
  func fill(_ comment: inout Comment, from members: [Int]) {
    var nameless = 0
    for index in members {
      let node = page.nodes[index]
      guard !node.name.isEmpty else { continue }
      let property = page.property(of: index) ?? ""
      if comment.author == nil, nameless < Self.maxNameless, isAuthor(index, property: property) {
        let author = name(of: index)
        if author.isEmpty { nameless += 1 } else { comment.author = author }
      }
      if node.name == "shreddit-comment" {
        comment.author = comment.author ?? page.attribute("author", of: index)
      }
      if comment.createdAt == nil {
        comment.createdAt = time(of: index, property: property).flatMap(HTMLPages.time)
      }
      if comment.score == nil, property == "upvoteCount" {
        comment.score = Int(page.attribute("content", of: index) ?? page.text(of: index))
      }
      if comment.url == nil, node.name == "a", let address = page.attribute("href", of: index),
        address.contains("#comment")
      {
        comment.url = address
      }
    }
    comment.author = comment.author ?? nameInByline(members)
    comment.createdAt = comment.createdAt ?? shownTime(of: members)
  }

  /// Elements without a name in them that are looked at: each may be in the one before.
  private static let maxNameless = 16

  /// A name that nothing but its place or "by" before it shows to be one.
  private func nameInByline(_ members: [Int]) -> String? {
    for index in members.lazy.filter(isByline).prefix(Self.maxNameless) {
      let shown = page.descendants(of: index).first {
        Self.nameElements.contains(page.nodes[$0].name)
      }
      let isNamed =
        page.hasClass("by", index) || page.text(of: index).lowercased().hasPrefix("posted by")
      guard let element = isNamed ? index : shown else { continue }
      let name = name(of: element)
      if !name.isEmpty { return name }
    }
    return nil
  }

  private func isAuthor(_ index: Int, property: String) -> Bool {
    property == "author" || property == "creator"
      || property == "name" && isNameOfPerson(index)
      || page.nodes[index].name == "cite"
      || page.classes(of: index).contains { Self.isOne($0, of: Self.authorClasses) }
  }

  /// Whether a name is somebody's: in RDFa a comment may have one too, which is its heading.
  private func isNameOfPerson(_ index: Int) -> Bool {
    if page.attribute("itemprop", of: index) != nil { return true }
    return [index, page.nodes[index].parent].contains {
      $0 >= 0
        && (page.isLinkedItem($0, ["Person", "Organization"])
          || ["author", "creator"].contains(page.property(of: $0)))
    }
  }

  /// The name in an element, without what else stands there: "Ada says:", the time, a link.
  private func name(of element: Int) -> String {
    if let content = page.attribute("content", of: element) { return content }
    let inner = page.descendants(of: element).first {
      page.property(of: $0) == "name" || page.hasClass("fn", $0)
    }
    return Self.withoutSays(inner.map { page.text(of: $0) } ?? firstName(in: element))
  }

  /// The words an element begins with, up to where another element shows something else behind them.
  private func firstName(in element: Int) -> String {
    guard let first = page.descendants(of: element).first(where: isName) else { return "" }
    let outer = page.nodes[first].parent
    let end = page.descendants(of: outer).first {
      $0 > first && Self.ends.contains(page.nodes[$0].name)
    }
    return page.text(of: first..<(end ?? page.nodes[outer].next))
  }

  /// Elements that begin something other than the rest of a name.
  private static let ends: Set<String> = [
    "a", "span", "time", "small", "div", "p", "ul", "br", "sup", "abbr", "button",
  ]

  private func isName(_ index: Int) -> Bool {
    let node = page.nodes[index]
    guard node.name.isEmpty else { return false }
    let words = String(decoding: node.text, as: UTF8.self).lowercased()
      .split { $0.isWhitespace || $0 == ":" }.joined(separator: " ")
    // Where there is no picture, the first letter of a name stands for it.
    if words.count < 3, page.hasClass("avatar", node.parent) { return false }
    return !words.isEmpty && !["by", "posted by", "from"].contains(words)
  }

  /// A name without what stands around it: "Ada said...", "Posted by: Ada |".
  private static func withoutSays(_ text: String) -> String {
    var name = text[...]
    let beginnings = ["posted by:", "posted by ", "by "]
    if let beginning = beginnings.first(where: { name.lowercased().hasPrefix($0) }) {
      name = name.dropFirst(beginning.count).drop { $0 == " " }
    }
    if let end = name.firstRange(of: " |") { name = name[..<end.lowerBound] }
    let endings = [" said...", " said…", " says:", ":"]
    if let ending = endings.first(where: name.hasSuffix) { name = name.dropLast(ending.count) }
    return String(name)
  }
}
