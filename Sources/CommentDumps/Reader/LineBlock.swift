// SPDX-License-Identifier: Apache-2.0

/// Whole lines of a dump that were cut but not read: see ``DumpReader/nextBlock(size:spare:)``.
///
/// Sendable.
public struct LineBlock: Sendable {
  /// The lines and whatever stands around them; also memory for ``DumpReader/nextBlock(size:spare:)``
  /// once the block is done with.
  public internal(set) var bytes: [UInt8]
  /// Where the lines stand in ``bytes``.
  var range: Range<Int>
  /// Where ``bytes`` begin in the input.
  var base: Int
  /// Whether there was a line that is too long to be held, in place of lines.
  var isTooLong: Bool

  /// Bytes of the lines.
  public var byteCount: Int { range.count }

  /// Makes room for loads behind the lines.
  mutating func pad() {
    let missing = range.upperBound + LineLayout.padding - bytes.count
    if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
  }
}
