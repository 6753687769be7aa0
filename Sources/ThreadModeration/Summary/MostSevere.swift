// SPDX-License-Identifier: Apache-2.0

/// Something that can be put in order by how urgently a person should look at it.
public protocol SeverityOrdered: Sendable {
  /// Whether a person should look at this one first.
  ///
  /// A strict order of the contents alone: two that stand in neither order are the same.
  func isMoreSevere(than other: Self) -> Bool
}

/// The most severe of any number of entries, and how many there were.
///
/// What is kept depends only on what was inserted, never on the order: merging is associative and
/// commutative. Memory: at most twice ``capacity`` entries.
public struct MostSevere<Entry: SeverityOrdered>: Sendable {
  /// The most entries that are kept.
  public private(set) var capacity: Int
  /// The number of entries that were inserted.
  public private(set) var total = 0
  /// The entries that may belong to the result, in order if `isSorted`.
  private var kept: [Entry] = []
  private var isSorted = true
  /// What is not more severe than this is never kept.
  private var bound: Entry?

  /// Makes an empty collection.
  ///
  /// - Parameter capacity: The most entries that are kept, at least 0; less counts as 0.
  public init(capacity: Int) { self.capacity = max(capacity, 0) }
}

extension MostSevere {
  /// The entries, the most severe first.
  ///
  /// - Complexity: O(*k* log *k*) in ``capacity``.
  public var entries: [Entry] {
    isSorted && kept.count <= capacity ? kept : mostSevere
  }

  /// The number of entries that were inserted, or counted by ``countLeft(_:)``, and are not kept.
  public var left: Int { total - min(kept.count, capacity) }

  /// Inserts an entry.
  ///
  /// - Complexity: O(log *k*) in ``capacity``, amortized.
  public mutating func insert(_ entry: Entry) {
    total += 1
    append(entry)
  }

  /// Whether an entry could be kept: if not, ``countLeft(_:)`` is all there is to do.
  ///
  /// - Complexity: O(1).
  public func mayKeep(_ entry: Entry) -> Bool {
    guard capacity > 0 else { return false }
    guard let bound else { return true }
    return entry.isMoreSevere(than: bound)
  }

  /// An empty collection that knows what this one will not keep, for a part that is merged into it.
  public var emptyPart: MostSevere {
    var part = MostSevere(capacity: capacity)
    part.bound = bound
    return part
  }

  /// Adds the entries of another part. Of two capacities the smaller one stays.
  ///
  /// - Complexity: O(*k* log *k*) in the larger capacity.
  public mutating func merge(_ other: MostSevere) {
    if other.capacity < capacity {
      capacity = other.capacity
      settle()
    }
    total += other.total
    for entry in other.kept { append(entry) }
  }

  /// Counts entries that are known not to be among the most severe, as when a summary is read back; a
  /// negative number counts none.
  public mutating func countLeft(_ number: Int) { total += max(number, 0) }

  /// What is kept in order, up to the capacity. Places are sorted, for entries are large.
  private var mostSevere: [Entry] {
    kept.indices.sorted { kept[$0].isMoreSevere(than: kept[$1]) }.prefix(capacity).map { kept[$0] }
  }

  private mutating func append(_ entry: Entry) {
    guard mayKeep(entry) else { return }
    kept.append(entry)
    isSorted = false
    // Twice a capacity may be more than a number holds.
    if kept.count / 2 >= capacity { settle() }
  }

  private mutating func settle() {
    kept = mostSevere
    isSorted = true
    if kept.count == capacity { bound = kept.last }
  }
}

extension MostSevere: Equatable where Entry: Equatable {
  /// Whether the same entries are kept out of as many.
  public static func == (a: MostSevere, b: MostSevere) -> Bool {
    a.capacity == b.capacity && a.total == b.total && a.entries == b.entries
  }
}

private enum MostSevereKeys: String, CodingKey { case capacity, total, entries }

extension MostSevere: Encodable where Entry: Encodable {
  /// Writes the entries that are kept.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: MostSevereKeys.self)
    try fields.encode(capacity, forKey: .capacity)
    try fields.encode(total, forKey: .total)
    try fields.encode(entries, forKey: .entries)
  }
}

extension MostSevere: Decodable where Entry: Decodable {
  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` if the capacity is negative, there are more entries than the capacity or the
  ///   total allow, or the total is beyond 2⁵³.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: MostSevereKeys.self)
    self.init(capacity: try fields.decode(Int.self, forKey: .capacity, in: 0...Int.max))
    for entry in try fields.decode([Entry].self, forKey: .entries) { insert(entry) }
    let written = try fields.decode(Int.self, forKey: .total, in: 0...StoredState.maxCount)
    guard written >= total, total <= capacity else {
      throw DecodingError.dataCorruptedError(
        forKey: .total,
        in: fields,
        debugDescription: "more entries than were counted"
      )
    }
    countLeft(written - total)
  }
}
