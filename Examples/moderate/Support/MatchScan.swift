// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation
import ModerationReports
import Synchronization
import ThreadModeration

/// Says which rules match each comment, and nothing else: `--matching-only`.
///
/// Each task takes the next megabyte of lines, reads it, and searches its comments; lines go out in
/// the order of the input. Nothing is kept of a comment but counts, so memory is constant.
final class MatchScan: Sendable {
  /// What reading and judging came to.
  struct Outcome {
    var reading: InputOptions.Reading
    var summary: Summary
    var strongest: Action
  }

  private struct Feed {
    var input: InputFeed
    var taken = 0
    var isOver = false
  }

  /// What one piece gave.
  fileprivate struct Result: Sendable {
    var lines: [UInt8] = []
    var origin: InputFeed.Origin?
    var lineCount = 0
    var comments = 0
    var rejected: [RejectedRecord] = []
    var repairs: [RepairNote] = []
  }

  fileprivate struct Output {
    var next = 0
    var waiting: [Int: Result] = [:]
    /// The input whose lines are counted, and how many were passed.
    var input = -1
    var linesPassed = 0
    var comments = 0
    /// What the lines of blocks had that could not be read or was mended.
    var oddities = Summary()
    var summary = Summary()
    var strongest = Action.allow
  }

  private let scanner: CommentScanner
  private let plain: BodyScanner?
  private let options: DumpScan.Options
  private let isStrict: Bool
  private let progress: ProgressLine
  private let statistics: ScanStatistics
  private let feed: Mutex<Feed>
  private let output = Mutex(Output())
  private let write: @Sendable ([UInt8]) throws -> Void

  /// - Parameter write: Gets verdict lines in the order of the input, from one task at a time.
  init(
    _ scanner: CommentScanner,
    options: DumpScan.Options,
    input: InputOptions,
    progress: ProgressLine,
    statistics: ScanStatistics,
    write: @escaping @Sendable ([UInt8]) throws -> Void
  ) throws {
    self.scanner = scanner
    plain = BodyScanner(scanner)
    self.options = options
    isStrict = input.strict
    self.progress = progress
    self.statistics = statistics
    self.write = write
    feed = Mutex(Feed(input: try InputFeed(input, progress: progress, wantsLines: true)))
  }

  /// Reads and judges everything.
  func run() async throws -> Outcome {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, options.jobs) { group.addTask { try self.work() } }
      try await group.waitForAll()
    }
    let done = output.withLock { $0 }
    let reading = try feed.withLock { feed in
      feed.input.add(done.oddities, comments: done.comments)
      return try feed.input.finish()
    }
    return Outcome(reading: reading, summary: done.summary, strongest: done.strongest)
  }
}

// MARK: - A task's work

extension MatchScan {
  private func work() throws {
    var judge = Judge(scanner, plain, emitsAll: options.emitsAll, redaction: options.redaction)
    var spare: [UInt8] = []
    // What reads the lines of an input learns from them, and so it is kept.
    var lines: (input: Int, reader: LineBlockReader)?
    while let (number, piece) = try take(&spare) {
      let clock = statistics.start()
      var result = Result()
      switch piece {
      case .comments(let comments):
        for comment in comments { judge.judge(comment, into: &result.lines) }
      case .lines(let block, let fresh, let origin):
        var (input, reader) = lines.take() ?? (origin.input, fresh)
        if input != origin.input { (input, reader) = (origin.input, fresh) }
        reader.begin(block)
        while reader.next() {
          result.comments += 1
          judge.judge(&reader, into: &result.lines)
        }
        result.origin = origin
        result.lineCount = reader.lineCount
        result.rejected = reader.rejected
        result.repairs = reader.repairs
        spare = reader.end()
        lines = (input, reader)
      }
      statistics.add(.judging, since: clock)
      try hand(in: result, number)
    }
    let counted = judge.finish()
    output.withLock { output in
      output.summary.merge(counted.summary)
      output.strongest = max(output.strongest, counted.strongest)
    }
  }

  private func take(_ spare: inout [UInt8]) throws -> (number: Int, piece: InputFeed.Piece)? {
    // No more pieces under way than their order allows: the oldest of them never waits.
    while output.withLock({ $0.waiting.count > 4 * options.jobs }) { usleep(500) }
    var taken: [UInt8] = []
    swap(&taken, &spare)
    return try feed.withLock { feed in
      guard !feed.isOver else { return nil }
      let clock = statistics.start()
      defer { statistics.add(.reading, since: clock) }
      guard let piece = try feed.input.next(spare: &taken) else {
        feed.isOver = true
        return nil
      }
      feed.taken += 1
      return (feed.taken - 1, piece)
    }
  }

  private func hand(in result: Result, _ number: Int) throws {
    try output.withLock { output in
      output.waiting[number] = result
      while let next = output.waiting.removeValue(forKey: output.next) {
        output.next += 1
        try write(next.lines)
        try output.add(next, isStrict: isStrict)
      }
    }
  }
}

extension MatchScan.Output {
  fileprivate mutating func add(_ result: MatchScan.Result, isStrict: Bool) throws {
    guard let origin = result.origin else { return }
    if origin.input != input {
      input = origin.input
      linesPassed = 0
    }
    for var record in result.rejected {
      record.line += linesPassed
      if isStrict { try InputFeed.refuse(record, of: origin.name) }
      oddities.reject(InputFeed.entry(record, of: origin.name))
    }
    for note in result.repairs { oddities.countRepair(note.kind) }
    comments += result.comments
    linesPassed += result.lineCount
  }
}

// MARK: - Judging

extension MatchScan {
  /// Judges comments one by one, and counts.
  private struct Judge {
    private let scanner: CommentScanner
    private let quiet: Verdict
    private let emitsAll: Bool
    private let redaction: Redaction
    /// Whether there is nothing to look for: comments are read and counted.
    private let hasNoRules: Bool
    private var search: BodySearch?
    private var writer = RepeatedVerdicts()
    private var summary = Summary()
    private var strongest = Action.allow
    /// Comments in which nothing was found, and those of one hour among them.
    private var quietCount = 0
    private var hour: Int64 = .min
    private var inHour = 0

    init(
      _ scanner: CommentScanner,
      _ plain: BodyScanner?,
      emitsAll: Bool,
      redaction: Redaction
    ) {
      self.scanner = scanner
      self.emitsAll = emitsAll
      self.redaction = redaction
      search = plain.map(BodySearch.init)
      hasNoRules = scanner.rules.isEmpty
      quiet = plain?.quietVerdict ?? scanner.verdict(for: Comment(id: "", body: ""))
    }

    /// Judges the current comment of a block.
    mutating func judge(_ lines: inout LineBlockReader, into output: inout [UInt8]) {
      guard hasNoRules || search != nil, !lines.isUnusual else {
        return judge(lines.comment(), into: &output)
      }
      let facts = lines.facts()
      let isQuiet = hasNoRules || facts.isPlaceholder
      switch isQuiet ? .quiet : search?.scan(lines.body) ?? .tooLong {
      case .tooLong: judge(lines.comment(), into: &output)
      case .quiet:
        summary.count(alone: facts)
        countQuiet(facts.createdAt)
        if emitsAll || quiet.action > .allow {
          let names = lines.names()
          var verdict = quiet
          verdict.comment = names.id
          verdict.thread = names.thread
          verdict.author = names.author
          if quiet.action > .allow { countNames(of: verdict) }
          write(verdict, into: &output)
        }
      case .matched:
        let names = lines.names()
        guard
          let verdict = search?.verdict(
            comment: names.id,
            thread: names.thread,
            author: names.author
          )
        else { return }
        summary.count(alone: facts)
        take(verdict, facts.createdAt, into: &output)
      }
      search?.release()
    }

    /// Judges a comment that was made.
    mutating func judge(_ comment: Comment, into output: inout [UInt8]) {
      summary.count(alone: comment)
      var verdict: Verdict
      let isPlain =
        search != nil && !comment.isPlaceholder && !comment.isTouchedByModerators
      let outcome: BodySearch.Outcome =
        hasNoRules
        ? .quiet : isPlain ? search?.scan(Array(comment.body.utf8)) ?? .tooLong : .tooLong
      switch outcome {
      case .tooLong: verdict = scanner.verdict(for: comment)
      case .quiet:
        verdict = quiet
        verdict.comment = comment.id
        verdict.thread = comment.thread
        verdict.author = comment.author
      case .matched:
        verdict =
          search?.verdict(
            comment: comment.id,
            thread: comment.thread,
            author: comment.author
          ) ?? quiet
      }
      search?.release()
      verdict.domains = []
      take(verdict, comment.createdAt, into: &output)
    }

    private mutating func take(
      _ verdict: Verdict,
      _ createdAt: Int64?,
      into output: inout [UInt8]
    ) {
      summary.count(verdict, createdAt: createdAt)
      if emitsAll || verdict.action > .allow { write(verdict, into: &output) }
    }

    private mutating func write(_ verdict: Verdict, into output: inout [UInt8]) {
      strongest = max(strongest, verdict.action)
      writer.append(redaction.redacted(verdict), to: &output)
    }

    private mutating func countQuiet(_ createdAt: Int64?) {
      quietCount += 1
      guard let createdAt else { return }
      // Comments of one hour mostly stand together.
      let (start, _) = createdAt.quotientAndRemainder(dividingBy: 3_600)
      if start != hour || createdAt < 0 {
        flushHour()
        hour = createdAt < 0 ? .min : start
        if createdAt < 0 {
          summary.hours.count(createdAt, quiet.action)
          return
        }
      }
      inHour += 1
    }

    private mutating func flushHour() {
      guard inHour > 0 else { return }
      summary.hours.add(
        HourCounts.Bucket(
          start: hour * 3_600,
          comments: inHour,
          flagged: quiet.action > .allow ? inHour : 0,
          held: quiet.action == .hold ? inHour : 0,
          removed: quiet.action == .remove ? inHour : 0
        ),
        width: 3_600
      )
      inHour = 0
    }

    private mutating func countNames(of verdict: Verdict) {
      if let author = verdict.author { summary.flaggedAuthors.count(author.utf8, verdict.action) }
      if let thread = verdict.thread { summary.flaggedThreads.count(thread.utf8, verdict.action) }
    }

    /// What was counted.
    mutating func finish() -> (summary: Summary, strongest: Action) {
      flushHour()
      summary.count(quiet, times: quietCount)
      quietCount = 0
      return (summary, strongest)
    }
  }
}

extension Comment {
  /// Whether it is a moderator's, or a moderator did something about it: rules may go about it in
  /// another way.
  fileprivate var isTouchedByModerators: Bool {
    let isBot = authorID.map { $0.utf8.elementsEqual("t2_6l4z3".utf8) } == true
    return isBot || isModerator == true || details[.isRemoved] == true
      || details[.isApproved] == true
  }
}
