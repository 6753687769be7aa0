// SPDX-License-Identifier: Apache-2.0

/// A page as a flat list of elements and texts, in the order of the page.
///
/// Nesting follows the tags: an end tag ends the innermost element of its name; elements that never
/// hold anything, list items, rows, cells and paragraphs end as HTML says. That is enough to find
/// comments, and needs neither recursion nor the Standard's repairs.
struct HTMLDocument {
  struct Node {
    /// Empty for text.
    var name: String
    var attributes: [(name: [UInt8], value: [UInt8])] = []
    /// Index of the element around it, or -1.
    var parent: Int
    /// Where its tag or text begins.
    var start: Int
    /// The bytes between its tags.
    var content: Range<Int>
    /// Index behind the last node in it.
    var next: Int
    var text: [UInt8] = []
  }

  let bytes: [UInt8]
  private(set) var nodes: [Node] = []

  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]
  /// In these, which may stand in an item of a list, another item does not end that one.
  ///
  /// Source: HTML Standard, section 13.2.6.4.7, a start tag whose name is "li": special elements.
  private static let keepsItemsOpen: Set<String> = [
    "ul", "ol", "menu", "article", "section", "aside", "details", "table", "td", "th", "blockquote",
    "form", "fieldset", "figure", "header", "footer", "main", "nav", "button",
  ]
  /// What ends an open element of the same kind, and what keeps it open further in.
  private static let implied: [String: (ends: Set<String>, inside: Set<String>)] = [
    "li": (["li"], keepsItemsOpen), "tr": (["tr", "td", "th"], ["table"]),
    "td": (["td", "th"], ["table", "tr"]), "th": (["td", "th"], ["table", "tr"]),
    "dt": (["dt", "dd"], keepsItemsOpen.union(["dl"])),
    "dd": (["dt", "dd"], keepsItemsOpen.union(["dl"])), "option": (["option"], ["select"]),
    "p": (["p"], ["div", "td", "th", "li", "article", "section", "blockquote", "table", "form"]),
  ]
  private static let endsParagraph: Set<String> = [
    "div", "ul", "ol", "table", "blockquote", "article", "section", "header", "footer", "pre", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "form", "dl", "figure", "main", "nav", "aside", "address",
  ]
  /// How far out an element that is ended by another one is looked for.
  private static let maxLook = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var tokenizer = HTMLTokenizer(bytes)
    var open: [Int] = []
    var openCounts: [String: Int] = [:]
    func close(_ nodes: inout [Node], to count: Int, at end: Int) {
      while open.count > count, let index = open.popLast() {
        nodes[index].content =
          nodes[index].content
          .lowerBound..<max(
            nodes[index].content.lowerBound,
            end
          )
        nodes[index].next = nodes.count
        openCounts[nodes[index].name, default: 1] -= 1
      }
    }
    while let token = tokenizer.next() {
      switch token {
      case .text(let text):
        nodes.append(
          Node(
            name: "",
            parent: open.last ?? -1,
            start: tokenizer.start,
            content: tokenizer.start..<tokenizer.position,
            next: nodes.count + 1,
            text: text
          )
        )
      case .startTag(let tag):
        let name = String(decoding: tag.name, as: UTF8.self)
        let rule =
          Self.endsParagraph.contains(name)
          ? Self.implied["p"].map { (ends: $0.ends, inside: $0.inside) } : Self.implied[name]
        if let rule {
          for place in open.indices.reversed().prefix(Self.maxLook) {
            let outer = nodes[open[place]].name
            if rule.inside.contains(outer) { break }
            if rule.ends.contains(outer) {
              close(&nodes, to: place, at: tokenizer.start)
              break
            }
          }
        }
        let index = nodes.count
        nodes.append(
          Node(
            name: name,
            attributes: tag.attributes,
            parent: open.last ?? -1,
            start: tokenizer.start,
            content: tokenizer.position..<tokenizer.position,
            next: index + 1
          )
        )
        if Self.empty.contains(name) { continue }
        open.append(index)
        openCounts[name, default: 0] += 1
        switch name {
        case "title", "textarea": tokenizer.mode = .rcdata
        case "style", "xmp", "iframe", "noembed", "noframes": tokenizer.mode = .rawText
        case "script": tokenizer.mode = .script
        case "plaintext": tokenizer.mode = .plainText
        default: break
        }
      case .endTag(let bytes):
        let name = String(decoding: bytes, as: UTF8.self)
        guard openCounts[name, default: 0] > 0,
          let place = open.lastIndex(where: { nodes[$0].name == name })
        else { continue }
        close(&nodes, to: place, at: tokenizer.start)
      }
    }
    close(&nodes, to: 0, at: bytes.count)
  }
}

extension HTMLDocument {
  /// The value of an attribute; `nil` when the element has none.
  func attribute(_ name: String, of index: Int) -> String? {
    nodes[index].attributes.first { $0.name.elementsEqual(name.utf8) }
      .map { String(decoding: $0.value, as: UTF8.self) }
  }

  /// The words of an element's `class`.
  func classes(of index: Int) -> [Substring] {
    attribute("class", of: index)?.split { $0 == " " || $0 == "\n" || $0 == "\t" } ?? []
  }

  func hasClass(_ name: String, _ index: Int) -> Bool {
    classes(of: index).contains { $0 == name }
  }

  /// All in an element, in order, itself not.
  func descendants(of index: Int) -> Range<Int> { (index + 1)..<max(index + 1, nodes[index].next) }

  /// The words in an element, white space made single spaces.
  ///
  /// - Complexity: O(*n*) in the nodes of the element.
  func text(of index: Int) -> String { text(of: descendants(of: index)) }

  /// The words in some nodes, white space made single spaces.
  ///
  /// - Complexity: O(*n*) in the nodes.
  func text(of range: Range<Int>) -> String {
    var words: [UInt8] = []
    for inner in range where nodes[inner].name.isEmpty {
      words += nodes[inner].text
    }
    return String(decoding: words, as: UTF8.self)
      .split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  }

  /// The HTML in an element, as it stands, without white space around it.
  func markup(of range: Range<Int>) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
    guard let first = bytes[range].firstIndex(where: { !isSpace($0) }),
      let last = bytes[range].lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  /// The title of the page.
  var title: String? {
    guard let index = nodes.firstIndex(where: { $0.name == "title" }) else { return nil }
    let title = text(of: index)
    return title.isEmpty ? nil : title
  }
}
