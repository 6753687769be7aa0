// SPDX-License-Identifier: Apache-2.0

/// A JSON object as the row of a table: its fields, those of objects inside of it under paths ("user.name").
///
/// Lists are no fields, but for words in parts, as Telegram has them (`["wide ", {"text": "?"}]`). Objects that
/// only say of which type a value is (`{"$date": …}`, `{"S": …}`) stand for the value.
struct ObjectRow {
  /// How deep objects inside of objects are looked into.
  static let maxDepth = 9
  /// How deep lists are looked for.
  private static let maxListDepth = 6
  /// The most fields of an object; later ones are passed over.
  static let maxFields = 1024
  /// The longest name that a field may have, with those of the objects around it; what has a longer one is
  /// passed over.
  private static let maxNameBytes = 512

  private(set) var fields: [(name: [UInt8], value: JSONValue)] = []
  /// Whether the object has more than ``maxFields``.
  private(set) var hasMore = false

  init(fields: [(name: [UInt8], value: JSONValue)]) { self.fields = fields }

  init(_ object: JSONValue) {
    var text = JSONText()
    var waiting = [(path: [UInt8](), value: object, depth: 0)]
    while let (path, next, depth) = waiting.popLast() {
      let isInner = next.isObject && (depth == 0 || Self.typed(next) == nil)
      guard isInner else {
        guard add(path, Self.typed(next) ?? next) else { break }
        continue
      }
      guard depth < Self.maxDepth, depth == 0 || !Self.isCollection(next) else { continue }
      // One too many is enough to know that there are more.
      let members = Array(next.members.prefix(Self.maxFields + 1))
      if members.count > Self.maxFields { hasMore = true }
      for (key, value) in members.reversed() {
        guard path.count + key.token.range.count < Self.maxNameBytes else { continue }
        // Firestore names a document by its path, beside its fields.
        let isPath = depth == 0 && key.isString("name") && object["fields"]?.isObject ?? false
        let name = isPath ? Array("id".utf8) : text.rawBytes(key.token, in: key.bytes)
        waiting.append((path.isEmpty ? name : path + [UInt8(ascii: ".")] + name, value, depth + 1))
      }
    }
  }

  /// Whether an object holds several with words, each under a name of its own, as a list does.
  private static func isCollection(_ object: JSONValue) -> Bool {
    var text = JSONText()
    var count = 0
    for (_, value) in object.members.prefix(2) {
      let hasWords = value.members.prefix(64).contains { key, words in
        let name = text.rawBytes(key.token, in: key.bytes)
        return words.kind == .string && TableColumns.isWords(String(decoding: name, as: UTF8.self))
      }
      guard hasWords else { return false }
      count += 1
    }
    return count > 1
  }

  /// Adds a field, unless it is a list; `false` when there is no room for it.
  private mutating func add(_ name: [UInt8], _ value: JSONValue) -> Bool {
    if value.isArray, let (name, id) = Self.answered(in: value, named: name) {
      return add(Array(name.utf8), id)
    }
    // That there is an answered one says not which.
    if value.kind == .true || value.kind == .false, TableColumns.isParent(name) { return true }
    guard !value.isObject, !value.isArray || Self.isInParts(value, named: name) else { return true }
    guard fields.count < Self.maxFields else {
      hasMore = true
      return false
    }
    fields.append((name, value))
    return true
  }

  /// The row without what stands in objects under some names.
  func without(_ names: [String]) -> ObjectRow {
    ObjectRow(
      fields: fields.filter { field in
        let first = field.name.prefix { $0 != UInt8(ascii: ".") }
        return first.count == field.name.count || !names.contains { $0.utf8.elementsEqual(first) }
      }
    )
  }

  private static func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
    a.bytes[a.token.range] == b.bytes[b.token.range]
  }

  /// What a list says of what is answered: of what a post of Twitter refers to, of the tags of Nostr, of all
  /// the comments above one, from the first on.
  private static func answered(
    in list: JSONValue,
    named name: [UInt8]
  ) -> (name: String, id: JSONValue)? {
    if name.elementsEqual("referenced_tweets".utf8) {
      return list.elements.first { $0["type"]?.isString("replied_to") ?? false }?["id"]
        .flatMap { $0.kind == .string ? ("in_reply_to_tweet_id", $0) : nil }
    }
    if name.elementsEqual("references".utf8) {
      let last = Array(list.elements).last
      return last.flatMap { $0.kind == .string ? ("in_reply_to_id", $0) : nil }
    }
    guard name.elementsEqual("tags".utf8) else { return nil }
    func tag(_ name: String) -> JSONValue? {
      list.elements.map { Array($0.elements) }
        .first { $0.count > 1 && $0[0].isString(name) && $0[1].kind == .string }?[1]
    }
    // What all of a thread is about (NIP-22), rather than the comment that is answered.
    if let root = tag("E"), let answered = tag("e"), Self.isSame(answered, root) {
      return ("thread_id", root)
    }
    // Marked "reply" (NIP-10), else the last: what is answered stands behind the first of the thread.
    let events = list.elements.map { Array($0.elements) }
      .filter { $0.count > 1 && $0[0].isString("e") && $0[1].kind == .string }
    let answered =
      events.last { $0.count > 3 && $0[3].isString("reply") }
      ?? events.last { !($0.count > 3 && $0[3].isString("mention")) }
    return answered.map { ("in_reply_to_event_id", $0[1]) }
  }

  /// Whether an object has a list of scalars whose values may say what is answered.
  static func mayListAnswered(_ object: JSONValue) -> Bool {
    object["references"]?.first != nil
  }

  /// The names, as ``TableColumns`` takes them.
  var header: [[UInt8]] { fields.map(\.name) }

  private static let typeNames = [
    "$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "S", "N", "BOOL", "stringValue",
    "integerValue", "timestampValue", "nullValue", "string", "long", "int",
  ]

  private static let wordNames: Set<String> = [
    "text", "body", "content", "message", "comment", "contenttext",
  ]

  /// Whether a list under a name of words has them in parts.
  private static func isInParts(_ list: JSONValue, named path: [UInt8]) -> Bool {
    let names = path.split(separator: UInt8(ascii: "."))
      .map { TableColumns.plain(String(decoding: $0, as: UTF8.self)) }
    guard let name = names.last(where: { $0 != "runs" }), wordNames.contains(name) else {
      return false
    }
    return list.elements.contains(where: \.isObject) && list.elements.allSatisfy(isPart)
      && parts(of: list).contains { $0 != nil }
  }

  /// Whether a value is a part of words: a string, or an object that has one or parts of its own.
  private static func isPart(_ value: JSONValue) -> Bool {
    if value.kind == .string || value["text"]?.kind == .string { return true }
    guard value.isObject, value["type"]?.kind == .string else { return false }
    // What has no words in a document: a picture, a line break.
    return inner(of: value).map { list in list.elements.allSatisfy { $0.isObject } } ?? true
  }

  /// The parts of a part, as editors nest them.
  private static func inner(of part: JSONValue) -> JSONValue? {
    ["content", "children"].lazy.compactMap { part[$0] }.first(where: \.isArray)
  }

  /// The strings that the words of a field are made of; `nil` where a line ends.
  static func parts(of words: JSONValue) -> [JSONValue?] {
    var found: [JSONValue?] = []
    // Without recursion: parts nest as deep as JSON may.
    var waiting: [JSONValue?] = [words]
    while let next = waiting.popLast() {
      guard let next else {
        found.append(nil)
        continue
      }
      if next.isArray {
        waiting += next.elements.reversed().map { Optional($0) }
      } else if !next.isObject {
        found.append(next)
      } else if let text = next["text"] ?? next["attrs"]?["text"], text.kind == .string {
        found.append(text)
      } else if let list = inner(of: next) {
        waiting.append(nil)
        waiting.append(list)
      } else if next["type"]?.isString("hardBreak") ?? false {
        found.append(nil)
      }
    }
    while let last = found.last, last == nil { found.removeLast() }
    return found
  }

  /// The words of a text that is nothing but parts, objects with commas between: `{"text":"Was it"},{"text":" wide?"}`;
  /// `nil` of other texts.
  static func words(inParts bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return nil }
    let list = [UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")]
    let tree = JSONTree(list, 0..<list.count)
    guard tree.fault == nil, let root = tree.root,
      root.elements.allSatisfy({ $0["text"]?.kind == .string })
    else { return nil }
    var text = JSONText()
    return parts(of: root).flatMap { part in
      part.map { text.rawBytes($0.token, in: $0.bytes) } ?? [UInt8(ascii: "\n")]
    }
  }

  /// The value in an object that only says of which type it is: as MongoDB, DynamoDB, Firestore and Avro
  /// write them.
  static func typed(_ object: JSONValue) -> JSONValue? {
    guard object.isObject else { return nil }
    let members = Array(object.members.prefix(2))
    guard members.count == 1, let name = typeNames.first(where: object.has) else { return nil }
    return object[name].flatMap { $0.isObject ? typed($0) : $0 }
  }
}

// MARK: - What is one

extension ObjectRow {
  /// The columns of an object that has the words of a comment, as far as its names tell; `nil` for others.
  ///
  /// - Parameter named: Fields that the caller names, by ours.
  static func columns(of object: JSONValue, named: [String: String]) -> TableColumns? {
    found(in: object, named: named)?.columns
  }

  private static func found(
    in object: JSONValue,
    named: [String: String]
  ) -> (row: ObjectRow, columns: TableColumns, body: Int)? {
    guard object.isObject else { return nil }
    let row = ObjectRow(object)
    let columns = TableColumns(header: row.header, named: named)
    guard let body = columns.places["body"] else { return nil }
    let words = row.fields[body].value
    return named["body"] != nil || words.kind == .string || words.isArray
      ? (row, columns, body) : nil
  }

  /// Whether an object among others is so much like a comment that nobody has to say so: it has words and
  /// one thing more that we know, or words under a name that means nothing else.
  static func isComment(_ object: JSONValue) -> Bool {
    guard let (row, columns, body) = found(in: object, named: [:]) else { return false }
    return columns.places.count > 1
      || TableSignature.isCertain(row.fields[body].name, isField: true)
  }

  /// Our fields of which an object says something, read as a row; `nil` of what has no words.
  static func fieldsThatSaySomething(in object: JSONValue) -> Set<String>? {
    guard let (row, columns, _) = found(in: object, named: [:]) else { return nil }
    var text = JSONText()
    return Set(
      columns.places.filter { field, place in
        let value = row.fields[place].value
        guard value.kind != .null, !(value.kind == .string && value.token.isEmpty) else {
          return false
        }
        return field != "created_at"
          || TableTime.seconds(text.decode(value.token, in: value.bytes)) != nil
      }.keys
    )
  }

  /// Whether an object by itself is one: many things have a name and a text.
  static func isLoneComment(_ object: JSONValue) -> Bool {
    columns(of: object, named: [:]).map { $0.places.count > 2 } ?? false
  }

  /// Whether a list has strings, as far as its first elements tell nothing else, of which some are words and
  /// no ids.
  static func isWords(_ list: JSONValue) -> Bool {
    guard list.isArray, list.first != nil else { return false }
    return list.elements.prefix(8).allSatisfy { $0.kind == .string }
      && list.elements.contains {
        $0.kind == .string && $0.bytes[$0.token.range].contains(UInt8(ascii: " "))
      }
  }

  /// The lists in a document whose elements are comments, or hold lists of some; objects without a list that
  /// have each a comment under a name of its own count as lists.
  ///
  /// - Parameter isComment: What tells them.
  static func lists(
    in document: JSONValue,
    where isComment: (JSONValue) -> Bool
  ) -> [JSONValue] {
    lists(in: document, depth: 0, where: isComment)
  }

  private static func lists(
    in document: JSONValue,
    depth: Int,
    where isComment: (JSONValue) -> Bool
  ) -> [JSONValue] {
    var found: [JSONValue] = []
    var waiting = [(value: document, depth: depth)]
    while let (next, depth) = waiting.popLast() {
      if next.isArray || isKeyed(next, where: isComment) {
        let isList = elements(of: next).prefix(8).contains { element in
          isComment(element)
            || depth < maxListDepth
              && !lists(in: element, depth: depth + 1, where: isComment).isEmpty
        }
        if isList { found.append(next) }
      } else if depth < maxListDepth {
        let hasData =
          next["data"]?.isArray ?? false
          && ["users", "tweets", "media"].contains { next["includes"]?.has($0) ?? false }
        let inner = next.members.filter { key, value in
          // What Twitter answers with comes with what that refers to; Instagram's pictures have captions.
          (value.isObject || value.isArray) && !(hasData && key.isString("includes"))
            && !key.isString("edge_media_to_caption")
        }.map(\.value)
        waiting += inner.map { ($0, depth + 1) }.reversed()
      }
    }
    return found
  }

  /// Whether an object has nothing but comments, each under a name that may be its id, or the comments of
  /// several things under the ids of these.
  static func isKeyed(_ object: JSONValue, where isComment: (JSONValue) -> Bool) -> Bool {
    isKeyed(object, atLeast: 2) { isKeyedAlone($0, where: isComment) || isComment($0) }
  }

  /// Whether an object has nothing but comments, perhaps a single one, under what can only be ids.
  static func isKeyedAlone(_ object: JSONValue, where isComment: (JSONValue) -> Bool) -> Bool {
    let key = object.members.first { _ in true }?.key
    let isID =
      key.map { $0.bytes[$0.token.range].contains { !(0x41...0x7A).contains($0) } } ?? false
    return isID && isKeyed(object, atLeast: 1, where: isComment)
  }

  private static func isKeyed(
    _ object: JSONValue,
    atLeast least: Int,
    where isComment: (JSONValue) -> Bool
  ) -> Bool {
    var count = 0
    var text = JSONText()
    for (key, value) in object.members {
      guard value.isObject else { return false }
      if count < 8 {
        // A comment, and beside it what it answers or is about.
        let name = TableColumns.plain(
          String(decoding: text.rawBytes(key.token, in: key.bytes), as: UTF8.self)
        )
        guard name != "comment", !TableColumns.isAboutOthers(name), isComment(value) else {
          return false
        }
      }
      count += 1
    }
    return count >= least
  }

  /// The elements of a list, or the values of an object.
  static func elements(of list: JSONValue) -> [JSONValue] {
    list.isArray ? Array(list.elements) : list.members.map(\.value)
  }
}
