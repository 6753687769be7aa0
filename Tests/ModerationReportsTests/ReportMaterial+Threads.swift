// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

@testable import ModerationReports

extension ReportMaterial {
  /// The material of threads that were judged, with or without counts of their own.
  init(_ threads: [ScannedThread], inputs: [String] = [], summary: Summary? = nil) {
    self.init(inputs: inputs)
    for scanned in threads {
      count(
        scanned,
        ThreadVerdict(
          thread: scanned.thread.id,
          comments: scanned.thread.count,
          flagged: scanned.verdicts.count { $0.action > .allow }
        )
      )
    }
    if let summary { self.summary = summary }
  }
}

extension HTMLReport {
  /// The page of threads that were judged.
  static func page(
    _ threads: [ScannedThread],
    title: String = "t",
    inputs: [String] = [],
    summary: Summary? = nil,
    options: Options = Options()
  ) -> [UInt8] {
    render(
      ReportMaterial(threads, inputs: inputs, summary: summary),
      title: title,
      options: options
    )
  }
}
