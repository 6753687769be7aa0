// SPDX-License-Identifier: Apache-2.0

internal import Yams

/// Slips for which the YAML parser names a consequence, and often another line.
enum YAMLSlips {
  /// What was written, and where it stands in the section.
  struct Slip {
    var message: String
    var suggestion: String
    var line: Int
    var column: Int
  }

  /// The slip behind a problem that the parser found, if it is one of the usual ones.
  ///
  /// - Parameters:
  ///   - problem: The parser's words.
  ///   - line: The line of the section where it noticed, from 1.
  static func slip(_ problem: String, line: Int, in text: [UInt8]) -> Slip? {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Array(String(decoding: $0, as: UTF8.self).unicodeScalars)
    }
    // The line itself, then those above it that are not blank.
    let near = stride(from: min(line, lines.count), to: 0, by: -1).filter { number in
      number == line || lines[number - 1].contains { $0 != " " && $0 != "\r" }
    }.prefix(4)
    switch problem {
    case _ where problem.contains("comment or line break"):
      return block(line, in: lines)
    case _ where problem.contains("expected ':'"):
      return near.lazy.compactMap { gluedColon($0, in: lines) }.first
    case _ where problem.contains("expected ',' or"):
      return near.lazy.compactMap { comment($0, in: lines) }.first
    case _ where problem.contains("undefined alias"):
      guard
        let column = lines.indices.contains(line - 1) ? lines[line - 1].firstIndex(of: "*") : nil
      else { return nil }
      return Slip(
        message: "a value that begins with * or & names an anchor, and anchors are not read",
        suggestion: "put the value in quotes",
        line: line,
        column: column + 1
      )
    default: return nil
    }
  }

  /// `karma: > 10`
  private static func block(_ line: Int, in lines: [[Unicode.Scalar]]) -> Slip? {
    guard lines.indices.contains(line - 1) else { return nil }
    let scalars = lines[line - 1]
    guard let colon = scalars.firstIndex(of: ":"),
      let sign = scalars[(colon + 1)...].firstIndex(where: { $0 != " " }),
      scalars[sign] == ">" || scalars[sign] == "|"
    else { return nil }
    let value = string(scalars[sign...])
    return Slip(
      message: "\(scalars[sign]) begins a block of text here",
      suggestion: "put the value in quotes: \"\(value)\"",
      line: line,
      column: sign + 1
    )
  }

  /// `action:remove`
  private static func gluedColon(_ line: Int, in lines: [[Unicode.Scalar]]) -> Slip? {
    let scalars = lines[line - 1]
    guard let colon = scalars.firstIndex(of: ":"), colon + 1 < scalars.count,
      scalars[colon + 1] != " ", scalars[colon + 1] != "\r",
      scalars[..<colon].contains(where: { $0 != " " }),
      scalars[..<colon].allSatisfy({
        $0.properties.isAlphabetic || " _+~#(),-".unicodeScalars.contains($0)
      })
    else { return nil }
    return Slip(
      message: "a space is missing after the colon",
      suggestion: "write it as \(string(scalars[...colon])) \(string(scalars[(colon + 1)...]))",
      line: line,
      column: colon + 2
    )
  }

  /// `[#tag, foo]`: what follows the sign is a comment, the bracket included.
  private static func comment(_ line: Int, in lines: [[Unicode.Scalar]]) -> Slip? {
    let scalars = lines[line - 1]
    guard let open = scalars.firstIndex(of: "["),
      let sign = scalars.indices.first(where: { index in
        index > open && scalars[index] == "#" && " [,".unicodeScalars.contains(scalars[index - 1])
      }),
      !scalars[..<sign].contains("]"), !scalars[open..<sign].contains("\""),
      !scalars[open..<sign].contains("'")
    else { return nil }
    return Slip(
      message: "# begins a comment here: the rest of the line is not read",
      suggestion: "put the value in quotes, as in [\"#tag\"]",
      line: line,
      column: sign + 1
    )
  }

  /// The text without the spaces around it, at most 40 scalars.
  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\r" }
    var rest = scalars.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return String(String.UnicodeScalarView(rest.prefix(40)))
  }
}

/// Tags on lists and mappings; those on texts are refused where the text is read.
enum NodeTags {
  /// The place of the first one: a line and a column, from 1.
  static func first(in node: Node) -> (line: Int, column: Int)? {
    let tag: String
    let mark: Mark?
    let parts: [Node]
    switch node {
    case .mapping(let mapping):
      (tag, mark) = (mapping.tag.description, mapping.mark)
      parts = mapping.flatMap { [$0.key, $0.value] }
    case .sequence(let nodes):
      (tag, mark) = (nodes.tag.description, nodes.mark)
      parts = Array(nodes)
    default: return nil
    }
    let plain = ["", "!", Tag.Name.seq.rawValue, Tag.Name.map.rawValue]
    if !plain.contains(tag) { return (mark?.line ?? 1, mark?.column ?? 1) }
    return parts.lazy.compactMap { first(in: $0) }.first
  }
}
