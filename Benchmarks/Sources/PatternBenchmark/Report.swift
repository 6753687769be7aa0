// SPDX-License-Identifier: Apache-2.0

import CPeers
import Foundation
import PatternEngine

/// All results of a run, as JSON and as Markdown.
struct Report: Codable {
  var comments: Int
  var bytesPerComment: Double
  var rounds: Int
  var passes: Int
  var libraries: String
  var sets: [SetResult]
  var bars: [Bar]
}

extension Report {
  init(corpus: Corpus, effort: Effort, sets: [SetResult]) {
    self.init(
      comments: corpus.count,
      bytesPerComment: corpus.meanBytes,
      rounds: effort.rounds,
      passes: effort.passes,
      libraries: String(cString: peers_versions()),
      sets: sets,
      bars: sets.flatMap(Bar.bars)
    )
  }

  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Tables for people.
  func markdown() -> String {
    var lines = [
      "\(libraries); \(comments) comments of \(fixed(bytesPerComment, 0)) bytes in the mean; "
        + "ns of CPU a comment, the best of \(rounds) rounds of the median of \(passes) passes."
    ]
    for set in sets {
      lines += ["", "## \(set.set.rawValue): \(set.ruleCount) rules", ""] + table(set)
    }
    if !bars.isEmpty {
      lines += [
        "", "## Bars", "", "| set | bar | limit | measured | |",
        "| --- | --- | ---: | ---: | --- |",
      ]
      for bar in bars {
        let sign = bar.isMinimum ? "≥" : "≤"
        let value = bar.value.map { fixed($0, 2) } ?? "–"
        let verdict = bar.isReached ? "reached" : "**missed**"
        lines.append(
          "| \(bar.set.rawValue) | \(bar.text) | \(sign) \(bar.limit) | \(value) | \(verdict) |"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ set: SetResult) -> [String] {
    var lines = [
      "| engine | ns | noise | MB/s | × ours | pairs | undecided | differs from PCRE2 | "
        + "compile s | kept MB | peak MB | note |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for figure in set.figures {
      let cost = set.costs[figure.engine] ?? EngineCost()
      let agreement = set.agreement.first { $0.engine == figure.engine }
      let noise = (figure.medianNanoseconds / figure.nanoseconds - 1) * 100
      var notes = [cost.note].filter { !$0.isEmpty }
      if cost.broken > 0 { notes.append("do not compile: \(cost.broken)") }
      if figure.comments < comments { notes.append("comments: \(figure.comments)") }
      let cells = [
        figure.engine,
        fixed(figure.nanoseconds, 0),
        "+\(fixed(noise, 0)) %",
        fixed(figure.bytesPerComment / figure.nanoseconds * 1e3, figure.nanoseconds > 1e5 ? 2 : 0),
        set.ratio(figure.engine).map { fixed($0, 2) } ?? "",
        "\(figure.totals.pairs)",
        "\(figure.totals.undecided)",
        agreement.map { "\($0.missing) missing, \($0.extra) extra of \($0.pairs)" } ?? "",
        fixed(cost.cpuSeconds, 2),
        megabytes(cost.keptBytes),
        megabytes(cost.peakBytes),
        notes.joined(separator: "; "),
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    lines.append("")
    lines += set.remarks.map { "- \($0)" }
    for agreement in set.agreement where agreement.disagreements > 0 {
      lines.append(
        "- \(agreement.engine) and PCRE2 (UTF, UCP) disagree on \(agreement.disagreements) pairs in "
          + "\(agreement.comments) comments; most at: \(agreement.rules.joined(separator: ", "))."
      )
    }
    for group in checksumGroups(set) {
      lines.append("- Same pairs by checksum: \(group.joined(separator: "; ")).")
    }
    return lines
  }

  /// Engines that found the same pairs in all comments.
  private func checksumGroups(_ set: SetResult) -> [[String]] {
    let whole = set.figures.filter { $0.comments == comments && $0.totals.pairs > 0 }
    return Dictionary(grouping: whole) { "\($0.totals.pairs) \($0.totals.checksum)" }.values
      .map { $0.map(\.engine) }.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}
