// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@testable import ThreadModeration

@Suite("CommentScanner") struct CommentScannerTests {
  static let scanner = Result { try CommentScanner(keepsSignals: true) }

  /// Bodies of many kinds, for properties that hold of all.
  static let bodies = [
    "", " ", "Thanks, that helped.", "You are a moron and a clown!", "[deleted]",
    "Buy followers at bit.ly/x now!!! http://a.example.xyz hxxp://b[.]com", "> you clown\nno",
    "WHY DOES NOBODY LISTEN TO ME???", "😂😂😂😂😂😂😂😂😂😂😂😂", "a\u{200B}b\u{202E}c",
    "great post, earn $500 a day, whatsapp +1 555 010 0199", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "This m o r o n and that m0r0n", "привет мир", "\u{0}\u{0}",
  ]

  static func expectSound(_ verdict: Verdict, _ comment: Comment) {
    let body = Array(comment.body.utf8)
    for category in Category.allCases {
      #expect(verdict.scores[category] >= 0 && verdict.scores[category] <= 1)
    }
    var previous = (Category.spam, -1, -1)
    for finding in verdict.findings {
      if let range = finding.range {
        #expect(range.lowerBound >= 0 && range.upperBound <= body.count)
        #expect(Bodies.isBoundary(range.lowerBound, in: body))
        #expect(Bodies.isBoundary(range.upperBound, in: body))
        #expect(Array(finding.text.utf8) == Array(body[range]))
      } else {
        #expect(finding.text.isEmpty)
      }
      let place = (
        finding.category, finding.range?.lowerBound ?? -1, finding.range?.upperBound ?? -1
      )
      #expect(previous <= place)
      previous = place
    }
    if verdict.incomplete != nil { #expect(verdict.action >= .report) }
    #expect(verdict.comment == comment.id)
  }

  @Test(
    "every verdict has scores in 0…1 and findings in order, with the bytes of their range",
    arguments: bodies
  )
  func sound(body: String) throws {
    let scanner = try Self.scanner.get()
    for format in BodyFormat.allCases {
      let comment = Comment(id: "1", body: body, parent: "0", bodyFormat: format)
      Self.expectSound(scanner.verdict(for: comment), comment)
      let parent = Comment(id: "0", body: body)
      let thread = CommentThread(id: "t", comments: [parent, comment])
      for (entry, verdict) in zip(thread.comments, scanner.verdicts(for: thread)) {
        Self.expectSound(verdict, entry)
      }
      Self.expectSound(
        scanner.verdict(for: comment, answeringIn: CommentThread(id: "t", comments: [parent])),
        comment
      )
    }
  }

  @Test("a placeholder is allowed, with no findings")
  func placeholder() throws {
    let rule = Rule(id: "a", action: .remove, when: .all([]))
    let scanner = try CommentScanner(rules: [rule])
    let verdict = scanner.verdict(for: Comment(id: "1", body: "[removed]"))
    #expect(verdict.action == .allow && verdict.findings.isEmpty && verdict.incomplete == nil)
    #expect(scanner.verdict(for: Comment(id: "1", body: "removed")).action == .remove)
  }

  @Test("the test string is held, and it alone")
  func testString() throws {
    let scanner = try Self.scanner.get()
    let text = Bodies.string(SignalReader.testString)
    let verdict = scanner.verdict(for: Comment(id: "1", body: "before \(text) after"))
    #expect(verdict.action == .hold)
    let finding = try #require(verdict.findings.first { $0.rule == "spam.test-string" })
    #expect(finding.text == text && finding.range == 7..<7 + text.utf8.count)
    #expect(scanner.verdict(for: Comment(id: "1", body: text.lowercased())).action < .hold)
  }

  @Test("a civil comment is allowed, an insult is not, and a quoted insult is")
  func basics() throws {
    let scanner = try Self.scanner.get()
    func action(_ body: String) -> Action {
      scanner.verdict(for: Comment(id: "1", body: body)).action
    }
    #expect(action("The bridge was built in 1902, and I still like it.") == .allow)
    #expect(action("You are a pathetic moron.") > .allow)
    #expect(action("> You are a pathetic moron.\n\nPlease do not write like that.") == .allow)
  }

  @Test("a body over the limit is incomplete, reported, and judged as far as it goes")
  func oversize() throws {
    let scanner = try CommentScanner(limits: ScanLimits(maxBodyBytes: 30))
    let long = scanner.verdict(
      for: Comment(id: "1", body: "The bridge is old. " + String(repeating: "é", count: 50))
    )
    #expect(long.incomplete == .subjectSize && long.action == .report)
    let insult = scanner.verdict(
      for: Comment(id: "1", body: "You pathetic moron. " + String(repeating: "x ", count: 50))
    )
    #expect(insult.scores[.hostility] > 0.5)
    #expect(scanner.verdict(for: Comment(id: "1", body: "The bridge is old.")).incomplete == nil)
    for limit in [0, -5] {
      let none = try CommentScanner(limits: ScanLimits(maxBodyBytes: limit))
      #expect(none.verdict(for: Comment(id: "1", body: "é")).incomplete == .subjectSize)
      #expect(none.verdict(for: Comment(id: "1", body: "")).incomplete == nil)
    }
  }

  @Test("a catastrophic pattern ends, and the comment is incomplete and reported")
  func catastrophic() throws {
    let rule = Rule(
      id: "slow",
      action: .remove,
      when: .text(TextCheck(.body, ["(a+)+$"], method: .includes, isRegex: true))
    )
    let negated = Rule(id: "not-slow", action: .remove, when: .not(rule.condition))
    let scanner = try CommentScanner(rules: [rule, negated])
    let comment = Comment(id: "1", body: String(repeating: "a", count: 5_000) + "!")
    let clock = ContinuousClock()
    var verdict = Verdict(comment: "")
    let time = clock.measure { verdict = scanner.verdict(for: comment) }
    #expect(verdict.incomplete != nil)
    #expect(verdict.action >= .report && verdict.action < .remove)
    #expect(!verdict.findings.contains { $0.rule == "slow" || $0.rule == "not-slow" })
    #expect(time < .seconds(10))
  }

  @Test("an incomplete verdict names why the search gave up")
  func reasons() {
    for reason in UndecidedReason.allCases where reason != .matchCount {
      #expect(IncompleteReason(reason).rawValue == reason.rawValue)
    }
  }

  @Test("a thousand long hosts have the time of one text together, and what is left is incomplete")
  func slowHosts() throws {
    let patterns = (0..<8).map { "^(?:[a-z.]+)+(?<![a-z.])\($0)?" }
    let check = TextCheck(.domain, patterns, method: .includes, isRegex: true)
    let plain = TextCheck(.domain, ["a.example.com"], method: .fullExact)
    let scanner = try CommentScanner(
      rules: [
        Rule(id: "slow", action: .report, when: .text(check)),
        Rule(id: "plain", action: .report, when: .text(plain)),
      ],
      usesBuiltinRules: false
    )
    let labels = (0..<100).map { ["a", "b", "c", "d", "e", "f", "g"][$0 % 7] }
    let body = (0..<1_000).map { number in
      "https://" + (labels[(number % 7)...] + ["\(number)x", "com"]).joined(separator: ".")
    }.joined(separator: " ")
    let clock = ContinuousClock()
    var verdict = Verdict(comment: "")
    let time = clock.measure { verdict = scanner.verdict(for: Comment(id: "1", body: body)) }
    #expect(verdict.incomplete != nil && verdict.action == .report)
    #expect(time < .seconds(6))
    let twice = "https://b.a.example.com/1 https://x.example.org https://b.a.example.com/2"
    let findings = scanner.verdict(for: Comment(id: "2", body: twice)).findings
    #expect(findings.map(\.text) == ["https://b.a.example.com/1", "https://b.a.example.com/2"])
  }

  @Test("the same input gives the same verdict, on many tasks at once")
  func deterministic() async throws {
    let scanner = try Self.scanner.get()
    let comments = Self.bodies.enumerated().map { number, body in
      Comment(
        id: "\(number)",
        body: body,
        parent: number == 0 ? nil : "\(number / 2)",
        author: "a\(number % 3)",
        createdAt: Int64(number)
      )
    }
    let thread = CommentThread(id: "t", comments: comments)
    let expected = scanner.verdicts(for: thread)
    let other = try CommentScanner(keepsSignals: true)
    #expect(other.verdicts(for: thread) == expected)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 { group.addTask { scanner.verdicts(for: thread) == expected } }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test("a comment about to be posted is judged as it would be in the thread")
  func answering() throws {
    let scanner = try Self.scanner.get()
    let comments = [
      Comment(id: "1", body: "The old bridge should stay where it is.", author: "ada"),
      Comment(id: "2", body: "Why?", parent: "1", author: "bob"),
    ]
    let next = Comment(id: "3", body: "Clown.", parent: "2", author: "ada")
    let verdict = scanner.verdict(
      for: next,
      answeringIn: CommentThread(id: "t", comments: comments)
    )
    let whole = scanner.verdicts(for: CommentThread(id: "t", comments: comments + [next]))
    #expect(verdict == whole[2])
    #expect(verdict.thread == "t")
    #expect(verdict.action > .allow)
  }

  @Test("without the built-in rules nothing is scored, but signals are there for rules")
  func withoutBuiltins() throws {
    let rule = Rule(
      id: "a",
      action: .hold,
      when: .number(NumberCheck(.signal("hostility.insult-direct"), .atLeast, 1))
    )
    let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false)
    let verdict = scanner.verdict(for: Comment(id: "1", body: "You are a moron."))
    #expect(verdict.action == .hold)
    #expect(verdict.findings.map(\.rule) == ["a"])
    #expect(
      verdict.scores[.hostility]
        == scanner.verdict(for: Comment(id: "2", body: "Hello.")).scores[.hostility]
    )
  }

  @Test("no rule's weight makes a score that is no number")
  func extremeWeights() throws {
    let weights = [1e300, 1e308, -1e308, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]
    for a in weights {
      for b in weights {
        let rules = [
          Rule(id: "a", score: a, when: .all([])), Rule(id: "b", score: b, when: .all([])),
        ]
        let score = try CommentScanner(rules: rules).verdict(for: Comment(id: "1", body: "x"))
          .scores[.custom]
        #expect(score >= 0 && score <= 1, "\(a), \(b)")
      }
    }
  }
}
