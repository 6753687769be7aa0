// SPDX-License-Identifier: Apache-2.0

/// How often a yes-or-no decision and a yes-or-no label agree.
public struct ConfusionCounts: Sendable, Hashable {
  /// Labelled and found.
  public var truePositives = 0
  /// Found, not labelled.
  public var falsePositives = 0
  /// Labelled, not found.
  public var falseNegatives = 0
  /// Neither.
  public var trueNegatives = 0

  /// Counts nothing yet.
  public init() {}

  /// Counts `weight` decisions.
  public mutating func add(found: Bool, label: Bool, weight: Int = 1) {
    switch (found, label) {
    case (true, true): truePositives += weight
    case (true, false): falsePositives += weight
    case (false, true): falseNegatives += weight
    case (false, false): trueNegatives += weight
    }
  }

  /// All that were labelled.
  public var positives: Int { truePositives + falseNegatives }
  /// All that were not.
  public var negatives: Int { falsePositives + trueNegatives }

  /// The share of what was found that is labelled; 0 when nothing was found.
  public var precision: Double {
    let found = truePositives + falsePositives
    return found == 0 ? 0 : Double(truePositives) / Double(found)
  }

  /// The share of what is labelled that was found; `nil` when nothing is labelled.
  public var recall: Double? {
    positives == 0 ? nil : Double(truePositives) / Double(positives)
  }

  /// The harmonic mean of precision and recall, 0 when both are; `nil` when nothing is labelled.
  public var f1: Double? {
    guard let recall else { return nil }
    let sum = precision + recall
    return sum == 0 ? 0 : 2 * precision * recall / sum
  }

  /// The share of what is not labelled that was found all the same; `nil` when all is labelled.
  public var falsePositiveRate: Double? {
    negatives == 0 ? nil : Double(falsePositives) / Double(negatives)
  }
}
