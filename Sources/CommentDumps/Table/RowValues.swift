// SPDX-License-Identifier: Apache-2.0

/// The values of one row, by its columns, and what was mended in them.
struct RowValues {
  let columns: TableColumns
  /// As many as the row has; an empty one says nothing.
  let values: RowCells
  var isWindows1252 = false
  private(set) var notes: [String] = []

  init(columns: TableColumns, values: RowCells, isWindows1252: Bool = false) {
    self.columns = columns
    self.values = values
    self.isWindows1252 = isWindows1252
  }

  mutating func note(_ kind: String) {
    if !notes.contains(kind) { notes.append(kind) }
  }
}

extension RowValues {
  /// The bytes of a field; empty if the row has none.
  func bytes(_ field: RowField) -> ArraySlice<UInt8> { bytes(at: columns.place(of: field)) }

  private func bytes(at place: Int?) -> ArraySlice<UInt8> {
    guard let place, place < values.count else { return [] }
    return values[place]
  }

  /// What kind of thing the row says it is, in lower case.
  var kind: String? {
    let bytes = bytes(at: columns.kind)
    return bytes.isEmpty || bytes.count > 16
      ? nil : String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// The number in an outline: "2-1".
  var outlineNumber: Substring? {
    guard let outline = columns.outline else { return nil }
    let number = String(decoding: bytes(at: outline).prefix(64), as: UTF8.self)[...]
    let isNumber = number.allSatisfy { $0.isASCII && $0.isNumber || $0 == "-" }
    return isNumber && !number.isEmpty ? number : nil
  }

  mutating func text(_ field: RowField) -> String? { text(bytes(field)) }

  private mutating func text(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.isEmpty ? nil : decode(bytes)
  }

  /// A text, unless it says that there is none.
  mutating func name(_ field: RowField) -> String? { text(Self.named(bytes(field))) }

  /// An identifier; those that are whole numbers without a decimal point.
  mutating func identifier(_ field: RowField) -> String? { text(Self.whole(bytes(field))) }

  /// An identifier, unless it says that there is none.
  mutating func named(_ field: RowField) -> String? {
    text(Self.named(Self.whole(bytes(field))))
  }

  /// An identifier, unless it stands for none: as the missing parent is written, or who did not sign in.
  mutating func reference(_ field: RowField) -> String? {
    text(Self.nonZero(Self.whole(bytes(field))))
  }

  /// What is answered; `nil` where its words stand for it.
  mutating func parent() -> String? {
    let words = bytes(.parent)
    if columns.parentMayBeWords, words.count > 64 || words.contains(where: { $0 <= 0x20 }) {
      return nil
    }
    return reference(.parent)
  }

  /// An identifier that stands for none, unless something is called so: "0", "-1" or "root".
  mutating func placeholder(_ field: RowField) -> String? {
    let bytes = Self.whole(bytes(field))
    return Self.isAny(Self.placeholders, bytes) ? text(bytes) : nil
  }

  private static let placeholders = ["0", "-1", "root"]

  /// Whether the missing parent may be written as an id is.
  static func isPlaceholder(_ id: String) -> Bool {
    id.utf8.count <= 4 && placeholders.contains { $0.utf8.elementsEqual(id.utf8) }
  }

  /// Whether the row says that its words are gone: a flag that is set, or when it was deleted.
  var isDeleted: Bool {
    guard let place = columns.deleted else { return false }
    let flag = String(decoding: bytes(at: place).prefix(64), as: UTF8.self)
    // As Go and MySQL write that there is no time.
    if ["0001-01-01", "0000-00-00"].contains(where: flag.hasPrefix) { return false }
    let unset = ["", "0", "0.0", "-1", "false", "no", "n", "f", "null", "none", "nan"]
    return !unset.contains(flag.lowercased())
  }

  /// Whether the row only says that somebody came, went or took a message away.
  var isNotice: Bool {
    guard let place = columns.notice else { return false }
    let kind = String(decoding: bytes(at: place).prefix(32), as: UTF8.self)
    return kind == "tombstone"
      || ["channel_", "group_"].contains(where: kind.hasPrefix)
        && ["_join", "_leave", "_archive", "_unarchive"].contains(where: kind.hasSuffix)
  }

  mutating func time(_ field: RowField) -> Int64? {
    let bytes = Self.trimmed(bytes(field))
    guard !bytes.isEmpty else { return nil }
    if let seconds = RecordTime.seconds(bytes) { return seconds }
    let seconds = TableTime.seconds(decode(bytes))
    if seconds == nil { note("unreadable-time") }
    return seconds
  }

  mutating func number(_ field: RowField) -> Int? {
    let bytes = Self.trimmed(bytes(field))
    guard !bytes.isEmpty else { return nil }
    let value = RecordNumber.exactInteger(bytes).flatMap { Int(exactly: $0) }
    if value == nil {
      // Whether it is text at all is noted as well.
      _ = decode(bytes)
      note("wrong-type:\(field.name)")
    }
    return value
  }

  mutating func boolean(_ field: RowField) -> Bool? {
    switch text(field)?.lowercased() {
    case nil: return nil
    case "true", "1", "yes", "t": return true
    case "false", "0", "no", "f": return false
    default:
      note("wrong-type:\(field.name)")
      return nil
    }
  }

  mutating func decode(_ bytes: ArraySlice<UInt8>) -> String {
    if isWindows1252 { return String(decoding: Windows1252.utf8(Array(bytes)), as: UTF8.self) }
    if UTF8Check.firstFault(in: bytes.span, 0..<bytes.count) != nil { note("ill-formed-utf8") }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension RowValues {
  /// A value without spaces around it, which some people write behind every comma.
  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.first == 0x20 || text.last == 0x20 else { return text }
    let rest = text.drop { $0 == 0x20 }
    return rest.lastIndex { $0 != 0x20 }.map { rest[...$0] } ?? []
  }

  /// A column of whole numbers with gaps is written with a decimal point by some programs.
  private static func whole(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = trimmed(value)
    guard text.count > 2, text.last == UInt8(ascii: "0"),
      text[text.endIndex - 2] == UInt8(ascii: "."),
      text.dropLast(2).allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return text }
    return text.dropLast(2)
  }

  private static let missing = ["NULL", "null", "None", "nan", "NaN", "\\N"]
  private static let noParent = ["0", "-1", "root", "N/A", "undefined"]

  /// Tables write the missing parent as 0, as "root" or as NULL. A list of those who are answered is none
  /// either.
  private static func nonZero(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isList = text.first == UInt8(ascii: "[") || text.first == UInt8(ascii: "{")
    return isList || isAny(noParent, text) ? [] : named(text)
  }

  /// Nothing, if a text says that there is none.
  private static func named(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    isAny(missing, text) ? [] : text
  }

  private static func isAny(_ names: [String], _ text: ArraySlice<UInt8>) -> Bool {
    names.contains { $0.utf8.count == text.count && $0.utf8.elementsEqual(text) }
  }
}
