// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

// MARK: - Values that are probably not what was meant

extension RuleBuilder {
  /// Values of one key that are compared with each other.
  private static let maxCompared = 5_000

  /// Looks at the values of one key together.
  mutating func lint(_ check: TextCheck, entries: [Entry], keyNode: Node) {
    var first: [[UInt8]: Int] = [:]
    var repeated: Set<Int> = []
    for (index, entry) in entries.enumerated() {
      let text = check.isCaseSensitive || check.isRegex ? entry.text : entry.text.lowercased()
      if first[Array(text.utf8)] != nil {
        repeated.insert(index)
        report(
          "repeated-value",
          .warning,
          "\"\(entry.text.prefix(60))\" is among the values already",
          at: entry.node
        )
      } else {
        first[Array(text.utf8)] = index
      }
    }
    lintRegexSigns(check, entries: entries)
    if check.isRegex {
      lintAlternatives(check, entries: entries, keyNode: keyNode)
    } else if entries.count > 1, entries.count <= Self.maxCompared, !check.matchesSubdomains {
      lintSubsumed(check, entries: entries, repeated: repeated)
    }
  }

  /// A literal in which another one is found by the same method finds nothing that the other does not.
  private mutating func lintSubsumed(_ check: TextCheck, entries: [Entry], repeated: Set<Int>) {
    guard [.includes, .includesWord, .startsWith, .endsWith].contains(check.method) else { return }
    let set = PatternSet.compiling(
      entries.map {
        PatternDefinition(
          $0.text,
          isLiteral: true,
          isCaseSensitive: check.isCaseSensitive,
          method: check.method
        )
      },
      useJIT: false
    ).set
    var shown = 0
    for (index, entry) in entries.enumerated() where !repeated.contains(index) && shown < 20 {
      let hits = set.matches(in: Subject(entry.text)).hits
      let other = hits.first { $0.patternIndex != index && !repeated.contains($0.patternIndex) }
      guard let other, entries[other.patternIndex].text.utf8.count < entry.text.utf8.count else {
        continue
      }
      shown += 1
      report(
        "subsumed-value",
        .note,
        "wherever \"\(entry.text.prefix(60))\" is found, "
          + "\"\(entries[other.patternIndex].text.prefix(60))\" is found too",
        at: entry.node,
        suggestion: "leave it out, unless findings should name it"
      )
    }
  }

  private mutating func lintAlternatives(_ check: TextCheck, entries: [Entry], keyNode: Node) {
    var areAllPlain = true
    for entry in entries {
      guard let literals = PatternShape(entry.text).literals else {
        areAllPlain = false
        continue
      }
      // Of alternatives the first that matches is taken: what begins with an earlier one is never
      // reached, unless the method asks for more behind it.
      guard check.method == .includes || check.method == .startsWith, literals.count > 1,
        literals.count < 1_000
      else { continue }
      search: for (index, literal) in literals.enumerated().dropFirst() {
        for earlier in literals[..<index]
        where literal.lowercased().utf8.starts(with: earlier.lowercased().utf8) {
          report(
            "unreachable-alternative",
            .warning,
            "the alternative \"\(literal.prefix(60))\" is never reached: "
              + "\"\(earlier.prefix(60))\" stands before it",
            at: entry.node,
            suggestion: "put the longer one first"
          )
          break search
        }
      }
    }
    guard areAllPlain, !entries.isEmpty, !entries.contains(where: \.isFromList) else { return }
    report(
      "regex-could-be-list",
      .note,
      "nothing in these values needs `regex`",
      at: keyNode,
      suggestion: "write them as a list, without `regex`: it is faster and says which one matched"
    )
  }

  /// Looks at one pattern.
  mutating func lint(_ pattern: Pattern, entry: Entry) {
    if Self.matchesEverything(pattern) {
      report(
        "matches-everything",
        .warning,
        "the pattern matches any text at all",
        at: entry.node,
        suggestion: "a part that may be absent, such as `a*`, is found everywhere"
      )
    } else if environment.lints, pattern.firstMatch(in: Subject("")).match != nil {
      report("matches-empty", .note, "the pattern matches the empty text", at: entry.node)
    }
    if environment.lints { lintBacktracking(entry) }
  }

  /// Texts with nothing in common: what is found in all of them is found anywhere.
  private static func matchesEverything(_ pattern: Pattern) -> Bool {
    ["", "q", "7 \u{2603}"].allSatisfy { pattern.firstMatch(in: Subject($0)).match != nil }
  }

  /// Patterns that backtrack without end: by their shape, and by trying them on texts that are made
  /// to keep them busy, under the limits that hold for any search.
  ///
  /// A shape alone is often harmless, and a harmless look can deceive: both are asked, and the
  /// warning says which it was.
  private mutating func lintBacktracking(_ entry: Entry) {
    let shape = PatternShape(entry.text)
    guard shape.unboundedRepeats > 1 || shape.hasNestedRepeats else { return }
    var limits = MatchLimits.default
    limits.timePerPattern = .milliseconds(20)
    let rendering = PythonPattern(entry.text).rendering(flags: [], groupsBefore: nil)
    guard
      let pattern = try? Pattern(
        PatternDefinition(rendering.pattern, method: .includes),
        limits: limits,
        useJIT: false
      )
    else { return }
    let pumps = (shape.characters.prefix(12).map { [$0] } + [[0x61, 0x20], [0x30]])
    let letters = Array(shape.characters.prefix(40))
    var slow = false
    for pump in pumps {
      for (count, isExponential) in [(40, true), (3_000, false)] {
        guard isExponential || !slow else { continue }
        let body = (0..<count).flatMap { _ in pump }
        let subject = Subject(repairing: letters + body + [0x01])
        guard pattern.firstMatch(in: subject).undecidedReason != nil else { continue }
        if isExponential {
          report(
            "catastrophic-backtracking",
            .warning,
            "\(count) characters are enough to stop this pattern at its limit"
              + (shape.hasNestedRepeats ? ": a repeat stands inside a repeat" : ""),
            at: entry.node,
            suggestion: "let what is repeated begin with something that cannot be repeated"
          )
          return
        }
        slow = true
      }
    }
    if slow {
      report(
        "slow-pattern",
        .warning,
        "some texts of a few thousand characters stop this pattern at its limit",
        at: entry.node,
        suggestion: "give repeats an upper end, such as {0,40}"
      )
    } else if shape.hasNestedRepeats {
      report(
        "nested-repeats",
        .note,
        "a repeat stands inside a repeat; no text was found that stops it",
        at: entry.node
      )
    }
  }
}

// MARK: - Rules as wholes

extension RuleBuilder {
  /// Looks at a finished rule: what it lacks, and what contradicts itself.
  mutating func lint(_ rule: Rule, line: Int) {
    if hasOwnID {
      if rule.examples.matches.isEmpty, rule.examples.passes.isEmpty {
        report(
          "missing-tests",
          .note,
          "the rule has no tests",
          line: line,
          column: 1,
          suggestion: "add `tests:` with `matches` and `passes`; `moderate rules test` runs them"
        )
      }
      if rule.description == nil, rule.reason == nil {
        report(
          "missing-description",
          .note,
          "the rule says nowhere what it is for",
          line: line,
          column: 1,
          suggestion: "add `description:` or `action_reason:`"
        )
      }
    }
    var lower: [NumberCheck.Quantity: Double] = [:]
    var upper: [NumberCheck.Quantity: Double] = [:]
    for condition in conditions {
      guard case .number(let check) = condition else { continue }
      // Lengths are whole: nothing is longer than 10 and shorter than 11.
      let isLength =
        check.quantity == .bodyLength || check.quantity == .bodyLengthWithoutBlockquotes
      let half = isLength ? 0.5 : 0
      switch check.comparison {
      case .greater: lower[check.quantity] = check.limit + half
      case .atLeast: lower[check.quantity] = check.limit - half
      case .less: upper[check.quantity] = check.limit - half
      case .atMost: upper[check.quantity] = check.limit + half
      case .equal: break
      }
    }
    if lower.contains(where: { (upper[$0.key] ?? .infinity) <= $0.value })
      || hasExcludedSearch
    {
      report(
        "contradiction",
        .warning,
        "two checks of the rule can never hold together",
        line: line,
        column: 1
      )
    }
    if rule.exemptsModerators, Self.asksForModerator(rule.condition) {
      report(
        "contradiction",
        .warning,
        "the rule asks for a moderator, and comments by moderators are passed by: it never matches",
        line: line,
        column: 1,
        suggestion: "add `moderators_exempt: false`"
      )
    }
  }

  /// Whether a condition holds for moderators only.
  private static func asksForModerator(_ condition: Condition) -> Bool {
    switch condition {
    case .fact(let check): check.fact == .isModerator && check.wanted
    case .all(let parts): parts.contains(where: asksForModerator)
    default: false
    }
  }
}

extension RuleBuilder {
  /// Whether all that one search looks for is what another excludes.
  private var hasExcludedSearch: Bool {
    conditions.contains { condition in
      guard case .text(let wanted) = condition else { return false }
      return conditions.contains { other in
        guard case .not(.text(let excluded)) = other else { return false }
        return ShadowedRules.isSame(wanted, excluded)
          && Set(wanted.values).isSubset(of: excluded.values)
      }
    }
  }
}

/// Finds rules that never get their turn because an earlier one takes all that they would match.
enum ShadowedRules {
  /// Pairs of a removal rule and an earlier one that matches whenever it does.
  ///
  /// Only what follows from the conditions as they are written is found: no pair is wrong, some are
  /// missed.
  ///
  /// - Complexity: O(*n*²) for the first 2,000 removal rules.
  static func pairs(in rules: [Rule]) -> [(rule: Rule, earlier: Rule)] {
    let ordered = rules.enumerated().filter { $0.element.effect?.isRemoval == true }
      .sorted { ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset) }
      .prefix(2_000).map { (rule: $0.element, parts: parts(of: $0.element.condition)) }
    var pairs: [(rule: Rule, earlier: Rule)] = []
    for (index, later) in ordered.enumerated() {
      for earlier in ordered[..<index] {
        guard !earlier.rule.exemptsModerators || later.rule.exemptsModerators else { continue }
        if earlier.parts.allSatisfy({ part in later.parts.contains { follows(part, from: $0) } }) {
          pairs.append((later.rule, earlier.rule))
          break
        }
      }
    }
    return pairs
  }

  private static func parts(of condition: Condition) -> [Condition] {
    if case .all(let parts) = condition { return parts }
    return [condition]
  }

  /// Whether one condition holds whenever the other does.
  private static func follows(_ a: Condition, from b: Condition) -> Bool {
    if a == b { return true }
    switch (a, b) {
    case (.text(let wide), .text(let narrow)):
      return isSame(wide, narrow) && Set(narrow.values).isSubset(of: wide.values)
    case (.not(.text(let wide)), .not(.text(let narrow))):
      return isSame(wide, narrow) && Set(wide.values).isSubset(of: narrow.values)
    case (.number(let wide), .number(let narrow)):
      guard wide.quantity == narrow.quantity else { return false }
      switch (wide.comparison, narrow.comparison) {
      case (.less, .less), (.atMost, .atMost), (.atMost, .less): return wide.limit >= narrow.limit
      case (.greater, .greater), (.atLeast, .atLeast), (.atLeast, .greater):
        return wide.limit <= narrow.limit
      default: return false
      }
    default: return false
    }
  }

  /// Whether two checks search the same texts in the same way.
  static func isSame(_ a: TextCheck, _ b: TextCheck) -> Bool {
    a.fields == b.fields && a.method == b.method && a.isRegex == b.isRegex
      && a.isCaseSensitive == b.isCaseSensitive && a.view == b.view
      && a.matchesSubdomains == b.matchesSubdomains
  }
}
