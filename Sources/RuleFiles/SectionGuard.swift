// SPDX-License-Identifier: Apache-2.0

/// Refuses YAML that could stall its parser, before the parser sees it.
///
/// A few hundred bytes of nested aliases expand to gigabytes, also as mapping keys and through merge
/// keys. Moderation rules never use them, so a section in which a name is both anchored (`&name`)
/// and used (`*name`) is refused; so is nesting in brackets beyond 64 levels.
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
    aliasProblem(in: text) ?? bracketProblem(in: text)
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

  /// The names that follow a mark where YAML could read an anchor or alias: at the start of a line or
  /// after a space or one of `[{,:-?`.
  private static func names(after mark: UInt8, in text: [UInt8]) -> [(name: [UInt8], offset: Int)] {
    var result: [(name: [UInt8], offset: Int)] = []
    for (offset, byte) in text.enumerated() where byte == mark {
      if offset > 0 {
        switch text[offset - 1] {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","),
          UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
          break
        default: continue
        }
      }
      let name = text[(offset + 1)...].prefix {
        $0 >= 0x80 || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-")
      }
      if !name.isEmpty { result.append((Array(name.prefix(200)), offset)) }
    }
    return result
  }

  /// Brackets that open flow collections, outside quotes and comments, counted roughly: a scalar with
  /// 65 opening brackets and none closing is refused too, and no rule has that.
  private static func bracketProblem(in text: [UInt8]) -> Problem? {
    var depth = 0
    for (offset, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth > maxBrackets {
          let (line, column) = place(of: offset, in: text)
          return Problem(
            code: "nesting",
            message: "brackets are nested more than \(maxBrackets) levels deep",
            line: line,
            column: column
          )
        }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case 0x0A where offset + 1 < text.count && text[offset + 1] == 0x0A: depth = 0
      default: break
      }
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
