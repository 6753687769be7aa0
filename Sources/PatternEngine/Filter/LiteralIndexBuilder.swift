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
  /// Up to so many literals one table of grams as short as the shortest literal does for all: one
  /// lookup at each place costs less than the places that pass.
  private static let maxForShortGrams = 2_000

  /// The grams of each table, sorted by hash.
  func tables() -> [(length: Int, grams: [Gram])] {
    if literals.isEmpty { return [] }
    var count = [0, 0, 0, 0, 0]
    for literal in literals { count[min(4, literal.bytes.count)] += 1 }
    let shortest = count[1] > 0 ? 2 : count[2] + count[3] > 0 ? shortLength() : 4
    let isOne = count[4] == 0 || (shortest == 3 && literals.count <= Self.maxForShortGrams)
    if shortest == 4 || isOne { return [(shortest, grams(length: shortest) { _ in true })] }
    return [
      (4, grams(length: 4) { $0 >= 4 }),
      (shortest, grams(length: shortest) { $0 < 4 }),
    ]
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

  private func grams(length: Int, of isWanted: (Int) -> Bool) -> [Gram] {
    var grams: [Gram] = []
    grams.reserveCapacity(literals.count)
    for (index, literal) in literals.enumerated() where isWanted(literal.bytes.count) {
      let folded = literal.bytes
      if folded.count < length {
        // It is every longer gram that begins with it; behind the text's last byte stand zeros.
        for second in UInt8.min...UInt8.max {
          grams.append(gram(of: folded + [second], at: 0, length: length, literal: index))
        }
      } else {
        let offset = RarestGram.find(in: folded, length: length, wanting: length + 2).offset
        grams.append(gram(of: folded, at: offset, length: length, literal: index))
      }
    }
    // Equal hashes in the order of their literals: the same in every process.
    grams.sort {
      ($0.hash, $0.entry.literal, $0.entry.value) < ($1.hash, $1.entry.literal, $1.entry.value)
    }
    return grams
  }

  private func gram(of bytes: [UInt8], at offset: Int, length: Int, literal: Int) -> Gram {
    // The eight bytes that are compared first: as many of the literal as there are, the gram among
    // them. They begin at most six bytes before it.
    let first = max(0, min(offset, bytes.count - 8))
    let count = min(8, bytes.count - first)
    let word = UInt32(truncatingIfNeeded: Self.word(bytes, offset, count: length))
    return Gram(
      hash: word &* GramHash.multiplier(length: length),
      check: Self.check(bytes, offset),
      offset: UInt16(offset),
      entry: LiteralIndex.Entry(
        mask: count >= 8 ? .max : 1 << UInt64(8 * count) - 1,
        value: Self.word(bytes, first, count: count),
        literal: UInt32(literal),
        back: UInt32(offset - first)
      )
    )
  }

  private static func check(_ bytes: [UInt8], _ offset: Int) -> Int {
    let length = offset + 6 <= bytes.count ? 6 : 4
    let count = min(length, bytes.count - offset)
    return GramHash.check(word(bytes, offset, count: count), length: length)
  }

  /// Little-endian, as the text is read.
  private static func word(_ bytes: [UInt8], _ start: Int, count: Int) -> UInt64 {
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
    return value
  }
}
