// SPDX-License-Identifier: Apache-2.0

/// A set of byte values, as 256 bits.
struct ByteSet: Sendable, Hashable {
  private var words = SIMD4<UInt64>()

  /// Creates an empty set.
  init() {}

  /// A byte and, if it is an ASCII letter, its other case.
  ///
  /// The library does not tell whether a single byte is meant in one case or both, so both are
  /// taken. In UTF mode it never means two cases of a byte above 0x7F.
  init(bothCasesOf byte: UInt8) {
    insert(byte)
    if (0x61...0x7A).contains(byte | 0x20) { insert(byte ^ 0x20) }
  }

  /// The values that occur in `bytes`.
  init(of bytes: UnsafeBufferPointer<UInt8>) {
    // Four locals: a subscripted vector in the loop is stored and loaded at every byte.
    var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for index in 0..<bytes.count {
      // Sound: `index` is below the count, and the caller holds the buffer during the call.
      let byte = unsafe bytes[index]
      let bit: UInt64 = 1 &<< UInt64(byte)
      switch byte >> 6 {
      case 0: a |= bit
      case 1: b |= bit
      case 2: c |= bit
      default: d |= bit
      }
    }
    words = SIMD4(a, b, c, d)
  }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 &<< UInt64(byte)) != 0 }

  @inline(__always)
  func isDisjoint(with other: Self) -> Bool { (words & other.words) == SIMD4() }
}
