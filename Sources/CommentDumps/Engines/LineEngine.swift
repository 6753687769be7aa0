// SPDX-License-Identifier: Apache-2.0

/// Reads one record a line: the hot path of JSON Lines, without a tree of values.
struct LineEngine: RecordEngine {
  private var lines: LineReader
  private var records: RecordReader
  private let maxRecordBytes: Int

  init(_ lines: LineReader, isReddit: Bool, maxRecordBytes: Int) {
    self.lines = lines
    records = RecordReader(isReddit: isReddit)
    self.maxRecordBytes = maxRecordBytes
  }

  var byteOffset: Int { lines.byteOffset }
  var line: Int { max(1, lines.number) }

  static let maxBatchBytes = 16 << 20

  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws {
    let end = lines.byteOffset + Self.maxBatchBytes
    var left = maxRecords
    while left > 0, lines.byteOffset < end || batch.isEmpty, let line = try lines.next() {
      switch line {
      case .tooLong(let byteOffset):
        batch.rejected.append(
          RejectedRecord(
            line: lines.number,
            byteOffset: byteOffset,
            reason: "a line of more than \(maxRecordBytes) bytes"
          )
        )
      case .held(let range):
        if lines.isBlank(range) { continue }
        read(range, into: &batch)
      }
      left -= 1
    }
  }

  private mutating func read(_ range: Range<Int>, into batch: inout DumpBatch) {
    do throws(RecordFault) {
      let comment = try records.comment(lines.bytes, line: range)
      batch.comments.append(comment)
      batch.lines.append(lines.number)
      for note in records.notes {
        batch.repairs.append(
          RepairNote(
            line: lines.number,
            byteOffset: lines.byteOffset(of: note.index),
            kind: note.kind
          )
        )
      }
    } catch {
      batch.rejected.append(
        RejectedRecord(
          line: lines.number,
          byteOffset: lines.byteOffset(of: error.index),
          reason: error.reason
        )
      )
    }
  }
}
