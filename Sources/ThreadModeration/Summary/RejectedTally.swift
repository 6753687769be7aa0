// SPDX-License-Identifier: Apache-2.0

/// What could not be read: how many records, and the first of them by input and line.
///
/// Up to ``capacity`` records are named. A file that is something else altogether, of which no line can
/// be read, then costs no more memory than that, and its count stays exact. What is kept depends only on
/// what was rejected, never on the order: merging is associative and commutative.
public struct RejectedTally: Sendable {
  /// The most records that are named.
  public private(set) var capacity: Int
  /// All records that could not be read.
  public private(set) var count = 0
  /// Those that came in their order, and those that came too late for it: they are sorted together once
  /// there are as many of them.
  private var inOrder: [Summary.Rejected] = []
  private var late: [Summary.Rejected] = []

  /// Makes an empty tally.
  ///
  /// - Parameter capacity: The most records that are named, at least 1; less counts as 1.
  public init(capacity: Int = 100_000) { self.capacity = max(capacity, 1) }

  /// The first of them, in order of input and line.
  ///
  /// - Complexity: O(1) if they came in that order, else O(*n* log *n*) in those that are named.
  public var records: [Summary.Rejected] {
    late.isEmpty ? inOrder : first(of: inOrder + late)
  }

  /// Adds a record.
  ///
  /// - Complexity: O(1) for records that come in order, else O(log *n*) in those that are named; amortized.
  public mutating func add(_ record: Summary.Rejected) {
    count += 1
    guard let last = inOrder.last, record < last else {
      if inOrder.count < capacity { inOrder.append(record) }
      return
    }
    late.append(record)
    if late.count > inOrder.count { settle() }
  }

  private mutating func settle() {
    inOrder = records
    late = []
  }

  private func first(of records: [Summary.Rejected]) -> [Summary.Rejected] {
    Array(records.sorted().prefix(capacity))
  }

  /// Says that there were more than are named, as when a summary is read back.
  public mutating func raise(toCount newCount: Int) { count = max(count, newCount) }

  /// Adds the records of another part. Of two capacities the smaller one stays.
  ///
  /// - Complexity: O(*n* log *n*) in those that are named.
  public mutating func merge(_ other: RejectedTally) {
    capacity = min(capacity, other.capacity)
    count += other.count
    inOrder = first(of: inOrder + late + other.inOrder + other.late)
    late = []
  }
}

extension RejectedTally: Equatable {
  /// Whether the same records are named, and as many counted.
  public static func == (a: RejectedTally, b: RejectedTally) -> Bool {
    a.capacity == b.capacity && a.count == b.count && a.records == b.records
  }
}

extension RejectedTally: Codable {
  private enum CodingKeys: String, CodingKey { case capacity, count, records }

  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` if the capacity is below 1, or more records are named than it or the count allow.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(capacity: try fields.decode(Int.self, forKey: .capacity, in: 1...Int.max))
    inOrder = try fields.decode([Summary.Rejected].self, forKey: .records).sorted()
    count = try fields.decode(Int.self, forKey: .count, in: 0...StoredState.maxCount)
    guard inOrder.count <= min(capacity, count) else {
      throw DecodingError.dataCorruptedError(
        forKey: .records,
        in: fields,
        debugDescription: "more records than were counted, or than are named"
      )
    }
  }

  /// Writes the records in their order, in whatever order they came.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(capacity, forKey: .capacity)
    try fields.encode(count, forKey: .count)
    try fields.encode(records, forKey: .records)
  }
}
