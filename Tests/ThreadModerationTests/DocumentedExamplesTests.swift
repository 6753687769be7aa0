// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine
import TestSupport
import Testing
import ThreadModeration

/// What the examples in docstrings and in the DocC pages say of their results.
@Suite("Documented examples") struct DocumentedExamplesTests {
  @Test("ThreadModeration.md: the insult, its action and its findings")
  func overview() throws {
    let page = try String(
      contentsOf: SharedData.packageRoot.appending(
        path: "Sources/ThreadModeration/Documentation.docc/ThreadModeration.md"
      ),
      encoding: .utf8
    )
    let block = try #require(page.split(separator: "```swift").dropFirst().first)
    let lines = block.prefix(while: { $0 != "`" }).split(separator: "\n")
    let shown = lines.filter { $0.hasPrefix("// ") }.map { String($0.dropFirst(3)) }

    let scanner = try CommentScanner()
    let verdict = scanner.verdict(for: Comment(id: "c1", body: "You are an idiot."))
    let printed = [verdict.action.name] + verdict.findings.map { "\($0.rule) \($0.text)" }
    #expect(shown == printed)
    #expect(lines.contains { $0.contains("You are an idiot.") })
  }

  @Test("CommentScanner: the advertisement is held as spam")
  func advertisement() throws {
    let comment = Comment(id: "c1", body: "Buy followers at bit.ly/x now!!!")
    let verdict = try CommentScanner().verdict(for: comment)
    #expect(verdict.action == .hold && verdict.scores[.spam] > 0.85)
  }

  @Test("TextFingerprint: the same text with small changes")
  func fingerprints() {
    let a = TextFingerprint(of: "Earn $500 a day from home, ask me how: bit.ly/x1")
    let b = TextFingerprint(of: "EARN $900 a day from home!! Ask me hоw (bit.ly/zz)")
    #expect(a != nil && a?.letters == b?.letters)
  }

  @Test("Rule: link shorteners are held")
  func rule() throws {
    let rule = Rule(
      id: "no-shorteners",
      category: .links,
      action: .hold,
      reason: "Link shorteners hide where a link goes.",
      when: .text(TextCheck(.body, ["bit.ly", "tinyurl.com"], method: .includes))
    )
    let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false)
    #expect(scanner.verdict(for: Comment(id: "1", body: "see bit.ly/x")).action == .hold)
    #expect(scanner.verdict(for: Comment(id: "2", body: "see the bridge")).action == .allow)
  }
}
