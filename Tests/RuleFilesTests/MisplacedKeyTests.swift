// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import Testing
import ThreadModeration

@Suite("Slips: keys in the wrong group, colons and signs without quotes, thresholds")
struct MisplacedKeyTests {
  private func first(_ text: String) -> Diagnostic? { read(text).diagnostics.first }

  private func lint(_ text: String) -> RuleFile {
    RuleFile(reading: Array(text.utf8), name: "rules.yaml", options: .init(lints: true))
  }

  @Test(
    "A check of another group is sent there, and never to an action",
    arguments: [
      ("comment_karma: \"< 3\"", "below `author:`"), ("is_submitter: true", "below `author:`"),
      ("name: [x]", "below `author:`"), ("account_age: \"< 3 days\"", "below `author:`"),
      ("parent_submission:\n  author: x", "beside `parent_submission`"),
      ("parent_submission:\n  is_submitter: true", "below `author:`"),
      ("author:\n  title: x", "below `parent_submission:`"),
      ("author:\n  body: x", "one level up, beside `author`"),
      ("author:\n  action: remove", "one level up, beside `author`"),
    ]
  )
  func misplaced(text: String, advice: String) throws {
    let diagnostic = try #require(first(rule(text)))
    #expect(diagnostic.code == "misplaced-key")
    #expect(diagnostic.suggestion?.contains(advice) == true, "\(diagnostic)")
  }

  @Test func `a key of the old dialect with a tilde is not suggested for itself`() throws {
    let diagnostic = try #require(first(rule("~user: [ann]")))
    #expect(diagnostic.suggestion?.contains("before 2015") == true, "\(diagnostic)")
  }

  @Test func `a colon in a value makes a mapping of it, and that is said`() throws {
    let diagnostic = try #require(first(rule("body:\n  - re: your post")))
    #expect(diagnostic.message.contains("makes a key and a value"))
    #expect(diagnostic.suggestion?.hasSuffix("\"re: your post\"") == true)
    let example = try #require(
      first("body: x\ntests:\n  matches:\n    - {body: x, author: ann}\naction: report\n")
    )
    #expect(example.suggestion?.contains("--comments FILE") == true)
  }

  @Test(
    "YAML errors are told where they were made",
    arguments: [
      ("author:\n  comment_karma: > 10\n", "error yaml 2:18", "\"> 10\""),
      ("body: x\naction:remove\n", "error yaml 2:8", "action: remove"),
      ("body: [#tag, foo]\naction: report\n", "error yaml 1:8", "in quotes"),
      ("body: [*foo, bar]\naction: report\n", "error yaml 1:8", "in quotes"),
    ]
  )
  func yaml(text: String, place: String, advice: String) {
    let file = read(text)
    #expect(places(file) == [place], "\(file.diagnostics)")
    #expect(file.diagnostics.first?.suggestion?.contains(advice) == true, "\(file.diagnostics)")
  }

  @Test(
    "Thresholds that are none are told what is wrong with them",
    arguments: [
      ("account_age: \"< 1.5 days\"", "whole number"), ("comment_karma: \"> 1,000\"", "commas"),
      ("comment_karma: \"10 <\"", "in front"), ("account_age: \"< 1 week 2 days\"", "one unit"),
    ]
  )
  func thresholds(text: String, advice: String) throws {
    let diagnostic = try #require(first(rule("author:\n  " + text)))
    #expect(diagnostic.code == "threshold")
    #expect(diagnostic.suggestion?.contains(advice) == true, "\(diagnostic)")
  }

  @Test(
    "Tags on lists and mappings are refused as those on texts are",
    arguments: ["body: !foo [bar]", "body: !!python/object [bar]", "author: !x {name: [a]}"]
  )
  func tags(text: String) {
    #expect(read(rule(text)).diagnostics.map(\.code) == ["tag"])
  }

  @Test(
    "Rules that can never match are named",
    arguments: [
      ("body: [x]\nauthor:\n  is_moderator: true\naction: remove\n", true),
      (
        "body: [x]\nmoderators_exempt: false\nauthor:\n  is_moderator: true\naction: remove\n",
        false
      ),
      ("body: [x]\nauthor:\n  is_moderator: true\naction: approve\n", false),
      ("body: [x]\nauthor:\n  is_moderator: false\naction: remove\n", false),
      ("body: [cat]\n~body: [cat]\naction: report\n", true),
      ("body: [cat, dog]\n~body: [cat]\naction: report\n", false),
    ]
  )
  func contradictions(text: String, isContradiction: Bool) {
    #expect(lint(text).diagnostics.contains { $0.code == "contradiction" } == isContradiction)
  }

  @Test func `names are made of words: without placeholders, else of what is searched`() {
    func name(_ text: String) -> String? { read(text).rules.first?.id }
    #expect(
      name("body: x\naction: filter\naction_reason: \"Raffle: {{match}}\"\n")?
        .hasPrefix("raffle-") == true
    )
    #expect(
      name("body: x\naction: filter\naction_reason: \"{{match-1}} {{match-2}}\"\n")?
        .contains("match") == false
    )
    #expect(name("body: [lucky draw]\naction: filter\n")?.hasPrefix("lucky-draw-") == true)
    let turned = ("body: b\nauthor: a\naction: report\n", "author: a\nbody: b\naction: report\n")
    #expect(name(turned.0) == name(turned.1))
  }

  @Test func `an example of a rule about the author says what it lacks`() throws {
    let file = read(
      """
      id: newbies
      body: [raffle]
      author:
        account_age: "< 3 days"
      tests:
        matches: [a raffle!]
      action: report
      """
    )
    let failure = try #require(try RuleTests.run(file.rules).failures.first)
    #expect(failure.missing == "author_created_at")
    #expect(failure.description.contains("--comments FILE"))
  }

  @Test func `the caret stands below what it means behind wide characters`() throws {
    func caret(_ value: String) -> Substring? {
      first("body (includes, regex): [\"\(value)\", \"f(\"]\naction: report\n")?
        .description.split(separator: "\n").first { $0.hasSuffix("^") }
    }
    #expect(caret("日本語") == caret("sixsix"))
    #expect(caret("日本語") != nil)
  }
}
