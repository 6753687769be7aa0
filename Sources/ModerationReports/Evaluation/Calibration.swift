// SPDX-License-Identifier: Apache-2.0

/// Whether scores are the probabilities that they say they are: of the items with scores about 0.7,
/// are 70 in 100 labelled?
///
/// It depends on how many items are labelled: on a set made of one half each, scores that are right
/// where 1 in 100 is labelled look far too low.
public struct Calibration: Sendable, Hashable {
  /// One bin of ``binCount`` bins of equal width.
  public struct Bin: Sendable, Hashable {
    /// The items with a score in the bin.
    public var count = 0
    /// Those of them that are labelled.
    public var positives = 0
    /// The sum of their scores.
    public var scoreSum = 0.0

    /// The mean score; `nil` for an empty bin.
    public var meanScore: Double? { count == 0 ? nil : scoreSum / Double(count) }
    /// The share that is labelled; `nil` for an empty bin.
    public var positiveShare: Double? {
      count == 0 ? nil : Double(positives) / Double(count)
    }
  }

  /// The number of bins: 10, each 0.1 wide; the last one holds 1 as well.
  public static let binCount = 10

  /// The bins, the lowest scores first.
  public private(set) var bins = [Bin](repeating: Bin(), count: binCount)

  /// Counts nothing yet.
  public init() {}

  /// Counts items.
  ///
  /// - Complexity: O(*n*).
  public init(_ ranked: RankedScores) {
    for (score, label) in zip(ranked.scores, ranked.labels) { add(score, label: label) }
  }

  /// Counts an item. Scores outside 0…1 count in the first or last bin.
  public mutating func add(_ score: Double, label: Bool) {
    let bounded = score.isNaN ? 0 : Swift.min(Swift.max(score, 0), 1)
    let bin = Swift.min(Int(bounded * Double(Self.binCount)), Self.binCount - 1)
    bins[bin].count += 1
    if label { bins[bin].positives += 1 }
    bins[bin].scoreSum += bounded
  }

  /// The expected calibration error: how far, on average over the items, the mean score of a bin is
  /// from the share that is labelled. 0 is best; `nil` without items.
  ///
  /// Source: Guo, Pleiss, Sun, Weinberger, *On calibration of modern neural networks*, ICML 2017,
  /// equation 3.
  public var expectedError: Double? {
    let count = bins.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    let sum = bins.reduce(0.0) { $0 + abs($1.scoreSum - Double($1.positives)) }
    return sum / Double(count)
  }
}
