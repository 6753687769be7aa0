// SPDX-License-Identifier: Apache-2.0

/// Records of a fixed size in numbered partitions: in memory while there is room, then in a file of which
/// each partition knows its pieces.
struct PartitionedBytes {
  /// The number of partitions.
  static let count = 64

  private let recordBytes: Int
  private let maxMemoryBytes: Int
  private let folder: String
  private var buffers = [[UInt8]](repeating: [], count: count)
  private var counts = [Int](repeating: 0, count: count)
  private var bufferedBytes = 0
  private var file: SpillFile?
  private var pieces = [[Range<Int>]](repeating: [], count: count)

  /// - Parameters:
  ///   - recordBytes: the size of a record.
  ///   - maxMemoryBytes: the most bytes that are buffered.
  ///   - folder: where a file without a name is made when there are more.
  init(recordBytes: Int, maxMemoryBytes: Int, folder: String) {
    self.recordBytes = recordBytes
    self.maxMemoryBytes = max(maxMemoryBytes, Self.count * recordBytes)
    self.folder = folder
  }

  /// Appends a record that `write` appends to a buffer.
  mutating func append(toPartition partition: Int, _ write: (inout [UInt8]) -> Void) throws {
    write(&buffers[partition])
    counts[partition] += 1
    bufferedBytes += recordBytes
    if bufferedBytes > maxMemoryBytes { try spill() }
  }

  /// The bytes of a partition's records.
  func byteCount(ofPartition partition: Int) -> Int { counts[partition] * recordBytes }

  /// Calls `body` with each record of a partition, in the order in which they were appended.
  func forEach(inPartition partition: Int, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
    var chunk: [UInt8] = []
    for piece in pieces[partition] {
      var position = piece.lowerBound
      while position < piece.upperBound, let more = try file?.block(at: &position), !more.isEmpty {
        chunk += more
        try Self.forEach(in: chunk, recordBytes, body)
        chunk.removeSubrange(..<(chunk.count - chunk.count % recordBytes))
      }
    }
    try Self.forEach(in: buffers[partition], recordBytes, body)
  }

  private static func forEach(
    in bytes: [UInt8],
    _ recordBytes: Int,
    _ body: (ArraySlice<UInt8>) throws -> Void
  ) rethrows {
    var start = 0
    while start + recordBytes <= bytes.count {
      try body(bytes[start..<start + recordBytes])
      start += recordBytes
    }
  }

  private mutating func spill() throws {
    let target = try file ?? SpillFile(in: folder)
    file = target
    for partition in 0..<Self.count where !buffers[partition].isEmpty {
      pieces[partition].append(try target.append(buffers[partition]))
      buffers[partition].removeAll(keepingCapacity: true)
    }
    bufferedBytes = 0
  }
}
