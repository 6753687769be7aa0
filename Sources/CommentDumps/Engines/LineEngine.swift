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
    while left > 0, lines.byteOffset < end || batch.isEmpty {
      left -= 1
      // Most lines are laid out like the ones before: their ends are found while they are read.
      if let lineEnd = records.readAhead(
        lines.bytes,
        from: lines.startIndex,
        lineEnd: lines.lineEnd
      ) {
        let range = lines.takeLine(endingAt: lineEnd)
        guard range.count <= maxRecordBytes else {
          reject(tooLongAt: lines.byteOffset(of: range.lowerBound), into: &batch)
          continue
        }
        read(range, isAhead: true, into: &batch)
        continue
      }
      guard let line = try lines.next() else { return }
      switch line {
      case .tooLong(let byteOffset): reject(tooLongAt: byteOffset, into: &batch)
      case .held(let range):
        if lines.isBlank(range) {
          left += 1
          continue
        }
        read(range, isAhead: false, into: &batch)
      }
    }
  }

  private func reject(tooLongAt byteOffset: Int, into batch: inout DumpBatch) {
    batch.rejected.append(
      RejectedRecord(
        line: lines.number,
        byteOffset: byteOffset,
        reason: "a line of more than \(maxRecordBytes) bytes"
      )
    )
  }

  private mutating func read(
    _ range: Range<Int>,
    isAhead: Bool,
    into batch: inout DumpBatch
  ) {
    do throws(RecordFault) {
      let comment =
        try isAhead
        ? records.commentReadAhead(lines.bytes, line: range)
        : records.comment(lines.bytes, line: range)
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

// MARK: - Blocks

extension LineEngine {
  var blockReader: LineBlockReader? {
    LineBlockReader(records, lineEnd: lines.lineEnd, maxRecordBytes: maxRecordBytes)
  }

  mutating func nextBlock(size: Int, spare: inout [UInt8]) throws -> LineBlock? {
    try lines.nextBlock(size: size, spare: &spare)
  }
}
