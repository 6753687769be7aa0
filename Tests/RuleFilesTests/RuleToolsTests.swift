// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import RuleFiles

@Suite("Explaining, comparing and replacing rules")
struct RuleToolsTests {
  private func lint(_ text: String) -> RuleFile {
    RuleFile(reading: Array(text.utf8), name: "rules.yaml", options: .init(lints: true))
  }

  private static let text = """
    id: town.raffles
    description: Raffles are not allowed.
    body (normalized): [raffle, lucky draw]
    ~body#2 (includes, regex): '\\bofficial\\b'
    author:
      account_age: "< 3 days"
      is_moderator: false
    parent_comment:
      body_longer_than: 10
    signals:
      links.count + 1: ">= 2"
    action: filter
    action_reason: "raffle: {{match}}"
    message: Sorry {{author}}
    priority: 2
    tests:
      matches: [a raffle]
    """

  @Test("An explanation in plain words")
  func explanation() throws {
    let file = read(Self.text)
    let shown = RuleExplanation.text(
      of: try #require(file.rules.first),
      outcome: file.outcomes.first
    )
    #expect(
      try Golden.difference(of: Array((shown + "\n").utf8), from: "rules/explanation.txt") == nil
    )
  }

  @Test("A back-test lists rules that match nothing, and shows line feeds and tabs as spaces")
  func backtestOfNothing() {
    let rules = read("id: quiet\nbody: nobody says this\naction: report\n").rules
    var backtest = RuleBacktest(rules: rules)
    let verdict = Verdict(comment: "1", action: .allow)
    let flagged = Verdict(comment: "1", action: .hold)
    backtest.add(
      Comment(id: "1", body: "one\n\ttwo\u{202E}"),
      baseline: verdict,
      candidate: flagged
    )
    #expect(backtest.text().contains("  quiet: 0, 0"))
    #expect(backtest.text().contains("one  two\u{FFFD}"))
  }

  @Test(
    "Words for an action that others use are understood",
    arguments: ["delete", "ban", "block"]
  )
  func actions(word: String) {
    let file = read("body: x\naction: \(word)\n")
    #expect(file.diagnostics.first?.suggestion == "did you mean \"remove\"?")
  }

  @Test("A back-test counts hits, changes, catches and what touches too much")
  func backtest() throws {
    let old = try CommentScanner(
      rules: read("id: cats\nbody: cat\naction: report\n").rules,
      usesBuiltinRules: false
    )
    let new = try CommentScanner(
      rules: read("id: cats\nbody (includes): cat\naction: remove\n").rules,
      usesBuiltinRules: false
    )
    var backtest = RuleBacktest()
    for (body, isBad) in [("a cat", true), ("concatenate", false), ("cats", true), ("dog", nil)] {
      let comment = Comment(id: body, body: body)
      backtest.add(
        comment,
        baseline: old.verdict(for: comment),
        candidate: new.verdict(for: comment),
        isBad: isBad
      )
    }
    #expect(backtest.comments == 4)
    #expect(backtest.hits["cats"] == RuleBacktest.Hits(before: 1, after: 3))
    #expect(backtest.changes[.init(from: .report, to: .remove)] == 1)
    #expect(backtest.changes[.init(from: .allow, to: .remove)] == 2)
    #expect(
      backtest.examples[.init(from: .allow, to: .remove)]?.map(\.comment) == [
        "concatenate", "cats",
      ]
    )
    #expect(backtest.newCatches == 1 && backtest.lostCatches == 0)
    #expect(backtest.caught == .init(before: 1, after: 2))
    #expect(backtest.falseAlarms == .init(before: 0, after: 1))
    #expect(backtest.broadRules.map(\.rule) == ["cats"])
    #expect(
      try Golden.difference(of: Array((backtest.text() + "\n").utf8), from: "rules/backtest.txt")
        == nil
    )
    let cost = RuleCost.measure(new.rules, on: [Comment(id: "1", body: "a cat")])
    #expect(cost["cats"].map { $0 >= 0 } == true)
  }

  @Test("A broken file leaves the old rules running; a good one takes their place at once")
  func replacement() throws {
    let live = LiveScanner(
      try CommentScanner(
        rules: read("body: cat\naction: remove\n").rules,
        usesBuiltinRules: false
      )
    )
    let cat = Comment(id: "1", body: "a cat")
    #expect(try !live.replaceRules(from: read("body (regex): 'a('\naction: remove\n")))
    #expect(live.scanner.verdict(for: cat).action == .remove)
    #expect(throws: RuleError.self) {
      try live.replaceRules([Rule(id: "a", when: .signal("no.such"))])
    }
    #expect(live.scanner.verdict(for: cat).action == .remove)
    let held = live.scanner
    #expect(try live.replaceRules(from: read("body: dog\naction: remove\n")))
    #expect(live.scanner.verdict(for: cat).action == .allow)
    #expect(held.verdict(for: cat).action == .remove)
  }

  @Test("Scanners can be replaced while many tasks use them")
  func concurrentReplacement() async throws {
    let rules = [
      read("body: cat\naction: remove\n").rules, read("body: cat\naction: filter\n").rules,
    ]
    let live = LiveScanner(try CommentScanner(rules: rules[0], usesBuiltinRules: false))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<4 {
        group.addTask {
          for round in 0..<100 {
            if task == 0 { try live.replaceRules(rules[round % 2]) }
            let action = live.scanner.verdict(for: Comment(id: "1", body: "cat")).action
            #expect(action == .remove || action == .hold)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("The example of Docs/Rules.md: rules in Swift")
  func rulesInSwift() throws {
    let rule = Rule(
      id: "town.raffles",
      category: .spam,
      action: .hold,
      when: .body(["raffle", "lucky draw"], view: .normalized)
        && (.accountAge(inDays: .less, 3) || .isTopLevel)
        && !.author(["town_hall"])
    )
    let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false)
    let comment = Comment(id: "1", body: "A r4ffle!", thread: "t", author: "eve")
    #expect(scanner.verdict(for: comment).action == .hold)
    let official = Comment(id: "1", body: "A raffle", thread: "t", author: "Town_Hall")
    #expect(scanner.verdict(for: official).action == .allow)
  }

  @Test("Included files and lists, from the folder and not beyond")
  func sharing() throws {
    let files = [
      "words.txt": "# animals\ncat\n\ndog # kept\n",
      "more.yaml": "lists:\n  birds: [owl]\n---\nid: more\nbody: $birds\naction: report\n",
      "loop.yaml": "include: loop.yaml\n---\nbody: x\naction: report\n",
    ]
    func load(_ text: String) -> RuleFile {
      RuleFile(reading: Array(text.utf8), name: "rules.yaml") { files[$0].map { Array($0.utf8) } }
    }
    let file = load(
      "include: more.yaml\nlists:\n  pets: {file: words.txt, words: [fish]}\n---\nbody: [$pets, $birds]\naction: remove\n"
    )
    #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.description))")
    #expect(file.rules.map(\.origin?.file) == ["more.yaml", "rules.yaml"])
    guard case .text(let check)? = file.rules.last?.condition else {
      Issue.record("no search")
      return
    }
    #expect(check.values == ["cat", "dog # kept", "fish", "owl"])
    for (text, code) in [
      ("include: ../x.yaml\n", "include-path"), ("include: /etc/passwd\n", "include-path"),
      ("include: none.yaml\n", "include-unreadable"), ("include: loop.yaml\n", "include-circle"),
      ("lists:\n  a: {file: none}\n", "include-unreadable"), ("lists: x\n", "wrong-type"),
      ("lists:\n  1a: [x]\n", "bad-list"), ("lists:\n  a: {fiel: x}\n", "unknown-key"),
    ] {
      #expect(
        load(text).diagnostics.contains { $0.code == code && $0.severity == .error },
        "\(text)"
      )
    }
    #expect(
      lint("lists:\n  a: [x]\n---\nbody: x\naction: report\n").diagnostics.map(\.code) == [
        "unused-list"
      ]
    )
    #expect(read("include: more.yaml\n").diagnostics.map(\.code) == ["include-unreadable"])
  }

  @Test(
    "What the linter finds",
    arguments: [
      ("body: [cat, Cat]\naction: report\n", "repeated-value"),
      ("body_longer_than: 10\nbody_shorter_than: 11\naction: report\n", "contradiction"),
      ("type: submission\ntitle (regex): 'a++b'\naction: report\n", "pcre-only"),
      ("type: submission\ntitle: a\ncomment: '{{user}}'\n", "unknown-placeholder"),
      ("body: ['cat|dog']\naction: report\n", "looks-like-regex"),
      ("body: ['\\bcat\\b']\naction: report\n", "looks-like-regex"),
      ("type: submission\ntitle: ['cats?.*']\naction: report\n", "looks-like-regex"),
      ("body (includes, regex): '/ca[bt]/i'\naction: report\n", "regex-delimiters"),
      ("body (includes): [cat, cats]\naction: report\n", "subsumed-value"),
      ("body: [cat, cat food]\naction: report\n", "subsumed-value"),
      ("body (includes, regex): 'cat|cats'\naction: report\n", "unreachable-alternative"),
      ("body (includes, regex): ['cat', 'a\\.b']\naction: report\n", "regex-could-be-list"),
      ("body (full-exact, regex): 'a*'\naction: report\n", "matches-empty"),
      ("body (includes, regex): '(a+)+$'\naction: report\n", "catastrophic-backtracking"),
      (
        "body (includes, regex): '(?:x|x)*y(\\w+\\s?)*$'\naction: report\n",
        "catastrophic-backtracking"
      ),
      ("body (includes, regex): 'a.*b.*c.*d.*e'\naction: report\n", "slow-pattern"),
      ("body (includes, regex): '(a\\d+)+x'\naction: report\n", "nested-repeats"),
      ("id: a\nbody: x\naction: report\n", "missing-tests"),
      ("id: a\nbody: x\naction: report\n", "missing-description"),
      ("body_longer_than: 10\nbody_shorter_than: 5\naction: report\n", "contradiction"),
      (
        "body: [cat, dog]\naction: remove\n---\nbody: cat\nauthor: eve\naction: filter\n",
        "shadowed-rule"
      ),
      ("author:\n  comment_karma: '< -100'\naction: report\n", "threshold-range"),
      ("signals:\n  links.count: '< 0'\naction: report\n", "threshold-range"),
      ("author:\n  account_age: soon\naction: report\n", "threshold"),
      ("signals:\n  links.count % 2: 1\naction: report\n", "signal-arithmetic"),
      ("body: x\ncomment: '{{athor}}'\n", "unknown-placeholder"),
      ("body: x\nbody#2: y\naction: report\naction_reason: '{{match}}'\n", "ambiguous-match"),
      ("any: []\naction: report\n", "empty-group"),
      ("any:\n  - set_locked: true\naction: report\n", "not-a-text"),
      ("is_reply: true\naction: report\n", "old-key"),
      ("type: comment\naction: report\n", "matches-every-comment"),
      ("type: comment\ntitle: x\naction: report\n", "post-only"),
    ]
  )
  func lint(_ text: String, _ code: String) {
    let file = lint(text)
    #expect(file.diagnostics.contains { $0.code == code }, "\(file.diagnostics.map(\.description))")
  }

  @Test("No rule is called shadowed that could have its turn")
  func notShadowed() {
    for text in [
      "body: cat\naction: remove\n---\nbody: [cat, dog]\naction: filter\n",
      "body: cat\nauthor: eve\naction: remove\n---\nbody: cat\naction: filter\n",
      "body: cat\naction: remove\n---\nbody: cat\naction: filter\nmoderators_exempt: false\n",
      "body: cat\naction: remove\n---\nbody (includes): cat\naction: filter\n",
      "body: cat\naction: remove\n---\nbody: cat\naction: filter\npriority: 1\nauthor: eve\n",
      "body: cat\naction: report\n---\nbody: cat\naction: remove\n",
    ] {
      #expect(!lint(text).diagnostics.contains { $0.code == "shadowed-rule" }, "\(text)")
    }
  }

  @Test("Lengths that some text has are no contradiction; slashes of an address no delimiters")
  func noSlips() {
    for text in [
      "body_min_length: 5\nbody_max_length: 5\naction: report\n",
      "body_longer_than: 10\nbody_shorter_than: 12\naction: report\n",
      "body (includes, regex): '/wp-[a-z]+/'\naction: report\n",
      "body (includes): ['a.b', 'and/or', '(c)', 'a - b', '[deleted]']\naction: report\n",
    ] {
      #expect(lint(text).diagnostics.allSatisfy { $0.severity == .note }, "\(text)")
    }
  }

  @Test("Comments switch notes and warnings off, by line and by file, and never errors")
  func suppression() {
    let noted = "body (regex): 'a.b'\naction: report\n"
    #expect(read(noted).diagnostics.count == 1)
    #expect(read("# moderate: ignore regex-without-method\n" + noted).diagnostics.isEmpty)
    #expect(read("# moderate: ignore\n" + noted).diagnostics.isEmpty)
    #expect(read("# moderate: ignore-file regex-without-method\n\n" + noted).suppressed == 1)
    #expect(read("# moderate: ignore other\n" + noted).diagnostics.count == 1)
    #expect(read("# moderate: ignore-file\nbodie: x\n").hasErrors)
  }

  @Test("Diagnostics as JSON can be read back, whatever they hold")
  func json() throws {
    let file = read("\"bo\\e\\\"dy\": x\naction: report\n")
    for diagnostic in file.diagnostics {
      let object =
        try JSONSerialization.jsonObject(with: Data(diagnostic.json.utf8)) as? [String: Any]
      #expect(object?["code"] as? String == diagnostic.code)
      #expect(object?["line"] as? Int == diagnostic.line)
      #expect(object?["message"] as? String == diagnostic.message)
      #expect(diagnostic.json.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
  }
}
