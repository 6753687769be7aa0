// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A saved page of Hacker News. Comments stand in cells, indented by an image 40 pixels wide for
/// each level.
///
/// On the page of one comment that comment stands above its answers and links to its story and to what
/// it answers, and so do the outermost ones in a list of somebody's comments.
struct HackerNewsPage {
  private let page: HTMLDocument
  private let name: String

  init(_ page: HTMLDocument, name: String) {
    self.page = page
    self.name = name
  }

  func read(into sink: inout RecordSink) {
    let story = storyID
    let title = page.title.map { title in
      title.hasSuffix(" | Hacker News") ? String(title.dropLast(14)) : title
    }
    var parents = IndentedParents()
    var unnamed = 0
    /// The last outermost comment that links to its story: what follows answers it.
    var top: (id: String, story: String)?
    let rowOf = rows()
    for cell in page.nodes.indices
    where page.nodes[cell].name == "td" && page.hasClass("default", cell) {
      guard let body = body(in: cell) else {
        // A comment whose words the page does not show keeps its place, if it has one.
        sink.reject("comment without text", at: page.nodes[cell].start)
        continue
      }
      let row = rowOf[cell]
      // A deleted comment has no link to itself, but its place in the tree.
      unnamed += 1
      let id = identifier(cell: cell, row: row) ?? "unnamed-\(unnamed)"
      var comment = Comment(id: id, body: body, bodyFormat: .html)
      if isDeleted(cell), Self.isBlank(body) { comment.body = "[deleted]" }
      comment.keepOnlyPlaceOfNotice()
      comment.title = title
      let level = level(row: row, before: cell)
      let outer = parents.parent(of: id, level: level)
      let links = links(in: cell)
      if level == 0, let story = links.story {
        top = (id, story)
        comment.parent = links.parent == story ? nil : links.parent
      } else {
        comment.parent = outer ?? top?.id
      }
      comment.thread = top?.story ?? story ?? HTMLPages.fileName(name)
      for inner in page.descendants(of: cell) {
        let node = page.nodes[inner]
        if node.name == "a", comment.author == nil,
          let address = page.attribute("href", of: inner), address.contains("user?id=")
        {
          comment.author = page.text(of: inner)
        } else if node.name == "span", page.hasClass("age", inner),
          let time = page.attribute("title", of: inner)
        {
          // "2020-05-05T12:34:56 1588682096": the seconds stand behind the date.
          let first = time.split(separator: " ").first.map { Array($0.utf8) } ?? []
          comment.createdAt = RecordTime.seconds(first[...])
        }
      }
      sink.add(comment, at: page.nodes[cell].start)
    }
  }

  /// Whether a comment is said to be deleted.
  private func isDeleted(_ cell: Int) -> Bool {
    page.descendants(of: cell).contains { inner in
      let node = page.nodes[inner]
      return node.name.isEmpty && node.text.count < 32
        && String(decoding: node.text, as: UTF8.self).contains("[deleted]")
    }
  }

  /// Whether words are none: white space and tags.
  private static func isBlank(_ body: String) -> Bool {
    var isInTag = false
    for byte in body.utf8 {
      if byte == UInt8(ascii: "<") { isInTag = true }
      if !isInTag, byte > 0x20 { return false }
      if byte == UInt8(ascii: ">") { isInTag = false }
    }
    return true
  }

  /// The innermost row around each node.
  private func rows() -> [Int] {
    var rows = [Int](repeating: -1, count: page.nodes.count)
    for (index, node) in page.nodes.enumerated() {
      rows[index] = node.name == "tr" ? index : node.parent >= 0 ? rows[node.parent] : -1
    }
    return rows
  }

  private func body(in cell: Int) -> String? {
    for name in ["commtext", "comment"] {
      guard
        let element = page.descendants(of: cell).first(where: {
          page.hasClass(name, $0) && !page.nodes[$0].name.isEmpty
        })
      else { continue }
      var content = page.nodes[element].content
      // The link to answer stands in newer pages inside the words.
      if let reply = page.descendants(of: element).first(where: { page.hasClass("reply", $0) }) {
        content = content.lowerBound..<max(content.lowerBound, page.nodes[reply].start)
      }
      return page.markup(of: content)
    }
    return nil
  }

  private func identifier(cell: Int, row: Int) -> String? {
    for inner in page.descendants(of: cell) where page.nodes[inner].name == "a" {
      if let address = page.attribute("href", of: inner),
        let id = HTMLPages.identifier(behind: "item?id=", in: address)
      {
        return id
      }
    }
    guard row >= 0 else { return nil }
    for inner in page.descendants(of: row) {
      if let id = page.attribute("id", of: inner), id.hasPrefix("up_") {
        return String(id.dropFirst(3))
      }
    }
    // The row of the table around it.
    var outer = row
    while outer >= 0 {
      if page.hasClass("athing", outer) { return page.attribute("id", of: outer) }
      outer = page.nodes[outer].parent
    }
    return nil
  }

  /// The story ("on: …") and the parent that a comment links to, on pages that are not the story's.
  private func links(in cell: Int) -> (story: String?, parent: String?) {
    var parent: String?
    var isBehindOn = false
    for inner in page.descendants(of: cell) {
      let node = page.nodes[inner]
      if page.hasClass("comment", inner) { break }
      if node.name.isEmpty, node.text.count < 16 {
        isBehindOn = isBehindOn || String(decoding: node.text, as: UTF8.self).hasSuffix("on: ")
      }
      guard node.name == "a", let address = page.attribute("href", of: inner),
        let id = HTMLPages.identifier(behind: "item?id=", in: address)
      else { continue }
      if isBehindOn { return (id, parent) }
      if page.text(of: inner) == "parent" { parent = id }
    }
    return (nil, parent)
  }

  private func level(row: Int, before cell: Int) -> Int {
    guard row >= 0 else { return 0 }
    // Newer pages say so beside the image, which a copy may lack.
    for inner in page.descendants(of: row) where inner < cell && page.hasClass("ind", inner) {
      if let level = page.attribute("indent", of: inner).flatMap({ Int($0) }) { return level }
    }
    for inner in page.descendants(of: row) where inner < cell && page.nodes[inner].name == "img" {
      guard let width = page.attribute("width", of: inner).flatMap({ Int($0) }) else { continue }
      return width / 40
    }
    return 0
  }

  private var storyID: String? {
    for index in page.nodes.indices {
      let node = page.nodes[index]
      if node.name == "td", page.hasClass("default", index) { break }
      if node.name == "tr", page.hasClass("athing", index), !page.hasClass("comtr", index),
        let id = page.attribute("id", of: index)
      {
        return id
      }
      if let id = page.attribute("id", of: index), id.hasPrefix("score_") {
        return String(id.dropFirst(6))
      }
    }
    return nil
  }
}
