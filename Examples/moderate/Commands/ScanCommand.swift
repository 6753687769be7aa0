// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommentDumps
import Foundation
import ModerationReports
import ThreadModeration

struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Judge every comment of a dump; write verdicts and reports.",
    discussion: """
      Reads exports and dumps of many systems (`moderate formats` lists them), also compressed; the \
      format is recognized by looking. On a terminal a summary is printed; in a pipe, when no --output is \
      given, the verdicts as JSON Lines.

        moderate scan comments.jsonl
        moderate scan comments.jsonl --output verdicts.jsonl --report report.html
        moderate scan RC_2012-01 --rules automoderator.yaml --report summary.json
        moderate scan RC_2023-01.zst --emit flagged > flagged.jsonl
        moderate scan archive/ --memory 4G --resume --output verdicts.jsonl
      """
  )

  enum Emission: String, ExpressibleByArgument, CaseIterable { case all, flagged }

  /// When to show what only a terminal can use.
  enum When: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "Reports") var reportOptions: ReportOptions
  @OptionGroup(title: "Redaction") var redactionOptions: RedactionOptions

  @Option(
    help: ArgumentHelp(
      "Write verdicts to this file as JSON Lines; - is standard output.",
      valueName: "file"
    )
  )
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Which verdicts to write: all, or only those of flagged comments.",
      valueName: "which"
    )
  )
  var emit: Emission = .all

  @Flag(help: "Add the values of all signals to each verdict that is written.")
  var signals = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads of comments judged at once (default: one a core).",
      valueName: "number"
    )
  )
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "End with status 1 if a comment reached this action: report, hold or remove.",
      valueName: "action"
    )
  )
  var failOn: String?

  @Option(
    help: ArgumentHelp(
      "The progress line: auto (on a terminal), always or never.",
      valueName: "when"
    )
  )
  var progress: When = .auto

  @Flag(help: "Print nothing on standard output.")
  var quiet = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "About how much memory may be used, such as 512M or 4G, at least 160M; what does not fit goes to files.",
      valueName: "size"
    )
  )
  var memory = MemorySize(bytes: 1 << 30)

  @Option(
    help: ArgumentHelp(
      "Where files are made for what does not fit into memory (default: the temporary folder).",
      valueName: "folder"
    )
  )
  var spoolFolder: String?

  @Flag(
    help: """
      Go on where an earlier run of the same command was stopped or killed; what it needs is kept in \
      OUTPUT.resume until it is done.
      """
  )
  var resume = false

  @Flag(
    help: "Judge each comment by itself as it is read: no threads, constant memory."
  )
  var noThreads = false

  @Flag(
    help: """
      Only say which of the --rules match each comment: no threads, built-in rules, signals, domains or \
      campaigns. The fastest way through a dump; without --rules comments are only read and counted.
      """
  )
  var matchingOnly = false

  @Flag(
    help: """
      End the verdicts with a line {"$summary":{…},"lines":N}: whoever reads them can tell a whole \
      answer from a cut one.
      """
  )
  var closingLine = false

  @Flag(help: "Say on standard error where the time went.")
  var stats = false

  func validate() throws {
    let files = outputFiles
    if let twice = files.first(where: { path in files.count { $0 == path } > 1 }) {
      throw ValidationError("\(twice): named twice; each file is written once")
    }
    if let jobs, jobs < 1 || jobs > 1024 {
      throw ValidationError("--jobs \(jobs): use a number from 1 to 1024")
    }
    if let failOn, Action(name: failOn) ?? .allow == .allow {
      throw ValidationError("--fail-on \(failOn): use report, hold or remove")
    }
    if memory.bytes < MemorySize.minimum {
      throw ValidationError(
        "--memory \(memory): a scan needs at least \(MemorySize(bytes: MemorySize.minimum))"
      )
    }
    if resume, noThreads || matchingOnly {
      throw ValidationError("--resume is for scans with threads; leave it out here")
    }
    if matchingOnly, signals {
      throw ValidationError("--matching-only computes no signals; leave out one of the two")
    }
    if matchingOnly, let path = reportOptions.report.first(where: { ReportKind(path: $0) != .json })
    {
      throw ValidationError(
        "--report \(path): --matching-only keeps no comments to show, only counts; use .json"
      )
    }
    if resume, outputFiles.allSatisfy({ $0 == "-" }) {
      throw ValidationError("--resume keeps its state beside a file; name one with --output")
    }
    if resume, input.dumps.isEmpty || input.dumps.contains("-") {
      throw ValidationError("--resume cannot read standard input again; name a file")
    }
  }

  /// Everything that is written.
  private var outputFiles: [String] { (output.map { [$0] } ?? []) + reportOptions.report }

  func run() async throws {
    for path in outputFiles where path != "-" {
      try OutputFile.check(path)
      try input.refuseOverwriting(path)
      try ruleOptions.refuseOverwriting(path)
    }
    if let spoolFolder { try OutputFile.checkFolder(spoolFolder) }
    let scanner = try ruleOptions.makeScanner(
      keepsSignals: signals,
      onlyOwnRules: matchingOnly
    )
    let line = ProgressLine(
      isOn: progress == .always || progress == .auto && Terminal.errorCanRedraw
    )
    let statistics = ScanStatistics(isOn: stats)
    do {
      if matchingOnly {
        try await scanMatching(scanner, line, statistics)
      } else if noThreads {
        try await scanAlone(scanner, line, statistics)
      } else {
        try await scanThreads(scanner, line, statistics)
      }
      sayLeftover()
    } catch let error as DumpError {
      line.clear()
      throw ToolFailure(error)
    } catch {
      line.clear()
      throw error
    }
  }

  /// Says that an earlier run left a folder, which stays.
  private func sayLeftover() {
    guard !resume, let file = outputFiles.first(where: { $0 != "-" }) else { return }
    let folder = ResumeFolder.path(beside: file)
    guard FileManager.default.fileExists(atPath: folder) else { return }
    Terminal.say(
      "moderate: \(folder) stays: an earlier run with --resume left it; remove it if that run is not wanted"
    )
  }

  private var scanOptions: DumpScan.Options {
    DumpScan.Options(
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      emitsAll: emit == .all,
      memory: DumpScan.MemoryShares(memory),
      folder: spoolFolder ?? FileManager.default.temporaryDirectory.path,
      redaction: redactionOptions.redaction,
      flaggedCapacity: reportOptions.maxFlagged
    )
  }

  private func scanThreads(
    _ scanner: CommentScanner,
    _ line: ProgressLine,
    _ statistics: ScanStatistics
  ) async throws {
    let options = scanOptions
    if resume { Interruption.setResumes() }
    let folder = try resume ? ResumeFolder(beside: outputFiles.first { $0 != "-" } ?? "") : nil
    let (spool, reading) = try readThreads(options, folder, line, statistics)
    let scan = DumpScan(
      spool: spool,
      scanner: scanner,
      options: options,
      resume: folder,
      progress: line,
      statistics: statistics
    )
    try await scan.run()
    let clock = statistics.start()
    var (totals, campaigns) = try scan.finish()
    let judged = totals.material.summary.comments
    guard judged == reading.comments else {
      throw ToolFailure(
        ToolFailure.inputOutput,
        """
        \(reading.comments) comments were read, but \(judged) judged: files of this scan were changed meanwhile; \
        nothing is written
        """
      )
    }
    statistics.add(.campaigns, since: clock)
    line.clear()
    totals.material.add(reading, campaigns)
    totals.material.add(originsOf: scanner.ownRules)
    totals.material = redactionOptions.redaction.redacted(totals.material)
    let lines = totals.lines
    let expected = emit == .all ? judged : totals.material.summary.flagged
    try write(totals.material, statistics) { sink in
      let written = try lines.forEachPiece { try sink($0) }
      guard written == expected else {
        throw ToolFailure(
          ToolFailure.inputOutput,
          "\(expected) verdicts were made, but \(written) kept: files of this scan were changed meanwhile"
        )
      }
    }
    folder?.remove()
    statistics.say(
      comments: totals.material.summary.comments,
      bytes: reading.sourceBytes
    )
    try failIfReached(totals.strongest)
  }

  /// Reads the inputs into a spool, or takes up what an earlier run has read.
  private func readThreads(
    _ options: DumpScan.Options,
    _ folder: ResumeFolder?,
    _ line: ProgressLine,
    _ statistics: ScanStatistics
  ) throws -> (ThreadSpool, InputOptions.Reading) {
    let spoolOptions = SpoolOptions(
      maxMemoryBytes: options.memory.spool,
      folder: options.folder,
      keptIn: folder?.path
    )
    guard let folder else {
      var spool = try ThreadSpool(options: spoolOptions)
      let reading = try read(into: &spool, line, statistics)
      return (spool, reading)
    }
    let question = try question()
    if let manifest = try folder.manifest(for: question) {
      let spool = try ThreadSpool(state: manifest.spool, options: spoolOptions)
      Terminal.say("moderate: going on with what \(folder.path) holds")
      let reading = InputOptions.Reading(
        names: manifest.names,
        summary: manifest.summary,
        comments: manifest.spool.count,
        sourceBytes: manifest.sourceBytes
      )
      return (spool, reading)
    }
    var spool = try ThreadSpool(options: spoolOptions)
    let reading = try read(into: &spool, line, statistics)
    try folder.save(
      ResumeFolder.Manifest(
        question: question,
        spool: try spool.keep(),
        names: reading.names,
        summary: reading.summary,
        sourceBytes: reading.sourceBytes
      )
    )
    return (spool, reading)
  }

  private func read(
    into spool: inout ThreadSpool,
    _ line: ProgressLine,
    _ statistics: ScanStatistics
  ) throws -> InputOptions.Reading {
    let clock = statistics.start()
    let reading = try input.read(progress: line) { try spool.add($0) }
    try spool.finishAdding()
    statistics.add(.reading, since: clock)
    return reading
  }

  private func scanAlone(
    _ scanner: CommentScanner,
    _ line: ProgressLine,
    _ statistics: ScanStatistics
  ) async throws {
    let scan = LoneScan(
      scanner: scanner,
      options: scanOptions,
      progress: line,
      statistics: statistics
    )
    // Lines go out as they come, but reports that cannot be written should be known first.
    let sink = try VerdictSink(destination)
    var (reading, totals) = try await scan.run(input) { try sink.write($0) }
    let campaigns = try totals.campaigns.finish()
    line.clear()
    totals.material.add(reading, campaigns)
    totals.material.add(originsOf: scanner.ownRules)
    totals.material = redactionOptions.redaction.redacted(totals.material)
    try write(totals.material, statistics, into: sink) { _ in }
    statistics.say(comments: totals.material.summary.comments, bytes: reading.sourceBytes)
    try failIfReached(totals.strongest)
  }

  private func scanMatching(
    _ scanner: CommentScanner,
    _ line: ProgressLine,
    _ statistics: ScanStatistics
  ) async throws {
    let sink = try VerdictSink(destination)
    let scan = try MatchScan(
      scanner,
      options: scanOptions,
      input: input,
      progress: line,
      statistics: statistics
    ) { try sink.write($0) }
    let outcome = try await scan.run()
    line.clear()
    var material = ReportMaterial(inputs: outcome.reading.names)
    material.summary = outcome.summary
    material.add(originsOf: scanner.ownRules)
    material.summary.merge(outcome.reading.summary)
    material = redactionOptions.redaction.redacted(material)
    try write(material, statistics, into: sink) { _ in }
    statistics.say(comments: material.summary.comments, bytes: outcome.reading.sourceBytes)
    try failIfReached(outcome.strongest)
  }

  private func failIfReached(_ strongest: Action) throws {
    if let failOn, let limit = Action(name: failOn), strongest >= limit { throw ExitCode(1) }
  }

  /// Everything that decides about the result, for ``ResumeFolder``.
  private func question() throws -> ResumeFolder.Question {
    var options = [
      "format \(input.format)", "map \(input.map ?? "")", "strict \(input.strict)",
      "emit \(emit.rawValue)", "signals \(signals)", "memory \(memory.bytes)",
      "flagged \(reportOptions.maxFlagged)",
      "redact \(redactionOptions.redact.rawValue) \(redactionOptions.redactKey ?? "")",
    ]
    if let bodyFormat = input.bodyFormat { options.append("body format \(bodyFormat.rawValue)") }
    options += try ruleOptions.fingerprint()
    var inputs: [String] = []
    for input in try DumpInputs.expand(paths: input.dumps) {
      let facts = try? FileManager.default.attributesOfItem(atPath: input.path)
      let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      inputs.append("\(input.path) \(input.byteCount ?? 0) bytes \(time)")
    }
    return ResumeFolder.Question(
      version: "\(Moderate.configuration.version), state \(ResumeFolder.stateVersion)",
      options: options,
      inputs: inputs
    )
  }

  /// Whether verdicts are printed because nobody said where they should go.
  private var printsVerdicts: Bool { output == nil && !Terminal.outputIsTerminal && !quiet }

  /// Where verdicts go; `nil`: nowhere.
  private var destination: String? { output ?? (printsVerdicts ? "-" : nil) }

  /// Files first: whoever reads standard output may stop reading.
  private func write(
    _ material: ReportMaterial,
    _ statistics: ScanStatistics,
    into opened: VerdictSink? = nil,
    lines: (_ sink: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let clock = statistics.start()
    try reportOptions.write(material, policy: try ruleOptions.makePolicy())
    statistics.add(.reports, since: clock)
    let writing = statistics.start()
    let sink = try opened ?? VerdictSink(destination)
    try lines { try sink.write($0) }
    if closingLine { try sink.write(ClosingLine.bytes(material)) }
    try sink.finish()
    statistics.add(.writing, since: writing)
    guard !quiet, !printsVerdicts, output != "-" else {
      RejectedRecords.say(material.summary)
      let notes = TerminalText(width: 1_000, usesColor: false).unjudgedRules(material.summary)
      for line in notes.split(separator: 0x0A) {
        Terminal.say("moderate: " + String(decoding: line.drop { $0 == 0x20 }, as: UTF8.self))
      }
      return
    }
    let text = TerminalText(width: Terminal.width, usesColor: Terminal.usesColor)
    try Terminal.write(
      text.summary(
        material.summary,
        inputs: material.inputs,
        troubled: material.threads,
        ruleOrigins: material.ruleOrigins
      )
    )
    let written = reportOptions.report + (output.map { [$0] } ?? [])
    if !written.isEmpty {
      try Terminal.print("\nWritten: \(written.joined(separator: ", "))")
    } else if material.summary.flagged > 0 {
      try Terminal.print("\nTo look closer: --report report.html, or moderate threads --flagged")
    }
  }
}

extension ReportMaterial {
  /// Says where rules were written.
  fileprivate mutating func add(originsOf rules: [Rule]) {
    for rule in rules { ruleOrigins[rule.id] = rule.origin }
  }

  /// Adds what reading and the search for campaigns gave.
  fileprivate mutating func add(
    _ reading: InputOptions.Reading,
    _ found: CampaignFinder.Result
  ) {
    inputs = reading.names
    summary.merge(reading.summary)
    campaigns = found.campaigns
    campaignsLeft = found.left
  }
}
