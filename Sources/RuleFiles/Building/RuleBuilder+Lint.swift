// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

// MARK: - Values that are probably not what was meant

extension RuleBuilder {
  /// Looks at the values of one key together.
  mutating func lint(_ check: TextCheck, entries: [Entry], keyNode: Node) {
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
    }
  }

  /// Texts with nothing in common: what is found in all of them is found anywhere.
  private static func matchesEverything(_ pattern: Pattern) -> Bool {
    ["", "q", "7 \u{2603}"].allSatisfy { pattern.firstMatch(in: Subject($0)).match != nil }
  }
}
