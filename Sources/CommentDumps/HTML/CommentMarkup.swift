// SPDX-License-Identifier: Apache-2.0

/// Tells which elements of a page hold comments.
struct CommentMarkup {
  private let page: HTMLDocument
  /// Whether elements count that are called comments and have no number.
  let isLenient: Bool
  /// The elements around messages as Disqus draws them.
  private let aroundMessages: Set<Int>

  init(_ page: HTMLDocument, isLenient: Bool) {
    self.page = page
    self.isLenient = isLenient
    var around: Set<Int> = []
    for message in page.nodes.indices where page.hasClass("post-message", message) {
      var outer = page.nodes[message].parent
      while outer >= 0, around.insert(outer).inserted { outer = page.nodes[outer].parent }
    }
    aroundMessages = around
  }

  private static let names: Set<String> = [
    "li", "div", "article", "section", "tr", "dt", "p", "shreddit-comment",
  ]

  /// The number of the comment that an element holds, empty if it has none; `nil` if it holds none.
  func key(of index: Int) -> String? {
    let id = page.attribute("id", of: index) ?? ""
    // wpDiscuz: "wpd-comm-12_0" around "comment-12".
    if id.hasPrefix("wpd-comm-") {
      return Self.number("comment-\(id.dropFirst(9).prefix { $0 != "_" })")
    }
    let number = Self.number(id)
    if let type = page.attribute("itemtype", of: index),
      type.hasSuffix("/Comment") || type.hasSuffix("/UserComments") || type.hasSuffix("/Answer")
    {
      return number ?? page.attribute("data-comment-id", of: index) ?? id
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
          ? "" : nil)
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

  /// The number in `c12` on pages of Blogger, in `post-12` on those of Disqus.
  private func otherNumber(_ id: String, _ classes: [Substring], of index: Int) -> String? {
    let name = page.nodes[index].name
    func number(behind prefix: String) -> String? {
      guard id.hasPrefix(prefix) else { return nil }
      let rest = id.dropFirst(prefix.count)
      return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber } ? String(rest) : nil
    }
    if classes.contains("comment") || name == "dt" && classes.contains("comment-author") {
      return number(behind: "c")
    }
    return name == "li" && classes.contains("post") && aroundMessages.contains(index)
      ? number(behind: "post-") : nil
  }

  /// The number in `comment-12`, `li-comment-12`, `div-comment-12`, `comment12`.
  private static func number(_ id: String) -> String? {
    guard let found = id.firstRange(of: "comment") else { return nil }
    let rest = id[found.upperBound...].drop { $0 == "-" || $0 == "_" }
    guard let first = rest.first, first.isNumber, first.isASCII else { return nil }
    return rest.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter) } ? String(rest) : nil
  }
}
