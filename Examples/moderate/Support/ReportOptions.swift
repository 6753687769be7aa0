// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ModerationReports
import ThreadModeration

/// The options that say which reports are written, and how much they hold.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a report; the ending says which kind: \(ReportKind.endings). May be repeated.",
      valueName: "file"
    )
  )
  var report: [String] = []

  @Option(help: ArgumentHelp("The title of the report.", valueName: "text"))
  var title: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many flagged comments reports name, the most severe first; the rest is counted.",
      valueName: "number"
    )
  )
  var maxFlagged = ReportMaterial.defaultFlaggedCapacity

  func validate() throws {
    for path in report where ReportKind(path: path) == nil {
      throw ValidationError(
        "--report \(path): the ending says which kind of report; use \(ReportKind.endings)"
      )
    }
    if let twice = report.first(where: { path in report.count { $0 == path } > 1 }) {
      throw ValidationError("\(twice): named twice; each file is written once")
    }
    guard (0...1_000_000).contains(maxFlagged) else {
      throw ValidationError("--max-flagged \(maxFlagged): use a number from 0 to 1000000")
    }
  }

  /// Writes the reports that were asked for.
  func write(
    _ material: ReportMaterial,
    comparison: RunComparison? = nil,
    policy: Policy
  ) throws {
    for path in report {
      guard let kind = ReportKind(path: path) else { continue }
      let bytes = kind.render(
        material,
        title: title ?? "Moderation report",
        comparison: comparison,
        policy: policy
      )
      try OutputFile.write(bytes, to: path)
      // Other kinds say themselves how many they leave out.
      if kind == .csv, material.flagged.left > 0 {
        Terminal.say(
          "moderate: \(path): only the \(material.flagged.entries.count) most severe of "
            + "\(material.flagged.entries.count + material.flagged.left) flagged comments; "
            + "--max-flagged NUMBER names more"
        )
      }
    }
  }
}
