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
      let pitch = Finding(rule: "spam.investment", category: .spam, score: 1, view: "prose")
      return Verdict(
        comment: line.id,
        thread: "t",
        scores: scores,
        findings: line.spam > 0.8 ? [pitch] : []
      )
    }
    let policy = Policy.standard
    return ThreadTrouble(
      thread,
      verdicts: verdicts,
      facts: ThreadFacts(thread),
      pressure: ThreadPressure(
        thread,
        facts: ThreadFacts(thread),
        hostility: lines.map(\.hostility),
        level: policy.thresholds[.hostility].report
      ),
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

  @Test("one hostile comment among many is little trouble, and turns nothing")
  func single() {
    var lines = (0..<20).map {
      Line(id: "\($0)", parent: $0 == 0 ? nil : "\($0 / 2)", author: "a\($0)")
    }
    lines[7].hostility = 0.95
    let verdict = trouble(lines)
    #expect(verdict.score > 0 && verdict.score < 0.1)
    #expect(verdict.turningPoint == nil && verdict.hostileComments == 1 && !verdict.needsLook)
    #expect(verdict.worstBranch == nil)
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
    #expect(reason.target == "target" && reason.authors == (0..<5).map { "b\($0)" })
    #expect(verdict.score > 0.8 && verdict.turningPoint == "h0")
    // Most write less bluntly than the first; five within two days are one, over weeks none.
    for index in lines.indices where lines[index].id != "h0" && index > 0 {
      lines[index].hostility = 0.3
    }
    #expect(kinds(trouble(lines)).contains("pile-on"))
    let slow = try #require(trouble(lines, every: 28_000).reasons.first { $0.kind == "pile-on" })
    #expect(slow.text.hasSuffix("within two days."))
    #expect(!kinds(trouble(lines, every: 900_000)).contains("pile-on"))
    lines[1].hostility = 0.3
    #expect(!kinds(trouble(lines)).contains("pile-on"))
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
    #expect(verdict.turningPoint == "2" && verdict.score > 0.6)
    let reason = try #require(verdict.reasons.first { $0.kind == "spiral" })
    #expect(Set(reason.authors) == ["ada", "bob"] && reason.target == nil)
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
    // Bland praise below a pitch; below what opens the thread it is that of customers.
    func testified(below parent: String?) -> [Line] {
      [
        Line(id: "top", author: "host"), Line(id: "s", parent: parent, author: "x", spam: 0.9),
        Line(id: "p1", parent: "s", author: "y", body: "Thank you, it really works"),
        Line(id: "p2", parent: "p1", author: "z", body: "Same here, got paid today"),
        Line(id: "p3", parent: "s", author: "w", body: "this is a scam, reported"),
      ]
    }
    #expect(kinds(trouble(testified(below: "top"))) == ["chorus"])
    #expect(kinds(trouble(Array(testified(below: nil).dropFirst()))).isEmpty)
    let text = "please visit my lovely page about gardens and plants and rivers and towns today"
    let copies = (0..<4).map { Line(id: "\($0)", author: "a\($0)", body: text) }
    #expect(kinds(trouble(copies)).contains("copies"))
    let own = copies.map { line in
      var line = line
      line.author = "a0"
      return line
    }
    #expect(kinds(trouble([Line(id: "r", author: "host")] + own)) == ["repeated-text"])
    // Of copies by nobody in particular it is not said that one author wrote them.
    let nobodys = own.enumerated().map { number, line in
      var line = line
      line.author = number == 2 ? "zed" : "[deleted]"
      return line
    }
    #expect(kinds(trouble([Line(id: "r", author: "host")] + nobodys)).isEmpty)
    // A form that is filled in, and a refrain of people who also write other things.
    let form = copies.map { line in
      var line = line
      line.parent = line.id == "0" ? nil : "0"
      return line
    }
    #expect(trouble(form).score == 0)
    let refrain = copies.map { Line(id: "x" + $0.id, author: $0.author) } + copies
    #expect(trouble(refrain).score == 0)
    let flood = (0..<7).map { Line(id: "\($0)", author: "same") }
    #expect(kinds(trouble(flood, every: 2)).isEmpty)
    let flooded = trouble([Line(id: "r", author: "host")] + flood, every: 2)
    #expect(kinds(flooded) == ["flood"] && flooded.turningPoint == "0")
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

  @Test("what is said of copies and of floods is about one text and one author")
  func oneAtATime() throws {
    let texts = [
      "please visit my lovely page about gardens and plants and rivers and towns today",
      "the council opens a new market near the old bridge on saturday morning at nine",
    ]
    let host = Line(id: "r", author: "host")
    func copies(_ text: Int, _ authors: [String]) -> [Line] {
      authors.map { Line(id: "\(text)\($0)", author: $0, body: texts[text]) }
    }
    #expect(kinds(trouble([host] + copies(0, ["a", "b"]) + copies(1, ["c", "d"]))).isEmpty)
    let both = trouble([host] + copies(0, ["a", "b"]) + copies(1, ["c", "d", "e"]))
    let copied = try #require(both.reasons.first { $0.kind == "copies" })
    #expect(copied.comments == ["1c", "1d", "1e"] && copied.authors == ["c", "d", "e"])
    #expect(copied.text.hasPrefix("3 authors"))
    let lines = (0..<13).map { Line(id: "\($0)", author: $0 % 2 == 0 ? "most" : "other") }
    let flooded = trouble([host] + lines, every: 2)
    let flood = try #require(flooded.reasons.first { $0.kind == "flood" })
    #expect(flood.authors == ["most"] && flood.comments == ["8", "10", "12"])
    #expect(flood.text.contains(" 7 ") && flooded.turningPoint == "0")
  }

  @Test("the worst branch is the subtree with the most trouble, by trying all", arguments: 0..<60)
  func branches(seed: Int) {
    var random = Seeds(UInt64(seed) + 5)
    let lines = (0..<random.int(4..<26)).map { number in
      Line(
        id: "\(number)",
        parent: number == 0 ? nil : "\(random.int(max(0, number - 5)..<number))",
        author: random.pick(["a", "b", "c"]),
        hostility: random.chance(0.4) ? 0.9 : 0.05
      )
    }
    let below = lines.map { top in
      lines.filter { line in
        var current: Line? = line
        while let one = current, one.id != top.id {
          current = one.parent.flatMap { parent in lines.first { $0.id == parent } }
        }
        return current != nil
      }
    }
    let scores = below.map { branch in
      let hostile = branch.filter { $0.hostility > 0.5 }.count
      return branch.count < 4 || hostile < 2
        ? 0 : ThreadTrouble.probability(ofHostile: hostile, among: branch.count)
    }
    let verdict = trouble(lines)
    let most = scores.max() ?? 0
    #expect((verdict.worstBranch?.score ?? 0) == most, "seed \(seed)")
    if let root = verdict.worstBranch?.root { #expect(scores[Int(root) ?? 0] == most) }
  }

  @Test("scores stay in 0…1, and threads with reasons have a turning point", arguments: 0..<40)
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
    #expect(before.reasons.isEmpty == (before.turningPoint == nil))
    if let branch = before.worstBranch {
      #expect(branch.comments >= 4 && branch.hostileComments >= 2 && branch.score <= before.score)
    }
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
