// SPDX-License-Identifier: Apache-2.0

import ModerationReports
import ThreadModeration

/// The kinds of report, by the ending of the file's name.
enum ReportKind: String, CaseIterable {
  case html, md, csv, json, txt

  /// The endings, as help and messages list them.
  static let endings = ".html, .md, .csv, .json or .txt"

  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  func render(
    _ material: ReportMaterial,
    title: String,
    comparison: RunComparison? = nil,
    policy: Policy = .standard
  ) -> [UInt8] {
    switch self {
    case .json: return SummaryJSON.render(material, comparison: comparison)
    case .html:
      return HTMLReport.render(
        material,
        title: title,
        comparison: comparison,
        options: HTMLReport.Options(
          maxCommentsShown: material.flagged.capacity,
          policy: policy
        )
      )
    case .md:
      return MarkdownReport.render(
        material,
        title: title,
        comparison: comparison,
        policy: policy
      )
    case .csv: return CSVReport.render(material)
    case .txt:
      return TerminalText(width: 100).report(material, comparison: comparison, policy: policy)
    }
  }
}
