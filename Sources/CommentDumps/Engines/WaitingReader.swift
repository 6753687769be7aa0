// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A format's reader that may learn from a record what an earlier one means: a story that comes behind
/// its comments, an answer in front of what it answers.
///
/// While ``isWaiting``, comments stay in the queue, until the input ends or 64 MiB of them have come.
/// Those that come still later are not known to the earlier ones; that this happened is noted as
/// `late-records`.
protocol WaitingReader {
  /// Whether a comment that was read may be meant otherwise by what stands behind it.
  var isWaiting: Bool { get }
  /// Says what is known by now about a comment that waited.
  func settle(_ comment: inout Comment)
  /// Says that all comments that waited were settled.
  mutating func endWaiting()
  /// Says that the input is over; it may come more than once.
  mutating func finish()
}

extension WaitingReader {
  var isWaiting: Bool { false }
  func settle(_ comment: inout Comment) {}
  mutating func endWaiting() {}
  mutating func finish() {}
}

extension RecordQueue {
  /// The most that waits, about, in bytes.
  static let maxWaitingBytes = 64 << 20

  /// Settles the comments that wait, if it is time to.
  ///
  /// - Parameter isOver: Whether the input is.
  /// - Returns: Whether comments go on waiting.
  mutating func settle(
    _ reader: inout some WaitingReader,
    isOver: Bool,
    line: Int,
    byteOffset: Int
  ) -> Bool {
    guard reader.isWaiting else { return false }
    guard isOver || byteCount > Self.maxWaitingBytes else { return true }
    forEachComment { reader.settle(&$0) }
    reader.endWaiting()
    if !isOver { note(RepairNote(line: line, byteOffset: byteOffset, kind: "late-records")) }
    return false
  }
}
