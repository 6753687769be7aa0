// SPDX-License-Identifier: Apache-2.0

import ModerationReports
import Synchronization
import ThreadModeration

/// Where verdict lines go: a file that appears when it is whole, standard output, or nowhere.
final class VerdictSink: Sendable {
  private let file: Mutex<OutputFile?>
  private let isOutput: Bool

  init(_ destination: String?) throws {
    isOutput = destination == "-"
    if let destination, destination != "-" {
      file = Mutex(try OutputFile(path: destination))
    } else {
      file = Mutex(nil)
    }
  }

  func write(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return }
    if isOutput { try Terminal.write(bytes) } else { try file.withLock { try $0?.write(bytes) } }
  }

  func finish() throws {
    try file.withLock { file in
      if let file = file.take() { try file.finish() }
    }
  }
}

/// The last line of a whole answer.
enum ClosingLine {
  /// `{"$summary":{…},"lines":N}`: the summary on one line, and the records that were read, those that
  /// could not be read included.
  static func bytes(_ material: ReportMaterial) -> [UInt8] {
    let summary = material.summary
    var line = Array(#"{"$summary":"#.utf8)
    // No text of it holds a line feed: those between its members go, with the spaces behind them.
    var isIndent = false
    for byte in SummaryJSON.render(material) {
      if byte == 0x0A {
        isIndent = true
      } else if !isIndent || byte != 0x20 {
        isIndent = false
        line.append(byte)
      }
    }
    line += Array(#","lines":\#(summary.comments + summary.rejectedRecords.count)}"#.utf8)
    return line + [0x0A]
  }
}
