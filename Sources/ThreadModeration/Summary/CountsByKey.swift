// SPDX-License-Identifier: Apache-2.0

/// Counts by keys that are bytes, such as names.
///
/// A `Dictionary` of arrays wants an array for each question and hashes it byte by byte: with thirty rules that
/// was a twentieth of a scan. Here keys stand one behind the other, and places are told by `Hasher`, which is
/// seeded anew in each run: nobody can choose names that meet.
struct CountsByKey: Sendable {
  private struct Entry: Sendable {
    /// Where the key stands in `bytes`.
    var start: Int
    var length: Int
    var hash: UInt64
    var count: KeyTally.Count
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// A power of two of places, at most half of them taken: 1 more than the index of an entry, or 0.
  private var places: [UInt32] = []

  private static let fewestPlaces = 16
}

extension CountsByKey {
  /// The number of keys.
  var count: Int { entries.count }

  /// The keys and their counts, in the order in which they came.
  var all: some Sequence<(key: ArraySlice<UInt8>, count: KeyTally.Count)> {
    entries.lazy.map { (bytes[$0.start..<$0.start + $0.length], $0.count) }
  }

  /// The count of a key; `nil` if there is none.
  ///
  /// - Complexity: O(*k*) in its bytes, expected.
  subscript(key: ArraySlice<UInt8>) -> KeyTally.Count? {
    guard !places.isEmpty else { return nil }
    let number = places[place(of: key, Self.hash(key))]
    return number == 0 ? nil : entries[Int(number) - 1].count
  }

  /// Adds to the count of a key.
  ///
  /// - Complexity: O(*k*) in its bytes, expected and amortized.
  mutating func add(_ key: ArraySlice<UInt8>, _ count: KeyTally.Count) {
    if 2 * entries.count >= places.count { grow() }
    let hash = Self.hash(key)
    let place = place(of: key, hash)
    let number = Int(places[place])
    guard number == 0 else {
      entries[number - 1].count.add(count)
      return
    }
    entries.append(Entry(start: bytes.count, length: key.count, hash: hash, count: count))
    bytes.append(contentsOf: key)
    places[place] = UInt32(entries.count)
  }

  /// Keeps the keys for which `isKept` says so.
  mutating func filter(_ isKept: (ArraySlice<UInt8>) -> Bool) {
    var kept = CountsByKey()
    for (key, count) in all where isKept(key) { kept.add(key, count) }
    self = kept
  }

  /// Eight bytes at a time.
  @inline(__always)
  private static func hash(_ key: ArraySlice<UInt8>) -> UInt64 {
    var hasher = Hasher()
    var word: UInt64 = 0
    var filled: UInt64 = 0
    for byte in key {
      word |= UInt64(byte) << filled
      filled &+= 8
      if filled == 64 {
        hasher.combine(word)
        (word, filled) = (0, 0)
      }
    }
    // With the number of bytes in the word, so that zeros at the end count.
    hasher.combine(word | filled << 56)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  /// Where the number of a key's entry stands, or would.
  @inline(__always)
  private func place(of key: ArraySlice<UInt8>, _ hash: UInt64) -> Int {
    let last = places.count &- 1
    var place = Int(truncatingIfNeeded: hash) & last
    while places[place] != 0 {
      if isKey(of: entries[Int(places[place]) - 1], key, hash) { break }
      place = (place &+ 1) & last
    }
    return place
  }

  @inline(__always)
  private func isKey(of entry: Entry, _ key: ArraySlice<UInt8>, _ hash: UInt64) -> Bool {
    guard entry.hash == hash, entry.length == key.count else { return false }
    var index = key.startIndex
    for place in entry.start..<entry.start + entry.length {
      guard bytes[place] == key[index] else { return false }
      index += 1
    }
    return true
  }

  private mutating func grow() {
    places = [UInt32](repeating: 0, count: max(Self.fewestPlaces, 2 * places.count))
    let last = places.count - 1
    for (number, entry) in entries.enumerated() {
      var place = Int(truncatingIfNeeded: entry.hash) & last
      while places[place] != 0 { place = (place + 1) & last }
      places[place] = UInt32(number + 1)
    }
  }
}

extension CountsByKey: Equatable {
  static func == (a: CountsByKey, b: CountsByKey) -> Bool {
    a.count == b.count && a.all.allSatisfy { b[$0.key] == $0.count }
  }
}

extension CountsByKey: Codable {
  private struct Pair: Codable {
    var key: [UInt8]
    var count: KeyTally.Count
  }

  init(from decoder: any Decoder) throws {
    for pair in try [Pair](from: decoder) {
      guard pair.count.isSound, self[pair.key[...]] == nil else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: decoder.codingPath,
            debugDescription: "a key that came before, or numbers that are no counts"
          )
        )
      }
      add(pair.key[...], pair.count)
    }
  }

  func encode(to encoder: any Encoder) throws {
    try all.map { Pair(key: Array($0.key), count: $0.count) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }.encode(to: encoder)
  }
}
