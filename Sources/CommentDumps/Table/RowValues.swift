// SPDX-License-Identifier: Apache-2.0

/// The values of one row, by its columns, and what was mended in them.
struct RowValues {
  let columns: TableColumns
  /// As many as the row has; an empty one says nothing.
  let values: [[UInt8]]
  var isWindows1252 = false
  private(set) var notes: [String] = []

  init(columns: TableColumns, values: [[UInt8]], isWindows1252: Bool = false) {
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
  func bytes(_ field: String) -> [UInt8] { bytes(at: columns.places[field]) }

  private func bytes(at place: Int?) -> [UInt8] {
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
    let number = String(decoding: bytes(at: columns.outline).prefix(64), as: UTF8.self)[...]
    let isNumber = number.allSatisfy { $0.isASCII && $0.isNumber || $0 == "-" }
    return isNumber && !number.isEmpty ? number : nil
  }

  mutating func text(_ field: String) -> String? {
    let bytes = bytes(field)
    return bytes.isEmpty ? nil : decode(bytes)
  }

  /// A text, unless it says that there is none.
  mutating func name(_ field: String) -> String? { text(field).flatMap(Self.named) }

  /// An identifier; those that are whole numbers without a decimal point.
  mutating func identifier(_ field: String) -> String? { text(field).map(Self.whole) }

  /// An identifier, unless it says that there is none.
  mutating func named(_ field: String) -> String? { identifier(field).flatMap(Self.named) }

  /// An identifier, unless it stands for none: as the missing parent is written, or who did not sign in.
  mutating func reference(_ field: String) -> String? { identifier(field).flatMap(Self.nonZero) }

  /// An identifier that stands for none, unless something is called so: "0", "-1" or "root".
  mutating func placeholder(_ field: String) -> String? {
    identifier(field).flatMap { Self.isPlaceholder($0) ? $0 : nil }
  }

  /// Whether the missing parent may be written as an id is.
  static func isPlaceholder(_ id: String) -> Bool { ["0", "-1", "root"].contains(id) }

  /// Whether the row says that its words are gone: a flag that is set, or when it was deleted.
  var isDeleted: Bool {
    let flag = String(decoding: bytes(at: columns.deleted).prefix(64), as: UTF8.self)
    return !["", "false", "0", "no", "n", "f", "null", "none", "nan"].contains(flag.lowercased())
  }

  mutating func time(_ field: String) -> Int64? {
    guard let text = text(field) else { return nil }
    let seconds = TableTime.seconds(text)
    if seconds == nil { note("unreadable-time") }
    return seconds
  }

  mutating func number(_ field: String) -> Int? {
    guard let text = text(field) else { return nil }
    let value = RecordNumber.exactInteger(Array(text.utf8)[...]).flatMap { Int(exactly: $0) }
    if value == nil { note("wrong-type:\(field)") }
    return value
  }

  mutating func boolean(_ field: String) -> Bool? {
    switch text(field)?.lowercased() {
    case nil: return nil
    case "true", "1", "yes", "t": return true
    case "false", "0", "no", "f": return false
    default:
      note("wrong-type:\(field)")
      return nil
    }
  }

  mutating func decode(_ bytes: [UInt8]) -> String {
    if isWindows1252 { return String(decoding: Windows1252.utf8(bytes), as: UTF8.self) }
    if UTF8Check.firstFault(in: bytes.span, 0..<bytes.count) != nil { note("ill-formed-utf8") }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension RowValues {
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

  private static func named(_ text: String) -> String? { missing.contains(text) ? nil : text }
}
