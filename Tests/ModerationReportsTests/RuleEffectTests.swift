// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Testing
@testable import ModerationReports
@testable import ThreadModeration

/// Rules that act by themselves, in what reports say.
@Suite("Rules that act by themselves") struct RuleEffectTests {
  private static func verdict(_ action: Action, _ findings: [Finding]) -> Verdict {
    var verdict = Verdict(comment: "c", action: action, findings: findings)
    verdict.scores[.conduct] = 0.96
    return verdict
  }

  private static let raffle = Finding(
    rule: "town.raffles",
    category: .custom,
    score: 0,
    view: "raw",
    range: 0..<6,
    text: "raffle",
    reason: "Raffles need the committee's word first",
    effect: .hold
  )
  private static let copy = Finding(
    rule: "conduct.duplicate",
    category: .conduct,
    kind: "copy",
    score: 2,
    view: "thread",
    reason: "The same text by several authors."
  )

  @Test func `the rule that decided is named, with its reason and its words`() {
    #expect(
      PlainSentence.why(Self.verdict(.hold, [Self.raffle]), .standard)
        == "Held for review by the rule town.raffles: raffles need the committee's word first (“raffle”)."
    )
    #expect(
      PlainSentence.why(Self.verdict(.hold, [Self.copy, Self.raffle]), .standard)
        == "Held for review by the rule town.raffles: raffles need the committee's word first (“raffle”), "
        + "and 1 more finding."
    )
  }

  @Test func `without a reason its words are shown, and with neither its name`() {
    var bare = Self.raffle
    bare.reason = nil
    #expect(
      PlainSentence.why(Self.verdict(.hold, [bare]), .standard)
        == "Held for review by the rule town.raffles (“raffle”)."
    )
    bare.text = ""
    #expect(
      PlainSentence.why(Self.verdict(.hold, [bare]), .standard)
        == "Held for review by the rule town.raffles."
    )
  }

  @Test func `a rule that asks for less than what was done decided nothing`() {
    var report = Self.raffle
    report.effect = .report
    let why = PlainSentence.why(Self.verdict(.hold, [Self.copy, report]), .standard)
    #expect(
      why.hasPrefix("Held for review, conduct 0.96: the same text by several authors"),
      "\(why)"
    )
    var approve = Self.raffle
    approve.effect = .approve
    #expect(Self.verdict(.allow, [approve]).decisiveFinding == nil && !approve.countsAgainst)
    #expect(
      PlainSentence.why(Self.verdict(.allow, [approve]), .standard)
        == "Allowed by the rule town.raffles: raffles need the committee's word first (“raffle”)."
    )
  }

  @Test func `its category is counted, and it comes first among the reasons`() {
    var summary = Summary()
    summary.count([Self.copy, Self.raffle], times: 1)
    #expect(summary.categories[.custom] == 1 && summary.categories[.conduct] == 1)
    let groups = FindingGroups(Self.verdict(.hold, [Self.copy, Self.raffle]))
    #expect(groups.groups.map(\.finding) == [Self.raffle, Self.copy])
    #expect(groups.numbers(of: [0]) == [2] && groups.numbers(of: [1]) == [1])
  }

  @Test func `a verdict line says what the rule does, and is read again`() throws {
    let verdict = Self.verdict(.hold, [Self.raffle, Self.copy])
    var line: [UInt8] = []
    VerdictLines.append(verdict, to: &line)
    let text = String(decoding: line, as: UTF8.self)
    #expect(text.contains(#""reason":"Raffles need the committee's word first","effect":"hold"}"#))
    #expect(text.matches(of: /effect/).count == 1)
  }
}
