// SPDX-License-Identifier: Apache-2.0

/// What stays the same when somebody posts a text again with small changes.
///
/// ```swift
/// let a = TextFingerprint(of: "Earn $500 a day from home, ask me how: bit.ly/x1")
/// let b = TextFingerprint(of: "EARN $900 a day from home!! Ask me hоw (bit.ly/zz)")  // a Cyrillic о
/// a != nil && a?.letters == b?.letters   // true
/// ```
///
/// Two texts have equal ``letters`` when their letters agree in order: case, digits, punctuation,
/// spaces, invisible characters, links, accents and look-alike letters do not count. ``resemblance(to:)``
/// estimates how many of their words two texts share.
///
/// Source: minimum hashes after Broder, *On the resemblance and containment of documents*, SEQUENCES
/// 1997, cut to 16 bits each (Li and König, *b-bit minwise hashing*, WWW 2010).
public struct TextFingerprint: Sendable, Hashable, Codable {
  /// Texts with fewer letters than this have no fingerprint: too many people write them. Ideographs and Hangul
  /// syllables count as two.
  public static let minLetters = 20
  /// Texts with fewer words than this have no ``sketch``.
  public static let minWords = 8
  /// The number of minimum hashes in ``sketch``.
  public static let sketchCount = 16

  /// A hash of the letters: the same on every machine and in every run.
  public let letters: UInt64
  /// Sixteen minimum hashes of the words, 16 bits each; `nil` for texts of few words.
  public let sketch: SIMD16<UInt16>?

  /// Puts together what ``letters`` and ``sketch`` said.
  public init(letters: UInt64, sketch: SIMD16<UInt16>?) {
    self.letters = letters
    self.sketch = sketch
  }

  /// Takes the fingerprint of a plain text.
  ///
  /// - Complexity: O(*n*) in its bytes.
  /// - Returns: `nil` if it has fewer than ``minLetters`` letters outside of links.
  public init?(of text: String) { self.init(Array(text.utf8)) }

  /// Takes the fingerprint of a comment's body; HTML counts by its words, not its tags.
  ///
  /// - Complexity: O(*n*) in its bytes.
  /// - Returns: `nil` if it has fewer than ``minLetters`` letters outside of links.
  public init?(of comment: Comment) { self.init(BodyWords.of(comment)) }

  private init?(_ text: [UInt8]) {
    var reader = LetterReader()
    var words = MinimumHashes()
    let read = reader.read(text, into: &words)
    guard read.letters >= Self.minLetters else { return nil }
    letters = read.hash
    sketch = words.wordCount >= Self.minWords ? words.sketch : nil
  }

  /// The estimated share of words that both texts have out of those that one has (Jaccard
  /// similarity), in steps of 1/16 with a standard error of at most 1/8; 1 for equal letters, 0 where
  /// one of them has too few words.
  public func resemblance(to other: TextFingerprint) -> Double {
    if letters == other.letters { return 1 }
    guard let sketch, let theirs = other.sketch else { return 0 }
    return Double(Self.agreement(sketch, theirs)) / Double(Self.sketchCount)
  }

  /// In how many places two sketches agree.
  static func agreement(_ a: SIMD16<UInt16>, _ b: SIMD16<UInt16>) -> Int {
    Int(SIMD16<UInt16>(repeating: 0).replacing(with: 1, where: a .== b).wrappedSum())
  }
}

/// The minimum hashes of a text's words.
private struct MinimumHashes: WordTaker {
  private(set) var wordCount = 0
  private var minima = SIMD16<UInt32>(repeating: .max)

  /// The low halves of the minima, mixed: the high halves of minima are mostly zero bits.
  var sketch: SIMD16<UInt16> {
    let mixed = minima &* 0x9E37_79B1
    return SIMD16<UInt16>(truncatingIfNeeded: mixed &>> 16)
  }

  mutating func take(word hash: UInt64) {
    wordCount += 1
    let low = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: hash))
    let high = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: hash >> 32))
    // A family of hash functions by multiplication and a last shift to spread the high bits.
    let products = (low &* Self.odd) ^ (high &* Self.otherOdd)
    let spread = (products ^ (products &>> 15)) &* 0x85EB_CA6B
    minima.replace(with: spread, where: spread .< minima)
  }

  private static let odd = multipliers(from: 0x9E37_79B9_7F4A_7C15)
  private static let otherOdd = multipliers(from: 0xD1B5_4A32_D192_ED03)

  private static func multipliers(from seed: UInt64) -> SIMD16<UInt32> {
    var result = SIMD16<UInt32>()
    for index in 0..<16 {
      let mixed = StableHash.mixed(seed &* UInt64(index + 1))
      result[index] = UInt32(truncatingIfNeeded: mixed) | 1
    }
    return result
  }
}
