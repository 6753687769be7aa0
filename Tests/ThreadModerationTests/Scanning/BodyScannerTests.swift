// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import TestSupport
import Testing
import ThreadModeration

/// `BodyScanner` beside `CommentScanner`, which looks at each rule in turn.
@Suite struct BodyScannerTests {
  private static let words = [
    "river", "bridge", "cheap", "pills", "free", "money", "casino", "thanks", "(a+)+$", "w.w",
    "[a-f]{3}", "\\bx+\\b", "é", "buy (now|today)", "zzz",
  ]

  private static func check(_ random: inout SeededGenerator) -> Condition {
    let values = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      words.randomElement(using: &random) ?? ""
    }
    return .text(
      TextCheck(
        .body,
        values,
        method: Bool.random(using: &random) ? .includes : .includesWord,
        isRegex: true,
        isCaseSensitive: Bool.random(using: &random)
      )
    )
  }

  private static func condition(_ random: inout SeededGenerator, depth: Int = 0) -> Condition {
    switch depth < 2 ? Int.random(in: 0..<5, using: &random) : 0 {
    case 3: .all((0..<2).map { _ in condition(&random, depth: depth + 1) })
    case 4:
      .any(
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          condition(&random, depth: depth + 1)
        }
      )
    default: check(&random)
    }
  }

  private static func rules(_ random: inout SeededGenerator) -> [Rule] {
    (0..<Int.random(in: 1...8, using: &random)).map { number in
      var rule = Rule(
        id: "r\(number)",
        category: Category.allCases.randomElement(using: &random) ?? .spam,
        score: Double(Int.random(in: -2...5, using: &random)),
        action: [nil, .approve, .report, .hold, .remove].randomElement(using: &random) ?? nil,
        reason: Bool.random(using: &random) ? "because" : nil,
        priority: Int.random(in: 0...2, using: &random),
        exemptsModerators: Bool.random(using: &random),
        when: condition(&random)
      )
      rule.endsPass = Int.random(in: 0..<4, using: &random) == 0
      rule.respectsModerators = Bool.random(using: &random)
      return rule
    }
  }

  private static func body(_ random: inout SeededGenerator) -> String {
    let run = String(repeating: "a", count: 34)
    let extra = words + [run + "!", "buy today", "xxx", "\n", "É", "deaf", "&gt;"]
    return (0..<Int.random(in: 0..<9, using: &random)).map { _ in
      extra.randomElement(using: &random) ?? ""
    }.joined(separator: " ")
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `verdicts are those of the scanner`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var limits = ScanLimits.standard
    limits.matching.matchSteps = seed % 3 == 0 ? 50 : limits.matching.matchSteps
    let scanner = try CommentScanner(
      rules: Self.rules(&random),
      usesBuiltinRules: false,
      policy: seed % 2 == 0 ? .strict : .standard,
      limits: limits
    )
    let plain = try #require(BodyScanner(scanner))
    var search = BodySearch(plain)
    for number in 0..<120 {
      let comment = Comment(
        id: "c\(number)",
        body: Self.body(&random),
        thread: "t",
        author: number % 3 == 0 ? nil : "ada",
        bodyFormat: number % 2 == 0 ? .text : .markdown
      )
      var expected = scanner.verdict(for: comment)
      expected.domains = []
      var verdict = plain.quietVerdict
      switch search.scan(Array(comment.body.utf8), format: comment.bodyFormat) {
      case .quiet:
        verdict.comment = comment.id
        verdict.thread = comment.thread
        verdict.author = comment.author
      case .matched:
        verdict = search.verdict(comment: comment.id, thread: "t", author: comment.author)
      case .tooLong: Issue.record("no body is that long")
      }
      #expect(verdict == expected, "seed \(seed): \(comment.body)")
    }
  }

  @Test func `rules that ask for more than words are left to the scanner`() throws {
    let plain = Condition.text(TextCheck(.body, ["x"], method: .includes))
    let others: [Condition] = [
      .not(plain), .all([]), .all([plain, .fact(FactCheck(.isTopLevel))]), .parent(plain),
      .text(TextCheck(.title, ["x"], method: .includes)),
    ]
    func scanner(_ condition: Condition, reason: String? = nil) throws -> CommentScanner {
      try CommentScanner(
        rules: [Rule(id: "a", action: .report, reason: reason, when: condition)],
        usesBuiltinRules: false
      )
    }
    #expect(BodyScanner(try scanner(plain)) != nil)
    for condition in others { #expect(BodyScanner(try scanner(condition)) == nil) }
    #expect(BodyScanner(try scanner(plain, reason: "{{match}}")) == nil)
    #expect(BodyScanner(try CommentScanner()) == nil)
    #expect(BodyScanner(try CommentScanner(usesBuiltinRules: false)) == nil)
  }

  @Test func `a body over the limit is left to the scanner`() throws {
    var limits = ScanLimits.standard
    limits.maxBodyBytes = 10
    let scanner = try CommentScanner(
      rules: [
        Rule(id: "a", action: .report, when: .text(TextCheck(.body, ["x"], method: .includes)))
      ],
      usesBuiltinRules: false,
      limits: limits
    )
    var search = BodySearch(try #require(BodyScanner(scanner)))
    #expect(search.scan(Array("elevenbytes".utf8), format: .text) == .tooLong)
    #expect(search.scan(Array("tenletters".utf8), format: .text) == .quiet)
    #expect(search.scan(Array("x".utf8), format: .text) == .matched)
  }

  @Test("after a body was let go of nothing is found in it, until the next one")
  func released() throws {
    let rule = Rule(id: "r", action: .hold, when: .body(["aa"]))
    let plain = try #require(
      BodyScanner(try CommentScanner(rules: [rule], usesBuiltinRules: false))
    )
    var search = BodySearch(plain)
    for body in ["hi aa", "&amp; aa"] {
      #expect(search.scan(Array(body.utf8), format: .markdown) == .matched)
      search.release()
      #expect(search.shape() == 0 && search.places.isEmpty)
      #expect(search.verdict(comment: "c", thread: nil, author: nil).findings.isEmpty)
      #expect(search.scan(Array(body.utf8), format: .markdown) == .matched)
      let found = search.verdict(comment: "c", thread: nil, author: nil)
      #expect(found.action == .hold && found.findings.map(\.text) == ["aa"])
    }
  }
}
