// SPDX-License-Identifier: Apache-2.0

/// Patterns whose literals are those of texts without some ASCII bytes, by these bytes.
struct ByteExceptions: Sendable {
  /// For each byte of a folded text a bit for each set of bytes that it is in.
  private(set) var table = [UInt64](repeating: 0, count: 256)
  /// The bits in use.
  private(set) var bits: UInt64 = 0
  /// By bit the patterns that are tried on every text with such a byte.
  private(set) var patterns: [[UInt32]] = []
  private var sets: [ByteMask: Int] = [:]

  var isEmpty: Bool { bits == 0 }

  /// Adds a pattern.
  ///
  /// - Parameter bytes: No letters; if there are none, there is no exception to be kept.
  /// - Returns: `false` if there are too many sets of bytes.
  mutating func add(_ pattern: UInt32, _ bytes: ByteMask) -> Bool {
    guard bytes.low | bytes.high != 0 else { return true }
    if let number = sets[bytes] {
      patterns[number].append(pattern)
      return true
    }
    let number = patterns.count
    guard number < 64 else { return false }
    sets[bytes] = number
    patterns.append([pattern])
    bits |= 1 << UInt64(number)
    for member in bytes.members { table[Int(member)] |= 1 << UInt64(number) }
    return true
  }
}
