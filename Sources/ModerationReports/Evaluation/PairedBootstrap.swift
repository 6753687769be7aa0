// SPDX-License-Identifier: Apache-2.0

/// How sure a difference between two ways of scoring the same items is: both are measured again and
/// again on items drawn with replacement, the same items for both.
///
/// Labelled and unlabelled items are drawn apart, as many of each as there are, so that every draw
/// can be measured. The seed decides the draws: the same input gives the same intervals.
///
/// Source: Efron, Tibshirani, *An introduction to the bootstrap* (1993), percentile intervals,
/// chapter 13.
public struct PairedBootstrap: Sendable {
  /// A difference, second minus first, and where it lies in 95 of 100 draws.
  public struct Difference: Sendable, Hashable {
    /// Measured on the items themselves.
    public var value: Double
    /// The 2.5th percentile of the draws.
    public var lower: Double
    /// The 97.5th percentile of the draws.
    public var upper: Double

    /// Whether 0 lies outside.
    public var isClear: Bool { lower > 0 || upper < 0 }
  }

  /// The differences of all draws, by measure.
  struct Draws: Sendable {
    var curve: [Double] = []
    var precision: [Double] = []
    var f1: [Double] = []
  }

  /// How often items are drawn.
  let resamples: Int
  private var generator: DrawGenerator

  /// - Precondition: `resamples` is at least 1.
  init(resamples: Int, seed: UInt64) {
    precondition(resamples > 0, "there is something to draw")
    self.resamples = resamples
    generator = DrawGenerator(state: seed)
  }

  /// Differences of all draws; `nil` without both kinds of items.
  ///
  /// - Precondition: Both have the same labels in the same order.
  /// - Complexity: O(*r* × *n*) for *r* draws of *n* items.
  mutating func draws(
    first: RankedScores,
    second: RankedScores,
    threshold: Double
  ) -> Draws? {
    precondition(first.labels == second.labels, "the same items")
    let labelled = first.labels.indices.filter { first.labels[$0] }
    let others = first.labels.indices.filter { !first.labels[$0] }
    guard !labelled.isEmpty, !others.isEmpty else { return nil }
    var draws = Draws()
    for _ in 0..<resamples {
      var times = RankedScores.Multiplicities(repeating: 0, count: first.count)
      for kind in [labelled, others] {
        for _ in kind { times[kind[generator.next(below: kind.count)]] += 1 }
      }
      guard let a = first.areas(times), let b = second.areas(times) else { continue }
      draws.curve.append(b.curve - a.curve)
      draws.precision.append(b.precision - a.precision)
      let before = first.counts(from: threshold, times).f1 ?? 0
      let after = second.counts(from: threshold, times).f1 ?? 0
      draws.f1.append(after - before)
    }
    return draws
  }

  /// A measured difference with the percentiles of its draws.
  static func difference(_ value: Double, _ draws: [Double]) -> Difference {
    let sorted = draws.sorted()
    guard !sorted.isEmpty else { return Difference(value: value, lower: value, upper: value) }
    // The nearest rank: the smallest draw below or at which lies the share.
    func percentile(_ share: Double) -> Double {
      let rank = Int((share * Double(sorted.count)).rounded(.up))
      return sorted[min(max(rank, 1), sorted.count) - 1]
    }
    return Difference(value: value, lower: percentile(0.025), upper: percentile(0.975))
  }
}

/// SplitMix64, so that draws are the same on every machine.
///
/// Source: Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.
struct DrawGenerator: Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<bound`. The bias of the multiplication is below 2⁻³³ for any array in memory.
  mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
