// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine

/// A tree in one line, for comparison in tests.
///
/// `a` is a character, `a'` one without regard to case, `[a-z+]` a set (`+`: and unknown ones beyond
/// ASCII, `~`: maybe too many), `(a|b)` an alternation, `<1 a>` a capture, `{> a}` an atomic group,
/// `{= a}`, `{! a}`, `{<= a}`, `{<! a}` look-arounds, `a*`, `ab{2,3}?` repetitions, `()` the empty
/// text, `\1`, `\?` references, `..` any text.
struct RegexParserPrinter {
  static func print(_ node: RegexNode?) -> String {
    guard let node else { return "nil" }
    switch node {
    case .empty: return "()"
    case .character(let set): return print(set)
    case .sequence(let items):
      return items.map { item in
        if case .sequence = item { return "SEQUENCE IN SEQUENCE" }
        return print(item)
      }.joined()
    case .alternation(let branches):
      return "(" + branches.map { $0 == .empty ? "" : print($0) }.joined(separator: "|") + ")"
    case .repetition(let item, let min, let max, let kind):
      var text = print(item)
      if case .sequence = item { text = "(" + text + ")" }
      if case .repetition = item { text = "(" + text + ")" }
      switch (min, max) {
      case (0, 1): text += "?"
      case (0, nil): text += "*"
      case (1, nil): text += "+"
      case (let min, nil): text += "{\(min),}"
      case (let min, let max?): text += min == max ? "{\(min)}" : "{\(min),\(max)}"
      }
      return text + (kind == .lazy ? "?" : kind == .possessive ? "+" : "")
    case .capture(let number, let item): return "<\(number) \(print(item))>"
    case .atomic(let item): return "{> \(print(item))}"
    case .place(let place): return print(place)
    case .look(let item, let isBehind, let isNegative):
      return "{\(isBehind ? "<" : "")\(isNegative ? "!" : "=") \(print(item))}"
    case .backreference(let number, let isCaseless):
      return "\\" + (number.map(String.init) ?? "?") + (isCaseless ? "'" : "")
    case .other: return ".."
    }
  }

  private static func print(_ place: RegexNode.Place) -> String {
    switch place {
    case .textStart: #"\A"#
    case .textEnd: #"\z"#
    case .textEndOrFinalLineFeed: #"\Z"#
    case .lineStart: "^"
    case .lineEnd: "$"
    case .wordBoundary: #"\b"#
    case .noWordBoundary: #"\B"#
    case .keepOut: #"\K"#
    }
  }

  private static func print(_ set: CharacterRange) -> String {
    let ascii = (0..<128).filter { set.holdsASCII(UInt8($0)) }.map(UInt32.init)
    let mark = set.isCaseless ? "'" : ""
    let members = ascii + set.listed
    if members.count == 1, !set.hasUnlisted, set.isExact { return print(members[0]) + mark }
    let tail = (set.hasUnlisted ? "+" : "") + (set.isExact ? "" : "~")
    if ascii.count > 80 {
      let missing = (0..<128).map(UInt32.init).filter { !ascii.contains($0) }
      return "[^" + ranges(missing) + tail + "]" + mark
    }
    return "[" + ranges(members) + tail + "]" + mark
  }

  private static func ranges(_ characters: [UInt32]) -> String {
    var text = ""
    var index = 0
    while index < characters.count {
      var end = index
      while end + 1 < characters.count, characters[end + 1] == characters[end] + 1 { end += 1 }
      text += print(characters[index])
      if end > index + 1 { text += "-" }
      if end > index { text += print(characters[end]) }
      index = end + 1
    }
    return text
  }

  private static func print(_ character: UInt32) -> String {
    guard let scalar = Unicode.Scalar(character), scalar.properties.generalCategory != .control,
      !scalar.properties.isWhitespace
    else { return "<\(String(character, radix: 16))>" }
    return String(scalar)
  }
}

extension CharacterRange {
  /// Whether an ASCII character is a member as written, without its other case.
  func holdsASCII(_ byte: UInt8) -> Bool {
    (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1
  }
}
