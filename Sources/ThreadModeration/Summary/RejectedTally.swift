// SPDX-License-Identifier: Apache-2.0

/// What could not be read: how many records, and the first of them by input and line.
///
/// Up to ``capacity`` records are named. A file that is something else altogether, of which no line can
/// be read, then costs no more memory than that, and its count stays exact. What is kept depends only on
/// what was rejected, never on the order: merging is associative and commutative.
public struct RejectedTally: Sendable, Equatable, Codable {
  /// The most records that are named.
  public let capacity: Int
  /// All records that could not be read.
  public private(set) var count = 0
  /// The first of them, in order of input and line.
  public private(set) var records: [Summary.Rejected] = []

  /// Makes an empty tally.
  ///
  /// - Parameter capacity: The most records that are named, at least 1; tallies that are merged need
  ///   the same.
  public init(capacity: Int = 100_000) {
    precondition(capacity > 0, "at least one record is named")
    self.capacity = capacity
  }

  /// Adds a record.
  ///
  /// - Complexity: O(1) for records that come in order, amortized; else O(*n*) in those that are named.
  public mutating func add(_ record: Summary.Rejected) {
    count += 1
    guard let last = records.last, record < last else {
      if records.count < capacity { records.append(record) }
      return
    }
    // A merge may bring records out of their order.
    records.insert(record, at: records.firstIndex { record < $0 } ?? records.endIndex)
    if records.count > capacity { records.removeLast() }
  }

  /// Says that there were more than are named, as when a summary is read back.
  public mutating func raise(toCount newCount: Int) { count = max(count, newCount) }

  /// Adds the records of another part.
  public mutating func merge(_ other: RejectedTally) {
    precondition(capacity == other.capacity, "tallies of one capacity")
    count += other.count
    records = Array((records + other.records).sorted().prefix(capacity))
  }
}
