// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModerationReports
import ThreadModeration

/// A set of labelled comments with what the signals and rules say of each.
struct JudgedSet: Sendable {
  struct Row: Sendable {
    var labels: [Category: Bool]
    /// Values of signals, capped, and 1 for rules that match.
    var values: [String: Double]
  }

  var name: String
  var rows: [Row]

  private struct Line: Decodable {
    struct Label: Decodable {
      var hostile: Int?
      var spam: Int?
    }
    struct Original: Decodable {
      var templ_id: String?
      var test_group_id: String?

      enum CodingKeys: CodingKey { case templ_id, test_group_id }

      init(from decoder: any Decoder) throws {
        let container = try? decoder.container(keyedBy: CodingKeys.self)
        templ_id = try? container?.decode(String.self, forKey: .templ_id)
        test_group_id = try? container?.decode(String.self, forKey: .test_group_id)
      }
    }

    var text: String
    var parent_text: String?
    var thread_id: String?
    var label: Label?
    var orig: Original?
  }

  /// Judges the comments of a file.
  ///
  /// - Parameter half: only comments of this half, as `moderate learn --half` parts them.
  /// - Throws: an error with the place of a line that is no labelled comment.
  static func read(_ file: URL, scanner: CommentScanner, half: LabelledHalf?) async throws -> JudgedSet {
    let decoder = JSONDecoder()
    var lines: [Line] = []
    for (number, line) in try Data(contentsOf: file).split(separator: 0x0A).enumerated() {
      do {
        lines.append(try decoder.decode(Line.self, from: line))
      } catch {
        throw FitError(description: "\(file.path):\(number + 1): not a labelled comment")
      }
    }
    let set = file.deletingPathExtension().lastPathComponent
    if let half {
      lines = lines.filter { line in
        let group = (line.orig?.test_group_id ?? line.orig?.templ_id ?? line.thread_id).map {
          "\(set)/\($0)"
        }
        return LabelledHalf(ofText: line.text, group: group) == half
      }
    }
    let chunks = stride(from: 0, to: lines.count, by: 256).map {
      Array(lines[$0..<min($0 + 256, lines.count)])
    }
    let judged = try await withThrowingTaskGroup(of: (Int, [Row]).self) { group in
      for (number, chunk) in chunks.enumerated() {
        group.addTask { (number, chunk.map { row($0, scanner) }) }
      }
      var results = [[Row]](repeating: [], count: chunks.count)
      for try await (number, rows) in group { results[number] = rows }
      return results
    }
    return JudgedSet(name: set, rows: judged.flatMap { $0 })
  }

  private static func row(_ line: Line, _ scanner: CommentScanner) -> Row {
    var labels: [Category: Bool] = [:]
    if let label = line.label?.hostile { labels[.hostility] = label != 0 }
    if let label = line.label?.spam { labels[.spam] = label != 0 }
    let comment = Comment(id: "1", body: line.text, author: "a")
    let verdict: Verdict
    if let parent = line.parent_text, !parent.isEmpty {
      var reply = comment
      reply.parent = "0"
      let thread = CommentThread(
        id: "t",
        comments: [Comment(id: "0", body: parent, author: "b"), reply]
      )
      verdict = scanner.verdicts(for: thread)[1]
    } else {
      verdict = scanner.verdict(for: comment)
    }
    var values: [String: Double] = [:]
    for reading in verdict.signals {
      let cap = FitPlan.cap(reading.name)
      values[reading.name] = max(min(reading.value, cap), FitPlan.signed.contains(reading.name) ? -cap : 0)
    }
    for finding in verdict.findings where values[finding.rule] == nil { values[finding.rule] = 1 }
    return Row(labels: labels, values: values)
  }
}

/// Why nothing can be fitted.
struct FitError: Error, CustomStringConvertible { var description: String }
