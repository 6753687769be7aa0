// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@testable import ThreadModeration

@Suite("Rules at work") struct RuleMatchingTests {
  private func verdict(_ rules: [Rule], _ comment: Comment) throws -> Verdict {
    try CommentScanner(rules: rules, usesBuiltinRules: false).verdict(for: comment)
  }

  private func rule(
    _ id: String,
    _ effect: Rule.Effect?,
    priority: Int = 0,
    word: String = "bridge"
  ) -> Rule {
    Rule(id: id, action: effect, priority: priority, when: .text(TextCheck(.body, [word])))
  }

  private let comment = Comment(id: "1", body: "The old bridge and the new bridge")

  @Test("of the rules that remove only the first one counts, by priority, then by order")
  func removalsFirst() throws {
    let rules = [
      rule("a", .hold), rule("b", .remove, priority: 5), rule("c", .report), rule("d", nil),
      rule("e", .remove, priority: 5), rule("f", .remove, priority: 9, word: "road"),
    ]
    let verdict = try verdict(rules, comment)
    #expect(Set(verdict.findings.map(\.rule)) == ["b", "c", "d"])
    #expect(verdict.action == .remove)
    #expect(
      try CommentScanner(rules: rules, usesBuiltinRules: false).rules.map(\.id) == [
        "f", "b", "e", "a", "c", "d",
      ]
    )
  }

  @Test("AutoModerator's rules that do not remove have no turn after one that did; scores count")
  func doneAfterRemoval() throws {
    var rules = [
      rule("mail", nil, priority: 9), rule("a", .remove), rule("b", .report), rule("ours", .report),
      rule("score", nil), rule("other", .report, word: "road"),
    ]
    for index in rules.indices where rules[index].id != "ours" {
      rules[index].respectsModerators = true
    }
    rules[4].score = 1
    let verdict = try verdict(rules, comment)
    #expect(Set(verdict.findings.map(\.rule)) == ["a", "ours", "score"])
    rules[1].respectsModerators = false
    #expect(
      Set(try self.verdict(rules, comment).findings.map(\.rule))
        == ["mail", "a", "b", "ours", "score"]
    )
    for isOwn in [false, true] {
      rules[1].respectsModerators = isOwn
      let scanner = try CommentScanner(rules: rules, usesBuiltinRules: false)
      var search = BodySearch(try #require(BodyScanner(scanner)))
      #expect(search.scan(Array(comment.body.utf8), format: comment.bodyFormat) == .matched)
      let findings = search.verdict(comment: "1", thread: nil, author: nil).findings
      #expect(findings == scanner.verdict(for: comment).findings)
    }
  }

  @Test("in Markdown, words of an escape are no words, lengths count what it stands for")
  func escapes() throws {
    let amp = Rule(id: "amp", action: .report, when: .text(TextCheck(.body, ["amp", "a & b"])))
    let isLong = Condition.number(NumberCheck(.bodyLength, .greater, 3))
    let long = Rule(id: "long", action: .report, when: isLong)
    let markdown = Comment(id: "1", body: "x &amp;&lt;", bodyFormat: .markdown)
    #expect(try verdict([amp, long], markdown).findings.isEmpty)
    #expect(
      try verdict([amp, long], Comment(id: "1", body: markdown.body)).findings.map(\.rule)
        == ["long", "amp"]
    )
    let both = Comment(id: "1", body: "a &amp; b", bodyFormat: .markdown)
    #expect(try verdict([amp], both).findings.map(\.text) == ["a &amp; b"])
    let search = try CommentScanner(rules: [amp], usesBuiltinRules: false)
    var bodies = BodySearch(try #require(BodyScanner(search)))
    func outcome(_ body: String, _ format: BodyFormat) -> BodySearch.Outcome {
      bodies.scan(Array(body.utf8), format: format)
    }
    #expect(outcome(both.body, .markdown) == .matched)
    #expect(
      bodies.verdict(comment: "1", thread: nil, author: nil).findings
        == search.verdict(for: both).findings
    )
    #expect(outcome(both.body, .text) == .matched)
    #expect(outcome(markdown.body, .markdown) == .quiet)
    #expect(outcome("&lt;3", .markdown) == .quiet)
    #expect(outcome("an amp &c.", .markdown) == .matched)
  }

  @Test(
    "a rule's effect is the least action",
    arguments: [
      (Rule.Effect.report, Action.report), (.hold, .hold), (.remove, .remove), (.approve, .allow),
    ]
  )
  func effects(effect: Rule.Effect, action: Action) throws {
    #expect(try verdict([rule("a", effect)], comment).action == action)
    #expect(effect.action == action)
    #expect(effect.isRemoval == (action >= .hold))
  }

  @Test("an approving rule vetoes scores and reports, but no removal and no limit")
  func approve() throws {
    let hostile = Comment(id: "1", body: "You are a moron and a clown, says the bridge")
    #expect(try CommentScanner().verdict(for: hostile).action > .allow)
    #expect(
      try CommentScanner(rules: [rule("ok", .approve)]).verdict(for: hostile).action == .allow
    )
    #expect(try verdict([rule("ok", .approve), rule("no", .report)], comment).action == .allow)
    #expect(try verdict([rule("ok", .approve), rule("no", .hold)], comment).action == .hold)
    let scanner = try CommentScanner(
      rules: [rule("ok", .approve)],
      limits: ScanLimits(maxBodyBytes: 20)
    )
    let cut = scanner.verdict(for: comment)
    #expect(cut.incomplete == .subjectSize && cut.action == .report)
  }

  @Test("moderators are passed by where the rule says so, if they are known to be")
  func moderators() throws {
    var exempting = rule("a", .remove)
    exempting.exemptsModerators = true
    var moderator = comment
    moderator.isModerator = true
    #expect(try verdict([exempting], moderator).action == .allow)
    #expect(try verdict([exempting], comment).action == .remove)
    moderator.isModerator = false
    #expect(try verdict([exempting], moderator).action == .remove)
    exempting.exemptsModerators = false
    moderator.isModerator = true
    #expect(try verdict([exempting], moderator).action == .remove)
  }

  @Test("evidence names the entry and covers exactly what matched")
  func evidence() throws {
    let many = Rule(
      id: "a",
      score: 2,
      when: .text(TextCheck(.body, ["tower", "old bridge", "new"]))
    )
    let findings = try verdict([many], comment).findings
    #expect(findings.map(\.entry) == ["old bridge", "new"])
    #expect(findings.map(\.text) == ["old bridge", "new"])
    #expect(findings.map(\.range) == [4..<14, 23..<26])
    #expect(findings.map(\.score).reduce(0, +) == 2)
    #expect(findings.allSatisfy { $0.view == "raw" && $0.category == .custom })
    let one = Rule(id: "a", when: .text(TextCheck(.author, ["ada"])))
    var named = comment
    named.author = "Ada"
    let finding = try #require(try verdict([one], named).findings.first)
    #expect(finding.view == "author" && finding.range == nil && finding.text.isEmpty)
    #expect(finding.entry == nil)
  }

  @Test("a branch that fails leaves no evidence")
  func failedBranch() throws {
    let rule = Rule(
      id: "a",
      when: .any([
        .all([.text(TextCheck(.body, ["old"])), .text(TextCheck(.body, ["tower"]))]),
        .text(TextCheck(.body, ["new"])),
      ])
    )
    #expect(try verdict([rule], comment).findings.map(\.text) == ["new"])
    let negated = Rule(id: "b", when: .not(.text(TextCheck(.body, ["tower"]))))
    let findings = try verdict([negated], comment).findings
    #expect(findings.map(\.view) == ["comment"] && findings.map(\.range) == [nil])
  }

  @Test("a rule on a normalized view finds a disguised word, with its exact original range")
  func normalizedView() throws {
    let rule = Rule(
      id: "a",
      when: .text(TextCheck(.body, ["snorkel"], view: .normalized))
    )
    for (body, run) in [
      ("buy sn0rk3l now", "sn0rk3l"), ("buy s n o r k e l now", "s n o r k e l"),
      ("buy s.n.o.r.k.e.l now", "s.n.o.r.k.e.l"), ("buy sn\u{200B}orkel now", "sn\u{200B}orkel"),
      ("buy ｓｎｏｒｋｅｌ now", "ｓｎｏｒｋｅｌ"), ("buy snooooorkel now", "snooooorkel"),
      ("buy sn\u{43E}rkel now", "sn\u{43E}rkel"), ("buy šnôrkél now", "šnôrkél"),
    ] {
      let findings = try verdict([rule], Comment(id: "1", body: body)).findings
      #expect(findings.map(\.text) == [run], "\(body)")
      #expect(findings.map(\.view) == ["normalized"])
      let raw = Rule(id: "a", when: .text(TextCheck(.body, ["snorkel"])))
      #expect(try verdict([raw], Comment(id: "1", body: body)).findings.isEmpty, "\(body)")
    }
  }

  @Test("a regular expression on the normalized view sees disguised words too")
  func normalizedPattern() throws {
    let rule = Rule(
      id: "a",
      when: .text(
        TextCheck(
          .body,
          [#"cheap (?:snorkel|flipper)s?"#],
          method: .includes,
          isRegex: true,
          view: .normalized
        )
      )
    )
    let findings = try verdict([rule], Comment(id: "1", body: "so ch3ap sn0rkel!")).findings
    #expect(findings.map(\.text) == ["ch3ap sn0rkel"])
  }

  @Test("quoted and unquoted views see only their part")
  func views() throws {
    let body = "> the old bridge\nthe tower"
    func texts(_ view: TextView) throws -> [String] {
      let rule = Rule(id: "a", when: .text(TextCheck(.body, ["bridge", "tower"], view: view)))
      return try verdict([rule], Comment(id: "1", body: body)).findings.map(\.text)
    }
    #expect(try texts(.raw) == ["bridge", "tower"])
    #expect(try texts(.prose) == ["tower"])
    #expect(try texts(.quoted) == ["bridge"])
    #expect(try texts(.normalized) == ["tower"])
    #expect(try texts(.normalizedBody) == ["bridge", "tower"])
  }

  @Test("a reason shows the matched text once and never reads it again")
  func reason() throws {
    var rule = Rule(
      id: "a",
      reason: "Found: {{match}}, {{match}}.",
      when: .text(TextCheck(.body, ["{{match}}"], method: .includes))
    )
    let findings = try verdict([rule], Comment(id: "1", body: "x {{match}}")).findings
    #expect(findings.map(\.reason) == ["Found: {{match}}, {{match}}."])
    rule.reason = nil
    rule.description = "What it is."
    let described = try verdict([rule], Comment(id: "1", body: "x {{match}}")).findings
    #expect(described.map(\.reason) == ["What it is."])
  }

  @Test("a signal's evidence is the rule's evidence")
  func signalEvidence() throws {
    let rule = Rule(id: "a", when: .number(NumberCheck(.signal("links.count"), .atLeast, 2)))
    let body = "http://a.example.com http://b.example.com"
    let findings = try verdict([rule], Comment(id: "1", body: body)).findings
    #expect(findings.map(\.text) == ["http://a.example.com", "http://b.example.com"])
    #expect(findings.map(\.entry) == ["a.example.com", "b.example.com"])
  }

  @Test("a message is listed for somebody, and for nobody is none")
  func messages() throws {
    var rule = rule("mail", nil)
    rule.sideEffects = [
      SideEffect(
        "message",
        on: .author,
        parts: [SideEffect.Part(name: "text", text: "About {{kind}}s")]
      )
    ]
    for (author, count) in [("ada", 1), ("[deleted]", 0), ("", 0), (nil, 0)] {
      var comment = comment
      comment.author = author
      #expect(try verdict([rule], comment).sideEffects.count == count, "\(author ?? "nobody")")
    }
  }
}
