// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation
import ModerationReports
import Synchronization
import ThreadModeration

/// Judges comments one by one while they are read, without their threads: `--no-threads`.
///
/// Memory is constant: some batches are under way, and no more are read until one is done.
struct LoneScan {
  /// Comments of one batch: enough that handing them over costs nothing.
  private static let batchSize = 1_024

  let scanner: CommentScanner
  let options: DumpScan.Options
  let progress: ProgressLine
  let statistics: ScanStatistics

  /// Reads and judges everything; `write` gets verdict lines in the order of the input.
  func run(
    _ input: InputOptions,
    write: @escaping ([UInt8]) throws -> Void
  ) async throws -> (reading: InputOptions.Reading, totals: DumpScan.Totals) {
    let work = Work(limit: options.jobs * 3)
    var totals = DumpScan.Totals(
      lines: OrderedLines(),
      campaigns: CampaignFinder(
        maxMemoryBytes: options.memory.campaigns,
        folder: options.folder
      ),
      material: ReportMaterial(flaggedCapacity: options.flaggedCapacity)
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
      var batch: [Comment] = []
      var first = 0
      var judged = 0
      func collect(_ results: [DumpScan.PartResult]) throws {
        for result in results {
          try write(result.run.bytes)
          for record in result.records { try totals.campaigns.add(record) }
          totals.material.merge(result.material)
          totals.strongest = max(totals.strongest, result.strongest)
          judged += result.material.summary.comments
        }
      }
      func send() throws {
        guard !batch.isEmpty else { return }
        let (comments, start) = (batch, first)
        let empty = DumpScan.PartResult(partOf: totals.material)
        first += batch.count
        batch = []
        let number = work.begin()
        if work.isFull {
          // The reader is faster than the judges: it judges as well.
          work.end(number, judge(comments, from: start, into: empty))
        } else {
          group.addTask { work.end(number, judge(comments, from: start, into: empty)) }
        }
        work.waitWhileCrowded()
        try collect(work.ready())
      }
      let clock = statistics.start()
      let reading = try input.read(progress: progress) { comment in
        batch.append(comment)
        if batch.count == Self.batchSize { try send() }
      }
      statistics.add(.reading, since: clock)
      try send()
      try await group.waitForAll()
      try collect(work.ready())
      return (reading, totals)
    }
  }

  private func judge(
    _ comments: [Comment],
    from first: Int,
    into empty: DumpScan.PartResult
  ) -> DumpScan.PartResult {
    var result = empty
    let clock = statistics.start()
    for (index, comment) in comments.enumerated() {
      let verdict = scanner.verdict(for: comment)
      let ordinal = first + index
      result.strongest = max(result.strongest, verdict.action)
      if options.emitsAll || verdict.action > .allow {
        result.run.add(ordinal: ordinal) {
          VerdictLines.append(options.redaction.redacted(verdict), to: &$0)
        }
      }
      if let record = CampaignRecord(
        comment,
        thread: comment.thread ?? "",
        ordinal: ordinal,
        action: verdict.action
      ) {
        result.records.append(record)
      }
      result.material.count(verdict, of: comment, ordinal: ordinal)
    }
    statistics.add(.judging, since: clock)
    return result
  }

  /// Batches under way, and those that are done and wait for an earlier one.
  private final class Work: Sendable {
    private struct State {
      var begun = 0
      var taken = 0
      var done: [Int: DumpScan.PartResult] = [:]
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func begin() -> Int {
      state.withLock { state in
        state.begun += 1
        return state.begun - 1
      }
    }

    func end(_ number: Int, _ result: DumpScan.PartResult) {
      state.withLock { $0.done[number] = result }
    }

    /// Whether as many batches are being judged as may be.
    var isFull: Bool { state.withLock { $0.begun - $0.taken - $0.done.count > limit } }

    /// Waits for the oldest batch when many others are done: it must be an unusually slow one.
    func waitWhileCrowded() {
      while state.withLock({ $0.done.count > 8 * limit && $0.done[$0.taken] == nil }) {
        usleep(1_000)
      }
    }

    /// The results that are next in order.
    func ready() -> [DumpScan.PartResult] {
      state.withLock { state in
        var results: [DumpScan.PartResult] = []
        while let result = state.done.removeValue(forKey: state.taken) {
          results.append(result)
          state.taken += 1
        }
        return results
      }
    }
  }
}
