// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("Rules that act without a score: named as the reason, counted, with what they would do")
struct RuleReasonTests {
  private static let raffle = Rule(
    id: "town.raffles",
    action: .hold,
    reason: "Raffle: {{match}}",
    when: .body(["raffle"]),
    origin: Rule.Origin(file: "rules.yaml", line: 7)
  )

  private static func verdict(_ rules: [Rule], _ comment: Comment) throws -> Verdict {
    try CommentScanner(rules: rules, usesBuiltinRules: false).verdict(for: comment)
  }

  private static let comment = Comment(
    id: "a",
    body: "win a raffle now",
    thread: "t",
    author: "ann"
  )

  private static func material(_ rules: [Rule]) throws -> ReportMaterial {
    var material = ReportMaterial()
    material.count(try verdict(rules, comment), of: comment)
    for rule in rules { material.ruleOrigins[rule.id] = rule.origin }
    return material
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `the sentence names the rule, its reason and the words`() throws {
    let verdict = try Self.verdict([Self.raffle], Self.comment)
    #expect(verdict.findings[0].effect == .hold && verdict.isDecided(by: verdict.findings[0]))
    #expect(
      PlainSentence.why(verdict, .standard).hasPrefix("Held for review by the rule town.raffles: ")
    )
    #expect(PlainSentence.why(verdict, .standard).hasSuffix(" (“raffle”)."))
    for bytes in [
      TerminalText(width: 100).report(try Self.material([Self.raffle])),
      MarkdownReport.render(try Self.material([Self.raffle])),
      HTMLReport.render(try Self.material([Self.raffle])),
      TerminalText().explanation(Self.comment, verdict),
    ] {
      #expect(Self.text(bytes).contains("Held for review by the rule town.raffles: "))
      #expect(!Self.text(bytes).contains("no finding is listed"))
    }
  }

  @Test func `a rule that set the action comes before what only scored`() {
    let verdict = Verdict(
      comment: "a",
      action: .remove,
      scores: CategoryValues(repeating: 0.96),
      findings: [
        Finding(
          rule: "conduct.copies",
          category: .conduct,
          score: 3,
          view: "thread",
          reason: "Copies."
        ),
        Finding(
          rule: "mod.bitcoin",
          category: .custom,
          score: 0,
          view: "raw",
          range: 0..<7,
          text: "bitcoin",
          effect: .remove
        ),
      ]
    )
    #expect(
      PlainSentence.why(verdict, .standard)
        == "To be removed by the rule mod.bitcoin (“bitcoin”), and 1 more finding."
    )
    let groups = FindingGroups(verdict)
    #expect(groups.groups.map(\.finding.rule) == ["mod.bitcoin", "conduct.copies"])
    #expect(groups.numbers(of: [0, 1]) == [1, 2] && groups.numbers(of: [1]) == [1])
    let html = Self.text(HTMLReport.render(ReportMaterial(flagging: verdict)))
    #expect(html.contains("acts: remove"))
    #expect(!html.contains("weight +0.0"))
  }

  @Test func `hits without a score count for their category, those of approvals do not`() throws {
    var approval = Self.raffle
    approval.id = "town.approve"
    approval.effect = .approve
    #expect(try Self.material([Self.raffle]).summary.categories == [.custom: 1])
    #expect(try Self.material([approval]).summary.categories.isEmpty)
    var speaking = Self.raffle
    speaking.effect = nil
    speaking.score = -2
    speaking.condition = .body(["raffle"]) && .body(["win"])
    #expect(try Self.material([speaking]).summary.categories.isEmpty)
    let html = HTMLReport.render(try Self.material([Self.raffle]))
    #expect(Self.text(html).contains("\"t\", 2, [4], [0]"), "the page's filter has the category")
  }

  @Test func `a rule that lacks data is named with what it lacks`() throws {
    var rule = Self.raffle
    rule.id = "town.newbies"
    rule.condition = .accountAge(inDays: .less, 3)
    let material = try Self.material([rule, Self.raffle])
    #expect(material.summary.unjudged == ["town.newbies": ["author_created_at": 1]])
    for bytes in [
      TerminalText(width: 120).report(material), MarkdownReport.render(material),
      HTMLReport.render(material), SummaryJSON.render(material),
    ] {
      let text = Self.text(bytes)
      #expect(text.contains("town.newbies") && text.contains("author_created_at"))
    }
    // What does not matter is not missing.
    var narrow = rule
    narrow.condition = .body(["lottery"]) && rule.condition
    #expect(try Self.verdict([narrow], Self.comment).unjudged.isEmpty)
    narrow.condition = .any([rule.condition, .body(["raffle"])])
    #expect(try Self.verdict([narrow], Self.comment).unjudged.isEmpty)
  }

  @Test func `what rules would also do stands in every report`() throws {
    var rule = Self.raffle
    rule.sideEffects = [
      SideEffect(
        "comment",
        on: .comment,
        parts: [SideEffect.Part(name: "text", text: "No <raffles>!")]
      )
    ]
    let material = try Self.material([rule])
    #expect(material.summary.sideEffects == ["town.raffles": ["comment": 1]])
    for bytes in [
      TerminalText(width: 100).report(material), MarkdownReport.render(material),
      CSVReport.render(material),
      TerminalText().explanation(Self.comment, try Self.verdict([rule], Self.comment)),
    ] {
      #expect(Self.text(bytes).contains("reply to the comment"))
      #expect(Self.text(bytes).contains("No <raffles>!"))
    }
    #expect(Self.text(HTMLReport.render(material)).contains(#"No \u003craffles\u003e!"#))
  }

  @Test func `rules are named with their place, and those without a match are listed`() throws {
    var quiet = Self.raffle
    quiet.id = "town.quiet"
    quiet.condition = .body(["nobody says this"])
    quiet.origin = Rule.Origin(file: "rules.yaml", line: 21)
    let material = try Self.material([Self.raffle, quiet])
    for bytes in [
      TerminalText(width: 100).report(material), MarkdownReport.render(material),
      HTMLReport.render(material),
    ] {
      #expect(Self.text(bytes).contains("rules.yaml:7"))
      #expect(Self.text(bytes).contains("rules.yaml:21"))
    }
  }

  @Test func `threads called by their titles lose them with the words`() throws {
    let redaction = Redaction(.text)
    let verdict = Verdict(comment: "a", thread: "CryptoCurrency: Bitcoin is back", action: .hold)
    let material = redaction.redacted(ReportMaterial(flagging: verdict))
    for bytes in [SummaryJSON.render(material), HTMLReport.render(material)] {
      #expect(!Self.text(bytes).contains("Bitcoin"))
    }
    #expect(redaction.redacted(verdict).thread?.hasPrefix("thread-") == true)
    #expect(redaction.redacted(Verdict(comment: "a", thread: "t3_abc")).thread == "t3_abc")
  }
}

extension ReportMaterial {
  fileprivate init(flagging verdict: Verdict) {
    self.init()
    count(
      verdict,
      of: Comment(id: verdict.comment, body: "bitcoin, bitcoin", thread: verdict.thread)
    )
  }
}
