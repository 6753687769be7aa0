// SPDX-License-Identifier: Apache-2.0

/// Reads JSON whose comments are not simply one object a line: documents, arrays, and lines in the
/// fields of other systems.
///
/// An outermost array is read element by element, so that its size does not matter; any other
/// document is held as a whole. In lines, one bad line does not harm the others; in an array, one
/// bad element; in a document, what came before the fault is kept.
struct JSONEngine: RecordEngine {
  private var lines: LineReader
  private var reader: any JSONFormatReader
  private let isLines: Bool
  /// The format of what is looked for in each value, where other things stand around it.
  private let wrapped: DumpFormat?
  private let isRelay: Bool
  private let maxRecordBytes: Int
  private let maxDocumentBytes: Int
  private var sink = RecordSink()
  private var isInArray = false
  /// Whether an element was read, and a comma has to come before the next one.
  private var needsComma = false
  private var isOver = false
  /// The line on which what is held begins.
  private var heldLine = 1

  /// - Parameters:
  ///   - isLines: Whether each line is a value of its own.
  ///   - wrapped: The format of what is looked for in each value, where other things stand around it.
  ///   - isRelay: Whether lines are what a relay of Nostr says.
  init(
    _ lines: LineReader,
    _ reader: any JSONFormatReader,
    isLines: Bool,
    wrapped: DumpFormat? = nil,
    isRelay: Bool = false,
    options: DumpOptions
  ) {
    self.lines = lines
    self.wrapped = wrapped
    self.isRelay = isRelay
    self.reader = reader
    self.isLines = isLines
    maxRecordBytes = options.maxRecordBytes
    maxDocumentBytes = min(options.maxDocumentBytes, JSONTree.maxBytes / 2)
  }

  var byteOffset: Int { lines.byteOffset }
  var line: Int { isLines && !lines.hasRecords ? max(1, lines.number) : heldLine }

  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws {
    let end = lines.byteOffset + LineEngine.maxBatchBytes
    while true {
      if !settle(isOver: false) {
        sink.queue.drain(into: &batch, maxRecords: maxRecords)
        guard !batch.isFull(maxRecords: maxRecords), lines.byteOffset < end || batch.isEmpty
        else { return }
      }
      guard try isLines ? readLine() : readValue() else {
        _ = settle(isOver: true)
        reader.finish()
        sink.queue.drain(into: &batch, maxRecords: maxRecords)
        return
      }
    }
  }

  private mutating func settle(isOver: Bool) -> Bool {
    sink.queue.settle(&reader, isOver: isOver, line: line, byteOffset: byteOffset)
  }
}

// MARK: - Lines

extension JSONEngine {
  private mutating func readLine() throws -> Bool {
    guard let next = try lines.next() else { return false }
    switch next {
    case .tooLong(let byteOffset):
      sink.queue.reject(
        RejectedRecord(
          line: line,
          byteOffset: byteOffset,
          reason: "a \(lines.hasRecords ? "record" : "line") of more than \(maxRecordBytes) bytes"
        )
      )
    case .held(let range):
      // Only what stands between record separators may go over several lines.
      sink.places = LinePlaces(
        lines.bytes,
        range.lowerBound..<(lines.hasRecords ? range.upperBound : range.lowerBound),
        baseOffset: lines.byteOffset(of: 0),
        baseLine: line
      )
      heldLine += sink.places.lineFeedCount
      guard !lines.isBlank(range) else { return true }
      let tree = JSONTree(lines.bytes, withoutComma(range))
      if let fault = tree.fault {
        sink.reject(fault.reason, at: fault.index)
      } else if let root = tree.root {
        noteNotANumber(in: tree)
        read(root)
      }
    }
    return true
  }
}

extension JSONEngine {
  /// A line without the comma that scripts write behind each value of a list.
  private func withoutComma(_ line: Range<Int>) -> Range<Int> {
    guard let last = line.last(where: { lines.bytes[$0] > 0x20 }), last > line.lowerBound,
      lines.bytes[last] == UInt8(ascii: ",")
    else { return line }
    return line.lowerBound..<last
  }

  private mutating func noteNotANumber(in tree: JSONTree) {
    if let index = tree.notANumberAt { sink.note("not-a-number", at: index) }
  }

  /// An array on a line of its own, or in a list, is so many records.
  private mutating func read(_ root: JSONValue) {
    if isRelay, let message = NostrMessage(root) {
      guard let event = message.event else {
        return sink.note("not-a-comment:message", at: root.start)
      }
      readWhole(event)
    } else if root.isArray {
      for element in root.elements { readWhole(element) }
    } else {
      readWhole(root)
    }
  }

  private mutating func readWhole(_ value: JSONValue) {
    guard let wrapped, value.isObject else { return reader.read(value, into: &sink) }
    let (parts, others) = JSONWrapping.parts(of: value, in: wrapped)
    guard !parts.isEmpty else { return reader.read(value, into: &sink) }
    for other in others {
      if JSONSignature.readable(other) == nil {
        sink.note("not-a-comment:object", at: other.start)
      } else {
        sink.reject("comments in another format than those before", at: other.start)
      }
    }
    for part in parts {
      for element in part.isArray ? Array(part.elements) : [part] {
        reader.read(element, into: &sink)
      }
    }
  }
}

// MARK: - Documents

extension JSONEngine {
  /// Reads the next value; `false` at the end of the input.
  private mutating func readValue() throws -> Bool {
    guard !isOver else { return false }
    guard let byte = try nextSignificantByte() else {
      isOver = true
      guard isInArray else { return false }
      setPlaces(0..<0)
      sink.reject(
        "the JSON ends early: the list is not closed; what came before was read",
        at: lines.startIndex
      )
      return true
    }
    if isInArray {
      switch byte {
      case UInt8(ascii: "]"):
        isInArray = false
        lines.consume(1)
        return true
      case UInt8(ascii: ","):
        if !needsComma {
          setPlaces(lines.startIndex..<lines.startIndex)
          sink.note("stray-comma", at: lines.startIndex)
        }
        needsComma = false
        lines.consume(1)
        return true
      default:
        if needsComma {
          setPlaces(lines.startIndex..<lines.startIndex)
          sink.note("missing-comma", at: lines.startIndex)
        }
      }
    } else if byte == UInt8(ascii: ";"), lines.byteOffset > 0 {
      // A script ends so.
      lines.consume(1)
      return true
    } else if byte == UInt8(ascii: ","), needsComma {
      // Values of a list of which somebody took the brackets away.
      needsComma = false
      lines.consume(1)
      return true
    } else if byte == UInt8(ascii: "[") {
      isInArray = true
      needsComma = false
      lines.consume(1)
      return true
    }
    needsComma = true
    try readValueAtStart()
    return true
  }

  private mutating func readValueAtStart() throws {
    let limit = isInArray ? maxRecordBytes : maxDocumentBytes
    var boundary = JSONBoundary()
    var scanned = 0
    while true {
      let start = lines.startIndex
      if let end = boundary.end(in: lines.bytes.span, from: start + scanned) {
        if end - start > limit {
          rejectTooLong(limit)
          consume(end - start)
        } else {
          take(start..<end, isWhole: true)
        }
        return
      }
      scanned = lines.bytes.count - start
      if scanned > limit {
        rejectTooLong(limit)
        try skip(&boundary)
        return
      }
      guard try lines.fillMore() else {
        take(lines.startIndex..<lines.bytes.count, isWhole: false)
        isOver = true
        return
      }
    }
  }

  /// Passes over the rest of a value that is too long to hold.
  private mutating func skip(_ boundary: inout JSONBoundary) throws {
    consume(lines.bytes.count - lines.startIndex)
    while try lines.fillMore() {
      let start = lines.startIndex
      if let end = boundary.end(in: lines.bytes.span, from: start) {
        consume(end - start)
        return
      }
      consume(lines.bytes.count - start)
    }
    isOver = true
  }

  private mutating func rejectTooLong(_ limit: Int) {
    setPlaces(lines.startIndex..<lines.startIndex)
    sink.reject("a value of more than \(limit) bytes", at: lines.startIndex)
  }

  private mutating func take(_ range: Range<Int>, isWhole: Bool) {
    setPlaces(range)
    let tree = JSONTree(lines.bytes, range)
    noteNotANumber(in: tree)
    if let fault = tree.fault {
      if isInArray, isWhole {
        sink.reject(fault.reason, at: fault.index)
      } else {
        if let root = tree.root, root.isObject || root.isArray { readWhole(root) }
        sink.reject("\(fault.reason); what came before was read", at: fault.index)
      }
    } else if let root = tree.root {
      read(root)
    }
    heldLine += sink.places.lineFeedCount
    lines.consume(range.count)
  }

  private mutating func consume(_ count: Int) {
    let start = lines.startIndex
    heldLine +=
      LinePlaces(lines.bytes, start..<(start + count), baseOffset: 0, baseLine: 1).lineFeedCount
    lines.consume(count)
  }

  private mutating func setPlaces(_ range: Range<Int>) {
    sink.places = LinePlaces(
      lines.bytes,
      range,
      baseOffset: lines.byteOffset(of: 0),
      baseLine: heldLine
    )
  }

  /// The next byte that is no white space and no record separator (RFC 7464); `nil` at the end.
  private mutating func nextSignificantByte() throws -> UInt8? {
    while true {
      while lines.startIndex < lines.bytes.count {
        let byte = lines.bytes[lines.startIndex]
        guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A || byte == 0x1E else {
          return byte
        }
        if byte == 0x0A { heldLine += 1 }
        lines.consume(1)
      }
      guard try lines.fillMore() else { return nil }
    }
  }
}
