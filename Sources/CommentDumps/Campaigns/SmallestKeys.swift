// SPDX-License-Identifier: Apache-2.0

/// Values by hash, of which at most so many are kept: those with the smallest hashes, so that which they are does
/// not depend on the order in which they came.
struct SmallestKeys<Value> {
  private struct Entry {
    var value: Value
    /// How often the key came.
    var count: Int
  }

  private let capacity: Int
  private var entries: [UInt64: Entry] = [:]
  /// Keys from here on are too many; `nil` while none are.
  private var end: UInt64?
  private var dropped = 0

  /// - Parameter capacity: the most keys in the end; a quarter more are held on the way.
  init(capacity: Int) { self.capacity = max(capacity, 1) }

  /// Changes the value of a key that is kept.
  ///
  /// - Complexity: amortized O(1).
  mutating func update(
    _ key: UInt64,
    default first: @autoclosure () -> Value,
    _ body: (inout Value) -> Void
  ) {
    if let end, key >= end {
      dropped += 1
      return
    }
    func change(_ entry: inout Entry) {
      entry.count += 1
      body(&entry.value)
    }
    change(&entries[key, default: Entry(value: first(), count: 0)])
    if entries.count >= capacity + max(capacity / 4, 1) { cut() }
  }

  private mutating func cut() {
    guard entries.count > capacity else { return }
    let end = entries.keys.sorted()[capacity]
    self.end = end
    for (key, entry) in entries where key >= end {
      dropped += entry.count
      entries[key] = nil
    }
  }

  /// What is kept, by key, and how many of those that came belong to no key that is.
  ///
  /// - Complexity: O(*k* log *k*) for *k* keys.
  consuming func finished() -> (values: [(key: UInt64, value: Value)], dropped: Int) {
    cut()
    let values = entries.map { (key: $0.key, value: $0.value.value) }.sorted { $0.key < $1.key }
    return (values, dropped)
  }
}
