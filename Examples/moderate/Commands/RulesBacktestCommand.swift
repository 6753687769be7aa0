// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RuleFiles
import ThreadModeration

struct RulesBacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Show what other rules would change on comments of the past.",
    discussion: """
      Judges every comment by both sets of rules and shows, for each rule, how many it matches \
      before and after, comments whose action changes, and what rules cost. If the comments are \
      JSON Lines with "label" (1 or 0, or an object of such), also what is newly caught and lost.

        moderate rules backtest --baseline old.yaml --candidate new.yaml comments.jsonl
      """
  )

  @Option(
    help: ArgumentHelp("The rules of today; none: no rules. May be repeated.", valueName: "file")
  )
  var baseline: [String] = []

  @Option(help: ArgumentHelp("The rules of tomorrow. May be repeated.", valueName: "file"))
  var candidate: [String]

  @Flag(help: "Use the built-in rules and signals on both sides as well.")
  var withBuiltin = false

  @Flag(help: "Do not measure what each rule costs.")
  var noCost = false

  @OptionGroup(title: "Input") var input: InputOptions

  func run() async throws {
    let old = try Self.rules(baseline)
    let new = try Self.rules(candidate)
    let scanners = (try scanner(old), try scanner(new))
    let line = ProgressLine(isOn: Terminal.errorCanRedraw)
    let dataset = try input.read(progress: line)
    let threads = CommentThread.threads(of: dataset.comments)
    let jobs = ProcessInfo.processInfo.activeProcessorCount
    let before = try await Scan.run(threads, with: scanners.0, jobs: jobs, progress: line)
    let after = try await Scan.run(threads, with: scanners.1, jobs: jobs, progress: line)
    line.clear()
    let labels = input.dumps.compactMap { try? JSONRecords(path: $0) }
    var backtest = RuleBacktest(rules: old + new)
    var sample: [Comment] = []
    for (left, right) in zip(before, after) {
      for (index, comment) in left.thread.comments.enumerated() {
        if sample.count < 300 { sample.append(comment) }
        backtest.add(
          comment,
          baseline: left.verdicts[index],
          candidate: right.verdicts[index],
          isBad: labels.lazy.compactMap { $0.isBad(comment.id) }.first
        )
      }
    }
    if !noCost { backtest.cost = RuleCost.measure(new, on: sample) }
    try Terminal.print(backtest.text())
  }

  private static func rules(_ paths: [String]) throws -> [Rule] {
    try paths.flatMap { try RuleOptions.load($0).rules }
  }

  private func scanner(_ rules: [Rule]) throws(ToolFailure) -> CommentScanner {
    do throws(RuleError) {
      return try CommentScanner(rules: rules, usesBuiltinRules: withBuiltin)
    } catch {
      throw ToolFailure(ToolFailure.badRules, error.description)
    }
  }
}
