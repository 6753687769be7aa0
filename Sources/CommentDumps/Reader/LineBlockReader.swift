// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Reads the comments of line blocks one by one, and of each only what is asked for.
///
/// ```swift
/// guard var lines = reader.blockReader else { return }
/// var spare: [UInt8] = []
/// while let block = try reader.nextBlock(spare: &spare) {
///   lines.begin(block)
///   while lines.next() { print(lines.body.count) }
///   spare = lines.end()
/// }
/// ```
///
/// What it reads is what ``DumpReader/next(maxComments:)`` reads: an ordinary comment, of which there is
/// nothing to note, is not made unless somebody asks for it; any other is made at once.
///
/// Sendable; each task has its own copy.
public struct LineBlockReader: Sendable {
  /// The words of the current comment: mended, and well-formed UTF-8.
  public private(set) var body: [UInt8] = []
  /// How ``body`` is written, if the comment is not unusual.
  public var bodyFormat: BodyFormat { records.isReddit ? .markdown : .text }
  /// What could not be read in the block, with lines counted from the block's first as 1.
  public private(set) var rejected: [RejectedRecord] = []
  /// What was mended in the block; lines as in ``rejected``.
  public private(set) var repairs: [RepairNote] = []
  /// Lines of the block that were passed.
  public private(set) var lineCount = 0

  private var block = LineBlock(bytes: [], range: 0..<0, base: 0, isTooLong: false)
  private var records: RecordReader
  private let lineEnd: UInt8
  private let maxRecordBytes: Int
  private var position = 0
  private var line = 0..<0
  /// The current comment, if it had to be made.
  private var whole: Comment?
  /// Whether there is something about the current comment that only ``comment()`` says: it is made
  /// already.
  public private(set) var isUnusual = false

  init(_ records: RecordReader, lineEnd: UInt8, maxRecordBytes: Int) {
    self.records = records
    self.lineEnd = lineEnd
    self.maxRecordBytes = maxRecordBytes
  }
}

extension LineBlockReader {
  /// Begins with a block.
  public mutating func begin(_ block: LineBlock) {
    self.block = block
    position = block.range.lowerBound
    lineCount = 0
    rejected = []
    repairs = []
    setWhole(nil)
    if block.isTooLong {
      lineCount = 1
      rejectTooLong(at: block.base)
    }
  }

  /// Gives the block's memory back, for ``DumpReader/nextBlock(size:spare:)``.
  public mutating func end() -> [UInt8] {
    let bytes = block.bytes
    block = LineBlock(bytes: [], range: 0..<0, base: 0, isTooLong: false)
    position = 0
    return bytes
  }

  /// Moves to the next comment; `false` when the block has no more.
  ///
  /// - Complexity: O(*n*) in the bytes of the line; an ordinary comment costs no allocation.
  public mutating func next() -> Bool {
    let end = block.range.upperBound
    while position < end {
      if let lineEnd = records.readAhead(block.bytes, from: position, lineEnd: lineEnd) {
        take(lineEnd)
        guard line.count <= maxRecordBytes else {
          rejectTooLong(at: block.base + line.lowerBound)
          continue
        }
        if takeOrdinary() { return true }
        if make(isAhead: true) { return true }
        continue
      }
      take(endOfLine)
      guard line.count <= maxRecordBytes else {
        rejectTooLong(at: block.base + line.lowerBound)
        continue
      }
      if isBlank { continue }
      if make(isAhead: false) { return true }
    }
    return false
  }

  private var endOfLine: Int {
    let end = block.range.upperBound
    return ByteSearch.first(lineEnd, in: block.bytes.span.extracting(..<end), from: position) ?? end
  }

  private mutating func take(_ end: Int) {
    line = position..<end
    position = end + 1
    lineCount += 1
  }

  private var isBlank: Bool {
    for index in line {
      let byte = block.bytes[index]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return false }
    }
    return true
  }

  private mutating func rejectTooLong(at byteOffset: Int) {
    rejected.append(
      RejectedRecord(
        line: lineCount,
        byteOffset: byteOffset,
        reason: "a line of more than \(maxRecordBytes) bytes"
      )
    )
  }

  /// Takes a comment of which there is nothing to note, without making it.
  private mutating func takeOrdinary() -> Bool {
    guard let token = records.bodyOfOrdinary(block.bytes) else { return false }
    body.removeAll(keepingCapacity: true)
    guard LineLayout.unescape(block.bytes, token.range, into: &body) else { return false }
    if token.hasHighBytes, UTF8Check.firstFault(in: body.span, 0..<body.count) != nil {
      return false
    }
    if isUnusual { setWhole(nil) }
    return true
  }

  private mutating func setWhole(_ comment: Comment?) {
    whole = comment
    isUnusual = comment != nil
  }

  /// Makes the comment; `false` if the line is none.
  ///
  /// - Parameter isAhead: Whether the fields were read already.
  private mutating func make(isAhead: Bool) -> Bool {
    do throws(RecordFault) {
      let comment =
        try isAhead
        ? records.commentReadAhead(block.bytes, line: line)
        : records.comment(block.bytes, line: line)
      for note in records.notes {
        repairs.append(
          RepairNote(line: lineCount, byteOffset: block.base + note.index, kind: note.kind)
        )
      }
      body.removeAll(keepingCapacity: true)
      body.append(contentsOf: comment.body.utf8)
      setWhole(comment)
      return true
    } catch {
      rejected.append(
        RejectedRecord(
          line: lineCount,
          byteOffset: block.base + error.index,
          reason: error.reason
        )
      )
      return false
    }
  }
}

// MARK: - The current comment

extension LineBlockReader {
  /// Where a comment's names stand in ``bytes``.
  ///
  /// Sendable.
  public struct NamePlaces: Sendable, Hashable {
    /// The id, without Reddit's prefix.
    public var id: Range<Int>
    /// The thread's, without Reddit's prefix; `nil` if none is named.
    public var thread: Range<Int>?
    /// The author's name; `nil` for nobody.
    public var author: Range<Int>?
  }

  /// The bytes of the block, and of whatever stands around it.
  public var bytes: [UInt8] { block.bytes }

  /// The comment with all its fields.
  ///
  /// - Complexity: O(*n*) in its bytes; allocates.
  public mutating func comment() -> Comment {
    if let whole { return whole }
    guard let comment = try? records.commentReadAhead(block.bytes, line: line) else {
      preconditionFailure("an ordinary comment can be made")
    }
    return comment
  }

  /// The comment's id, its thread and its author's name.
  public mutating func names() -> (id: String, thread: String?, author: String?) {
    if isUnusual, let whole { return (whole.id, whole.thread, whole.author) }
    return records.namesOfOrdinary(block.bytes)
  }

  /// Where what ``names()`` says stands in ``bytes``; `nil` if it does not stand there as it is.
  ///
  /// - Complexity: O(1).
  public func namePlaces() -> NamePlaces? {
    isUnusual ? nil : records.namePlacesOfOrdinary(block.bytes)
  }

  /// What a summary counts of the comment.
  public mutating func facts() -> Summary.LoneFacts {
    if isUnusual, let whole { return Summary.LoneFacts(of: whole) }
    var facts = Summary.LoneFacts(
      isRoot: false,
      // The lengths first: nearly all bodies have others, and the call is no part of this loop.
      isPlaceholder: (body.count == 9 || body.count == 21) && Comment.isPlaceholder(body),
      bodyBytes: body.count
    )
    records.fill(&facts, block.bytes)
    return facts
  }
}
