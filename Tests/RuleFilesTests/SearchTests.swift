// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import Testing
import ThreadModeration

@Suite("Search checks, from the file to the verdict")
struct SearchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var check: String
    var matches: [String]
    var passes: [String]
    var testDescription: String { check }
  }

  @Test(
    "Methods and modifiers",
    arguments: [
      Case(
        check: "body: cat",
        matches: ["cat", "a CAT!", "cat-like"],
        passes: ["cats", "cat_1", ""]
      ),
      Case(check: "body (includes-word): c++", matches: ["c++", "I like c++x"], passes: ["xc++"]),
      Case(check: "body (includes): cat", matches: ["concatenate"], passes: ["dog"]),
      Case(check: "body (starts-with): cat", matches: ["cats sleep"], passes: ["a cat"]),
      Case(check: "body (ends-with): cat", matches: ["bobcat", "cat\n"], passes: ["cats"]),
      Case(check: "body (full-exact): cat", matches: ["Cat"], passes: ["cat!", "a cat"]),
      Case(check: "body (full-text): cat", matches: ["** cat! **"], passes: ["a cat"]),
      Case(
        check: "body: [cat, 'two words']",
        matches: ["cat", "the two words"],
        passes: ["two  words"]
      ),
      Case(check: "body (case-sensitive): Cat", matches: ["Cat"], passes: ["cat", "CAT"]),
      Case(check: "body (regex): 'ca[bt]'", matches: ["a cab"], passes: ["cats"]),
      Case(check: "body (regex, includes): 'ca[bt]'", matches: ["concatenate"], passes: ["car"]),
      Case(check: "body (regex, full-exact): 'a.c'", matches: ["a\nc", "abc"], passes: ["xabc"]),
      Case(
        check: "body (includes, regex, case-sensitive): '^Ab$'",
        matches: ["Ab"],
        passes: ["ab", "x\nAb\ny"]
      ),
      Case(check: "~body: [cat, dog]", matches: ["a bird"], passes: ["a cat", "dog"]),
      Case(check: "body: cat\n~body: dog", matches: ["cat"], passes: ["cat and dog", "bird"]),
      Case(
        check: "body (normalized): badger",
        matches: ["b a d g e r", "B\u{430}dger"],
        passes: ["bird"]
      ),
      Case(
        check: "body (unquoted): badger",
        matches: ["badger"],
        passes: ["> badger\n\nI disagree"]
      ),
      Case(check: "body (quoted): badger", matches: ["> badger\n\nno"], passes: ["badger"]),
      Case(
        check: "body (normalized, unquoted): badger",
        matches: ["b a d g e r"],
        passes: ["> badger"]
      ),
      Case(check: "body (includes): 'a.c'", matches: ["xa.cx"], passes: ["abc"]),
      Case(check: "body:\n  - one\n  - two", matches: ["one", "two"], passes: ["three"]),
    ]
  )
  func methods(_ example: Case) throws {
    let judge = try Judge(rule(example.check))
    for body in example.matches {
      #expect(judge.matches(Comment(id: "1", body: body, bodyFormat: .markdown)), "\(body)")
    }
    for body in example.passes {
      #expect(!judge.matches(Comment(id: "1", body: body, bodyFormat: .markdown)), "\(body)")
    }
  }

  @Test("Values stay what was written")
  func scalars() throws {
    let judge = try Judge(rule("body: [no, 010, 1:30, 1_000, 3.10]"))
    for body in ["no", "010", "1:30", "1_000", "3.10"] { #expect(judge.matches(body), "\(body)") }
    for body in ["false", "8", "90", "1000", "3.1"] { #expect(!judge.matches(body), "\(body)") }
  }

  @Test("An author's name is a text, a list, a mapping, and may be negated")
  func author() throws {
    let ada = Comment(id: "1", body: "hi", author: "Ada_Bot")
    let bob = Comment(id: "2", body: "hi", author: "bob")
    let nobody = Comment(id: "3", body: "hi")
    for check in [
      "author: ada_bot", "author: [ada_bot, eve]", "author (includes): ada",
      "author (regex, ends-with): '_b[o0]t'", "author:\n  name (starts-with): ada",
      "author:\n    ~name: [bob]", "~author: bob", "~author (includes): [bob, x]",
    ] {
      let judge = try Judge(rule(check))
      #expect(judge.matches(ada), "\(check)")
      #expect(!judge.matches(bob), "\(check)")
      #expect(!judge.matches(nobody), "unknown is neither: \(check)")
    }
  }

  @Test("Facts about the author")
  func authorFacts() throws {
    let judge = try Judge(
      rule("author:\n  is_submitter: yes\n  is_moderator: false\nmoderators_exempt: false")
    )
    #expect(judge.matches(Comment(id: "1", body: "x", isSubmitter: true, isModerator: false)))
    #expect(!judge.matches(Comment(id: "1", body: "x", isSubmitter: false, isModerator: false)))
    #expect(!judge.matches(Comment(id: "1", body: "x", isSubmitter: true, isModerator: true)))
    #expect(!judge.matches(Comment(id: "1", body: "x", isSubmitter: true)))
  }

  @Test("A plain id names the rule; a list, ~, a label or modifiers check the comment's id")
  func commentID() throws {
    let named = read(rule("id: c1\nbody: x"))
    #expect(named.rules.map(\.id) == ["c1"])
    for check in ["id: [c1]", "id (full-exact): c1", "id#2: c1", "id (starts-with): c1", "~id: c2"]
    {
      let judge = try Judge(rule(check))
      #expect(judge.matches(Comment(id: "c1", body: "x")), "\(check)")
      #expect(!judge.matches(Comment(id: "c2", body: "x")), "\(check)")
    }
    #expect(!(try Judge(rule("id: [c1]")).matches(Comment(id: "c1 c1", body: "x"))), "full-exact")
    #expect(places(read(rule("id: c1"))) == ["warning inactive 1:1"])
  }

  @Test("Top-level comments and replies; without a thread, that is unknown or told by the parent")
  func topLevel() throws {
    let thread = CommentThread(
      id: "t",
      comments: [Comment(id: "a", body: "x"), Comment(id: "b", body: "x", parent: "a")]
    )
    let top = try Judge(rule("is_top_level: true")).scanner.verdicts(for: thread)
    #expect(top.map { $0.findings.count } == [1, 0])
    let reply = try Judge(rule("is_top_level: false")).scanner.verdicts(for: thread)
    #expect(reply.map { $0.findings.count } == [0, 1])
  }

  @Test("Lengths are strict, in characters, without what is no word at both ends")
  func lengths() throws {
    let long = try Judge(rule("body_longer_than: 3"))
    #expect(long.matches("abcd"))
    #expect(!long.matches("  abc!!! "))
    #expect(long.matches("\u{E4}\u{E4}\u{E4}\u{E4}"))
    #expect(!long.matches("\u{E4}\u{E4}\u{E4}"))
    let short = try Judge(rule("body_shorter_than: 3"))
    #expect(short.matches("...ab..."))
    #expect(short.matches(""))
    #expect(!short.matches("a b"))
  }

  @Test("Signals are compared with numbers; a bare number means at least")
  func signals() throws {
    let text = "see http://a.example and http://b.example"
    for (comparison, holds) in [
      ("2", true), ("\">= 2\"", true), ("\"> 2\"", false), ("\"=2\"", true), ("\"== 2\"", true),
      ("\"<3\"", true), ("\"<= 1.5\"", false), ("3", false),
    ] {
      let judge = try Judge(rule("signals:\n  links.count: \(comparison)"))
      #expect(judge.matches(text) == holds, "\(comparison)")
    }
  }
}
