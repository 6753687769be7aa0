// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

/// Scripted threads: who answers whom, and how hostile each comment was found to be.
@Suite("Trouble in threads") struct ThreadTroubleTests {
  private struct Line {
    var id: String
    var parent: String?
    var author: String
    var hostility = 0.05
    var spam = 0.05
    var body: String?
    var accountAge: Int64?
  }

  private func trouble(_ lines: [Line], every seconds: Int64 = 120) -> ThreadVerdict {
    let thread = CommentThread(
      id: "t",
      comments: lines.enumerated().map { number, line in
        let time = 1_600_000_000 + Int64(number) * seconds
        return Comment(
          id: line.id,
          body: line.body
            ?? "A remark about \(String(repeating: "x", count: number + 1)) and nothing else",
          parent: line.parent,
          author: line.author,
          createdAt: time,
          authorCreatedAt: line.accountAge.map { time - $0 }
        )
      }
    )
    let verdicts = lines.map { line in
      var scores = CategoryValues(repeating: 0.0)
      scores[.hostility] = line.hostility
      scores[.spam] = line.spam
      return Verdict(comment: line.id, thread: "t", scores: scores)
    }
    let policy = Policy.standard
    let level = policy.thresholds[.hostility].report
    return ThreadTrouble(
      thread,
      verdicts: verdicts,
      facts: ThreadFacts(thread),
      pressure: ThreadPressure(thread, isHostile: lines.map { $0.hostility >= level }),
      policy: policy
    ).verdict
  }

  private func kinds(_ verdict: ThreadVerdict) -> Set<String> { Set(verdict.reasons.map(\.kind)) }

  @Test("a calm thread has no trouble at all")
  func calm() {
    let verdict = trouble(
      (0..<12).map { Line(id: "\($0)", parent: $0 == 0 ? nil : "0", author: "a\($0)") }
    )
    #expect(verdict.score == 0 && verdict.reasons.isEmpty && verdict.turningPoint == nil)
    #expect(verdict.comments == 12 && verdict.authors == 12 && verdict.hostileComments == 0)
    #expect(trouble([]).score == 0)
  }

  @Test("one hostile comment among many is little trouble, and is where it turned")
  func single() {
    var lines = (0..<20).map {
      Line(id: "\($0)", parent: $0 == 0 ? nil : "\($0 / 2)", author: "a\($0)")
    }
    lines[7].hostility = 0.95
    let verdict = trouble(lines)
    #expect(verdict.score > 0 && verdict.score < 0.1)
    #expect(verdict.turningPoint == "7" && verdict.hostileComments == 1)
  }

  @Test("several people against one are a pile-on, and calm comments that were attacked are named")
  func pileOn() throws {
    var lines = [Line(id: "root", author: "target")]
    for number in 0..<6 {
      lines.append(Line(id: "h\(number)", parent: "root", author: "b\(number)", hostility: 0.9))
    }
    let verdict = trouble(lines)
    #expect(kinds(verdict).isSuperset(of: ["pile-on", "hostile-to-calm"]))
    let reason = try #require(verdict.reasons.first { $0.kind == "pile-on" })
    #expect(reason.text.hasPrefix("6 people") && reason.comments.count == 5)
    #expect(verdict.score > 0.8 && verdict.turningPoint == "h0")
    // The same over days is none.
    #expect(!kinds(trouble(lines, every: 90_000)).contains("pile-on"))
  }

  @Test("two who go at each other are a spiral that escalates")
  func spiral() throws {
    let lines = (0..<8).map { number in
      Line(
        id: "\(number)",
        parent: number == 0 ? nil : "\(number - 1)",
        author: number % 2 == 0 ? "ada" : "bob",
        hostility: [0.05, 0.1, 0.2, 0.6, 0.7, 0.8, 0.9, 0.95][number]
      )
    }
    let verdict = trouble(lines)
    #expect(kinds(verdict).isSuperset(of: ["spiral", "escalation"]))
    #expect(verdict.turningPoint == "3" && verdict.score > 0.6)
    let flat = lines.map { line in
      var line = line
      line.hostility = 0.3
      return line
    }
    #expect(trouble(flat).score == 0)
  }

  @Test("spam that others praise is a chorus; copies, floods and new accounts are seen")
  func others() {
    let praise = [
      Line(id: "s", author: "x", spam: 0.9), Line(id: "p1", parent: "s", author: "y", spam: 0.5),
      Line(id: "p2", parent: "s", author: "z", spam: 0.5),
      Line(id: "q", parent: "s", author: "x", spam: 0.5),
    ]
    #expect(kinds(trouble(praise)) == ["chorus"])
    #expect(kinds(trouble(Array(praise.prefix(2)))).isEmpty)
    let text = "please visit my lovely page about gardens and plants and rivers and towns today"
    let copies = (0..<4).map { Line(id: "\($0)", author: "a\($0)", body: text) }
    #expect(kinds(trouble(copies)).contains("copies"))
    let flood = (0..<7).map { Line(id: "\($0)", author: "same") }
    #expect(kinds(trouble(flood, every: 2)).contains("flood"))
    let fresh = (0..<6).map {
      Line(
        id: "\($0)",
        parent: $0 == 0 ? nil : "0",
        author: "n\($0)",
        accountAge: $0 > 1 ? 3_600 : 9_000_000
      )
    }
    #expect(kinds(trouble(fresh)).contains("new-accounts"))
  }

  @Test("scores stay in 0…1, and hostile threads have a turning point", arguments: 0..<40)
  func monotone(seed: Int) {
    var random = Seeds(UInt64(seed))
    let count = random.int(2..<30)
    var lines = (0..<count).map { number in
      Line(
        id: "\(number)",
        parent: number == 0 || random.chance(0.2) ? nil : "\(random.int(0..<number))",
        author: random.pick(["a", "b", "c", "d"]),
        hostility: Double(random.int(0..<100)) / 100
      )
    }
    let before = trouble(lines)
    #expect((0...1).contains(before.score))
    #expect(before.hostileComments == 0 || before.turningPoint != nil)
    // Ids keep their times, so only the order of the input differs.
    for index in lines.indices where random.chance(0.3) { lines[index].hostility = 0.99 }
    #expect(trouble(lines).hostileComments >= before.hostileComments)
  }

  @Test("a chain of many replies is walked in loops")
  func deep() {
    let count = 100_000
    let lines = (0..<count).map {
      Line(
        id: "\($0)",
        parent: $0 == 0 ? nil : "\($0 - 1)",
        author: $0 % 2 == 0 ? "a" : "b",
        hostility: 0.9,
        body: "x"
      )
    }
    let verdict = trouble(lines)
    #expect(verdict.hostileComments == count && verdict.score > 0.9)
  }
}
