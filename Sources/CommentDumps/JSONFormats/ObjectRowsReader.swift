// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads objects whose fields have names of no system we know, as if they were rows of a table: lines, lists,
/// lists inside of documents, comments with their answers inside.
struct ObjectRowsReader: JSONFormatReader {
  private let named: [String: String]
  private var comments: RowComments
  private var headers: ObjectRowHeaders
  /// The names of people, by their ids, where a document has them apart.
  private var people: [String: String] = [:]
  /// Whether strings by themselves are comments.
  private let readsWords: Bool

  /// - Parameters:
  ///   - fileName: The thread of comments that name none.
  ///   - named: Fields that the caller names, by ours.
  ///   - bodyFormat: What the words are in where an object does not say.
  ///   - readsWords: Whether strings by themselves are comments.
  init(
    fileName: String,
    named: [String: String],
    bodyFormat: BodyFormat?,
    readsWords: Bool
  ) {
    self.readsWords = readsWords
    comments = RowComments(fileName: fileName, bodyFormat: bodyFormat)
    headers = ObjectRowHeaders(named: named)
    self.named = named
  }

  var isWaiting: Bool { comments.isWaiting }
  func settle(_ comment: inout Comment) { comments.settle(&comment) }
  mutating func endWaiting() { comments.endWaiting() }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Without recursion: answers nest as deep as JSON may.
    var waiting = [(value: value, outer: nil as RowComments.Outer?)]
    while let (next, outer) = waiting.popLast() {
      // Pages in a list.
      if next.isArray, next.first.map({ $0.isObject || $0.isArray }) ?? false {
        waiting += elements(of: [next], outer ?? .init()).reversed()
        continue
      }
      if next.kind == .string, readsWords || outer != nil {
        readWords(next, outer, into: &sink)
        continue
      }
      guard next.isObject else {
        comments.begin()
        sink.reject("\(next.kind.words), where an object is needed", at: next.start)
        continue
      }
      waiting += readObject(next, outer, into: &sink).reversed()
    }
  }
}

extension ObjectRowsReader {
  /// Reads a comment of which nothing is known but its words.
  private mutating func readWords(
    _ words: JSONValue,
    _ outer: RowComments.Outer?,
    into sink: inout RecordSink
  ) {
    comments.begin()
    var text = JSONText()
    var values = RowValues(columns: TableColumns(header: [], named: [:]), values: RowCells())
    let bytes = text.rawBytes(words.token, in: words.bytes)
    if text.loneSurrogate != nil { values.note("lone-surrogate") }
    let comment = comments.comment(of: &values, words: bytes[...], in: outer)
    sink.add(
      comment,
      at: words.start,
      notes: values.notes.map { RecordNote(kind: $0, index: words.start) }
    )
  }

  /// Reads an object, and gives the objects inside of it that are to be read.
  private mutating func readObject(
    _ object: JSONValue,
    _ outer: RowComments.Outer?,
    into sink: inout RecordSink
  ) -> [(value: JSONValue, outer: RowComments.Outer?)] {
    if let fields = headers.fields(ofPlain: object, where: Self.isPlain) {
      return readComment(fields, of: object, answers: [], outer, into: &sink)
    }
    if ObjectRow.isKeyed(object, where: isComment) {
      return elements(of: [object], outer ?? .init())
    }
    // A document with nothing but objects, of which some may be comments by their ids.
    if outer == nil, !object.members.contains(where: { !$0.value.isObject }) {
      let lists = documentLists(in: object, unless: [])
      if lists.contains(where: \.isObject) { return elements(of: lists, .init()) }
    }
    if let rows = ColumnarRows(object, named: named) {
      for row in rows { _ = readRow(row, of: object, answers: [], outer, into: &sink) }
      return []
    }
    return readRow(
      ObjectRow(object),
      of: object,
      answers: Self.answers(in: object),
      outer,
      into: &sink
    )
  }

  /// Whether an object is neither a list nor a table, nor has answers, nor is told by its values. Whatever is
  /// asked here depends on its shape alone.
  private static func isPlain(_ object: JSONValue) -> Bool {
    // Objects of objects may be lists, and those that begin with a list may be tables.
    guard let first = object.members.first(where: { _ in true })?.value,
      !first.isObject, !first.isArray
    else { return false }
    return answers(in: object).isEmpty && !isEnvelope(object) && !isEvent(object)
      && !ObjectRow.mayListAnswered(object)
  }

  private mutating func readRow(
    _ row: ObjectRow,
    of object: JSONValue,
    answers: [JSONValue],
    _ outer: RowComments.Outer?,
    into sink: inout RecordSink
  ) -> [(value: JSONValue, outer: RowComments.Outer?)] {
    let fields = headers.fields(of: row)
    let isEnvelope = outer == nil && named["body"] == nil && Self.isEnvelope(object)
    guard fields.words == nil || isEnvelope else {
      return readComment(fields, of: object, answers: answers, outer, into: &sink)
    }
    var values = fields.rowValues
    if isHead(values, outer) {
      sink.note("not-a-comment:\(values.kind ?? "")", at: object.start)
      return []
    }
    let answers = answers.filter(Self.holdsAnswers)
    let lists = answers + documentLists(in: object, unless: answers)
    if !lists.isEmpty {
      learnPeople(in: object)
      return elements(of: lists, Self.about(&values))
    }
    if outer?.parent != nil, fields.header.columns.place(of: .id) == nil {
      sink.note("not-a-comment:object", at: object.start)
    } else if Self.hasEmptyAnswers(object) {
      sink.note("not-a-comment:post", at: object.start)
    } else {
      comments.begin()
      sink.reject(object.isCut ? "cut off" : Self.noWords(row), at: object.start)
    }
    return []
  }

  /// Reads an object that has words.
  private mutating func readComment(
    _ fields: ObjectRowHeaders.Fields,
    of object: JSONValue,
    answers: [JSONValue],
    _ outer: RowComments.Outer?,
    into sink: inout RecordSink
  ) -> [(value: JSONValue, outer: RowComments.Outer?)] {
    guard let words = fields.words else { return [] }
    var values = fields.rowValues
    if isHead(values, outer) {
      sink.note("not-a-comment:\(values.kind ?? "")", at: object.start)
      return []
    }
    comments.begin()
    if Self.isOtherEvent(object) {
      sink.note("not-a-comment:event", at: object.start)
      return []
    }
    if let kind = comments.postKind(of: &values)
      ?? Self.postKind(values, answers.filter(Self.holdsAnswers))
    {
      sink.note("not-a-comment:\(kind)", at: object.start)
      return elements(of: answers, Self.about(&values))
    }
    guard words.kind == .string || words.kind == .null || words.isArray else {
      sink.reject("the words are \(words.kind.words), not a string", at: words.start)
      return []
    }
    if words.kind == .null { values.note("no-words") }
    if object.isCut { values.note("cut-off") }
    var comment = comments.comment(of: &values, words: values.bytes(.body), in: outer)
    if comment.author == nil, let id = comment.authorID { comment.author = people[id] }
    sink.add(
      comment,
      at: object.start,
      notes: values.notes.map { RecordNote(kind: $0, index: object.start) }
    )
    guard !answers.isEmpty else { return [] }
    for id in answers.flatMap(Self.ids) { comments.note(id, to: comment.id) }
    return elements(of: answers, .init(thread: comment.thread, title: nil, parent: comment.id))
  }

  /// Whether an object is what a program wrote before the rows.
  private func isHead(_ values: RowValues, _ outer: RowComments.Outer?) -> Bool {
    guard outer == nil, let kind = values.kind else { return false }
    return Self.headKinds.contains(kind) && values.bytes(.id).isEmpty
  }

  private func elements(
    of lists: [JSONValue],
    _ outer: RowComments.Outer
  ) -> [(value: JSONValue, outer: RowComments.Outer?)] {
    lists.flatMap { list -> [(value: JSONValue, outer: RowComments.Outer?)] in
      guard list.isObject else {
        // Ids of answers are no answers.
        guard Self.holdsAnswers(list) else { return [] }
        return list.elements.map { ($0["node"] ?? $0, outer) }
      }
      return Self.named(list).flatMap {
        name,
        value -> [(value: JSONValue, outer: RowComments.Outer?)] in
        var inner = outer
        inner.key = name
        guard ObjectRow.isKeyedAlone(value, where: isComment) else { return [(value, inner)] }
        // The comments of one thing, under its id.
        inner.thread = name
        return Self.named(value).map { name, value in
          inner.key = name
          return (value, inner)
        }
      }
    }
  }

  private static func named(_ list: JSONValue) -> [(name: String, value: JSONValue)] {
    var text = JSONText()
    return list.members.map { key, value in
      (String(decoding: text.rawBytes(key.token, in: key.bytes), as: UTF8.self), value)
    }
  }

  /// Whether an object is so much like a comment that an object of such objects is a list.
  private func isComment(_ object: JSONValue) -> Bool {
    named.isEmpty ? ObjectRow.isComment(object) : ObjectRow.columns(of: object, named: named) != nil
  }

  /// What a post or a document says about the comments in it.
  private static func about(_ values: inout RowValues) -> RowComments.Outer {
    let thread = values.named(.thread) ?? values.named(.id) ?? values.text(.url)
    return .init(thread: thread, title: values.text(.title))
  }

  /// What holds comments, and has a title where they have none, is what they are about.
  private static func postKind(_ values: RowValues, _ answers: [JSONValue]) -> String? {
    guard !answers.isEmpty, !values.bytes(.title).isEmpty, values.bytes(.parent).isEmpty,
      let answer = answers.first?.first.map({ ObjectRow($0["node"] ?? $0) })
    else { return nil }
    let title = TableColumns(header: answer.header, named: [:]).places["title"]
    let isTitled = title.map {
      answer.fields[$0].value.kind == .string && !answer.fields[$0].value.token.isEmpty
    }
    return isTitled ?? false ? nil : "post"
  }

  /// What phpMyAdmin writes before the rows of a table.
  private static let headKinds: Set<String> = ["header", "database"]

  /// Whether there is a list for comments, without any.
  private static func hasEmptyAnswers(_ object: JSONValue) -> Bool {
    var text = JSONText()
    return object.members.contains { key, value in
      let name = String(decoding: text.rawBytes(key.token, in: key.bytes), as: UTF8.self)
      return value.isArray && value.first == nil && isAnswers(TableColumns.plain(name))
    }
  }

  private static let answerNames: Set<String> = [
    "replies", "reply", "children", "comments", "answers", "responses", "subcomments",
    "childcomments", "replycomment", "replycomments", "commentreplies", "thread", "threads",
    "conversationparts", "electedcomment",
  ]

  /// Whether a list holds answers or comments, by its name: also "sub_comments", "reply_list".
  private static func isAnswers(_ plain: String) -> Bool {
    guard !TableColumns.isAboutOthers(plain) else { return false }
    return answerNames.contains(plain)
      || ["comments", "replies", "commentlist", "commentslist", "replylist", "replieslist"]
        .contains(where: plain.hasSuffix)
  }

  /// Whether a document holds a list for comments that has nothing but their words.
  static func holdsWords(_ document: JSONValue) -> Bool {
    answers(in: document).contains(where: ObjectRow.isWords)
  }

  /// Whether a list has answers itself, rather than their ids.
  private static func holdsAnswers(_ list: JSONValue) -> Bool {
    list.elements.contains { $0.isObject && ObjectRow.typed($0) == nil || $0.isArray }
      || ObjectRow.isWords(list)
  }

  /// The ids in a list of answers that stand elsewhere: strings, numbers, or objects that are an id.
  private static func ids(in list: JSONValue) -> [String] {
    guard list.isArray, !holdsAnswers(list) else { return [] }
    var text = JSONText()
    return list.elements.compactMap { element in
      guard let id = ObjectRow.typed(element) ?? (element.isObject ? nil : element),
        id.kind == .string || id.kind == .number
      else { return nil }
      return String(decoding: text.rawBytes(id.token, in: id.bytes), as: UTF8.self)
    }
  }

  /// Whether an object is an event of Nostr that is no note, article, message or comment: a profile, a like;
  /// or what Rocket.Chat says of a room itself: that somebody came, or that it has a new name.
  private static func isOtherEvent(_ object: JSONValue) -> Bool {
    if let type = object["t"], type.kind == .string, !type.token.isEmpty {
      return ["msg", "rid", "u"].allSatisfy(object.has)
    }
    guard isEvent(object), let kind = object["kind"], kind.kind == .number else { return false }
    let notes = ["1", "9", "11", "14", "42", "1111", "1311", "30023"]
    return !notes.contains { kind.bytes[kind.token.range].elementsEqual($0.utf8) }
  }

  /// Whether an object is an event of Nostr.
  private static func isEvent(_ object: JSONValue) -> Bool {
    object.has("pubkey") && object.has("sig") && object.has("content")
  }

  /// Names that a comment has for itself and for who wrote it, and the answer of an interface has not.
  private static let ofComments = [
    "id", "_id", "cid", "comment_id", "commentId", "author", "user", "username", "uname", "name",
  ]

  /// Whether an object is the answer of an interface, which says whether all went well in a message.
  private static func isEnvelope(_ object: JSONValue) -> Bool {
    guard (object["message"] ?? object["msg"])?.kind == .string,
      !ofComments.contains(where: object.has),
      ["data", "result", "payload"].contains(where: {
        object[$0].map { $0.isObject || $0.isArray } ?? false
      })
    else { return false }
    return [
      "code", "status", "success", "error", "errno", "errcode", "ret", "statusCode", "status_code",
    ]
    .contains(where: object.has)
  }

  /// The lists of answers in an object, and in those inside of it whose fields count as its own.
  private static func answers(in object: JSONValue) -> [JSONValue] {
    var text = JSONText()
    var found: [JSONValue] = []
    var waiting = [(object: object, depth: 0)]
    while let (next, depth) = waiting.popLast() {
      for (key, value) in next.members where value.isArray || value.isObject {
        let name = String(decoding: text.rawBytes(key.token, in: key.bytes), as: UTF8.self)
        let plain = TableColumns.plain(name)
        if isAnswers(plain) {
          let list =
            value.isObject
            ? FlatRecordsReader.list(in: value) ?? value["nodes"] ?? value["edges"] ?? value[name]
            : value
          if let list, list.isArray, list.first != nil { found.append(list) }
        } else if value.isObject, depth < ObjectRow.maxDepth, !TableColumns.isAboutOthers(plain),
          !TableColumns.personNames.contains(plain)
        {
          waiting.append((value, depth + 1))
        }
      }
    }
    return found
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

// MARK: - People

extension ObjectRowsReader {
  private static let peopleNames = [
    "users", "included", "profiles", "members", "authors", "commenters", "people",
  ]

  /// Learns the names of people whom a document lists apart from what they wrote: in itself, or in an object
  /// of it.
  private mutating func learnPeople(in document: JSONValue) {
    let places = [document] + document.members.map(\.value).filter(\.isObject).prefix(64)
    for place in places {
      for name in Self.peopleNames {
        guard let list = place[name], list.isArray || list.isObject else { continue }
        for person in ObjectRow.elements(of: list) where person.isObject {
          guard people.count < InputMemory.maxPosts else { return }
          var values = headers.fields(of: ObjectRow(person)).rowValues
          guard let id = values.identifier(.id), let name = values.name(.author) else { continue }
          people[id] = name
        }
      }
    }
  }
}
