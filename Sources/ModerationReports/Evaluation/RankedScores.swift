// SPDX-License-Identifier: Apache-2.0

/// Scores and yes-or-no labels of the same items, sorted once: what measures of ranking are made of.
///
/// ```swift
/// let ranked = RankedScores(scores: [0.9, 0.4, 0.4, 0.1], labels: [true, true, false, false])
/// ranked.areaUnderCurve     // 0.875
/// ranked.averagePrecision   // 0.8333…
/// ```
///
/// Items may count several times (`Multiplicities`), as they do in a bootstrap; no second sorting
/// is needed for that.
public struct RankedScores: Sendable {
  /// How often each item counts, by its place in the input.
  typealias Multiplicities = [UInt32]

  /// The scores, in the order of the input.
  public let scores: [Double]
  /// The labels, in the order of the input.
  public let labels: [Bool]
  /// The number of items that are labelled.
  public let positives: Int

  /// Places in the input, the highest score first.
  private let order: [Int32]
  /// Where each run of equal scores ends in `order`.
  private let ends: [Int32]

  /// Sorts.
  ///
  /// - Complexity: O(*n* log *n*).
  /// - Precondition: As many scores as labels, none of them NaN, fewer than 2³¹.
  public init(scores: [Double], labels: [Bool]) {
    precondition(scores.count == labels.count, "every score has a label")
    precondition(scores.allSatisfy { !$0.isNaN }, "scores can be ordered")
    self.scores = scores
    self.labels = labels
    positives = labels.count { $0 }
    let order = scores.indices.sorted {
      scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
    }
    var ends: [Int32] = []
    for place in order.indices
    where place + 1 == order.count || scores[order[place]] != scores[order[place + 1]] {
      ends.append(Int32(place + 1))
    }
    self.order = order.map { Int32($0) }
    self.ends = ends
  }

  /// The number of items.
  public var count: Int { scores.count }

  /// The area under the receiver operating characteristic: the share of pairs of a labelled and an
  /// unlabelled item in which the labelled one has the higher score, ties counting half. `nil`
  /// without both kinds.
  ///
  /// Source: Hanley, McNeil, *The meaning and use of the area under a ROC curve*, Radiology 143
  /// (1982).
  ///
  /// - Complexity: O(*n*).
  public var areaUnderCurve: Double? { areas { _ in 1 }?.curve }

  /// The mean, over the labelled items, of the precision at their score: precision over recall,
  /// summed without interpolation, ties as one step. `nil` without both kinds.
  ///
  /// - Complexity: O(*n*).
  public var averagePrecision: Double? { areas { _ in 1 }?.precision }

  /// Both measures, every item counted as often as `multiplicities` says.
  func areas(_ multiplicities: Multiplicities) -> (curve: Double, precision: Double)? {
    areas { Int(multiplicities[$0]) }
  }

  /// Decisions "the score is at least `threshold`" against the labels.
  ///
  /// - Complexity: O(*n*).
  public func counts(from threshold: Double) -> ConfusionCounts {
    var counts = ConfusionCounts()
    for index in scores.indices {
      counts.add(found: scores[index] >= threshold, label: labels[index])
    }
    return counts
  }

  /// The same, every item counted as often as `multiplicities` says.
  func counts(from threshold: Double, _ multiplicities: Multiplicities) -> ConfusionCounts {
    var counts = ConfusionCounts()
    for index in scores.indices {
      counts.add(
        found: scores[index] >= threshold,
        label: labels[index],
        weight: Int(multiplicities[index])
      )
    }
    return counts
  }

  /// Counts are whole numbers until the last division: the same result in any order of equals.
  private func areas(_ weight: (Int) -> Int) -> (curve: Double, precision: Double)? {
    var above = (labelled: 0, other: 0)
    var halfPairs = 0
    var precision = 0.0
    var start = 0
    for end in ends {
      var labelled = 0
      var other = 0
      for place in start..<Int(end) {
        let index = Int(order[place])
        if labels[index] { labelled += weight(index) } else { other += weight(index) }
      }
      halfPairs += other * (2 * above.labelled + labelled)
      above.labelled += labelled
      above.other += other
      if labelled > 0 {
        precision +=
          Double(labelled) * (Double(above.labelled) / Double(above.labelled + above.other))
      }
      start = Int(end)
    }
    guard above.labelled > 0, above.other > 0 else { return nil }
    let pairs = Double(above.labelled) * Double(above.other)
    return (Double(halfPairs) / 2 / pairs, precision / Double(above.labelled))
  }
}
