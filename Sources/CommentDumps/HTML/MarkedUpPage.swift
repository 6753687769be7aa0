// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A page whose markup says what its comments are: WordPress's lists, schema.org's properties (in
/// microdata or RDFa, else in JSON-LD), hAtom's classes. A comment inside another one's element answers it, or,
/// as Drupal has them, inside an indented one behind it. Where no comment has a number, elements that are
/// called comments count.
struct MarkedUpPage {
  private let page: HTMLDocument
  private let name: String

  init(_ page: HTMLDocument, name: String) {
    self.page = page
    self.name = name
  }

  func read(into sink: inout RecordSink) {
    if MailArchivePage(page, name: name).read(into: &sink) { return }
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
    let thread = postOfReddit ?? HTMLPages.fileName(name)
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
    /// The innermost list item around each node, and the first comment of each item.
    var items = inside
    var heads: [Int: Int] = [:]
    /// The elements that name what comments answer.
    var parentItems: [Int: Int] = [:]
    for (index, node) in page.nodes.enumerated() {
      inside[index] = node.parent >= 0 ? inside[node.parent] : -1
      var outer = node.parent >= 0 ? around[node.parent] : -1
      if !node.name.isEmpty, holdsAnswers(index), let last = lastAnswer[outer] { outer = last }
      if node.name == "dd", let term = lastTerm[node.parent] {
        inside[index] = term
        outer = term
      }
      let isItem = node.name == "li"
      items[index] = isItem ? index : node.parent >= 0 ? items[node.parent] : -1
      around[index] = outer
      if inside[index] >= 0, page.property(of: index) == "parentItem" {
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
      // A list in the item of a comment, behind it, has its answers.
      let item = items[index]
      let outerItem =
        item >= 0 && page.nodes[item].parent >= 0 ? items[page.nodes[item].parent] : -1
      if let head = heads[outerItem], outer < 0 || outerItem > elements[outer] { outer = head }
      if item >= 0, heads[item] == nil { heads[item] = elements.count }
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

    let parts = CommentParts(page)
    let bodies = elements.indices.map { parts.body(of: members[$0], in: elements[$0]) }
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
    let numbered = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
    for (number, element) in elements.enumerated() {
      guard let body = bodies[number], let id = ids[number] else {
        // What has no number and no words, but comments, is a list of them.
        if keys[number].isEmpty, markup.isLenient, answered.contains(number) { continue }
        if isMore(element) {
          sink.note("not-a-comment:more", at: page.nodes[element].start)
          continue
        }
        sink.reject("comment without text", at: page.nodes[element].start)
        continue
      }
      var comment = Comment(id: id, body: body, bodyFormat: .html)
      comment.keepOnlyPlaceOfNotice()
      comment.thread = thread
      comment.title = title
      var outer = outerOf[number]
      if let item = parentItems[number].flatMap(addressOfItem), let found = named[item],
        found != number
      {
        outer = found
      } else if outer < 0, let above = Self.numberAbove(keys[number]) {
        outer = numbered[above] ?? -1
      } else if outer < 0, let found = quoted(members[number], numbered), found < number {
        outer = found
      }
      if outer >= 0 { outer = nearest[outer] }
      if outer >= 0 { comment.parent = ids[outer] }
      parts.fill(&comment, from: members[number])
      sink.add(comment, at: page.nodes[element].start)
    }
    return true
  }

  /// The post on a page of Reddit, if it has a single one: the thread, as dumps and listings call it.
  private var postOfReddit: String? {
    var posts: Set<String> = []
    for (index, node) in page.nodes.enumerated() where !node.name.isEmpty {
      guard let name = page.attribute("data-fullname", of: index), name.hasPrefix("t3_") else {
        continue
      }
      posts.insert(RedditName(name).bare)
    }
    return posts.count == 1 ? posts.first : nil
  }

  /// Whether an element stands for comments that Reddit's page did not load.
  private func isMore(_ index: Int) -> Bool {
    page.hasClass("morechildren", index) || page.hasClass("morerecursion", index)
  }

  /// Whether an element holds the answers to the comment before it.
  private func holdsAnswers(_ index: Int) -> Bool {
    page.classes(of: index).contains {
      ["indented", "children", "child-comments", "comment-replies", "replies"].contains($0)
    }
  }

  /// The number of the comment that one answers whose number says so: `2` of `2-1`.
  private static func numberAbove(_ key: String) -> String? {
    guard let mark = key.lastIndex(of: "-"), key.first?.isNumber ?? false else { return nil }
    return String(key[..<mark])
  }

  /// The comment whose words stand first in those of one, as forums have them who say so in no other way
  /// (vBulletin, XenForo), or whose number NodeBB has in the byline: it answers that.
  private func quoted(_ members: [Int], _ numbered: [String: Int]) -> Int? {
    for index in members {
      if let above = page.attribute("data-topid", of: index) { return numbered[above] }
      if let source = page.attribute("data-source", of: index), source.hasPrefix("post: ") {
        return numbered["js-post-" + source.dropFirst(6)]
      }
      guard page.nodes[index].name == "a", let address = page.attribute("href", of: index),
        let mark = address.firstRange(of: "#post")
      else { continue }
      let number = String(address[mark.upperBound...])
      guard numbered[number] != nil,
        ["p=\(number)#", "/node/\(number)#"].contains(where: address.contains)
      else { continue }
      if page.text(of: index).isEmpty { return numbered[number] }
    }
    return nil
  }

  /// What an element points to in microdata or RDFa: the part of its address behind the `#`, else all of it.
  private func address(of index: Int) -> String? {
    for name in ["href", "itemid", "resource", "about", "content"] {
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
      let property = page.property(of: inner)
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
        $0 == element || page.property(of: $0) == "url"
      }
      for name in own + links.compactMap(address) where names[name] == nil { names[name] = number }
    }
    return names
  }

  /// Whether microdata, or a pingback, without a number belong to the numbered element around them, which has none, rather
  /// than to an answer, which stands in a list.
  private func isWrapped(_ index: Int, by outer: Int) -> Bool {
    guard page.attribute("itemtype", of: outer) == nil,
      page.attribute("typeof", of: outer) == nil
    else { return false }
    var node = page.nodes[index].parent
    while node >= 0, node != outer {
      if ["ul", "ol"].contains(page.nodes[node].name) { return false }
      node = page.nodes[node].parent
    }
    return true
  }
}
