// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CPeers
import Foundation

/// How the cost of a comment grows with the number of rules.
struct Growth: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures how cost grows with the number of rules; writes a table and a drawing."
  )

  /// Above this, RE2::Set takes minutes for what others do in seconds.
  static let re2Limit = 3_000

  private static let sizes = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000]

  @OptionGroup var places: Places
  @OptionGroup var effort: Effort

  @Option(help: "The drawing; growth.svg in the scratch folder if not given.")
  var svg: String?

  @Option(help: "The table (tabs between); growth.tsv in the scratch folder if not given.")
  var tsv: String?

  @Option(help: "The most regular expressions for Hyperscan: its compiler takes minutes for more.")
  var hyperscanLimit = 3_000

  @Option(help: "The most rules for RE2::Set.")
  var re2Limit = 1_000

  @Flag(help: "Measure nothing, draw what the table has.")
  var drawOnly = false

  func run() throws {
    let table = URL(fileURLWithPath: tsv ?? "\(places.scratch)/growth.tsv")
    if !drawOnly {
      // After each size, so that a run that is stopped leaves what it has.
      try measure { points in
        try GrowthPoint.table(points).write(to: table, atomically: true, encoding: .utf8)
      }
    }
    let points = GrowthPoint.points(try String(contentsOf: table, encoding: .utf8))
    let drawing = URL(fileURLWithPath: svg ?? "\(places.scratch)/growth.svg")
    try GrowthChart(points: points).svg().write(to: drawing, atomically: true, encoding: .utf8)
    print(GrowthPoint.table(points), terminator: "")
  }

  private func measure(keep: ([GrowthPoint]) throws -> Void) throws {
    let corpus = try Corpus(path: places.corpusPath, limit: effort.comments)
    let trial = Trial(corpus: corpus, rounds: effort.rounds, passes: effort.passes)
    var points: [GrowthPoint] = []
    for set in [RuleSetName.large, .literals] {
      let all = try Rule.rules(of: set, in: places)
      for count in Self.sizes.filter({ $0 < all.count }) + [all.count] {
        note("\(set.rawValue): \(count) rules")
        let engines = try makeEngines(all.sample(count), set: set)
        for figure in trial.figures(of: engines) {
          points.append(
            GrowthPoint(
              set: set,
              engine: figure.engine,
              rules: count,
              nanoseconds: figure.nanoseconds
            )
          )
        }
        try keep(points)
      }
    }
  }

  /// Hyperscan in bytes mode: the faster one, and the only one that holds all rules. The PCRE2 loop has
  /// no limit: where it is slow, it gets few comments.
  private func makeEngines(_ rules: [Rule], set: RuleSetName) throws -> [any Engine] {
    var engines: [any Engine] = [SetEngine(rules, repeats: 1)]
    let databases = Databases(places: places, limit: effort.compileLimit)
    let kind: DatabaseKind = set.isLiteral ? .literals : .bytes
    if set.isLiteral || rules.count <= hyperscanLimit,
      let path = try databases.path(of: rules, set: set, kind: kind),
      let engine = PeerEngine.hyperscan(rules, kind, cache: path)
    {
      engines.append(engine)
    }
    if rules.count <= re2Limit, let engine = PeerEngine.re2(rules, PEER_UTF8) {
      engines.append(engine)
    }
    if let engine = PeerEngine.pcre2(rules, PEER_UNICODE) { engines.append(engine) }
    return engines
  }
}

/// A point of the curve.
struct GrowthPoint {
  var set: RuleSetName
  var engine: String
  var rules: Int
  var nanoseconds: Double

  static func table(_ points: [GrowthPoint]) -> String {
    points.reduce("set\tengine\trules\tns\n") {
      $0 + "\($1.set.rawValue)\t\($1.engine)\t\($1.rules)\t\(fixed($1.nanoseconds, 0))\n"
    }
  }

  static func points(_ table: String) -> [GrowthPoint] {
    table.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 4, let set = RuleSetName(rawValue: fields[0]),
        let rules = Int(fields[2]),
        let nanoseconds = Double(fields[3])
      else { return nil }
      return GrowthPoint(set: set, engine: fields[1], rules: rules, nanoseconds: nanoseconds)
    }
  }
}
