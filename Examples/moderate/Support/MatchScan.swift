// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation
import ModerationReports
import Synchronization
import ThreadModeration

/// Says which rules match each comment, and nothing else: `--matching-only`.
///
/// Each task takes the next quarter of a megabyte of lines, reads it, and searches its comments; lines go out in
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
      case .faults(let faults, let origin):
        result.origin = origin
        result.rejected = faults
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
      record.line = max(1, record.line + linesPassed)
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
    /// Of each of the search's shapes the action, and how many ordinary lines had it.
    private var shapes: [(action: Action, count: Int)] = []
    private var hour = Hour()
    /// Facts that wait to be counted together.
    private var facts: [Summary.LoneFacts] = []

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
      learn(quiet)
    }

    /// Judges the current comment of a block.
    mutating func judge(_ lines: inout LineBlockReader, into output: inout [UInt8]) {
      guard hasNoRules || search != nil, !lines.isUnusual else {
        return judge(lines.comment(), into: &output)
      }
      let facts = lines.facts()
      let isQuiet = hasNoRules || facts.isPlaceholder
      switch isQuiet ? .quiet : search?.scan(lines.body, format: lines.bodyFormat) ?? .tooLong {
      case .tooLong: judge(lines.comment(), into: &output)
      case .quiet:
        count(facts)
        take(0, &lines, facts.createdAt, into: &output)
      case .matched:
        count(facts)
        if let number = search?.shape() {
          take(number, &lines, facts.createdAt, into: &output)
        } else {
          take(verdict(of: &lines, quiet: false), facts.createdAt, into: &output)
        }
      }
      search?.release()
    }

    private mutating func count(_ fact: Summary.LoneFacts) {
      facts.append(fact)
      guard facts.count >= 128 else { return }
      summary.count(alone: facts)
      facts.removeAll(keepingCapacity: true)
    }

    private mutating func learn(_ verdict: Verdict) {
      shapes.append((verdict.action, 0))
      writer.learn(verdict)
    }

    /// Takes the verdict on an ordinary line.
    ///
    /// - Parameter number: Its shape; 0 if nothing was found.
    private mutating func take(
      _ number: Int,
      _ lines: inout LineBlockReader,
      _ createdAt: Int64?,
      into output: inout [UInt8]
    ) {
      while shapes.count <= number, let shape = search?.shapes[shapes.count] {
        learn(shape.verdict)
      }
      shapes[number].count += 1
      let action = shapes[number].action
      hour.count(createdAt, action, in: &summary.hours)
      guard emitsAll || action > .allow else { return }
      strongest = max(strongest, action)
      if redaction.level == .none, let names = lines.namePlaces(),
        writer.append(
          number,
          number == 0 ? [] : search?.places ?? [],
          of: lines.body,
          names,
          in: lines.bytes,
          to: &output
        )
      {
        let bytes = lines.bytes
        summary.countFlagged(
          author: names.author.map { bytes[$0] },
          thread: names.thread.map { bytes[$0] },
          action
        )
        return
      }
      let verdict = verdict(of: &lines, quiet: number == 0)
      summary.countFlagged(
        author: verdict.author.map { Array($0.utf8)[...] },
        thread: verdict.thread.map { Array($0.utf8)[...] },
        action
      )
      VerdictLines.append(redaction.redacted(verdict), to: &output)
    }

    private mutating func verdict(of lines: inout LineBlockReader, quiet isQuiet: Bool) -> Verdict {
      let names = lines.names()
      if !isQuiet,
        let verdict = search?.verdict(
          comment: names.id,
          thread: names.thread,
          author: names.author
        )
      {
        return verdict
      }
      var verdict = quiet
      verdict.comment = names.id
      verdict.thread = names.thread
      verdict.author = names.author
      return verdict
    }

    /// Judges a comment that was made.
    mutating func judge(_ comment: Comment, into output: inout [UInt8]) {
      summary.count(alone: comment)
      var verdict: Verdict
      let isPlain =
        search != nil && !comment.isPlaceholder && !comment.isTouchedByModerators
      let outcome: BodySearch.Outcome =
        hasNoRules
        ? .quiet
        : isPlain
          ? search?.scan(Array(comment.body.utf8), format: comment.bodyFormat) ?? .tooLong
          : .tooLong
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
      guard emitsAll || verdict.action > .allow else { return }
      strongest = max(strongest, verdict.action)
      VerdictLines.append(redaction.redacted(verdict), to: &output)
    }

    /// What was counted.
    mutating func finish() -> (summary: Summary, strongest: Action) {
      hour.end(in: &summary.hours)
      summary.count(alone: facts)
      for (number, shape) in shapes.enumerated() {
        let verdict = number == 0 ? quiet : search?.shapes[number].verdict ?? quiet
        summary.count(verdict, times: shape.count)
      }
      return (summary, strongest)
    }
  }

  /// Counts of the present hour: comments of one hour mostly stand together.
  private struct Hour {
    private static let seconds: Int64 = 3_600
    private var bucket = HourCounts.Bucket(start: 0, comments: 0, flagged: 0)

    mutating func count(_ time: Int64?, _ action: Action, in hours: inout HourCounts) {
      guard let time else { return }
      guard time >= 0 else { return hours.count(time, action) }
      let (distance, isTooFar) = time.subtractingReportingOverflow(bucket.start)
      if isTooFar || distance < 0 || distance >= Self.seconds {
        end(in: &hours)
        bucket.start = time / Self.seconds * Self.seconds
      }
      bucket.comments += 1
      if action > .allow { bucket.flagged += 1 }
      if action == .hold { bucket.held += 1 }
      if action == .remove { bucket.removed += 1 }
    }

    /// Passes on what was counted.
    mutating func end(in hours: inout HourCounts) {
      guard bucket.comments > 0 else { return }
      hours.add(bucket, width: Self.seconds)
      bucket = HourCounts.Bucket(start: bucket.start, comments: 0, flagged: 0)
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
