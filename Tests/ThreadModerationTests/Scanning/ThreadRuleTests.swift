// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("Rules about the thread") struct ThreadRuleTests {
  /// The ids of the comments that a rule with this condition reports.
  private func matching(
    _ condition: Condition,
    _ comments: [Comment],
    limits: ScanLimits = .standard
  ) throws -> [String] {
    let rule = Rule(id: "asked", action: .report, when: condition)
    let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false, limits: limits)
    return scanner.verdicts(for: CommentThread(id: "t", comments: comments)).filter {
      $0.findings.contains { $0.rule == "asked" }
    }.map(\.comment)
  }

  private func signal(
    _ name: String,
    _ comparison: NumberCheck.Comparison,
    _ limit: Double
  ) -> Condition {
    .number(NumberCheck(.signal(name), comparison, limit))
  }

  @Test("what the learned scorer says of the comment above is what it says of that comment")
  func learnedParent() throws {
    let comments = [
      Comment(
        id: "worst",
        body: "you are a worthless piece of trash, everybody hates you, just die"
      ),
      Comment(id: "below", body: "I like the bridge", parent: "worst"),
      Comment(id: "further", body: "So do I", parent: "below"),
    ]
    let isHostile = signal("hostility.learned", .atLeast, 1)
    #expect(try matching(isHostile, comments) == ["worst"])
    #expect(try matching(.parent(isHostile), comments) == ["below"])
    #expect(try matching(.parent(.parent(isHostile)), comments) == ["further"])
    let isCalm = Condition.parent(signal("hostility.learned", .less, 0.5))
    #expect(try matching(isCalm, comments) == ["further"])
  }
}
