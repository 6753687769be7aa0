// SPDX-License-Identifier: Apache-2.0

/// The hot loop: lists the places of a text whose gram may be a literal's.
///
/// One copy for each shape of tables, with their multipliers and shifts as constants: variables
/// would not all fit the registers, and cost half as many instructions again.
enum PlaceCollector {
  /// Lists the places of `start..<end` that one table lets pass; returns how many.
  static func collect(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ table: GramTable,
    into places: UnsafeMutablePointer<Int32>
  ) -> Int {
    let bits = unsafe table.bits
    switch unsafe (table.length, table.size) {
    case (4, .small): return unsafe collect(text, start, end, bits, 4, 14, places)
    case (4, .medium): return unsafe collect(text, start, end, bits, 4, 17, places)
    case (4, .large): return unsafe collect(text, start, end, bits, 4, 20, places)
    case (3, .small): return unsafe collect(text, start, end, bits, 3, 14, places)
    case (3, .medium): return unsafe collect(text, start, end, bits, 3, 17, places)
    case (3, .large): return unsafe collect(text, start, end, bits, 3, 20, places)
    case (_, .small): return unsafe collect(text, start, end, bits, 2, 14, places)
    case (_, .medium): return unsafe collect(text, start, end, bits, 2, 17, places)
    case (_, .large): return unsafe collect(text, start, end, bits, 2, 20, places)
    }
  }

  /// The same for two tables, of grams of four bytes and of two.
  static func collect(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ main: GramTable,
    _ short: GramTable,
    into places: UnsafeMutablePointer<Int32>
  ) -> Int {
    let (bits, shortBits) = unsafe (main.bits, short.bits)
    switch unsafe main.size {
    case .small: return unsafe collect(text, start, end, bits, 14, shortBits, 2, places)
    case .medium: return unsafe collect(text, start, end, bits, 17, shortBits, 2, places)
    case .large: return unsafe collect(text, start, end, bits, 20, shortBits, 2, places)
    }
  }

  /// 1 if the word's gram may be in the table, else 0.
  @inline(__always)
  private static func bit(
    _ word: UInt32,
    _ bits: UnsafeMutablePointer<UInt32>,
    _ length: Int,
    _ log2Bits: UInt32
  ) -> Int {
    // Sound: a hash of n bits is below the number of bits.
    let bit = (word &* GramHash.multiplier(length: length)) &>> (32 &- log2Bits)
    return unsafe Int(bits[Int(bit &>> 5)] &>> (bit & 31) & 1)
  }

  @inline(__always)
  private static func collect(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ bits: UnsafeMutablePointer<UInt32>,
    _ length: Int,
    _ log2Bits: UInt32,
    _ places: UnsafeMutablePointer<Int32>
  ) -> Int {
    var found = 0
    var place = start
    // Sound: four bytes can be read at every place, since zeros follow the text; `found` is at most
    // the number of places before this one.
    while place &+ 4 <= end {
      let here = unsafe UnsafeRawPointer(text + place)
      unsafe places[found] = Int32(truncatingIfNeeded: place)
      found &+= unsafe bit(here.loadUnaligned(as: UInt32.self), bits, length, log2Bits)
      unsafe places[found] = Int32(truncatingIfNeeded: place &+ 1)
      found &+= unsafe bit((here + 1).loadUnaligned(as: UInt32.self), bits, length, log2Bits)
      unsafe places[found] = Int32(truncatingIfNeeded: place &+ 2)
      found &+= unsafe bit((here + 2).loadUnaligned(as: UInt32.self), bits, length, log2Bits)
      unsafe places[found] = Int32(truncatingIfNeeded: place &+ 3)
      found &+= unsafe bit((here + 3).loadUnaligned(as: UInt32.self), bits, length, log2Bits)
      place &+= 4
    }
    while place < end {
      let here = unsafe UnsafeRawPointer(text + place)
      unsafe places[found] = Int32(truncatingIfNeeded: place)
      found &+= unsafe bit(here.loadUnaligned(as: UInt32.self), bits, length, log2Bits)
      place &+= 1
    }
    return found
  }

  @inline(__always)
  private static func collect(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int,
    _ bits: UnsafeMutablePointer<UInt32>,
    _ log2Bits: UInt32,
    _ shortBits: UnsafeMutablePointer<UInt32>,
    _ shortLength: Int,
    _ places: UnsafeMutablePointer<Int32>
  ) -> Int {
    var found = 0
    var place = start
    let shortLog2 = UInt32(GramTableSize.shortLog2Bits)
    // Sound: as above.
    while place &+ 4 <= end {
      for offset in 0..<4 {
        let word = unsafe UnsafeRawPointer(text + place + offset).loadUnaligned(as: UInt32.self)
        unsafe places[found] = Int32(truncatingIfNeeded: place &+ offset)
        let isMain = unsafe bit(word, bits, 4, log2Bits)
        let isShort = unsafe bit(word, shortBits, shortLength, shortLog2)
        found &+= isMain | isShort
      }
      place &+= 4
    }
    while place < end {
      let word = unsafe UnsafeRawPointer(text + place).loadUnaligned(as: UInt32.self)
      unsafe places[found] = Int32(truncatingIfNeeded: place)
      let isMain = unsafe bit(word, bits, 4, log2Bits)
      let isShort = unsafe bit(word, shortBits, shortLength, shortLog2)
      found &+= isMain | isShort
      place &+= 1
    }
    return found
  }

  /// Parts the places that pass the second bitmap: those where six bytes may be a literal's stay,
  /// those where the gram alone may be go to `others`. A place can be in both lists.
  static func check(
    _ text: UnsafePointer<UInt8>,
    _ length: Int,
    _ bits: UnsafeMutablePointer<UInt32>,
    _ places: UnsafeMutablePointer<Int32>,
    _ count: Int,
    _ others: UnsafeMutablePointer<Int32>
  ) -> (six: Int, gram: Int) {
    var (kept, other) = (0, 0)
    for index in 0..<count {
      // Sound: both lists have room for a block; eight bytes can be read at every place.
      let place = unsafe places[index]
      let bytes = unsafe UnsafeRawPointer(text + Int(place)).loadUnaligned(as: UInt64.self)
      let six = GramHash.check(bytes, length: 6)
      let gram = GramHash.check(bytes, length: length)
      unsafe places[kept] = place
      kept &+= unsafe Int(bits[six &>> 5] &>> UInt32(truncatingIfNeeded: six & 31) & 1)
      unsafe others[other] = place
      other &+= unsafe Int(bits[gram &>> 5] &>> UInt32(truncatingIfNeeded: gram & 31) & 1)
    }
    return (kept, other)
  }

  /// Parts the places that either of two tables let pass: those of the first stay, those of the
  /// second go to `others`.
  static func split(
    _ text: UnsafePointer<UInt8>,
    _ main: GramTable,
    _ short: GramTable,
    _ places: UnsafeMutablePointer<Int32>,
    _ count: Int,
    _ others: UnsafeMutablePointer<Int32>
  ) -> (main: Int, short: Int) {
    var (kept, other) = (0, 0)
    let shift = UInt32(32 - GramTableSize.shortLog2Bits)
    let mainShift = unsafe UInt32(32 - main.size.log2Bits)
    for index in 0..<count {
      // Sound: as above.
      let place = unsafe places[index]
      let word = unsafe UnsafeRawPointer(text + Int(place)).loadUnaligned(as: UInt32.self)
      let bit = unsafe (word &* main.multiplier) &>> mainShift
      unsafe places[kept] = place
      kept &+= unsafe Int(main.bits[Int(bit &>> 5)] &>> (bit & 31) & 1)
      let shortBit = unsafe (word &* short.multiplier) &>> shift
      unsafe others[other] = place
      other &+= unsafe Int(short.bits[Int(shortBit &>> 5)] &>> (shortBit & 31) & 1)
    }
    return (kept, other)
  }
}
