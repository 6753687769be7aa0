// SPDX-License-Identifier: Apache-2.0

/// A few words of ours, asked for by their ``StableHash``: most words are in none, and need one look at a few bits.
struct WordSet: Sendable {
  private var index = HashIndex(filtersMisses: true)

  /// - Parameter words: small letters, with spaces between.
  init(_ words: String) {
    for word in words.utf8.split(separator: 0x20) { index.set(StableHash.of(word)) }
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { index.contains(hash) }
}
