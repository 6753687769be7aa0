// SPDX-License-Identifier: Apache-2.0

/// Comments over time, by hour (UTC); by day, by 30 days and so on where there would be too many hours.
///
/// The width is the smallest at which the buckets fit, so that it depends only on the times that were
/// counted: merging is associative and commutative.
public struct HourCounts: Sendable, Equatable {
  /// Comments of one stretch of time.
  public struct Bucket: Sendable, Hashable, Codable {
    /// When it begins, in Unix seconds: a multiple of the width.
    public var start: Int64
    /// Comments written in it.
    public var comments: Int
    /// Those with an action above ``Action/allow``.
    public var flagged: Int
    /// Those held.
    public var held: Int
    /// Those removed.
    public var removed: Int

    /// Makes a bucket.
    public init(start: Int64, comments: Int, flagged: Int, held: Int = 0, removed: Int = 0) {
      self.start = start
      self.comments = comments
      self.flagged = flagged
      self.held = held
      self.removed = removed
    }
  }

  /// How much wider each width is than the one before: an hour, a day, 30 days, then 120 times that
  /// for dumps with times that mean nothing.
  private static let factors: [Int64] = [24, 30, 120, 120, 120, 120, 120, 120]

  private typealias Count = KeyTally.Count

  /// The most buckets.
  public private(set) var capacity: Int
  /// The width of a bucket, in seconds.
  public private(set) var width: Int64 = 3_600
  /// By the bucket's start divided by the width.
  private var counts: [Int64: Count] = [:]

  /// The smallest capacity: room for the widest buckets.
  private static let minCapacity = 16

  /// Makes an empty count.
  ///
  /// - Parameter capacity: The most buckets, at least 16; less counts as 16.
  public init(capacity: Int = 20_000) { self.capacity = max(capacity, Self.minCapacity) }
}

extension HourCounts {
  /// The buckets that hold comments, earliest first.
  ///
  /// - Complexity: O(*n* log *n*) in the buckets.
  public var buckets: [Bucket] {
    counts.sorted { $0.key < $1.key }.map { entry in
      let (start, isTooEarly) = entry.key.multipliedReportingOverflow(by: width)
      return Bucket(
        start: isTooEarly ? .min : start,
        comments: entry.value.comments,
        flagged: entry.value.flagged,
        held: entry.value.held,
        removed: entry.value.removed
      )
    }
  }

  /// Whether nothing was counted.
  public var isEmpty: Bool { counts.isEmpty }

  /// Counts a comment written at `time`, in Unix seconds.
  ///
  /// - Complexity: O(1), amortized.
  public mutating func count(_ time: Int64, _ action: Action) {
    var one = Count()
    one.count(action)
    add(Self.quotient(time, width), one)
  }

  /// Adds a bucket of the present width or a finer one, as when a summary is read back.
  public mutating func add(_ bucket: Bucket, width: Int64) {
    widen(to: width)
    var count = Count()
    count.comments = bucket.comments
    count.flagged = bucket.flagged
    count.held = bucket.held
    count.removed = bucket.removed
    add(Self.quotient(bucket.start, self.width), count)
  }

  /// Adds the counts of another part. Of two capacities the smaller one stays.
  ///
  /// - Complexity: O(*n*) in the buckets.
  public mutating func merge(_ other: HourCounts) {
    capacity = min(capacity, other.capacity)
    widen(to: other.width)
    fit()
    // Buckets may widen on the way.
    for (index, count) in other.counts { add(Self.quotient(index, width / other.width), count) }
  }

  private mutating func add(_ index: Int64, _ count: Count) {
    // Widening on the way renumbers the buckets; this one is added before.
    counts[index, default: Count()].add(count)
    fit()
  }

  /// Widens until the buckets fit.
  private mutating func fit() {
    while counts.count > capacity { guard widen() else { return } }
  }

  /// Widens until a bucket is at least `target` seconds wide.
  private mutating func widen(to target: Int64) {
    while width < target { guard widen() else { return } }
  }

  private mutating func widen() -> Bool {
    var reached: Int64 = 3_600
    for factor in Self.factors {
      if reached == width {
        width *= factor
        var wider: [Int64: Count] = [:]
        for (index, count) in counts {
          wider[Self.quotient(index, factor), default: Count()].add(count)
        }
        counts = wider
        return true
      }
      reached *= factor
    }
    return false
  }

  /// Division that rounds down, also below zero.
  private static func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension HourCounts: Codable {
  private enum CodingKeys: String, CodingKey { case capacity, width, counts }

  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` if the capacity is below 16, the width is none of an hour, a day, 30 days and so
  ///   on, there are more buckets than the capacity allows, or a count is negative or beyond 2⁵³.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      capacity: try fields.decode(Int.self, forKey: .capacity, in: Self.minCapacity...Int.max)
    )
    width = try fields.decode(Int64.self, forKey: .width)
    counts = try fields.decode([Int64: Count].self, forKey: .counts)
    let isWidth = Self.widths.contains(width)
    guard isWidth, counts.count <= capacity, counts.values.allSatisfy(\.isSound) else {
      throw DecodingError.dataCorruptedError(
        forKey: isWidth ? .counts : .width,
        in: fields,
        debugDescription: isWidth
          ? "more buckets than the capacity allows, or numbers that are no counts"
          : "no width of a bucket"
      )
    }
  }

  /// Writes the buckets in order: the same counts give the same bytes.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(capacity, forKey: .capacity)
    try fields.encode(width, forKey: .width)
    // As a dictionary is written whose keys are no names: each behind its key.
    var list = fields.nestedUnkeyedContainer(forKey: .counts)
    for (index, count) in counts.sorted(by: { $0.key < $1.key }) {
      try list.encode(index)
      try list.encode(count)
    }
  }

  /// The widths that buckets may have, in seconds.
  private static var widths: [Int64] {
    factors.reduce(into: [3_600]) { $0.append($0[$0.count - 1] * $1) }
  }
}
