// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

/// Whole files, compared byte for byte with `Tests/Golden/reports/`.
///
/// After a change that is meant: `REGENERATE_GOLDEN=1 swift test --filter Golden`, then read the diff.
@Suite("Golden reports")
struct GoldenTests {
  private static let color = TerminalText(width: 72, usesColor: true)
  private static let plain = TerminalText(width: 72)
  private static let ascii = TerminalText(width: 60, usesUnicode: false, maxBodyLines: 2)

  private static func render(_ name: String) -> [UInt8] {
    let flagged = ReportFixture.flagged
    let threads = ReportFixture.threads
    return switch name {
    case "verdicts.jsonl": VerdictLines.lines(threads.flatMap(\.verdicts))
    case "summary.json": SummaryJSON.render(ReportFixture.summary)
    case "summary.txt": plain.summary(ReportFixture.summary, inputs: ReportFixture.inputs)
    case "threads.txt": threads.flatMap { plain.threadTree($0) }
    case "threads-ascii.txt": threads.flatMap { ascii.threadTree($0) }
    case "threads-color.txt": threads.flatMap { color.threadTree($0) }
    case "explanation.txt": plain.explanation(flagged.comment, flagged.verdict)
    default:
      HTMLReport.page(
        threads,
        title: ReportFixture.title,
        inputs: ReportFixture.inputs,
        summary: ReportFixture.summary
      )
    }
  }

  @Test(
    "Every format gives the stored file, every time",
    arguments: [
      "verdicts.jsonl", "summary.json", "summary.txt", "threads.txt", "threads-ascii.txt",
      "threads-color.txt", "explanation.txt", "report.html",
    ]
  )
  func golden(_ name: String) throws {
    let bytes = Self.render(name)
    #expect(bytes == Self.render(name), "the same input gives the same bytes")
    #expect(try Golden.difference(of: bytes, from: "reports/" + name) == nil)
  }
}
