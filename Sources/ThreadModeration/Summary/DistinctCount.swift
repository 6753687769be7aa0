// SPDX-License-Identifier: Apache-2.0

/// The number of distinct keys, by 64-bit hashes that are the same in every run.
///
/// Exact up to the capacity, but for equal hashes: two keys out of *n* share one with a probability
/// of about *n*² / 2⁶⁵. Beyond it only hashes that begin with ``level`` zero bits are kept, and
/// ``estimate`` is their number times 2^level, with a standard error of about 1.2 / √capacity (0.12 %
/// by default). Merging is associative and commutative.
///
/// Source: adaptive sampling, Flajolet, *On adaptive sampling*, Computing 43 (1990).
public struct DistinctCount: Sendable, Equatable {
  /// The most hashes that are kept: 2²⁰ by default, at most 16 MiB.
  public private(set) var capacity: Int
  /// How many zero bits a kept hash begins with; 0 when all are kept.
  public private(set) var level = 0
  private var hashes = HashSet()

  /// Makes an empty count.
  ///
  /// - Parameter capacity: The most hashes that are kept, at least 1; less counts as 1.
  public init(capacity: Int = 1 << 20) { self.capacity = max(capacity, 1) }

  /// Reads back what ``level`` and ``sortedHashes`` said.
  public init(level: Int, hashes: some Sequence<UInt64>, capacity: Int = 1 << 20) {
    self.init(capacity: capacity)
    self.level = min(max(level, 0), 64)
    for hash in hashes { insert(hash: hash) }
  }
}

extension DistinctCount {
  /// Whether ``estimate`` is one, and not the exact number.
  public var isEstimate: Bool { level > 0 }

  /// The number of distinct keys.
  public var estimate: Int { hashes.count << min(level, 40) }

  /// The kept hashes, smallest first.
  public var sortedHashes: [UInt64] { hashes.elements.sorted() }

  /// Counts a key.
  ///
  /// - Complexity: O(*k*) in the key's bytes, amortized.
  public mutating func insert(_ key: some Sequence<UInt8>) { insert(hash: StableHash.of(key)) }

  /// Adds the keys of another part. Of two capacities the smaller one stays.
  ///
  /// - Complexity: O(*n*) in the hashes that are kept.
  public mutating func merge(_ other: DistinctCount) {
    capacity = min(capacity, other.capacity)
    if other.level > level { raise(toLevel: other.level) }
    let others = other.hashes.elements.filter { $0.leadingZeroBitCount >= level }
    shrink()
    hashes.reserve(min(hashes.count + others.count - 1, capacity) + 1)
    for hash in others { insert(hash: hash) }
  }

  /// Counts a key by a hash that spreads well over all 64 bits.
  public mutating func insert(hash: UInt64) {
    guard hash.leadingZeroBitCount >= level else { return }
    hashes.insert(hash)
    shrink()
  }

  @inline(__always)
  private mutating func shrink() {
    while hashes.count > capacity { raise(toLevel: level + 1) }
  }

  private mutating func raise(toLevel newLevel: Int) {
    level = newLevel
    hashes = HashSet(hashes.elements.filter { $0.leadingZeroBitCount >= newLevel })
  }
}

extension DistinctCount: Codable {
  private enum CodingKeys: String, CodingKey { case capacity, level, hashes }

  /// Reads back what was written.
  ///
  /// - Throws: `DecodingError` if the capacity is below 1, the level is not in 0…64, or there are more hashes
  ///   than the capacity allows or some that do not belong to the level.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(capacity: try fields.decode(Int.self, forKey: .capacity, in: 1...Int.max))
    level = try fields.decode(Int.self, forKey: .level, in: 0...64)
    hashes = try fields.decode(HashSet.self, forKey: .hashes)
    let level = level
    guard hashes.count <= capacity, hashes.elements.allSatisfy({ $0.leadingZeroBitCount >= level })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .hashes,
        in: fields,
        debugDescription: "more hashes than the capacity allows, or others than are kept"
      )
    }
  }
}
