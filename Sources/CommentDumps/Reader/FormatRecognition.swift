// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of an input say about its format.
struct FormatRecognition {
  /// What was recognized.
  struct Result: Equatable {
    var format: DumpFormat
    /// Whether JSON comes as one value a line.
    var isLines = true
    /// Whether comments in our own or Reddit's fields hold their replies, as far as that was seen.
    var isNested = false
    /// Whether other things stand around the comments of a JSON document or line.
    var isWrapped = false
    /// Whether lines have commas behind them, as elements of a list that has lost its brackets.
    var hasCommas = false
    /// Whether lines are what a relay of Nostr says.
    var isRelay = false
  }

  /// Bytes that are looked at.
  static let lookBytes = 64 << 10
  /// Bytes that are looked at when they hold no end of line, or the beginning of a JSON document.
  static let longLookBytes = 1 << 20

  /// The length of what stands before the text: a byte order mark, or the name that a script gives to JSON.
  let markBytes: Int
  /// Whether lines end with carriage returns alone, as in files of old Macs.
  let hasOnlyCarriageReturns: Bool
  /// Whether it is a sequence of JSON texts (RFC 7464): a record separator begins each. They are what is
  /// called lines here.
  let isSequence: Bool

  let bytes: [UInt8]
  /// Whether the input ends with `bytes`.
  let isComplete: Bool
  /// The lines that are not blank. The last one may be cut off.
  let lines: [Range<Int>]

  init(_ bytes: [UInt8], isComplete: Bool) {
    self.bytes = bytes
    self.isComplete = isComplete
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    markBytes = Self.endOfAssignment(in: bytes, from: mark) ?? mark
    isSequence = Self.isSequence(bytes[markBytes...])
    hasOnlyCarriageReturns =
      !isSequence
      && ByteSearch.first(UInt8(ascii: "\n"), in: bytes.span, from: 0) == nil
      && ByteSearch.first(UInt8(ascii: "\r"), in: bytes.span, from: 0) != nil
    lines = Self.lines(
      of: bytes.span,
      from: markBytes,
      endingWith: isSequence
        ? LineReader.recordSeparator
        : hasOnlyCarriageReturns ? UInt8(ascii: "\r") : UInt8(ascii: "\n")
    )
  }

  private static func isSequence(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first(where: { $0 > 0x20 || $0 == LineReader.recordSeparator }),
      first == LineReader.recordSeparator, let value = bytes.first(where: { $0 > 0x20 })
    else { return false }
    return Array("{[\"".utf8).contains(value)
  }

  /// Where JSON begins that a script gives a name (`window.YTD.tweets.part0 = [`), as in what Twitter gives
  /// its users of their own.
  private static func endOfAssignment(in bytes: [UInt8], from start: Int) -> Int? {
    let beginning = bytes[start...].prefix(128)
    guard let sign = beginning.firstIndex(of: UInt8(ascii: "=")), sign > start,
      bytes[start..<sign].allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x20
          || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "$")].contains($0)
      }),
      let first = bytes[(sign + 1)...].prefix(16).firstIndex(where: { $0 > 0x20 }),
      [UInt8(ascii: "["), UInt8(ascii: "{")].contains(bytes[first])
    else { return nil }
    // Not a line of code in a text.
    let tree = JSONTree(bytes, first..<bytes.count)
    let isJSON = tree.fault.map { fault in
      fault.kind == .endsEarly
        || fault.index < bytes.count && bytes[fault.index] == UInt8(ascii: ";")
    }
    return isJSON ?? true ? first : nil
  }

  /// The lines that are not blank.
  private static func lines(
    of bytes: Span<UInt8>,
    from first: Int,
    endingWith lineEnd: UInt8
  ) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = first
    while start < bytes.count {
      let end = ByteSearch.first(lineEnd, in: bytes, from: start) ?? bytes.count
      var index = start
      while index < end,
        bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D || bytes[index] == 0x0A
      {
        index += 1
      }
      if index < end { lines.append(start..<end) }
      start = end + 1
    }
    return lines
  }

  /// Looks at the first bytes of `lines`.
  static func look(at lines: inout LineReader) throws -> FormatRecognition {
    var isComplete = try lines.look(upTo: lookBytes)
    if !isComplete, needsMore(lines.bytes) { isComplete = try lines.look(upTo: longLookBytes) }
    return FormatRecognition(lines.bytes, isComplete: isComplete)
  }

  /// Why bytes are not one JSON value, however deep a document may nest.
  private static func jsonFault(in bytes: ArraySlice<UInt8>) -> JSONFault? {
    JSONCursor.fault(in: Array(bytes), maxDepth: JSONTree.maxDepth, readsNotANumber: true)
  }

  private static func needsMore(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.firstIndex(where: { $0 > 0x20 && $0 < 0x80 }),
      let end = ByteSearch.first(UInt8(ascii: "\n"), in: bytes.span, from: first)
    else { return true }
    switch bytes[first] {
    case UInt8(ascii: "["): return true
    case UInt8(ascii: "{"): return jsonFault(in: bytes[first..<end]) != nil
    default: return false
    }
  }
}

// MARK: - Formats

extension FormatRecognition {
  /// The format of the input.
  ///
  /// XML and HTML are known by how they begin. JSON comes next: a document by its outermost value,
  /// lines by the first that is an object. Without one, what begins with a brace is JSON Lines, so
  /// that its lines are rejected with their reasons rather than read as a page.
  ///
  /// - Parameter columns: The columns of a table, where the caller names them.
  /// - Throws: ``DumpError`` with code ``DumpError/Code/unrecognizedFormat`` or
  ///   ``DumpError/Code/refusedInput``.
  func result(name: String, columns: [String: String]) throws(DumpError) -> Result {
    var result = try plainResult(name: name, columns: columns)
    result.isNested = isNested(result)
    return result
  }

  private func isNested(_ result: Result) -> Bool {
    guard result.format == .jsonLines || result.format == .reddit else { return false }
    return result.isLines && !result.hasCommas ? linesHoldReplies : documentHoldsReplies
  }

  /// Whether a line holds replies inside of comments, of the whole lines in the first 64 KiB and the first
  /// line: however much more is held.
  private var linesHoldReplies: Bool {
    for (index, line) in lines.enumerated() {
      guard index == 0 || line.upperBound < Self.lookBytes else { return false }
      guard holdsObjects(line) else { continue }
      let tree = JSONTree(bytes, line.clamped(to: 0..<Self.longLookBytes))
      // What is no JSON will be rejected, unless it was only cut here.
      guard tree.fault == nil || index == 0 && tree.fault?.kind == .endsEarly else { continue }
      if let root = tree.root, FlatRecordsReader.holdsReplies(root) { return true }
    }
    return false
  }

  /// Whether a line has a brace inside of its object: else no comment of it holds another.
  private func holdsObjects(_ line: Range<Int>) -> Bool {
    let span = bytes.span.extracting(..<line.upperBound)
    let brace = UInt8(ascii: "{")
    guard let first = ByteSearch.first(brace, in: span, from: line.lowerBound) else { return false }
    return ByteSearch.first(brace, in: span, from: first + 1) != nil
  }

  private var documentHoldsReplies: Bool {
    let start = lines.first?.lowerBound ?? 0
    let tree = JSONTree(bytes, start..<max(start, min(bytes.count, Self.lookBytes)))
    return tree.root.map(FlatRecordsReader.holdsReplies) ?? false
  }

  private func plainResult(
    name: String,
    columns: [String: String]
  ) throws(DumpError) -> Result {
    guard let first = lines.first else { return Result(format: .jsonLines) }
    if let markup = MarkupSignature(bytes, from: markBytes), markup.isCertain {
      return Result(format: try markupFormat(markup, name: name))
    }
    if TableSignature.isLoneHeader(bytes[first], fileName: name) {
      return Result(format: name.lowercased().contains(".tsv") ? .tsv : .csv)
    }
    if let document = try document(name: name) { return document }
    if MailSignature.isMailbox(lines.lazy.map { bytes[$0] }) { return Result(format: .mbox) }
    if let result = resultOfFirstObject() { return result }
    if let markup = MarkupSignature(bytes, from: markBytes) {
      return Result(format: try markupFormat(markup, name: name))
    }
    if isBinary {
      throw DumpError(code: .unrecognizedFormat, input: name, message: "binary data, not text")
    }
    if areWords { return Result(format: .jsonRows) }
    if bytes[firstSignificant(first)] == UInt8(ascii: "{") || lines.allSatisfy(isScalar) {
      return Result(format: .jsonLines)
    }
    let named = TableSignature.delimiter(named: bytes[first])
    if let delimiter = named ?? TableSignature.delimiter(ofHeader: header, columns: columns) {
      return Result(format: delimiter == UInt8(ascii: "\t") ? .tsv : .csv)
    }
    if TableSignature.isTableName(name), columns.isEmpty,
      let delimiter = TableSignature.delimiter(below: lines.lazy.dropFirst().map { bytes[$0] })
    {
      return Result(format: delimiter == UInt8(ascii: "\t") ? .tsv : .csv)
    }
    // What is called a table is one, and its header says what is missing.
    if TableSignature.isTableName(name),
      TableSignature.hasDelimiter(header) || header.count > first.count
    {
      return Result(format: tableFormat)
    }
    return Result(format: MarkupSignature.holdsComments(bytes) ? .html : .page)
  }

  /// How to read a format that was asked for.
  ///
  /// Our own JSON formats are read as lines, unless the input looks like a document in them.
  func result(of format: DumpFormat, name: String) -> Result {
    guard format == .jsonLines || format == .reddit else {
      return Result(format: format, isLines: isJSONLines)
    }
    var result = Result(format: format)
    if !lines.isEmpty, let found = try? document(name: name, isAsked: true), found.format == format
    {
      result = found
    }
    result.isNested = isNested(result)
    return result
  }

  /// The format of a table whose columns the caller names.
  var tableFormat: DumpFormat { delimiter == UInt8(ascii: "\t") ? .tsv : .csv }

  /// What separates the values of a table.
  var delimiter: UInt8 {
    guard let first = lines.first else { return UInt8(ascii: ",") }
    return TableSignature.delimiter(named: bytes[first])
      ?? TableSignature.delimiter(ofHeader: header, columns: [:])
      ?? TableSignature.delimiter(below: lines.lazy.dropFirst().map { bytes[$0] })
      ?? TableSignature.likelyDelimiter(ofHeader: header)
  }

  /// The first line, and those that follow while a quote is open in it, as far as a header may go.
  private var header: ArraySlice<UInt8> {
    guard let first = lines.first else { return [] }
    guard bytes[first.lowerBound] == UInt8(ascii: "\"") else { return bytes[first] }
    var quotes = 0
    for line in lines.prefix(16) {
      quotes += bytes[line].count { $0 == UInt8(ascii: "\"") }
      if quotes.isMultiple(of: 2) { return bytes[first.lowerBound..<line.upperBound] }
    }
    return bytes[first]
  }

  /// Whether the input begins like JSON.
  var isJSON: Bool {
    guard let first = lines.first else { return false }
    return ["{", "["].contains(Unicode.Scalar(bytes[firstSignificant(first)]))
  }

  /// Whether the text is not UTF-8 but of one byte a character.
  var isWindows1252: Bool { Windows1252.isLikely(bytes) }

  /// Whether JSON of a format that was asked for comes as one value a line.
  var isJSONLines: Bool {
    guard let first = lines.first else { return true }
    let start = firstSignificant(first)
    if bytes[start] == UInt8(ascii: "[") {
      return lines.count > 1 && Self.jsonFault(in: bytes[first]) == nil
    }
    guard lines.count > 1 else { return false }
    guard bytes[start] == UInt8(ascii: "{"),
      Self.jsonFault(in: bytes[start..<first.upperBound])?.kind == .endsEarly
    else { return true }
    return bytes[firstSignificant(lines[1])] == UInt8(ascii: "{")
  }
}

extension FormatRecognition {
  private func markupFormat(
    _ markup: MarkupSignature,
    name: String
  ) throws(DumpError) -> DumpFormat {
    if let format = markup.format { return format }
    throw DumpError(
      code: markup.declaresEntities ? .refusedInput : .unrecognizedFormat,
      input: name,
      message: markup.declaresEntities
        ? XMLFault.doctypeReason
        : "XML, but in none of the formats that are read (the root element is <\(markup.root)>); "
          + "`moderate formats` lists them"
    )
  }

  /// The format of a JSON document: a list, or an object that is not one of many lines.
  ///
  /// - Parameter isAsked: Whether one of our own formats was asked for, however little it says.
  private func document(name: String, isAsked: Bool = false) throws(DumpError) -> Result? {
    let first = lines[0]
    let start = firstSignificant(first)
    if let object = rowObjects.first, !isAsked,
      ["findings", "scores", "action"].allSatisfy(object.has)
    {
      throw DumpError(
        code: .unrecognizedFormat,
        input: name,
        message: "verdicts of a scan, no comments: `moderate report` reads them"
      )
    }
    switch bytes[start] {
    case UInt8(ascii: "["):
      if isRelay { return Result(format: .jsonRows, isRelay: true) }
      let tree = JSONTree(bytes, start..<bytes.count)
      let isList = tree.root?.elements.contains { $0.isObject || $0.isArray } ?? false
      if let root = tree.root, isList, let found = JSONSignature.format(of: root) {
        if found.format == .jsonLines, !isAsked, saysMoreInRows(root) {
          return Result(format: .jsonRows, isLines: isJSONLines)
        }
        return Result(format: found.format, isLines: isJSONLines, isWrapped: found.isWrapped)
      }
      if isList,
        rowObjects.contains(where: ObjectRow.isComment) || tree.root.map(holdsRows) ?? false
      {
        return Result(format: .jsonRows, isLines: isJSONLines)
      }
      if let root = tree.root, tree.fault.map({ $0.kind == .endsEarly }) ?? true,
        ObjectRow.isWords(root)
      {
        return Result(format: .jsonRows, isLines: isJSONLines)
      }
      // Not every bracket opens JSON: "[deleted]" may open a page.
      guard isList || tree.fault == nil || tree.fault?.kind == .endsEarly else { return nil }
    case UInt8(ascii: "{"):
      let line = Self.jsonFault(in: bytes[start..<first.upperBound])
      if let result = resultOfValues(lastOf: first, from: start) { return result }
      if !isAsked, let result = resultOfSequence(first, from: start) { return result }
      if line == nil {
        guard lines.count == 1 else { return nil }
      } else {
        guard line?.kind == .endsEarly else { return nil }
        if lines.count == 1, isComplete { return nil }
      }
      let tree = JSONTree(bytes, start..<bytes.count)
      if lines.count > 1, isCut(first, tree.fault) { return nil }
      if let root = tree.root, let (format, isWrapped) = JSONSignature.format(of: root) {
        if format == .jsonLines, !isAsked,
          saysMoreInRows(root) || ColumnarRows(root, named: [:]) != nil
        {
          return Result(format: .jsonRows, isLines: false)
        }
        // A first line longer than what was looked at is still a line in our own formats.
        let isLine = lines.count == 1 && (format == .jsonLines || format == .reddit)
        return Result(
          format: format,
          isLines: isLine && root.has("id"),
          isWrapped: isWrapped
        )
      }
      if let root = tree.root,
        holdsRows(root) || lines.count > 1 && ObjectRow.isLoneComment(root)
          || ColumnarRows(root, named: [:]) != nil
      {
        return Result(format: .jsonRows, isLines: false)
      }
      if lines.count == 1 { return nil }
    default: return nil
    }
    throw DumpError(
      code: .unrecognizedFormat,
      input: name,
      message: "a JSON document in none of the formats that are read (`moderate formats` lists "
        + "them); `jq -c '.[]'` makes JSON Lines of a list, and --map body=FIELD says which field of "
        + "its objects has the words"
    )
  }

  /// Whether a first line that ends early was cut, and is not the beginning of a list with an element a line.
  ///
  /// A comma or a bracket may also stand at its end because a string was cut behind it: then the lines do
  /// not go on from one to the next.
  ///
  /// - Parameter fault: The fault of all lines read as one document.
  private func isCut(_ first: Range<Int>, _ fault: JSONFault?) -> Bool {
    guard bytes[firstSignificant(lines[1])] == UInt8(ascii: "{") else { return false }
    let last = first.last { bytes[$0] > 0x20 }.map { bytes[$0] }
    guard last == UInt8(ascii: ",") || last == UInt8(ascii: "[") else { return true }
    guard let fault, fault.kind != .endsEarly else { return false }
    return fault.index <= firstSignificant(lines[min(2, lines.count - 1)])
  }

  /// The format of a list without its brackets: a value a line, with a comma behind each.
  ///
  /// As one list only where all of it was seen and each line is whole: a line that is not would take those
  /// behind it with it. Otherwise line by line.
  private func resultOfValues(lastOf line: Range<Int>, from start: Int) -> Result? {
    guard let last = comma(behind: line), start < last else { return nil }
    let tree = JSONTree(bytes, start..<last)
    guard tree.fault == nil, let root = tree.root else { return nil }
    let isList =
      isComplete && lines.allSatisfy { Self.jsonFault(in: bytes[withoutComma($0)]) == nil }
    // A comma behind a line by itself is a slip.
    let hasCommas =
      lines.count == 2 && isComplete || lines.count > 1 && comma(behind: lines[1]) != nil
    guard let found = JSONSignature.format(of: root) else {
      return hasCommas && isRows ? Result(format: .jsonRows) : nil
    }
    let isOurs = found.format == .jsonLines || found.format == .reddit
    guard isList || isOurs && hasCommas || !isOurs && lines.count > 1 else { return nil }
    return Result(
      format: found.format,
      isLines: !isList,
      isWrapped: found.isWrapped,
      hasCommas: !isList
    )
  }

  /// The format of objects of other systems that stand one behind the other on the only line, as answers do
  /// that were written into one file.
  private func resultOfSequence(_ line: Range<Int>, from start: Int) -> Result? {
    guard lines.count == 1 else { return nil }
    var boundary = JSONBoundary()
    guard let end = boundary.end(in: bytes.span, from: start), end <= line.upperBound,
      bytes[end..<line.upperBound].first(where: { $0 > 0x20 }) == UInt8(ascii: "{")
    else { return nil }
    let tree = JSONTree(bytes, start..<end)
    guard tree.fault == nil, let root = tree.root, let found = JSONSignature.format(of: root),
      found.format != .jsonLines, found.format != .reddit
    else { return nil }
    return Result(format: found.format, isLines: false, isWrapped: found.isWrapped)
  }

  /// A line without the comma behind it.
  func withoutComma(_ line: Range<Int>) -> Range<Int> {
    line.lowerBound..<(comma(behind: line) ?? line.upperBound)
  }

  private func comma(behind line: Range<Int>) -> Int? {
    line.last { bytes[$0] > 0x20 }.flatMap { bytes[$0] == UInt8(ascii: ",") ? $0 : nil }
  }

  private func resultOfFirstObject() -> Result? {
    // Whether nothing but broken objects came before.
    var isFirst = true
    for line in lines {
      guard bytes[firstSignificant(line)] == UInt8(ascii: "{") else {
        isFirst = false
        continue
      }
      let tree = JSONTree(bytes, line)
      guard tree.fault == nil, let root = tree.root, root.isObject else { continue }
      if let (format, isWrapped) = JSONSignature.format(of: root) {
        if format == .jsonLines, isFirst, saysMoreInRows(root) {
          return Result(format: .jsonRows, isLines: lines.count > 1 || !isWrapped)
        }
        return Result(format: format, isLines: !isWrapped || lines.count > 1, isWrapped: isWrapped)
      }
      if isFirst, isRows { return Result(format: .jsonRows) }
      isFirst = false
      // A line of code in the middle of a text says nothing.
      if line == lines[0] || root.has("id") || root.has("body") {
        return Result(format: .jsonLines)
      }
    }
    return nil
  }

  /// The first byte of a line that is neither white space nor a control character.
  func firstSignificant(_ line: Range<Int>) -> Int {
    line.first { bytes[$0] > 0x20 } ?? line.lowerBound
  }

  private func isScalar(_ line: Range<Int>) -> Bool {
    Self.jsonFault(in: bytes[line]) == nil
  }

  private var isBinary: Bool {
    var controls = 0
    for byte in bytes where byte < 0x20 {
      if byte == 0 { return true }
      let isCommon = (9...13).contains(byte) || byte == 0x1B
      if !isCommon { controls += 1 }
    }
    return controls * 10 > bytes.count * 3
  }
}
