// SPDX-License-Identifier: Apache-2.0

/// Tells which elements of a page hold comments.
struct CommentMarkup {
  private let page: HTMLDocument
  /// Whether elements count that are called comments and have no number.
  let isLenient: Bool
  /// The elements around messages as Disqus and phpBB draw them.
  private let aroundMessages: Set<Int>
  /// The elements around messages as vBulletin draws them, and the numbers of these.
  private let numberedPosts: [Int: String]

  init(_ page: HTMLDocument, isLenient: Bool) {
    self.page = page
    self.isLenient = isLenient
    var around: Set<Int> = []
    for message in page.nodes.indices
    where page.classes(of: message).contains(where: { $0 == "post-message" || $0 == "postbody" }) {
      var outer = page.nodes[message].parent
      while outer >= 0, around.insert(outer).inserted { outer = page.nodes[outer].parent }
    }
    aroundMessages = around
    numberedPosts = Self.numberedPosts(page)
  }

  /// `post_12`, or `post12` in old versions, around `post_message_12`.
  private static func numberedPosts(_ page: HTMLDocument) -> [Int: String] {
    var posts: [Int: String] = [:]
    for message in page.nodes.indices {
      guard let id = page.attribute("id", of: message), id.hasPrefix(CommentParts.messageMark)
      else { continue }
      let number = String(id.dropFirst(CommentParts.messageMark.count))
      var outer = page.nodes[message].parent
      for _ in 0..<maxSteps where outer >= 0 {
        let name = page.attribute("id", of: outer)
        if name == "post_\(number)" || name == "post\(number)" {
          posts[outer] = number
          break
        }
        outer = page.nodes[outer].parent
      }
    }
    return posts
  }

  /// How far out the element around a message is looked for.
  private static let maxSteps = 32

  private static let names: Set<String> = [
    "li", "div", "article", "section", "tr", "dt", "p", "shreddit-comment",
  ]

  /// The number of the comment that an element holds, empty if it has none; `nil` if it holds none.
  func key(of index: Int) -> String? {
    // What scripts make comments of.
    if page.attribute("data-comment-id", of: index) == "0" { return nil }
    let id = page.attribute("id", of: index) ?? ""
    // wpDiscuz: "wpd-comm-12_0" around "comment-12".
    if id.hasPrefix("wpd-comm-") {
      return Self.number("comment-\(id.dropFirst(9).prefix { $0 != "_" })")
    }
    if let number = numberedPosts[index] { return number }
    let number = Self.number(id)
    if let type = page.attribute("itemtype", of: index),
      type.hasSuffix("/Comment") || type.hasSuffix("/UserComments") || type.hasSuffix("/Answer")
    {
      // NodeBB and the newest vBulletin have their own names for it.
      let names = ["data-comment-id", "data-pid", "data-node-id"]
      return number ?? names.lazy.compactMap { page.attribute($0, of: index) }.first ?? id
    }
    if page.isLinkedItem(index, ["Comment", "UserComments", "Answer"]) {
      return number ?? otherNumber(id, page.classes(of: index), of: index) ?? name(of: index) ?? id
    }
    guard Self.names.contains(page.nodes[index].name) else { return nil }
    if let key = page.attribute("data-comment-id", of: index), !key.isEmpty { return key }
    for name in ["data-fullname", "thingid"] {
      // Reddit's pages, the old and the new.
      if let id = page.attribute(name, of: index).flatMap({ RedditName($0).commentID }) {
        return id
      }
    }
    let classes = page.classes(of: index)
    guard let number else {
      return otherNumber(id, classes, of: index)
        ?? (isLenient && classes.contains { ["comment", "u-comment", "p-comment"].contains($0) }
          || isPing(index, classes) ? "" : nil)
    }
    // Themes of old have numbered items and no classes.
    if page.nodes[index].name == "li", id.hasPrefix("comment-") { return number }
    let isComment = classes.contains {
      $0 == "comment" || $0 == "comment-body" || $0 == "pingback" || $0 == "trackback"
        || $0 == "comment-wrap" || $0 == "h-cite" || $0.hasPrefix("depth-")
        || $0.hasPrefix("comment-item")
    }
    return isComment ? number : nil
  }

  /// Whether an item of a list is a pingback or a trackback, which some themes of WordPress do not number; an
  /// item that says where to send these is none.
  private func isPing(_ index: Int, _ classes: [Substring]) -> Bool {
    guard page.nodes[index].name == "li",
      classes.contains(where: { $0 == "pingback" || $0 == "trackback" })
    else { return false }
    return !page.descendants(of: index).prefix(Self.maxSteps).contains {
      page.attribute("rel", of: $0) == "trackback"
    }
  }

  /// What RDFa calls a comment: the number in its address, else the part behind the `#`, else all of it.
  private func name(of index: Int) -> String? {
    guard let address = page.attribute("resource", of: index) ?? page.attribute("about", of: index)
    else { return nil }
    let part = address.split(separator: "#", maxSplits: 1).last.map(String.init) ?? ""
    return Self.number(part) ?? (part.isEmpty ? nil : part)
  }

  /// The number in `c12` on pages of Blogger and Dotclear, in `post-12` on those of Disqus, `isso-12`, `p12` in phpBB;
  /// Drupal has it in an address or an anchor before the element.
  private func otherNumber(_ id: String, _ classes: [Substring], of index: Int) -> String? {
    let name = page.nodes[index].name
    func number(behind prefix: String) -> String? {
      guard id.hasPrefix(prefix) else { return nil }
      let rest = id.dropFirst(prefix.count)
      return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber } ? String(rest) : nil
    }
    if name == "dt" { return number(behind: "c") }
    if classes.contains("comment") || classes.contains("serendipity_comment") {
      return number(behind: "c") ?? drupalNumber(of: index)
    }
    if classes.contains("isso-comment") { return number(behind: "isso-") }
    guard classes.contains("post"), aroundMessages.contains(index) else { return nil }
    return name == "li" ? number(behind: "post-") : name == "div" ? number(behind: "p") : nil
  }

  private func drupalNumber(of index: Int) -> String? {
    if let address = page.attribute("about", of: index),
      let mark = address.firstRange(of: "#comment-")
    {
      return Self.number(String(address[mark.lowerBound...].dropFirst()))
    }
    for before in (0..<index).reversed().prefix(8) {
      let node = page.nodes[before]
      if node.name.isEmpty, node.text.allSatisfy({ $0 <= 0x20 }) { continue }
      guard node.name == "a" else { return nil }
      return page.attribute("id", of: before).flatMap(Self.number)
    }
    return nil
  }

  /// The number in `comment-12`, `li-comment-12`, `div-comment-12`, `comment12`; those of answers may be
  /// `12-1`.
  private static func number(_ id: String) -> String? {
    guard let found = id.firstRange(of: "comment") else { return nil }
    let rest = id[found.upperBound...].drop { $0 == "-" || $0 == "_" }
    guard let first = rest.first, first.isNumber, first.isASCII else { return nil }
    if rest.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter) }) { return String(rest) }
    let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
    let areNumbers = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    return areNumbers ? String(rest) : nil
  }
}
