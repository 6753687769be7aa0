// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@testable import ThreadModeration

@Suite("RuleError") struct RuleErrorTests {
  private func error(_ rules: [Rule]) throws -> RuleError {
    var found: RuleError?
    do { _ = try CommentScanner(rules: rules, usesBuiltinRules: false) } catch { found = error }
    return try #require(found)
  }

  @Test("a pattern that does not compile, with the byte and the rule's place")
  func pattern() throws {
    let rule = Rule(
      id: "prices",
      when: .text(TextCheck(.body, ["ok", "price (usd"], isRegex: true)),
      origin: Rule.Origin(file: "rules.yaml", line: 14)
    )
    let error = try error([rule])
    #expect(error.code == .pattern)
    #expect(error.rule == "prices")
    #expect(error.pattern == "price (usd")
    #expect(error.patternError?.byteOffset == 10)
    #expect(
      error.description
        == "rules.yaml:14: rule \"prices\": pattern does not compile at byte 10: missing closing parenthesis"
    )
  }

  @Test("rules are equal if all about them is, and equal rules are found in a set")
  func equality() {
    let rule = Rule(
      id: "a",
      action: .hold,
      when: .text(TextCheck(.body, ["raffle"])),
      origin: Rule.Origin(file: "rules.yaml", line: 3)
    )
    var others = [Rule](repeating: rule, count: 5)
    others[0].score = 1
    others[1].condition = .not(rule.condition)
    others[2].origin?.line = 4
    others[3].sideEffects = [SideEffect("comment", on: .comment, parts: [])]
    others[4].respectsModerators = true
    let same = rule
    #expect(same == rule && !others.contains(rule))
    #expect(Set(others + [rule, same]).count == 6)
  }

  @Test("a value for a domain and those below it is the author's own")
  func domains() throws {
    func rule(_ value: String, isRegex: Bool = true) -> Rule {
      var check = TextCheck(.title, [value], isRegex: isRegex)
      check.matchesSubdomains = true
      return Rule(id: "host", action: .report, when: .text(check))
    }
    func matches(_ rule: Rule, _ host: String) throws -> Bool {
      let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false)
      let verdict = scanner.verdict(for: Comment(id: "1", body: "x", title: host))
      #expect(verdict.incomplete == nil, "\(host)")
      return !verdict.findings.isEmpty
    }
    for (value, host) in [
      ("(?x)abc#d", "abc"), (#"a|b\Qc."#, "bc."), ("(?x)abc#d", "www.abc"), ("a|b", "x.b"),
      (#"(a)\1"#, "aa"),
    ] {
      #expect(try matches(rule(value), host), "\(value) \(host)")
    }
    for (value, host) in [("(?x)abc#d", "xabc"), ("a|b", "ab"), ("a|b", "a.c"), ("a", "b")] {
      #expect(try !matches(rule(value), host), "\(value) \(host)")
    }
    for host in ["a.b", "www.a.b", "WWW.A.B"] {
      #expect(try matches(rule("a.b", isRegex: false), host), "\(host)")
    }
    for host in ["a.bc", "xa.b", "axb", "a.b.c"] {
      #expect(try !matches(rule("a.b", isRegex: false), host), "\(host)")
    }
    for (value, offset) in [("a)(b", 1), ("(?R)?a", 0), ("price (usd", 10)] {
      let found = try error([rule(value)])
      #expect(found.code == .pattern && found.pattern == value)
      #expect(found.patternError?.byteOffset == offset, "\(value)")
    }
  }

  @Test("two rules with one id")
  func duplicate() throws {
    let rule = Rule(id: "a", when: .fact(FactCheck(.isTopLevel)))
    let error = try error([rule, Rule(id: "b", when: rule.condition), rule])
    #expect(error.code == .duplicateID)
    #expect(error.rule == "a")
    #expect(error.origin == nil)
    #expect(error.description.hasPrefix("rule \"a\": another rule has this id already"))
  }

  @Test("ids that look alike and differ in bytes are two ids")
  func lookAlikeIDs() throws {
    let condition = Condition.fact(FactCheck(.isTopLevel))
    let rules = [Rule(id: "é", when: condition), Rule(id: "e\u{301}", when: condition)]
    #expect(try CommentScanner(rules: rules, usesBuiltinRules: false).rules.count == 2)
  }

  @Test("an unknown signal, with the nearest name")
  func unknownSignal() throws {
    let check = NumberCheck(.signal("links.shorteners"), .atLeast, 1)
    let error = try error([Rule(id: "a", when: .not(.any([.number(check)])))])
    #expect(error.code == .unknownSignal)
    #expect(error.description.contains("\"links.shorteners\"; did you mean \"links.shortener\"?"))
  }

  @Test("conditions up to 32 levels deep compile, deeper ones do not, whatever their depth")
  func tooDeep() throws {
    func rule(_ levels: Int) -> Rule {
      var condition = Condition.fact(FactCheck(.isTopLevel))
      for level in 1..<levels { condition = level % 2 == 0 ? .not(condition) : .all([condition]) }
      return Rule(id: "a", when: condition)
    }
    #expect(try CommentScanner(rules: [rule(32)], usesBuiltinRules: false).rules.count == 1)
    #expect(try error([rule(33)]).code == .tooDeep)
    #expect(try error([rule(5_000)]).code == .tooDeep)
  }

  @Test func `a rule cannot take the name of a signal`() throws {
    let rule = Rule(
      id: "hostility.insult-direct",
      score: 1,
      when: .fact(FactCheck(.isTopLevel))
    )
    let error = try #require(throws: RuleError.self) { try CommentScanner(rules: [rule]) }
    #expect(error.code == .duplicateID)
    #expect(error.description.contains("a signal has this id"))
  }

  @Test("numbers that are not finite are refused: scores, limits and constants")
  func notFinite() throws {
    let always = Condition.all([])
    for number in [Double.nan, .infinity, -.infinity, .signalingNaN] {
      for rule in [
        Rule(id: "a", score: number, when: always),
        Rule(id: "a", when: .number(NumberCheck(.score, .less, number))),
        Rule(id: "a", when: !.any([.number(NumberCheck(.constant(number), .less, 1))])),
        Rule(
          id: "a",
          when: .parent(
            .number(NumberCheck(.arithmetic(.score, .plus, .constant(number)), .less, 1))
          )
        ),
      ] {
        #expect(try error([rule]).code == .notFinite, "\(rule)")
      }
    }
    let rule = Rule(id: "a", score: .nan, when: always, origin: .init(file: "r.yaml", line: 3))
    #expect(
      try error([rule]).description
        == "r.yaml:3: rule \"a\": the score is nan; a rule's weight is a finite number, 0 for none"
    )
  }

  @Test("arithmetic up to 256 levels deep compiles and is reckoned, deeper is refused")
  func deepArithmetic() throws {
    func rule(_ levels: Int, isLeft: Bool) -> Rule {
      var quantity = NumberCheck.Quantity.score
      for _ in 1..<levels {
        quantity =
          isLeft
          ? .arithmetic(quantity, .plus, .constant(1)) : .arithmetic(.constant(1), .plus, quantity)
      }
      return Rule(
        id: "a",
        action: .hold,
        when: .number(NumberCheck(quantity, .equal, Double(levels)))
      )
    }
    for isLeft in [true, false] {
      let scanner = try CommentScanner(rules: [rule(256, isLeft: isLeft)], usesBuiltinRules: false)
      #expect(scanner.verdict(for: Comment(id: "1", body: "x", score: 1)).action == .hold)
      for levels in [257, 1_000, 5_000] {
        #expect(try error([rule(levels, isLeft: isLeft)]).code == .tooDeep)
      }
    }
  }

  @Test("a chain of && or || is one level deep, however long, and means the same")
  func chains() throws {
    let words = (0..<200).map { "word\($0)" }
    let any = words.dropFirst().reduce(Condition.body([words[0]])) { $0 || .body([$1]) }
    let right = words.dropLast().reversed().reduce(Condition.body([words[199]])) {
      .body([$1]) || $0
    }
    let all = words.dropFirst().reduce(Condition.body([words[0]])) { $0 && .body([$1]) }
    #expect(any == .any(words.map { .body([$0]) }) && right == any)
    #expect(all == .all(words.map { .body([$0]) }))
    let scanner = try CommentScanner(
      rules: [
        Rule(id: "any", action: .report, when: any), Rule(id: "all", action: .hold, when: all),
      ],
      usesBuiltinRules: false
    )
    func action(_ body: String) -> Action {
      scanner.verdict(for: Comment(id: "1", body: body)).action
    }
    #expect(action("nothing") == .allow && action("a word199 here") == .report)
    #expect(action(words.joined(separator: " ")) == .hold)
    #expect(action(words.dropLast().joined(separator: " ")) == .report)
    let (a, b, c) = (Condition.isTopLevel, Condition.isBySubmitter, Condition.isByModerator)
    #expect((a && b || c) as Condition == .any([.all([a, b]), c]))
    #expect(((a || b) && c) as Condition == .all([.any([a, b]), c]))
    #expect((!(a && b) && c) as Condition == .all([.not(.all([a, b])), c]))
  }
}
