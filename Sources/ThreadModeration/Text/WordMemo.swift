// SPDX-License-Identifier: Apache-2.0

/// What was found out about words, kept from comment to comment: words come again, and what costs is
/// finding out for those that are no common ones.
///
/// A table of a fixed size in which every word has one place, and the last word of a place stays. Words
/// are kept letter by letter (five bits each), not by their hash: nobody can choose a word that is taken
/// for another. Every answer is a function of the word alone, so the memo changes no verdict.
///
/// Counted over 12,000 comments: 90 % of the words are still there from before, 6 % never came before. Two
/// places a word (92 %), and half as many of them, took as long.
///
/// Belongs to one borrower at a time (``JudgingScratch``) and to one vocabulary and model.
struct WordMemo: Sendable {
  /// A word of at most ``maxLetters`` small ASCII letters and apostrophes, or a short one of any bytes.
  struct Key: Equatable {
    private(set) var low: UInt64 = 0
    private(set) var high: UInt64 = 0

    init() {}

    /// A word of our own.
    init(_ word: String) {
      for letter in word.utf8 { append(letter) }
    }

    /// A word of a text; `nil` for one that cannot be kept.
    @inline(__always)
    init?(_ text: [UInt8], _ range: Range<Int>) {
      guard range.count <= WordMemo.maxLetters else { return nil }
      let span = text.span
      for index in range {
        let byte = span[index]
        if ByteClass.isLower(byte) {
          append(byte)
        } else if byte == UInt8(ascii: "'") {
          append(27)
        } else {
          guard range.count <= WordMemo.maxBytes else { return nil }
          setBytes(text, range)
          return
        }
      }
    }

    /// Appends a small letter. Words of more than ``WordMemo/maxLetters`` lose their beginning: whoever
    /// asks counts.
    @inline(__always)
    mutating func append(_ letter: UInt8) {
      high = high << 5 | low >> 55
      low = (low << 5 | UInt64(letter & 31)) & 0x0FFF_FFFF_FFFF_FFFF
    }

    /// Of other words any bytes are kept, fewer of them; they are marked by the first bit, which letters
    /// never reach.
    private mutating func setBytes(_ text: [UInt8], _ range: Range<Int>) {
      (low, high) = (0, 0)
      for index in range {
        high = high << 8 | low >> 56
        low = low << 8 | UInt64(text[index])
      }
      high |= 1 << 63
    }

    @inline(__always)
    fileprivate var mixed: UInt64 {
      (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD1B5_4A32_D192_ED03
    }
  }

  /// Any bytes between white space, at most sixteen of them.
  struct ChunkKey: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// `nil` for a chunk that cannot be kept.
    ///
    /// - Precondition: No byte is 0.
    @inline(__always)
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
      guard range.count <= 16 else { return nil }
      let span = bytes.span
      for index in range {
        high = high << 8 | low >> 56
        low = low << 8 | UInt64(span[index])
      }
    }

    fileprivate init() {}

    fileprivate var mixed: UInt64 {
      (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD1B5_4A32_D192_ED03
    }
  }

  /// What a word weighs by itself, in steps of a model's weights.
  struct WordWeight {
    /// The sums of its pieces, and how many they are.
    var hostility: Int32 = 0
    var spam: Int32 = 0
    var pieces: UInt16 = 0
    /// Its own weights: hostility in the low byte, spam in the high one.
    var word: UInt16 = 0
  }

  /// Letters of a word that can be kept.
  static let maxLetters = 24
  /// Bytes of a word of others that can be kept.
  private static let maxBytes = 15
  private static let bits: UInt64 = 14
  private static let chunkBits: UInt64 = 13

  private struct Entry {
    var key = Key()
    var weights = WordWeight()
    var answers = Answers()
  }

  private struct Answers: OptionSet {
    var rawValue: UInt8
    static let knowsRude = Self(rawValue: 1)
    static let mayBeRude = Self(rawValue: 2)
    static let hidesNothing = Self(rawValue: 4)
    static let knowsWeights = Self(rawValue: 8)
  }

  /// Empty for a memo that remembers nothing.
  private var entries: [Entry]
  /// Chunks that hide nothing.
  private var chunks: [ChunkKey]

  /// - Parameter isEmpty: Whether the memo remembers nothing: for a single text a table is not worth
  ///   making.
  init(isEmpty: Bool = false) {
    entries = isEmpty ? [] : [Entry](repeating: Entry(), count: 1 << Int(Self.bits))
    chunks = isEmpty ? [] : [ChunkKey](repeating: ChunkKey(), count: 1 << Int(Self.chunkBits))
  }

  /// The place of a word that is there; −1 for another.
  @inline(__always)
  private func place(of key: Key) -> Int {
    guard !entries.isEmpty else { return -1 }
    let place = Int(truncatingIfNeeded: key.mixed >> (64 - Self.bits))
    return entries[place].key == key ? place : -1
  }

  @inline(__always)
  private func answers(_ key: Key) -> Answers {
    let place = place(of: key)
    return place < 0 ? [] : entries[place].answers
  }

  /// The place of a word, which is put there if another one is.
  private mutating func placeAdding(_ key: Key) -> Int {
    let place = Int(truncatingIfNeeded: key.mixed >> (64 - Self.bits))
    if entries[place].key != key { entries[place] = Entry(key: key) }
    return place
  }

  private mutating func add(_ answers: Answers, _ key: Key) {
    guard !entries.isEmpty else { return }
    entries[placeAdding(key)].answers.formUnion(answers)
  }
}

extension WordMemo {
  /// What ``Vocabulary/maySpellRudeWord(_:from:)`` said; `nil` if that is not known.
  @inline(__always)
  func maySpellRudeWord(_ key: Key) -> Bool? {
    let answers = answers(key)
    return answers.contains(.knowsRude) ? answers.contains(.mayBeRude) : nil
  }

  /// Remembers what ``Vocabulary/maySpellRudeWord(_:from:)`` said.
  mutating func set(maySpellRudeWord: Bool, _ key: Key) {
    add(maySpellRudeWord ? [.knowsRude, .mayBeRude] : .knowsRude, key)
  }

  /// Whether ``Disguise`` is known to read nothing else out of the word.
  func hidesNothing(_ key: Key) -> Bool { answers(key).contains(.hidesNothing) }

  /// What a word weighs by itself; `nil` if that is not known.
  @inline(__always)
  func weights(_ key: Key) -> WordWeight? {
    let place = place(of: key)
    return place >= 0 && entries[place].answers.contains(.knowsWeights)
      ? entries[place].weights : nil
  }

  /// Remembers what a word weighs by itself.
  mutating func set(_ weights: WordWeight, _ key: Key) {
    guard !entries.isEmpty else { return }
    let place = placeAdding(key)
    entries[place].answers.insert(.knowsWeights)
    entries[place].weights = weights
  }

  /// Remembers that ``Disguise`` reads nothing else out of the word.
  mutating func setHidesNothing(_ key: Key) { add(.hidesNothing, key) }
}

// MARK: - Chunks

extension WordMemo {
  private func place(_ key: ChunkKey) -> Int {
    Int(truncatingIfNeeded: key.mixed >> (64 - Self.chunkBits))
  }

  /// Whether ``Disguise`` is known to read nothing else out of a chunk of ASCII bytes.
  @inline(__always)
  func hidesNothing(chunk key: ChunkKey) -> Bool { !chunks.isEmpty && chunks[place(key)] == key }

  /// Remembers that ``Disguise`` reads nothing else out of a chunk of ASCII bytes.
  mutating func setHidesNothing(chunk key: ChunkKey) {
    if !chunks.isEmpty { chunks[place(key)] = key }
  }
}
