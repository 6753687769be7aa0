// SPDX-License-Identifier: Apache-2.0

import Foundation
import ModerationReports
import ThreadModeration

/// Reads labelled comments, judges them, and hands both to a builder of figures, file by file.
struct EvaluationRun {
  /// What gives verdicts.
  enum Judge: Sendable {
    case scanner(CommentScanner, usesParent: Bool)
    case verdicts([String: Verdict])

    init(_ configuration: EvaluationConfiguration) throws {
      if let path = configuration.verdicts {
        self = .verdicts(
          try EvaluationRun.verdicts(of: path, policy: try configuration.rules.makePolicy())
        )
      } else {
        self = .scanner(
          try configuration.rules.makeScanner(keepsSignals: true),
          usesParent: configuration.usesParent
        )
      }
    }

    /// `nil` if no verdict was read for the comment.
    func verdict(for row: LabelledComments.Row) -> Verdict? {
      switch self {
      case .verdicts(let verdicts): return verdicts[row.comment.id]
      case .scanner(let scanner, let usesParent):
        var comments = [row.comment]
        if usesParent, let parent = row.parent {
          // An id that the comment does not have, so that it is no reply to itself.
          let parentID = row.comment.id + "/parent"
          comments[0].parent = parentID
          // It was written before: a copy of it comes after it.
          comments.insert(Comment(id: parentID, body: parent), at: 0)
        }
        let thread = CommentThread(id: "", comments: comments)
        var verdict = scanner.verdicts(for: thread)[comments.count - 1]
        // The thread is our own making.
        verdict.thread = nil
        return verdict
      }
    }
  }

  let judge: Judge
  let other: Judge?
  let half: LabelledComments.Half?
  /// Names of groups of people, to be looked for in comments.
  let groups: GroupNames
  let jobs: Int
  var builder: EvaluationBuilder
  var source = Evaluation.Source()

  /// Lines that could not be read are shown up to this many.
  private static let maxRejectedShown = 5
  /// Comments that one task judges before results are collected.
  private static let batchSize = 256

  init(
    judge: Judge,
    other: Judge?,
    half: LabelledComments.Half?,
    groups: GroupNames,
    jobs: Int,
    builder: EvaluationBuilder
  ) {
    self.judge = judge
    self.other = other
    self.half = half
    self.groups = groups
    self.jobs = jobs
    self.builder = builder
  }

  /// Judges the comments of all files; `write` gets verdict lines in the order of the input.
  mutating func read(
    _ files: [String],
    progress: ProgressLine,
    write: ([UInt8]) throws -> Void
  ) async throws {
    var judged = 0
    var bytes = 0
    for path in files {
      let file = try LabelledComments.readAll(path)
      bytes += file.bytes
      source.unlabelled += file.unlabelled
      source.rejected += file.rejected.count
      let room = max(0, Self.maxRejectedShown - source.firstRejected.count)
      source.firstRejected += file.rejected.prefix(room)
      let rows = file.rows.filter { half == nil || $0.half == half }
      source.leftOut += file.rows.count - rows.count
      var start = 0
      while start < rows.count {
        let end = min(rows.count, start + jobs * Self.batchSize)
        try await add(rows[start..<end], write: write)
        judged += end - start
        progress.reading(path, comments: judged, bytes: bytes, of: nil)
        start = end
      }
    }
  }

  /// Judges some comments on several tasks and counts them in their order.
  private mutating func add(
    _ rows: ArraySlice<LabelledComments.Row>,
    write: ([UInt8]) throws -> Void
  ) async throws {
    let (judge, other) = (judge, other)
    let batches = stride(from: rows.startIndex, to: rows.endIndex, by: Self.batchSize).map {
      rows[$0..<min($0 + Self.batchSize, rows.endIndex)]
    }
    let results = try await withThrowingTaskGroup(
      of: (Int, [(verdict: Verdict?, other: Verdict?)]).self
    ) { group in
      for (number, batch) in batches.enumerated() {
        group.addTask {
          (
            number,
            try batch.map { row in
              try Interruption.check()
              return (judge.verdict(for: row), other.flatMap { $0.verdict(for: row) })
            }
          )
        }
      }
      var all = [[(verdict: Verdict?, other: Verdict?)]](repeating: [], count: batches.count)
      for try await (number, verdicts) in group { all[number] = verdicts }
      return all
    }
    var lines: [UInt8] = []
    for (row, result) in zip(rows, results.joined()) {
      guard let verdict = result.verdict, other == nil || result.other != nil else {
        source.missing += 1
        continue
      }
      VerdictLines.append(verdict, to: &lines)
      var labels = CategoryValues<Bool?>(repeating: nil)
      for (output, label) in row.labels { labels[output.category] = label }
      var comment = EvaluatedComment(
        set: row.source,
        body: row.comment.body,
        parentBody: row.parent,
        labels: labels,
        verdict: verdict
      )
      comment.function = row.function
      comment.markedRanges = row.spans
      comment.otherScores = result.other?.scores
      comment.groups = groups.found(in: row.comment.body)
      builder.add(comment)
    }
    try write(lines)
  }
}

extension LearnedModel.Output {
  /// The category that it scores.
  fileprivate var category: ThreadModeration.Category {
    switch self {
    case .hostility: .hostility
    case .spam: .spam
    }
  }
}

// MARK: - Verdicts made earlier

extension EvaluationRun {
  /// What is read of a verdict line.
  private struct Line: Decodable {
    struct Found: Decodable {
      var rule: String
      var category: String?
      var score: Double?
      var range: [Int]?
    }

    var id: String
    var action: String?
    var scores: [String: Double]
    var findings: [Found]?
    var signals: [String: Double]?
  }

  /// Verdicts by the ids of their comments; of several with one id the last. A verdict without an
  /// action has the one that its scores ask for, reporting at most.
  ///
  /// - Throws: ``ToolFailure`` with status 66 if there is no such file, 65 for a line that is none.
  fileprivate static func verdicts(
    of path: String,
    policy: Policy
  ) throws -> [String: Verdict] {
    let limit = LabelledComments.maxBytes
    let bytes = try RuleOptions.bytes(of: path, limit: limit + 1, kind: "file")
    guard bytes.count <= limit else {
      throw ToolFailure(ToolFailure.badInput, "\(path): is larger than 2 GiB")
    }
    let decoder = JSONDecoder()
    var result: [String: Verdict] = [:]
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where !line.isEmpty {
      guard let found = try? decoder.decode(Line.self, from: Data(line)) else {
        throw ToolFailure(
          ToolFailure.badInput,
          "\(path):\(number + 1): not a verdict: use {\"id\":…,\"scores\":{\"hostility\":0.5}}"
        )
      }
      result[found.id] = verdict(found, policy)
    }
    return result
  }

  private static func verdict(_ line: Line, _ policy: Policy) -> Verdict {
    var verdict = Verdict(comment: line.id)
    for category in ThreadModeration.Category.allCases {
      let score = line.scores[category.name] ?? 0
      verdict.scores[category] = score
      if score >= policy.thresholds[category].report { verdict.action = .report }
    }
    if let action = line.action.flatMap({ Action(name: $0) }) { verdict.action = action }
    verdict.findings = (line.findings ?? []).map { found in
      let range: Range<Int>? = found.range.flatMap { pair in
        guard pair.count == 2, pair[0] >= 0, pair[0] <= pair[1] else { return nil }
        return pair[0]..<pair[1]
      }
      return Finding(
        rule: found.rule,
        category: found.category.flatMap { Category(name: $0) } ?? .custom,
        score: found.score ?? 0,
        view: "raw",
        range: range
      )
    }
    verdict.signals = (line.signals ?? [:]).map { SignalReading(name: $0.key, value: $0.value) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return verdict
  }
}
