// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads tables with a header: CSV, TSV and their kin.
struct TableEngine: RecordEngine {
  private var rows: TableRowReader
  private let name: String
  private let options: DumpOptions
  private let isWindows1252: Bool
  private var columns: TableColumns?
  private var columnCount = 0
  /// The header's values.
  private var header = TableRowReader.Row()
  private var queue = RecordQueue()
  /// The row that is being read.
  private var row = TableRowReader.Row()
  private var comments: RowComments
  /// The first row that is no header, and how many such rows there were.
  private var above: (row: TableRowReader.Row, count: Int)?

  init(
    _ lines: LineReader,
    delimiter: UInt8,
    isWindows1252: Bool,
    name: String,
    options: DumpOptions
  ) {
    rows = TableRowReader(lines, delimiter: delimiter, maxRowBytes: options.maxRecordBytes)
    self.isWindows1252 = isWindows1252
    self.name = name
    self.options = options
    comments = RowComments(
      fileName: HTMLPages.fileName(name),
      bodyFormat: options.bodyFormat
    )
  }

  var byteOffset: Int { rows.byteOffset }
  var line: Int { rows.line }

  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws {
    let end = rows.byteOffset + LineEngine.maxBatchBytes
    while true {
      if !settle(isOver: false) {
        queue.drain(into: &batch, maxRecords: maxRecords)
        guard !batch.isFull(maxRecords: maxRecords), rows.byteOffset < end || batch.isEmpty
        else { return }
      }
      guard try rows.next(into: &row) else {
        if columns == nil, let above { throw noWords(above.row) }
        _ = settle(isOver: true)
        queue.drain(into: &batch, maxRecords: maxRecords)
        return
      }
      if let columns { readRow(columns) } else { try readHeader() }
    }
  }

  private mutating func settle(isOver: Bool) -> Bool {
    queue.settle(&comments, isOver: isOver, line: line, byteOffset: byteOffset)
  }

  private mutating func readHeader() throws {
    let header = row.values.map(Array.init)
    if TableSignature.isDelimiterLine(header) { return }
    let columns = TableColumns(header: header, named: options.columns, isTable: true)
    for (field, column) in options.columns.sorted(by: { $0.key < $1.key })
    where columns.places[field] == nil {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "the table has no column \"\(column)\" for \"\(field)\"; its header is line "
          + "\(row.line): \(Self.listing(header))"
      )
    }
    guard columns.places["body"] != nil, above == nil || TableSignature.isHeader(header) else {
      above = (above?.row ?? row, (above?.count ?? 0) + 1)
      if let above, above.count > TableSignature.maxLinesAbove { throw noWords(above.row) }
      return
    }
    if let above {
      queue.note(
        RepairNote(
          line: above.row.line,
          byteOffset: above.row.byteOffset,
          kind: "not-a-comment:preamble"
        )
      )
    }
    self.columns = columns
    self.header = row
    columnCount = row.values.count
    rows.columnCount = columnCount
    if isWindows1252 {
      queue.note(
        RepairNote(line: row.line, byteOffset: row.byteOffset, kind: "encoding:windows-1252")
      )
    }
  }

  private func noWords(_ header: TableRowReader.Row) -> DumpError {
    DumpError(
      code: .unrecognizedFormat,
      input: name,
      message: "the table's header names no column with the words of the comments; say which it "
        + "is, as in --map body=COLUMN. Its columns: \(Self.listing(header.values.map(Array.init)))"
    )
  }

  /// The names of columns, as far as a message has room for them.
  static func listing(_ header: [[UInt8]]) -> String {
    let names = header.prefix(20).map { name in
      let text = String(decoding: name, as: UTF8.self).unicodeScalars
        .filter { $0.properties.isAlphabetic || (0x20..<0x7F).contains($0.value) }
      return String(String(String.UnicodeScalarView(text)).prefix(40))
    }
    let more = header.count > names.count ? " and \(header.count - names.count) more" : ""
    return names.joined(separator: ", ") + more
  }

  private mutating func readRow(_ columns: TableColumns) {
    comments.begin()
    guard !row.isTooLong else {
      reject("a row of more than \(options.maxRecordBytes) bytes")
      return
    }
    var values = RowValues(columns: columns, values: row.values, isWindows1252: isWindows1252)
    if row.isCut { values.note("cut-off") }
    // A row with fewer values lacks the last ones; one with more has them nowhere to go.
    if row.values.count != columnCount { values.note("ragged-row") }
    // Tables that were put one behind the other.
    if columnCount > 1, row.values == header.values {
      queue.note(
        RepairNote(line: row.line, byteOffset: row.byteOffset, kind: "not-a-comment:header")
      )
      return
    }
    // Spreadsheets leave such rows behind the last one.
    if columnCount > 1, row.values.allSatisfy(\.isEmpty) {
      queue.note(
        RepairNote(line: row.line, byteOffset: row.byteOffset, kind: "not-a-comment:empty-row")
      )
      return
    }
    if let kind = comments.postKind(of: &values) {
      queue.note(
        RepairNote(line: row.line, byteOffset: row.byteOffset, kind: "not-a-comment:\(kind)")
      )
      return
    }
    guard let place = columns.place(of: .body), place < row.values.count else {
      reject("a row of \(row.values.count) values has no words; the header has \(columnCount)")
      return
    }
    var words = row.values[place]
    if place == columnCount - 1 {
      // Words in the last column whose commas nobody quoted.
      for more in row.values.dropFirst(columnCount) { words += [rows.delimiter] + Array(more) }
    }
    if columns.hasParts, let whole = ObjectRow.words(inParts: words) { words = whole[...] }
    queue.add(comments.comment(of: &values, words: words), line: row.line)
    for note in values.notes {
      queue.note(RepairNote(line: row.line, byteOffset: row.byteOffset, kind: note))
    }
  }

  private mutating func reject(_ reason: String) {
    queue.reject(RejectedRecord(line: row.line, byteOffset: row.byteOffset, reason: reason))
  }
}
