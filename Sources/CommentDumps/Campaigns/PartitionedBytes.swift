// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Records of a fixed size in numbered partitions: in memory while there is room, then in files.
///
/// Files have no name: they vanish with the process, however it ends.
struct PartitionedBytes {
  /// The number of partitions, and of files that may be open.
  static let count = 64

  private let recordBytes: Int
  private let maxMemoryBytes: Int
  private let folder: String
  private var buffers = [[UInt8]](repeating: [], count: count)
  private var bufferedBytes = 0
  private var files: [FileHandle] = []
  /// Records that were appended.
  private(set) var records = 0

  /// - Parameters:
  ///   - recordBytes: the size of a record.
  ///   - maxMemoryBytes: the most bytes that are buffered.
  ///   - folder: where files are made when there are more.
  init(recordBytes: Int, maxMemoryBytes: Int, folder: String) {
    self.recordBytes = recordBytes
    self.maxMemoryBytes = max(maxMemoryBytes, Self.count * recordBytes)
    self.folder = folder
  }

  /// Whether records went to files.
  var isSpilled: Bool { !files.isEmpty }

  /// Appends a record that `write` appends to a buffer.
  mutating func append(toPartition partition: Int, _ write: (inout [UInt8]) -> Void) throws {
    write(&buffers[partition])
    bufferedBytes += recordBytes
    records += 1
    if bufferedBytes > maxMemoryBytes { try spill() }
  }

  /// Calls `body` with each record of a partition, in the order in which they were appended.
  func forEach(inPartition partition: Int, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
    if isSpilled {
      let file = files[partition]
      try file.seek(toOffset: 0)
      let chunkBytes = recordBytes * max(1, (1 << 20) / recordBytes)
      while let chunk = try file.read(upToCount: chunkBytes), !chunk.isEmpty {
        try Self.forEach(in: [UInt8](chunk), recordBytes, body)
      }
      try file.seekToEnd()
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
    if files.isEmpty {
      for _ in 0..<Self.count { files.append(try Self.namelessFile(in: folder)) }
    }
    for partition in 0..<Self.count where !buffers[partition].isEmpty {
      try files[partition].write(contentsOf: Data(buffers[partition]))
      buffers[partition].removeAll(keepingCapacity: true)
    }
    bufferedBytes = 0
  }

  /// A file that is open and has no name any more.
  private static func namelessFile(in folder: String) throws -> FileHandle {
    let path = "\(folder)/moderate-campaigns-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forUpdatingAtPath: path)
    else {
      throw DumpError(
        code: .notReadable,
        input: folder,
        message: "no file can be made in this folder for what does not fit into memory"
      )
    }
    try FileManager.default.removeItem(atPath: path)
    return handle
  }
}
