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
  private var queue = RecordQueue()
  /// Records, for ids where the table has none.
  private var recordNumber = 0
  private var posts = TablePosts()
  /// The first row that is no header, and how many such rows there were.
  private var above: (row: TableRowReader.Row, count: Int)?
  /// The latest comment at each level of an outline: "2", "2-1".
  private var outline: [(number: Substring, id: String)] = []

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
      guard let row = try rows.next() else {
        if columns == nil, let above { throw noWords(above.row) }
        _ = settle(isOver: true)
        queue.drain(into: &batch, maxRecords: maxRecords)
        return
      }
      if let columns { read(row, columns) } else { try readHeader(row) }
    }
  }

  private mutating func settle(isOver: Bool) -> Bool {
    queue.settle(&posts, isOver: isOver, line: line, byteOffset: byteOffset)
  }

  private mutating func readHeader(_ row: TableRowReader.Row) throws {
    if TableSignature.isDelimiterLine(row.values) { return }
    let columns = TableColumns(header: row.values, named: options.columns, isTable: true)
    for (field, column) in options.columns.sorted(by: { $0.key < $1.key })
    where columns.places[field] == nil {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "the table has no column \"\(column)\" for \"\(field)\"; its header is line "
          + "\(row.line): \(Self.listing(row.values))"
      )
    }
    guard columns.places["body"] != nil, above == nil || TableSignature.isHeader(row.values) else {
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
        + "is, as in --map body=COLUMN. Its columns: \(Self.listing(header.values))"
    )
  }

  /// The names of columns, as far as a message has room for them.
  private static func listing(_ header: [[UInt8]]) -> String {
    let names = header.prefix(20).map { name in
      let text = String(decoding: name, as: UTF8.self).unicodeScalars
        .filter { $0.properties.isAlphabetic || (0x20..<0x7F).contains($0.value) }
      return String(String(String.UnicodeScalarView(text)).prefix(40))
    }
    let more = header.count > names.count ? " and \(header.count - names.count) more" : ""
    return names.joined(separator: ", ") + more
  }

  private mutating func read(_ row: TableRowReader.Row, _ columns: TableColumns) {
    recordNumber += 1
    var notes: [String] = []
    guard !row.isTooLong else {
      reject("a row of more than \(options.maxRecordBytes) bytes", row)
      return
    }
    if row.isCut { notes.append("cut-off") }
    // A row with fewer values lacks the last ones; one with more has them nowhere to go.
    if row.values.count != columnCount { notes.append("ragged-row") }
    func value(_ field: String) -> String? {
      guard let place = columns.places[field], place < row.values.count else { return nil }
      let bytes = row.values[place]
      guard !bytes.isEmpty else { return nil }
      return decode(bytes, &notes)
    }
    if let kind = postKind(row, columns) {
      if let id = value("id").map(Self.whole) { posts.add(id) }
      queue.note(
        RepairNote(line: row.line, byteOffset: row.byteOffset, kind: "not-a-comment:\(kind)")
      )
      return
    }
    guard let place = columns.places["body"], place < row.values.count else {
      reject("a row of \(row.values.count) values has no words; the header has \(columnCount)", row)
      return
    }
    var words = row.values[place]
    if place == columnCount - 1 {
      // Words in the last column whose commas nobody quoted.
      for more in row.values.dropFirst(columnCount) { words += [rows.delimiter] + more }
    }
    func identifier(_ field: String) -> String? { value(field).map(Self.whole) }
    var comment = Comment(
      id: identifier("id").map { RedditName($0).commentID ?? $0 } ?? "row-\(recordNumber)",
      body: decode(words, &notes)
    )
    switch value("body_format") {
    case "html": comment.bodyFormat = .html
    case "markdown": comment.bodyFormat = .markdown
    case "text", nil: break
    default: notes.append("unknown-body-format")
    }
    let thread = identifier("thread").flatMap(Self.named)
    comment.parent = identifier("parent").flatMap(Self.nonZero).flatMap {
      RedditName($0).parent(in: nil)
    }
    comment.thread = thread.map { RedditName($0).bare }
    // A table without threads is the comments of one thing, but for what answers something else. Where
    // posts are in the table, it is their comments.
    if comment.thread == nil, comment.parent == nil, columns.places["thread"] == nil,
      columns.kind == nil || posts.isEmpty
    {
      comment.thread = HTMLPages.fileName(name)
    }
    if columns.kind != nil, comment.thread == nil, comment.parent != nil { posts.wait() }
    posts.look(at: comment)
    answerOutline(&comment, row, columns)
    comment.author = value("author").flatMap(Self.named)
    // Who did not sign in has the number 0.
    comment.authorID = value("author_id").flatMap(Self.nonZero)
    comment.title = value("title")
    comment.url = value("url")
    comment.lang = value("lang")
    comment.createdAt = time(value("created_at"), &notes)
    comment.authorCreatedAt = time(value("author_created_at"), &notes)
    comment.score = number(value("score"), "score", &notes)
    comment.authorKarma = number(value("author_karma"), "author_karma", &notes)
    comment.isSubmitter = boolean(value("is_submitter"), "is_submitter", &notes)
    comment.isModerator = boolean(value("is_moderator"), "is_moderator", &notes)
    queue.add(comment, line: row.line)
    for note in notes {
      queue.note(RepairNote(line: row.line, byteOffset: row.byteOffset, kind: note))
    }
  }

  /// A comment with the number "2-1" answers the latest with the number "2".
  private mutating func answerOutline(
    _ comment: inout Comment,
    _ row: TableRowReader.Row,
    _ columns: TableColumns
  ) {
    guard let place = columns.outline, place < row.values.count else { return }
    let number = String(decoding: row.values[place].prefix(64), as: UTF8.self)[...]
    guard !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "-" })
    else { return }
    while let last = outline.last, !number.hasPrefix(last.number + "-") { outline.removeLast() }
    if let last = outline.last {
      comment.parent = last.id
      comment.thread = comment.thread ?? HTMLPages.fileName(name)
    }
    outline.append((number, comment.id))
  }

  /// What a row is that is no comment: a post answers nothing, and is in no thread but its own.
  private func postKind(_ row: TableRowReader.Row, _ columns: TableColumns) -> String? {
    guard let place = columns.kind, place < row.values.count, row.values[place].count <= 16
    else { return nil }
    let kind = String(decoding: row.values[place], as: UTF8.self).lowercased()
    func bytes(_ field: String) -> [UInt8] {
      guard let place = columns.places[field], place < row.values.count else { return [] }
      return row.values[place]
    }
    let parent = bytes("parent")
    guard parent.isEmpty || parent == [UInt8(ascii: "0")] else { return nil }
    let thread = bytes("thread")
    guard thread.isEmpty || thread == bytes("id") || thread == bytes("url") else { return nil }
    return TableColumns.postKinds.contains(kind)
      || TableColumns.titledKinds.contains(kind) && !bytes("title").isEmpty ? kind : nil
  }

  private mutating func reject(_ reason: String, _ row: TableRowReader.Row) {
    queue.reject(RejectedRecord(line: row.line, byteOffset: row.byteOffset, reason: reason))
  }

  private func decode(_ bytes: [UInt8], _ notes: inout [String]) -> String {
    if isWindows1252 { return String(decoding: Windows1252.utf8(bytes), as: UTF8.self) }
    if UTF8Check.firstFault(in: bytes.span, 0..<bytes.count) != nil,
      !notes.contains("ill-formed-utf8")
    {
      notes.append("ill-formed-utf8")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A column of whole numbers with gaps is written with a decimal point by some programs.
  private static func whole(_ text: String) -> String {
    guard text.utf8.count > 2, text.hasSuffix(".0"),
      text.utf8.dropLast(2).allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return text }
    return String(text.dropLast(2))
  }

  private static let missing: Set<String> = ["NULL", "null", "None", "nan", "NaN", "\\N"]
  private static let noParent: Set<String> = ["0", "-1", "root", "N/A", "undefined"]

  /// Tables write the missing parent as 0, as "root" or as NULL. A list of those who are answered is none
  /// either.
  private static func nonZero(_ text: String) -> String? {
    let isList = text.hasPrefix("[") || text.hasPrefix("{")
    return isList || noParent.contains(text) ? nil : named(text)
  }

  /// A text, unless it says that there is none.
  private static func named(_ text: String) -> String? { missing.contains(text) ? nil : text }

  private func time(_ text: String?, _ notes: inout [String]) -> Int64? {
    guard let text else { return nil }
    let seconds = TableTime.seconds(text)
    if seconds == nil { notes.append("unreadable-time") }
    return seconds
  }

  private func number(_ text: String?, _ field: String, _ notes: inout [String]) -> Int? {
    guard let text else { return nil }
    let value = RecordNumber.exactInteger(Array(text.utf8)[...]).flatMap { Int(exactly: $0) }
    if value == nil { notes.append("wrong-type:\(field)") }
    return value
  }

  private func boolean(_ text: String?, _ field: String, _ notes: inout [String]) -> Bool? {
    switch text?.lowercased() {
    case nil: return nil
    case "true", "1", "yes", "t": return true
    case "false", "0", "no", "f": return false
    default:
      notes.append("wrong-type:\(field)")
      return nil
    }
  }
}
