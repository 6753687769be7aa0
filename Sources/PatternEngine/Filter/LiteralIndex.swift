// SPDX-License-Identifier: Apache-2.0

/// The tables that find literals in one walk over a text.
///
/// A literal is represented by its rarest gram, mostly of four bytes. At each place of the text the
/// gram there is multiplied, and the product's high bits look up one bit of a bitmap: the few places
/// that pass go on a list, without a branch. Then each of them looks into a bucket of entries, which
/// compare eight bytes under a mask, and what is left compares the whole literal and looks at its
/// edges. Literals that are shorter than a gram have a second table of shorter grams, which the same
/// walk looks up as well.
///
/// - Important: `@unchecked Sendable` holds because all tables are filled in `init` and only read
///   afterwards.
@safe
final class LiteralIndex: @unchecked Sendable {
  /// One gram in a bucket.
  struct Entry {
    /// Eight bytes of the text that begin `back` bytes before the gram: those under the mask have
    /// to be these.
    var mask: UInt64
    var value: UInt64
    var literal: UInt32
    var back: UInt32
  }

  /// A literal and what finding it means.
  struct Literal {
    var pattern: UInt32
    /// Folded bytes in the pool, followed by the bytes as written if case matters.
    var start: UInt32
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
  let main: GramTable?
  let short: GramTable?
  let entries: UnsafeMutablePointer<Entry>
  let literals: UnsafeMutablePointer<Literal>
  let pool: UnsafeMutablePointer<UInt8>

  let literalCount: Int

  /// Bytes of all tables.
  let byteCount: Int

  init(_ builder: LiteralIndexBuilder) {
    let tables = builder.tables()
    let all = tables.flatMap(\.grams)
    literalCount = builder.literals.count
    let entryCount = max(1, all.count)
    let literalCapacity = max(1, literalCount)
    // Zeros behind the pool, so that eight bytes can be read at its end.
    let poolCount = builder.pool.count + 16
    // Sound: each is allocated for as many elements as are written below.
    unsafe entries = .allocate(capacity: entryCount)
    unsafe literals = .allocate(capacity: literalCapacity)
    unsafe pool = .allocate(capacity: poolCount)
    unsafe pool.initialize(repeating: 0, count: poolCount)
    for (index, literal) in builder.literals.enumerated() {
      unsafe (literals + index).initialize(to: literal)
      // The gram of a literal is chosen with the tables.
      unsafe literals[index].gramOffset = 0
    }
    for (index, byte) in builder.pool.enumerated() { unsafe pool[index] = byte }
    for (index, gram) in all.enumerated() {
      unsafe (entries + index).initialize(to: gram.entry)
      unsafe literals[Int(gram.entry.literal)].gramOffset = gram.offset
    }
    var first = 0
    var made: [GramTable] = unsafe []
    for table in tables {
      unsafe made.append(
        GramTable(
          table.grams,
          length: table.length,
          firstEntry: first,
          isShort: unsafe !made.isEmpty
        )
      )
      first += table.grams.count
    }
    unsafe main = unsafe made.first
    unsafe short = unsafe made.count > 1 ? made[1] : nil
    var bytes = entryCount * MemoryLayout<Entry>.stride + poolCount
    bytes += literalCapacity * MemoryLayout<Literal>.stride
    if let main = unsafe main { unsafe bytes += main.byteCount }
    if let short = unsafe short { unsafe bytes += short.byteCount }
    byteCount = bytes
  }

  deinit {
    // Sound: all hold trivial values, and nothing uses them any more.
    if let main = unsafe main { unsafe main.deallocate() }
    if let short = unsafe short { unsafe short.deallocate() }
    unsafe entries.deallocate()
    unsafe literals.deallocate()
    unsafe pool.deallocate()
  }

  var isEmpty: Bool { literalCount == 0 }
}
