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

  private(set) var literals: [LiteralIndex.Literal] = []
  private(set) var pool: [UInt8] = []

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
    literals.append(
      LiteralIndex.Literal(
        pattern: UInt32(pattern),
        start: UInt32(pool.count),
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
    )
    pool += folded
    if isWritten { pool += string.bytes }
  }
}

// MARK: - Tables

extension LiteralIndexBuilder {
  /// Up to so many literals one table of grams as short as the shortest literal does for all: one
  /// lookup at each place costs less than the places that pass.
  private static let maxForShortGrams = 2_000

  /// Literals that are given a gram longer than themselves.
  private static let maxLengthened = 8

  /// The grams of each table, sorted by hash.
  func tables() -> [(length: Int, grams: [Gram])] {
    if literals.isEmpty { return [] }
    var count = [0, 0, 0, 0, 0]
    for literal in literals { count[min(4, Int(literal.count))] += 1 }
    // A literal one byte shorter than a gram has 256 grams: worth it while they are few.
    let shortest =
      count[1] > 0 || count[2] > Self.maxLengthened ? 2 : count[2] + count[3] > 0 ? 3 : 4
    let isOne = count[4] == 0 || (shortest == 3 && literals.count <= Self.maxForShortGrams)
    if shortest == 4 || isOne { return [(shortest, grams(length: shortest) { _ in true })] }
    return [
      (4, grams(length: 4) { $0 >= 4 }),
      (shortest, grams(length: shortest) { $0 < 4 }),
    ]
  }

  private func grams(length: Int, of isWanted: (Int) -> Bool) -> [Gram] {
    var grams: [Gram] = []
    grams.reserveCapacity(literals.count)
    for (index, literal) in literals.enumerated() where isWanted(Int(literal.count)) {
      let start = Int(literal.start)
      let folded = Array(pool[start..<start + Int(literal.count)])
      if folded.count < length {
        // A single byte is every pair that begins with it; behind the text's last byte stands a zero.
        for second in UInt8.min...UInt8.max {
          grams.append(gram(of: folded + [second], at: 0, length: length, literal: index))
        }
      } else {
        let offset = RarestGram.find(in: folded, length: length, wanting: length + 2).offset
        grams.append(gram(of: folded, at: offset, length: length, literal: index))
      }
    }
    // Equal hashes in the order of their literals: the same in every process.
    grams.sort { ($0.hash, $0.entry.literal, $0.entry.value) < ($1.hash, $1.entry.literal, $1.entry.value) }
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
