// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A page whose markup says what its comments are: WordPress's lists, schema.org's properties (in
/// microdata, else in JSON-LD), hAtom's classes. A comment inside another one's element answers it, or,
/// as Drupal has them, inside an indented one behind it. Where no comment has a number, elements that are
/// called comments count.
struct MarkedUpPage {
  private let page: HTMLDocument
  private let name: String

  private static let bodyClasses: Set<Substring> = [
    "comment-content", "comment-text", "comment_text", "comment-body__text", "comment__content",
    "comment__body", "comment-entry", "comment-copy", "comment_content", "commenttext", "e-content",
    "entry-content", "comment-message", "comment-main", "content",
    "wp-block-comment-content", "wpd-comment-text", "p-content", "post-message",
  ]
  private static let authorClasses: Set<Substring> = [
    "fn", "comment-author", "comment__author", "comment-author-name", "p-author", "author",
    "comment-username", "comment-user", "user", "username", "wp-block-comment-author-name",
    "wpd-comment-author", "woocommerce-review__author",
  ]

  init(_ page: HTMLDocument, name: String) {
    self.page = page
    self.name = name
  }

  func read(into sink: inout RecordSink) {
    if read(CommentMarkup(page, isLenient: false), into: &sink) { return }
    if LinkedDataPage(page, name: name).read(into: &sink) { return }
    if read(CommentMarkup(page, isLenient: true), into: &sink) { return }
    sink.reject(
      "HTML without comment markup that is known; save the page as plain text instead",
      at: 0
    )
  }

  /// Reads what some markup says to be comments; `false` if there are none.
  private func read(_ markup: CommentMarkup, into sink: inout RecordSink) -> Bool {
    let thread = HTMLPages.fileName(name)
    let title = page.title
    /// The comment whose words each node is among: an index into `ids`, or -1.
    var inside = [Int](repeating: -1, count: page.nodes.count)
    /// The comment that a comment at each node answers, or -1: the same, but for what Drupal indents.
    var around = inside
    /// The last comment that answers each, -1 for the page.
    var lastAnswer: [Int: Int] = [:]
    /// The id of each comment; `nil` of one without words.
    var ids: [String?] = []
    var keys: [String] = []
    var outerOf: [Int] = []
    var elements: [Int] = []
    /// Comments whose microdata stand in an element inside the one with their number.
    var wrapped: Set<Int> = []
    /// The last comment among the terms of each list: its definitions are its words.
    var lastTerm: [Int: Int] = [:]
    /// The elements that name what comments answer.
    var parentItems: [Int: Int] = [:]
    for (index, node) in page.nodes.enumerated() {
      inside[index] = node.parent >= 0 ? inside[node.parent] : -1
      var outer = node.parent >= 0 ? around[node.parent] : -1
      if node.name == "div", page.hasClass("indented", index), let last = lastAnswer[outer] {
        outer = last
      }
      if node.name == "dd", let term = lastTerm[node.parent] {
        inside[index] = term
        outer = term
      }
      around[index] = outer
      if inside[index] >= 0, page.attribute("itemprop", of: index) == "parentItem" {
        parentItems[inside[index]] = parentItems[inside[index]] ?? index
        inside[index] = -1
        continue
      }
      guard !node.name.isEmpty, let key = markup.key(of: index) else { continue }
      // A theme wraps one comment in elements with one number.
      if outer >= 0, !key.isEmpty, keys[outer] == key { continue }
      if outer >= 0, key.isEmpty, !markup.isLenient, !wrapped.contains(outer),
        isWrapped(index, by: elements[outer])
      {
        wrapped.insert(outer)
        continue
      }
      inside[index] = elements.count
      around[index] = elements.count
      lastAnswer[outer] = elements.count
      if node.name == "dt" { lastTerm[node.parent] = elements.count }
      elements.append(index)
      outerOf.append(outer)
      keys.append(key)
      ids.append(nil)
    }
    if elements.isEmpty { return false }
    /// The nodes of each comment that are not of one inside it.
    var members = [[Int]](repeating: [], count: elements.count)
    for (index, comment) in inside.enumerated() where comment >= 0 {
      members[comment].append(index)
    }

    let bodies = elements.indices.map { body(of: members[$0], elements[$0]) }
    for number in elements.indices where bodies[number] != nil {
      ids[number] = keys[number].isEmpty ? "c\(number + 1)" : keys[number]
    }
    // Of each the nearest with words among itself and those it answers, which stand before it.
    var nearest: [Int] = []
    for (number, outer) in outerOf.enumerated() {
      nearest.append(ids[number] != nil ? number : outer >= 0 ? nearest[outer] : -1)
    }
    let named = parentItems.isEmpty ? [:] : names(of: elements, members)
    let answered = Set(outerOf)
    for (number, element) in elements.enumerated() {
      guard let body = bodies[number], let id = ids[number] else {
        // What has no number and no words, but comments, is a list of them.
        if keys[number].isEmpty, markup.isLenient, answered.contains(number) { continue }
        sink.reject("comment without text", at: page.nodes[element].start)
        continue
      }
      var comment = Comment(id: id, body: body, bodyFormat: .html)
      comment.thread = thread
      comment.title = title
      var outer = outerOf[number]
      if let item = parentItems[number].flatMap(addressOfItem), let found = named[item],
        found != number
      {
        outer = found
      }
      if outer >= 0 { outer = nearest[outer] }
      if outer >= 0 { comment.parent = ids[outer] }
      fill(&comment, from: members[number])
      sink.add(comment, at: page.nodes[element].start)
    }
    return true
  }

  /// What an element of microdata points to: the part of its address behind the `#`, else all of it.
  private func address(of index: Int) -> String? {
    for name in ["href", "itemid", "resource", "content"] {
      guard let address = page.attribute(name, of: index) else { continue }
      let part = address.split(separator: "#", maxSplits: 1).last.map(String.init) ?? ""
      if !part.isEmpty { return part }
    }
    return nil
  }

  /// What an element points to that is an item of its own.
  private func addressOfItem(_ index: Int) -> String? {
    if let address = address(of: index) { return address }
    for inner in page.descendants(of: index) {
      let property = page.attribute("itemprop", of: inner)
      guard property == "url" || property == "identifier" else { continue }
      if let address = address(of: inner) { return address }
    }
    return nil
  }

  /// Comments by the names that others may call them.
  private func names(of elements: [Int], _ members: [[Int]]) -> [String: Int] {
    var names: [String: Int] = [:]
    for (number, element) in elements.enumerated() {
      let own = ["id", "data-comment-id"].compactMap { page.attribute($0, of: element) }
      let links = members[number].filter {
        $0 == element || page.attribute("itemprop", of: $0) == "url"
      }
      for name in own + links.compactMap(address) where names[name] == nil { names[name] = number }
    }
    return names
  }

  /// Whether microdata without a number belong to the numbered element around them, which has none, rather
  /// than to an answer, which stands in a list.
  private func isWrapped(_ index: Int, by outer: Int) -> Bool {
    guard page.attribute("itemtype", of: outer) == nil else { return false }
    var node = page.nodes[index].parent
    while node >= 0, node != outer {
      if ["ul", "ol"].contains(page.nodes[node].name) { return false }
      node = page.nodes[node].parent
    }
    return true
  }

  private func body(of members: [Int], _ element: Int) -> String? {
    let marked = members.first {
      page.attribute("itemprop", of: $0).map {
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
          && page.classes(of: index).contains { Self.bodyClasses.contains($0) }
      })
    {
      let body = page.markup(of: page.nodes[content].content)
      return body.isEmpty ? nil : body
    }
    // Older themes: the paragraphs of the comment itself.
    let paragraphs = members.filter { page.nodes[$0].name == "p" }
      .map { page.bytes[page.nodes[$0].start..<page.nodes[$0].content.upperBound] }
    let body = paragraphs.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    guard body.isEmpty else { return body }
    // Pingbacks are nothing but a link.
    let whole = members.first { page.hasClass("comment-body", $0) }
    return whole.map { page.markup(of: page.nodes[$0].content) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func fill(_ comment: inout Comment, from members: [Int]) {
    for index in members {
      let node = page.nodes[index]
      guard !node.name.isEmpty else { continue }
      let property = page.attribute("itemprop", of: index) ?? ""
      if property == "author" || property == "creator" || property == "name" || node.name == "cite"
        || page.classes(of: index).contains(where: { Self.authorClasses.contains($0) })
      {
        // "Ada says:" around the name itself: the name is further in.
        let inner = page.descendants(of: index).first {
          page.attribute("itemprop", of: $0) == "name" || page.hasClass("fn", $0)
        }
        let author =
          page.attribute("content", of: index) ?? Self.withoutSays(page.text(of: inner ?? index))
        if comment.author == nil, !author.isEmpty { comment.author = author }
      }
      if node.name == "shreddit-comment" {
        comment.author = comment.author ?? page.attribute("author", of: index)
      }
      if comment.createdAt == nil {
        // hAtom has the time in the title of what shows it.
        let isAbbreviated = ["published", "dt-published", "relativetime-clean"].contains {
          page.hasClass($0, index)
        }
        let time =
          page.attribute("datetime", of: index)
          ?? (isAbbreviated ? page.attribute("title", of: index) : nil)
          .map { String($0.prefix { $0 != "," }) }
          ?? (node.name == "shreddit-comment" ? page.attribute("created", of: index) : nil)
          ?? (["dateCreated", "datePublished", "commentTime"].contains(property)
            ? page.attribute("content", of: index) : nil)
        if let time { comment.createdAt = HTMLPages.time(time) }
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
  }

  /// A name without what stands behind it: "Ada said...".
  private static func withoutSays(_ text: String) -> String {
    for ending in [" said...", " said…", " says:"] where text.hasSuffix(ending) {
      return String(text.dropLast(ending.count))
    }
    return text
  }
}
