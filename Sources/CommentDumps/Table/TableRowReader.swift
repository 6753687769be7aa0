// SPDX-License-Identifier: Apache-2.0

/// Reads the rows of a table (RFC 4180, read leniently): values in double quotes may hold the
/// delimiter, line ends and doubled quotes.
///
/// Nothing in a table is an error: a quote that is never closed takes the rest of its row, up to the
/// limit; a quote in the middle of a value is a character like any other. Where a backslash stands before a
/// quote behind which the value can only go on, it does from there on before every quote, and another
/// backslash, as R and MySQL write them. Between tabs, where many
/// programs quote nothing, so is one at the beginning of a value unless it is closed at a value's end: in the
/// same line, or in a later one if the line alone has not the header's number of values. Spaces before a
/// quoted value are passed over where the header has one behind every delimiter.
struct TableRowReader {
  struct Row: Equatable {
    var values = RowCells()
    /// Line and offset of the row's first byte.
    var line = 1
    var byteOffset = 0
    var isTooLong = false
    /// Whether the input ended inside a quoted value.
    var isCut = false

    /// Begins anew, keeping memory.
    fileprivate mutating func begin(line: Int, byteOffset: Int) {
      values.removeAll()
      self.line = line
      self.byteOffset = byteOffset
      isTooLong = false
      isCut = false
    }
  }

  private var lines: LineReader
  let delimiter: UInt8
  private let maxRowBytes: Int
  private(set) var line = 1
  /// Whether quotes inside of values have a backslash before them.
  private(set) var hasBackslashes = false
  /// Whether the header has a space behind every delimiter.
  private var skipsSpaces = false
  /// Whether every value of the header is quoted: then quotes quote, whatever the delimiter.
  private var quotesAll = false
  /// The number of values that rows should have, once it is known.
  var columnCount: Int?

  init(_ lines: LineReader, delimiter: UInt8, maxRowBytes: Int) {
    self.lines = lines
    self.delimiter = delimiter
    self.maxRowBytes = maxRowBytes
  }

  var byteOffset: Int { lines.byteOffset }

  /// Reads the next row, into memory that is used again; `false` at the end. Blank lines are passed over.
  ///
  /// - Complexity: O(*n*) in the bytes of the row.
  mutating func next(into row: inout Row) throws -> Bool {
    guard try skipBlankLines() else { return false }
    if columnCount == nil { try learnStyle() }
    row.begin(line: line, byteOffset: lines.byteOffset)
    var length = 0
    var isQuoted = false
    var isAtStart = true
    /// A quote inside a quoted value: its end, or the first half of a doubled one.
    var isAfterQuote = false
    while true {
      // What is plain text is taken as a whole.
      if !isAfterQuote, !isAtStart || !isAtQuote && !(skipsSpaces && isAt(0x20)),
        takeRun(isQuoted: isQuoted, &row.values, &length)
      {
        isAtStart = false
      }
      guard let byte = try peek() else {
        row.isCut = isQuoted && !isAfterQuote
        row.values.endCell()
        row.isTooLong = length > maxRowBytes
        return true
      }
      lines.consume(1)
      length += 1
      if isAtStart, skipsSpaces, byte == 0x20, let spaces = try spacesBeforeQuote() {
        lines.consume(spaces)
        length += spaces
        continue
      }
      if isQuoted, !isAfterQuote {
        if byte == UInt8(ascii: "\\"),
          try takeEscaped(&row.values, &length)
        {
          continue
        }
        if byte == UInt8(ascii: "\"") {
          isAfterQuote = true
          continue
        }
      } else {
        if isAfterQuote {
          isAfterQuote = false
          if byte == UInt8(ascii: "\"") {
            if length <= maxRowBytes { row.values.append(byte) }
            continue
          }
          isQuoted = false
        } else if isAtStart, byte == UInt8(ascii: "\""), try opensQuotedValue(at: row.values.count)
        {
          isQuoted = true
          isAtStart = false
          continue
        }
        if byte == delimiter {
          row.values.endCell()
          isAtStart = true
          continue
        }
        if byte == 0x0A || byte == 0x0D {
          if byte == 0x0D, try peek() == 0x0A { lines.consume(1) }
          line += 1
          row.values.endCell()
          row.isTooLong = length > maxRowBytes
          return true
        }
      }
      if byte == 0x0A { line += 1 }
      isAtStart = false
      // Too long a row is not held, but read to its end.
      if length <= maxRowBytes { row.values.append(byte) }
    }
  }

  /// Takes what is held of a value up to the first byte that may mean something else; whether there was
  /// anything.
  @inline(__always)
  private mutating func takeRun(
    isQuoted: Bool,
    _ values: inout RowCells,
    _ length: inout Int
  ) -> Bool {
    let start = lines.startIndex
    let end =
      isQuoted
      ? endOfRun(UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "\""), from: start)
      : endOfRun(delimiter, 0x0A, 0x0D, from: start)
    guard end > start else { return false }
    if isQuoted {
      line += ByteSearch.count(0x0A, in: lines.bytes.span.extracting(start..<end))
    }
    if length < maxRowBytes {
      values.append(lines.bytes[start..<min(end, start + maxRowBytes - length)])
    }
    length += end - start
    lines.consume(end - start)
    return true
  }

  /// Whether the next byte is held, and is a quote.
  private var isAtQuote: Bool { isAt(UInt8(ascii: "\"")) }

  /// Whether the next byte is held, and is this one.
  private func isAt(_ byte: UInt8) -> Bool {
    lines.startIndex < lines.bytes.count && lines.bytes[lines.startIndex] == byte
  }

  /// The number of spaces that come next, if a quote stands behind them.
  private mutating func spacesBeforeQuote() throws -> Int? {
    var offset = 0
    while offset <= maxRowBytes, try peek(offset) == 0x20 { offset += 1 }
    return try peek(offset) == UInt8(ascii: "\"") ? offset : nil
  }

  /// Learns from the line that comes next, if it is the header, what stands around values.
  private mutating func learnStyle() throws {
    var (values, quoted, spaced) = (0, 0, 0)
    var isQuoted = false
    var last = delimiter
    var offset = 0
    while offset <= maxRowBytes, let byte = try peek(offset) {
      if !isQuoted, byte == 0x0A || byte == 0x0D { break }
      offset += 1
      if last == delimiter, !isQuoted {
        values += 1
        if byte == UInt8(ascii: "\"") { quoted += 1 }
        if byte == 0x20 { spaced += 1 }
      }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      last = byte
    }
    quotesAll = values > 1 && quoted == values
    skipsSpaces = values > 1 && spaced >= values - 1 && delimiter != UInt8(ascii: "\t")
  }

  /// The index of the first of three bytes, or behind what is held.
  @inline(__always)
  private func endOfRun(_ a: UInt8, _ b: UInt8, _ c: UInt8, from start: Int) -> Int {
    ByteSearch.first(a, b, c, in: lines.bytes.span, from: start) ?? lines.bytes.count
  }

  /// Takes what is escaped by the backslash that was taken last; `false` if nothing is.
  private mutating func takeEscaped(_ values: inout RowCells, _ length: inout Int) throws -> Bool {
    let isLast = values.count + 1 == columnCount
    let next = try peek()
    let isQuote = next == UInt8(ascii: "\"")
    guard isQuote || hasBackslashes && next == UInt8(ascii: "\\"), let next else { return false }
    if isQuote {
      // R escapes quotes and not backslashes: one at the end of a value escapes nothing, or whoever
      // writes one would hide the next row.
      guard let behind = try peek(1) else { return false }
      let isLineEnd = behind == 0x0A || behind == 0x0D
      if !hasBackslashes, isLineEnd || behind == delimiter || behind == next { return false }
      if isLineEnd, isLast, try beginsRow(behind: 1) { return false }
      if behind == delimiter, !isLast {
        let first = try peek(2)
        guard let first, first != next, first != delimiter, first >= 0x20,
          !(0x30...0x39).contains(first)
        else { return false }
      }
      hasBackslashes = true
    }
    lines.consume(1)
    length += 1
    if length <= maxRowBytes { values.append(next) }
    return true
  }

  /// Whether a row begins behind a line end: the input ends, or the next line is quoted from its beginning
  /// or has as many delimiters as a row.
  ///
  /// - Parameter offset: Where the line end stands, from the next byte on.
  private mutating func beginsRow(behind offset: Int) throws -> Bool {
    var offset = offset + 1
    if try peek(offset - 1) == 0x0D, try peek(offset) == 0x0A { offset += 1 }
    guard let first = try peek(offset), first != UInt8(ascii: "\"") else { return true }
    var values = 1
    while offset <= maxRowBytes, let byte = try peek(offset), byte != 0x0A, byte != 0x0D {
      if byte == delimiter { values += 1 }
      offset += 1
    }
    return values >= columnCount ?? 1
  }

  /// Whether the quote that was taken last opens a quoted value, as far as that can be told.
  ///
  /// - Parameter index: The place of the value in its row.
  private mutating func opensQuotedValue(at index: Int) throws -> Bool {
    guard delimiter == UInt8(ascii: "\t") else { return true }
    var offset = 0
    /// The values of the row if the quote is a character like any other.
    var values = index + 1
    var hasLineEnd = false
    var isLast = false
    /// The values of a later line.
    var below = 1
    func byte(_ lines: inout LineReader, at offset: Int) throws -> UInt8? {
      while lines.startIndex + offset >= lines.bytes.count {
        guard try lines.fillMore() else { return nil }
      }
      return lines.bytes[lines.startIndex + offset]
    }
    while offset <= maxRowBytes, let next = try byte(&lines, at: offset) {
      offset += 1
      if next == 0x0A || next == 0x0D {
        // A whole row without the quote, rather than a text of several lines: but for a last value whose
        // other lines are no rows.
        if !hasLineEnd, !quotesAll, values == columnCount {
          guard values > 1, index + 1 == values else { return false }
          isLast = true
        }
        hasLineEnd = true
        below = 1
      }
      if next == delimiter {
        values += 1
        below += 1
        if isLast, below >= columnCount ?? 2 { return false }
      }
      guard next == UInt8(ascii: "\"") else { continue }
      let behind = try byte(&lines, at: offset)
      guard behind == next else {
        return behind == nil || behind == delimiter && !isLast || behind == 0x0A || behind == 0x0D
      }
      offset += 1
    }
    return false
  }

  private mutating func skipBlankLines() throws -> Bool {
    while let byte = try peek() {
      guard byte == 0x0A || byte == 0x0D else { return true }
      lines.consume(1)
      if byte == 0x0D, try peek() == 0x0A { lines.consume(1) }
      line += 1
    }
    return false
  }

  /// The byte so many behind the next; `nil` behind the end.
  private mutating func peek(_ offset: Int = 0) throws -> UInt8? {
    while lines.startIndex + offset >= lines.bytes.count {
      guard try lines.fillMore() else { return nil }
    }
    return lines.bytes[lines.startIndex + offset]
  }
}
