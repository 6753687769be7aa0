// SPDX-License-Identifier: Apache-2.0

/// What the bytes of a text come to, sixteen at a time.
enum ByteCount {
  typealias Vector = SIMD16<UInt8>
  typealias Mask = SIMDMask<SIMD16<Int8>>

  /// Sixteen bytes of a text.
  @inline(__always)
  static func vector(_ text: UnsafePointer<UInt8>, _ place: Int) -> Vector {
    // Sound: the callers know that they are in the text, or in the zeros behind it.
    unsafe UnsafeRawPointer(text + place).loadUnaligned(as: Vector.self)
  }

  /// Eight bytes of a text.
  @inline(__always)
  static func word(_ text: UnsafePointer<UInt8>, _ index: Int) -> UInt64 {
    // Sound: as above.
    unsafe UnsafeRawPointer(text + 8 &* index).loadUnaligned(as: UInt64.self)
  }

  /// Whether any byte is marked.
  @inline(__always)
  static func hasAny(_ mask: Mask) -> Bool {
    let halves = halves(mask)
    return halves.low | halves.high != 0
  }

  /// How many bytes are marked.
  @inline(__always)
  static func marked(_ mask: Mask) -> Int {
    let halves = halves(mask)
    return (halves.low.nonzeroBitCount &+ halves.high.nonzeroBitCount) &>> 3
  }

  /// A mask as two numbers: all bits of each byte that is marked.
  @inline(__always)
  private static func halves(_ mask: Mask) -> (low: UInt64, high: UInt64) {
    // Sound: both are sixteen bytes.
    let halves = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return (halves[0], halves[1])
  }

  /// How many bytes are in `low...high`.
  static func count(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    from low: UInt8,
    to high: UInt8
  ) -> Int {
    var total = 0
    if count < 16 {
      // Sound: the loop stays inside the text.
      for place in 0..<count where unsafe text[place] &- low <= high &- low { total &+= 1 }
      return total
    }
    let first = Vector(repeating: low)
    let width = Vector(repeating: high &- low)
    var place = 0
    while place &+ 16 <= count {
      // A byte of `sum` counts to 255 at most.
      let some = min(255, (count &- place) &>> 4)
      var sum = Vector()
      for _ in 0..<some {
        let members = unsafe (vector(text, place) &- first) .<= width
        // A byte of a mask is -1 or 0.
        sum &-= unsafe unsafeBitCast(members, to: Vector.self)
        place &+= 16
      }
      total &+= self.sum(of: sum)
    }
    if place < count {
      // The last sixteen bytes without those that were counted.
      let membersOfLast = unsafe (vector(text, count &- 16) &- first) .<= width
      let isNew = lanes .>= Vector(repeating: UInt8(16 &- (count &- place)))
      let members = unsafe unsafeBitCast(membersOfLast .& isNew, to: Vector.self)
      total &+= sum(of: 0 &- members)
    }
    return total
  }

  static let lanes = Vector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

  private static func sum(of bytes: Vector) -> Int {
    // Sound: both are sixteen bytes.
    let words = unsafe unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    let every: UInt64 = 0x00FF_00FF_00FF_00FF
    let pairs =
      (words[0] & every) &+ (words[0] &>> 8 & every) &+ (words[1] & every)
      &+ (words[1] &>> 8 & every)
    return Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) &>> 48)
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
      for index in done..<done &+ some {
        sum &+= unsafe (word(text, index) & 0x8080_8080_8080_8080) &>> 7
      }
      total &+= Int(truncatingIfNeeded: (sum &* 0x0101_0101_0101_0101) &>> 56)
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
    let first = Vector(repeating: bytes.first)
    let second = Vector(repeating: bytes.second)
    let third = Vector(repeating: bytes.third)
    var found = Mask(repeating: false)
    // Sound: zeros follow the text.
    if bytes.first == bytes.third {
      for place in stride(from: 0, to: count, by: 16) {
        found .|= unsafe vector(text, place) .== first
      }
    } else {
      for place in stride(from: 0, to: count, by: 16) {
        let loaded = unsafe vector(text, place)
        found .|= (loaded .== first) .| (loaded .== second) .| (loaded .== third)
      }
    }
    return hasAny(found)
  }

  /// The highest bit of each byte that is zero.
  @inline(__always)
  static func zeroBytes(of word: UInt64) -> UInt64 {
    let highs: UInt64 = 0x8080_8080_8080_8080
    return ~(((word & ~highs) &+ ~highs) | word) & highs
  }

  /// Whether eight bytes that begin at a multiple of eight are all ASCII letters or digits, in a folded
  /// text.
  static func hasWholeWord(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    // Sound: zeros follow the text, and are neither.
    for place in stride(from: 0, to: count, by: 16) {
      let loaded = unsafe vector(text, place)
      let letters = (loaded &- Vector(repeating: 0x61)) .< Vector(repeating: 26)
      let digits = (loaded &- Vector(repeating: 0x30)) .< Vector(repeating: 10)
      let halves = halves(letters .| digits)
      if halves.low == .max || halves.high == .max { return true }
    }
    return false
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
