// SPDX-License-Identifier: Apache-2.0

/// What each place of a text is asked first, with one load: whether a literal's gram may begin there.
///
/// Three bytes choose a word of 64 bits, and the next two a bit in it: so a literal of three bytes takes
/// a whole word, and one of four two bits. Texts have few kinds of three bytes, and the words in use stay
/// in the first cache.
///
/// - Important: The pointer belongs to the `LiteralIndex` that holds the filter.
@unsafe struct PlaceFilter {
  /// How many words there are; one of four, so that the hot loop shifts by constants.
  let size: Size

  let words: UnsafeMutablePointer<UInt64>

  enum Size: Sendable {
    case tiny
    case small
    case medium
    case large

    var log2Words: Int {
      switch self {
      case .tiny: 9
      case .small: 11
      case .medium: 13
      case .large: 14
      }
    }

    /// The smallest in which few bits are set, so that few places pass by chance. The two smaller ones fit
    /// a first cache of 32 KiB, the others a second one.
    ///
    /// - Parameter isForASCII: Whether literals that are not ASCII only are left out.
    init(_ tables: [LiteralIndexBuilder.Table], isForASCII: Bool) {
      var bits = 0
      for table in tables {
        for gram in table.grams where !isForASCII || gram.isASCII {
          bits += table.length == 2 ? 64 * wordsOfPair : gram.fourths.nonzeroBitCount
        }
      }
      self =
        [.tiny, .small, .medium].first { bits * Self.bitsForOneSet <= 64 << $0.log2Words } ?? .large
    }

    /// Bits for each that is set.
    private static let bitsForOneSet = 20
  }

  /// Words that two bytes take: see ``GramHash/three(_:)``.
  private static let wordsOfPair = 16

  /// - Parameter isForASCII: Whether the texts are ASCII only, and the literals that are not left out.
  init(_ tables: [LiteralIndexBuilder.Table], size: Size, isForASCII: Bool) {
    let wordCount = 1 << size.log2Words
    let shift = UInt32(32 - size.log2Words)
    // Sound: allocated for as many words as are written below, and freed by `deallocate`; a hash of n
    // bits is below 2 to the n.
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: wordCount)
    unsafe words.initialize(repeating: 0, count: wordCount)
    for table in tables {
      for gram in table.grams where !isForASCII || gram.isASCII {
        let first = UInt32(truncatingIfNeeded: gram.bytes)
        if table.length == 2 {
          for third in 0..<UInt32(256) {
            unsafe words[Int(GramHash.three(first & 0xFFFF | third << 16) >> shift)] = .max
          }
        } else {
          unsafe words[Int(GramHash.three(first) >> shift)] |= gram.fourths
        }
      }
    }
    unsafe self.size = size
    unsafe self.words = unsafe words
  }

  func deallocate() { unsafe words.deallocate() }

  var byteCount: Int { unsafe 8 << size.log2Words }
}
