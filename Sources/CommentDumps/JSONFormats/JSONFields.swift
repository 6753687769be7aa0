// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads the values of one record in a JSON document, and keeps what was mended.
///
/// Every method takes keys in order of preference: the first that has a value other than null and
/// the empty string counts. A value of the wrong type is left out, and noted.
struct JSONFields {
  let object: JSONValue
  private(set) var notes: [RecordNote] = []
  private var text = JSONText()

  init(_ object: JSONValue) { self.object = object }
}

extension JSONFields {
  typealias Keys = [String]

  /// A string, or the exact characters of a number.
  mutating func identifier(_ keys: Keys) -> String? {
    guard let (key, value) = find(keys) else { return nil }
    guard value.kind == .string || value.kind == .number else { return wrongType(key, value) }
    return decode(value)
  }

  mutating func string(_ keys: Keys) -> String? {
    guard let (key, value) = find(keys) else { return nil }
    guard value.kind == .string else { return wrongType(key, value) }
    return decode(value)
  }

  mutating func boolean(_ keys: Keys) -> Bool? {
    guard let (key, value) = find(keys) else { return nil }
    switch value.kind {
    case .true: return true
    case .false: return false
    default: return wrongType(key, value)
    }
  }

  /// Whether a flag is set; anything but `true` is no.
  func isTrue(_ key: String) -> Bool { object[key]?.kind == .true }

  mutating func integer(_ keys: Keys) -> Int? {
    guard let (key, value) = find(keys) else { return nil }
    if value.kind == .number || value.kind == .string,
      let whole = RecordNumber.exactInteger(rawBytes(value)[...])
    {
      return Int(exactly: whole)
    }
    return wrongType(key, value)
  }

  /// A time as ``RecordTime`` reads it, also as `{"$date": …}`, the way MongoDB writes one.
  mutating func time(_ keys: Keys) -> Int64? {
    guard let (key, found) = find(keys) else { return nil }
    var value = found
    var isMongo = false
    if value.isObject, let date = value["$date"] {
      isMongo = true
      value = date["$numberLong"] ?? date
    }
    guard value.kind == .number || value.kind == .string else { return wrongType(key, value) }
    let bytes = rawBytes(value)[...]
    // MongoDB counts milliseconds.
    if isMongo, let milliseconds = RecordNumber.flooredInteger(bytes) { return milliseconds / 1000 }
    if let seconds = RecordTime.seconds(bytes) { return seconds }
    note("unreadable-time", at: value.start)
    return nil
  }

  /// The comment's required fields, the others unknown.
  ///
  /// - Throws: ``RecordFault`` when the id or the words are missing.
  mutating func comment(
    id idKeys: Keys,
    body bodyKeys: Keys,
    format: BodyFormat
  ) throws(RecordFault) -> Comment {
    if let repeatedAt = object.find(idKeys[0])?.repeatedAt { note("duplicate-key", at: repeatedAt) }
    guard let id = identifier(idKeys) else { throw RecordFault(absence(idKeys), at: object.start) }
    return Comment(id: id, body: try body(bodyKeys), bodyFormat: format)
  }

  /// The words: any string, the empty one included, which null stands for as well: deleted comments keep
  /// their place.
  mutating func body(_ keys: Keys) throws(RecordFault) -> String {
    var value: JSONValue?
    for key in keys {
      guard let found = object.find(key), found.value.kind != .null else { continue }
      if let repeatedAt = found.repeatedAt { note("duplicate-key", at: repeatedAt) }
      value = found.value
      break
    }
    guard let value else {
      guard keys.contains(where: object.has) else {
        throw RecordFault(absence(keys), at: object.start)
      }
      note("no-words", at: object.start)
      return ""
    }
    guard value.kind == .string else {
      throw RecordFault("the words are \(value.kind.words), not a string", at: value.start)
    }
    if object.isCut { note("cut-off", at: object.start) }
    return decode(value)
  }

  mutating func decode(_ value: JSONValue) -> String {
    let decoded = text.decode(value.token, in: value.bytes)
    if let index = text.illFormedByte { note("ill-formed-utf8", at: index) }
    if let index = text.loneSurrogate { note("lone-surrogate", at: index) }
    return decoded
  }

  mutating func note(_ kind: String, at index: Int) {
    notes.append(RecordNote(kind: kind, index: index))
  }
}

extension JSONFields {
  private func find(_ keys: Keys) -> (String, JSONValue)? {
    for key in keys {
      guard let value = object[key], value.kind != .null else { continue }
      if value.kind == .string, value.token.isEmpty { continue }
      return (key, value)
    }
    return nil
  }

  private mutating func rawBytes(_ value: JSONValue) -> [UInt8] {
    text.rawBytes(value.token, in: value.bytes)
  }

  private mutating func wrongType<Value>(_ key: String, _ value: JSONValue) -> Value? {
    note("wrong-type:\(key)", at: value.start)
    return nil
  }

  private func absence(_ keys: Keys) -> String {
    let names = keys.map { "\"\($0)\"" }.joined(separator: " or ")
    return object.isCut ? "cut off before \(names)" : "no \(names)"
  }
}
