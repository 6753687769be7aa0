// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Where the readers of document formats put what they find: adds lines and offsets to it.
struct RecordSink {
  var queue = RecordQueue()
  /// The places of the piece that is being read.
  var places: LinePlaces

  init() { places = LinePlaces([], 0..<0, baseOffset: 0, baseLine: 1) }

  /// Adds a comment whose record begins at `index`, and what was mended in it.
  mutating func add(_ comment: Comment, at index: Int, notes: [RecordNote] = []) {
    let line = places.line(of: index)
    queue.add(comment, line: line)
    for note in notes {
      queue.note(
        RepairNote(line: line, byteOffset: places.byteOffset(of: note.index), kind: note.kind)
      )
    }
  }

  /// Adds a record that is no comment.
  mutating func reject(_ reason: String, at index: Int) {
    queue.reject(
      RejectedRecord(
        line: places.line(of: index),
        byteOffset: places.byteOffset(of: index),
        reason: reason
      )
    )
  }

  /// Notes something that is no record of a comment, or was mended outside of one.
  mutating func note(_ kind: String, at index: Int) {
    queue.note(
      RepairNote(
        line: places.line(of: index),
        byteOffset: places.byteOffset(of: index),
        kind: kind
      )
    )
  }
}

/// Something that was mended in a record.
struct RecordNote: Hashable {
  var kind: String
  /// Index in the bytes that were read.
  var index: Int
}
