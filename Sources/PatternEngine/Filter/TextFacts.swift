// SPDX-License-Identifier: Apache-2.0

/// Counts of one text that patterns without a literal ask for, each worked out when first asked.
@unsafe struct TextFacts {
  private let written: UnsafePointer<UInt8>
  private let folded: UnsafePointer<UInt8>
  private let count: Int
  private let isASCII: Bool

  /// −1: not counted yet.
  private var digits = -1
  private var capitals = -1

  /// The sets of bytes that were looked for, one bit each, and those of which the text has a member.
  private var asked: UInt64 = 0
  private var present: UInt64 = 0

  /// - Parameters:
  ///   - written: The text.
  ///   - folded: Its folded copy, of the same length, with zeros behind it.
  init(
    written: UnsafePointer<UInt8>,
    folded: UnsafePointer<UInt8>,
    count: Int,
    isASCII: Bool
  ) {
    unsafe self.written = unsafe written
    unsafe self.folded = unsafe folded
    unsafe self.count = count
    unsafe self.isASCII = isASCII
  }

  /// Whether a regular text has what is needed. Bytes are looked for only before a `isWide` search:
  /// a search of a few places is cheaper.
  ///
  /// - Parameters:
  ///   - probes: What the bits of the needs stand for.
  ///   - windows: What their windows stand for.
  mutating func meet(
    _ needs: ScanNeeds,
    isWide: Bool,
    probes: ByteProbes,
    windows: [ClassWindow]
  ) -> Bool {
    if unsafe count > 0 {
      // Sound: the text has a first byte.
      let first = unsafe written[0]
      if first < 0x80, !needs.first.contains(first) { return false }
    }
    if needs.digits > 0 {
      if unsafe digits < 0 { unsafe digits = ByteCount.count(written, count, from: 0x30, to: 0x39) }
      if unsafe digits < Int(needs.digits) { return false }
    }
    if needs.capitals > 0 {
      if unsafe capitals < 0 {
        unsafe capitals = ByteCount.count(written, count, from: 0x41, to: 0x5A)
      }
      if unsafe capitals < Int(needs.capitals) { return false }
      if needs.capitalRun > 0,
        unsafe !Runs.hasRun(written, count, of: Int(needs.capitalRun), from: 0x41, to: 0x5A)
      {
        return false
      }
    }
    if isWide, needs.classes != 0 {
      let missing = unsafe needs.classes & ~asked
      if missing != 0 { unsafe look(for: missing, of: probes) }
      if unsafe present & needs.classes != needs.classes { return false }
    }
    if needs.run > 2 {
      let length = Int(needs.run)
      if unsafe !Runs.mayHaveRun(folded, count, of: length, isASCII: isASCII)
        || !Runs.hasRun(folded, count, of: length, needs.runBytes, isASCII: isASCII)
      {
        return false
      }
    }
    if needs.wordRun > 0 {
      let length = Int(needs.wordRun)
      // So many always take all of eight bytes somewhere; few texts do.
      if length >= 15, unsafe !ByteCount.hasWholeWord(folded, count) { return false }
      if unsafe !Runs.hasWordRun(folded, count, of: length) { return false }
    }
    if isWide, needs.window >= 0, unsafe isASCII {
      return unsafe windows[Int(needs.window)].isIn(written, count)
    }
    return true
  }

  @inline(never)
  private mutating func look(for wanted: UInt64, of probes: ByteProbes) {
    var wanted = wanted
    while wanted != 0 {
      let bit = wanted & (~wanted &+ 1)
      wanted &= ~bit
      if bit & probes.narrow != 0 {
        let bytes = probes.bytes[bit.trailingZeroBitCount]
        if unsafe ByteCount.hasAny(of: bytes, folded, count) { unsafe present |= bit }
        unsafe asked |= bit
      } else {
        // One walk for all the others.
        unsafe present |= ByteCount.union(folded, count, probes.table)
        unsafe asked |= ~probes.narrow
        unsafe wanted &= ~asked
      }
    }
  }
}
