// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The table of engines and rule sets.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures all engines on the rule sets and prints Markdown tables (default)."
  )

  @OptionGroup var places: Places
  @OptionGroup var effort: Effort

  @Option(help: "The rule sets, with commas between: small, medium, large, literals.")
  var sets = "small,medium,large,literals"

  @Option(
    help: "The file for the results as JSON; results.json in the scratch folder if not given."
  )
  var json: String?

  @Flag(help: "End with status 1 if a bar is missed.")
  var bars = false

  func run() throws {
    let names = try sets.split(separator: ",").map { name in
      guard let set = RuleSetName(rawValue: String(name)) else {
        throw ValidationError("There is no rule set '\(name)'.")
      }
      return set
    }
    let corpus = try Corpus(path: places.corpusPath, limit: effort.comments)
    let results = try names.map { set in
      try SetTrial(set: set, places: places, effort: effort).run(over: corpus)
    }
    let report = Report(corpus: corpus, effort: effort, sets: results)
    let path = json ?? "\(places.scratch)/results.json"
    try report.json().write(to: URL(fileURLWithPath: path))
    print(report.markdown(), terminator: "")
    if bars, !report.bars.allSatisfy(\.isReached) { throw ExitCode(1) }
  }
}
