// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads objects whose fields have names of no system we know, as if they were rows of a table: lines, lists,
/// lists inside of documents, comments with their answers inside.
struct ObjectRowsReader: JSONFormatReader {
  /// What the names of an object's fields mean.
  private struct Header {
    var columns: TableColumns
    /// The last field of the same name, by field: as in other JSON, the last value counts.
    var last: [Int]
    var hasRepeated: Bool
  }

  /// The most sets of names whose meaning is remembered.
  private static let maxHeaders = 256

  private let named: [String: String]
  private var comments: RowComments
  private var headers: [[[UInt8]]: Header] = [:]

  /// - Parameters:
  ///   - fileName: The thread of comments that name none.
  ///   - named: Fields that the caller names, by ours.
  init(fileName: String, named: [String: String]) {
    comments = RowComments(fileName: fileName)
    self.named = named
  }

  var isWaiting: Bool { comments.isWaiting }
  func settle(_ comment: inout Comment) { comments.settle(&comment) }
  mutating func endWaiting() { comments.endWaiting() }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Without recursion: answers nest as deep as JSON may.
    var waiting = [(value: value, outer: nil as RowComments.Outer?)]
    while let (next, outer) = waiting.popLast() {
      guard next.isObject else {
        comments.begin()
        sink.reject("\(next.kind.words), where an object is needed", at: next.start)
        continue
      }
      guard !next.isCut else {
        comments.begin()
        sink.reject("cut off", at: next.start)
        continue
      }
      waiting += readObject(next, outer, into: &sink).reversed()
    }
  }
}

extension ObjectRowsReader {
  /// Reads an object, and gives the objects inside of it that are to be read.
  private mutating func readObject(
    _ object: JSONValue,
    _ outer: RowComments.Outer?,
    into sink: inout RecordSink
  ) -> [(value: JSONValue, outer: RowComments.Outer?)] {
    let row = ObjectRow(object)
    let header = header(of: row)
    var values = values(of: row, header)
    let answers = Self.answers(in: object)
    guard let body = header.columns.places["body"] else {
      let lists = answers + documentLists(in: object, unless: answers)
      guard !lists.isEmpty else {
        comments.begin()
        sink.reject(Self.noWords(row), at: object.start)
        return []
      }
      return elements(of: lists, Self.about(&values))
    }
    comments.begin()
    if let kind = comments.postKind(of: &values) ?? Self.postKind(values, answers) {
      sink.note("not-a-comment:\(kind)", at: object.start)
      return elements(of: answers, Self.about(&values))
    }
    let words = row.fields[header.last[body]].value
    guard words.kind == .string || words.kind == .null else {
      sink.reject("the words are \(words.kind.words), not a string", at: words.start)
      return []
    }
    if words.kind == .null { values.note("no-words") }
    let comment = comments.comment(of: &values, words: values.bytes("body"), in: outer)
    sink.add(
      comment,
      at: object.start,
      notes: values.notes.map { RecordNote(kind: $0, index: object.start) }
    )
    return elements(of: answers, .init(thread: comment.thread, title: nil, parent: comment.id))
  }

  private func elements(
    of lists: [JSONValue],
    _ outer: RowComments.Outer
  ) -> [(value: JSONValue, outer: RowComments.Outer?)] {
    lists.flatMap { list in list.elements.map { ($0["node"] ?? $0, outer) } }
  }

  /// What a post or a document says about the comments in it.
  private static func about(_ values: inout RowValues) -> RowComments.Outer {
    let thread = values.named("thread") ?? values.named("id") ?? values.text("url")
    return .init(thread: thread, title: values.text("title"))
  }

  /// What holds comments, and has a title where they have none, is what they are about.
  private static func postKind(_ values: RowValues, _ answers: [JSONValue]) -> String? {
    guard !answers.isEmpty, !values.bytes("title").isEmpty, values.bytes("parent").isEmpty,
      let answer = answers.first?.first.map({ ObjectRow($0["node"] ?? $0) })
    else { return nil }
    return TableColumns(header: answer.header, named: [:]).places["title"] == nil ? "post" : nil
  }

  private static let answerNames: Set<String> = [
    "replies", "reply", "children", "comments", "answers", "responses", "subcomments",
    "childcomments", "replycomments", "commentreplies", "threads",
  ]

  /// The lists of answers in an object.
  private static func answers(in object: JSONValue) -> [JSONValue] {
    var text = JSONText()
    return object.members.compactMap { key, value in
      guard value.isArray || value.isObject else { return nil }
      let name = String(decoding: text.rawBytes(key.token, in: key.bytes), as: UTF8.self)
      guard answerNames.contains(TableColumns.plain(name)) else { return nil }
      let list =
        value.isObject
        ? FlatRecordsReader.list(in: value) ?? value["nodes"] ?? value["edges"] : value
      return list.flatMap { $0.isArray && $0.first?.isObject ?? false ? $0 : nil }
    }
  }

  /// The lists of comments in a document, but for those that were found.
  private func documentLists(in object: JSONValue, unless found: [JSONValue]) -> [JSONValue] {
    let starts = Set(found.map(\.start))
    return ObjectRow.lists(in: object) { ObjectRow.columns(of: $0, named: named) != nil }
      .filter { !starts.contains($0.start) }
  }

  private static func noWords(_ row: ObjectRow) -> String {
    "no field that is known to hold the words; say which it is, as in --map body=FIELD; its fields: "
      + TableEngine.listing(row.header)
  }
}

// MARK: - Fields

extension ObjectRowsReader {
  private mutating func header(of row: ObjectRow) -> Header {
    let names = row.header
    if let known = headers[names] { return known }
    var lastOfName: [[UInt8]: Int] = [:]
    for (index, name) in names.enumerated() { lastOfName[name] = index }
    let header = Header(
      columns: TableColumns(header: names, named: named),
      last: names.map { lastOfName[$0] ?? 0 },
      hasRepeated: lastOfName.count < names.count
    )
    if headers.count >= Self.maxHeaders { headers.removeAll() }
    headers[names] = header
    return header
  }

  /// The values of the fields that mean something; of the others nothing is read.
  private func values(of row: ObjectRow, _ header: Header) -> RowValues {
    let columns = header.columns
    var values = [[UInt8]](repeating: [], count: row.fields.count)
    var text = JSONText()
    var isMended = false
    for place in Set(columns.places.values).union([columns.kind].compactMap(\.self)) {
      let value = row.fields[header.last[place]].value
      guard value.kind != .null else { continue }
      values[place] = text.rawBytes(value.token, in: value.bytes)
      if value.token.hasEscapes, text.loneSurrogate != nil { isMended = true }
    }
    var found = RowValues(columns: columns, values: values)
    if isMended { found.note("lone-surrogate") }
    if header.hasRepeated { found.note("duplicate-key") }
    if row.hasMore { found.note("many-fields") }
    return found
  }
}
