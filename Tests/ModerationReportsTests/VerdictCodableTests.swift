// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine
import RuleFiles
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

/// `Codable` and `VerdictLines` write one and the same object.
@Suite("Verdict as JSON") struct VerdictCodableTests {
  private func object(_ bytes: some Sequence<UInt8>) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary)
  }

  /// A verdict with numbers that lines do not round.
  private func verdict() -> Verdict {
    var verdict = Verdict(
      comment: "c2",
      thread: "t1",
      author: "a",
      action: .hold,
      incomplete: .subjectSize,
      findings: [
        Finding(
          rule: "hostility.insult-direct",
          category: .hostility,
          kind: "insult",
          score: 2.125,
          view: "normalized",
          range: 4..<21,
          text: "miserable marxist",
          entry: "miserable"
        ),
        Finding(rule: "r", category: .custom, score: -0.5, view: "author", reason: "w"),
      ],
      signals: [
        SignalReading(name: Signals.all[3].name, value: 2),
        SignalReading(name: Signals.all[1].name, value: 0.5),
        SignalReading(name: Signals.all[3].name, value: 7),
      ],
      sideEffects: [
        Verdict.SideEffects(
          rule: "r",
          effects: [
            SideEffect(
              "modmail",
              on: .moderators,
              parts: [
                SideEffect.Part(name: "subject", text: "s"),
                SideEffect.Part(name: "text", text: "t"),
              ]
            ),
            SideEffect("set_locked", on: .post, parts: []),
          ]
        ),
        Verdict.SideEffects(rule: "q", effects: [SideEffect("comment", on: .comment, parts: [])]),
      ],
      domains: ["a.example", "b.example"],
      unjudged: [
        Verdict.Unjudged(rule: "newcomers", missing: "author_created_at"),
        Verdict.Unjudged(rule: "u", missing: "parent's score"),
      ]
    )
    for (number, category) in Category.allCases.enumerated() {
      verdict.scores[category] = Double(number) / 8
    }
    return verdict
  }

  @Test("the object is that of a line, with all keys and with the fewest")
  func sameObject() throws {
    let bare = Verdict(
      comment: "c1",
      findings: [Finding(rule: "", category: .spam, score: 0, view: "")]
    )
    for verdict in [verdict(), Verdict(comment: "c1"), bare] {
      let encoded = try JSONEncoder().encode(verdict)
      #expect(try object(encoded) == object(VerdictLines.lines([verdict])))
    }
  }

  @Test("what is read from a line or from Codable is what was written")
  func reading() throws {
    var expected = verdict()
    // An object has one value for a name, and no order.
    expected.signals = [expected.signals[1], expected.signals[0]]
    for bytes in [try JSONEncoder().encode(verdict()), Data(VerdictLines.lines([verdict()]))] {
      #expect(try JSONDecoder().decode(Verdict.self, from: bytes) == expected)
    }
    let minimal = #"{"id":"c","action":"report","scores":{"spam":1},"findings":[],"more":[1]}"#
    var verdict = Verdict(comment: "c", action: .report)
    verdict.scores[.spam] = 1
    #expect(try JSONDecoder().decode(Verdict.self, from: Data(minimal.utf8)) == verdict)
    for wrong in [
      #"{"action":"report","scores":{},"findings":[]}"#,
      #"{"id":"c","scores":{},"findings":[]}"#, #"{"id":"c","action":"hold","findings":[]}"#,
      #"{"id":"c","action":"wipe","scores":{},"findings":[]}"#,
      #"{"id":"c","action":"hold","scores":{},"incomplete":"tired","findings":[]}"#,
      #"{"id":"c","action":"hold","scores":{},"findings":[{"rule":"r"}]}"#,
      #"{"id":"c","action":"hold","scores":{},"findings":[{"rule":"r","category":"spam","score":1,"view":"raw","range":[5,4]}]}"#,
    ] {
      #expect(throws: DecodingError.self, "\(wrong)") {
        try JSONDecoder().decode(Verdict.self, from: Data(wrong.utf8))
      }
    }
  }

  @Test("verdicts of real comments come back as they were, to the last digit")
  func roundTrip() throws {
    let file = RuleFile(
      reading: Array(
        """
        id: raffle
        type: comment
        body: [raffle]
        action: filter
        action_reason: "raffle: {{match}}"
        comment: "no raffles, {{author}}"
        comment_stickied: true
        modmail: "see {{body}}"
        """.utf8
      ),
      name: "rules.yaml"
    )
    #expect(!file.hasErrors)
    let scanner = try CommentScanner(rules: file.rules, keepsSignals: true)
    let bodies = [
      "a raffle at bit.ly/x and https://example.org, you idiot", "You are a moron.", "", "so",
      String(repeating: "raffle \u{202E} \u{1F600} ", count: 400),
    ]
    for (number, body) in bodies.enumerated() {
      let verdict = scanner.verdict(
        for: Comment(id: "\(number)", body: body, thread: "t", author: "ben")
      )
      let encoded = try JSONEncoder().encode(verdict)
      #expect(try JSONDecoder().decode(Verdict.self, from: encoded) == verdict)
      if number == 0 { #expect(!verdict.sideEffects.isEmpty && !verdict.domains.isEmpty) }
    }
  }

  @Test("verdicts that were stored before are still read")
  func old() throws {
    let text = #"""
      {"comment":"c","thread":"t","action":"hold","scores":[0.1,0.2,0.3,0.4,0.5],"findings":[
      {"rule":"r","category":"spam","score":1,"view":"raw","range":[1,2],"text":"x"}],
      "signals":[{"name":"spam.caps","value":1}],
      "sideEffects":[{"rule":"r","effects":[{"name":"comment","target":"comment","parts":[{"name":"text","text":"t"}]}]}],
      "domains":["a.example"]}
      """#
    let verdict = try JSONDecoder().decode(Verdict.self, from: Data(text.utf8))
    #expect(verdict.comment == "c" && verdict.scores[.custom] == 0.5)
    #expect(verdict.findings[0].range == 1..<2 && verdict.findings[0].kind == nil)
    #expect(verdict.signals == [SignalReading(name: "spam.caps", value: 1)])
    #expect(verdict.sideEffects[0].effects[0].parts[0].text == "t")
  }
}
