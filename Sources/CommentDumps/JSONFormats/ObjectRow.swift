// SPDX-License-Identifier: Apache-2.0

/// A JSON object as the row of a table: its fields, those of objects inside of it under paths ("user.name").
///
/// Lists are no fields, and objects that only say of which type a value is (`{"$date": …}`, `{"S": …}`) stand
/// for the value.
struct ObjectRow {
  /// How deep objects inside of objects are looked into.
  private static let maxDepth = 4
  /// The most fields of an object; later ones are passed over.
  static let maxFields = 1024
  /// The longest name that a field may have, with those of the objects around it; what has a longer one is
  /// passed over.
  private static let maxNameBytes = 512

  private(set) var fields: [(name: [UInt8], value: JSONValue)] = []
  /// Whether the object has more than ``maxFields``.
  private(set) var hasMore = false

  init(_ object: JSONValue) {
    var text = JSONText()
    var waiting = [(path: [UInt8](), value: object, depth: 0)]
    while let (path, next, depth) = waiting.popLast() {
      let isInner = next.isObject && (depth == 0 || Self.typed(next) == nil)
      guard isInner else {
        guard add(path, Self.typed(next) ?? next) else { break }
        continue
      }
      guard depth < Self.maxDepth else { continue }
      // One too many is enough to know that there are more.
      let members = Array(next.members.prefix(Self.maxFields + 1))
      if members.count > Self.maxFields { hasMore = true }
      for (key, value) in members.reversed() {
        guard path.count + key.token.range.count < Self.maxNameBytes else { continue }
        let name = text.rawBytes(key.token, in: key.bytes)
        waiting.append((path.isEmpty ? name : path + [UInt8(ascii: ".")] + name, value, depth + 1))
      }
    }
  }

  /// Adds a field, unless it is a list; `false` when there is no room for it.
  private mutating func add(_ name: [UInt8], _ value: JSONValue) -> Bool {
    guard !value.isArray, !value.isObject else { return true }
    guard fields.count < Self.maxFields else {
      hasMore = true
      return false
    }
    fields.append((name, value))
    return true
  }

  /// The names, as ``TableColumns`` takes them.
  var header: [[UInt8]] { fields.map(\.name) }

  private static let typeNames = [
    "$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "S", "N", "BOOL", "stringValue",
    "integerValue", "timestampValue", "string", "long", "int",
  ]

  /// The value in an object that only says of which type it is: as MongoDB, DynamoDB, Firestore and Avro
  /// write them.
  private static func typed(_ object: JSONValue) -> JSONValue? {
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
    guard object.isObject else { return nil }
    let row = ObjectRow(object)
    let columns = TableColumns(header: row.header, named: named)
    guard let body = columns.places["body"] else { return nil }
    return named["body"] != nil || row.fields[body].value.kind == .string ? columns : nil
  }

  /// Whether an object among others is so much like a comment that nobody has to say so: it has words and
  /// one thing more that we know, or words under a name that means nothing else.
  static func isComment(_ object: JSONValue) -> Bool {
    guard let columns = columns(of: object, named: [:]) else { return false }
    if columns.places.count > 1 { return true }
    let names = ObjectRow(object).header
    return columns.places["body"].map { TableSignature.isCertain(names[$0], isField: true) }
      ?? false
  }

  /// Whether an object by itself is one: many things have a name and a text.
  static func isLoneComment(_ object: JSONValue) -> Bool {
    columns(of: object, named: [:]).map { $0.places.count > 2 } ?? false
  }

  /// The lists in a document whose elements are comments.
  ///
  /// - Parameter isComment: What tells them.
  static func lists(
    in document: JSONValue,
    where isComment: (JSONValue) -> Bool
  ) -> [JSONValue] {
    var found: [JSONValue] = []
    var waiting = [(value: document, depth: 0)]
    while let (next, depth) = waiting.popLast() {
      if next.isArray {
        if next.elements.prefix(8).contains(where: isComment) { found.append(next) }
      } else if depth < maxDepth {
        let inner = next.members.map(\.value).filter { $0.isObject || $0.isArray }
        waiting += inner.map { ($0, depth + 1) }.reversed()
      }
    }
    return found
  }
}
