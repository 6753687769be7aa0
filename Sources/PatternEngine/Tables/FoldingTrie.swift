// SPDX-License-Identifier: Apache-2.0

/// The two-stage table of `FilterFolding`.
///
/// A block is 64 scalars: all that share all bytes of UTF-8 but the last, so the bytes of a character
/// are its index without decoding. Blocks in which nothing changes are one and the same.
enum FoldingTrie {
  /// How many blocks there are numbers for: the scalars that fold all lie below `end`.
  static let blocks = Int(end >> 6)
  static let end: UInt32 = 0x20000

  /// The bit of changes which are no change of bytes but the folded scalar, as its length differs.
  static let irregular: UInt32 = 1 << 31

  /// For each block number where its values begin, then the values of the blocks: 0, or the bytes of
  /// the character and its folded form in UTF-8, first byte lowest, exclusive-or-ed. The blocks of
  /// all characters of one and two bytes come first and in order, so for these one look is enough.
  ///
  /// About 44 kB, made at first use in 0.4 ms: as a literal it would take long to compile.
  static let values: [UInt32] = {
    let unchanged = UInt32(blocks + 0x800)
    var values = [UInt32](repeating: unchanged, count: blocks)
    for block in 0..<0x20 { values[block] = UInt32(blocks + block * 64) }
    values += [UInt32](repeating: 0, count: 0x800 + 64)
    for run in runs(FilterFoldingData.runs) {
      for index in 0..<run.count {
        let scalar = UInt32(run.first + index * run.step)
        let folded = run.change == 0 ? 0x20 : UInt32(Int(scalar) + run.change)
        let block = Int(scalar >> 6)
        if values[block] == unchanged {
          values[block] = UInt32(values.count)
          values += [UInt32](repeating: 0, count: 64)
        }
        values[Int(values[block]) + Int(scalar & 63)] = change(of: scalar, to: folded)
      }
    }
    return values
  }()

  private static func change(of scalar: UInt32, to folded: UInt32) -> UInt32 {
    guard PackedUTF8.length(of: scalar) == PackedUTF8.length(of: folded) else {
      return irregular | folded
    }
    return PackedUTF8.bytes(of: scalar) ^ PackedUTF8.bytes(of: folded)
  }

  private struct Run {
    var first: Int
    var count: Int
    var step: Int
    var change: Int
  }

  /// Reads the runs of the generated file. What is not in its form ends the program at first use,
  /// which is in the first test.
  private static func runs(_ text: String) -> [Run] {
    text.utf8.split { $0 == 0x3B || $0 == 0x0A }.map { run in
      let fields = run.split(separator: 0x20).map { Substring($0) }
      precondition(fields.count == 4, "A run of FilterFoldingData has four fields.")
      return Run(
        first: Int(fields[0], radix: 16)!,
        count: Int(fields[1])!,
        step: Int(fields[2])!,
        change: Int(fields[3])!
      )
    }
  }
}

/// The UTF-8 of a scalar as a number, first byte lowest.
enum PackedUTF8 {
  static func length(of scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  static func bytes(of scalar: UInt32) -> UInt32 {
    let last = 0x80 | scalar & 0x3F
    let second = 0x80 | scalar >> 6 & 0x3F
    switch length(of: scalar) {
    case 1: return scalar
    case 2: return 0xC0 | scalar >> 6 | last << 8
    case 3: return 0xE0 | scalar >> 12 | second << 8 | last << 16
    default:
      let first = 0x80 | scalar >> 12 & 0x3F
      return 0xF0 | scalar >> 18 | first << 8 | second << 16 | last << 24
    }
  }

  static func scalar(_ bytes: UInt32) -> UInt32 {
    let lead = bytes & 0xFF
    if lead < 0x80 { return lead }
    let second = bytes >> 8 & 0x3F
    if lead < 0xE0 { return (lead & 0x1F) << 6 | second }
    let third = bytes >> 16 & 0x3F
    if lead < 0xF0 { return (lead & 0xF) << 12 | second << 6 | third }
    return (lead & 7) << 18 | second << 12 | third << 6 | bytes >> 24 & 0x3F
  }

  /// Eight bytes, the first lowest.
  @inline(__always)
  static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    // Sound: the caller has eight bytes there; the load needs no alignment.
    UInt64(littleEndian: unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  /// Two bytes, the first lower.
  @inline(__always)
  static func pair(_ bytes: UnsafePointer<UInt8>) -> UInt16 {
    // Sound: as for `word`.
    UInt16(littleEndian: unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt16.self))
  }

  /// Writes two bytes.
  @inline(__always)
  static func store(_ pair: UInt16, to bytes: UnsafeMutablePointer<UInt8>) {
    // Sound: as for a word.
    unsafe UnsafeMutableRawPointer(bytes).storeBytes(of: pair.littleEndian, as: UInt16.self)
  }

  /// Writes eight bytes.
  @inline(__always)
  static func store(_ word: UInt64, to bytes: UnsafeMutablePointer<UInt8>) {
    // Sound: the caller has room for eight bytes there; the store needs no alignment.
    unsafe UnsafeMutableRawPointer(bytes).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Eight bytes with small letters for ASCII capitals: of the low seven bits of each byte one sum
  /// sets the highest bit if they are at least `A`, another if they are above `Z`.
  @inline(__always)
  static func foldedASCII(_ word: UInt64) -> UInt64 {
    let low = word & 0x7F7F_7F7F_7F7F_7F7F
    let atLeastA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let aboveZ = low &+ 0x2525_2525_2525_2525
    return word | (atLeastA & ~aboveZ & ~word & 0x8080_8080_8080_8080) >> 2
  }
}
