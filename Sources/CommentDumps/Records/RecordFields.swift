// SPDX-License-Identifier: Apache-2.0

/// The fields of one line's object, as places in its bytes: the keys of ``RecordKey``, of each the
/// last value.
struct RecordFields {
  /// Where keys that came a second time stand; the first place of each.
  private(set) var duplicates: [Int] = []
  /// Where the value begins.
  private(set) var start = 0

  private let table = RecordKeyTable()
  private var tokens = [JSONToken](
    repeating: JSONToken(kind: .null, start: 0, end: 0),
    count: RecordKey.allCases.count
  )
  /// Bit by bit: the keys that are there, those whose value is not null, those that came again.
  private var present: UInt64 = 0
  private var valued: UInt64 = 0
  private var repeated: UInt64 = 0
  private var cursor = JSONCursor()
  private var keyText = JSONText()
}

extension RecordFields {
  /// Whether the object has the key, whatever its value.
  func has(_ key: RecordKey) -> Bool { present & (1 << UInt64(key.rawValue)) != 0 }

  /// Whether the object has the key with a value other than null.
  func hasValue(_ key: RecordKey) -> Bool { valued & (1 << UInt64(key.rawValue)) != 0 }

  /// Whether the object has one of the keys of a set of bits.
  func hasAny(of keys: UInt64) -> Bool { present & keys != 0 }

  /// The value of a key; `nil` when it is missing or null.
  subscript(key: RecordKey) -> JSONToken? {
    hasValue(key) ? tokens[Int(key.rawValue)] : nil
  }

  /// Reads the value that fills `line`, apart from white space, and says what it is: only an object
  /// has fields.
  ///
  /// On a fault the fields up to it are there.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func read(_ bytes: [UInt8], line: Range<Int>) throws(JSONFault) -> JSONToken.Kind {
    present = 0
    valued = 0
    repeated = 0
    if !duplicates.isEmpty { duplicates.removeAll() }
    let span = bytes.span.extracting(..<line.upperBound)
    cursor.reset(to: line.lowerBound)
    cursor.skipSpace(span)
    start = cursor.position
    guard start < span.count else { throw JSONFault(.nothing, at: start) }
    guard span[start] == UInt8(ascii: "{") else {
      let value = try cursor.value(span)
      try cursor.end(span)
      return value.kind
    }
    var hasMember = try cursor.enterObject(span)
    while hasMember {
      let name = try cursor.key(span)
      let found =
        name.hasEscapes
        ? keyWithEscapes(name, in: bytes) : table.key(span, name.range)
      let value = try cursor.value(span)
      if let found { set(found, value, keyAt: name.start &- 1) }
      hasMember = try cursor.hasNextMember(span)
    }
    try cursor.end(span)
    return .object
  }

  /// The object's key that is `spelling` but for upper-case letters, as the object spells it.
  ///
  /// Only for an object that was read without a fault.
  func nearMiss(of spelling: String, in bytes: [UInt8], line: Range<Int>) -> String? {
    let span = bytes.span.extracting(..<line.upperBound)
    var cursor = JSONCursor(at: start)
    do throws(JSONFault) {
      var hasMember = try cursor.enterObject(span)
      while hasMember {
        let name = try cursor.key(span)
        if name.range.count == spelling.utf8.count,
          bytes[name.range].elementsEqual(
            spelling.utf8,
            by: { $0 == $1 || ($0 | 0x20 == $1 && $0 < $1) }
          )
        {
          return String(decoding: bytes[name.range], as: UTF8.self)
        }
        _ = try cursor.value(span)
        hasMember = try cursor.hasNextMember(span)
      }
    } catch {
      return nil
    }
    return nil
  }

  private mutating func keyWithEscapes(_ name: JSONToken, in bytes: [UInt8]) -> RecordKey? {
    let spelling = keyText.rawBytes(name, in: bytes)
    return table.key(spelling.span, 0..<spelling.count)
  }

  @inline(__always)
  private mutating func set(_ key: RecordKey, _ token: JSONToken, keyAt index: Int) {
    let bit: UInt64 = 1 << UInt64(key.rawValue)
    if present & bit != 0 {
      if repeated & bit == 0 { duplicates.append(index) }
      repeated |= bit
    }
    present |= bit
    if token.kind == .null { valued &= ~bit } else { valued |= bit }
    tokens[Int(key.rawValue)] = token
  }
}
