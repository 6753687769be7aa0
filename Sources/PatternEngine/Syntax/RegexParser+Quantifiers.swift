// SPDX-License-Identifier: Apache-2.0

extension RegexParser {
  /// How often the pending item may occur.
  struct Quantifier {
    var min: Int
    var max: Int?
    var kind: RegexNode.RepetitionKind
    var hasSuffix = false
  }

  /// Reads `?`, `*`, `+` or what begins with `{`: a quantifier, the `?` or `+` behind one, or a
  /// literal brace.
  mutating func readQuantifier() throws(Obstacle) {
    let byte = source[position]
    if byte == UInt8(ascii: "{") {
      try readBrace()
      return
    }
    position += 1
    if let quantifier, !quantifier.hasSuffix, byte != UInt8(ascii: "*") {
      let other: RegexNode.RepetitionKind = quantifier.kind == .lazy ? .greedy : .lazy
      self.quantifier?.kind = byte == UInt8(ascii: "+") ? .possessive : other
      self.quantifier?.hasSuffix = true
      return
    }
    switch byte {
    case UInt8(ascii: "?"): try quantify(min: 0, max: 1)
    case UInt8(ascii: "*"): try quantify(min: 0, max: nil)
    default: try quantify(min: 1, max: nil)
    }
  }

  /// `{2}`, `{2,}` and `{2,3}` are quantifiers, and any other brace is itself. From 10.43 on there
  /// are also `{,3}` and blanks (pcre2_compile.c, `read_repeat_counts`).
  private mutating func readBrace() throws(Obstacle) {
    let start = position
    position += 1
    skipBlanks()
    let min = readNumber()
    skipBlanks()
    var max = min
    var hasMax = min != nil
    if byte(at: position) == UInt8(ascii: ",") {
      position += 1
      skipBlanks()
      max = readNumber()
      hasMax = max != nil
      skipBlanks()
    }
    guard byte(at: position) == UInt8(ascii: "}"), min != nil || hasMax else {
      position = start + 1
      put(literal: UInt32(UInt8(ascii: "{")))
      return
    }
    position += 1
    let hasBlanks = source[start..<position].contains { $0 == 0x20 || $0 == 0x09 }
    guard let min, !hasBlanks else { throw .versionDependent }
    try quantify(min: min, max: max)
  }

  private mutating func quantify(min: Int, max: Int?) throws(Obstacle) {
    // A quantifier never follows a quantifier: `a{2}{3}` would make trees as deep as a source is
    // long.
    guard pending != nil, quantifier == nil, min <= 65_535, max ?? min >= min else {
      throw .malformed
    }
    quantifier = Quantifier(
      min: min,
      max: max,
      kind: mode.contains(.ungreedy) ? .lazy : .greedy
    )
  }
}
