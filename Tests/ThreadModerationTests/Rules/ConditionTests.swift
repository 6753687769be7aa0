// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@testable import ThreadModeration

/// A condition whose truth is chosen: `score` is 1, and a karma or nothing.
@Suite("Conditions") struct ConditionTests {
  private static let yes = Condition.number(NumberCheck(.score, .equal, 1))
  private static let no = Condition.number(NumberCheck(.score, .equal, 2))
  private static let unknown = Condition.number(NumberCheck(.authorKarma, .equal, 1))

  private static func matches(_ condition: Condition, _ comment: Comment? = nil) throws -> Bool {
    let scanner = try CommentScanner(
      rules: [Rule(id: "r", when: condition)],
      usesBuiltinRules: false
    )
    let comment = comment ?? Comment(id: "1", body: "The bridge", score: 1)
    return scanner.verdict(for: comment).findings.contains { $0.rule == "r" }
  }

  /// `true`, `false`, or `nil` for unknown: seen from outside by asking for it and for its opposite.
  private static func truth(_ condition: Condition) throws -> Bool? {
    let holds = try matches(condition)
    let opposite = try matches(.not(condition))
    #expect(!(holds && opposite))
    return holds ? true : opposite ? false : nil
  }

  @Test("all, any and not follow Kleene's tables")
  func kleene() throws {
    let values: [(Condition, Bool?)] = [(Self.yes, true), (Self.no, false), (Self.unknown, nil)]
    for (a, x) in values {
      #expect(try Self.truth(a) == x)
      #expect(try Self.truth(.not(a)) == x.map { !$0 })
      #expect(try Self.truth(.not(.not(a))) == x)
      for (b, y) in values {
        let all: Bool? = x == false || y == false ? false : x == nil || y == nil ? nil : true
        let any: Bool? = x == true || y == true ? true : x == nil || y == nil ? nil : false
        #expect(try Self.truth(.all([a, b])) == all)
        #expect(try Self.truth(.any([a, b])) == any)
        for (c, z) in values {
          let inner: Bool? = y == true || z == true ? true : y == nil || z == nil ? nil : false
          let outer: Bool? =
            x == false || inner == false ? false : x == nil || inner == nil ? nil : true
          #expect(try Self.truth(.all([a, .any([b, c])])) == outer)
        }
      }
    }
    #expect(try Self.truth(.all([])) == true)
    #expect(try Self.truth(.any([])) == false)
  }

  @Test(
    "what the data lacks never matches, and neither does its opposite",
    arguments: [
      Condition.number(NumberCheck(.score, .atLeast, -1_000)),
      .number(NumberCheck(.authorKarma, .atLeast, -1_000)),
      .number(NumberCheck(.accountAgeInDays, .atLeast, -1_000)),
      .number(NumberCheck(.depth, .atLeast, 0)),
      .number(NumberCheck(.signal("conduct.duplicate"), .atLeast, 0)),
      .number(NumberCheck(.signal("conduct.spiral"), .atLeast, 0)),
      .fact(FactCheck(.isTopLevel)), .fact(FactCheck(.isModerator)), .fact(FactCheck(.isSubmitter)),
      .text(TextCheck(.author, ["a"], method: .includes)),
      .text(TextCheck([.title, .url], ["a"], method: .includes)),
    ]
  )
  func missing(condition: Condition) throws {
    let bare = Comment(id: "1", body: "x")
    #expect(try !Self.matches(condition, bare))
    #expect(try !Self.matches(.not(condition), bare))
  }

  @Test("one known field that matches is enough; one that does not leaves the rest unknown")
  func severalFields() throws {
    let check = Condition.text(TextCheck([.body, .title], ["bridge"]))
    #expect(try Self.matches(check, Comment(id: "1", body: "a bridge")))
    #expect(try !Self.matches(check, Comment(id: "1", body: "a road")))
    #expect(try !Self.matches(.not(check), Comment(id: "1", body: "a road")))
    #expect(try Self.matches(.not(check), Comment(id: "1", body: "a road", title: "Roads")))
  }

  @Test(
    "numbers compare as their sign says",
    arguments: [
      (NumberCheck.Comparison.less, [true, false, false]), (.atMost, [true, true, false]),
      (.equal, [false, true, false]), (.atLeast, [false, true, true]),
      (.greater, [false, false, true]),
    ]
  )
  func comparisons(comparison: NumberCheck.Comparison, expected: [Bool]) throws {
    for (score, holds) in zip([1, 2, 3], expected) {
      let comment = Comment(id: "1", body: "", score: score)
      #expect(try Self.matches(.number(NumberCheck(.score, comparison, 2)), comment) == holds)
    }
  }

  @Test("every quantity is the number it says")
  func quantities() throws {
    let comment = Comment(
      id: "1",
      body: "  ** Ünïcode words! **  ",
      createdAt: 1_000_000,
      score: -3,
      authorCreatedAt: 1_000_000 - 86_400 * 3 / 2,
      authorKarma: 12
    )
    func holds(_ quantity: NumberCheck.Quantity, _ value: Double) throws -> Bool {
      try Self.matches(.number(NumberCheck(quantity, .equal, value)), comment)
    }
    #expect(try holds(.bodyLength, 13))
    #expect(try holds(.score, -3))
    #expect(try holds(.authorKarma, 12))
    #expect(try holds(.accountAgeInDays, 1.5))
    #expect(try holds(.signal("hostility.second-person"), 0))
    let extreme = Comment(id: "1", body: "", createdAt: .min, authorCreatedAt: .max)
    #expect(try Self.matches(.number(NumberCheck(.accountAgeInDays, .less, 0)), extreme))
  }

  @Test("facts are as wanted or not")
  func facts() throws {
    let comment = Comment(id: "1", body: "", thread: "t", isSubmitter: true, isModerator: false)
    #expect(try Self.matches(.fact(FactCheck(.isTopLevel)), comment))
    #expect(try Self.matches(.fact(FactCheck(.isSubmitter)), comment))
    #expect(try !Self.matches(.fact(FactCheck(.isSubmitter, is: false)), comment))
    #expect(try Self.matches(.fact(FactCheck(.isModerator, is: false)), comment))
    let reply = Comment(id: "1", body: "", thread: "t", parent: "0")
    #expect(try Self.matches(.fact(FactCheck(.isTopLevel, is: false)), reply))
  }

  @Test("the domain field matches a host and the domains above it, and nothing beside them")
  func domains() throws {
    func matches(_ body: String, _ domain: String) throws -> Bool {
      try Self.matches(
        .text(TextCheck(.domain, [domain], method: .fullExact)),
        Comment(id: "1", body: body)
      )
    }
    #expect(try matches("http://a.b.example.co.uk/x", "example.co.uk"))
    #expect(try matches("http://a.b.example.co.uk/x", "b.example.co.uk"))
    #expect(try matches("http://a.b.example.co.uk/x", "a.b.example.co.uk"))
    #expect(try !matches("http://a.b.example.co.uk/x", "co.uk"))
    #expect(try !matches("http://notexample.com", "example.com"))
    #expect(try !matches("http://example.com.evil.example.net", "example.com"))
    #expect(try !matches("example without a link", "example"))
    #expect(try matches("hxxp://EXAMPLE[.]com", "example.com"))
  }
}

@Suite("Truth") struct TruthTests {
  @Test("unknown is its own opposite")
  func opposite() {
    #expect(!Truth(true) == .no)
    #expect(!Truth(false) == .yes)
    #expect(!Truth(nil) == .unknown)
  }
}
