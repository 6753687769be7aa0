// SPDX-License-Identifier: Apache-2.0

/// Numbers by the 64-bit hash of a word: for tables that are asked more often than they are filled, mostly for
/// every word of every comment.
///
/// Open addressing with linear probing, at most half full. The hashes have to be well mixed
/// (``StableHash``): their last bits are the place. A `Dictionary` would hash the hash once more, for
/// every word. What others choose the words of has to be mixed with a number that they do not know before.
struct HashIndex: Sendable {
  private struct Slot {
    var hash: UInt64
    /// The number, or −1 in an empty slot.
    var number: Int32
  }

  private var slots = [Slot](repeating: Slot(hash: 0, number: -1), count: 16)
  private var mask = 15
  private(set) var count = 0
  /// A bit for each hash, by its first bits: eight bits a slot. Empty where nothing is filtered.
  private var filter: [UInt64] = []

  /// - Parameter filtersMisses: Whether most hashes that are asked for are not in the table: then a
  ///   small set of bits says so for nearly all of them, which stays in the cache where the table does
  ///   not.
  init(filtersMisses: Bool = false) {
    if filtersMisses { filter = [UInt64](repeating: 0, count: 2) }
  }

  /// The number that was given to a hash.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  func number(of hash: UInt64) -> Int32? {
    if !filter.isEmpty {
      let bit = hash >> 32
      let word = Int(truncatingIfNeeded: bit >> 6) & (filter.count - 1)
      if filter[word] & 1 << (bit & 63) == 0 { return nil }
    }
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[place]
      if slot.number < 0 { return nil }
      if slot.hash == hash { return slot.number }
      place = (place + 1) & mask
    }
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { number(of: hash) != nil }

  /// Gives a hash a number, 0 or more, in place of the one it had.
  ///
  /// - Complexity: amortized O(1).
  mutating func set(_ hash: UInt64, _ number: Int32 = 0) {
    precondition(number >= 0, "numbers begin with 0")
    if 2 * count >= slots.count { grow() }
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place].number >= 0, slots[place].hash != hash { place = (place + 1) & mask }
    if slots[place].number < 0 { count += 1 }
    slots[place] = Slot(hash: hash, number: number)
    addToFilter(hash)
  }

  private mutating func addToFilter(_ hash: UInt64) {
    guard !filter.isEmpty else { return }
    let bit = hash >> 32
    filter[Int(truncatingIfNeeded: bit >> 6) & (filter.count - 1)] |= 1 << (bit & 63)
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(hash: 0, number: -1), count: old.count * 2)
    mask = slots.count - 1
    if !filter.isEmpty { filter = [UInt64](repeating: 0, count: slots.count / 8) }
    for slot in old where slot.number >= 0 {
      var place = Int(truncatingIfNeeded: slot.hash) & mask
      while slots[place].number >= 0 { place = (place + 1) & mask }
      slots[place] = slot
      addToFilter(slot.hash)
    }
  }
}
