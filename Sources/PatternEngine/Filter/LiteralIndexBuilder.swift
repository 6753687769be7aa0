// SPDX-License-Identifier: Apache-2.0

/// Collects the literals of a set for one view, and chooses how they are looked for.
struct LiteralIndexBuilder {
  /// A gram of a literal.
  struct Gram {
    /// Little-endian.
    var bytes: UInt64
    var hash: UInt64
    /// Where a text may have it: the set of numbers that ``GramHash/fourth(_:)`` may give there.
    var fourths: UInt64
    /// Whether the literal is.
    var isASCII: Bool
    /// Where in the literal it begins.
    var offset: UInt16
    var entry: LiteralIndex.Entry
  }

  /// A literal on its way into the index.
  struct Literal {
    var record: LiteralIndex.Literal
    /// Where in ``bytes`` its own are.
    var place: Range<Int>
  }

  private(set) var literals: [Literal] = []

  /// The bytes of all literals: of each the folded ones, then those as written if case matters.
  private(set) var bytes: [UInt8] = []

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
    let start = bytes.count
    bytes.append(contentsOf: folded)
    if isWritten { bytes.append(contentsOf: string.bytes) }
    literals.append(Literal(record: record, place: start..<bytes.count))
  }
}

// MARK: - Tables

extension LiteralIndexBuilder {
  /// The grams of one length, in the order of their buckets.
  struct Table {
    var length: Int
    var grams: [Gram]
  }

  /// From so many literals on the same bytes are shared by so many of them that the first four have to
  /// be rare; in smaller sets it is all five that are asked first.
  private static let crowd = 4_000

  /// The tables that have grams: of six bytes, of three, of two.
  func tables() -> [Table] {
    var grams: [Int: [Gram]] = [:]
    var folded: [UInt8] = []
    for (index, literal) in literals.enumerated() {
      folded.removeAll(keepingCapacity: true)
      folded.append(contentsOf: bytes[literal.place].prefix(Int(literal.record.count)))
      switch folded.count {
      case 6...:
        let rare = literals.count > Self.crowd ? 4 : 5
        let offset = RarestGram.find(in: folded, length: rare, wanting: 6).offset
        grams[6, default: []].append(gram(of: folded, at: offset, length: 6, literal: index))
      case 3...:
        let offset = Self.bestStart(in: folded)
        grams[3, default: []].append(gram(of: folded, at: offset, length: 3, literal: index))
      case 2:
        grams[2, default: []].append(gram(of: folded, at: 0, length: 2, literal: index))
      default:
        // It is every pair that begins with it; behind the text's last byte stand zeros.
        for second in UInt8.min...UInt8.max {
          let pair = folded + [second]
          grams[2, default: []].append(gram(of: pair, at: 0, length: 2, literal: index))
        }
      }
    }
    return [6, 3, 2].compactMap { length in
      guard var grams = grams[length] else { return nil }
      // Equal hashes in the order of their literals: the same in every process.
      grams.sort {
        ($0.hash, $0.entry.literal, $0.entry.value) < ($1.hash, $1.entry.literal, $1.entry.value)
      }
      return Table(length: length, grams: grams)
    }
  }

  /// Where three bytes of a short literal begin that are rare together with the two behind them, as
  /// far as these are in the literal.
  private static func bestStart(in folded: [UInt8]) -> Int {
    var best: (offset: Int, bits: Float) = (0, -.infinity)
    for offset in 0...folded.count - 3 {
      let bits = TextModel.bits(Array(folded[offset..<min(folded.count, offset + 5)]))
      if bits > best.bits { best = (offset, bits) }
    }
    return best.offset
  }

  private func gram(of bytes: [UInt8], at offset: Int, length: Int, literal: Int) -> Gram {
    // The eight bytes that are compared first: as many of the literal as there are, the gram among
    // them. They begin at most two bytes before it.
    let first = max(0, min(offset, bytes.count - 8))
    let count = min(8, bytes.count - first)
    let own = Self.word(bytes, offset, count: length)
    return Gram(
      bytes: own,
      hash: GramHash.hash(own, length: length),
      fourths: Self.fourths(of: bytes, at: offset),
      isASCII: bytes.allSatisfy { $0 < 0x80 },
      offset: UInt16(offset),
      entry: LiteralIndex.Entry(
        mask: count >= 8 ? .max : 1 << UInt64(8 * count) - 1,
        value: Self.word(bytes, first, count: count),
        literal: UInt32(literal),
        back: UInt32(offset - first)
      )
    )
  }

  /// The numbers of a literal's rest: one if five bytes are known, two if four are.
  private static func fourths(of literal: [UInt8], at offset: Int) -> UInt64 {
    let count = literal.count - offset
    if count < 4 { return .max }
    let bytes = word(literal, offset, count: min(5, count))
    let first: UInt64 = 1 << GramHash.fourth(bytes)
    return count > 4 ? first : first | 1 << GramHash.fourth(bytes | 1 << 32)
  }

  /// Little-endian, as the text is read.
  private static func word(_ bytes: [UInt8], _ start: Int, count: Int) -> UInt64 {
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
    return value
  }
}
