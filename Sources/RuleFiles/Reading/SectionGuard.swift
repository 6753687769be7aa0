// SPDX-License-Identifier: Apache-2.0

/// Refuses YAML that could stall its parser, before the parser sees it.
///
/// A few hundred bytes of nested aliases expand to gigabytes, also as mapping keys and through merge
/// keys. Moderation rules never use them, so a section in which a name is both anchored (`&name`)
/// and used (`*name`) is refused; so is nesting in brackets beyond 64 levels. Marks and brackets count
/// only where YAML can read them as such, not inside words and quotes.
enum SectionGuard {
  struct Problem {
    var code: String
    var message: String
    /// From 1, within the section.
    var line: Int
    var column: Int
  }

  static let maxBrackets = 64

  static func problem(in text: [UInt8]) -> Problem? {
    aliasProblem(in: text) ?? bracketProblem(in: text) ?? escapeProblem(in: text)
  }

  private static func aliasProblem(in text: [UInt8]) -> Problem? {
    let anchors = Set(names(after: UInt8(ascii: "&"), in: text).map(\.name))
    guard !anchors.isEmpty else { return nil }
    for use in names(after: UInt8(ascii: "*"), in: text) where anchors.contains(use.name) {
      let (line, column) = place(of: use.offset, in: text)
      return Problem(
        code: "yaml-alias",
        message: "anchors and aliases (`&name`, `*name`) are not read in rule files",
        line: line,
        column: column
      )
    }
    return nil
  }

  /// The names that follow a mark where YAML could read an anchor or alias.
  private static func names(after mark: UInt8, in text: [UInt8]) -> [(name: [UInt8], offset: Int)] {
    var result: [(name: [UInt8], offset: Int)] = []
    for (offset, byte) in text.enumerated() where byte == mark && startsToken(offset, in: text) {
      let name = text[(offset + 1)...].prefix {
        $0 >= 0x80 || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-")
      }
      if !name.isEmpty { result.append((Array(name.prefix(200)), offset)) }
    }
    return result
  }

  /// Whether a value can begin here: at the start of a line, after one of `[{,:-?`, or after a tag
  /// (`!!name`) or anchor (`&name`).
  private static func startsToken(_ offset: Int, in text: [UInt8]) -> Bool {
    var index = offset - 1
    while index >= 0, text[index] == 0x20 || text[index] == 0x09 { index -= 1 }
    guard index >= 0 else { return true }
    switch text[index] {
    case 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: "-"), UInt8(ascii: "?"):
      return true
    default:
      guard index < offset - 1 else { return false }
      // The word before is looked at no further back than tags and anchors are long.
      let word = text[max(0, index - 200)...index].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
      return word.last?.first == UInt8(ascii: "!") || word.last?.first == UInt8(ascii: "&")
    }
  }

  /// Brackets that open flow collections, outside quotes, counted roughly: what this lets through
  /// the parser's own limit of 1,000 levels stops.
  private static func bracketProblem(in text: [UInt8]) -> Problem? {
    var depth = 0
    var quote: UInt8?
    var index = 0
    while index < text.count {
      let byte = text[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") { index += 1 }
        if byte == open { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
          if startsToken(index, in: text) { quote = byte }
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          guard startsToken(index, in: text) else { break }
          depth += 1
          if depth > maxBrackets {
            let (line, column) = place(of: index, in: text)
            return Problem(
              code: "nesting",
              message: "brackets are nested more than \(maxBrackets) levels deep",
              line: line,
              column: column
            )
          }
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        case 0x0A where index + 1 < text.count && text[index + 1] == 0x0A: depth = 0
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  /// Escapes (`\u0301`) in a long row could be the combining marks that ``TextGuard`` refuses.
  private static func escapeProblem(in text: [UInt8]) -> Problem? {
    var index = 0
    var count = 0
    while index + 1 < text.count {
      guard text[index] == UInt8(ascii: "\\") else {
        count = 0
        index += 1
        continue
      }
      let width =
        switch text[index + 1] {
        case UInt8(ascii: "u"): 6
        case UInt8(ascii: "U"): 10
        default: 2
        }
      count = width == 2 ? 0 : count + 1
      if count > TextGuard.maxMarks {
        let (line, column) = place(of: index, in: text)
        return Problem(
          code: "encoding",
          message: "more than \(TextGuard.maxMarks) escapes stand in a row",
          line: line,
          column: column
        )
      }
      index += width
    }
    return nil
  }

  private static func place(of offset: Int, in text: [UInt8]) -> (line: Int, column: Int) {
    let before = text[..<offset]
    let line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = text[start..<offset].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return (line, column)
  }
}
