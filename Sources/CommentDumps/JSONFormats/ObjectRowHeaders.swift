// SPDX-License-Identifier: Apache-2.0

/// What the fields of objects mean, by their names: remembered, since most objects have those of others.
struct ObjectRowHeaders {
  /// What the names of an object's fields mean. A class, since each object has one and few are made.
  final class Header {
    let columns: TableColumns
    /// The fields that mean something, by their places.
    let used: [Int]
    /// The last field of the same name, by field: as in other JSON, the last value counts.
    let last: [Int]
    let hasRepeated: Bool

    fileprivate init(_ names: [[UInt8]], named: [String: String]) {
      var lastOfName: [[UInt8]: Int] = [:]
      for (index, name) in names.enumerated() { lastOfName[name] = index }
      columns = TableColumns(header: names, named: named)
      let flags = [columns.kind, columns.deleted, columns.notice].compactMap(\.self)
      used = Set(columns.places.values).union(flags).sorted()
      last = names.map { lastOfName[$0] ?? 0 }
      hasRepeated = lastOfName.count < names.count
    }
  }

  /// The fields of an object that mean something.
  struct Fields {
    var header: Header
    /// As many as the header's ``Header/used``.
    var values: [JSONValue]
    /// Whether the object has more fields than are read.
    var hasMore: Bool
  }

  /// What is known of comments without answers whose objects have one shape.
  private struct Make {
    var header: Header
    /// Which of a shape's values are ``Fields/values``.
    var numbers: [Int]
    var hasMore: Bool
  }

  /// The most sets of names, and of shapes, whose meaning is remembered.
  private static let maxHeaders = 256

  private let named: [String: String]
  private var known: [[[UInt8]]: Header] = [:]
  /// What is known of objects by their shapes; `nil` of those that are looked at one by one.
  private var makes: [[UInt8]: Make?] = [:]
  private var shape = JSONShape()
  /// The shape of the object before, and what is known of it: most are like the one before.
  private var latest: (shape: [UInt8], make: Make?) = ([], nil)

  /// - Parameter named: Fields that the caller names, by ours.
  init(named: [String: String] = [:]) { self.named = named }
}

extension ObjectRowHeaders {
  /// The fields of an object that was made a row.
  mutating func fields(of row: ObjectRow) -> Fields {
    let header = header(of: row)
    return Fields(
      header: header,
      values: header.used.map { row.fields[header.last[$0]].value },
      hasMore: row.hasMore
    )
  }

  private mutating func header(of row: ObjectRow) -> Header {
    let names = row.header
    if let header = known[names] { return header }
    let header = Header(names, named: named)
    if known.count >= Self.maxHeaders { known.removeAll() }
    known[names] = header
    return header
  }

  /// The fields of an object that is a comment by its shape, and has no answers; `nil` if it has to be
  /// looked at.
  ///
  /// - Parameter isPlain: Whether there is nothing about an object but its fields, by its shape alone.
  /// - Complexity: O(*n*) in the bytes of its names.
  mutating func fields(
    ofPlain object: JSONValue,
    where isPlain: (JSONValue) -> Bool
  ) -> Fields? {
    guard shape.describe(object), let make = make(of: object, where: isPlain) else { return nil }
    return Fields(
      header: make.header,
      values: make.numbers.map { shape.value($0, of: object) },
      hasMore: make.hasMore
    )
  }

  private mutating func make(
    of object: JSONValue,
    where isPlain: (JSONValue) -> Bool
  ) -> Make? {
    if shape.bytes == latest.shape { return latest.make }
    let make: Make?
    if let known = makes[shape.bytes] {
      make = known
    } else {
      make = isPlain(object) ? learnMake(of: object) : nil
      if makes.count >= Self.maxHeaders { makes.removeAll() }
      makes[shape.bytes] = make
    }
    latest = (shape.bytes, make)
    return make
  }

  private mutating func learnMake(of object: JSONValue) -> Make? {
    let fields = fields(of: ObjectRow(object))
    guard fields.words != nil else { return nil }
    let numbers = fields.values.compactMap(shape.number)
    guard numbers.count == fields.values.count else { return nil }
    return Make(header: fields.header, numbers: numbers, hasMore: fields.hasMore)
  }
}

extension ObjectRowHeaders.Fields {
  /// The value that holds the words.
  var words: JSONValue? {
    guard let place = header.columns.place(of: .body) else { return nil }
    return header.used.firstIndex(of: place).map { values[$0] }
  }

  /// The values as those of a row; of fields that mean nothing, nothing is read.
  var rowValues: RowValues {
    var cells = RowCells()
    var text = JSONText()
    var isMended = false
    for (place, value) in zip(header.used, values) {
      while cells.count < place { cells.endCell() }
      if value.isArray {
        for part in ObjectRow.parts(of: value) {
          guard let part else {
            cells.append(UInt8(ascii: "\n"))
            continue
          }
          if Self.append(part, to: &cells, &text) { isMended = true }
        }
      } else if Self.append(value, to: &cells, &text) {
        isMended = true
      }
      cells.endCell()
    }
    var values = RowValues(columns: header.columns, values: cells)
    if isMended { values.note("lone-surrogate") }
    if header.hasRepeated { values.note("duplicate-key") }
    if hasMore { values.note("many-fields") }
    return values
  }

  /// Appends a scalar; whether something in it was mended.
  private static func append(
    _ value: JSONValue,
    to cells: inout RowCells,
    _ text: inout JSONText
  ) -> Bool {
    guard value.kind != .null else { return false }
    let token = value.token
    guard token.hasEscapes else {
      cells.append(value.bytes[token.range])
      return false
    }
    cells.append(text.rawBytes(token, in: value.bytes)[...])
    return text.loneSurrogate != nil
  }
}
