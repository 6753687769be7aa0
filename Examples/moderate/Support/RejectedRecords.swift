// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Says on standard error which records could not be read.
enum RejectedRecords {
  private static let maxShown = 10

  static func say(_ summary: Summary) {
    for record in summary.rejected.prefix(maxShown) {
      Terminal.say("\(record.input):\(record.line): not read: \(record.reason)")
    }
    let rest = summary.rejectedRecords.count - maxShown
    if rest > 0 {
      Terminal.say("… and \(rest) more \(rest == 1 ? "record" : "records") that could not be read")
    }
  }
}
