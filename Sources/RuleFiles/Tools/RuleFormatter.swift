// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

/// Lays a rule file out in one way: keys in a fixed order and spelling, two spaces for what is below
/// a key, one blank line around `---`. Comments stay, and so does what the file means.
///
/// ```swift
/// let result = RuleFormatter.format(bytes, name: "rules.yaml")
/// result.text        // the file in its new layout
/// result.untouched   // the lines of sections that were left as they are
/// ```
///
/// Values are never rewritten: quotes, lists and texts of several lines stay as they were written.
/// A section whose layout could not be changed without changing what it means, such as one that is
/// not valid, is left as it is. Formatting what was formatted changes nothing.
public enum RuleFormatter {
  /// What came of formatting a file.
  public struct Result: Sendable, Hashable {
    /// The file in its new layout.
    public var text: [UInt8]
    /// The lines, from 1, on which sections begin that were left as they are.
    public var untouched: [Int]
  }

  /// Formats a file.
  ///
  /// - Complexity: O(*n*) in the bytes of the file, and reading it twice.
  /// - Returns: The file as it is, with every section among ``Result/untouched``, if it is no text or
  ///   larger than ``RuleFile/maxBytes``.
  public static func format(_ bytes: [UInt8], name: String = "rules") -> Result {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let source = SourceText(bytes: hasMark ? Array(bytes.dropFirst(3)) : bytes, name: name)
    guard bytes.count <= RuleFile.maxBytes, TextGuard.problem(in: source.lines) == nil else {
      return Result(text: bytes, untouched: [1])
    }
    var pieces: [[String]] = []
    var untouched: [Int] = []
    let sections = RuleSection.sections(of: source)
    for section in sections {
      let text = String(decoding: section.text, as: UTF8.self)
      let lines = trimmed(
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      )
      if section.isBlank {
        // The first line of a later section stands behind the hyphens.
        pieces.append(lines.map { strippedEnd($0) })
        continue
      }
      let formatted = SectionLayout.lines(of: text)
      if let formatted, isSame(formatted, text) {
        pieces.append(formatted)
      } else {
        untouched.append(section.firstLine)
        pieces.append(lines)
      }
    }
    // Blank sections between hyphens are nothing, unless they hold comments.
    pieces = pieces.filter { !$0.isEmpty }
    let text = pieces.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n---\n\n")
    return Result(text: Array(text.utf8), untouched: untouched)
  }

  /// Whether two sections are one rule: everything that is compiled from them, and everything that
  /// is said of them but its place.
  private static func isSame(_ lines: [String], _ text: String) -> Bool {
    let new = RuleFile(reading: Array(lines.joined(separator: "\n").utf8) + [0x0A], name: "")
    let old = RuleFile(reading: Array(text.utf8), name: "")
    return meaning(new) == meaning(old)
  }

  /// All that rules do, as a text; the lines on which they stand left out.
  static func meaning(_ file: RuleFile) -> [String] {
    file.rules.map { rule in
      var rule = rule
      rule.origin = nil
      return "\(rule)"
    } + file.outcomes.map { $0.standing.name }
      + file.diagnostics.map { $0.severity.rawValue + $0.code }.sorted()
  }

  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines
  }

  static func strippedEnd(_ line: String) -> String {
    var line = line
    while let last = line.unicodeScalars.last, last == " " || last == "\t" || last == "\r" {
      line.unicodeScalars.removeLast()
    }
    return line
  }
}

/// Lays out one section.
private enum SectionLayout {
  /// A key with what belongs to it.
  struct Block {
    var comments: [String] = []
    var lines: [String] = []
    var rank = 0
  }

  /// The lines in their new layout; `nil` if the section is no mapping in block style.
  static func lines(of text: String) -> [String]? {
    guard
      let node = try? Parser(
        yaml: text,
        resolver: .basic,
        constructor: .default,
        encoding: .utf8
      ).singleRoot(), case .mapping(let mapping) = node, mapping.style != .flow
    else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return layout(mapping, lines: lines, in: 0..<lines.count, isTop: true)
  }

  private static func layout(
    _ mapping: Node.Mapping,
    lines: [String],
    in range: Range<Int>,
    isTop: Bool
  ) -> [String]? {
    let entries = Array(mapping)
    guard !entries.isEmpty else { return nil }
    var starts: [Int] = []
    var column = 0
    for (key, _) in entries {
      guard let mark = key.scalar?.mark,
        key.scalar?.style == .plain || key.scalar?.style == .singleQuoted
          || key.scalar?.style == .doubleQuoted
      else { return nil }
      starts.append(mark.line - 1)
      if starts.count == 1 {
        column = mark.column - 1
      } else if mark.column - 1 != column {
        return nil
      }
    }
    guard starts == starts.sorted(), Set(starts).count == starts.count,
      range.contains(starts[0]), starts[starts.count - 1] < range.upperBound
    else { return nil }
    var header: [String] = []
    var blocks: [Block] = []
    var comments = Array(lines[range.lowerBound..<starts[0]])
    for (index, (key, value)) in entries.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      var body = Array(lines[starts[index]..<end])
      // What stands above the next key, no further in than keys do, belongs to that key.
      var following: [String] = []
      while body.count > 1, let last = body.last, isCommentOrBlank(last, upTo: column, value: value)
      {
        following.insert(body.removeLast(), at: 0)
      }
      if index == 0, isTop {
        header = comments
        comments = []
      }
      guard var block = block(key, value, lines: body, column: column) else { return nil }
      block.comments = comments.map(comment)
      block.rank = isTop ? rank(of: key.scalar?.string ?? "") : 0
      blocks.append(block)
      comments = following
    }
    let tail = comments.map(comment)
    blocks = blocks.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    .map(\.element)
    var output = collapsed(header.map(comment))
    for block in blocks { output += collapsed(block.comments) + block.lines }
    output += collapsed(tail)
    return output
  }

  /// Comments without blank lines among them.
  private static func collapsed(_ lines: [String]) -> [String] { lines.filter { !$0.isEmpty } }

  private static func comment(_ line: String) -> String {
    String(RuleFormatter.strippedEnd(line).drop { $0 == " " || $0 == "\t" })
  }

  private static func isCommentOrBlank(_ line: String, upTo column: Int, value: Node) -> Bool {
    let spaces = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(spaces)
    if rest.allSatisfy(\.isWhitespace) { return true }
    return rest.first == "#" && spaces <= column
  }

  /// A key and its value, moved to the left margin, what is below it to two spaces.
  private static func block(_ key: Node, _ value: Node, lines: [String], column: Int) -> Block? {
    guard let first = lines.first, let scalar = key.scalar else { return nil }
    let keyLine = String(first.dropFirst(column))
    guard first.prefix(column).allSatisfy({ $0 == " " }) else { return nil }
    var start = keyLine
    if scalar.style == .plain {
      guard keyLine.hasPrefix(scalar.string) else { return nil }
      var rest = keyLine.dropFirst(scalar.string.count).drop { $0 == " " || $0 == "\t" }
      guard rest.first == ":" else { return nil }
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      start = canonical(scalar.string) + ":" + (rest.allSatisfy(\.isWhitespace) ? "" : " " + rest)
    }
    var block = Block()
    var rest = Array(lines.dropFirst())
    let isPlain = isSimple(value)
    block.lines.append(isPlain || value.scalar == nil ? RuleFormatter.strippedEnd(start) : start)
    if isPlain { rest = rest.map(RuleFormatter.strippedEnd).filter { !$0.isEmpty } }
    // Blank lines at the end of a text of several lines are cut off by YAML.
    while let last = rest.last, last.allSatisfy(\.isWhitespace) { rest.removeLast() }
    guard let inner = rest.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return block }
    let depth = inner.prefix { $0 == " " }.count
    // A text in quotes, or brackets, may go on anywhere.
    let target = depth > column || value.sequence != nil ? 2 : depth - column
    block.lines += rest.map { line in
      let spaces = line.prefix { $0 == " " }.count
      // In a text of several lines, spaces beyond its margin belong to it.
      if spaces == line.count {
        return String(
          repeating: " ",
          count: isPlain || spaces <= depth ? 0 : spaces - depth + target
        )
      }
      return String(repeating: " ", count: max(0, spaces - depth + target))
        + line.dropFirst(spaces)
    }
    return block
  }

  /// Whether no text of several lines is in a value: spaces at the ends of lines mean nothing then.
  private static func isSimple(_ node: Node) -> Bool {
    switch node {
    case .scalar(let scalar):
      scalar.style != .literal && scalar.style != .folded && !scalar.string.contains("\n")
    case .sequence(let nodes): nodes.allSatisfy(isSimple)
    case .mapping(let mapping): mapping.allSatisfy { isSimple($0.key) && isSimple($0.value) }
    default: false
    }
  }

  /// A key in small letters, with one space before its modifiers and one behind each comma.
  private static func canonical(_ key: String) -> String {
    guard let search = SearchKey(key), !search.fields.contains("") else { return key.lowercased() }
    return search.name
      + (search.modifiers.isEmpty ? "" : " (" + search.modifiers.joined(separator: ", ") + ")")
  }

  /// What a rule is, what it asks, what it does, its tests. Inside each the order stays, since the
  /// first search is what `{{match}}` shows.
  private static func rank(of key: String) -> Int {
    switch key.lowercased() {
    case "include", "lists": 0
    case "id", "friendly_name", "description": 1
    case "category", "kind": 2
    case "type", "priority", "moderators_exempt": 3
    case "score", "action", "action_reason", "report_reason": 5
    case "comment", "comment_locked", "comment_stickied", "modmail", "modmail_subject", "message",
      "message_subject", "set_flair", "overwrite_flair", "set_sticky", "set_nsfw", "set_spoiler",
      "set_contest_mode", "set_original_content", "set_locked", "set_suggested_sort",
      "set_post_crowd_control_level":
      6
    case "tests": 7
    default: 4
    }
  }
}
