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
  /// - Parameter probes: What the bits of the needs stand for.
  mutating func meet(_ needs: ScanNeeds, isWide: Bool, probes: ByteProbes) -> Bool {
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

/// What the bytes of a text come to, eight at a time.
enum ByteCount {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// How many bytes are in `low...high`, both below 0x80.
  static func count(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    from low: UInt8,
    to high: UInt8
  ) -> Int {
    if count < 8 {
      var sum = 0
      // Sound: both loops stay inside the text.
      for place in 0..<count where unsafe text[place] &- low <= high &- low { sum &+= 1 }
      return sum
    }
    // Added to seven bits, the first makes the eighth one from `low` on, the second behind `high`.
    let first = ones &* UInt64(0x80 &- low)
    let behind = ones &* UInt64(0x7F &- high)
    let words = count &>> 3
    var total = 0
    var done = 0
    while done < words {
      // A byte of `sum` counts to 31 at most, and all eight to 248.
      let some = min(31, words &- done)
      var sum: UInt64 = 0
      for index in done..<done &+ some {
        sum &+= members(of: unsafe word(text, index), first, behind)
      }
      total &+= Int(truncatingIfNeeded: (sum &* ones) &>> 56)
      done &+= some
    }
    if count & 7 != 0 {
      // The last eight bytes without those that were counted.
      let last = unsafe UnsafeRawPointer(text + (count &- 8)).loadUnaligned(as: UInt64.self)
      let rest = last &>> UInt64(truncatingIfNeeded: 64 &- 8 &* (count & 7))
      total &+= Int(truncatingIfNeeded: (members(of: rest, first, behind) &* ones) &>> 56)
    }
    return total
  }

  /// Eight bytes of a text. The loops over them are written such that the compiler takes two at once.
  @inline(__always)
  static func word(_ text: UnsafePointer<UInt8>, _ index: Int) -> UInt64 {
    // Sound: the callers know that they are in the text, or in the zeros behind it.
    unsafe UnsafeRawPointer(text + 8 &* index).loadUnaligned(as: UInt64.self)
  }

  /// 1 in each byte that is a member, else 0. Zero must be no member.
  @inline(__always)
  private static func members(of word: UInt64, _ first: UInt64, _ behind: UInt64) -> UInt64 {
    let low = word & ~highs
    return ((low &+ first) & ~(low &+ behind) & ~word & highs) &>> 7
  }

  /// How many bytes are beyond ASCII, of texts up to 248 bytes; of longer ones no less than that or 248.
  static func highBytes(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var total = 0
    let words = (count &+ 7) &>> 3
    var done = 0
    while done < words, total < 248 {
      let some = min(31, words &- done)
      var sum: UInt64 = 0
      // Sound: zeros follow the text.
      for index in done..<done &+ some { sum &+= unsafe (word(text, index) & highs) &>> 7 }
      total &+= Int(truncatingIfNeeded: (sum &* ones) &>> 56)
      done &+= some
    }
    return total
  }

  /// Whether the text has one of three bytes, none of which is zero.
  static func hasAny(
    of bytes: ByteProbes.Bytes,
    _ text: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    let first = ones &* UInt64(bytes.first)
    let second = ones &* UInt64(bytes.second)
    let third = ones &* UInt64(bytes.third)
    var found: UInt64 = 0
    let words = (count &+ 7) &>> 3
    // Sound: zeros follow the text.
    if first == third {
      for index in 0..<words { found |= unsafe zeros(in: word(text, index) ^ first) }
    } else {
      for index in 0..<words {
        let word = unsafe word(text, index)
        found |= zeros(in: word ^ first) | zeros(in: word ^ second) | zeros(in: word ^ third)
      }
    }
    return found != 0
  }

  /// Not zero if a byte is. Bits beside a zero byte's may be set, none without one.
  @inline(__always)
  private static func zeros(in word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  /// The highest bit of each byte that is zero.
  @inline(__always)
  static func zeroBytes(of word: UInt64) -> UInt64 {
    ~(((word & ~highs) &+ ~highs) | word) & highs
  }

  /// Whether eight bytes that begin at a multiple of eight are all ASCII letters or digits.
  static func hasWholeWord(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let (letter, behindLetters) = (ones &* (0x80 - 0x61), ones &* (0x7F - 0x7A))
    let (digit, behindDigits) = (ones &* (0x80 - 0x30), ones &* (0x7F - 0x39))
    var found: UInt64 = 0
    for index in 0..<count &>> 3 {
      let word = unsafe word(text, index)
      let low = word & ~highs
      let letters = (low &+ letter) & ~(low &+ behindLetters)
      let digits = (low &+ digit) & ~(low &+ behindDigits)
      let others = ~((letters | digits) & ~word) & highs
      // The highest bit, if there are no others.
      found |= (others &- 1) & ~others
    }
    return found &>> 63 != 0
  }

  /// The union of what the table says of all bytes.
  static func union(_ text: UnsafePointer<UInt8>, _ count: Int, _ table: [UInt64]) -> UInt64 {
    unsafe table.withUnsafeBufferPointer { table in
      var union: UInt64 = 0
      // Sound: `place` is below `count`; the table has an entry for every byte.
      for place in 0..<count { union |= unsafe table[Int(text[place])] }
      return union
    }
  }
}
