// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModerationReports
import ThreadModeration

/// Comments that people labelled, from JSON Lines: `text` or `body`, and `label`, an object with
/// `hostile` (or `hostility`) and `spam`, each 0, 1, false or true. Known besides: `id`, `source`,
/// `author`, `parent_text`, `thread_id`, and in `orig` what a test case tests (`functionality`), its template and ranges that
/// people marked (`spans`, in Unicode scalars).
enum LabelledComments {
  /// A half of the comments, as ``LabelledHalf`` parts them.
  enum Half: String, CaseIterable {
    case even, odd

    init(_ half: LabelledHalf) { self = half == .even ? .even : .odd }
  }

  struct Row {
    var half: Half
    var comment: Comment
    var parent: String?
    var labels: [LearnedModel.Output: Bool]
    /// The set: what the line says, else the file's name.
    var source: String
    var hash: UInt64
    /// What the comment tests, in sets made of tests.
    var function: String?
    /// The ranges that people marked, in UTF-8 bytes.
    var spans: [Range<Int>]?

    /// One in five, for telling how well something was learned.
    var isAside: Bool { hash / 2 % 5 == 0 }
  }

  /// The most bytes of one file: it is read as a whole.
  static let maxBytes = 1 << 31

  /// What a file holds.
  struct File {
    var rows: [Row] = []
    /// Comments without a label.
    var unlabelled = 0
    /// Lines that are no labelled comments: place and reason, in their order.
    var rejected: [String] = []
    /// The size of the file.
    var bytes = 0
  }

  private struct Line: Decodable {
    struct Label: Decodable {
      var hostile: Truth?
      var hostility: Truth?
      var spam: Truth?
    }

    /// A text, or a whole number as text.
    struct ID: Decodable {
      var text: String

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
          self.text = text
        } else {
          text = String(try container.decode(Int64.self))
        }
      }
    }

    /// The source's own finer label. Sets use the same names for other things: what has another type
    /// is not there.
    struct Original: Decodable {
      var functionality: String?
      var spans: [[Int]]?
      /// The template of a test case, and the group of test cases that belong together.
      var templ_id: String?
      var test_group_id: String?

      enum CodingKeys: CodingKey { case functionality, spans, templ_id, test_group_id }

      init(from decoder: any Decoder) throws {
        let container = try? decoder.container(keyedBy: CodingKeys.self)
        functionality = try? container?.decode(String.self, forKey: .functionality)
        spans = try? container?.decode([[Int]].self, forKey: .spans)
        templ_id = try? container?.decode(String.self, forKey: .templ_id)
        test_group_id = try? container?.decode(String.self, forKey: .test_group_id)
      }
    }

    /// 0, 1, true or false.
    struct Truth: Decodable {
      var value: Bool

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
          value = flag
        } else {
          let number = try container.decode(Int.self)
          guard number == 0 || number == 1 else {
            throw DecodingError.dataCorruptedError(
              in: container,
              debugDescription: "a label is 0 or 1, or true or false"
            )
          }
          value = number == 1
        }
      }
    }

    var id: ID?
    var text: String?
    var body: String?
    var source: String?
    var author: String?
    var parent_text: String?
    var thread_id: ID?
    var label: Label?
    var orig: Original?
  }

  /// Reads a file whose every line must be a labelled comment, or one without a label.
  ///
  /// - Throws: ``ToolFailure`` with status 66 if there is no such file, 65 for a line that is no
  ///   labelled comment, and for more than ``maxBytes``.
  static func read(_ path: String) throws -> File {
    let file = try readAll(path)
    if let first = file.rejected.first { throw ToolFailure(ToolFailure.badInput, first) }
    return file
  }

  /// Reads a file and lists the lines that are no labelled comments.
  ///
  /// - Throws: ``ToolFailure`` with status 66 if there is no such file, 65 for more than
  ///   ``maxBytes``.
  static func readAll(_ path: String) throws -> File {
    let bytes = try RuleOptions.bytes(of: path, limit: maxBytes + 1, kind: "file")
    guard bytes.count <= maxBytes else {
      throw ToolFailure(ToolFailure.badInput, "\(path): is larger than 2 GiB; use several files")
    }
    let name = setName(of: path)
    var file = File(bytes: bytes.count)
    let decoder = JSONDecoder()
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
      let place = "\(path):\(number + 1)"
      guard let found = try? decoder.decode(Line.self, from: Data(line)) else {
        file.rejected.append(
          "\(place): not a labelled comment: use {\"body\":…,\"label\":{\"hostile\":0}}"
        )
        continue
      }
      guard let body = found.text ?? found.body else {
        file.rejected.append("\(place): no \"body\" or \"text\"")
        continue
      }
      if let row = row(of: found, body, number: number + 1, set: name) {
        file.rows.append(row)
      } else {
        file.unlabelled += 1
      }
    }
    return file
  }

  /// The name of a set in lines that do not say it: the file's, without what follows the last dot.
  private static func setName(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  private static func row(of line: Line, _ body: String, number: Int, set: String) -> Row? {
    var labels: [LearnedModel.Output: Bool] = [:]
    if let label = line.label?.hostile ?? line.label?.hostility {
      labels[.hostility] = label.value
    }
    if let label = line.label?.spam { labels[.spam] = label.value }
    guard !labels.isEmpty else { return nil }
    let source = line.source ?? set
    let group =
      (line.orig?.test_group_id ?? line.orig?.templ_id ?? line.thread_id?.text).map {
        "\(source)/\($0)"
      }
    return Row(
      half: Half(LabelledHalf(ofText: body, group: group)),
      comment: Comment(id: line.id?.text ?? "\(number)", body: body, author: line.author),
      parent: line.parent_text.flatMap { $0.isEmpty ? nil : $0 },
      labels: labels,
      source: source,
      hash: LabelledHalf.hash(group ?? body),
      function: line.orig?.functionality,
      spans: line.orig?.spans.map { spans(of: $0, in: body) }
    )
  }

  /// Ranges of Unicode scalars as ranges of UTF-8 bytes; what lies outside is cut.
  private static func spans(of pairs: [[Int]], in body: String) -> [Range<Int>] {
    guard !pairs.isEmpty else { return [] }
    var starts: [Int] = []
    for (offset, byte) in body.utf8.enumerated() where byte & 0xC0 != 0x80 {
      starts.append(offset)
    }
    starts.append(body.utf8.count)
    return pairs.compactMap { pair in
      guard pair.count == 2 else { return nil }
      let lower = min(max(pair[0], 0), starts.count - 1)
      let upper = min(max(pair[1], lower), starts.count - 1)
      return starts[lower]..<starts[upper]
    }
  }

  /// The area under the ROC curve (``RankedScores/areaUnderCurve``); `nil` without both kinds.
  static func areaUnderCurve(_ rows: [(score: Double, label: Bool)]) -> Double? {
    RankedScores(scores: rows.map(\.score), labels: rows.map(\.label)).areaUnderCurve
  }
}
