// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("Signals about a thread") struct ThreadSignalsTests {
  private static let insult = "You are a moron and a clown."

  /// The values of one signal for all comments of a thread.
  private func values(_ signal: SignalID, _ comments: [Comment]) throws -> [Double] {
    let scanner = try CommentScanner(keepsSignals: true)
    let name = Signals.all[signal.rawValue].name
    return scanner.verdicts(for: CommentThread(id: "t", comments: comments)).map { verdict in
      verdict.signals.first { $0.name == name }?.value ?? 0
    }
  }

  private func comment(
    _ id: String,
    _ body: String,
    by author: String,
    to parent: String? = nil,
    at time: Int64? = nil
  ) -> Comment {
    Comment(id: id, body: body, parent: parent, author: author, createdAt: time)
  }

  @Test("the same text again counts the earlier ones; another text does not")
  func duplicates() throws {
    let text = "Please come to the meeting on Tuesday evening"
    let near = "please come to the meeting on Tuesday evening!! http://a.example.com/1"
    let comments = [
      comment("1", text, by: "a"), comment("2", "Thanks", by: "b"), comment("3", text, by: "a"),
      comment("4", near, by: "a"), comment("5", "Thanks", by: "c"),
    ]
    #expect(try values(.duplicate, comments) == [0, 0, 1, 2, 0])
    #expect(try values(.campaign, comments) == [0, 0, 0, 0, 0])
  }

  @Test("a moderator's notices are neither copies nor a campaign, nor too many")
  func notices() throws {
    let text = "Please read the rules of this place before you post again"
    var comments = (0..<14).map { comment("\($0)", text, by: "m") }
    for index in comments.indices { comments[index].isModerator = true }
    for signal in [SignalID.duplicate, .campaign, .flooding, .topLevelSpree] {
      #expect(try values(signal, comments).allSatisfy { $0 == 0 })
    }
    comments[13].isModerator = nil
    #expect(try values(.duplicate, comments)[13] == 13)
  }

  @Test("near copies by several authors are a campaign, the first of them included")
  func campaign() throws {
    let start = "the best place in town for fresh bread and good coffee since last summer is"
    let comments = [
      comment("1", "\(start) Miller", by: "a"), comment("2", "\(start) Miller's", by: "b"),
      comment("3", "\(start) number 7 Miller street", by: "c"),
      comment(
        "4",
        "I never cared much about bread or about coffee and rarely eat in town",
        by: "d"
      ),
    ]
    #expect(try values(.campaign, comments) == [3, 3, 3, 0])
    let verdicts = try CommentScanner().verdicts(for: CommentThread(id: "t", comments: comments))
    #expect(verdicts[1].action > .allow && verdicts[3].action == .allow)
  }

  @Test("more than ten comments within a minute are flooding")
  func flooding() throws {
    func thread(_ seconds: Int64) -> [Comment] {
      (0..<12).map {
        comment(
          "\($0)",
          "Comment number \($0).",
          by: "a",
          to: $0 == 0 ? nil : "0",
          at: Int64($0) * seconds
        )
      }
    }
    #expect(try values(.flooding, thread(5)) == [Double](repeating: 0, count: 10) + [11, 12])
    #expect(try values(.flooding, thread(7)).allSatisfy { $0 == 0 })
    #expect(
      try values(
        .flooding,
        thread(0).map {
          var c = $0; c.createdAt = nil; return c
        }
      ).allSatisfy { $0 == 0 }
    )
  }

  @Test("times at both ends of the clock do not meet")
  func extremeTimes() throws {
    let comments = (0..<14).map { number in
      comment("\(number)", "x", by: "a", at: number < 7 ? .min : .max)
    }
    #expect(try values(.flooding, comments).allSatisfy { $0 == 0 })
  }

  @Test("an answer to oneself is noticed, an answer to nobody or another is not")
  func selfReply() throws {
    let comments = [
      comment("1", "One.", by: "a"), comment("2", "Two.", by: "a", to: "1"),
      comment("3", "Three.", by: "b", to: "2"), Comment(id: "4", body: "Four.", parent: "5"),
      Comment(id: "5", body: "Five."),
    ]
    #expect(try values(.selfReply, comments) == [0, 1, 0, 0, 0])
  }

  @Test("the fourth top-level comment of one author is a spree")
  func spree() throws {
    let comments =
      (0..<5).map { comment("\($0)", "Part \($0).", by: "a") } + [comment("x", "y", by: "b")]
    #expect(try values(.topLevelSpree, comments) == [0, 0, 0, 4, 5, 0])
  }

  @Test("three hostile answers to one person within an hour are a pile-on")
  func pileOn() throws {
    func thread(_ step: Int64, authors: [String]) -> [Comment] {
      [comment("0", "I like the old bridge.", by: "victim", at: 0)]
        + authors.enumerated().map { number, author in
          comment("\(number + 1)", Self.insult, by: author, to: "0", at: Int64(number) * step)
        }
    }
    #expect(try values(.pileOn, thread(600, authors: ["a", "b", "c"])) == [0, 3, 3, 3])
    #expect(try values(.pileOn, thread(1_900, authors: ["a", "b", "c"])) == [0, 0, 0, 0])
    #expect(try values(.pileOn, thread(600, authors: ["a", "b", "a"])) == [0, 0, 0, 0])
    #expect(try values(.pileOn, thread(600, authors: ["a", "b", "victim"])) == [0, 0, 0, 0])
  }

  @Test("two people who go on and on with hostility are a spiral")
  func spiral() throws {
    func thread(_ bodies: [String], authors: [String]) -> [Comment] {
      bodies.enumerated().map { number, body in
        comment(
          "\(number)",
          body,
          by: authors[number % authors.count],
          to: number == 0 ? nil : "\(number - 1)"
        )
      }
    }
    let hostile = [String](repeating: Self.insult, count: 5)
    #expect(try values(.spiral, thread(hostile, authors: ["a", "b"])) == [0, 0, 0, 4, 5])
    #expect(try values(.spiral, thread(hostile, authors: ["a", "b", "c"])) == [0, 0, 0, 0, 0])
    let polite = ["Hello.", "Good day to you.", "Thank you.", "My pleasure.", "See you."]
    #expect(try values(.spiral, thread(polite, authors: ["a", "b"])) == [0, 0, 0, 0, 0])
  }

  @Test("a rule can ask for a pile-on, though it is known only at the end")
  func rulesOnPressure() throws {
    let rule = Rule(
      id: "pile",
      action: .hold,
      when: .number(NumberCheck(.signal("conduct.pile-on"), .atLeast, 3))
    )
    let calm = Rule(
      id: "calm",
      when: .not(.number(NumberCheck(.signal("conduct.pile-on"), .atLeast, 1)))
    )
    let scanner = try CommentScanner(rules: [rule, calm])
    let comments =
      [comment("0", "I like the old bridge.", by: "victim", at: 0)]
      + ["a", "b", "c"].map { comment($0, Self.insult, by: $0, to: "0", at: 10) }
    let verdicts = scanner.verdicts(for: CommentThread(id: "t", comments: comments))
    #expect(
      verdicts.map { $0.findings.contains { $0.rule == "pile" } } == [false, true, true, true]
    )
    #expect(
      verdicts.map { $0.findings.contains { $0.rule == "calm" } } == [true, false, false, false]
    )
  }
}
