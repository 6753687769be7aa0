// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ModerationReports

/// The measures beside slow and obvious versions of themselves.
@Suite("Evaluation: statistics")
struct StatisticsTests {
  /// Random items with many equal scores.
  private static func items(_ generator: inout SeededGenerator) -> ([Double], [Bool]) {
    let count = Int.random(in: 0...40, using: &generator)
    let steps = Int.random(in: 1...30, using: &generator)
    let scores = (0..<count).map { _ in
      Double(Int.random(in: 0...steps, using: &generator)) / Double(steps)
    }
    return (scores, scores.map { _ in Bool.random(using: &generator) })
  }

  /// Every pair of a labelled and an unlabelled item.
  private static func naiveCurve(_ scores: [Double], _ labels: [Bool]) -> Double? {
    var pairs = 0
    var won = 0.0
    for (a, isLabelled) in zip(scores, labels) where isLabelled {
      for (b, other) in zip(scores, labels) where !other {
        pairs += 1
        won += a > b ? 1 : a == b ? 0.5 : 0
      }
    }
    return pairs == 0 ? nil : won / Double(pairs)
  }

  /// For every distinct score as a threshold: precision × what it adds to recall.
  private static func naivePrecision(_ scores: [Double], _ labels: [Bool]) -> Double? {
    let positives = labels.count { $0 }
    guard positives > 0, positives < labels.count else { return nil }
    var sum = 0.0
    var recall = 0.0
    for threshold in Set(scores).sorted(by: >) {
      let found = zip(scores, labels).filter { $0.0 >= threshold }
      let right = Double(found.count { $0.1 })
      sum += (right / Double(positives) - recall) * (right / Double(found.count))
      recall = right / Double(positives)
    }
    return sum
  }

  private static func agree(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) < 1e-12
  }

  @Test("areas agree with all pairs and all thresholds", arguments: 0..<40 as Range<UInt64>)
  func areas(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let (scores, labels) = Self.items(&generator)
      let ranked = RankedScores(scores: scores, labels: labels)
      #expect(Self.agree(ranked.areaUnderCurve, Self.naiveCurve(scores, labels)))
      #expect(Self.agree(ranked.averagePrecision, Self.naivePrecision(scores, labels)))
    }
  }

  @Test("an item that counts twice is two items", arguments: 0..<20 as Range<UInt64>)
  func multiplicities(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let (scores, labels) = Self.items(&generator)
      let times = scores.map { _ in UInt32.random(in: 0...3, using: &generator) }
      let indices = scores.indices.flatMap { [Int](repeating: $0, count: Int(times[$0])) }
      let (many, manyLabels) = (indices.map { scores[$0] }, indices.map { labels[$0] })
      let ranked = RankedScores(scores: scores, labels: labels)
      let areas = ranked.areas(times)
      #expect(Self.agree(areas?.curve, Self.naiveCurve(many, manyLabels)))
      #expect(Self.agree(areas?.precision, Self.naivePrecision(many, manyLabels)))
      #expect(
        ranked.counts(from: 0.5, times)
          == RankedScores(scores: many, labels: manyLabels).counts(from: 0.5)
      )
    }
  }

  @Test func `a worked example`() {
    let ranked = RankedScores(scores: [0.9, 0.4, 0.4, 0.1], labels: [true, true, false, false])
    #expect(ranked.areaUnderCurve == 0.875)
    #expect(Self.agree(ranked.averagePrecision, 5.0 / 6))
    let counts = ranked.counts(from: 0.4)
    #expect(counts.truePositives == 2 && counts.falsePositives == 1 && counts.trueNegatives == 1)
    #expect(Self.agree(counts.precision, 2.0 / 3) && counts.recall == 1)
    #expect(Self.agree(counts.f1, 0.8) && counts.falsePositiveRate == 0.5)
  }

  @Test func `one kind only has no areas, and nothing at all no figures`() {
    let one = RankedScores(scores: [0.2, 0.8], labels: [true, true])
    #expect(one.areaUnderCurve == nil && one.averagePrecision == nil)
    #expect(one.counts(from: 0.5).recall == 0.5 && one.counts(from: 0.5).falsePositiveRate == nil)
    let none = RankedScores(scores: [], labels: [])
    #expect(none.areaUnderCurve == nil && none.counts(from: 0.5).recall == nil)
    #expect(none.counts(from: 0.5).precision == 0 && Calibration(none).expectedError == nil)
  }

  @Test("the calibration error agrees with its definition", arguments: 0..<20 as Range<UInt64>)
  func calibration(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let (scores, labels) = Self.items(&generator)
      var sum = 0.0
      for bin in 0..<10 {
        let (from, to) = (Double(bin) / 10, Double(bin + 1) / 10)
        let inside = zip(scores, labels).filter {
          $0.0 >= from && ($0.0 < to || bin == 9) || bin == 0 && $0.0 < 0
        }
        guard !inside.isEmpty else { continue }
        let mean = inside.reduce(0) { $0 + $1.0 } / Double(inside.count)
        let share = Double(inside.count { $0.1 }) / Double(inside.count)
        sum += Double(inside.count) / Double(scores.count) * abs(mean - share)
      }
      let calibration = Calibration(RankedScores(scores: scores, labels: labels))
      #expect(Self.agree(calibration.expectedError, scores.isEmpty ? nil : sum))
    }
  }

  @Test func `scores that say the truth have no calibration error, and the ends are counted`() {
    var calibration = Calibration()
    for score in [0, 1, -3, 7, .nan] as [Double] { calibration.add(score, label: score >= 1) }
    #expect(calibration.bins.first?.count == 3 && calibration.bins.last?.count == 2)
    #expect(calibration.expectedError == 0)
  }

  @Test func `a bootstrap is the same with the same seed, and holds the measured difference`() {
    var generator = SeededGenerator(seed: 7)
    let labels = (0..<400).map { $0 % 4 == 0 }
    let noise = labels.map { _ in Double.random(in: 0...1, using: &generator) }
    let weak = RankedScores(scores: noise, labels: labels)
    let strong = RankedScores(
      scores: zip(noise, labels).map { $0 * 0.6 + ($1 ? 0.3 : 0) },
      labels: labels
    )
    func run(_ seed: UInt64) -> [Double] {
      var bootstrap = PairedBootstrap(resamples: 200, seed: seed)
      return bootstrap.draws(first: weak, second: strong, threshold: 0.5)?.curve ?? []
    }
    #expect(run(1) == run(1) && run(1) != run(2) && run(1).count == 200)
    let value = (strong.areaUnderCurve ?? 0) - (weak.areaUnderCurve ?? 0)
    let difference = PairedBootstrap.difference(value, run(1))
    #expect(difference.lower < value && value < difference.upper && difference.isClear)
    var same = PairedBootstrap(resamples: 20, seed: 3)
    let nothing = same.draws(first: weak, second: weak, threshold: 0.5)
    #expect(nothing?.curve.allSatisfy { $0 == 0 } == true)
    let oneKind = RankedScores(scores: [1, 2], labels: [true, true])
    #expect(same.draws(first: oneKind, second: oneKind, threshold: 0.5) == nil)
  }

  @Test("draws agree with items drawn and measured anew", arguments: 0..<5 as Range<UInt64>)
  func naiveBootstrap(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let labels = (0..<30).map { $0 % 3 == 0 }
    let first = labels.map { _ in Double(Int.random(in: 0...9, using: &generator)) / 9 }
    let second = labels.map { _ in Double(Int.random(in: 0...9, using: &generator)) / 9 }
    var bootstrap = PairedBootstrap(resamples: 40, seed: seed)
    let draws = bootstrap.draws(
      first: RankedScores(scores: first, labels: labels),
      second: RankedScores(scores: second, labels: labels),
      threshold: 0.5
    )
    var numbers = DrawGenerator(state: seed)
    for draw in 0..<40 {
      var chosen: [Int] = []
      for kind in [true, false] {
        let all = labels.indices.filter { labels[$0] == kind }
        for _ in all { chosen.append(all[numbers.next(below: all.count)]) }
      }
      let drawn = chosen.map { labels[$0] }
      let before = Self.naiveCurve(chosen.map { first[$0] }, drawn) ?? -1
      let after = Self.naiveCurve(chosen.map { second[$0] }, drawn) ?? -1
      #expect(Self.agree(draws?.curve[draw], after - before))
    }
  }

  @Test func `percentiles are those of the nearest rank`() {
    let draws = (1...1000).map { Double($0) }.reversed()
    let difference = PairedBootstrap.difference(500, Array(draws))
    #expect(difference.lower == 25 && difference.upper == 975)
    #expect(PairedBootstrap.difference(3, [7]).upper == 7)
    #expect(PairedBootstrap.difference(3, []).lower == 3)
  }

  @Test func `marked characters are compared character by character`() {
    var spans = SpanAgreement()
    // "é" has two bytes and is one character: 1 of 2 found characters is marked, 1 of 1 is found.
    spans.add("éxy", marked: [0..<2], found: [0..<3])
    #expect(spans.precision == 0.5 && spans.recall == 1)
    #expect(Self.agree(spans.f1, 2.0 / 3))
    spans.add("quiet", marked: [], found: [])
    #expect(spans.count == 2 && spans.precision == 0.75)
    spans.add("abc", marked: [], found: [1..<99])
    spans.add("abc", marked: [0..<1], found: [])
    #expect(Self.agree(spans.f1, (2.0 / 3 + 1) / 4))
  }
}
