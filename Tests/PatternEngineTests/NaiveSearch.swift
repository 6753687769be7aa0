// SPDX-License-Identifier: Apache-2.0

import PatternEngine

/// Slow and obvious searches that share no code with the module: the second opinion of its tests.
enum NaiveSearch {
  /// All matches of a literal, found scalar by scalar.
  static func literalMatches(_ definition: PatternDefinition, in text: String) -> [Range<Int>] {
    let value = Array(definition.source.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
    func equal(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
      definition.isCaseSensitive ? a == b : folded(a) == folded(b)
    }
    func stands(at start: Int) -> Bool {
      guard start + value.count <= scalars.count else { return false }
      return zip(value, scalars[start...]).allSatisfy { equal($0, $1) }
    }
    func isWord(_ index: Int) -> Bool {
      scalars.indices.contains(index) && isWordCharacter(scalars[index])
    }
    func isBoundary(_ index: Int) -> Bool { isWord(index - 1) != isWord(index) }
    func isEnd(_ index: Int) -> Bool {
      index == scalars.count || (index == scalars.count - 1 && scalars[index] == "\n")
    }
    func isAllowed(_ start: Int, _ end: Int) -> Bool {
      switch definition.method {
      case .includes: true
      case .includesWord:
        (start == 0 || !isWord(start - 1) || isBoundary(start))
          && (end == scalars.count || !isWord(end) || isBoundary(end))
      case .startsWith: start == 0
      case .endsWith: isEnd(end)
      case .fullExact: start == 0 && isEnd(end)
      case .fullText:
        !(0..<start).contains(where: isWord) && !(end..<scalars.count).contains(where: isWord)
      }
    }
    var found: [Range<Int>] = []
    var start = 0
    while start <= scalars.count {
      let end = start + value.count
      if stands(at: start), isAllowed(start, end) {
        found.append(offsets[start]..<offsets[end])
        start = max(end, start + 1)
      } else {
        start += 1
      }
    }
    // The run of non-word characters before a whole-text value is as long as it can be.
    return definition.method == .fullText ? found.suffix(1) : found
  }

  /// All matches of a regular expression, by Swift's own engine.
  static func regexMatches(
    _ definition: PatternDefinition,
    in text: String
  ) throws -> [Range<Int>] {
    let source = "(" + definition.source + ")"
    let whole =
      switch definition.method {
      // Swift has no look-behind. "Start, no word character before, or boundary" said without it.
      case .includesWord: #"(?:\b|\B(?!\w))"# + source + #"(?:$|(?=\W)|\b)"#
      case .includes: source
      case .startsWith: "^" + source
      case .endsWith: source + "$"
      case .fullExact: "^" + source + "$"
      case .fullText: #"^\W*"# + source + #"(?=\W*$)"#
      }
    let regex = try Regex(whole)
      .matchingSemantics(.unicodeScalar)
      .wordBoundaryKind(.simple)
      .dotMatchesNewlines()
      .ignoresCase(!definition.isCaseSensitive)
    return text.matches(of: regex).compactMap { match in
      guard let range = match.output[1].range else { return nil }
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return start..<text.utf8.distance(from: text.startIndex, to: range.upperBound)
    }
  }

  static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: scalar == "_"
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar == "\u{17F}" { return "s" }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower[lower.startIndex] : scalar
  }
}
