// SPDX-License-Identifier: Apache-2.0

/// What tells JSON whose fields have names of any system, which is read like a table.
extension FormatRecognition {
  /// Whether the input has nothing in it.
  var isEmpty: Bool { lines.isEmpty }

  /// The first objects of JSON that may be rows: of a list, or of lines that are whole.
  var rowObjects: [JSONValue] {
    guard let first = lines.first else { return [] }
    let start = firstSignificant(first)
    if bytes[start] == UInt8(ascii: "["), !isJSONLines {
      let list = JSONTree(bytes, start..<bytes.count).root
      return list.map { Array($0.elements.prefix(Self.maxRows).filter(\.isObject)) } ?? []
    }
    // In a document one line alone may be an element of a list.
    let isList = withoutComma(first) != first
    return lines.prefix(Self.maxRows).flatMap { line -> [JSONValue] in
      let tree = JSONTree(bytes, isList ? withoutComma(line) : line)
      guard tree.fault == nil || line == first, let root = tree.root else { return [] }
      return root.isArray ? Array(root.elements.prefix(Self.maxRows)) : [root]
    }
  }

  /// Objects that are looked at to tell rows.
  private static let maxRows = 8

  /// Whether lines are objects with words under names of no system we know.
  var isRows: Bool {
    let objects = rowObjects
    let isAlone = objects.count < 2 && lines.count < 2
    let isComment = isAlone ? ObjectRow.isLoneComment : ObjectRow.isComment
    let ours: [DumpFormat?] = [.jsonLines, .reddit]
    return !objects.contains { ours.contains(JSONSignature.readable($0)) }
      && objects.contains { object in
        isComment(object)
          || !ObjectRow.lists(in: object, where: ObjectRow.isComment).isEmpty
      }
  }

  /// How to read an input of which the caller names columns or fields.
  ///
  /// - Throws: ``DumpError`` if JSON has no such field in its first objects.
  func result(columns: [String: String], name: String) throws(DumpError) -> Result {
    if let markup = MarkupSignature(bytes, from: markBytes), markup.isCertain {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "XML or HTML, which has no columns: --map is for tables and JSON objects"
      )
    }
    guard isJSON, !lines.isEmpty else { return Result(format: tableFormat) }
    let start = firstSignificant(lines[0])
    // A header such as "[id],body" only begins like JSON.
    let beginning = JSONTree(bytes, start..<bytes.count)
    guard beginning.fault.map({ $0.index > start + 1 }) ?? true else {
      return Result(format: tableFormat)
    }
    let isObject = bytes[start] == UInt8(ascii: "{")
    var objects = rowObjects
    // One object alone is a line if it is a comment itself, and else a document.
    let isLines =
      isJSONLines
      || lines.count == 1 && isObject
        && objects.contains { ObjectRow.columns(of: $0, named: columns) != nil }
    if isObject, !isLines {
      objects = JSONTree(bytes, start..<bytes.count).root.map { [$0] } ?? []
    }
    if objects.count == 1, ColumnarRows(objects[0], named: columns) != nil {
      return Result(format: .jsonRows, isLines: isLines)
    }
    for object in objects where ObjectRow.columns(of: object, named: columns) == nil {
      objects += ObjectRow.lists(in: object) { ObjectRow.columns(of: $0, named: columns) != nil }
        .flatMap { ObjectRow.elements(of: $0).prefix(Self.maxRows) }
    }
    var seen: [[UInt8]] = []
    for object in objects {
      for name in ObjectRow(object).header where !seen.contains(name) { seen.append(name) }
    }
    // Of a document of which only the beginning was seen nothing can be said.
    if !isComplete, !isLines, isObject { return Result(format: .jsonRows, isLines: false) }
    let places = TableColumns(header: seen, named: columns).places
    for (field, column) in columns.sorted(by: { $0.key < $1.key }) where places[field] == nil {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "the first objects have no field \"\(column)\" for \"\(field)\"; their fields: "
          + TableEngine.listing(seen)
      )
    }
    return Result(format: .jsonRows, isLines: isLines)
  }
}

extension FormatRecognition {
  /// Whether a document holds objects that are rows, in lists or under names of their own.
  func holdsRows(_ document: JSONValue) -> Bool {
    !ObjectRow.lists(in: document, where: ObjectRow.isComment).isEmpty
      || ObjectRowsReader.holdsWords(document)
  }

  /// Whether the first lines are what a relay of Nostr says, and one of them is an event.
  var isRelay: Bool {
    let messages = lines.prefix(Self.maxRows).map { line -> NostrMessage? in
      let tree = JSONTree(bytes, line)
      return tree.fault == nil ? tree.root.flatMap(NostrMessage.init) : nil
    }
    // The last line may be cut off.
    let isKnown = messages.dropLast(isComplete ? 0 : 1).allSatisfy { $0 != nil }
    return isKnown && messages.contains { $0?.event != nil }
  }

  /// Whether all is strings, in lines or in a list.
  var isWords: Bool {
    guard let first = lines.first else { return false }
    let start = firstSignificant(first)
    return areWords
      || bytes[start] == UInt8(ascii: "[")
        && JSONTree(bytes, start..<bytes.count).root.map(ObjectRow.isWords) ?? false
  }

  /// Whether lines are JSON strings with words, as far as the first ones tell.
  var areWords: Bool {
    let first = lines.prefix(Self.maxRows)
    guard bytes[firstSignificant(first[0])] == UInt8(ascii: "\"") else { return false }
    return first.indices.allSatisfy { index in
      let tree = JSONTree(bytes, first[index])
      // The last line may be cut off.
      return tree.root?.kind == .string
        && (tree.fault == nil || index == lines.count - 1 && !isComplete)
    } && bytes[first[0]].contains(UInt8(ascii: " "))
  }

  /// Whether objects with an id and a text, which might be ours, say who wrote a comment, where, or what it
  /// answers only in fields with names of other systems.
  ///
  /// Objects with a `body`, or with any of our fields for these three, are ours, whatever else they have.
  func saysMoreInRows(_ value: JSONValue) -> Bool {
    let objects =
      value.isObject && isJSONLines
      ? rowObjects
      : ObjectRow.lists(in: value, where: ObjectRow.isComment).flatMap {
        ObjectRow.elements(of: $0).prefix(Self.maxRows)
      }
    var ours: Set<String> = []
    var rows: Set<String> = []
    for object in objects {
      let hasWords = ["body", "text", "content"].contains { object[$0]?.kind == .string }
      if object.has("id"), hasWords, Self.ourNames.contains(where: object.has) { return false }
      guard let found = ObjectRow.fieldsThatSaySomething(in: object) else { continue }
      rows.formUnion(found)
      ours.formUnion(Self.ownFields(of: object))
    }
    return ours.isSubset(of: rows)
      && ["body", "author", "thread", "parent"]
        .contains { rows.contains($0) && !ours.contains($0) }
  }

  /// Fields of the first lines under names of other systems, where none of ours says the same: by our names.
  var fieldsOfOthers: [String: String] {
    let objects = rowObjects
    var found: [String: String] = [:]
    for (field, names) in Self.placeNames
    where !objects.contains(where: { object in names.contains(where: object.has) }) {
      for object in objects
      where ObjectRow.fieldsThatSaySomething(in: object)?.contains(field) ?? false {
        let row = ObjectRow(object)
        guard let place = TableColumns(header: row.header, named: [:]).places[field] else {
          continue
        }
        found[field] = String(decoding: row.fields[place].name, as: UTF8.self)
        break
      }
    }
    return found
  }

  /// What a comment is in, answers, and who wrote it: our names, and those read as such.
  private static let placeNames: [(field: String, names: [String])] = [
    ("author", ["author"]), ("thread", ["thread", "thread_id", "link_id"]),
    ("parent", ["parent", "parent_id"]),
  ]

  /// Names that are ours, or Reddit's, beside an id: even where they are null.
  private static let ourNames = [
    "body", "author", "thread", "thread_id", "link_id", "parent", "parent_id",
  ]

  /// What an object says in our own fields, as ``FlatRecordsReader`` reads them.
  private static func ownFields(of object: JSONValue) -> Set<String> {
    var fields = JSONFields(object)
    var found: Set<String> = []
    if fields.string(["body", "text", "content"]) != nil { found.insert("body") }
    if fields.identifier(["author"]) != nil || FlatRecordsReader.person(in: object) != nil {
      found.insert("author")
    }
    if fields.identifier(["author_id"]) != nil { found.insert("author_id") }
    if fields.time(["created_at", "created_utc"]) != nil { found.insert("created_at") }
    if fields.identifier(["thread", "thread_id", "link_id"]) != nil { found.insert("thread") }
    if fields.identifier(["parent", "parent_id"]) != nil { found.insert("parent") }
    return found
  }
}
