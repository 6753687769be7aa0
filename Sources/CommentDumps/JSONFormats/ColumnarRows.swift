// SPDX-License-Identifier: Apache-2.0

/// A JSON object that is a table by columns, as pandas writes one if nobody asks for another form: under the
/// name of each column its values, in a list or under the names of rows; or the names and the rows apart
/// (`{"columns": ["text"], "data": [["Was it wide?"]]}`).
struct ColumnarRows {
  private let names: [[UInt8]]
  /// The values, by column.
  private var columns: [[JSONValue]] = []
  /// The values, by row, where they are written so.
  private var rows: [JSONValue] = []

  /// - Parameter named: Columns that the caller names, by our fields.
  init?(_ object: JSONValue, named: [String: String]) {
    guard let (_, first) = object.members.first(where: { _ in true }),
      first.isArray || first.isObject
    else { return nil }
    if let header = object["columns"], let data = object["data"], header.first?.kind == .string,
      data.first?.isArray ?? false
    {
      names = Self.bytes(header.elements.filter { $0.kind == .string })
      rows = Array(data.elements)
    } else {
      let members = Array(object.members.prefix(ObjectRow.maxFields))
      // Only the beginning may be seen, which ends inside of a column.
      guard Self.isColumn(first), object.isCut || members.count > 1,
        members.allSatisfy({ Self.isColumn($0.value) })
      else { return nil }
      names = Self.bytes(members.map(\.key))
      columns = members.map { ObjectRow.elements(of: $0.value) }
      // A single value under each name is a setting more often than a table of one row.
      guard
        object.isCut || columns[0].count > 1 && columns.allSatisfy({ $0.count == columns[0].count })
      else { return nil }
    }
    guard let body = TableColumns(header: names, named: named).places["body"] else { return nil }
    let words = rows.isEmpty ? columns[body] : Array(rows[0].elements.dropFirst(body).prefix(1))
    guard words.first?.kind == .string || words.first?.kind == .null else { return nil }
  }

  /// Whether a value may be a column: a list, or an object, of what is neither.
  private static func isColumn(_ value: JSONValue) -> Bool {
    func isCell(_ value: JSONValue) -> Bool { !value.isArray && !value.isObject }
    return value.isArray
      ? value.first != nil && value.elements.allSatisfy(isCell)
      : value.isObject && value.members.allSatisfy { isCell($0.value) }
  }

  private static func bytes(_ strings: some Sequence<JSONValue>) -> [[UInt8]] {
    var text = JSONText()
    return strings.map { text.rawBytes($0.token, in: $0.bytes) }
  }
}

extension ColumnarRows: Sequence {
  func makeIterator() -> AnyIterator<ObjectRow> {
    // Where the JSON is cut, later columns have fewer values.
    let count = rows.isEmpty ? columns.map(\.count).max() ?? 0 : rows.count
    var next = 0
    return AnyIterator {
      guard next < count else { return nil }
      defer { next += 1 }
      if !rows.isEmpty {
        return ObjectRow(fields: zip(names, rows[next].elements).map { ($0, $1) })
      }
      return ObjectRow(
        fields: zip(names, columns).filter { next < $1.count }.map { ($0, $1[next]) }
      )
    }
  }
}
