// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@testable import ThreadModeration

@Suite("Scanners like another one") struct CommentScannerChangingTests {
  private let own = [
    Rule(id: "own", action: .hold, when: .body(["raffle"])),
    Rule(id: "first", action: .report, priority: 5, when: .body(["bridge"])),
  ]

  @Test("own rules are given back as they came, and make the same scanner once more")
  func ownRules() throws {
    for usesBuiltinRules in [true, false] {
      let scanner = try CommentScanner(rules: own, usesBuiltinRules: usesBuiltinRules)
      #expect(scanner.usesBuiltinRules == usesBuiltinRules)
      #expect(scanner.ownRules.map(\.id) == ["own", "first"])
      #expect(scanner.rules.first?.id == "first")
      #expect(scanner.rules.count == 2 + (usesBuiltinRules ? Rule.builtin.count : 0))
      let again = try CommentScanner(
        rules: scanner.ownRules,
        usesBuiltinRules: scanner.usesBuiltinRules,
        policy: scanner.policy,
        limits: scanner.limits,
        keepsSignals: scanner.keepsSignals,
        model: scanner.model
      )
      let more = try again.with(
        rules: again.ownRules + [Rule(id: "b", action: .remove, when: .body(["cat"]))]
      )
      for body in CommentScannerTests.bodies + ["A raffle on the bridge", "a cat"] {
        let comment = Comment(id: "1", body: body)
        #expect(again.verdict(for: comment) == scanner.verdict(for: comment), "\(body)")
        #expect((more.verdict(for: comment).action == .remove) == body.hasSuffix("cat"))
      }
    }
  }

  @Test("what is changed is as if it had been asked for at first; what stays is not compiled again")
  func changes() throws {
    let scanner = try CommentScanner(rules: own)
    let policy = scanner.with(policy: .strict, keepsSignals: true)
    #expect(policy.compiled === scanner.compiled && policy.memos === scanner.memos)
    #expect(policy.normalizer === scanner.normalizer)
    let short = try scanner.with(limits: ScanLimits(maxBodyBytes: 20))
    #expect(short.compiled === scanner.compiled)
    var matching = MatchLimits.default
    matching.maxSubjectBytes = 20
    let narrow = try scanner.with(limits: ScanLimits(matching: matching))
    #expect(narrow.compiled !== scanner.compiled)
    matching.maxPatternBytes = 1
    #expect(throws: RuleError.self) {
      try scanner.with(limits: ScanLimits(matching: matching))
    }
    matching.maxPatternBytes = MatchLimits.default.maxPatternBytes
    let silent = scanner.with(model: nil)
    #expect(silent.compiled === scanner.compiled && silent.memos !== scanner.memos)
    let pairs = [
      (policy, try CommentScanner(rules: own, policy: .strict, keepsSignals: true)),
      (short, try CommentScanner(rules: own, limits: ScanLimits(maxBodyBytes: 20))),
      (narrow, try CommentScanner(rules: own, limits: ScanLimits(matching: matching))),
      (silent, try CommentScanner(rules: own, model: nil)),
      (silent.with(model: LearnedModel.shipped), scanner),
    ]
    for (changed, asked) in pairs {
      for body in CommentScannerTests.bodies + ["A raffle on the bridge, you clown"] {
        let comment = Comment(id: "1", body: body)
        #expect(changed.verdict(for: comment) == asked.verdict(for: comment), "\(body)")
      }
    }
  }

  @Test("where nothing is made of signals, verdicts are the same without them")
  func withoutSignals() throws {
    let plain = try CommentScanner(rules: own, usesBuiltinRules: false)
    #expect(!plain.compiled.usesSignals)
    // A condition that asks for signals, and never holds.
    let never = Rule(id: "never", action: .remove, when: .signal("spam.test-string", .greater, 9))
    let asking = try CommentScanner(rules: own + [never], usesBuiltinRules: false)
    #expect(asking.compiled.usesSignals)
    let above = Rule(id: "a", action: .hold, when: .parent(.signal("hostility.insult-direct")))
    let parents = try CommentScanner(rules: [above], usesBuiltinRules: false)
    #expect(parents.compiled.usesSignals)
    let comments = CommentScannerTests.bodies.enumerated().map { number, body in
      Comment(id: "\(number)", body: body, parent: number > 0 ? "\(number - 1)" : nil, author: "a")
    }
    let thread = CommentThread(id: "t", comments: comments)
    #expect(plain.verdicts(for: thread) == asking.verdicts(for: thread))
    let talk = [
      Comment(id: "1", body: "You are a moron."), Comment(id: "2", body: "Why?", parent: "1"),
    ]
    let answers = parents.verdicts(for: CommentThread(id: "t", comments: talk))
    #expect(answers.map(\.action) == [.allow, .hold])
    let kept = plain.with(keepsSignals: true).verdict(for: comments[3])
    #expect(!kept.signals.isEmpty && plain.verdict(for: comments[3]).signals.isEmpty)
  }

  @Test("memos of words are kept for 64 tasks at most, however many there were at one time")
  func memoPool() {
    let pool = WordMemoPool()
    func nest(_ depth: Int) {
      guard depth > 0 else { return }
      pool.withScratch { _ in nest(depth - 1) }
    }
    nest(3)
    #expect(pool.idleCount == 3)
    nest(200)
    #expect(pool.idleCount == WordMemoPool.maxIdle && WordMemoPool.maxIdle == 64)
  }
}
