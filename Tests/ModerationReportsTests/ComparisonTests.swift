// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("Comparison of runs")
struct ComparisonTests {
  private static func verdicts(_ seed: UInt64) -> [Verdict] {
    var random = SeededGenerator(seed: seed)
    return (0..<200).map { number in
      Verdict(
        comment: "c\(number % 150)",
        thread: number % 7 == 0 ? nil : "t\(number % 5)",
        author: "a\(number % 11)",
        action: Action.allCases.randomElement(using: &random) ?? .allow
      )
    }
  }

  /// The strongest action of each comment by thread and id: the slow and obvious way.
  private static func strongest(_ verdicts: [Verdict]) -> [String: Action] {
    var result: [String: Action] = [:]
    for verdict in verdicts {
      let key = "\(verdict.thread ?? "")\u{0}\(verdict.comment)"
      result[key] = max(result[key] ?? .allow, verdict.action)
    }
    return result
  }

  @Test("Every change is counted once, as a naive comparison has it", arguments: 0..<20)
  func naive(seed: UInt64) {
    let (old, new) = (Self.verdicts(2 * seed), Self.verdicts(2 * seed + 1))
    var indices = (before: FlaggedIndex(), now: FlaggedIndex())
    for verdict in old { indices.before.insert(verdict) }
    for verdict in new { indices.now.insert(verdict) }
    let comparison = RunComparison(
      before: indices.before,
      now: indices.now,
      summaries: (Summary(), Summary())
    )
    let (before, now) = (Self.strongest(old), Self.strongest(new))
    var expected: [RunComparison.Kind: Int] = [:]
    for key in Set(before.keys).union(now.keys) {
      let pair = (before[key] ?? .allow, now[key] ?? .allow)
      if pair.0 == pair.1 { continue }
      let kind: RunComparison.Kind =
        pair.0 == .allow ? .new : pair.1 == .allow ? .gone : pair.0 < pair.1 ? .worse : .milder
      expected[kind, default: 0] += 1
    }
    #expect(comparison.counts == expected)
    #expect(comparison.changes.count == expected.values.reduce(0, +))
    for change in comparison.changes {
      let key = "\(change.thread ?? "")\u{0}\(change.comment)"
      #expect((change.before ?? .allow) == (before[key] ?? .allow))
      #expect((change.now ?? .allow) == (now[key] ?? .allow))
    }
    #expect(!comparison.isPartial)
  }

  @Test("A run compared with itself has no change, and one that was cut says so")
  func same() {
    var index = FlaggedIndex()
    for verdict in Self.verdicts(1) { index.insert(verdict) }
    var cut = index
    cut.markPartial()
    let comparison = RunComparison(before: index, now: cut, summaries: (Summary(), Summary()))
    #expect(comparison.changes.isEmpty && comparison.isPartial)
    #expect(comparison.sentence.contains("there may be more"))
  }

  @Test("Page, Markdown, JSON and terminal text say the same counts")
  func formats() throws {
    let comparison = HostileMaterial.comparison("x")
    let material = HostileMaterial.material("x")
    let json = try JSONValue(SummaryJSON.render(material, comparison: comparison))
    for kind in RunComparison.Kind.allCases {
      #expect(json["comparison"]?[kind.rawValue]?.integer == 1)
    }
    let texts = [
      HTMLReport.render(material, comparison: comparison),
      MarkdownReport.render(material, comparison: comparison),
      TerminalText(width: 200).report(material, comparison: comparison),
    ].map { String(decoding: $0, as: UTF8.self) }
    for text in texts { #expect(text.contains(comparison.sentence)) }
  }
}
