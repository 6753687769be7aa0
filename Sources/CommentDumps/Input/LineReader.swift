// SPDX-License-Identifier: Apache-2.0

/// Cuts a byte source into lines, holding no more than one line and one read.
///
/// A line ends with a line feed; the last one may lack it. Carriage returns are left to the reader
/// of the line. An input that has carriage returns and no line feed in what was looked at is cut
/// at carriage returns (old Mac files).
struct LineReader {
  enum Line: Equatable {
    /// A line that is held: where it stands in ``bytes``.
    case held(Range<Int>)
    /// A line that was longer than the limit: it was skipped without being held.
    case tooLong(byteOffset: Int)
  }

  /// Bytes of one read: large enough that the cost of a read does not show.
  static let readSize = 1 << 18

  /// The bytes that are held; ranges of lines are good until the next call of ``next()``.
  private(set) var bytes: [UInt8] = []
  /// The number of the line that was returned last, from 1; 0 before the first.
  private(set) var number = 0

  private var source: any ByteSource
  /// The longest line that is held.
  let maxLineBytes: Int
  /// The byte that ends a line.
  private(set) var lineEnd = UInt8(ascii: "\n")
  /// Where `bytes` begin in the input.
  private var base = 0
  /// Where the next line begins in `bytes`.
  private var start = 0
  private var isExhausted = false

  init(source: any ByteSource, maxLineBytes: Int) {
    self.source = source
    self.maxLineBytes = maxLineBytes
  }
}

extension LineReader {
  /// The bytes of the input that were returned as lines.
  var byteOffset: Int { base + start }

  /// The place in the input of a byte that is held.
  func byteOffset(of index: Int) -> Int { base + index }

  /// Holds at least `count` bytes from the start, or all there are; says whether these are all.
  /// Only before the first line.
  mutating func look(upTo count: Int) throws -> Bool {
    while bytes.count < count, !isExhausted { try fill() }
    return isExhausted
  }

  /// Skips bytes before the first line.
  mutating func skip(_ count: Int) { start += count }

  /// Cuts at carriage returns instead of line feeds.
  mutating func useCarriageReturns() { lineEnd = UInt8(ascii: "\r") }

  /// What begins each text of a sequence (RFC 7464).
  static let recordSeparator: UInt8 = 0x1E

  /// Cuts at record separators: what is called a line is then a record, which may go over several lines.
  mutating func useRecordSeparators() { lineEnd = Self.recordSeparator }

  /// Whether it cuts at record separators.
  var hasRecords: Bool { lineEnd == Self.recordSeparator }

  /// The next line, without its end; `nil` at the end of the input.
  ///
  /// - Complexity: O(*n*) in the bytes of the line. Memory: the line and one read.
  mutating func next() throws -> Line? {
    var searched = start
    while true {
      if let end = ByteSearch.first(lineEnd, in: bytes.span, from: searched) {
        number += 1
        let range = start..<end
        start = end + 1
        return range.count <= maxLineBytes
          ? .held(range) : .tooLong(byteOffset: base + range.lowerBound)
      }
      searched = bytes.count
      if searched - start > maxLineBytes { return .tooLong(byteOffset: try skipLine()) }
      guard !isExhausted else {
        guard start < bytes.count else { return nil }
        number += 1
        defer { start = bytes.count }
        return .held(start..<bytes.count)
      }
      searched -= start
      dropReturnedLines()
      try fill()
    }
  }

  /// Takes the line that is held from ``startIndex`` on, whose end somebody has found.
  @inline(__always)
  mutating func takeLine(endingAt end: Int) -> Range<Int> {
    number &+= 1
    defer { start = end &+ 1 }
    return start..<end
  }

  /// The next lines as one block, about `size` bytes or one line that is longer; `nil` at the end of the
  /// input. Lines are not counted then.
  ///
  /// - Parameter spare: Memory to use again; it is taken.
  mutating func nextBlock(size: Int, spare: inout [UInt8]) throws -> LineBlock? {
    var size = size
    while true {
      while bytes.count - start < size, !isExhausted {
        try fill(max(Self.readSize, size - (bytes.count - start)))
      }
      guard start < bytes.count else { return nil }
      // Whole lines only, but for the last one of the input, which may lack its end.
      var end = bytes.count
      if !isExhausted {
        while end > start, bytes[end - 1] != lineEnd { end -= 1 }
      }
      if end > start { return takeBlock(end, &spare) }
      if bytes.count - start > maxLineBytes {
        return LineBlock(bytes: [], range: 0..<0, base: try skipLine(), isTooLong: true)
      }
      size *= 2
    }
  }

  private mutating func takeBlock(_ end: Int, _ spare: inout [UInt8]) -> LineBlock {
    // Swapped, not copied: a second reference would make emptying it a new allocation.
    var rest: [UInt8] = []
    swap(&rest, &spare)
    rest.removeAll(keepingCapacity: true)
    rest.append(contentsOf: bytes[end...])
    var block = LineBlock(bytes: bytes, range: start..<end, base: base, isTooLong: false)
    bytes = rest
    base += end
    start = 0
    block.pad()
    return block
  }

  /// Whether a line that is held has nothing but white space.
  func isBlank(_ range: Range<Int>) -> Bool {
    for index in range {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return false }
    }
    return true
  }

  /// Where the bytes that were not returned yet begin in ``bytes``; for reading without lines.
  var startIndex: Int { start }

  /// Gives up bytes from ``startIndex`` on.
  mutating func consume(_ count: Int) { start += count }

  /// Holds more bytes behind those that are held; says whether there were any.
  mutating func fillMore() throws -> Bool {
    guard !isExhausted else { return false }
    dropReturnedLines()
    try fill()
    return !isExhausted
  }

  /// What is held, or the next read of the input; no bytes at its end.
  mutating func nextPiece() throws -> [UInt8] {
    if start == bytes.count, !isExhausted {
      dropReturnedLines()
      try fill()
    }
    defer { start = bytes.count }
    return Array(bytes[start...])
  }

  /// The rest of the input, if it is no more than `limit` bytes; else `nil`.
  mutating func rest(limit: Int) throws -> [UInt8]? {
    while bytes.count - start <= limit, !isExhausted { try fill() }
    guard bytes.count - start <= limit else { return nil }
    defer { start = bytes.count }
    return start == 0 ? bytes : Array(bytes[start...])
  }
}

extension LineReader {
  private mutating func fill(_ count: Int = readSize) throws {
    if try source.read(upToCount: count, appendingTo: &bytes) == 0 { isExhausted = true }
  }

  private mutating func dropReturnedLines() {
    guard start > 0 else { return }
    bytes.removeSubrange(..<start)
    base += start
    start = 0
  }

  /// Moves behind the end of a line whose beginning is held and has no end; where it began.
  private mutating func skipLine() throws -> Int {
    let began = base + start
    while true {
      base += bytes.count
      bytes.removeAll(keepingCapacity: true)
      start = 0
      try fill()
      if let end = ByteSearch.first(lineEnd, in: bytes.span, from: 0) {
        start = end + 1
        break
      }
      if isExhausted { break }
    }
    number += 1
    return began
  }
}
