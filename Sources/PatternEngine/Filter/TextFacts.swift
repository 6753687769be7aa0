// SPDX-License-Identifier: Apache-2.0

/// Counts of one text that patterns without a literal ask for, each worked out when first asked.
@unsafe struct TextFacts {
  private let written: UnsafePointer<UInt8>
  private let folded: UnsafePointer<UInt8>
  private let count: Int
  private let isASCII: Bool

  private var digits = -1
  private var capitals = -1
  /// Sets of bytes that were looked for, and those found.
  private var known: UInt64 = 0
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
  /// - Parameter classes: The sets of bytes; see ``ByteClasses``.
  mutating func meet(_ needs: ScanNeeds, isWide: Bool, classes: [UInt32]) -> Bool {
    if needs.digits > 0 {
      if unsafe digits < 0 { unsafe digits = ByteCount.count(folded, count, from: 0x30, to: 0x39) }
      if unsafe digits < needs.digits { return false }
    }
    if needs.capitals > 0 {
      if unsafe capitals < 0 {
        unsafe capitals = ByteCount.count(written, count, from: 0x41, to: 0x5A)
      }
      if unsafe capitals < needs.capitals { return false }
      if needs.capitalRun > 0,
        unsafe !Runs.hasRun(written, count, of: Int(needs.capitalRun), from: 0x41, to: 0x5A)
      {
        return false
      }
    }
    if isWide, needs.classes != 0, unsafe !has(needs.classes, of: classes) { return false }
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

  private mutating func has(_ wanted: UInt64, of classes: [UInt32]) -> Bool {
    var open = unsafe wanted & ~known
    while open != 0 {
      let index = open.trailingZeroBitCount
      let bit: UInt64 = 1 &<< UInt64(index)
      open &= ~bit
      unsafe known |= bit
      if unsafe ByteCount.contains(folded, count, anyOf: classes[index]) { unsafe present |= bit }
    }
    return unsafe present & wanted == wanted
  }
}

/// Counts of bytes, eight at a time.
enum ByteCount {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// How many bytes are in `low...high`, both ASCII.
  static func count(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    from low: UInt8,
    to high: UInt8
  ) -> Int {
    // A byte below 0x80 plus (0x80 - low) has its high bit set if it is `low` or more.
    let isLow = ones &* UInt64(0x80 - low)
    let isAbove = ones &* UInt64(0x7F - high)
    var total = 0
    var place = 0
    while place &+ 8 <= count {
      // Sums of one byte each: 255 words at most.
      let end = min(count, place &+ 8 * 255)
      var sums: UInt64 = 0
      while place &+ 8 <= end {
        // Sound: eight bytes from `place` are in the text.
        let word = unsafe UnsafeRawPointer(text + place).loadUnaligned(as: UInt64.self)
        let ascii = word & ~highs
        sums &+= ((ascii &+ isLow) & ~(ascii &+ isAbove) & ~word & highs) &>> 7
        place &+= 8
      }
      total &+= sum(sums)
    }
    while place < count {
      // Sound: `place` is below `count`.
      if unsafe text[place] &- low <= high &- low { total &+= 1 }
      place &+= 1
    }
    return total
  }

  private static func sum(_ bytes: UInt64) -> Int {
    let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ ((bytes &>> 8) & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
  }

  /// Whether any of four bytes, packed in a word, occurs; none of them is zero.
  static func contains(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    anyOf bytes: UInt32
  ) -> Bool {
    let first = ones &* UInt64(bytes & 0xFF)
    let isOne = bytes == (bytes & 0xFF) &* 0x0101_0101
    let second = ones &* UInt64(bytes &>> 8 & 0xFF)
    let third = ones &* UInt64(bytes &>> 16 & 0xFF)
    let fourth = ones &* UInt64(bytes &>> 24)
    var zeros: UInt64 = 0
    var place = 0
    while place < count {
      // Sound: zeros follow the text, and zero is not looked for.
      let word = unsafe UnsafeRawPointer(text + place).loadUnaligned(as: UInt64.self)
      zeros |= hasZero(word ^ first)
      if !isOne {
        zeros |= hasZero(word ^ second) | hasZero(word ^ third) | hasZero(word ^ fourth)
      }
      place &+= 8
    }
    return zeros & highs != 0
  }

  /// High bits set: some byte is zero.
  @inline(__always)
  private static func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
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
