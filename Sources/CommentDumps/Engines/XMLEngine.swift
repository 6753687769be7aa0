// SPDX-License-Identifier: Apache-2.0

/// Reads XML record by record: expat parses, records become small trees and go to the format's
/// reader.
///
/// Where the XML is broken, the record there is rejected, and reading goes on with a new parser at
/// the next tag that begins a record, as if the elements around it had been opened: exports of
/// Disqus and WordPress are often broken in single comments.
///
/// Memory: one record, up to the limit, and one read.
struct XMLEngine: RecordEngine {
  private var lines: LineReader
  private var reader: any XMLFormatReader
  private let name: String
  private let maxRecordBytes: Int
  private var units: XMLUnits
  private var parser: ExpatParser?
  /// What was fed to this parser before the units that it is fed now.
  private var fedBytes = 0
  /// Whether units are passed over until one begins a record.
  private var isSkipping = false
  private var builder: XMLRecordBuilder
  private var sink = XMLSink()
  private var isOver = false
  private var hasRoot = false
  private var prefixes = XMLPrefixes()

  init(_ lines: LineReader, _ reader: any XMLFormatReader, name: String, options: DumpOptions) {
    self.lines = lines
    self.reader = reader
    self.name = name
    maxRecordBytes = options.maxRecordBytes
    units = XMLUnits(maxTagBytes: options.maxRecordBytes, baseOffset: lines.byteOffset)
    builder = XMLRecordBuilder(
      records: reader.records,
      markup: reader.markup,
      maxBytes: options.maxRecordBytes
    )
    parser = ExpatParser()
  }

  var byteOffset: Int { units.byteOffset }
  var line: Int { units.currentLine }

  mutating func read(into batch: inout DumpBatch, maxRecords: Int) throws {
    while true {
      if !settle(isOver: isOver) {
        sink.queue.drain(into: &batch, maxRecords: maxRecords)
        guard !isOver, !batch.isFull(maxRecords: maxRecords) else { return }
      }
      do {
        try readPiece()
      } catch {
        // What was read before the refusal comes first.
        _ = settle(isOver: true)
        reader.finish()
        sink.queue.drain(into: &batch, maxRecords: maxRecords)
        throw error
      }
    }
  }
}

extension XMLEngine {
  private mutating func settle(isOver: Bool) -> Bool {
    sink.queue.settle(&reader, isOver: isOver, line: line, byteOffset: byteOffset)
  }

  private mutating func readPiece() throws {
    guard parser != nil else {
      throw DumpError(code: .readFailed, input: name, message: "there is no memory to read XML")
    }
    let piece = try lines.nextPiece()
    let isLast = piece.isEmpty
    units.take(piece, isLast: isLast)
    for note in units.notes {
      sink.queue.note(
        RepairNote(line: note.line, byteOffset: note.byteOffset, kind: note.kind)
      )
    }
    for note in units.tooLong { reject(note.kind, note.byteOffset, note.line) }
    feed()
    if let refusal = units.refusal {
      isOver = true
      throw DumpError(code: .refusedInput, input: name, message: refusal)
    }
    if isLast { finish() }
  }

  /// Feeds the units that were made last, starting anew where they are broken.
  private mutating func feed() {
    var next = 0
    let all = units.units
    while next < all.count {
      if isSkipping {
        guard let found = all[next...].firstIndex(where: { path(ofRecord: $0) != nil }) else {
          return
        }
        startAnew(at: all[found])
        next = found
      }
      let start = all[next].start
      let (events, failure) = parser?.parse(units.output[start...]) ?? ([], nil)
      take(events, start: start)
      guard let failure else {
        fedBytes += units.output.count - start
        return
      }
      let index = max(next, units.unit(at: failure.byteIndex - fedBytes + start) ?? 0)
      builder.abandon()
      reject("broken XML: \(failure.words)", all[index].byteOffset, all[index].line)
      isSkipping = true
      next = index + 1
    }
  }

  private mutating func take(_ events: [ExpatParser.Event], start: Int) {
    for event in events {
      switch event {
      case .start(var name, var attributes, let byteIndex):
        prefixes.rename(&name, &attributes)
        let place = units.place(ofOutput: units.outputBase + byteIndex - fedBytes + start)
        if !hasRoot {
          hasRoot = true
          if !reader.roots.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
            reject(
              "the root element is not <\(reader.roots.joined(separator: "> or <"))>",
              place.byteOffset,
              place.line
            )
          }
        }
        builder.start(name, attributes, byteOffset: place.byteOffset, line: place.line)
      case .text(let text): builder.text(text)
      case .end(let name):
        guard let (record, outer) = builder.end(prefixes.usualName(name)) else { continue }
        if record.isTooLarge {
          sink.reject("a record of more than \(maxRecordBytes) bytes", of: record.element)
        } else {
          reader.read(record.element, in: outer, into: &sink)
        }
      }
    }
  }

  /// The elements around a record that a unit begins; `nil` if it begins none.
  private func path(ofRecord unit: XMLUnits.Unit) -> [String]? {
    guard case .startTag(let name, let isEmpty) = unit.kind, !isEmpty || reader.hasEmptyRecords
    else { return nil }
    return builder.path(ofRecord: prefixes.usualName(name))
  }

  private mutating func startAnew(at unit: XMLUnits.Unit) {
    isSkipping = false
    parser = ExpatParser()
    let path = path(ofRecord: unit) ?? []
    let opening = Array(path.map { "<\(prefixes.writtenName($0))>" }.joined().utf8)
    _ = parser?.parse(opening[...])
    fedBytes = opening.count
    builder.startAnew(path)
  }

  private mutating func finish() {
    isOver = true
    defer { reader.finish() }
    let (events, failure) =
      isSkipping ? ([], nil) : parser?.parse([][...], isLast: true) ?? ([], nil)
    take(events, start: 0)
    if units.isInsideMarkup || failure != nil && builder.isInside {
      reject(
        "the XML ends early: elements are not closed; what came before was read",
        units.byteOffset,
        units.currentLine
      )
    } else if !hasRoot {
      reject("no XML element", units.byteOffset, units.currentLine)
    } else if let failure, !isSkipping {
      reject("broken XML: \(failure.words)", units.byteOffset, units.currentLine)
    }
  }

  private mutating func reject(_ reason: String, _ byteOffset: Int, _ line: Int) {
    sink.queue.reject(RejectedRecord(line: line, byteOffset: byteOffset, reason: reason))
  }
}
