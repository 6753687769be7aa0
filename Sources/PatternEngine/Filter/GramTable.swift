// SPDX-License-Identifier: Apache-2.0

/// Finds grams of one length: a bitmap that tells for nearly every place that none begins there, and
/// buckets for the rest.
///
/// - Important: The pointers belong to the `LiteralIndex` that holds the table.
@unsafe struct GramTable {
  /// Bytes in a gram: 2, 3 or 4.
  let length: Int

  /// What a little-endian word of four bytes is multiplied with; see ``GramHash``.
  let multiplier: UInt32

  /// The bitmap's size; one of three, so that the hot loop shifts by constants.
  let size: GramTableSize

  let bits: UnsafeMutablePointer<UInt32>
  private let wordCount: Int

  /// A second bitmap for places that passed the first, by six bytes where a literal has as many, else
  /// by the gram; only of large tables.
  let checkBits: UnsafeMutablePointer<UInt32>?

  /// Bucket b's entries are those from `buckets[b]` up to `buckets[b + 1]`. The bucket of a gram is
  /// the high bits of its hash, or of its place in the second bitmap if there is one.
  let buckets: UnsafeMutablePointer<UInt32>

  /// How far a hash is shifted to give its bucket.
  let bucketShift: UInt32

  /// Makes a table whose entries are `entries[first...]`, in the order of `grams`.
  ///
  /// - Parameters:
  ///   - grams: Sorted by what chooses their bucket.
  ///   - isShort: Whether it is the second of two tables, which have a bitmap of one size.
  ///   - isChecked: Whether it has a second bitmap.
  init(
    _ grams: [LiteralIndexBuilder.Gram],
    length: Int,
    firstEntry: Int,
    isShort: Bool,
    isChecked: Bool
  ) {
    unsafe self.length = length
    unsafe multiplier = GramHash.multiplier(length: length)
    let size = GramTableSize(gramCount: grams.count)
    unsafe self.size = size
    let log2Bits = isShort ? GramTableSize.shortLog2Bits : size.log2Bits
    unsafe wordCount = 1 << (log2Bits - 5)
    // About as many buckets as grams.
    var bucketBits = 6
    while bucketBits < 17, 1 << bucketBits < grams.count { bucketBits += 1 }
    let hashBits = isChecked ? GramHash.checkLog2Bits : 32
    unsafe bucketShift = UInt32(hashBits - bucketBits)
    let bitShift = UInt32(32 - log2Bits)
    // Sound: both are allocated for as many words as are written below, and freed by `deallocate`.
    let bits = UnsafeMutablePointer<UInt32>.allocate(capacity: unsafe wordCount)
    unsafe bits.initialize(repeating: 0, count: unsafe wordCount)
    let bucketCount = 1 << bucketBits
    let buckets = UnsafeMutablePointer<UInt32>.allocate(capacity: bucketCount + 1)
    unsafe buckets.initialize(repeating: 0, count: bucketCount + 1)
    for gram in grams {
      let bit = Int(gram.hash >> bitShift)
      unsafe bits[bit >> 5] |= 1 << UInt32(bit & 31)
    }
    var next = 0
    for bucket in 0...bucketCount {
      while next < grams.count {
        let key = isChecked ? grams[next].check : Int(grams[next].hash)
        if key >> (hashBits - bucketBits) >= bucket { break }
        next += 1
      }
      unsafe buckets[bucket] = UInt32(firstEntry + next)
    }
    unsafe checkBits = unsafe isChecked ? Self.makeCheckBits(grams) : nil
    unsafe self.bits = unsafe bits
    unsafe self.buckets = unsafe buckets
  }

  private static func makeCheckBits(
    _ grams: [LiteralIndexBuilder.Gram]
  ) -> UnsafeMutablePointer<UInt32> {
    let wordCount = 1 << (GramHash.checkLog2Bits - 5)
    let bits = UnsafeMutablePointer<UInt32>.allocate(capacity: wordCount)
    unsafe bits.initialize(repeating: 0, count: wordCount)
    for gram in grams {
      // Sound: a hash of n bits is below the number of bits.
      unsafe bits[gram.check >> 5] |= 1 << UInt32(gram.check & 31)
    }
    return unsafe bits
  }

  func deallocate() {
    if let checkBits = unsafe checkBits { unsafe checkBits.deallocate() }
    unsafe bits.deallocate()
    unsafe buckets.deallocate()
  }

  /// Bytes of the bitmap and the buckets.
  var byteCount: Int {
    unsafe (checkBits == nil ? 0 : 1 << (GramHash.checkLog2Bits - 3)) + 4 * wordCount + 4
      * (1 << (32 - Int(bucketShift)) + 1)
  }
}

/// How many bits a bitmap has.
enum GramTableSize: Sendable {
  case small
  case medium
  case large

  var log2Bits: Int {
    switch self {
    case .small: 14
    case .medium: 17
    case .large: 20
    }
  }

  /// The second of two tables has so many.
  static let shortLog2Bits = 18

  /// Sixteen bits or more for each gram, up to 65,536 grams.
  init(gramCount: Int) {
    self = gramCount <= 1_024 ? .small : gramCount <= 8_192 ? .medium : .large
  }
}

/// How grams are hashed.
enum GramHash {
  /// What a little-endian word of four bytes is multiplied with: 2³² divided by the golden ratio,
  /// odd, so that a product's high bits depend on all bytes. The low bytes of it, as many as are not
  /// in the gram, are zero, which makes the word's last bytes drop out of the product.
  @inline(__always)
  static func multiplier(length: Int) -> UInt32 {
    0x9E37_79B1 &<< UInt32(truncatingIfNeeded: 8 &* (4 &- length))
  }

  /// The size of the second bitmap.
  static let checkLog2Bits = 20

  /// The second bitmap's bit for the first `length` of eight bytes.
  @inline(__always)
  static func check(_ bytes: UInt64, length: Int) -> Int {
    let gram = bytes &<< UInt64(truncatingIfNeeded: 64 &- 8 &* length)
    return Int(truncatingIfNeeded: (gram &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(64 &- checkLog2Bits))
  }
}
