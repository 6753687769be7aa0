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

  /// Appends the next bytes to `bytes`, at least one and at most `count`, and says how many; 0 means the
  /// end.
  ///
  /// There is an implementation that asks ``read(upToCount:)``; one of your own can save a copy.
  ///
  /// - Parameters:
  ///   - count: At least 1.
  ///   - bytes: What they are appended to.
  /// - Throws: As ``read(upToCount:)``.
  mutating func read(upToCount count: Int, appendingTo bytes: inout [UInt8]) throws -> Int
}

extension ByteSource {
  /// Appends what ``read(upToCount:)`` returns.
  public mutating func read(
    upToCount count: Int,
    appendingTo bytes: inout [UInt8]
  ) throws -> Int {
    let piece = try read(upToCount: count)
    bytes += piece
    return piece.count
  }
}
