// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import RuleFiles

/// What looks like a slip and is none passes without a word: a false warning is worse than a missing
/// one.
@Suite("Slips, and what only looks like one")
struct SlipTests {
  private func lint(_ text: String) -> RuleFile {
    RuleFile(reading: Array(text.utf8), name: "rules.yaml", options: .init(lints: true))
  }

  private func codes(_ text: String) -> [String] { lint(text).diagnostics.map(\.code) }

  /// A value as YAML in single quotes.
  private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  @Test(
    "Texts that look a little like patterns",
    arguments: [
      "[self-promotion]", "[non-fiction]", "[pre-order]", "[2-for-1]", "[a-zone]", "[M-F]",
      "*beep boop*", "*I am a bot*", "Sagittarius A*", #"C:\windows\system32"#, #"C:\bin\d+"#,
      #"\\server\bin"#, #"\s"#, #"windows\system32"#, "A|B testing", "a|b", "[Mac|PC]", "(M|F)",
      "(Mac | PC)", "who (M|F)?", "...*", "what.*", "a*b", "(?!)", "(?=)", "(?:D haha", "(?)",
      "(-:|", "?!", "c++", "US$", "^^AU$", "^only 5$", #"¯\_(ツ)_/¯"#, "friend(s)", "note.* Next",
    ]
  )
  func plainText(_ text: String) {
    let found = codes("body (includes): [\(quoted(text))]\naction: report\n")
    #expect(!found.contains("looks-like-regex"), "\(text)")
  }

  @Test(
    "Patterns where none are read",
    arguments: [
      #"\bcat\b"#, #"\bcat"#, #"free \bcat"#, #"cat\b"#, #"\w+"#, #"\d+ dollars"#, #"\s*"#,
      #"\d{3}"#, #"\d\d"#, "free.*money", "free .* money", ".*money", "cats?.*", "(?:cat|dog)s",
      "(?i)cat", "(?P<name>x)", "(?<!hot)dog", "(?=cat)", "(cat|dog)", "cat(s|ies)", "cat|dog",
      "[a-z]+", "x[A-Za-z0-9_]", "[^0-9]", "[1-5]+", "^cats$", "^(cat|dog)$",
    ]
  )
  func patternText(_ text: String) {
    let found = codes("body (includes): [\(quoted(text))]\naction: report\n")
    #expect(found.contains("looks-like-regex"), "\(text)")
  }

  @Test("Community paths are no pattern between slashes")
  func communityPaths() {
    for path in [
      "/r/sims", "/r/guys", "/r/gym", "/r/mums", "/r/(gym|mum)s/gym", "/u/gim", "/user/x+/i",
      "/?r/(a|b)/gi", "/[ru]/sims", "/(r|u)/img", "/wiki/img", "/cats/gym",
    ] {
      let found = codes("body (includes, regex): [\(quoted(path))]\naction: report\n")
      #expect(!found.contains("regex-delimiters"), "\(path)")
    }
    for pattern in ["/ca[bt]/i", #"/foo\/bar/i"#, "/cats?/gi", "/(cat|dog)/", "/^x$/gim"] {
      let found = codes("body (includes, regex): [\(quoted(pattern))]\naction: report\n")
      #expect(found.contains("regex-delimiters") == (pattern.last != "/"), "\(pattern)")
    }
  }

  @Test("Standard conditions about posts search, too")
  func standardSearches() {
    for (name, text) in [
      ("image hosting sites", "{{match-domain}} {{match}}"),
      ("direct image links", "{{match-url}} {{match-url-2}}"),
      ("meme generator sites", "{{match-domain-2}}"), ("facebook links", "{{match-url+body}}"),
    ] {
      let found = codes("type: submission\nstandard: \(name)\ncomment: \"\(text)\"\n")
      #expect(!found.contains("unknown-placeholder"), "\(name)")
    }
    let wrong = "type: submission\nstandard: image hosting sites\ncomment: '{{match-title}}'\n"
    #expect(codes(wrong).contains("unknown-placeholder"))
  }

  @Test("Of searches with one name, the one with the most groups fills placeholders")
  func groupsOfOneName() {
    for checks in [
      "body (regex): '(foo) (bar)'\nbody (includes): 'b'\n",
      "body (includes): 'b'\nbody (regex): '(foo) (bar)'\n",
      "any:\n  - body (regex): '(foo) (bar)'\n  - body (includes): 'x'\n",
    ] {
      #expect(!codes(checks + "comment: '{{match-body-3}}'\n").contains("unknown-placeholder"))
      #expect(codes(checks + "comment: '{{match-body-4}}'\n").contains("unknown-placeholder"))
    }
  }

  @Test("White space and comments of verbose patterns mean nothing")
  func verbosePatterns() {
    let block =
      "body (regex, includes): |\n  (?x)\n  foo   # it's (a++ comment\n  | bar\naction: report\n"
    #expect(codes(block) == ["inline-flags"])
    for pattern in [
      "(?x) (?<= a | b) foo", "(?<= a | b) foo (?x)", "(?x)(?<= a {2} | b c ) foo",
      "(?x: (?<= a | b) foo)",
    ] {
      let found = codes("body (regex, includes): '\(pattern)'\naction: report\n")
      #expect(!found.contains("pcre-only"), "\(pattern)")
    }
    let other = "body (regex, includes): ['(?<= a | b) foo', '(?x) bar']\naction: report\n"
    #expect(!codes(other).contains("pcre-only"))
    let wrong = "body (regex, includes): '(?x) (?<= a | b c) foo'\naction: report\n"
    #expect(codes(wrong).contains("pcre-only"))
    #expect(codes("body (regex, includes): |\n  (?i)foo\naction: report\n").contains("line-feed"))
    #expect(PythonPattern("(?x) (a) # (b)\n (c)").groupCount == 2)
    #expect(PythonPattern("(a) # (b)\n (c)").groupCount == 3)
  }

  @Test("An empty value among whole fields is an empty field")
  func emptyField() throws {
    for key in ["flair_text", "flair_text (full-exact)", "flair_text (full-exact, regex)"] {
      let text = "author:\n  \(key): [\"\", Member]\naction: report\n"
      #expect(!codes(text).contains("empty-value"), "\(key)")
      #expect(!codes(text).contains("matches-everything"), "\(key)")
      let judge = try Judge(text)
      for (flair, isMatch) in [("", true), ("member", true), ("Guest", false), (nil, false)] {
        var comment = Comment(id: "c1", body: "x", author: "eve")
        comment.details[.authorFlair] = flair
        #expect(judge.matches(comment) == isMatch, "\(key) \(flair ?? "-")")
      }
    }
    for key in ["flair_text (includes)", "flair_text (full-text)", "name"] {
      #expect(codes("author:\n  \(key): [\"\", x]\naction: report\n").contains("empty-value"))
    }
  }

  @Test(
    "Numbers and truth values as YAML reads them",
    arguments: [
      ("body_longer_than: 080", ["automoderator-refuses"]),
      ("body_longer_than: 08", ["automoderator-refuses"]),
      ("body_longer_than: 00", []), ("body_longer_than: 007", []),
      ("body_longer_than: 010", ["changed-scalar"]),
      ("body_longer_than: 0x10", ["changed-scalar"]),
      ("body_longer_than: 0b11", ["changed-scalar"]),
      ("body_longer_than: 1:30", ["changed-scalar"]),
      ("body_longer_than: 1_0", []), ("body_longer_than: +10", []),
      ("body_longer_than: '10'", ["automoderator-refuses"]),
      ("body_longer_than: !!int '10'", []),
      ("is_edited: true", []), ("is_edited: TRUE", []), ("is_edited: yes", []),
      ("is_edited: tRUE", ["automoderator-refuses"]),
      ("is_edited: yEs", ["automoderator-refuses"]),
      ("is_edited: 'true'", ["automoderator-refuses"]),
      ("is_edited: !!bool \"true\"", []), ("is_edited: !!bool tRUE", []),
      ("is_edited: !!str true", ["automoderator-refuses"]),
      ("body: [!!str 1.50]", []), ("body: [1.50]", ["changed-scalar"]),
      ("body: x\naction_reason: !!str 100", []),
      ("body: x\naction_reason: 100", ["automoderator-refuses"]),
    ]
  )
  func scalars(_ check: String, _ expected: [String]) {
    #expect(codes(check + "\naction: report\n") == expected)
  }

  @Test("A number in sixteens is the number")
  func sixteens() throws {
    let judge = try Judge("body_longer_than: 0x10\naction: report\n")
    #expect(judge.matches("12345678901234567"))
    #expect(!judge.matches("1234567890123456"))
  }

  @Test("Many alike are counted, not shown")
  func manyAlike() throws {
    let values = (0..<500).map { "'\\w+\($0)'" }.joined(separator: ", ")
    let found = lint("body (includes): [\(values)]\naction: report\n").diagnostics
      .filter { $0.code == "looks-like-regex" }
    #expect(found.count == RuleBuilder.maxAlike)
    #expect(found.last?.message.hasSuffix("(and 480 more of these in the rule)") == true)
    #expect(found.dropLast().allSatisfy { !$0.message.contains("more of these") })
  }

  @Test("Long lists and texts take time in step with their length")
  func longLists() {
    let empty = String(repeating: "'', ", count: 80_000)
    let hostile = String(repeating: "'\\w+x', ", count: 40_000)
    let bad = String(repeating: "'(', ", count: 40_000)
    let texts = [
      "body: [\(empty)]\naction: report\n", "body: [\(empty)x]\naction: report\n",
      "body (includes): [\(hostile)]\naction: report\n",
      "body: x\ncomment: '\(String(repeating: "{{Author}} ", count: 20_000))'\n",
      "body: x\ncomment: '\((0..<20_000).map { "{{a\($0)}} " }.joined())'\n",
      "body (regex): [\(bad)]\naction: report\n",
      (0..<4_000).map { "body#\($0): x\n" }.joined() + "comment: '"
        + (0..<4_000).map { "{{match-b\($0)}} " }.joined() + "'\n",
    ]
    for (index, text) in texts.enumerated() {
      let start = ContinuousClock.now
      let shown = lint(text).diagnostics.map(\.description).joined()
      #expect(shown.utf8.count < 100_000, "\(index)")
      #expect(ContinuousClock.now - start < .seconds(20), "\(index)")
    }
  }
}
