// SPDX-License-Identifier: Apache-2.0

/// A 64-bit hash of bytes that is the same on every machine and in every run, unlike `Hasher`.
///
/// FNV-1a with the finalizer of MurmurHash3. Not for defence: whoever chooses the bytes can make
/// collisions, so it only counts and compares, and never decides where a comment goes.
///
/// Source: draft-eastlake-fnv-17; Appleby, `MurmurHash3.cpp` (public domain).
enum StableHash {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = start
    for byte in bytes { hash = step(hash, byte) }
    return mixed(hash)
  }

  /// As above, of some bytes of an array: without a slice, which would be counted as one more user of it.
  static func of(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash = start
    for index in range { hash = step(hash, bytes[index]) }
    return mixed(hash)
  }

  /// What a hash that is made byte by byte starts with; ``mixed(_:)`` ends it.
  static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// As ``step(_:_:)``, with a scalar as one step.
  @inline(__always)
  static func step(_ hash: UInt64, scalar: UInt32) -> UInt64 {
    (hash ^ UInt64(scalar)) &* 0x0000_0100_0000_01b3
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ (hash >> 33)
  }
}
