// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("Summary") struct SummaryTests {
  /// What one part of a dump holds.
  private enum Item {
    case thread(CommentThread)
    case verdict(Verdict, Int64? = nil)
    case rejected(Summary.Rejected)
    case repair(String)
  }

  private func item(_ random: inout Seeds, _ number: Int) -> Item {
    switch random.int(0..<4) {
    case 0:
      let comments = (0..<random.int(0..<7)).map { index in
        Comment(
          id: random.chance(0.2) ? "0" : "\(index)",
          body: random.pick(["", "x", "[deleted]"]),
          parent: random.chance(0.4) ? nil : "\(random.int(0..<8))",
          author: random.pick(["a", "b", "é", "e\u{301}", nil])
        )
      }
      return .thread(CommentThread(id: "\(number)", comments: comments))
    case 1:
      var verdict = Verdict(comment: "\(number)", action: random.pick(Action.allCases))
      verdict.author = random.pick(["a", "é", "e\u{301}", nil])
      verdict.thread = random.pick(["t1", "t2", nil])
      verdict.scores[.spam] = Double(random.int(0..<101)) / 100
      verdict.domains = random.pick([[], ["a.example"], ["a.example", "b.example"]])
      if random.chance(0.2) { verdict.incomplete = random.pick(IncompleteReason.allCases) }
      for _ in 0..<random.int(0..<4) {
        verdict.findings.append(
          Finding(
            rule: random.pick(["r1", "r2", "r3"]),
            category: random.pick(Category.allCases),
            score: random.pick([-1, 0, 1]),
            view: "raw"
          )
        )
      }
      return .verdict(verdict, random.pick([nil, 0, 3_600, 3_599, -1]))
    case 2:
      return .rejected(
        Summary.Rejected(
          input: random.pick(["a.json", "b.json", "é", "e\u{301}"]),
          line: random.int(1..<5),
          reason: random.pick(["bad", "worse"])
        )
      )
    default: return .repair(random.pick(["utf8", "id"]))
    }
  }

  private func summary(_ items: some Sequence<Item>) -> Summary {
    var summary = Summary()
    for item in items {
      switch item {
      case .thread(let thread): summary.count(thread)
      case .verdict(let verdict, let time): summary.count(verdict, createdAt: time)
      case .rejected(let record): summary.reject(record)
      case .repair(let kind): summary.countRepair(kind)
      }
    }
    return summary
  }

  private func merged(_ parts: [Summary]) -> Summary {
    parts.reduce(into: Summary()) { $0.merge($1) }
  }

  /// The rejected records as bytes: `String` comparison would call two spellings of a name equal.
  private func bytes(_ summary: Summary) -> [[UInt8]] {
    summary.rejected.map { Array("\($0.input):\($0.line):\($0.reason)".utf8) }
  }

  @Test("parts add up to the whole, in any order and grouping", arguments: 0..<80)
  func merging(seed: Int) {
    var random = Seeds(UInt64(seed))
    let items = (0..<40).map { item(&random, $0) }
    let whole = summary(items)
    var parts: [Summary] = []
    var start = 0
    while start < items.count {
      let end = min(items.count, start + random.int(1..<9))
      parts.append(summary(items[start..<end]))
      start = end
    }
    #expect(merged(parts) == whole, "seed \(seed)")
    #expect(merged(random.shuffled(parts)) == whole, "seed \(seed)")
    #expect(bytes(merged(random.shuffled(parts))) == bytes(whole), "seed \(seed)")
    let middle = parts.count / 2
    var left = merged(Array(parts[..<middle]))
    let right = merged(Array(parts[middle...]))
    var swapped = right
    swapped.merge(left)
    left.merge(right)
    #expect(left == whole && swapped == whole, "seed \(seed)")
    #expect(summary(random.shuffled(items)) == whole, "seed \(seed)")
    var same = whole
    same.merge(Summary())
    #expect(same == whole)
  }

  @Test("every number counts what it says")
  func numbers() throws {
    let thread = CommentThread(
      id: "t",
      comments: [
        Comment(id: "1", body: "ab", author: "ada"),
        Comment(id: "2", body: "é", parent: "1", author: "bob"),
        Comment(id: "2", body: "[deleted]", parent: "2", author: "[deleted]"),
        Comment(id: "4", body: "", parent: "gone", author: "ada"),
        Comment(id: "5", body: "", parent: "5"),
        Comment(id: "6", body: "", parent: "7"), Comment(id: "7", body: "", parent: "6"),
        Comment(id: "8", body: "", parent: "2"),
      ]
    )
    let summary = summary([.thread(thread)])
    #expect(summary.comments == 8 && summary.threads == 1 && summary.roots == 1)
    #expect(summary.orphans == 1 && summary.cycles == 3)
    #expect(summary.duplicateIDs == 1 && summary.placeholders == 1)
    #expect(summary.maxDepth == 3 && summary.bodyBytes == 2 + 2 + 9 && summary.authors == 2)
  }

  @Test("a comment counts once for each category and rule, and only findings against it")
  func verdicts() {
    func finding(_ rule: String, _ category: Category, _ score: Double) -> Finding {
      Finding(rule: rule, category: category, score: score, view: "raw")
    }
    let summary = summary([
      .verdict(
        Verdict(
          comment: "1",
          action: .hold,
          incomplete: .matchLimit,
          findings: [
            finding("a", .spam, 1), finding("a", .spam, 0), finding("b", .spam, 2),
            finding("c", .links, -1),
          ]
        )
      ),
      .verdict(Verdict(comment: "2", findings: [finding("a", .spam, 1)])),
      .verdict(Verdict(comment: "3", action: .report)),
    ])
    #expect(summary.actions == [.hold: 1, .allow: 1, .report: 1])
    #expect(summary.flagged == 2)
    #expect(summary.categories == [.spam: 2])
    #expect(summary.limits == [.matchLimit: 1])
    #expect(summary.rules["a"]?.findings == 3 && summary.rules["a"]?.comments == 2)
    #expect(summary.rules["c"]?.comments == 1)
  }

  @Test("rejected records stand in order of input and line, however they came")
  func rejected() {
    var summary = Summary()
    for (input, line) in [("b", 2), ("a", 9), ("b", 1), ("a", 10), ("b", 2)] {
      summary.reject(Summary.Rejected(input: input, line: line, reason: "bad"))
    }
    #expect(summary.rejected.map { "\($0.input)\($0.line)" } == ["a9", "a10", "b1", "b2", "b2"])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `of too many rejected records the first are named, however they came`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let all = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      Summary.Rejected(
        input: ["a", "b"].randomElement(using: &random) ?? "",
        line: Int.random(in: 1...40, using: &random),
        reason: ["x", "y"].randomElement(using: &random) ?? ""
      )
    }
    var parts = (0..<3).map { _ in RejectedTally(capacity: 10) }
    for record in all { parts[Int.random(in: 0..<3, using: &random)].add(record) }
    var leftFirst = parts[0]
    leftFirst.merge(parts[1])
    leftFirst.merge(parts[2])
    parts[2].merge(parts[1])
    parts[2].merge(parts[0])
    #expect(leftFirst.count == all.count)
    #expect(leftFirst.records == Array(all.sorted().prefix(10)))
    #expect(leftFirst == parts[2])
  }

  @Test func `records that come in no order cost linear time`() {
    let ratio = Growth.ratio(from: 2_000) { count in
      var tally = RejectedTally(capacity: count)
      for line in 0..<count {
        tally.add(Summary.Rejected(input: "a", line: 1, reason: "byte \(line &* 7_919 % count)"))
      }
      #expect(tally.records.count == count)
    }
    #expect(ratio < 25)
  }
}
