// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// What one call of ``DumpReader/next(maxComments:)`` read.
///
/// Sendable.
public struct DumpBatch: Sendable {
  /// The comments, in the order of the input.
  public internal(set) var comments: [Comment] = []
  /// The line each of ``comments`` starts on, from 1; as many as there are comments.
  public internal(set) var lines: [Int] = []
  /// Records that are no comments, in the order of the input.
  public internal(set) var rejected: [RejectedRecord] = []
  /// What was mended in ``comments``, and what was passed over because it is no comment, in the order
  /// of the input.
  public internal(set) var repairs: [RepairNote] = []
  /// Bytes of the input up to the end of the batch, unpacked if it is compressed.
  public internal(set) var bytesRead = 0
  /// Bytes taken from the source so far, packed as they are there; for progress. The source is read
  /// ahead, so they may run before the batch.
  public internal(set) var sourceBytesRead = 0
  /// Records up to the end of the batch, counting all batches so far: the comments plus the
  /// rejected ones. Blank lines are none.
  public internal(set) var recordsSeen = 0

  /// Whether there is neither a comment nor a rejected record nor a note.
  public var isEmpty: Bool { comments.isEmpty && rejected.isEmpty && repairs.isEmpty }

  /// Notes that one batch holds at most, give or take those of one record: posts of a dump that has
  /// no comments must not fill memory.
  static let maxNotes = 1 << 16

  /// Whether the batch is to be returned.
  func isFull(maxRecords: Int) -> Bool {
    comments.count + rejected.count >= maxRecords || repairs.count >= Self.maxNotes
  }
}
