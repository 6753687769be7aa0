// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ModerationReports
import ThreadModeration

/// Fits the weights of the built-in signals and rules to labelled sets.
@main
struct FitWeights: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit-weights",
    abstract: "Fit the weights of signals and rules to labelled sets.",
    discussion: """
      Judges the comments of every set, then fits a logistic regression with bounds to the values of \
      signals and rules. Every set counts the same, and in it positive and other comments count the \
      same; the bias is then moved to the share of such comments that is expected (FitPlan.swift says \
      all that is not in the data). For each set it tells how well weights that were fitted without it \
      rank its comments, which share of the positive ones they flag, and of the others. Then the same once \
      more without the learned scorer, for `--no-learned`.

        swift run -c release fit-weights PATH/labelled/*.ndjson
        swift run -c release fit-weights PATH/labelled/*.ndjson --half odd --model even.model
        swift run -c release fit-weights PATH/labelled/*.ndjson --write Sources/ThreadModeration/Tables/WeightTable.swift
      """
  )

  @Argument(help: ArgumentHelp("Labelled sets, JSON Lines, one a file.", valueName: "labelled"))
  var files: [String]

  @Option(help: ArgumentHelp("Write the weights to this file, as Swift.", valueName: "file"))
  var write: String?

  @Option(help: ArgumentHelp("Judge with this scorer of words.", valueName: "file"))
  var model: String?

  @Option(help: "Only one half of the sets, the one that the scorer did not learn from.")
  var half: Half?

  func run() async throws {
    let learned = try model.map { try LearnedModel(Array(Data(contentsOf: URL(filePath: $0)))) }
    let scanner = try CommentScanner(keepsSignals: true, model: learned ?? .shipped)
    var sets: [JudgedSet] = []
    for file in files.sorted() {
      sets.append(try await JudgedSet.read(URL(filePath: file), scanner: scanner, half: half?.half))
    }
    let rules = Rule.builtin.map(\.id)
    let signals = Signals.all.map(\.name)
    var lines: [String] = []
    var linesWithoutLearned: [String] = []
    for (category, prefixes) in [
      (Category.hostility, ["hostility."]), (.spam, ["spam.", "links."]),
    ] {
      let own = signals.filter { name in prefixes.contains { name.hasPrefix($0) } }
      let ownRules = rules.filter { name in prefixes.contains { name.hasPrefix($0) } }
      let fit = CategoryFit(category, signals: own, rules: ownRules, sets: sets)
      fit.report()
      lines += fit.lines()
      print("\nWithout the learned scorer")
      // A rule has one weight; signals have others where they stand alone.
      let without = CategoryFit(
        category,
        signals: own.filter { !FitPlan.signed.contains($0) },
        rules: ownRules,
        sets: sets,
        fixed: fit.ruleWeights
      )
      without.report()
      linesWithoutLearned += without.lines().filter { !$0.hasPrefix("rule ") }
    }
    lines += FitPlan.byHand.map { "\($0) \(decimals($1)) \(FitPlan.cap($0))" }
    lines += FitPlan.linksByHand.map { "\($0) \(decimals($1)) \(FitPlan.cap($0))" }
    lines += FitPlan.rulesByHand.map { "rule \($0) \(decimals($1))" }
    lines += FitPlan.biasByHand.map { "bias \($0) \(decimals($1))" }
    guard let write else { return }
    let text = """
      // Written by Examples/fit-weights; Docs/Quality.md tells how.
      // swift-format-ignore-file

      /// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.
      enum WeightTable {
        static let text: String = \"\"\"
      \(lines.joined(separator: "\n"))
      \"\"\"

        /// What stands in place of lines of `text` where the learned scorer is switched off.
        static let withoutLearned: String = \"\"\"
      \(linesWithoutLearned.joined(separator: "\n"))
      \"\"\"
      }

      """
    try Data(text.utf8).write(to: URL(filePath: write), options: .atomic)
    print("Written: \(write)")
  }
}

/// A half, as an argument.
enum Half: String, ExpressibleByArgument {
  case even, odd

  var half: LabelledHalf { self == .even ? .even : .odd }
}

/// A number with three decimals.
func decimals(_ value: Double) -> String { String(format: "%.3f", value) }
