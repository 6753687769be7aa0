// SPDX-License-Identifier: Apache-2.0

/// What could not be read: how many records, and the first of them by input and line.
///
/// Up to ``capacity`` records are named. A file that is something else altogether, of which no line can
/// be read, then costs no more memory than that, and its count stays exact. What is kept depends only on
/// what was rejected, never on the order: merging is associative and commutative.
public struct RejectedTally: Sendable, Codable {
  /// The most records that are named.
  public let capacity: Int
  /// All records that could not be read.
  public private(set) var count = 0
  /// Those that came in their order, and those that came too late for it: they are sorted together once
  /// there are as many of them.
  private var inOrder: [Summary.Rejected] = []
  private var late: [Summary.Rejected] = []

  /// Makes an empty tally.
  ///
  /// - Parameter capacity: The most records that are named, at least 1; tallies that are merged need
  ///   the same.
  public init(capacity: Int = 100_000) {
    precondition(capacity > 0, "at least one record is named")
    self.capacity = capacity
  }

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

  /// Adds the records of another part.
  public mutating func merge(_ other: RejectedTally) {
    precondition(capacity == other.capacity, "tallies of one capacity")
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
