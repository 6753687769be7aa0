// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("Built-in rules") struct BuiltinRulesTests {
  private let scanner = Result { try CommentScanner() }

  private func matches(_ rule: Rule, _ text: String) throws -> Bool {
    let comment = Comment(id: "1", body: text)
    let scanner = try scanner.get()
    let context = CommentContext(alone: comment)
    return scanner.draft(of: comment, in: context, JudgingScratch()).matches.contains {
      scanner.rules[$0.rule].id == rule.id
    }
  }

  @Test("every rule has examples of both kinds, and all come out right")
  func examples() throws {
    for rule in Rule.builtin {
      #expect(!rule.examples.matches.isEmpty && !rule.examples.passes.isEmpty, "\(rule.id)")
      for text in rule.examples.matches { #expect(try matches(rule, text), "\(rule.id): \(text)") }
      for text in rule.examples.passes { #expect(try !matches(rule, text), "\(rule.id): \(text)") }
    }
  }

  @Test("every rule has an id of its own in its category, a weight and a description")
  func definitions() {
    #expect(Rule.builtin.count >= 13)
    #expect(Set(Rule.builtin.map(\.id)).count == Rule.builtin.count)
    #expect(Set(Rule.builtin.map(\.id)).isDisjoint(with: Signals.all.map(\.name)))
    for rule in Rule.builtin {
      #expect(rule.id.hasPrefix(rule.category.name + "."))
      #expect(rule.score > 0, "\(rule.id)")
      #expect(rule.description?.hasSuffix(".") == true && rule.kind != nil)
      #expect(rule.effect == nil)
    }
  }
}
