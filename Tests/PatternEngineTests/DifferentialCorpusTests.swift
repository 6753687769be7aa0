// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine
import TestSupport
import Testing

/// The oracle of ``DifferentialTests`` on samples of real rule sets. `Fuzzing/run-differential` takes
/// all of them, and real comments.
@Suite(
  "Set against single patterns, shared rule sets",
  .enabled(if: SharedData.isPresent, "needs the shared data folder (../shared), which is not here")
)
struct DifferentialCorpusTests {
  enum Source: String, CaseIterable, Sendable {
    case small, medium, large, literals, wild
  }

  /// How many patterns a set has, how many of them run by themselves, on how many texts.
  private static func size(_ source: Source) -> (patterns: Int, panel: Int, texts: Int) {
    switch source {
    case .small: (30, 30, 120)
    case .medium: (300, 300, 60)
    case .large: (3_000, 250, 40)
    case .literals: (5_000, 250, 60)
    case .wild: (500, 250, 30)
    }
  }

  private static func definitions(_ source: Source) throws -> [PatternDefinition] {
    if source == .wild {
      return try SharedData.lines("attacks/regex-wild/patterns.jsonl").map {
        let record = try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
        return PatternDefinition(record?["pattern"] as? String ?? "")
      }
    }
    return try SharedData.lines("bench/\(source.rawValue).tsv").enumerated().map { index, line in
      let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2).map {
        String(decoding: $0, as: UTF8.self)
      }
      let (flags, text) = (fields[1], fields.last ?? "")
      if source == .literals {
        return PatternDefinition(
          text,
          isLiteral: true,
          isCaseSensitive: index % 5 == 4,
          method: MatchMethod.allCases[index % 6]
        )
      }
      return PatternDefinition(
        (flags.contains("s") ? "" : "(?-s)") + text,
        isCaseSensitive: !flags.contains("i")
      )
    }
  }

  @Test("A sample of each set, on texts made of its own patterns", arguments: Source.allCases)
  func sample(source: Source) throws {
    let seed: UInt64 = 3
    var generator = SeededGenerator(seed: seed)
    let (count, panelCount, textCount) = Self.size(source)
    let limits = MatchLimits(timePerPattern: .seconds(2), timePerSet: .seconds(100))
    let definitions = Array(
      try Self.definitions(source).shuffled(using: &generator).prefix(count)
    )
    let set = PatternSet.compiling(definitions, limits: limits).set
    let panel = Array(definitions.indices.shuffled(using: &generator).prefix(panelCount))
    var alone: [Int: Pattern] = [:]
    for index in panel { alone[index] = try? Pattern(definitions[index], limits: limits) }
    let samplers = panel.map { DifferentialSampler(definitions[$0]) }
    var oracle = DifferentialOracle(set)
    for number in 0..<textCount {
      // Half of the texts take all patterns of the panel in turn.
      let turn = (0..<12).map { samplers[(number / 2 * 12 + $0) % samplers.count] }
      let text =
        number % 2 == 0
        ? DifferentialTexts.text(from: samplers, using: &generator)
        : DifferentialTexts.text(joining: turn, maxBends: 2, using: &generator)
      let found = oracle.compare(
        on: Subject(repairing: text),
        panel: panel,
        listsAll: number % 8 == 0
      ) { alone[$0] ?? (try? Pattern(definitions[$0], limits: limits)) }
      for disagreement in found.prefix(1) {
        let smallest = DifferentialOracle.minimized(disagreement, in: set, useJIT: true)
        #expect(Bool(false), "seed \(seed): \(smallest)")
      }
    }
    let counts = oracle.counts
    let undecided = counts.undecidedInSet + counts.undecidedAlone + counts.undecidedInBoth
    #expect(undecided * 50 < counts.pairs, "\(counts)")
    #expect(counts.hits > 60, "\(counts)")
  }
}
