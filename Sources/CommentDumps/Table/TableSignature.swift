// SPDX-License-Identifier: Apache-2.0

/// Recognizes tables by their header.
enum TableSignature {
  /// The lines among which a header is looked for, where others stand above it.
  static let maxLinesAbove = 20

  private static let delimiters: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  /// The delimiter of a header; `nil` for a line that is none.
  ///
  /// A header names the words of a comment and at least one other thing we know, unless the caller
  /// names columns.
  static func delimiter(ofHeader line: ArraySlice<UInt8>, columns: [String: String]) -> UInt8? {
    for delimiter in delimiters where line.contains(delimiter) {
      let names = line.split(separator: delimiter, omittingEmptySubsequences: false).map {
        $0.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D }
      }
      guard names.allSatisfy({ $0.count <= 64 }) else { continue }
      let places = TableColumns(header: names, named: columns).places
      if let body = places["body"], places.count > 1 || isCertain(names[body]) { return delimiter }
    }
    return nil
  }

  /// The delimiter of a table with lines above its header, such as what was exported and when.
  static func delimiter(below lines: some Sequence<ArraySlice<UInt8>>) -> UInt8? {
    for line in lines.prefix(maxLinesAbove) {
      if let delimiter = delimiter(ofHeader: line, columns: [:]),
        isHeader(line.split(separator: delimiter, omittingEmptySubsequences: false).map(Array.init))
      {
        return delimiter
      }
    }
    return nil
  }

  /// Whether a row below others is a header: it names the words and two things more.
  static func isHeader(_ row: [[UInt8]]) -> Bool {
    let places = TableColumns(header: row, named: [:]).places
    return places["body"] != nil && places.count > 2
  }

  /// Whether a column can only hold the words of comments, whatever stands beside it.
  ///
  /// - Parameter isField: Whether it is a field of objects, which are no prose: a shorter name will do.
  static func isCertain(_ name: [UInt8], isField: Bool = false) -> Bool {
    let path = String(decoding: name, as: UTF8.self)
    // Of the path of a field its last part.
    let name = TableColumns.plain(isField ? String(path.split(separator: ".").last ?? "") : path)
    return isField && ["comment", "text", "body", "tweet", "sentence"].contains(name)
      || name.hasPrefix("comment") && name.utf8.count > "comments".utf8.count
  }

  /// Whether a header of one column names the words of comments, in a file that is called a table.
  static func isLoneHeader(_ line: ArraySlice<UInt8>, fileName: String) -> Bool {
    guard isTableName(fileName), !hasDelimiter(line) else { return false }
    return TableColumns(header: [Array(line)], named: [:]).places["body"] != nil
  }

  /// Whether a file is called a table.
  static func isTableName(_ fileName: String) -> Bool {
    let name = fileName.lowercased()
    return [".csv", ".tsv"].contains { name.hasSuffix($0) || name.contains($0 + ".") }
  }

  /// Whether a line may have several values.
  static func hasDelimiter(_ line: ArraySlice<UInt8>) -> Bool {
    delimiters.contains(where: line.contains)
  }

  /// Whether a row is not the header but Excel's line before it, `sep=;`, cut at that delimiter.
  static func isDelimiterLine(_ values: [[UInt8]]) -> Bool {
    values.count == 2 && values[1].isEmpty && values[0].elementsEqual("sep=".utf8)
  }

  /// The delimiter that Excel's line before the header names.
  static func delimiter(named line: ArraySlice<UInt8>) -> UInt8? {
    let line = line.filter { $0 != 0x0D }
    guard line.count == 5, line.starts(with: "sep=".utf8), delimiters.contains(line[4])
    else { return nil }
    return line[4]
  }

  /// The delimiter of a header whatever its names: the most frequent.
  static func likelyDelimiter(ofHeader line: ArraySlice<UInt8>) -> UInt8 {
    delimiters.max { a, b in
      line.count { $0 == a } < line.count { $0 == b }
    } ?? UInt8(ascii: ",")
  }
}
