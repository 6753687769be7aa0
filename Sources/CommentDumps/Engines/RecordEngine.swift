// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads the records of one kind of format, piece by piece.
protocol RecordEngine {
  /// Bytes of the unpacked input up to the last record.
  var byteOffset: Int { get }
  /// The line of the input that was reached, from 1.
  var line: Int { get }

  /// Adds at most `maxRecords` records to `batch`, and notes; nothing at the end of the input.
  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws

  /// What the lines of a block are read with; `nil` if the records are not single lines.
  var blockReader: LineBlockReader? { get }
  /// The next lines, not read yet; `nil` at the end of the input.
  mutating func nextBlock(size: Int, spare: inout [UInt8]) throws -> LineBlock?
}

extension RecordEngine {
  var blockReader: LineBlockReader? { nil }

  mutating func nextBlock(size: Int, spare: inout [UInt8]) throws -> LineBlock? {
    preconditionFailure("only inputs of lines come in blocks")
  }
}

/// Records that were read and not yet returned, in the order of the input.
struct RecordQueue {
  private enum Item {
    case comment(Comment, line: Int)
    case rejected(RejectedRecord)
    case note(RepairNote)
    /// What was returned.
    case nothing
  }

  /// About what an item takes beside a comment's texts.
  private static let itemBytes = 512

  private var items: [Item] = []
  private var taken = 0
  /// About how much memory was taken since the queue was empty.
  private(set) var byteCount = 0

  var isEmpty: Bool { taken == items.count }

  mutating func add(_ comment: Comment, line: Int) {
    byteCount += comment.body.utf8.count + comment.id.utf8.count
    byteCount += Self.bytes(comment.thread) + Self.bytes(comment.parent) + Self.bytes(comment.url)
    byteCount += Self.bytes(comment.author) + Self.bytes(comment.authorID)
    byteCount += Self.bytes(comment.title) + Self.bytes(comment.lang)
    append(.comment(comment, line: line))
  }

  private static func bytes(_ text: String?) -> Int { text?.utf8.count ?? 0 }

  private mutating func append(_ item: Item) {
    byteCount += Self.itemBytes
    items.append(item)
  }

  /// Changes the comments that were not returned yet.
  mutating func forEachComment(_ change: (inout Comment) -> Void) {
    for index in taken..<items.count {
      guard case .comment(var comment, let line) = items[index] else { continue }
      change(&comment)
      items[index] = .comment(comment, line: line)
    }
  }

  mutating func reject(_ record: RejectedRecord) { append(.rejected(record)) }

  mutating func note(_ note: RepairNote) { append(.note(note)) }

  /// Moves records into `batch` until it holds `maxRecords`, and the notes that go with them.
  mutating func drain(into batch: inout DumpBatch, maxRecords: Int) {
    var room = maxRecords - batch.comments.count - batch.rejected.count
    while taken < items.count {
      if case .note = items[taken] {
        guard batch.repairs.count < DumpBatch.maxNotes else { return }
      } else {
        guard room > 0 else { return }
        room -= 1
      }
      // Moved, not copied: a comment is some ten texts, each with its own count of users.
      var item = Item.nothing
      swap(&items[taken], &item)
      switch consume item {
      case .note(let note): batch.repairs.append(note)
      case .comment(let comment, let line):
        batch.comments.append(comment)
        batch.lines.append(line)
      case .rejected(let record): batch.rejected.append(record)
      case .nothing: break
      }
      taken += 1
    }
    // After many comments that waited, their room is given back.
    items.removeAll(keepingCapacity: items.count < 1 << 16)
    taken = 0
    byteCount = 0
  }
}
