// SPDX-License-Identifier: Apache-2.0

/// Fills in AutoModerator's placeholders, `{{author}}` and the like.
///
/// As AutoModerator does, only where they are written just so: `{{Author}}` and `{{ author }}` stay.
/// In one pass: a comment that holds `{{body}}` itself is not expanded again. What is not known stays
/// as it was written.
enum Placeholders {
  /// A search of the rule that matched: what `{{match}}` stands for.
  struct Match {
    /// The key as it was written, in small letters.
    var name: String
    /// The text that matched.
    var text: String
    /// What the author's groups captured; `nil` for those that took no part.
    var captures: [String?] = []
  }

  /// The names between doubled braces, as they are written and in order.
  static func names(in template: String) -> [String] {
    pieces(of: Array(template.utf8)).compactMap { piece in
      if case .name(let name, _) = piece { name } else { nil }
    }
  }

  /// A template with its placeholders filled in.
  ///
  /// - Complexity: O(*n*) in the bytes of the result.
  static func fill(_ template: String, with value: (String) -> String?) -> String {
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    let bytes = Array(template.utf8)
    var output: [UInt8] = []
    for piece in pieces(of: bytes) {
      switch piece {
      case .text(let range): output += bytes[range]
      case .name(let name, let range):
        if let value = value(name) { output += value.utf8 } else { output += bytes[range] }
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The value of `match`, `match-2`, `match-body`, `match-title+body-2`; `nil` if there is none.
  static func value(of name: String, in matches: [Match]) -> String? {
    guard name.utf8.starts(with: "match".utf8) else { return nil }
    var rest = Array(name.utf8.dropFirst(5))
    var number = 1
    if !rest.isEmpty {
      guard rest.removeFirst() == UInt8(ascii: "-") else { return nil }
      let dash = rest.lastIndex(of: UInt8(ascii: "-"))
      let tail = rest[(dash.map { $0 + 1 } ?? 0)...]
      if !tail.isEmpty, tail.count < 4, tail.allSatisfy(ByteClass.isDigit) {
        number = Int(String(decoding: tail, as: UTF8.self)) ?? 1
        rest.removeSubrange((dash ?? 0)...)
      }
    }
    let match =
      rest.isEmpty ? matches.first : matches.first { $0.name.utf8.elementsEqual(rest) }
    guard let match, number > 0 else { return nil }
    guard number > 1 else { return match.text }
    guard match.captures.indices.contains(number - 2) else { return nil }
    // A group that took no part is empty.
    return match.captures[number - 2] ?? ""
  }

  private enum Piece {
    case text(Range<Int>)
    case name(String, Range<Int>)
  }

  private static let longestName = 200

  private static func pieces(of bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var start = 0
    var index = 0
    let brace = UInt8(ascii: "{")
    while index + 1 < bytes.count {
      guard bytes[index] == brace, bytes[index + 1] == brace else {
        index += 1
        continue
      }
      // The innermost pair counts: `{{{match}}}` is a placeholder in braces.
      var open = index + 2
      while open < bytes.count, bytes[open] == brace { open += 1 }
      var end = open
      while end < bytes.count, end - open < longestName, bytes[end] != UInt8(ascii: "}"),
        bytes[end] != brace, bytes[end] != 0x0A
      {
        end += 1
      }
      guard end > open, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "}"),
        bytes[end + 1] == UInt8(ascii: "}")
      else {
        index = max(open, end)
        continue
      }
      pieces.append(.text(start..<open - 2))
      let name = String(decoding: bytes[open..<end], as: UTF8.self)
      pieces.append(.name(name, open - 2..<end + 2))
      start = end + 2
      index = start
    }
    pieces.append(.text(start..<bytes.count))
    return pieces
  }
}
