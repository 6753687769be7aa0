// SPDX-License-Identifier: Apache-2.0

/// The values of one row, one behind the other in one piece of memory, which the next row uses again.
struct RowCells {
  /// All values without what stands between them.
  private var bytes: [UInt8] = []
  /// Where each value ends in `bytes`.
  private var ends: [Int] = []
}

extension RowCells {
  /// Makes cells of values that are there already.
  init(_ values: [[UInt8]]) {
    for value in values {
      append(value[...])
      endCell()
    }
  }

  /// Empties the row and keeps its memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds a byte to the value that is not ended yet.
  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Adds bytes to the value that is not ended yet.
  @inline(__always)
  mutating func append(_ part: ArraySlice<UInt8>) { bytes.append(contentsOf: part) }

  /// Ends a value; the next one begins.
  @inline(__always)
  mutating func endCell() { ends.append(bytes.count) }
}

extension RowCells: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  /// The bytes of a value.
  ///
  /// - Complexity: O(1).
  subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}

extension RowCells: Equatable {
  /// Whether two rows have the same values.
  static func == (a: RowCells, b: RowCells) -> Bool { a.ends == b.ends && a.bytes == b.bytes }
}
