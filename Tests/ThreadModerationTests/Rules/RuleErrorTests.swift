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
}
