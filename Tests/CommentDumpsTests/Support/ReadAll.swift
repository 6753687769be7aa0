// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

@testable import CommentDumps

/// All that a reader returns for one input.
struct ReadAll {
  var format: DumpFormat
  var comments: [ThreadModeration.Comment] = []
  var lines: [Int] = []
  var rejected: [RejectedRecord] = []
  var repairs: [RepairNote] = []
  var bytesRead = 0
  var recordsSeen = 0

  init(
    _ bytes: [UInt8],
    _ options: DumpOptions = DumpOptions(),
    largestRead: Int = .max,
    maxComments: Int = 4096
  ) throws {
    let source = BytesSource(bytes, largestRead: largestRead)
    try self.init(source: source, options, maxComments: maxComments)
  }

  init(_ text: String, format: DumpFormat? = .jsonLines) throws {
    try self.init(Array(text.utf8), DumpOptions(format: format))
  }

  init(
    source: any ByteSource,
    _ options: DumpOptions = DumpOptions(),
    maxComments: Int = 4096,
    name: String = "test"
  ) throws {
    var reader = try DumpReader(source: source, name: name, options: options)
    format = reader.format
    while let batch = try reader.next(maxComments: maxComments) {
      precondition(!batch.isEmpty && batch.comments.count == batch.lines.count)
      precondition(batch.comments.count + batch.rejected.count <= maxComments)
      comments += batch.comments
      lines += batch.lines
      rejected += batch.rejected
      repairs += batch.repairs
      bytesRead = batch.bytesRead
      recordsSeen = batch.recordsSeen
    }
  }

  /// Records as the input has them.
  var records: Int { comments.count + rejected.count }

  var repairKinds: [String] { repairs.map(\.kind) }
}

/// A source that repeats bytes without holding them, and counts what was asked for.
struct RepeatedSource: ByteSource {
  var prefix: [UInt8]
  var repeated: UInt8
  var count: Int
  var suffix: [UInt8]

  mutating func read(upToCount: Int) -> [UInt8] {
    if !prefix.isEmpty {
      defer { prefix = [] }
      return prefix
    }
    if count > 0 {
      let piece = min(count, upToCount)
      count -= piece
      return [UInt8](repeating: repeated, count: piece)
    }
    defer { suffix = [] }
    return suffix
  }
}

/// A source that fails after its bytes.
struct FailingSource: ByteSource {
  struct Failure: Error {}

  var bytes: BytesSource

  mutating func read(upToCount: Int) throws -> [UInt8] {
    let piece = bytes.read(upToCount: upToCount)
    guard !piece.isEmpty else { throw Failure() }
    return piece
  }
}
