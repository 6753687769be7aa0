// SPDX-License-Identifier: Apache-2.0

/// Counts of one text that patterns without a literal ask for, each worked out when first asked.
@unsafe struct TextFacts {
  /// `x`: sets of bytes, one bit each. `y`: digits, and from bit 32 on ASCII capitals.
  typealias ByteFacts = SIMD2<UInt64>

  private let written: UnsafePointer<UInt8>
  private let folded: UnsafePointer<UInt8>
  private let count: Int
  private let isASCII: Bool

  private var sums: ByteFacts?

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
  /// - Parameter table: What each byte stands for; see ``ByteClasses/table()``.
  mutating func meet(_ needs: ScanNeeds, isWide: Bool, table: [ByteFacts]) -> Bool {
    if needs.digits > 0 || needs.capitals > 0 || (isWide && needs.classes != 0) {
      let sums = unsafe sums ?? ByteCount.sums(written, count, table)
      unsafe self.sums = sums
      if sums.y & 0xFFFF_FFFF < UInt64(needs.digits) { return false }
      if sums.y &>> 32 < UInt64(needs.capitals) { return false }
      if needs.capitalRun > 0,
        unsafe !Runs.hasRun(written, count, of: Int(needs.capitalRun), from: 0x41, to: 0x5A)
      {
        return false
      }
      if isWide, sums.x & needs.classes != needs.classes { return false }
    }
    if needs.run > 2 {
      let length = Int(needs.run)
      if unsafe !Runs.mayHaveRun(folded, count, of: length, isASCII: isASCII)
        || !Runs.hasRun(folded, count, of: length, isASCII: isASCII)
      {
        return false
      }
    }
    if needs.wordRun > 0, unsafe !Runs.hasWordRun(folded, count, of: Int(needs.wordRun)) {
      return false
    }
    return true
  }
}

/// What the bytes of a text come to.
enum ByteCount {
  /// The sum of `y` and the union of `x` over all bytes.
  static func sums(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    _ table: [TextFacts.ByteFacts]
  ) -> TextFacts.ByteFacts {
    unsafe table.withUnsafeBufferPointer { table in
      // Two chains of sums, so that one need not wait for the other.
      var (union, otherUnion): (UInt64, UInt64) = (0, 0)
      var (sum, otherSum): (UInt64, UInt64) = (0, 0)
      var place = 0
      while place &+ 2 <= count {
        // Sound: `place` is below `count`; the table has an entry for every byte.
        let facts = unsafe table[Int(text[place])]
        let other = unsafe table[Int(text[place &+ 1])]
        union |= facts.x
        sum &+= facts.y
        otherUnion |= other.x
        otherSum &+= other.y
        place &+= 2
      }
      if place < count {
        let facts = unsafe table[Int(text[place])]
        union |= facts.x
        sum &+= facts.y
      }
      return TextFacts.ByteFacts(union | otherUnion, sum &+ otherSum)
    }
  }
}

/// Runs of one character.
enum Runs {
  /// Whether any character may stand `length` times in a row; sometimes "yes" for nothing, never
  /// "no".
  static func mayHaveRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int,
    isASCII: Bool
  ) -> Bool {
    if unsafe mayHaveRun(text, count, of: min(length, 6), width: 1) { return true }
    if isASCII { return false }
    return unsafe mayHaveRun(text, count, of: 3, width: 2)
      || mayHaveRun(text, count, of: 3, width: 3) || mayHaveRun(text, count, of: 3, width: 4)
  }

  /// The same for characters of `width` bytes: some byte equals those one, two … characters on.
  @inline(__always)
  private static func mayHaveRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int,
    width: Int
  ) -> Bool {
    let last = count - (length - 1) * width
    var place = 0
    while place < last {
      // Sound: at most 28 bytes behind the text are read, where zeros are.
      let here = unsafe UnsafeRawPointer(text + place)
      let word = unsafe here.loadUnaligned(as: UInt64.self)
      var differences: UInt64 = 0
      var step = width
      while step < length &* width {
        differences |= unsafe word ^ (here + step).loadUnaligned(as: UInt64.self)
        step &+= width
      }
      // A zero byte in `differences` is a run; this finds whether there is one.
      var zeros = (differences &- 0x0101_0101_0101_0101) & ~differences & 0x8080_8080_8080_8080
      // Not those behind the end.
      if place &+ 8 > last { zeros &= 1 &<< UInt64(8 &* (last &- place)) &- 1 }
      if zeros != 0 { return true }
      place &+= 8
    }
    return false
  }

  /// Whether any character stands `length` times in a row.
  static func hasRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int,
    isASCII: Bool
  ) -> Bool {
    for width in 1...(isASCII ? 1 : 4) {
      let needed = (length - 1) * width
      var equal = 0
      var place = 0
      while place &+ width < count {
        // Sound: both places are inside the text.
        equal = unsafe text[place] == text[place &+ width] ? equal &+ 1 : 0
        if equal >= needed { return true }
        place &+= 1
      }
    }
    return false
  }

  /// Whether so many ASCII letters and digits stand in a row, in a folded text.
  static func hasWordRun(_ text: UnsafePointer<UInt8>, _ count: Int, of length: Int) -> Bool {
    // Such a run covers a place at every `length` bytes: only around those is there work.
    var place = length &- 1
    while place < count {
      // Sound: all places are inside the text.
      var first = place
      while first >= 0, unsafe isAlphanumeric(text[first]) { first &-= 1 }
      if first == place {
        place &+= length
        continue
      }
      var last = place &+ 1
      while last < count, unsafe isAlphanumeric(text[last]) { last &+= 1 }
      if last &- first &- 1 >= length { return true }
      place = last &+ length
    }
    return false
  }

  @inline(__always)
  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// Whether so many bytes of `low...high` stand in a row.
  static func hasRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int,
    from low: UInt8,
    to high: UInt8
  ) -> Bool {
    // Such a run covers a place at every `length` bytes: only around those is there work.
    var place = length &- 1
    while place < count {
      // Sound: all places are inside the text.
      var first = place
      while first >= 0, unsafe text[first] &- low <= high &- low { first &-= 1 }
      if first == place {
        place &+= length
        continue
      }
      var last = place &+ 1
      while last < count, unsafe text[last] &- low <= high &- low { last &+= 1 }
      if last &- first &- 1 >= length { return true }
      place = last &+ length
    }
    return false
  }
}
