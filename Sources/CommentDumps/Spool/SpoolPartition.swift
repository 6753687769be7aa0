// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments that wait together: in memory, then in a file.
///
/// Copies share the file; only one of them may append.
struct SpoolPartition {
  /// A record: the hash of its thread, and where its contents start in the bytes at hand.
  struct Record {
    var key: UInt64
    var start: Int
    var contents: Int
    var end: Int
  }

  /// About how much memory comments take once they are read back and judged with their thread, lines
  /// included. Measured with dumps of `make_dump.py` and with chains of short, long and flagged
  /// comments: see `Docs/Performance.md`.
  static func memoryBytes(comments: Int, bytes: Int) -> Int { 500 * comments + 10 * bytes }

  private var buffer: [UInt8] = []
  private var file: SpillFile?
  /// The bytes that went into the file, before they were packed.
  private var spilledBytes = 0
  /// The comments that wait.
  private(set) var count = 0

  /// The bytes that wait.
  var byteCount: Int { buffer.count + spilledBytes }

  /// Where its part of the file ends; 0 if there is none.
  var fileEnd: Int { file?.end ?? 0 }

  /// About how much memory its comments take when they are judged.
  var memoryBytes: Int { Self.memoryBytes(comments: count, bytes: byteCount) }

  /// Appends a comment, and says by how many bytes the buffer grew.
  mutating func append(_ comment: Comment, key: UInt64, ordinal: Int) -> Int {
    let before = buffer.count
    append(key)
    CommentCodec.append(comment, ordinal: ordinal, to: &buffer)
    count += 1
    return buffer.count - before
  }

  /// Appends a copy of a record of another partition, and says by how many bytes the buffer grew.
  mutating func append(copyOf record: Record, in bytes: [UInt8], key: UInt64) -> Int {
    append(key)
    buffer += bytes[record.start..<record.end]
    count += 1
    return 8 + record.end - record.start
  }

  /// Makes an empty partition.
  init() {}

  /// Opens what an earlier run kept: `count` comments of `byteCount` bytes.
  init(path: String, fileEnd: Int, byteCount: Int, count: Int) throws(DumpError) {
    file = try SpillFile(path: path, end: fileEnd)
    spilledBytes = byteCount
    self.count = count
  }

  /// Moves what is in memory into the file, which has no name unless `path` gives it one.
  mutating func spill(in folder: String, path: String? = nil) throws(DumpError) {
    guard !buffer.isEmpty else { return }
    let target: SpillFile
    if let file {
      target = file
    } else if let path {
      target = try SpillFile(path: path, end: 0)
    } else {
      target = try SpillFile(in: folder)
    }
    try target.append(buffer)
    file = target
    spilledBytes += buffer.count
    buffer = []
  }

  /// Waits until the file is on the disk.
  func synchronize() throws(DumpError) { try file?.synchronize() }

  /// Calls `body` with each record, in the order in which they were appended.
  func forEach(_ body: (_ bytes: [UInt8], _ record: Record) throws -> Void) throws {
    if let file {
      var chunk: [UInt8] = []
      var position = 0
      while true {
        let more = try file.block(at: &position)
        guard !more.isEmpty else { break }
        chunk += more
        let used = try Self.forEach(in: chunk, body)
        chunk.removeSubrange(..<used)
      }
      precondition(chunk.isEmpty, "a file of comments ends with a whole one")
    }
    _ = try Self.forEach(in: buffer, body)
  }

  /// Calls `body` with each whole record, and says how many bytes they took.
  private static func forEach(
    in bytes: [UInt8],
    _ body: (_ bytes: [UInt8], _ record: Record) throws -> Void
  ) rethrows -> Int {
    var start = 0
    while start + 8 < bytes.count, let extent = CommentCodec.extent(in: bytes, at: start + 8),
      extent.end <= bytes.count
    {
      var key: UInt64 = 0
      for index in 0..<8 { key |= UInt64(bytes[start + index]) << UInt64(8 * index) }
      try body(
        bytes,
        Record(key: key, start: start + 8, contents: extent.contents, end: extent.end)
      )
      start = extent.end
    }
    return start
  }

  private mutating func append(_ key: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      buffer.append(UInt8(truncatingIfNeeded: key >> shift))
    }
  }
}
