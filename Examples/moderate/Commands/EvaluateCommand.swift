// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ModerationReports
import ThreadModeration

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure verdicts against what people say.",
    discussion: """
      Each line of a labelled file is a JSON object with the words in `text` or `body`, and a `label`: \
      an object with "hostile" or "spam" (0 or 1, or true or false). A comment with a `parent_text` \
      is judged as the answer to it. For every set (`source`, else the file) it prints how well scores \
      rank (ROC AUC, average precision), how well they are calibrated, what the thresholds of \
      --policy find, which rules and signals are right, and comments that were judged otherwise than \
      people did.

        moderate evaluate labelled/*.ndjson --report evaluation.html
        moderate evaluate labelled/*.ndjson --compare no-learned
        moderate evaluate ours.jsonl --model ours.model --compare model=shipped

      --compare judges everything twice, as asked for and with a change, and tells the differences \
      with bootstrap intervals. Changes: no-learned, no-builtin-rules, no-parent, model=FILE (or \
      shipped), rules=FILE, policy=NAME, verdicts=FILE. Several make one other configuration.
      """
  )

  @Argument(help: ArgumentHelp("Files of labelled comments, JSON Lines.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("Write all figures to this file, as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Write a page with plots and examples.", valueName: "file.html"))
  var report: String?

  @Option(help: ArgumentHelp("Write verdicts to this file, as JSON Lines.", valueName: "file"))
  var output: String?

  @Flag(name: .shortAndLong, help: "Print nothing.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "Compare with another configuration, which differs in this; may be repeated.",
      valueName: "change"
    )
  )
  var compare: [EvaluationChange] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draws of the bootstrap.", valueName: "number")
  )
  var resamples = 1_000

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of the draws, a whole number from 0 on.", valueName: "number")
  )
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Use these verdicts (JSON Lines with id and scores) instead of judging.",
      valueName: "file"
    )
  )
  var verdicts: String?

  @Option(
    help: ArgumentHelp(
      "Only one half of the comments, even or odd, as `moderate learn --half` parts them.",
      valueName: "half"
    )
  )
  var half: LabelledComments.Half?

  @Option(
    help: ArgumentHelp(
      "Also measure comments that name a group of people: a table, a name and its words a line.",
      valueName: "file.tsv"
    )
  )
  var groups: String?

  @Flag(help: "Judge comments without the comments that they answer.")
  var noParent = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Examples of each kind to show: for each set on the page, for each category in the text.",
      valueName: "number"
    )
  )
  var examples: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Comments judged at the same time.",
      discussion: "As many as there are processors, unless given.",
      valueName: "number"
    )
  )
  var jobs: Int?

  @OptionGroup(title: "Rules") var rules: RuleOptions

  func validate() throws {
    guard (1...100_000).contains(resamples) else {
      throw ValidationError("--resamples \(resamples): use a number from 1 to 100000")
    }
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs \(jobs): use a number from 1 to 1024")
    }
    if let examples, !(0...10_000).contains(examples) {
      throw ValidationError("--examples \(examples): use a number from 0 to 10000")
    }
    if let report, !report.lowercased().hasSuffix(".html") {
      throw ValidationError("--report \(report): use a name that ends with .html")
    }
    let outputs = [json, report, output].compactMap { $0 }
    if let twice = outputs.first(where: { name in outputs.count { $0 == name } > 1 }) {
      throw ValidationError("\(twice): named twice; each file is written once")
    }
    if verdicts != nil, output != nil {
      throw ValidationError("--verdicts and --output: use one of them")
    }
    _ = try EvaluationChange.apply(compare, to: first)
  }

  /// The configuration that was asked for.
  private var first: EvaluationConfiguration {
    EvaluationConfiguration(rules: rules, usesParent: !noParent, verdicts: verdicts)
  }

  func run() async throws {
    for path in [json, report, output].compactMap({ $0 }) {
      try OutputFile.check(path)
      try OutputFile.refuse(path, over: files + [verdicts, groups].compactMap { $0 }, as: "input")
      try rules.refuseOverwriting(path)
      if let second = try EvaluationChange.apply(compare, to: first) {
        try OutputFile.refuse(path, over: second.verdicts.map { [$0] } ?? [], as: "input")
        try second.rules.refuseOverwriting(path)
      }
    }
    var options = EvaluationBuilder.Options()
    options.examples = examples ?? options.examples
    options.resamples = resamples
    options.seed = seed
    let second = try EvaluationChange.apply(compare, to: first)
    var run = EvaluationRun(
      judge: try EvaluationRun.Judge(first),
      other: try second.map { try EvaluationRun.Judge($0) },
      half: half,
      groups: try groups.map { try GroupNames(path: $0) } ?? GroupNames(),
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      builder: EvaluationBuilder(policy: try rules.makePolicy(), options: options)
    )
    let progress = ProgressLine(isOn: Terminal.errorCanRedraw)
    let evaluation: Evaluation
    if let output {
      var file = try OutputFile(path: output)
      try await run.read(files, progress: progress) { try file.write($0) }
      evaluation = try measure(&run)
      try file.finish()
    } else {
      try await run.read(files, progress: progress) { _ in }
      evaluation = try measure(&run)
    }
    progress.clear()
    if let json { try OutputFile.write(EvaluationJSON.render(evaluation), to: json) }
    if let report { try OutputFile.write(EvaluationPage.render(evaluation), to: report) }
    guard !quiet else { return }
    let text = TerminalText(width: Terminal.width, usesColor: Terminal.usesColor)
    try Terminal.write(text.evaluation(evaluation, examples: examples ?? 3))
  }

  private func measure(_ run: inout EvaluationRun) throws -> Evaluation {
    run.source.inputs = files
    run.source.configuration = first.description
    run.source.other =
      compare.isEmpty ? nil : compare.map(\.description).joined(separator: ", ")
    for line in run.source.firstRejected { Terminal.say("moderate: \(line)") }
    if run.source.rejected > run.source.firstRejected.count {
      Terminal.say("moderate: \(run.source.rejected) lines are no labelled comments")
    }
    let evaluation = run.builder.evaluation(of: run.source)
    guard evaluation.comments > 0 else {
      throw ToolFailure(
        ToolFailure.badInput,
        "there are no labelled comments with verdicts in \(files.joined(separator: ", "))"
      )
    }
    return evaluation
  }
}
