// SPDX-License-Identifier: Apache-2.0

/// Counts of comments by a key of which there may be any number, such as a domain or an author.
///
/// Up to ``capacity`` keys are all kept, with exact counts. When there are more, only keys whose hash
/// begins with ``level`` zero bits are kept: about one key in 2^level, chosen by the hash and so the
/// same ones in every run. The counts of kept keys stay exact, and the result depends only on what
/// was counted, never on the order: merging is associative and commutative.
///
/// Source: adaptive sampling, Flajolet, *On adaptive sampling*, Computing 43 (1990), with counts.
public struct KeyTally: Sendable, Equatable {
  /// How many comments had one key, and what was decided about them.
  public struct Count: Sendable, Hashable, Codable {
    /// Comments with the key.
    public var comments = 0
    /// Those with an action above ``Action/allow``.
    public var flagged = 0
    /// Those held.
    public var held = 0
    /// Those removed.
    public var removed = 0

    /// Counts nothing.
    public init() {}

    /// Whether the numbers can be counts, and are far from overflowing.
    var isSound: Bool {
      [comments, flagged, held, removed].allSatisfy { 0...StoredState.maxCount ~= $0 }
    }

    /// Counts one comment with its action.
    public mutating func count(_ action: Action) {
      comments += 1
      if action > .allow { flagged += 1 }
      if action == .hold { held += 1 }
      if action == .remove { removed += 1 }
    }

    mutating func add(_ other: Count) {
      comments += other.comments
      flagged += other.flagged
      held += other.held
      removed += other.removed
    }
  }

  /// The most keys that are kept.
  public private(set) var capacity: Int
  /// How many zero bits the hash of a kept key begins with; 0 when all keys are kept.
  public private(set) var level = 0
  /// More zero bits than a hash has.
  private static let maxLevel = 65
  /// By the key's bytes: two spellings of one text are two keys.
  private var counts = CountsByKey()

  /// Makes an empty tally.
  ///
  /// - Parameter capacity: The most keys that are kept, at least 1; less counts as 1.
  public init(capacity: Int = 65_536) { self.capacity = max(capacity, 1) }
}

extension KeyTally {
  /// Whether only a sample of the keys is kept.
  public var isSampled: Bool { level > 0 }

  /// The number of keys that are kept.
  public var count: Int { counts.count }

  /// The number of distinct keys: exact unless ``isSampled``, then an estimate with a standard error
  /// of about 1.2 / √capacity.
  public var distinctKeys: Int { counts.count << min(level, 40) }

  /// The count of a key, or `nil` if there is none or it is not in the sample.
  public subscript(key: String) -> Count? { counts[Array(key.utf8)[...]] }

  /// Counts one comment.
  ///
  /// - Complexity: O(*k*) in the key's bytes, amortized.
  public mutating func count(_ key: some Sequence<UInt8>, _ action: Action) {
    count(Array(key)[...], action)
  }

  /// The same for bytes that stand in an array.
  public mutating func count(_ key: ArraySlice<UInt8>, _ action: Action) {
    var entry = Count()
    entry.count(action)
    add(key, entry)
  }

  /// Adds what was counted before, as when a summary is read back.
  public mutating func add(_ key: String, _ count: Count) { add(Array(key.utf8)[...], count) }

  /// Says that keys were left out below a level, as when a summary is read back.
  ///
  /// - Parameter newLevel: The level, 0 to 65; a higher one counts as 65, at which no key is kept.
  public mutating func raise(toLevel newLevel: Int) {
    guard newLevel > level else { return }
    level = min(newLevel, Self.maxLevel)
    counts.filter(isKept)
  }

  /// The same counts under other keys, as when names are replaced; keys that become one are added up.
  ///
  /// A sample stays the sample of the old keys: the result must not be merged with others that are
  /// sampled.
  public func mapKeys(_ transform: (String) -> String) -> KeyTally {
    var result = KeyTally(capacity: capacity)
    for (key, count) in counts.all {
      let name = transform(String(decoding: key, as: UTF8.self))
      result.counts.add(Array(name.utf8)[...], count)
    }
    result.level = level
    return result
  }

  /// Adds the counts of another part. Of two capacities the smaller one stays.
  ///
  /// - Complexity: O(*n*) in the keys that are kept.
  public mutating func merge(_ other: KeyTally) {
    capacity = min(capacity, other.capacity)
    raise(toLevel: other.level)
    shrink()
    for (key, count) in other.counts.all { add(key, count) }
  }

  /// The keys with the most flagged comments; then those with the most comments, then by bytes.
  ///
  /// - Parameter limit: The most keys that are returned; none below 1.
  /// - Complexity: O(*n* log *n*) in the keys that are kept.
  public func top(_ limit: Int = .max) -> [(key: String, count: Count)] {
    let sorted = counts.all.sorted { a, b in
      if a.count.flagged != b.count.flagged { return a.count.flagged > b.count.flagged }
      if a.count.comments != b.count.comments { return a.count.comments > b.count.comments }
      return a.key.lexicographicallyPrecedes(b.key)
    }
    return sorted.prefix(max(limit, 0)).map { (String(decoding: $0.key, as: UTF8.self), $0.count) }
  }

  private func isKept(_ key: ArraySlice<UInt8>) -> Bool {
    StableHash.of(key).leadingZeroBitCount >= level
  }

  private mutating func add(_ key: ArraySlice<UInt8>, _ count: Count) {
    guard level == 0 || isKept(key) else { return }
    counts.add(key, count)
    shrink()
  }

  private mutating func shrink() {
    while counts.count > capacity { raise(toLevel: level + 1) }
  }
}

extension KeyTally: Codable {
  private enum CodingKeys: String, CodingKey { case capacity, level, counts }

  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` if the capacity is below 1, the level is not in 0…65, there are more keys than
  ///   the capacity allows, a key comes twice, or a count is negative or beyond 2⁵³.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(capacity: try fields.decode(Int.self, forKey: .capacity, in: 1...Int.max))
    level = try fields.decode(Int.self, forKey: .level, in: 0...Self.maxLevel)
    counts = try fields.decode(CountsByKey.self, forKey: .counts)
    guard counts.count <= capacity else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts,
        in: fields,
        debugDescription: "more keys than the capacity allows"
      )
    }
  }
}
