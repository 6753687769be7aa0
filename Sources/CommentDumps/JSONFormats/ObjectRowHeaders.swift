// SPDX-License-Identifier: Apache-2.0

/// What the fields of objects mean, by their names: remembered, since most objects have those of others.
struct ObjectRowHeaders {
  /// What the names of an object's fields mean.
  struct Header {
    var columns: TableColumns
    /// The last field of the same name, by field: as in other JSON, the last value counts.
    var last: [Int]
    var hasRepeated: Bool
  }

  /// The most sets of names whose meaning is remembered.
  private static let maxHeaders = 256

  private let named: [String: String]
  private var known: [[[UInt8]]: Header] = [:]

  /// - Parameter named: Fields that the caller names, by ours.
  init(named: [String: String] = [:]) { self.named = named }

  mutating func header(of row: ObjectRow) -> Header {
    let names = row.header
    if let header = known[names] { return header }
    var lastOfName: [[UInt8]: Int] = [:]
    for (index, name) in names.enumerated() { lastOfName[name] = index }
    let header = Header(
      columns: TableColumns(header: names, named: named),
      last: names.map { lastOfName[$0] ?? 0 },
      hasRepeated: lastOfName.count < names.count
    )
    if known.count >= Self.maxHeaders { known.removeAll() }
    known[names] = header
    return header
  }
}

extension ObjectRowHeaders.Header {
  /// The values of the fields that mean something; of the others nothing is read.
  func values(of row: ObjectRow) -> RowValues {
    var values = [[UInt8]](repeating: [], count: row.fields.count)
    var text = JSONText()
    var isMended = false
    let flags = [columns.kind, columns.deleted].compactMap(\.self)
    for place in Set(columns.places.values).union(flags) {
      let value = row.fields[last[place]].value
      for part in ObjectRow.parts(of: value) where part?.kind != .null {
        guard let part else {
          values[place].append(UInt8(ascii: "\n"))
          continue
        }
        values[place] += text.rawBytes(part.token, in: part.bytes)
        if part.token.hasEscapes, text.loneSurrogate != nil { isMended = true }
      }
    }
    var found = RowValues(columns: columns, values: values)
    if isMended { found.note("lone-surrogate") }
    if hasRepeated { found.note("duplicate-key") }
    if row.hasMore { found.note("many-fields") }
    return found
  }
}
