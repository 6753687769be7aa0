// SPDX-License-Identifier: Apache-2.0

/// Unicode 17 data for folding: normalization, case, invisible scalars, look-alikes.
///
/// Each property is a trie in two stages: a block number for each 64 scalars, then a value for each
/// scalar of a block. A value is the index of a record, and records point into a pool of scalars.
struct UnicodeTables: Sendable {
  /// The one copy, unpacked at first use: 0.7 ms in release, about 270 kB.
  static let shared = UnicodeTables()

  /// The scalars that records refer to.
  let pool: [UInt32]

  private let normalizationBlocks: [UInt16]
  private let normalizationValues: [UInt16]
  private let normalizationRecords: [UInt32]
  private let foldingBlocks: [UInt16]
  private let foldingValues: [UInt16]
  private let foldingRecords: [UInt32]
  private let lookAlikeBlocks: [UInt16]
  private let lookAlikeValues: [UInt16]
  private let pairKeys: [UInt64]
  private let pairComposites: [UInt32]

  private init() {
    typealias Data = UnicodeTableData
    pool = Self.decode(Data.pool, count: Data.poolCount)
    normalizationBlocks = Self.decode(
      Data.normalizationBlocks,
      count: Data.normalizationBlocksCount
    )
    normalizationValues = Self.decode(
      Data.normalizationValues,
      count: Data.normalizationValuesCount
    )
    normalizationRecords = Self.decode(
      Data.normalizationRecords,
      count: Data.normalizationRecordsCount
    )
    foldingBlocks = Self.decode(Data.foldingBlocks, count: Data.foldingBlocksCount)
    foldingValues = Self.decode(Data.foldingValues, count: Data.foldingValuesCount)
    foldingRecords = Self.decode(Data.foldingRecords, count: Data.foldingRecordsCount)
    lookAlikeBlocks = Self.decode(Data.lookAlikeBlocks, count: Data.lookAlikeBlocksCount)
    lookAlikeValues = Self.decode(Data.lookAlikeValues, count: Data.lookAlikeValuesCount)
    let firsts: [UInt32] = Self.decode(Data.pairFirsts, count: Data.pairFirstsCount)
    let seconds: [UInt32] = Self.decode(Data.pairSeconds, count: Data.pairSecondsCount)
    pairKeys = zip(firsts, seconds).map { UInt64($0) << 32 | UInt64($1) }
    pairComposites = Self.decode(Data.pairComposites, count: Data.pairCompositesCount)
  }
}

extension UnicodeTables {
  /// What normalization knows about one scalar.
  struct NormalizationRecord {
    let bits: UInt32

    /// Where its scalars begin in the pool.
    var mappingOffset: Int { Int(bits & 0xFFFF) }

    /// How many they are. If `isReplaced`, its NFKC form; else, if not 0, an unmarked prefix and
    /// its marks.
    var mappingCount: Int { Int(bits >> 16 & 0x1F) }

    /// Canonical_Combining_Class.
    var combiningClass: UInt8 { UInt8(truncatingIfNeeded: bits >> 21) }

    /// Whether it may compose with a scalar before it.
    var isSecondOfPair: Bool { bits & 1 << 29 != 0 }

    /// Whether it does not occur in NFKC text, or may come apart after some scalars.
    var isReplaced: Bool { bits & 1 << 30 != 0 }
  }

  /// What folding knows about one scalar.
  struct FoldingRecord {
    let bits: UInt32

    /// Where its folded form begins in the pool.
    var mappingOffset: Int { Int(bits & 0xFFFF) }

    /// How many scalars the folded form has; 0 means the scalar itself.
    var mappingCount: Int { Int(bits >> 16 & 0x1F) }

    /// Whether it is dropped.
    var isInvisible: Bool { bits & 1 << 21 != 0 }

    /// Whether its general category is Mark.
    var isMark: Bool { bits & 1 << 22 != 0 }

    /// Whether it is a Latin letter or an ASCII digit, which keep no marks.
    var isLatin: Bool { bits & 1 << 23 != 0 }

    /// Whether it is a mark that no orthography uses: an overlay or an enclosing shape.
    var isDecoration: Bool { bits & 1 << 24 != 0 }

    /// What the mapping changes.
    var changes: FoldedScalar.Changes {
      FoldedScalar.Changes(rawValue: UInt8(truncatingIfNeeded: bits >> 25 & 0x1F))
    }

    /// Whether the folded form is one scalar with `isSimple`.
    var mapsToSimple: Bool { bits & 1 << 30 != 0 }

    /// Whether it stays, is no mark, and composes with nothing before it.
    var isSimple: Bool { bits & 1 << 31 != 0 }
  }

  @inline(__always)
  func normalizationRecord(of scalar: UInt32) -> NormalizationRecord {
    guard scalar < 0x110000 else { return NormalizationRecord(bits: 0) }
    let block = Int(normalizationBlocks[Int(scalar >> 6)])
    let value = normalizationValues[block << 6 | Int(scalar & 63)]
    return NormalizationRecord(bits: normalizationRecords[Int(value)])
  }

  @inline(__always)
  func foldingRecord(of scalar: UInt32) -> FoldingRecord {
    guard scalar < 0x110000 else { return FoldingRecord(bits: 1 << 31) }
    let block = Int(foldingBlocks[Int(scalar >> 6)])
    let value = foldingValues[block << 6 | Int(scalar & 63)]
    return FoldingRecord(bits: foldingRecords[Int(value)])
  }

  /// The ASCII letters a scalar looks like, itself and as a capital; 0 if none.
  func lookAlikeLetters(of scalar: UInt32) -> (small: UInt8, capital: UInt8) {
    guard scalar < 0x110000 else { return (0, 0) }
    let block = Int(lookAlikeBlocks[Int(scalar >> 6)])
    let value = lookAlikeValues[block << 6 | Int(scalar & 63)]
    return (UInt8(value & 0x7F), UInt8(value >> 7 & 0x7F))
  }

  /// The primary composite of two scalars, or `nil`.
  func composite(of first: UInt32, _ second: UInt32) -> UInt32? {
    // Hangul: 19 leading, 21 vowel and 27 trailing letters make 11,172 syllables.
    if first &- 0x1100 < 19, second &- 0x1161 < 21 {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if first &- 0xAC00 < 11172, (first - 0xAC00) % 28 == 0, second &- 0x11A8 < 27 {
      return first + (second - 0x11A7)
    }
    let key = UInt64(first) << 32 | UInt64(second)
    var low = 0
    var high = pairKeys.count
    while low < high {
      let middle = (low + high) / 2
      if pairKeys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < pairKeys.count && pairKeys[low] == key ? pairComposites[low] : nil
  }
}

extension UnicodeTables {
  /// Unpacks a table.
  ///
  /// The text is a row of numbers, least significant digit first, one character for 5 bits: "0" to
  /// "O" end a number, "P" to "o" continue it; line feeds and spaces are skipped. An even number is
  /// twice a zigzag difference to the value before; an odd one repeats the last difference
  /// (number / 2 + 1) times.
  static func decode<Value: FixedWidthInteger>(_ text: String, count: Int) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    var number = 0
    var shift = 0
    var value = 0
    var difference = 0
    for byte in text.utf8 where byte >= 0x30 {
      let digit = Int(byte) - 0x30
      number |= (digit & 31) << shift
      shift += 5
      if digit >= 32 { continue }
      let operand = number >> 1
      if number & 1 == 0 {
        difference = operand & 1 == 0 ? operand >> 1 : -(operand >> 1) - 1
      }
      for _ in 0..<(number & 1 == 0 ? 1 : operand + 1) {
        value += difference
        values.append(Value(truncatingIfNeeded: value))
      }
      number = 0
      shift = 0
    }
    precondition(values.count == count, "UnicodeTableData is damaged: run make_tables.py")
    return values
  }
}
