// SPDX-License-Identifier: Apache-2.0

/// The literals whose gram has one length: a bitmap that says of most places that none has its gram
/// there, and buckets of entries for the rest.
///
/// - Important: The pointers belong to the `LiteralIndex` that holds the table.
@unsafe struct GramTable {
  /// Bytes in a gram: 6, 3 or 2.
  let length: Int

  /// One bit for each value of a hash's high bits.
  let bits: UnsafeMutablePointer<UInt32>
  /// How far a hash is shifted to give its bit.
  let bitShift: UInt64
  private let wordCount: Int

  /// Bucket b's entries are those from `buckets[b]` up to `buckets[b + 1]`.
  let buckets: UnsafeMutablePointer<UInt32>
  /// How far a hash is shifted to give its bucket.
  let bucketShift: UInt64
  private let bucketCount: Int

  /// Makes a table whose entries begin at `firstEntry`.
  ///
  /// - Parameter grams: Sorted by their hash.
  init(_ grams: [LiteralIndexBuilder.Gram], length: Int, firstEntry: Int) {
    unsafe self.length = length
    // Sixteen bits or more for each gram, up to 65,536 grams.
    var log2Bits = 14
    while log2Bits < 20, 1 << log2Bits < 16 * grams.count { log2Bits += 1 }
    // One or two grams in a bucket: then the bounds of all buckets are not much larger than the bitmap.
    var log2Buckets = 6
    while log2Buckets < 15, 1 << log2Buckets < grams.count { log2Buckets += 1 }
    let bitShift = UInt64(64 - log2Bits)
    let bucketShift = UInt64(64 - log2Buckets)
    let wordCount = 1 << (log2Bits - 5)
    let bucketCount = 1 << log2Buckets
    // Sound: both are allocated for as many elements as are written below, and freed by `deallocate`;
    // a hash of n bits is below 2 to the n.
    let bits = UnsafeMutablePointer<UInt32>.allocate(capacity: wordCount)
    unsafe bits.initialize(repeating: 0, count: wordCount)
    for gram in grams {
      let bit = Int(gram.hash >> bitShift)
      unsafe bits[bit >> 5] |= 1 << UInt32(bit & 31)
    }
    let buckets = UnsafeMutablePointer<UInt32>.allocate(capacity: bucketCount + 1)
    unsafe buckets.initialize(repeating: 0, count: bucketCount + 1)
    var next = 0
    for bucket in 0...bucketCount {
      while next < grams.count, Int(grams[next].hash >> bucketShift) < bucket { next += 1 }
      unsafe buckets[bucket] = UInt32(firstEntry + next)
    }
    unsafe self.bitShift = bitShift
    unsafe self.bucketShift = bucketShift
    unsafe self.wordCount = wordCount
    unsafe self.bucketCount = bucketCount
    unsafe self.bits = unsafe bits
    unsafe self.buckets = unsafe buckets
  }

  func deallocate() {
    unsafe bits.deallocate()
    unsafe buckets.deallocate()
  }

  /// Bytes of the bitmap and the buckets.
  var byteCount: Int { unsafe 4 * (wordCount + bucketCount + 1) }
}

/// How grams are hashed.
enum GramHash {
  /// 2⁶⁴ divided by the golden ratio, odd, so that a product's high bits depend on all bytes.
  private static let long: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The first three bytes of a little-endian word; the high bits are the good ones.
  ///
  /// The factor's last bytes are such that the fourth byte drops out, and that of the third only four
  /// bits count: so two bytes have sixteen values, which a literal of two bytes takes all. Of some such
  /// factors the one with which fewest places passed.
  @inline(__always)
  static func three(_ word: UInt32) -> UInt32 { word &* 0x571E_D000 }

  /// A number below 64 for the fourth of eight bytes and the last bit of the fifth.
  @inline(__always)
  static func fourth(_ bytes: UInt64) -> UInt64 {
    let rest = bytes &>> 24
    return (rest &+ rest &>> 3) & 63
  }

  /// The first `length` of eight bytes.
  @inline(__always)
  static func hash(_ bytes: UInt64, length: Int) -> UInt64 {
    (bytes &<< UInt64(truncatingIfNeeded: 64 &- 8 &* length)) &* long
  }
}
