// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import ThreadModeration

@Suite("LiveScanner") struct LiveScannerTests {
  private static let insult = Comment(id: "1", body: "You are a pathetic moron.")
  private static let learned = Condition.number(
    NumberCheck(.signal("hostility.learned"), .greater, 0)
  )

  /// Knows one word, which is no word elsewhere.
  private static let model: LearnedModel = {
    var trainer = ModelTrainer()
    for number in 0..<100 {
      trainer.add(
        Comment(
          id: "\(number)",
          body: number % 2 == 0 ? "what a blorf you are" : "a lovely garden"
        ),
        label: number % 2 == 0,
        for: .hostility,
        source: "a"
      )
    }
    return trainer.model()
  }()

  private func rule(_ id: String, _ condition: Condition = .body(["raffle"])) -> Rule {
    Rule(id: id, action: .remove, when: condition)
  }

  @Test("new rules keep the model: one of one's own, one that is switched off, and the shipped one")
  func keepsModel() throws {
    let models: [(CommentScanner, LearnedModel?)] = [
      (try CommentScanner(model: nil), nil),
      (try CommentScanner(model: Self.model), Self.model),
      (try CommentScanner(), .shipped),
    ]
    for (scanner, model) in models {
      let live = LiveScanner(scanner)
      let rules = [rule("a")]
      try live.replaceRules(rules)
      #expect(live.scanner.model?.tables == model?.tables)
      #expect((live.scanner.scorer == nil) == (model == nil))
      let expected = try CommentScanner(rules: rules, model: model)
      for body in ["You are a pathetic moron.", "what a blorf", "A raffle!", "Thanks."] {
        let comment = Comment(id: "1", body: body)
        #expect(live.scanner.verdict(for: comment) == expected.verdict(for: comment), "\(body)")
      }
    }
  }

  @Test("rules that need the model come later, and get the one that was asked for, asked once")
  func modelThatNothingNeeded() throws {
    for model in [nil, Self.model] {
      let asked = Mutex(0)
      let scanner = try CommentScanner(
        rules: [rule("a")],
        usesBuiltinRules: false,
        model: {
          asked.withLock { $0 += 1 }
          return model
        }()
      )
      #expect(asked.withLock { $0 } == 0 && scanner.scorer == nil)
      let live = LiveScanner(scanner)
      try live.replaceRules([rule("a"), rule("b")])
      #expect(asked.withLock { $0 } == 0)
      for _ in 0..<2 { try live.replaceRules([rule("a"), rule("b", Self.learned)]) }
      #expect(asked.withLock { $0 } == 1)
      #expect(live.scanner.scorer?.tables == model?.tables)
      let verdict = live.scanner.verdict(for: Comment(id: "1", body: "what a blorf you are"))
      #expect((verdict.action == .remove) == (model != nil))
    }
  }

  @Test("a policy that is replaced while rules compile is kept, and so are the rules")
  func noLostUpdates() async throws {
    let live = LiveScanner(try CommentScanner(usesBuiltinRules: false))
    // Long enough to compile that policies are replaced meanwhile.
    let rules = [rule("many", .body((0..<2_000).map { "word\($0) and more" }))]
    for round in 1...3 {
      async let compiled: Void = Task.detached {
        try live.replaceRules(rules + [self.rule("round-\(round)")])
      }.value
      var last = Policy.standard
      for step in 0..<200 {
        last = Policy(report: Double(step) / 200, hold: 1)
        if step % 2 == 0 {
          live.replace(policy: last)
        } else {
          live.replace(with: live.scanner.with(policy: last))
        }
        await Task.yield()
      }
      let before = Policy(report: 0.123, hold: Double(round))
      live.replace(policy: before)
      try await compiled
      #expect(live.scanner.policy == before, "round \(round)")
    }
    // Without scanners that are put in whole, rules stay as well.
    async let compiled: Void = Task.detached {
      try live.replaceRules(rules + [self.rule("last")])
    }.value
    for step in 0..<200 {
      live.replace(policy: Policy(report: Double(step) / 200, hold: 1))
      await Task.yield()
    }
    try await compiled
    #expect(live.scanner.policy == Policy(report: 199.0 / 200, hold: 1))
    #expect(live.scanner.rules.map(\.id) == ["many", "last"])
  }

  @Test("a policy takes effect at once, and rules that do not compile change nothing")
  func policyAndErrors() throws {
    let live = LiveScanner(try CommentScanner())
    let held = live.scanner.verdict(for: Self.insult)
    #expect(held.action == .hold)
    live.replace(policy: Policy(report: 1.01, hold: 1.01))
    let allowed = live.scanner.verdict(for: Self.insult)
    #expect(allowed.action == .allow && allowed.scores == held.scores)
    #expect(throws: RuleError.self) {
      try live.replaceRules([rule("a", .body(matching: ["("]))])
    }
    #expect(live.scanner.verdict(for: Self.insult) == allowed)
    #expect(live.replace(with: try CommentScanner()).policy == Policy(report: 1.01, hold: 1.01))
  }
}
