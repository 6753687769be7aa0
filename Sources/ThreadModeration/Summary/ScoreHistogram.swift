// SPDX-License-Identifier: Apache-2.0

/// How often which score was given: 50 bins of width 0.02 over 0…1.
public struct ScoreHistogram: Sendable, Hashable {
  /// The number of bins.
  public static let binCount = 50
  /// Comments by score: bin *i* holds scores in *i*/50 up to, but without, (*i*+1)/50; the last one
  /// holds 1 as well.
  public private(set) var bins = [Int](repeating: 0, count: binCount)

  /// Counts nothing.
  public init() {}

  /// Takes counts as they are, as when a summary is read back.
  ///
  /// - Returns: `nil` unless there are ``binCount`` bins, none of them negative.
  public init?(bins: [Int]) {
    guard bins.count == Self.binCount, bins.allSatisfy({ $0 >= 0 }) else { return nil }
    self.bins = bins
  }

  /// Counts a score; what is no number counts as 0.
  public mutating func count(_ score: Double) { count(score, times: 1) }

  /// Counts a score that many comments have.
  public mutating func count(_ score: Double, times: Int) {
    let bin = score > 0 ? Int(min(score, 1) * Double(Self.binCount)) : 0
    bins[min(bin, Self.binCount - 1)] += times
  }

  /// Adds the counts of another part.
  public mutating func merge(_ other: ScoreHistogram) {
    for index in bins.indices { bins[index] += other.bins[index] }
  }
}

extension ScoreHistogram: Codable {
  private enum CodingKeys: String, CodingKey { case bins }

  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` unless there are ``binCount`` bins, none of them negative or beyond 2⁵³.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let bins = try fields.decode([Int].self, forKey: .bins)
    guard let histogram = Self(bins: bins), bins.allSatisfy({ $0 <= StoredState.maxCount }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .bins,
        in: fields,
        debugDescription: "\(Self.binCount) counts make a histogram"
      )
    }
    self = histogram
  }
}
