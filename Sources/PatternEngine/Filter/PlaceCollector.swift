// SPDX-License-Identifier: Apache-2.0

/// The hot loops: they list the places of a text where a literal may be.
enum PlaceCollector {
  /// Lists the places of `start..<end` that the filter lets pass; returns how many.
  ///
  /// One copy of the loop for each shape, with its shifts as constants: variables would not all fit
  /// the registers, and cost half as many instructions again.
  static func collect(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ filter: PlaceFilter,
    into places: UnsafeMutablePointer<Int32>
  ) -> Int {
    let words = unsafe filter.words
    switch unsafe filter.size {
    case .tiny: return unsafe collect(text, start, end, words, 9, places)
    case .small: return unsafe collect(text, start, end, words, 11, places)
    case .medium: return unsafe collect(text, start, end, words, 13, places)
    case .large: return unsafe collect(text, start, end, words, 14, places)
    }
  }

  @inline(__always)
  private static func collect(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ words: UnsafeMutablePointer<UInt64>,
    _ log2Words: UInt32,
    _ places: UnsafeMutablePointer<Int32>
  ) -> Int {
    var found = 0
    var place = start
    // Sound: eight bytes can be read at every place, since zeros follow the text; `found` is at most
    // the number of places before this one.
    while place &+ 4 <= end {
      let here = unsafe UnsafeRawPointer(text + place)
      unsafe places[found] = Int32(truncatingIfNeeded: place)
      found &+= unsafe bit(here, words, log2Words)
      unsafe places[found] = Int32(truncatingIfNeeded: place &+ 1)
      found &+= unsafe bit(here + 1, words, log2Words)
      unsafe places[found] = Int32(truncatingIfNeeded: place &+ 2)
      found &+= unsafe bit(here + 2, words, log2Words)
      unsafe places[found] = Int32(truncatingIfNeeded: place &+ 3)
      found &+= unsafe bit(here + 3, words, log2Words)
      place &+= 4
    }
    while place < end {
      unsafe places[found] = Int32(truncatingIfNeeded: place)
      found &+= unsafe bit(UnsafeRawPointer(text + place), words, log2Words)
      place &+= 1
    }
    return found
  }

  /// 1 if a literal's gram may begin here, else 0.
  @inline(__always)
  private static func bit(
    _ here: UnsafeRawPointer,
    _ words: UnsafeMutablePointer<UInt64>,
    _ log2Words: UInt32
  ) -> Int {
    // Sound: eight bytes can be read; a hash of n bits is below the number of words.
    let bytes = unsafe here.loadUnaligned(as: UInt64.self)
    let three = GramHash.three(UInt32(truncatingIfNeeded: bytes))
    let word = unsafe words[Int(three &>> (32 &- log2Words))]
    return Int(truncatingIfNeeded: word &>> GramHash.fourth(bytes)) & 1
  }

  /// Lists those of some places that a table's bitmap lets pass; returns how many.
  @inline(__always)
  static func select(
    _ text: UnsafePointer<UInt8>,
    _ table: GramTable,
    length: Int,
    _ places: UnsafeMutablePointer<Int32>,
    _ count: Int,
    into selected: UnsafeMutablePointer<Int32>
  ) -> Int {
    let (bits, shift) = unsafe (table.bits, table.bitShift)
    var found = 0
    for index in 0..<count {
      // Sound: as above; both lists have room for a block.
      let place = unsafe places[index]
      let bytes = unsafe UnsafeRawPointer(text + Int(place)).loadUnaligned(as: UInt64.self)
      let bit = Int(truncatingIfNeeded: GramHash.hash(bytes, length: length) &>> shift)
      unsafe selected[found] = place
      found &+= unsafe Int(bits[bit &>> 5] &>> UInt32(truncatingIfNeeded: bit & 31) & 1)
    }
    return found
  }
}
