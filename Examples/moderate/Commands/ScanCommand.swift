// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
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
      """
  )

  enum Emission: String, ExpressibleByArgument, CaseIterable { case all, flagged }

  /// When to show what only a terminal can use.
  enum When: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

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

  @Option(
    help: ArgumentHelp(
      "Write a report; the ending says which kind: \(ReportKind.endings). May be repeated.",
      valueName: "file"
    )
  )
  var report: [String] = []

  @Option(help: ArgumentHelp("The title of the report.", valueName: "text"))
  var title: String?

  @Flag(help: "Add the values of all signals to each verdict that is written.")
  var signals = false

  @Option(
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

  func validate() throws {
    for path in report where ReportKind(path: path) == nil {
      throw ValidationError(
        "--report \(path): the ending says which kind of report; use \(ReportKind.endings)"
      )
    }
    let files = report + (output.map { [$0] } ?? [])
    if let twice = files.first(where: { path in files.count { $0 == path } > 1 }) {
      throw ValidationError("\(twice): named twice; each file is written once")
    }
    if let jobs, jobs < 1 || jobs > 1024 {
      throw ValidationError("--jobs \(jobs): use a number from 1 to 1024")
    }
    if let failOn, Action(name: failOn) ?? .allow == .allow {
      throw ValidationError("--fail-on \(failOn): use report, hold or remove")
    }
  }

  func run() async throws {
    for path in report + (output.map { [$0] } ?? []) where path != "-" {
      try OutputFile.check(path)
      try input.refuseOverwriting(path)
    }
    let scanner = try ruleOptions.makeScanner(keepsSignals: signals)
    let line = ProgressLine(
      isOn: progress == .always || progress == .auto && Terminal.errorIsTerminal
    )
    let scanned: [ScannedThread]
    var dataset: InputOptions.Dataset
    do {
      dataset = try input.read(progress: line)
      let threads = CommentThread.threads(of: dataset.comments)
      dataset.comments = []
      scanned = try await Scan.run(
        threads,
        with: scanner,
        jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
        progress: line
      )
      line.clear()
    } catch {
      line.clear()
      throw error
    }
    var material = ReportMaterial(inputs: dataset.names)
    material.summary = dataset.summary
    for thread in scanned {
      let verdict = ThreadVerdict(thread: thread.thread.id, comments: thread.thread.count)
      material.count(thread, verdict)
    }
    try write(scanned, material)
    if let failOn, let limit = Action(name: failOn),
      scanned.contains(where: { $0.action >= limit })
    {
      throw ExitCode(1)
    }
  }

  /// Whether verdicts are printed because nobody said where they should go.
  private var printsVerdicts: Bool { output == nil && !Terminal.outputIsTerminal && !quiet }

  /// Files first: whoever reads standard output may stop reading.
  private func write(_ scanned: [ScannedThread], _ material: ReportMaterial) throws {
    let summary = material.summary
    for path in report {
      guard let kind = ReportKind(path: path) else { continue }
      let bytes = kind.render(material, title: title ?? "Moderation report")
      try OutputFile.write(bytes, to: path)
    }
    if let destination = output ?? (printsVerdicts ? "-" : nil) {
      let verdicts = Scan.verdictsInInputOrder(scanned).filter {
        emit == .all || $0.action > .allow
      }
      try Self.write(verdicts, to: destination)
    }
    guard !quiet, !printsVerdicts, output != "-" else {
      RejectedRecords.say(summary)
      return
    }
    let text = TerminalText(width: Terminal.width, usesColor: Terminal.outputIsTerminal)
    try Terminal.write(text.summary(summary, inputs: material.inputs))
    let written = report + (output.map { [$0] } ?? [])
    if !written.isEmpty {
      try Terminal.print("\nWritten: \(written.joined(separator: ", "))")
    } else if summary.flagged > 0 {
      try Terminal.print("\nTo look closer: --report report.html, or moderate threads --flagged")
    }
  }

  /// Verdicts in pieces of about a megabyte.
  private static func write(_ verdicts: [Verdict], to destination: String) throws {
    guard destination != "-" else {
      for piece in pieces(of: verdicts) { try Terminal.write(piece) }
      return
    }
    var file = try OutputFile(path: destination)
    for piece in pieces(of: verdicts) { try file.write(piece) }
    try file.finish()
  }

  private static func pieces(of verdicts: [Verdict]) -> some Sequence<[UInt8]> {
    sequence(state: 0) { (next: inout Int) -> [UInt8]? in
      guard next < verdicts.count else { return nil }
      var bytes: [UInt8] = []
      while next < verdicts.count, bytes.count < 1 << 20 {
        VerdictLines.append(verdicts[next], to: &bytes)
        next += 1
      }
      return bytes
    }
  }
}
