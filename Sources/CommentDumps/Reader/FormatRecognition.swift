// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of an input say about its format.
struct FormatRecognition {
  /// Bytes that are looked at.
  static let lookBytes = 64 << 10
  /// Bytes that are looked at when they hold no end of line.
  static let longLookBytes = 1 << 20

  /// The length of the byte order mark at the start: 0 or 3.
  let markBytes: Int
  /// Whether lines end with carriage returns alone, as in files of old Macs.
  let hasOnlyCarriageReturns: Bool

  private let bytes: [UInt8]
  /// Whether the input ends with `bytes`.
  private let isComplete: Bool

  init(_ bytes: [UInt8], isComplete: Bool) {
    self.bytes = bytes
    self.isComplete = isComplete
    markBytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    hasOnlyCarriageReturns =
      !bytes.contains(UInt8(ascii: "\n")) && bytes.contains(UInt8(ascii: "\r"))
  }

  /// Looks at the first bytes of `lines`.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/compressedInput``, whatever the format is
  ///   said to be: no format that is read starts like a compressed file.
  static func look(at lines: inout LineReader, name: String) throws -> FormatRecognition {
    var isComplete = try lines.look(upTo: lookBytes)
    if !isComplete, ByteSearch.first(UInt8(ascii: "\n"), in: lines.bytes.span, from: 0) == nil {
      isComplete = try lines.look(upTo: longLookBytes)
    }
    let bytes = lines.bytes
    if let compression = Compression.allCases.first(where: { bytes.starts(with: $0.magic) }) {
      throw DumpError(
        code: .compressedInput,
        input: name,
        message: compression.advice(file: name)
      )
    }
    return FormatRecognition(bytes, isComplete: isComplete)
  }
}

// MARK: - Formats

extension FormatRecognition {
  /// The format of the input.
  ///
  /// The first line that is a JSON object decides between Reddit and JSON Lines. Without one, what
  /// begins with a brace is JSON Lines, so that its lines are rejected with their reasons rather
  /// than read as a page.
  ///
  /// - Throws: ``DumpError`` with code ``DumpError/Code/unrecognizedFormat``.
  func format(name: String) throws(DumpError) -> DumpFormat {
    let lines = lineRanges()
    guard let first = lines.first else { return .jsonLines }
    if let format = formatOfFirstObject(lines) { return format }
    if let unreadable = unreadable(lines, first: firstSignificant(first)) {
      throw DumpError(code: .unrecognizedFormat, input: name, message: unreadable)
    }
    if bytes[firstSignificant(first)] == UInt8(ascii: "{") || lines.allSatisfy(isScalar) {
      return .jsonLines
    }
    return .page
  }

  /// The lines that are not blank. The last one may be cut off.
  private func lineRanges() -> [Range<Int>] {
    let end = UInt8(ascii: hasOnlyCarriageReturns ? "\r" : "\n")
    return bytes[markBytes...].split(separator: end)
      .filter { $0.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A } }
      .map(\.indices)
  }

  private func formatOfFirstObject(_ lines: [Range<Int>]) -> DumpFormat? {
    var fields = RecordFields()
    for (index, line) in lines.enumerated() {
      do throws(JSONFault) {
        guard try fields.read(bytes, line: line) == .object else { continue }
      } catch {
        // A first record that is longer than what was looked at: judged by the keys so far.
        let isCutOff = !isComplete && index == lines.count - 1 && lines.count == 1
        guard isCutOff, error.kind == .endsEarly, isReddit(fields) else { continue }
        return .reddit
      }
      return isReddit(fields) ? .reddit : .jsonLines
    }
    return nil
  }

  private func isReddit(_ fields: RecordFields) -> Bool {
    func hasPrefix(_ key: RecordKey, _ prefix: String) -> Bool {
      guard let token = fields[key], token.kind == .string else { return false }
      return bytes[token.range].starts(with: prefix.utf8)
    }
    return fields.has(.subreddit) || fields.has(.selftext) || hasPrefix(.linkID, "t3_")
      || hasPrefix(.parentID, "t1_") || hasPrefix(.parentID, "t3_")
  }

  /// The first byte of a line that is neither white space nor a control character.
  private func firstSignificant(_ line: Range<Int>) -> Int {
    line.first { bytes[$0] > 0x20 } ?? line.lowerBound
  }

  private func isScalar(_ line: Range<Int>) -> Bool {
    JSONCursor.fault(in: Array(bytes[line])) == nil
  }
}

// MARK: - What is not read

extension FormatRecognition {
  /// Why the bytes are in no format, and what to do about it.
  private func unreadable(_ lines: [Range<Int>], first: Int) -> String? {
    if isUTF16 {
      return "UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8 FILE | moderate scan -"
    }
    if isDocument(lines, first: first) {
      return "a JSON document, not JSON Lines: one object a line is needed; "
        + "`jq -c '.[]'` makes it"
    }
    let second = first + 1 < bytes.count ? bytes[first + 1] : 0
    if bytes[first] == UInt8(ascii: "<"),
      second | 0x20 >= UInt8(ascii: "a") && second | 0x20 <= UInt8(ascii: "z")
        || [UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "/")].contains(second)
    {
      return "HTML or XML, which is not read; save the page as plain text, or convert it to "
        + "JSON Lines"
    }
    return isBinary ? "binary data, not text" : nil
  }

  private var isUTF16: Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    // Without a mark: every other byte of the first characters is zero.
    guard bytes.count >= 4 else { return false }
    let zeros = bytes[..<4].map { $0 == 0 }
    return zeros == [false, true, false, true] || zeros == [true, false, true, false]
  }

  /// Whether the input is an array, or an object over many lines.
  private func isDocument(_ lines: [Range<Int>], first: Int) -> Bool {
    let opening = JSONCursor.fault(in: Array(bytes[first..<lines[0].upperBound]))
    switch bytes[first] {
    case UInt8(ascii: "["):
      // Not every bracket opens JSON: "[deleted]" may open a page.
      guard let opening else { return true }
      let next = bytes[(first + 1)...].first { $0 > 0x20 }
      return opening.kind == .endsEarly || next == UInt8(ascii: "{")
    case UInt8(ascii: "{"):
      guard opening?.kind == .endsEarly, lines.count > 1 else { return false }
      return bytes[firstSignificant(lines[1])] != UInt8(ascii: "{")
    default:
      return false
    }
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
