// SPDX-License-Identifier: Apache-2.0

/// The fields of one line's object, as places in its bytes: the keys of ``RecordKey``, of each the
/// last value.
struct RecordFields {
  /// Where keys that came a second time stand; the first place of each.
  private(set) var duplicates: [Int] = []
  /// Where `NaN`, `Infinity` or `-Infinity` stands first, which count as null.
  var notANumberAt: Int? { cursor.notANumberAt }
  /// Where the value begins.
  private(set) var start = 0

  private let table = RecordKeyTable()
  private var tokens = [JSONToken](
    repeating: JSONToken(kind: .null, start: 0, end: 0),
    count: LineLayout.slotCount
  )
  /// What the values are.
  private(set) var masks = RecordMasks()
  /// Keys that came again.
  private var repeated: UInt64 = 0
  private var cursor = JSONCursor(readsNotANumber: true)
  private var keyText = JSONText()
  private var layouts = LineLayouts()
}

extension RecordFields {
  /// Whether the object has the key, whatever its value.
  @inline(__always)
  func has(_ key: RecordKey) -> Bool { masks.present & key.bit != 0 }

  /// Whether the object has the key with a value other than null.
  @inline(__always)
  func hasValue(_ key: RecordKey) -> Bool { masks.valued & key.bit != 0 }

  /// Whether the object has one of the keys of a set of bits.
  func hasAny(of keys: UInt64) -> Bool { masks.present & keys != 0 }

  /// The value of a key; `nil` when it is missing or null.
  @inline(__always)
  subscript(key: RecordKey) -> JSONToken? {
    hasValue(key) ? tokens[Int(key.rawValue)] : nil
  }

  /// Reads the object that fills the line which begins at `from`, if the line is laid out like one of
  /// the last, and says where the line ends; `nil` if it is to be cut and given to
  /// ``read(_:line:)``, which gives the same.
  ///
  /// - Complexity: O(*n*) in the bytes of the line; no allocation.
  @inline(__always)
  mutating func readAhead(_ bytes: [UInt8], from index: Int, lineEnd: UInt8) -> Int? {
    guard
      let line = layouts.read(bytes, from: index, lineEnd: lineEnd, into: &tokens, &masks)
    else { return nil }
    if !duplicates.isEmpty { duplicates.removeAll() }
    start = line.start
    return line.end
  }

  /// Reads the value that fills `line`, apart from white space, and says what it is: only an object
  /// has fields.
  ///
  /// On a fault the fields up to it are there.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func read(_ bytes: [UInt8], line: Range<Int>) throws(JSONFault) -> JSONToken.Kind {
    if !duplicates.isEmpty { duplicates.removeAll() }
    masks = RecordMasks()
    repeated = 0
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
    layouts.beginLearning(bytes, line: line)
    var hasMember = try cursor.enterObject(span)
    while hasMember {
      let name = try cursor.key(span)
      let found =
        name.hasEscapes
        ? keyWithEscapes(name, in: bytes) : table.key(span, name.range)
      let place = cursor.position
      let value = try cursor.value(span)
      layouts.note(place..<cursor.position, found)
      if let found { set(found, value, keyAt: name.start &- 1, in: span) }
      hasMember = try cursor.hasNextMember(span)
    }
    try cursor.end(span)
    if duplicates.isEmpty, notANumberAt == nil { layouts.learn(bytes, line: line, objectAt: start) }
    return .object
  }

  /// The object's key that is `spelling` but for upper-case letters, as the object spells it.
  ///
  /// Only for an object that was read without a fault.
  func nearMiss(of spelling: String, in bytes: [UInt8], line: Range<Int>) -> String? {
    let span = bytes.span.extracting(..<line.upperBound)
    var cursor = JSONCursor(at: start, readsNotANumber: true)
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
  private mutating func set(
    _ key: RecordKey,
    _ token: JSONToken,
    keyAt index: Int,
    in span: Span<UInt8>
  ) {
    let bit = key.bit
    if masks.present & bit != 0 {
      if repeated & bit == 0 { duplicates.append(index) }
      repeated |= bit
    }
    var isFraction = false
    if token.kind == .number {
      isFraction = token.range.count > 19
      for at in token.range where span[at] == UInt8(ascii: ".") || span[at] | 0x20 == 0x65 {
        isFraction = true
      }
    }
    masks.set(bit, token, isFraction: isFraction)
    tokens[Int(key.rawValue)] = token
  }
}
