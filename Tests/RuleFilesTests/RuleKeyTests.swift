// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import Testing
import ThreadModeration

@Suite("Keys of a rule beside its searches")
struct RuleKeyTests {
  @Test(
    "Action words",
    arguments: [
      ("approve", Rule.Effect.approve), ("report", .report), ("filter", .hold), ("hold", .hold),
      ("remove", .remove), ("spam", .remove), ("REMOVE", .remove),
    ]
  )
  func actions(_ word: String, _ effect: Rule.Effect) {
    #expect(read("body: x\naction: \(word)\n").rules.map(\.effect) == [effect])
  }

  @Test("Actions reach the verdict")
  func verdicts() throws {
    for (word, action) in [
      ("approve", Action.allow), ("report", .report), ("filter", .hold), ("remove", .remove),
    ] {
      #expect(
        try Judge(rule("body: x", action: word)).verdict(Comment(id: "1", body: "x")).action
          == action
      )
    }
  }

  @Test("All the rest of a rule")
  func everything() throws {
    let file = read(
      """
      # a rule with everything

      ID: Town.no-Raffles
      type: comment
      priority: -3
      category: Links
      kind: raffle
      description: Raffles are not allowed.
      score: 1.5
      moderators_exempt: false
      body: [raffle]
      action: filter
      report_reason: 'has "{{match}}"'
      tests:
        matches: [a raffle, "big raffle"]
        passes: none
      comment: sorry
      set_flair: [a, b]
      """
    )
    #expect(file.diagnostics.map(\.code) == ["post-effect"])
    let rule = try #require(file.rules.first)
    #expect(rule.id == "Town.no-Raffles")
    #expect(rule.priority == -3)
    #expect(rule.category == .links)
    #expect(rule.kind == "raffle")
    #expect(rule.description == "Raffles are not allowed.")
    #expect(rule.score == 1.5)
    #expect(!rule.exemptsModerators)
    #expect(rule.effect == .hold)
    #expect(rule.reason == "has \"{{match}}\"")
    #expect(rule.examples == Rule.Examples(matches: ["a raffle", "big raffle"], passes: ["none"]))
    #expect(rule.origin == Rule.Origin(file: "rules.yaml", line: 3))
  }

  @Test("Defaults: custom, priority 0, and moderators exempt from removal and report only")
  func defaults() throws {
    for (word, isExempt) in [("report", true), ("remove", true), ("approve", false)] {
      let rule = try #require(read("body: x\naction: \(word)\n").rules.first)
      #expect(rule.category == .custom)
      #expect(rule.priority == 0)
      #expect(rule.exemptsModerators == isExempt)
    }
    #expect(read("body: x\nscore: 1\n").rules.map(\.exemptsModerators) == [false])
    let byModerator = Comment(id: "1", body: "x", isModerator: true)
    #expect(!(try Judge(rule("body: x")).matches(byModerator)))
    #expect(try Judge(rule("body: x\nmoderators_exempt: no")).matches(byModerator))
  }

  @Test(
    "The domain of a post is that of its address where the data has no other",
    arguments: [
      ("https://m.youtube.com/watch?v=1", true), ("http://WWW.YouTube.com:80", true),
      ("https://youtube.com.evil.example/", false), ("https://u@notyoutube.com/", false),
      ("youtube.com", true), ("youtube", false),
    ]
  )
  func postDomain(address: String, isFound: Bool) throws {
    let judge = try Judge("parent_submission:\n  domain: [youtube.com]\naction: report\n")
    var comment = Comment(id: "1", body: "x")
    comment.details[.postURL] = address
    #expect(judge.matches(comment) == isFound)
    comment.details[.postDomain] = "example.org"
    #expect(!judge.matches(comment))
  }

  @Test("A post that leads to itself has the domain of its community")
  func ownDomain() throws {
    let judge = try Judge("parent_submission:\n  domain: [self.town]\naction: report\n")
    var comment = Comment(id: "1", body: "x")
    comment.details[.postURL] = "https://www.reddit.com/r/town/comments/abc/words/"
    #expect(!judge.matches(comment), "the post may be another one")
    comment.thread = "t3_abc"
    #expect(judge.matches(comment))
  }

  @Test("The first removal rule by priority ends the turn of all others but those with a score")
  func priority() throws {
    let judge = try Judge(
      """
      {id: low, body: x, action: remove}
      --- {id: high, priority: 5, body: x, action: filter}
      --- {id: note, body: x, action: report}
      --- {id: points, body: x, score: 2}
      """
    )
    let verdict = judge.verdict(Comment(id: "1", body: "x"))
    #expect(verdict.action == .hold)
    #expect(Set(verdict.findings.map(\.rule)) == ["high", "points"])
    var approved = Comment(id: "1", body: "x")
    approved.details[.isApproved] = true
    #expect(Set(judge.verdict(approved).findings.map(\.rule)) == ["note", "points"])
  }

  @Test("A comment cannot write the reason: {{match}} is replaced once")
  func reasonIsOnePass() throws {
    let judge = try Judge(
      rule(
        "body (includes, regex): ['\\{\\{.*\\}\\}', cat]\naction_reason: 'found {{match}}, {{author}}'"
      )
    )
    let hostile = judge.verdict(Comment(id: "1", body: "{{match}} {{author}}", author: "eve"))
    #expect(hostile.findings.map(\.reason) == ["found {{match}} {{author}}, eve"])
    #expect(
      judge.verdict(Comment(id: "2", body: "Cat")).findings.map(\.reason) == [
        "found Cat, {{author}}"
      ]
    )
  }

  @Test(
    "A rule about posts never applies to a comment, and one note says so",
    arguments: [
      "type: submission\ntitle: x", "type: text submission\n~title: x\nbody: y",
      "title: x", "~domain: [a.example]", "title+url (includes): x", "body: x\nis_poll: true",
      "body: x\nset_flair: y", "standard: image hosting sites", "crosspost_author: x",
      "body: x\ncrosspost_subreddit:\n  name: x", "body: x\nmodmail: '{{media_title}}'",
      "body: x\ntitle: y\nis_gallery: true",
    ]
  )
  func aboutPosts(_ checks: String) {
    let file = read(rule(checks))
    #expect(
      file.diagnostics.map(\.code) == ["not-about-comments"],
      "\(file.diagnostics.map(\.description))"
    )
    #expect(file.outcomes.map(\.standing.name) == ["not-about-comments"])
    #expect(file.inactiveRules == 1)
    #expect(file.rules.isEmpty)
    #expect(!file.hasErrors)
  }

  @Test("A rule that says it is about comments and asks for what only posts have is warned of")
  func postOnly() {
    let file = read(rule("type: comment\ntitle: x"))
    #expect(places(file) == ["warning post-only 2:1"])
    let effect = read(rule("type: comment\nbody: x\nset_flair: y"))
    #expect(places(effect) == ["warning post-effect 3:1"])
    #expect(effect.rules.count == 1 && effect.rules[0].sideEffects.isEmpty)
  }

  @Test(
    "No rule vanishes without a word",
    arguments: ["body: x", "action: remove", "body: []\naction: remove", "body: x\nscore: 0"]
  )
  func nothingSilent(_ text: String) {
    let file = read(text + "\n")
    #expect(file.inactiveRules == 1)
    #expect(file.diagnostics.contains { $0.code == "inactive" })
  }

  @Test(
    "A misspelt key is an error, also in a rule that is left out",
    arguments: [
      "type: submission\ntitel: x", "reports: 2\nboddy: x", "tite+body: x",
      "author:\n  nam: x\nreports: 1",
    ]
  )
  func misspelt(_ checks: String) {
    let file = read(rule(checks))
    #expect(file.hasErrors)
    #expect(
      file.diagnostics.contains {
        $0.code == "unknown-key" && $0.suggestion?.contains("did you mean") == true
      }
    )
  }

  @Test("Tests inside the file run against their own rule alone")
  func ownTests() throws {
    let file = read(
      """
      {id: good, body: cat, action: report, tests: {matches: [a cat], passes: [dog]}}
      --- {id: bad, body: cat, action: report, tests: {matches: ["dog\\e[2J\\n"], passes: [a cat]}}
      --- {id: untested, body: cat, action: report}
      """
    )
    let results = try RuleTests.run(file.rules)
    #expect(results.rules == 3)
    #expect(results.untested == 1)
    #expect(results.examples == 4)
    #expect(
      results.failures.map(\.description) == [
        "rules.yaml:2: rule \"bad\" does not match: dog\u{FFFD}[2J ",
        "rules.yaml:2: rule \"bad\" matches: a cat",
      ]
    )
  }
}
