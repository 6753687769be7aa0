// SPDX-License-Identifier: Apache-2.0

/// Runs of one character, or of characters of a kind.
enum Runs {
  /// Whether any character may stand `length` times in a row; sometimes "yes" for nothing, never
  /// "no".
  static func mayHaveRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int,
    isASCII: Bool
  ) -> Bool {
    if unsafe mayHaveByteRun(text, count, of: length) { return true }
    // Characters beyond ASCII have two bytes or more.
    if isASCII { return false }
    if unsafe ByteCount.highBytes(text, count) < min(248, 2 &* length) { return false }
    return unsafe mayHaveRun(text, count, width: 2) || mayHaveRun(text, count, width: 3)
      || mayHaveRun(text, count, width: 4)
  }

  /// The same for bytes: whether three are equal, or five where `length` asks for as many.
  private static func mayHaveByteRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int
  ) -> Bool {
    let isLong = length >= 5
    let last = count &- (isLong ? 4 : 2)
    var place = 0
    while place &+ 16 <= last {
      if unsafe ByteCount.hasAny(equalBytes(text, place, isLong: isLong)) { return true }
      place &+= 16
    }
    guard place < last else { return false }
    // The zeros behind the text are equal, too.
    let isInside = ByteCount.lanes .< ByteCount.Vector(repeating: UInt8(last &- place))
    return unsafe ByteCount.hasAny(equalBytes(text, place, isLong: isLong) .& isInside)
  }

  /// Marks of sixteen bytes those that equal the next two, or four.
  @inline(__always)
  private static func equalBytes(
    _ text: UnsafePointer<UInt8>,
    _ place: Int,
    isLong: Bool
  ) -> ByteCount.Mask {
    // Sound: at most 20 bytes behind the text are read, where zeros are.
    let first = unsafe ByteCount.vector(text, place)
    let second = unsafe ByteCount.vector(text, place &+ 1)
    let third = unsafe ByteCount.vector(text, place &+ 2)
    let equal = (first .== second) .& (second .== third)
    guard isLong else { return equal }
    let fourth = unsafe ByteCount.vector(text, place &+ 3)
    let fifth = unsafe ByteCount.vector(text, place &+ 4)
    return equal .& (third .== fourth) .& (fourth .== fifth)
  }

  /// Whether some byte equals those `width` and twice `width` on.
  private static func mayHaveRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    width: Int
  ) -> Bool {
    let last = count &- 2 &* width
    var place = 0
    while place < last {
      // Sound: at most 16 bytes behind the text are read, where zeros are.
      let here = unsafe UnsafeRawPointer(text + place)
      let word = unsafe here.loadUnaligned(as: UInt64.self)
      let next = unsafe word ^ (here + width).loadUnaligned(as: UInt64.self)
      let second = unsafe word ^ (here + 2 &* width).loadUnaligned(as: UInt64.self)
      var equal = ByteCount.zeroBytes(of: next | second)
      if place &+ 8 > last {
        equal &= 1 &<< UInt64(truncatingIfNeeded: 8 &* (last &- place)) &- 1
      }
      if equal != 0 { return true }
      place &+= 8
    }
    return false
  }

  /// Whether one of some characters stands `length` times in a row, or any beyond ASCII.
  static func hasRun(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    of length: Int,
    _ bytes: ByteMask,
    isASCII: Bool
  ) -> Bool {
    for width in 1...(isASCII ? 1 : 4) {
      let needed = (length - 1) * width
      var equal = 0
      var place = 0
      while place &+ width < count {
        // Sound: both places are inside the text.
        let byte = unsafe text[place]
        equal = unsafe byte == text[place &+ width] ? equal &+ 1 : 0
        if equal >= needed {
          if byte >= 0x80 || bytes.contains(byte) { return true }
          equal = 0
        }
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
