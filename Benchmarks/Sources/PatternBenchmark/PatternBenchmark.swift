// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The program behind `Benchmarks/run`.
@main
struct PatternBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures PatternSet beside Hyperscan, RE2::Set and PCRE2 in one process.",
    subcommands: [Compare.self, Growth.self, PrepareDatabase.self],
    defaultSubcommand: Compare.self
  )
}

/// Where things are; the same for all commands.
struct Places: ParsableArguments {
  @Option(help: "The folder with the rule files (small.tsv and so on).")
  var data: String

  @Option(help: "A folder for what may be kept between runs: corpus, databases, results.")
  var scratch: String

  /// The comments, decompressed by the script.
  var corpusPath: String { "\(scratch)/comments_40k.ndjson" }

  func rulesPath(_ set: RuleSetName) -> String { "\(data)/\(set.rawValue).tsv" }
}

/// How often things are measured; the same for all commands.
struct Effort: ParsableArguments {
  @Option(help: "How many comments, from the first.")
  var comments = 20_000

  @Option(help: "Rounds; in each round every engine has its turn. The best round counts.")
  var rounds = 5

  @Option(help: "Passes over the comments in each turn, of which the median counts.")
  var passes = 3

  @Option(help: "Seconds of CPU after which Hyperscan's compiler is stopped.")
  var compileLimit = 480

  func validate() throws {
    guard comments > 0, rounds > 0, passes > 0 else {
      throw ValidationError("Comments, rounds and passes are counted from 1.")
    }
  }
}

/// The rule sets of the table.
enum RuleSetName: String, CaseIterable, Codable, ExpressibleByArgument {
  case small, medium, large, literals

  /// Whether the rules are plain texts rather than regular expressions.
  var isLiteral: Bool { self == .literals }
}
