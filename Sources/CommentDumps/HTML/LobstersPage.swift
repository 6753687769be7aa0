// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A saved page of Lobsters: comments in nested lists.
struct LobstersPage {
  private let page: HTMLDocument
  private let name: String

  init(_ page: HTMLDocument, name: String) {
    self.page = page
    self.name = name
  }

  func read(into sink: inout RecordSink) {
    let story = page.nodes.indices.first {
      page.hasClass("story", $0) && page.attribute("data-shortid", of: $0) != nil
    }
    let thread =
      story.flatMap { page.attribute("data-shortid", of: $0) } ?? HTMLPages.fileName(name)
    let title = page.title.map { title in
      title.hasSuffix(" | Lobsters") ? String(title.dropLast(11)) : title
    }
    /// The id of the comment that each list item holds.
    var heads: [Int: String] = [:]
    /// The innermost list item around each node.
    var items = [Int](repeating: -1, count: page.nodes.count)
    for (index, node) in page.nodes.enumerated() {
      let outer = node.parent >= 0 ? items[node.parent] : -1
      items[index] =
        node.name == "li" && page.hasClass("comments_subtree", index) ? index : outer
      guard !node.name.isEmpty, page.hasClass("comment", index),
        let id = page.attribute("data-shortid", of: index)
      else { continue }
      guard
        let words = page.descendants(of: index).first(where: {
          page.hasClass("comment_text", $0)
        })
      else {
        sink.reject("comment without text", at: node.start)
        continue
      }
      var comment = Comment(
        id: id,
        body: page.markup(of: page.nodes[words].content),
        bodyFormat: .html
      )
      // The page has its own words, and only these, in a class of their own.
      let isMarked = page.descendants(of: words).contains { page.hasClass("na", $0) }
      if isMarked || comment.body.isEmpty {
        comment.keepOnlyPlace()
      } else {
        comment.keepOnlyPlaceOfNotice()
      }
      comment.thread = thread
      comment.title = title
      comment.parent = parent(of: outer, items: items, heads: heads)
      if outer >= 0 { heads[outer] = id }
      fill(&comment, from: index)
      sink.add(comment, at: node.start)
    }
  }

  /// The comment of the nearest list item further out that has one.
  private func parent(of item: Int, items: [Int], heads: [Int: String]) -> String? {
    guard item >= 0 else { return nil }
    var outer = page.nodes[item].parent >= 0 ? items[page.nodes[item].parent] : -1
    while outer >= 0 {
      if let id = heads[outer] { return id }
      outer = page.nodes[outer].parent >= 0 ? items[page.nodes[outer].parent] : -1
    }
    return nil
  }

  private func fill(_ comment: inout Comment, from element: Int) {
    for inner in page.descendants(of: element) {
      let node = page.nodes[inner]
      if page.hasClass("comment_text", inner) { break }
      if node.name == "a", comment.author == nil, let address = page.attribute("href", of: inner),
        address.contains("/~") || address.contains("/u/")
      {
        let author = page.text(of: inner)
        if !author.isEmpty { comment.author = author }
        if page.hasClass("user_is_author", inner) { comment.isSubmitter = true }
      } else if page.hasClass("upvoter", inner) || page.hasClass("score", inner),
        comment.score == nil
      {
        comment.score = Int(page.text(of: inner))
      } else if comment.createdAt == nil,
        ["time", "span"].contains(node.name) || page.attribute("data-at-unix", of: inner) != nil
      {
        let time =
          page.attribute("data-at-unix", of: inner) ?? page.attribute("datetime", of: inner)
          ?? page.attribute("title", of: inner) ?? ""
        comment.createdAt = RecordTime.seconds(Array(time.utf8)[...])
      }
    }
  }
}
