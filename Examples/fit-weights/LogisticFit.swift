// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Rows of features with labels and weights, by columns.
struct FitRows {
  /// For each feature, the rows that have it and their values.
  var columns: [[(row: Int32, value: Double)]]
  var labels: [Bool] = []
  var weights: [Double] = []

  init(features: Int) { columns = Array(repeating: [], count: features) }

  mutating func append(_ values: [(feature: Int, value: Double)], label: Bool, weight: Double) {
    for (feature, value) in values { columns[feature].append((Int32(labels.count), value)) }
    labels.append(label)
    weights.append(weight)
  }

  /// The log-odds of each row.
  func logOdds(_ fit: LogisticFit) -> [Double] {
    var sums = [Double](repeating: fit.bias, count: labels.count)
    for (feature, column) in columns.enumerated() where fit.weights[feature] != 0 {
      for (row, value) in column { sums[Int(row)] += fit.weights[feature] * value }
    }
    return sums
  }
}

/// Logistic regression with bounds for every weight and a quadratic penalty, by coordinate descent.
///
/// Each step goes to the minimum of a parabola that has the slope of the loss and at least a tenth of its
/// largest curvature, cut at the bounds; what is minimized is convex, so the order decides nothing but the
/// way. The same rows give the same weights.
///
/// Source: Genkin, Lewis, Madigan, *Large-scale Bayesian logistic regression for text categorization*,
/// Technometrics 49 (2007), whose trust region is bounds here.
struct LogisticFit {
  var weights: [Double]
  var bias = 0.0

  /// - Complexity: O(*s* · *v*) for *s* sweeps over *v* values that are not zero.
  init(
    _ parts: [FitRows],
    bounds: [ClosedRange<Double>],
    regularization: Double,
    sweeps: Int = 400,
    tolerance: Double = 1e-5
  ) {
    weights = bounds.map { min(max(0, $0.lowerBound), $0.upperBound) }
    var margins: [[Double]] = []
    for part in parts { margins.append(part.logOdds(self)) }
    for _ in 0..<sweeps {
      var largest = 0.0
      var slope = 0.0
      var curvature = 1e-12
      for (number, part) in parts.enumerated() {
        for row in part.labels.indices {
          let expected = 1 / (1 + exp(-margins[number][row]))
          slope += part.weights[row] * (expected - (part.labels[row] ? 1 : 0))
          curvature += part.weights[row] * max(expected * (1 - expected), 0.025)
        }
      }
      let step = -slope / curvature
      bias += step
      largest = abs(step)
      for number in margins.indices {
        for row in margins[number].indices { margins[number][row] += step }
      }
      for feature in weights.indices {
        var slope = 2 * regularization * weights[feature]
        var curvature = 2 * regularization
        for (number, part) in parts.enumerated() {
          for (row, value) in part.columns[feature] {
            let expected = 1 / (1 + exp(-margins[number][Int(row)]))
            let weight = part.weights[Int(row)]
            slope += weight * (expected - (part.labels[Int(row)] ? 1 : 0)) * value
            curvature += weight * max(expected * (1 - expected), 0.025) * value * value
          }
        }
        let goal = weights[feature] - slope / curvature
        let bounded = min(max(goal, bounds[feature].lowerBound), bounds[feature].upperBound)
        let step = bounded - weights[feature]
        guard step != 0 else { continue }
        weights[feature] = bounded
        largest = max(largest, abs(step))
        for (number, part) in parts.enumerated() {
          for (row, value) in part.columns[feature] { margins[number][Int(row)] += step * value }
        }
      }
      if largest < tolerance { break }
    }
  }
}

/// The share of pairs of a labelled and another row that the scores put in the right order, ties half.
func areaUnderCurve(_ scores: [Double], _ labels: [Bool]) -> Double? {
  let positives = labels.count { $0 }
  let negatives = labels.count - positives
  guard positives > 0, negatives > 0 else { return nil }
  let order = scores.indices.sorted { scores[$0] < scores[$1] }
  var sum = 0.0
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
    let rank = Double(start + end + 1) / 2
    for place in order[start..<end] where labels[place] { sum += rank }
    start = end
  }
  return (sum - Double(positives) * Double(positives + 1) / 2)
    / (Double(positives) * Double(negatives))
}
