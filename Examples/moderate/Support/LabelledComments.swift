// SPDX-License-Identifier: Apache-2.0

import Foundation
import ThreadModeration

/// Comments that people labelled, from JSON Lines.
enum LabelledComments {
  /// A half of the comments, by a hash of their letters: near copies fall on one side.
  enum Half: String, CaseIterable { case even, odd }

  struct Row {
    var comment: Comment
    var parent: String?
    var labels: [LearnedModel.Output: Bool]
    /// The set: what the line says, else the file's name.
    var source: String
    var hash: UInt64

    var half: Half { hash % 2 == 0 ? .even : .odd }
    /// One in five, for telling how well something was learned.
    var isAside: Bool { hash / 2 % 5 == 0 }
  }

  private struct Line: Decodable {
    struct Label: Decodable {
      var hostile: Truth?
      var spam: Truth?
    }

    /// 0, 1, true or false.
    struct Truth: Decodable {
      var value: Bool

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
          value = flag
        } else {
          value = try container.decode(Int.self) != 0
        }
      }
    }

    var id: String?
    var text: String?
    var body: String?
    var source: String?
    var parent_text: String?
    var label: Label?
  }

  /// - Throws: ``ToolFailure`` with status 66 if there is no such file, 65 for a line that is no
  ///   labelled comment.
  static func read(_ path: String) throws -> (rows: [Row], unlabelled: Int) {
    let bytes = try RuleOptions.bytes(of: path, limit: 1 << 31)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var rows: [Row] = []
    var unlabelled = 0
    let decoder = JSONDecoder()
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where !line.isEmpty {
      let found: Line
      do {
        found = try decoder.decode(Line.self, from: Data(line))
      } catch {
        throw ToolFailure(
          ToolFailure.badInput,
          "\(path):\(number + 1): not a labelled comment: use {\"body\":…,\"label\":{\"hostile\":0}}"
        )
      }
      guard let body = found.text ?? found.body else {
        throw ToolFailure(ToolFailure.badInput, "\(path):\(number + 1): no \"body\" or \"text\"")
      }
      var labels: [LearnedModel.Output: Bool] = [:]
      if let label = found.label?.hostile { labels[.hostility] = label.value }
      if let label = found.label?.spam { labels[.spam] = label.value }
      guard !labels.isEmpty else {
        unlabelled += 1
        continue
      }
      rows.append(
        Row(
          comment: Comment(id: found.id ?? "\(number + 1)", body: body),
          parent: found.parent_text,
          labels: labels,
          source: found.source ?? name,
          hash: hash(body)
        )
      )
    }
    return (rows, unlabelled)
  }

  /// FNV-1a over the letters of the first 200 bytes, in lower case, with a last mixing.
  private static func hash(_ body: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in body.utf8.prefix(200) where byte >= 0x41 {
      hash = (hash ^ UInt64(byte | 0x20)) &* 0x0000_0100_0000_01b3
    }
    return ((hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd) >> 8
  }

  /// The area under the ROC curve: the share of pairs of a positive and a negative in which the
  /// positive has the higher score, ties counting half; `nil` without both kinds.
  static func areaUnderCurve(_ rows: [(score: Double, label: Bool)]) -> Double? {
    let positives = rows.count { $0.label }
    let negatives = rows.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    let sorted = rows.sorted { $0.score < $1.score }
    var ranks = 0.0
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].score == sorted[start].score { end += 1 }
      let middle = Double(start + end + 1) / 2
      ranks += middle * Double(sorted[start..<end].count { $0.label })
      start = end
    }
    let least = Double(positives) * Double(positives + 1) / 2
    return (ranks - least) / (Double(positives) * Double(negatives))
  }
}
