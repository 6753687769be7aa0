// SPDX-License-Identifier: Apache-2.0

/// Collects the literals of a set for one view, and chooses how they are looked for.
struct LiteralIndexBuilder {
  /// A gram of a literal.
  struct Gram {
    var hash: UInt32
    /// Its bit in the second bitmap.
    var check: Int
    /// Where in the literal it begins.
    var offset: UInt16
    var entry: LiteralIndex.Entry
  }

  /// A literal on its way into the index.
  struct Literal {
    var record: LiteralIndex.Literal
    /// Folded.
    var bytes: [UInt8]
    /// As written, if case matters.
    var written: [UInt8]
  }

  private(set) var literals: [Literal] = []

  /// Adds one literal of a pattern.
  ///
  /// - Parameters:
  ///   - isAnswer: Whether finding it decides the pattern.
  ///   - rank: Its place among the pattern's alternatives.
  mutating func add(
    _ string: LiteralString,
    pattern: Int,
    rank: Int,
    isAnswer: Bool,
    minDistance: Int,
    maxDistance: Int?
  ) {
    let folded = string.letters == .exact ? FoldedBytes.fold(string.bytes) : string.bytes
    // A folding of another length never occurs in a regular text as written; the others are not
    // decided here.
    let isWritten = string.letters == .exact && folded.count == string.bytes.count
    let record = LiteralIndex.Literal(
      pattern: UInt32(pattern),
      count: UInt16(folded.count),
      gramOffset: 0,
      rank: UInt16(rank),
      left: string.left,
      right: string.right,
      isAnswer: isAnswer,
      isWritten: isWritten,
      minDistance: Int32(clamping: minDistance),
      maxDistance: maxDistance.map { Int32(clamping: $0) } ?? -1
    )
    literals.append(
      Literal(record: record, bytes: folded, written: isWritten ? string.bytes : [])
    )
  }
}

// MARK: - Tables

extension LiteralIndexBuilder {
  /// A table and its grams, in the order of their buckets.
  struct Table {
    var length: Int
    var isChecked: Bool
    var grams: [Gram]
  }

  /// Up to so many literals one lookup at each place is worth more than the places that it lets
  /// pass; beyond, a second bitmap keeps these from the buckets.
  private static let maxUnchecked = 2_000

  /// The tables; at most two.
  func tables() -> [Table] {
    if literals.isEmpty { return [] }
    // Grams of three for all, since what passes is checked by six bytes at once.
    if literals.count > Self.maxUnchecked {
      return [table(length: 3, isChecked: true) { _ in true }]
    }
    var count = [0, 0, 0, 0, 0]
    for literal in literals { count[min(4, literal.bytes.count)] += 1 }
    let shortest = count[1] > 0 ? 2 : count[2] + count[3] > 0 ? shortLength() : 4
    if shortest > 2 || count[4] == 0 { return [table(length: shortest) { _ in true }] }
    return [table(length: 4) { $0 >= 4 }, table(length: shortest) { $0 < 4 }]
  }

  /// Whether grams of two bytes or of three let fewer places pass for the literals of two and three
  /// bytes. A literal of two bytes has 256 grams of three.
  private func shortLength() -> Int {
    var (pairs, triples): (Float, Float) = (0, 0)
    for literal in literals where literal.bytes.count < 4 {
      let folded = literal.bytes
      let pair = exp2(-RarestGram.find(in: folded, length: 2).bits)
      pairs += pair
      triples += folded.count == 3 ? exp2(-TextModel.bits(folded)) : pair
      if folded.count == 2 { triples += 256 / Float(1 << GramTableSize.shortLog2Bits) }
    }
    return triples < pairs ? 3 : 2
  }

  private func table(
    length: Int,
    isChecked: Bool = false,
    of isWanted: (Int) -> Bool
  ) -> Table {
    var grams: [Gram] = []
    grams.reserveCapacity(literals.count)
    for (index, literal) in literals.enumerated() where isWanted(literal.bytes.count) {
      let folded = literal.bytes
      if folded.count < length {
        // It is every longer gram that begins with it; behind the text's last byte stand zeros.
        for rest in 0..<(1 << (8 * (length - folded.count))) {
          let bytes = (0..<length - folded.count).map {
            UInt8(truncatingIfNeeded: rest >> (8 * $0))
          }
          grams.append(gram(of: folded + bytes, at: 0, length: length, literal: index))
        }
      } else {
        let offset = RarestGram.find(in: folded, length: length, wanting: 6).offset
        grams.append(gram(of: folded, at: offset, length: length, literal: index))
      }
    }
    // Equal keys in the order of their literals: the same in every process.
    grams.sort {
      let (first, second) = isChecked ? ($0.check, $1.check) : (Int($0.hash), Int($1.hash))
      return (first, $0.entry.literal, $0.entry.value) < (second, $1.entry.literal, $1.entry.value)
    }
    return Table(length: length, isChecked: isChecked, grams: grams)
  }

  private func gram(of bytes: [UInt8], at offset: Int, length: Int, literal: Int) -> Gram {
    // The eight bytes that are compared first: as many of the literal as there are, the gram among
    // them. They begin at most six bytes before it.
    let first = max(0, min(offset, bytes.count - 8))
    let count = min(8, bytes.count - first)
    let word = UInt32(truncatingIfNeeded: Self.word(bytes, offset, count: length))
    return Gram(
      hash: word &* GramHash.multiplier(length: length),
      check: Self.check(bytes, offset, gramLength: length),
      offset: UInt16(offset),
      entry: LiteralIndex.Entry(
        mask: count >= 8 ? .max : 1 << UInt64(8 * count) - 1,
        value: Self.word(bytes, first, count: count),
        literal: UInt32(literal),
        back: UInt32(offset - first)
      )
    )
  }

  private static func check(_ bytes: [UInt8], _ offset: Int, gramLength: Int) -> Int {
    let length = offset + 6 <= bytes.count ? 6 : gramLength
    return GramHash.check(word(bytes, offset, count: length), length: length)
  }

  /// Little-endian, as the text is read.
  private static func word(_ bytes: [UInt8], _ start: Int, count: Int) -> UInt64 {
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
    return value
  }
}
