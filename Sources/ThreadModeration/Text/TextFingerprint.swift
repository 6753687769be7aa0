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
  /// Texts with fewer letters than this have no fingerprint: too many people write them.
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
    var reader = FingerprintReader()
    reader.read(text)
    guard reader.letterCount >= Self.minLetters else { return nil }
    letters = StableHash.mixed(reader.letterHash)
    sketch = reader.wordCount >= Self.minWords ? reader.sketch : nil
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

/// Reads the letters and words of a text.
private struct FingerprintReader {
  private static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01b3

  /// FNV-1a over the letters.
  private(set) var letterHash = offsetBasis
  private(set) var letterCount = 0
  private(set) var wordCount = 0
  private var minima = SIMD16<UInt32>(repeating: .max)
  private var wordHash = offsetBasis
  private var isInWord = false

  /// The low halves of the minima, mixed: the high halves of minima are mostly zero bits.
  var sketch: SIMD16<UInt16> {
    let mixed = minima &* 0x9E37_79B1
    return SIMD16<UInt16>(truncatingIfNeeded: mixed &>> 16)
  }

  mutating func read(_ bytes: [UInt8]) {
    if bytes.contains(where: { $0 >= 0x80 }) {
      readFolded(bytes)
    } else {
      readASCII(bytes)
    }
    endWord()
  }

  private mutating func readASCII(_ bytes: [UInt8]) {
    let span = bytes.span
    var index = 0
    while index < span.count {
      if ByteClass.isSpace(span[index]) {
        endWord()
        index += 1
        continue
      }
      var end = index
      while end < span.count, !ByteClass.isSpace(span[end]) { end += 1 }
      if !LinkShape.isLink(bytes, index..<end) {
        for place in index..<end {
          let byte = span[place]
          if ByteClass.isLetter(byte) {
            letter(UInt32(ByteClass.lowered(byte)))
          } else if byte != UInt8(ascii: "'") {
            endWord()
          }
        }
      }
      index = end
    }
  }

  private mutating func readFolded(_ bytes: [UInt8]) {
    let tables = UnicodeTables.shared
    let scalars = ScalarFolder.fold(bytes, maxOutputScalars: bytes.count).scalars
    var chunk: [UInt8] = []
    var index = 0
    while index < scalars.count {
      if Self.isSpace(scalars[index].value) {
        endWord()
        index += 1
        continue
      }
      var end = index
      chunk.removeAll(keepingCapacity: true)
      while end < scalars.count, !Self.isSpace(scalars[end].value) {
        let value = scalars[end].value
        chunk.append(value < 0x80 ? UInt8(value) : UInt8(ascii: "a"))
        end += 1
      }
      if !LinkShape.isLink(chunk, chunk.indices) {
        for scalar in scalars[index..<end] {
          let value = scalar.value
          let lookAlike = value < 0x80 ? 0 : tables.lookAlikeLetters(of: value).small
          if lookAlike != 0 {
            letter(UInt32(lookAlike))
          } else if value < 0x80 ? ByteClass.isLetter(UInt8(value)) : Self.isLetter(value) {
            letter(value)
          } else if value != 0x27, value != 0x2019 {
            endWord()
          }
        }
      }
      index = end
    }
  }

  private mutating func letter(_ value: UInt32) {
    letterCount += 1
    letterHash = (letterHash ^ UInt64(value)) &* Self.prime
    wordHash = (wordHash ^ UInt64(value)) &* Self.prime
    isInWord = true
  }

  private mutating func endWord() {
    guard isInWord else { return }
    isInWord = false
    wordCount += 1
    let hash = StableHash.mixed(wordHash)
    wordHash = Self.offsetBasis
    let low = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: hash))
    let high = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: hash >> 32))
    // A family of hash functions by multiplication and a last shift to spread the high bits.
    let products = (low &* Self.odd) ^ (high &* Self.otherOdd)
    let spread = (products ^ (products &>> 15)) &* 0x85EB_CA6B
    minima.replace(with: spread, where: spread .< minima)
  }

  private static func isSpace(_ value: UInt32) -> Bool {
    value == 0x20 || value &- 0x09 < 5 || value == 0x85 || value == 0xA0
      || value &- 0x2000 <= 0x0A || value == 0x2028 || value == 0x2029 || value == 0x3000
  }

  /// Whether a scalar outside of ASCII is taken for a letter: all but the blocks of punctuation and
  /// symbols.
  private static func isLetter(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0xBF, 0x2000...0x206F, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x2E00...0x2E7F,
      0x3000...0x3004, 0x3007...0x303F, 0xFE00...0xFE6F, 0xFFF0...0xFFFF, 0x1F000...0x1FAFF:
      false
    default: true
    }
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
