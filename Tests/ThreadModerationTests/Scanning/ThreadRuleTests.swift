// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@testable import ThreadModeration

@Suite("Rules about the thread") struct ThreadRuleTests {
  /// The ids of the comments that a rule with this condition reports.
  private func matching(
    _ condition: Condition,
    _ comments: [Comment],
    limits: ScanLimits = .standard
  ) throws -> [String] {
    let rule = Rule(id: "asked", action: .report, when: condition)
    let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false, limits: limits)
    return scanner.verdicts(for: CommentThread(id: "t", comments: comments)).filter {
      $0.findings.contains { $0.rule == "asked" }
    }.map(\.comment)
  }

  private func signal(
    _ name: String,
    _ comparison: NumberCheck.Comparison,
    _ limit: Double
  ) -> Condition {
    .number(NumberCheck(.signal(name), comparison, limit))
  }

  @Test("what the learned scorer says of the comment above is what it says of that comment")
  func learnedParent() throws {
    let comments = [
      Comment(
        id: "worst",
        body: "you are a worthless piece of trash, everybody hates you, just die"
      ),
      Comment(id: "below", body: "I like the bridge", parent: "worst"),
      Comment(id: "further", body: "So do I", parent: "below"),
    ]
    let isHostile = signal("hostility.learned", .atLeast, 1)
    #expect(try matching(isHostile, comments) == ["worst"])
    #expect(try matching(.parent(isHostile), comments) == ["below"])
    #expect(try matching(.parent(.parent(isHostile)), comments) == ["further"])
    let isCalm = Condition.parent(signal("hostility.learned", .less, 0.5))
    #expect(try matching(isCalm, comments) == ["further"])
  }

  @Test("whether somebody answers himself is unknown where an author or the parent is")
  func selfReply() throws {
    let comments = [
      Comment(id: "top", body: "I like the bridge", author: "ada"),
      Comment(id: "nobody's", body: "I like the bridge"),
      Comment(id: "own", body: "It is old", parent: "top", author: "ada"),
      Comment(id: "other", body: "It is old", parent: "top", author: "ben"),
      Comment(id: "by-nobody", body: "It is old", parent: "top"),
      Comment(id: "to-nobody", body: "It is old", parent: "nobody's", author: "ada"),
      Comment(id: "orphan", body: "It is old", parent: "elsewhere", author: "ada"),
    ]
    let not = ["top", "nobody's", "other"]
    #expect(try matching(.fact(FactCheck(.isSelfReply)), comments) == ["own"])
    #expect(try matching(.fact(FactCheck(.isSelfReply, is: false)), comments) == not)
    #expect(try matching(.not(.fact(FactCheck(.isSelfReply))), comments) == not)
    #expect(try matching(signal("conduct.self-reply", .atMost, 0), comments) == not)
    var live = LiveThread(id: "t")
    let rule = Rule(id: "not", action: .report, when: .fact(FactCheck(.isSelfReply, is: false)))
    let scanner = try CommentScanner(rules: [rule], usesBuiltinRules: false)
    let found = comments.filter { live.append($0, judgedBy: scanner).action > .allow }
    #expect(found.map(\.id) == not)
  }

  @Test("how much somebody writes is unknown of nobody and without a time")
  func pace() throws {
    let comments = [
      Comment(id: "all", body: "I like the bridge", author: "ada", createdAt: 5),
      Comment(id: "untimed", body: "It is old", author: "ada"),
      Comment(id: "nobody's", body: "So it is", createdAt: 7),
    ]
    #expect(try matching(signal("conduct.flooding", .less, 1), comments) == ["all"])
    for name in ["conduct.top-level-spree", "conduct.pile-on", "conduct.spiral"] {
      #expect(try matching(signal(name, .less, 1), comments) == ["all", "untimed"])
    }
    #expect(try matching(signal("conduct.duplicate", .less, 1), comments).count == 3)
  }

  @Test("a parent is read once for all its answers, and no answer is incomplete for its length")
  func longParent() throws {
    let paragraph = "the old bridge over the river is closed until further notice, they say. "
    let long = String(repeating: paragraph, count: 1 << 14) + "hidden"
    let comments =
      [Comment(id: "long", body: long), Comment(id: "other", body: "the market")]
      + (0..<60).map {
        Comment(id: "\($0)", body: "short reply", parent: $0 % 2 == 0 ? "long" : "other")
      }
    let says = { (word: String) in
      Condition.parent(.text(TextCheck(.body, [word], view: .normalized)))
    }
    let clock = ContinuousClock()
    let alone = try clock.measure { _ = try matching(says("bridge"), Array(comments.prefix(3))) }
    var found: [String] = []
    let all = try clock.measure { found = try matching(says("bridge"), comments) }
    #expect(found == (0..<60).filter { $0 % 2 == 0 }.map(String.init))
    #expect(all < alone * 8 + .seconds(1))
    #expect(try matching(says("hidden"), comments).isEmpty)
    let rule = Rule(id: "hidden", action: .remove, when: says("hidden"))
    let verdicts = try CommentScanner(rules: [rule]).verdicts(
      for: CommentThread(id: "t", comments: comments)
    )
    #expect(verdicts.map(\.incomplete) == [.subjectSize] + comments.dropFirst().map { _ in nil })
  }

  @Test("what rules say of comments above is what they say one by one", arguments: 0..<20)
  func oneByOne(seed: Int) throws {
    var random = Seeds(UInt64(seed) + 77)
    let texts = ["the old bridge", "You are a moron.", "see example.com", "[deleted]", "I agree"]
    let comments = (0..<30).map { number in
      Comment(
        id: "\(number)",
        body: random.pick(texts),
        parent: number == 0 || random.chance(0.1)
          ? nil : "\(random.chance(0.1) ? 99 : random.int(0..<number))",
        author: random.pick(["a", "b", "c"])
      )
    }
    let bridge = Condition.text(TextCheck(.body, ["bridge"], view: .normalized))
    let rude = signal("hostility.insult-direct", .atLeast, 1)
    let linked = Condition.text(TextCheck(.domain, ["example.com"], method: .fullExact))
    let conditions: [Condition] = [
      .parent(bridge), .parent(.parent(rude)), .parent(.all([.not(linked), .parent(bridge)])),
      .parent(.parent(.parent(.any([bridge, rude])))), .not(.parent(rude)),
    ]
    let rules = conditions.enumerated().map {
      Rule(id: "r\($0.offset)", action: .report, when: $0.element)
    }
    let scanner = try CommentScanner(rules: rules)
    let thread = CommentThread(id: "t", comments: comments)
    let facts = ThreadFacts(thread)
    let whole = scanner.verdicts(for: thread)
    for index in comments.indices where whole[index].findings.allSatisfy({ $0.view != "thread" }) {
      let context = facts.context(of: index, in: thread)
      let one = scanner.verdict(for: comments[index], in: context, thread: "t").verdict
      #expect(whole[index].findings == one.findings, "seed \(seed), \(index)")
    }
  }

  @Test("the seconds since the parent are a whole number")
  func secondsSinceParent() throws {
    let comments =
      [Comment(id: "top", body: "I like the bridge", createdAt: 1_700_000_000)]
      + (0..<150).map {
        Comment(id: "\($0)", body: "x", parent: "top", createdAt: 1_700_000_000 + Int64($0))
      }
    for second in [11, 13, 22, 149] {
      let number = NumberCheck(.thread(.secondsSinceParent), .equal, Double(second))
      #expect(try matching(.number(number), comments) == ["\(second)"])
    }
    let extremes = [
      Comment(id: "top", body: "x", createdAt: .min),
      Comment(id: "end", body: "x", parent: "top", createdAt: .max),
    ]
    let number = NumberCheck(.thread(.secondsSinceParent), .greater, 1e18)
    #expect(try matching(.number(number), extremes) == ["end"])
  }
}
