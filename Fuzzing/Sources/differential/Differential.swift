// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DifferentialOracle
import Foundation
import FuzzCases
import PatternEngine

/// The long differential test: the set's answer is that of each pattern by itself.
@main
struct Differential: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "differential",
    abstract: "Compares what a set of patterns answers with each pattern run by itself.",
    discussion: """
      The set and the single patterns get the same texts: real comments, texts made of the \
      patterns' own literals and bent (case, look-alikes, marks, other spaces and digits, \
      punctuation between letters …), and both together. Compared are the first match, its \
      captures, and all matches, each with its byte range. A pair in which either side reached a \
      limit is counted and not compared.

      Sources: small, medium, large, literals (the rule sets of ../shared/data/bench), wild, peer \
      (../shared/data/attacks), mixed (a part of each, with other methods and case).

      The wrapper unpacks the comments and builds this tool:

        Fuzzing/run-differential --pairs 10000000
        Fuzzing/run-differential --pairs 200000 --source large --source wild --seed 7

      The same seed, pairs and sources give the same comparisons. A disagreement is printed once \
      for each pattern, with the fewest patterns and the shortest text that still disagree.

      Exit status: 0 no disagreement; 1 some; 64 usage; 66 no such input.
      """
  )

  @Option(help: "Pairs of pattern and text to compare, over all sources.")
  var pairs = 1_000_000

  @Option(help: "Where the random choices begin.")
  var seed: UInt64 = 1042

  @Option(name: .customLong("source"), help: "Only this source; may be given again.")
  var names: [String] = []

  @Option(help: "The shared folder.")
  var shared = "../../shared"

  @Option(help: "The comments: JSON lines with a `body`.")
  var corpus: String?

  @Option(help: "How many disagreements of a source are minimized and printed.")
  var reports = 20

  @Option(help: "Match steps at one start; higher than usual, so that few pairs stay undecided.")
  var steps = 20_000

  @Option(help: "Write a small seed corpus for fuzz-pattern-set into this folder, and end.")
  var writeSeeds: String?

  func validate() throws {
    for name in names where PatternSource.Name(rawValue: name) == nil {
      let known = PatternSource.Name.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no source \"\(name)\". There are: \(known).")
    }
    if pairs < 1 { throw ValidationError("--pairs must be 1 or more.") }
  }

  func run() throws {
    if let writeSeeds { return try SeedCorpus.write(to: writeSeeds, seed: seed) }
    let data = URL(filePath: shared).appending(path: "data")
    guard FileManager.default.fileExists(atPath: data.path) else {
      FileHandle.standardError.write(
        Data("differential: there is no \(data.path); say where with --shared\n".utf8)
      )
      throw ExitCode(66)
    }
    let comments = try corpus.map(Self.comments) ?? []
    let limits = MatchLimits(
      matchSteps: steps,
      timePerPattern: .milliseconds(200),
      timePerSet: .seconds(600),
      maxMatchesPerPattern: 100_000
    )
    let chosen = PatternSource.Name.allCases.filter { names.isEmpty || names.contains($0.rawValue) }
    let percent = chosen.reduce(0) { $0 + $1.percent }
    say("seed \(seed), \(pairs) pairs, \(comments.count) comments, PCRE2 \(PatternLibrary.version)")
    var total = DifferentialOracle.Counts()
    var disagreements = 0
    for (index, name) in chosen.enumerated() {
      var judge = Judge(
        try PatternSource.load(name, from: data),
        corpus: comments,
        limits: limits,
        seed: seed &+ UInt64(index),
        maxReports: reports
      )
      judge.run(pairs: (pairs * name.percent + percent - 1) / percent)
      say(judge.summary)
      total += judge.counts
      disagreements += judge.disagreements
    }
    say(
      """
      total: \(total.pairs) pairs compared, \(total.hits) with a match; not decided \
      \(total.undecidedInSet + total.undecidedAlone + total.undecidedInBoth); \
      disagreements: \(disagreements)
      """
    )
    if disagreements > 0 { throw ExitCode(1) }
  }

  private static func comments(_ path: String) throws -> [[UInt8]] {
    try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n")).compactMap {
      let record = try? JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
      return (record?["body"] as? String).map { Array($0.utf8) }
    }
  }
}

/// Writes a line at once: `print` to a pipe keeps it back, and a run that is stopped loses it.
func say(_ line: String) {
  try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
}
