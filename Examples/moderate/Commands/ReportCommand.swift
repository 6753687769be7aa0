// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommentDumps
import Foundation
import ModerationReports
import ThreadModeration

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Make reports later, from the verdicts or summaries of one run or many; compare two runs.",
    discussion: """
      Reads verdict lines (`scan --output`) and summaries (`scan --report run.json`), compressed or not, \
      and adds them up. Verdict lines say what was decided; a summary, or verdict lines that end with a \
      closing line, also knows the comments' words and what stands around them.

        moderate report verdicts.jsonl --report report.html
        moderate report monday.json tuesday.json --report week.json --report week.md
        moderate report new.json --compare old.json --report changes.html
        moderate report run.json --redact text --report for-the-board.html
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Files of verdict lines, and summaries; - or nothing is standard input.",
      valueName: "run"
    )
  )
  var runs: [String] = []

  @OptionGroup(title: "Reports") var reportOptions: ReportOptions

  @Option(
    help: ArgumentHelp(
      "Say what is new, gone, worse and milder since this run. May be repeated: its parts are added up.",
      valueName: "run"
    )
  )
  var compare: [String] = []

  @Option(
    help: ArgumentHelp(
      "Thresholds to mark: lenient, standard or strict, or CATEGORY=REPORT/HOLD; those of the runs.",
      valueName: "name"
    )
  )
  var policy: [String] = []

  @OptionGroup(title: "Redaction") var redactionOptions: RedactionOptions

  @Flag(help: "Print nothing on standard output.")
  var quiet = false

  @Flag(help: "Fail (status 65) if a record could not be read.")
  var strict = false

  func validate() throws {
    _ = try RuleOptions.policy(named: policy)
    if compare.contains("-"), runs.isEmpty || runs.contains("-") {
      throw ValidationError("standard input can only be read once")
    }
  }

  /// What was read of one run.
  private struct Run {
    var material: ReportMaterial
    var flagged = FlaggedIndex()
  }

  func run() async throws {
    let report = reportOptions.report
    for path in report {
      try OutputFile.check(path)
      try OutputFile.refuse(path, over: (runs.isEmpty ? ["-"] : runs) + compare, as: "input")
    }
    let redaction = redactionOptions.redaction
    let now = try read(runs.isEmpty ? ["-"] : runs, redaction)
    var comparison: RunComparison?
    if !compare.isEmpty {
      let before = try read(compare, redaction)
      comparison = RunComparison(
        before: before.flagged,
        now: now.flagged,
        summaries: (before.material.summary, now.material.summary),
        names: compare.map { $0 == "-" ? "standard input" : $0 }
      )
    }
    let material = redaction.redacted(now.material)
    let policy = try RuleOptions.policy(named: policy)
    try reportOptions.write(material, comparison: comparison, policy: policy)
    guard !quiet else { return RejectedRecords.say(material.summary) }
    let text = TerminalText(width: Terminal.width, usesColor: Terminal.usesColor)
    try Terminal.write(
      report.isEmpty
        ? text.report(material, comparison: comparison, policy: policy)
        : text.summary(
          material.summary,
          inputs: material.inputs,
          troubled: material.threads,
          ruleOrigins: material.ruleOrigins
        )
    )
    if !report.isEmpty { try Terminal.print("\nWritten: \(report.joined(separator: ", "))") }
  }

  private func read(_ paths: [String], _ redaction: Redaction) throws -> Run {
    var reader = RunReader(flaggedCapacity: reportOptions.maxFlagged)
    var flagged = FlaggedIndex()
    do {
      let inputs = try DumpInputs.expand(paths: paths)
      OutputFile.sayRepeats(inputs.map(\.path))
      for input in inputs {
        if input.path == "-", isatty(0) != 0 {
          Terminal.say("moderate: reading verdicts from the terminal; end with Ctrl-D")
        }
        let isWhole = try reader.read(try input.open(), name: input.path) { verdict in
          try Interruption.check()
          flagged.insert(redaction.redacted(verdict))
        }
        if !isWhole { flagged.markPartial() }
      }
    } catch let error as DumpError {
      throw ToolFailure(error)
    }
    let rejected = reader.material.summary.rejected
    guard reader.records > 0 else {
      RejectedRecords.say(reader.material.summary)
      throw ToolFailure(
        ToolFailure.noInput,
        "\(paths.joined(separator: ", ")): there are no verdicts and no summaries"
      )
    }
    if strict, let first = rejected.first {
      throw ToolFailure(
        ToolFailure.badInput,
        "\(first.input):\(first.line): not read: \(first.reason)"
      )
    }
    return Run(material: reader.material, flagged: flagged)
  }
}
