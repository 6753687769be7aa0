// SPDX-License-Identifier: Apache-2.0

/// Where the bytes of a dump come from: pulled piece by piece, so that memory stays bounded.
///
/// Conform a type of your own to read from a decompressor or a network.
public protocol ByteSource {
  /// Returns the next bytes, at least one and at most `count`; no bytes mean the end.
  ///
  /// - Parameter count: At least 1.
  /// - Throws: ``DumpError`` with ``DumpError/Code/readFailed``, or an error of your own, which
  ///   ``DumpReader`` turns into one.
  mutating func read(upToCount count: Int) throws -> [UInt8]
}
