// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation
import ModerationReports
import Synchronization
import ThreadModeration

/// Judges what a spool holds, thread by thread, on several tasks.
///
/// Tasks take threads of one part of the spool after the other; whoever finds a part used up makes the
/// next one ready. What a part gave (lines, counts, records for campaigns) is put together when its
/// last thread is done. All of that merges in any order, so the number of tasks changes nothing.
final class DumpScan: Sendable {
  struct Options: Sendable {
    var jobs: Int
    var emitsAll: Bool
    var memory: MemoryShares
    var folder: String
    var redaction = Redaction(.none)
    var flaggedCapacity = ReportMaterial.defaultFlaggedCapacity
  }

  /// Where the memory that is allowed goes.
  struct MemoryShares: Sendable {
    /// The program with its tables, and what is under way.
    static let program = 96 << 20
    let spool: Int
    let lines: Int
    let campaigns: Int

    init(_ size: MemorySize) {
      let free = max(size.bytes - Self.program, 32 << 20)
      spool = free / 10 * 7
      lines = free / 10
      campaigns = free / 10
    }
  }

  /// The next threads to judge.
  private struct Feed {
    var spool: ThreadSpool
    var threads: [SpooledThread] = []
    var next = 0
    var part = -1
    /// Whether only threads are left that need the memory for themselves.
    var isAtLarge = false
  }

  /// A thread, and the part it belongs to.
  private struct Task {
    var part: Int
    var thread: SpooledThread
  }

  /// What threads of one part gave.
  struct PartResult {
    var run = OrderedLines.Run()
    var records: [CampaignRecord] = []
    var material: ReportMaterial
    var strongest = Action.allow
    /// Threads that are not done yet; a task counts those it did as negative.
    var left = 0

    init(partOf material: ReportMaterial) { self.material = material.emptyPart }

    mutating func add(_ other: PartResult) {
      run.add(other.run)
      records += other.records
      material.merge(other.material)
      strongest = max(strongest, other.strongest)
      left += other.left
    }
  }

  /// What all parts gave.
  struct Totals {
    var lines: OrderedLines
    var campaigns: CampaignFinder
    var material: ReportMaterial
    var strongest = Action.allow
  }

  private struct Results {
    var open: [Int: PartResult] = [:]
    var totals: Totals
  }

  private let options: Options
  private let scanner: CommentScanner
  private let resume: ResumeFolder?
  private let progress: ProgressLine
  private let statistics: ScanStatistics
  private let total: Int
  private let feed: Mutex<Feed>
  private let results: Mutex<Results>
  private let counts = Mutex((done: 0, flagged: 0))

  init(
    spool: consuming sending ThreadSpool,
    scanner: CommentScanner,
    options: Options,
    resume: ResumeFolder?,
    progress: ProgressLine,
    statistics: ScanStatistics
  ) {
    total = spool.count
    self.scanner = scanner
    self.options = options
    self.resume = resume
    self.progress = progress
    self.statistics = statistics
    results = Mutex(
      Results(
        totals: Totals(
          lines: OrderedLines(maxMemoryBytes: options.memory.lines, folder: options.folder),
          campaigns: CampaignFinder(
            maxMemoryBytes: options.memory.campaigns,
            folder: options.folder
          ),
          material: ReportMaterial(flaggedCapacity: options.flaggedCapacity)
        )
      )
    )
    feed = Mutex(Feed(spool: spool))
  }

  /// Judges everything.
  func run() async throws {
    Interruption.setTotal(total)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, options.jobs) { group.addTask { try self.work() } }
      try await group.waitForAll()
    }
    feed.withLock { $0.isAtLarge = true }
    try work()
  }

  /// The results, and the spool with its comments, which nothing uses any more here.
  func finish() throws -> (totals: Totals, campaigns: CampaignFinder.Result) {
    let totals = results.withLock { $0.totals }
    var result = try totals.campaigns.finish()
    try fillExamples(&result)
    return (totals, result)
  }
}

// MARK: - A task's work

extension DumpScan {
  private func work() throws {
    var local: (part: Int, result: PartResult)?
    while let task = try take() {
      try Interruption.check()
      if let done = local, done.part != task.part {
        local = nil
        try hand(in: done.result, of: done.part)
      }
      // Taken out while it grows: a second reference would copy it for each thread.
      var current =
        local.take() ?? (task.part, results.withLock { PartResult(partOf: $0.totals.material) })
      try judge(task.thread, &current.result)
      current.result.left -= 1
      local = current
    }
    if let local { try hand(in: local.result, of: local.part) }
  }

  /// The next thread, the largest of a part first; `nil` when there are no more.
  private func take() throws -> Task? {
    try feed.withLock { feed in
      while feed.next >= feed.threads.count {
        let clock = statistics.start()
        feed.threads = []
        feed.next = 0
        let part = feed.part + 1
        if let resume, resume.isDone(part) {
          guard try feed.spool.skipPart(withLarge: feed.isAtLarge) else { return nil }
          feed.part = part
          try restore(part, from: resume)
          continue
        }
        guard let threads = try feed.spool.nextPart(withLarge: feed.isAtLarge) else { return nil }
        feed.part = part
        feed.threads = threads.sorted { $0.thread.count > $1.thread.count }
        statistics.add(.assembling, since: clock)
        let count = threads.count
        results.withLock { results in
          results.open[part] = PartResult(partOf: results.totals.material)
          results.open[part]?.left = count
        }
      }
      feed.next += 1
      return Task(part: feed.part, thread: feed.threads[feed.next - 1])
    }
  }

  private func judge(_ spooled: SpooledThread, _ result: inout PartResult) throws {
    let judging = statistics.start()
    let judgement = scanner.judgement(of: spooled.thread)
    let scanned = ScannedThread(
      thread: spooled.thread,
      verdicts: judgement.verdicts,
      ordinals: spooled.ordinals
    )
    statistics.add(.judging, since: judging)
    let writing = statistics.start()
    for (index, verdict) in scanned.verdicts.enumerated() {
      let ordinal = scanned.ordinals[index]
      result.strongest = max(result.strongest, verdict.action)
      if options.emitsAll || verdict.action > .allow {
        result.run.add(ordinal: ordinal) {
          VerdictLines.append(options.redaction.redacted(verdict), to: &$0)
        }
        try handInLines(&result.run)
      }
      if let record = CampaignRecord(
        scanned.thread.comments[index],
        thread: scanned.thread.id,
        ordinal: ordinal,
        action: verdict.action
      ) {
        result.records.append(record)
      }
    }
    if let part = spooled.part {
      count(part, of: spooled.whole, scanned, judgement.thread, in: &result.material)
    } else {
      result.material.count(scanned, judgement.thread)
    }
    statistics.add(.writing, since: writing)
    let now = counts.withLock { counts in
      counts.done += scanned.verdicts.count
      counts.flagged += scanned.flagged
      return counts
    }
    Interruption.setDone(now.done)
    progress.judging(done: now.done, of: total, flagged: now.flagged)
  }

  /// Counts a part of a thread: what its shape says is counted once, for the whole thread.
  private func count(
    _ part: Int,
    of whole: SpooledThread.Whole?,
    _ scanned: ScannedThread,
    _ verdict: ThreadVerdict,
    in material: inout ReportMaterial
  ) {
    var piece = material.emptyPart
    piece.count(scanned, verdict)
    piece.summary.orphans = whole?.orphans ?? 0
    piece.summary.cycles = whole?.cycles ?? 0
    piece.summary.duplicateIDs = whole?.duplicateIDs ?? 0
    piece.summary.maxDepth = whole?.maxDepth ?? 0
    piece.summary.threads = part == 0 ? 1 : 0
    piece.summary.countRepair("part of a thread larger than the memory allows")
    material.merge(piece)
  }

  /// Hands lines in before their part is done when there are many; `--resume` keeps those of a whole part.
  private func handInLines(_ run: inout OrderedLines.Run) throws {
    guard resume == nil, run.bytes.count > options.memory.lines / 8 else { return }
    let lines = run.encoded()
    run = OrderedLines.Run()
    try results.withLock { try $0.totals.lines.add(lines) }
  }

  /// Adds a task's share of a part; the last one closes the part.
  private func hand(in share: PartResult, of part: Int) throws {
    let closed: PartResult? = results.withLock { results in
      results.open[part]?.add(share)
      guard results.open[part]?.left == 0 else { return nil }
      return results.open.removeValue(forKey: part)
    }
    guard let closed else { return }
    let clock = statistics.start()
    let lines = closed.run.encoded()
    try resume?.save(closed, lines: lines, part: part)
    try results.withLock { try $0.totals.add(closed, lines: lines) }
    statistics.add(.writing, since: clock)
  }

  private func restore(_ part: Int, from resume: ResumeFolder) throws {
    let (result, lines) = try resume.load(part)
    try results.withLock { try $0.totals.add(result, lines: lines) }
    let now = counts.withLock { counts in
      counts.done += result.material.summary.comments
      counts.flagged += result.material.summary.flagged
      return counts
    }
    Interruption.setDone(now.done)
  }

  /// Fetches the words of the comments that stand for a campaign.
  private func fillExamples(_ result: inout CampaignFinder.Result) throws {
    let wanted = Set(result.exampleOrdinals.joined())
    guard !wanted.isEmpty else { return }
    var examples: [Int: Campaign.Example] = [:]
    try feed.withLock { feed in
      try feed.spool.forEach(at: wanted) { comment, ordinal in
        examples[ordinal] = Campaign.Example(
          id: comment.id,
          thread: comment.thread,
          author: comment.author,
          text: comment.body.prefix(bytes: 400)
        )
      }
    }
    for (index, ordinals) in result.exampleOrdinals.enumerated() {
      result.campaigns[index].examples = ordinals.compactMap { examples[$0] }
    }
  }
}

extension DumpScan.Totals {
  mutating func add(_ part: DumpScan.PartResult, lines encoded: [UInt8]) throws {
    try lines.add(encoded)
    for record in part.records { try campaigns.add(record) }
    material.merge(part.material)
    strongest = max(strongest, part.strongest)
  }
}

extension String {
  /// At most `bytes` bytes, cut between scalars.
  fileprivate func prefix(bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(startIndex, offsetBy: bytes)
    while end > startIndex, utf8[end] & 0xC0 == 0x80 { utf8.formIndex(before: &end) }
    return String(self[..<end]) + "…"
  }
}
