// SPDX-License-Identifier: Apache-2.0

/// Markdown while it is written. Data enters through ``code(_:limit:)``, ``cell(_:)`` and
/// ``plain(_:)``.
struct MarkdownPage {
  private(set) var bytes: [UInt8] = []

  mutating func line(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(0x0a)
  }

  mutating func blank() { bytes.append(0x0a) }

  mutating func heading(_ text: String) {
    blank()
    line("## " + text)
    blank()
  }

  /// A table of cells that are Markdown already.
  mutating func table(_ titles: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    line("| " + titles.joined(separator: " | ") + " |")
    line("|" + titles.indices.map { $0 == 0 ? " :-- |" : " --: |" }.joined())
    for row in rows { line("| " + row.joined(separator: " | ") + " |") }
  }

  mutating func more(_ count: Int, _ what: String) {
    guard count > 0 else { return }
    blank()
    line("… and " + Phrase.count(count, what))
  }

  /// Somebody else's text on one line as a code span, inside which nothing is markup.
  ///
  /// The span is fenced by one backtick more than the longest run of them in the text (CommonMark
  /// 0.31, 6.1).
  static func code(_ text: String, limit: Int = 120) -> String {
    let words = flat(text, limit: limit)
    var longest = 0
    var run = 0
    for byte in words {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    guard !words.allSatisfy({ $0 == 0x20 }) else { return "` `" }
    let fence = String(repeating: "`", count: longest + 1)
    let needsSpace =
      words.first == UInt8(ascii: "`") || words.last == UInt8(ascii: "`")
      || (words.first == 0x20 && words.last == 0x20)
    let space = needsSpace ? " " : ""
    return fence + space + String(decoding: words, as: UTF8.self) + space + fence
  }

  /// The same for a cell of a table, where a `|` ends the cell even inside a code span.
  static func cell(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in code(text).utf8 {
      if byte == UInt8(ascii: "|") { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A title as plain words: every ASCII sign that could be markup is escaped.
  static func plain(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in flat(text, limit: 300) {
      switch byte {
      case UInt8(ascii: "<"): result.append(ascii: "&lt;")
      case UInt8(ascii: ">"): result.append(ascii: "&gt;")
      case UInt8(ascii: "&"): result.append(ascii: "&amp;")
      // A mention, an address or a link needs one of these unbroken.
      case UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "#"):
        result.append(byte)
        result.append(ascii: "\u{2060}")
      case 0x21...0x2f, 0x3b...0x40, 0x5b...0x60, 0x7b...0x7e:
        if byte != UInt8(ascii: ","), byte != UInt8(ascii: "."), byte != UInt8(ascii: "-") {
          result.append(UInt8(ascii: "\\"))
        }
        result.append(byte)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func flat(_ text: String, limit: Int) -> [UInt8] {
    VisibleText.labelled(text, limit: limit).map { $0 == 0x0a || $0 == 0x09 ? 0x20 : $0 }
  }
}
