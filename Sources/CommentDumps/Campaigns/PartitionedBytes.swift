// SPDX-License-Identifier: Apache-2.0

/// Records of a fixed size in numbered partitions: in memory while there is room, then in files.
struct PartitionedBytes {
  /// The number of partitions, and of files that may be open.
  static let count = 64

  private let recordBytes: Int
  private let maxMemoryBytes: Int
  private let folder: String
  private var buffers = [[UInt8]](repeating: [], count: count)
  private var bufferedBytes = 0
  private var files: [SpillFile] = []

  /// - Parameters:
  ///   - recordBytes: the size of a record.
  ///   - maxMemoryBytes: the most bytes that are buffered.
  ///   - folder: where files without a name are made when there are more.
  init(recordBytes: Int, maxMemoryBytes: Int, folder: String) {
    self.recordBytes = recordBytes
    self.maxMemoryBytes = max(maxMemoryBytes, Self.count * recordBytes)
    self.folder = folder
  }

  /// Appends a record that `write` appends to a buffer.
  mutating func append(toPartition partition: Int, _ write: (inout [UInt8]) -> Void) throws {
    write(&buffers[partition])
    bufferedBytes += recordBytes
    if bufferedBytes > maxMemoryBytes { try spill() }
  }

  /// Calls `body` with each record of a partition, in the order in which they were appended.
  func forEach(inPartition partition: Int, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
    if !files.isEmpty {
      var chunk: [UInt8] = []
      var position = 0
      while true {
        let more = try files[partition].block(at: &position)
        guard !more.isEmpty else { break }
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
    if files.isEmpty { for _ in 0..<Self.count { files.append(try SpillFile(in: folder)) } }
    for partition in 0..<Self.count where !buffers[partition].isEmpty {
      try files[partition].append(buffers[partition])
      buffers[partition].removeAll(keepingCapacity: true)
    }
    bufferedBytes = 0
  }
}
