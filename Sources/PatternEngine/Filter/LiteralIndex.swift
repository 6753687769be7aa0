// SPDX-License-Identifier: Apache-2.0

/// The tables that find literals in one walk over a text.
///
/// A literal is represented by a gram: six of its bytes, or three or two if it has no more. One filter
/// for all grams is asked at each place of the text, and the places that pass go on a list, without a
/// branch. Then each table of grams of one length thins the list by its own bitmap; at the few places
/// left a bucket of entries compares eight bytes under a mask, and what is left compares the whole
/// literal and looks at its edges.
///
/// - Important: `@unchecked Sendable` holds because all tables are filled in `init` and only read
///   afterwards.
@safe
final class LiteralIndex: @unchecked Sendable {
  /// Bytes that a ``Literal`` takes.
  static let recordSize = 32

  /// One gram in a bucket.
  struct Entry {
    /// Eight bytes of the text that begin `back` bytes before the gram: those under the mask have
    /// to be these.
    var mask: UInt64
    var value: UInt64
    /// Where the literal's record begins, in bytes.
    var literal: UInt32
    var back: UInt32
  }

  /// A literal and what finding it means. Behind it stand its folded bytes, and then, if case
  /// matters, the bytes as written: mostly in the same cache line.
  struct Literal {
    var pattern: UInt32
    var count: UInt16
    var gramOffset: UInt16
    /// The place among the pattern's alternatives.
    var rank: UInt16
    var left: EdgeCondition
    var right: EdgeCondition
    /// Whether finding it is a match.
    var isAnswer: Bool
    /// Whether case matters.
    var isWritten: Bool
    var minDistance: Int32
    /// Negative: without a bound.
    var maxDistance: Int32
  }

  // Sound: all are made in `init`, freed in `deinit`, never written in between.
  let filter: PlaceFilter?
  /// The same for ASCII texts, where leaving out all other literals makes it smaller.
  let asciiFilter: PlaceFilter?
  let six: GramTable?
  let three: GramTable?
  let two: GramTable?
  let entries: UnsafeMutablePointer<Entry>
  let records: UnsafeMutableRawPointer

  let literalCount: Int

  /// Bytes of all tables.
  let byteCount: Int

  init(_ builder: LiteralIndexBuilder) {
    let tables = builder.tables()
    let all = tables.flatMap(\.grams)
    literalCount = builder.literals.count
    let entryCount = max(1, all.count)
    var places: [Int] = []
    places.reserveCapacity(literalCount)
    var size = 0
    for literal in builder.literals {
      places.append(size)
      size += (Self.recordSize + literal.place.count + 15) & ~15
    }
    // Sound: each is allocated for as many elements as are written below; records begin at multiples
    // of 16 bytes, and the last is followed by zeros.
    unsafe entries = .allocate(capacity: entryCount)
    let recordBytes = size + 32
    unsafe records = .allocate(byteCount: recordBytes, alignment: 64)
    unsafe records.initializeMemory(as: UInt8.self, repeating: 0, count: recordBytes)
    for (index, literal) in builder.literals.enumerated() {
      let record = unsafe records + places[index]
      unsafe record.storeBytes(of: literal.record, as: Literal.self)
      for (offset, byte) in builder.bytes[literal.place].enumerated() {
        unsafe record.storeBytes(of: byte, toByteOffset: Self.recordSize + offset, as: UInt8.self)
      }
    }
    for (index, gram) in all.enumerated() {
      var entry = gram.entry
      let place = places[Int(entry.literal)]
      entry.literal = UInt32(place)
      unsafe (entries + index).initialize(to: entry)
      let record = unsafe (records + place).assumingMemoryBound(to: Literal.self)
      unsafe record.pointee.gramOffset = gram.offset
    }
    var first = 0
    var made: [GramTable] = unsafe []
    for table in tables {
      unsafe made.append(GramTable(table.grams, length: table.length, firstEntry: first))
      first += table.grams.count
    }
    let filterSize = PlaceFilter.Size(tables, isForASCII: false)
    let asciiSize = PlaceFilter.Size(tables, isForASCII: true)
    unsafe filter =
      tables.isEmpty ? nil : PlaceFilter(tables, size: filterSize, isForASCII: false)
    unsafe asciiFilter =
      asciiSize == filterSize ? nil : PlaceFilter(tables, size: asciiSize, isForASCII: true)
    unsafe six = unsafe made.first { unsafe $0.length == 6 }
    unsafe three = unsafe made.first { unsafe $0.length == 3 }
    unsafe two = unsafe made.first { unsafe $0.length == 2 }
    var bytes = entryCount * MemoryLayout<Entry>.stride + recordBytes
    if let filter = unsafe filter { unsafe bytes += filter.byteCount }
    if let filter = unsafe asciiFilter { unsafe bytes += filter.byteCount }
    unsafe made.forEach { table in unsafe bytes += table.byteCount }
    byteCount = bytes
  }

  deinit {
    // Sound: all hold trivial values, and nothing uses them any more.
    if let filter = unsafe filter { unsafe filter.deallocate() }
    if let filter = unsafe asciiFilter { unsafe filter.deallocate() }
    if let six = unsafe six { unsafe six.deallocate() }
    if let three = unsafe three { unsafe three.deallocate() }
    if let two = unsafe two { unsafe two.deallocate() }
    unsafe entries.deallocate()
    unsafe records.deallocate()
  }

  var isEmpty: Bool { literalCount == 0 }
}
