// SPDX-License-Identifier: Apache-2.0

/// What the beginning of XML or HTML says.
struct MarkupSignature {
  /// Whether nothing else begins so: an XML declaration, a document type, a root that is known.
  let isCertain: Bool
  /// The root element's name, in lower case.
  let root: String
  /// Whether a document type declares something, which is refused.
  let declaresEntities: Bool
  /// The format, if it is one that is read.
  let format: DumpFormat?

  private static let htmlNames: Set<String> = [
    "html", "head", "body", "div", "p", "span", "table", "ul", "ol", "li", "article", "section",
    "main", "meta", "title", "script", "style", "link", "a", "h1", "h2", "h3", "center", "br",
    "blockquote", "header", "footer", "nav", "form", "b", "i", "em", "strong", "tr", "td",
  ]

  /// Reads the beginning of `bytes`; `nil` when it is neither XML nor HTML.
  init?(_ bytes: [UInt8], from markBytes: Int) {
    let text = bytes[markBytes...].prefix(64 << 10)
    guard var index = text.firstIndex(where: { $0 > 0x20 }) else { return nil }
    if bytes[index] != UInt8(ascii: "<") {
      // A stray character before the declaration: exports that were edited by hand.
      guard let found = Self.find("<?xml", in: text.prefix(64)) else { return nil }
      index = found
    }
    var isDeclared = false
    var isHTML = false
    var declares = false
    var name = ""
    scan: while index < text.endIndex {
      let rest = text[index...]
      if rest.starts(with: Array("<?".utf8)) {
        if rest.starts(with: Array("<?xml".utf8)) { isDeclared = true }
        guard let end = Self.find("?>", in: rest) else { break }
        index = end + 2
      } else if rest.starts(with: Array("<!--".utf8)) {
        guard let end = Self.find("-->", in: rest) else { break }
        index = end + 3
      } else if Self.hasPrefix(rest, "<!doctype") {
        isDeclared = true
        let end = rest.firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "[") }
        guard let end else { break }
        let words = String(decoding: text[index..<end], as: UTF8.self).lowercased()
        isHTML =
          words.dropFirst(9).split(separator: " ").first.map { $0.hasPrefix("html") } ?? false
        if bytes[end] == UInt8(ascii: "[") {
          declares = true
          break scan
        }
        index = end + 1
      } else if bytes[index] == UInt8(ascii: "<") {
        let letters = rest.dropFirst().prefix(40).prefix {
          $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")
            || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
            || [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains($0)
        }
        name = String(decoding: letters, as: UTF8.self).lowercased()
        break scan
      } else if bytes[index] <= 0x20 {
        index += 1
      } else {
        break scan
      }
    }
    // A prefix before the name of a root that is known.
    let local = name.split(separator: ":").last.map(String.init) ?? name
    if ["rss", "disqus", "feed"].contains(local) { name = local }
    root = name
    declaresEntities = declares
    format = declares ? nil : Self.format(name, isHTML: isHTML, text)
    let isKnown = ["rss", "disqus", "comments", "posts", "feed", "html"].contains(name)
    isCertain = isDeclared || isKnown
    guard isCertain || isHTML || Self.htmlNames.contains(name) else { return nil }
  }

  private static func format(
    _ root: String,
    isHTML: Bool,
    _ text: ArraySlice<UInt8>
  ) -> DumpFormat? {
    switch root {
    case "rss", "channel": return .wordPress
    case "disqus": return .disqus
    case "comments", "posts": return .stackExchange
    case "feed": return .blogger
    default: break
    }
    guard isHTML || htmlNames.contains(root) else { return nil }
    let plain = plain(text)
    func has(_ word: String) -> Bool { find(word, in: plain[...]) != nil }
    // Other pages link to these sites, or have one name of theirs.
    if has("data-shortid="), has("comments_subtree") || has("lobste.rs") || has("id=c_") {
      return .lobstersHTML
    }
    if has("class=athing") || has("hnmain") || has("news.ycombinator.com") && has("<table")
      || has("class=default>") || has("class=default ")
      || has("<td class=") && (has(" default>") || has(" default ")),
      has("comhead") || has("comtr")
    {
      return .hackerNewsHTML
    }
    return .html
  }

  /// Text in lower case and without quotes: browsers that save a page, and programs that shorten it, write
  /// tags and attributes as they like.
  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    for byte in text where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'") {
      plain.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
    }
    return plain
  }

  /// Whether text that does not begin like a page holds comments as WordPress writes them: a page behind
  /// the front matter of a Markdown file.
  static func holdsComments(_ bytes: [UInt8]) -> Bool {
    let text = bytes.prefix(64 << 10)
    // A page kept as text may quote markup: nobody may turn it into another one by that.
    guard hasPrefix(text, "---") else { return false }
    let isNumbered = ["", "li-", "div-"].contains { prefix in
      let mark = "id=\"\(prefix)comment-"
      guard let found = find(mark, in: text), found + mark.utf8.count < text.endIndex else {
        return false
      }
      return text[found + mark.utf8.count] &- UInt8(ascii: "0") < 10
    }
    return isNumbered && ["<li ", "<div ", "<article "].contains { find($0, in: text) != nil }
  }

  private static func hasPrefix(_ text: ArraySlice<UInt8>, _ prefix: String) -> Bool {
    text.prefix(prefix.utf8.count).elementsEqual(prefix.utf8, by: { $0 | 0x20 == $1 | 0x20 })
  }

  private static func find(_ word: String, in text: ArraySlice<UInt8>) -> Int? {
    let word = Array(word.utf8)
    var index = text.startIndex
    while let found = text[index...].firstIndex(of: word[0]) {
      if text[found...].starts(with: word) { return found }
      index = found + 1
    }
    return nil
  }
}
