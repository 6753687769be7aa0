// SPDX-License-Identifier: Apache-2.0

// Terms of the lexicon that mean something else where they stand.

extension Lexicon {
  /// The hits without those that are part of an idiom or title (`moby dick`), ordinary words of the language that is
  /// written (German `dick`, Swedish `slut`), or endings of names of files (`notes.txt`).
  ///
  /// - Complexity: O(*n*) in the words, only where there is a hit that may be meant so.
  func withoutOrdinary(
    _ hits: [LexiconHit],
    in bytes: [UInt8],
    words: [WordSpan],
    hashes: [UInt64]
  ) -> [LexiconHit] {
    guard hits.contains(where: { $0.kind.mayBeOrdinary }) else { return hits }
    var languages: ForeignWords.Languages?
    return hits.filter { hit in
      guard hit.kind.mayBeOrdinary else { return true }
      if isInIdiom(hit.words, words, hashes) { return false }
      guard hit.words.count == 1 else { return true }
      let first = hit.words.lowerBound
      if hit.kind == .giveaway { return !isEnding(words[first].range, in: bytes) }
      let meanings = ForeignWords.shared.languages(ofHomograph: hashes[first])
      guard !meanings.isEmpty else { return true }
      let spoken = languages ?? ForeignWords.shared.languages(of: hashes)
      languages = spoken
      return meanings.isDisjoint(with: spoken)
    }
  }

  /// Whether a word follows a dot within a chunk: `notes.txt`.
  private func isEnding(_ word: Range<Int>, in bytes: [UInt8]) -> Bool {
    word.lowerBound >= 2 && bytes[word.lowerBound - 1] == UInt8(ascii: ".")
      && ByteClass.isAlphanumeric(bytes[word.lowerBound - 2])
  }

  /// Whether words are part of an idiom or title of the list.
  ///
  /// - Complexity: O(1): at most five words are looked up.
  func isInIdiom(_ hit: Range<Int>, _ words: [WordSpan], _ hashes: [UInt64]) -> Bool {
    for start in max(0, hit.lowerBound - Self.maxIdiomWords + 1)...hit.lowerBound {
      guard let rests = idioms[hashes[start]] else { continue }
      for rest in rests where start + rest.count >= hit.upperBound - 1 {
        let end = start + 1 + rest.count
        guard end <= words.count, hit.upperBound <= end,
          hashes[start + 1..<end].elementsEqual(rest),
          !words[start + 1..<end].contains(where: \.startsSentence)
        else { continue }
        return true
      }
    }
    return false
  }
}

extension Lexicon.Kind {
  /// Whether words of the kind are looked at once more for another meaning.
  fileprivate var mayBeOrdinary: Bool {
    switch self {
    case .insult, .slur, .sexual, .profanity, .mild, .adult, .gambling, .giveaway, .putdown: true
    default: false
    }
  }
}

/// Words of other languages that look like rude English ones, and how to tell that such a language is written.
///
/// A language is taken for the one that is written if two of its commonest words occur and no more of English, or
/// one and none of English. Source: own lists, the common words in ``LanguageWordTable``.
struct ForeignWords: Sendable {
  struct Languages: OptionSet, Sendable {
    let rawValue: UInt8
    static let german = Languages(rawValue: 1)
    static let french = Languages(rawValue: 2)
    static let nordic = Languages(rawValue: 4)
    static let southern = Languages(rawValue: 8)
    static let dutch = Languages(rawValue: 16)
    static let all: [Languages] = [.german, .french, .nordic, .southern, .dutch]
    private static let names = ["german", "french", "nordic", "southern", "dutch"]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The group of a list of ``LanguageWordTable``; `nil` if it is not told apart.
    init?(name: String) {
      guard let index = Self.names.firstIndex(of: name) else { return nil }
      self = Self.all[index]
    }
  }

  static let shared = ForeignWords()

  private let homographs: [UInt64: Languages]
  private let common: [UInt64: Languages]
  private let english: Set<UInt64>

  private init() {
    func table(_ lists: [(Languages, String)]) -> [UInt64: Languages] {
      var table: [UInt64: Languages] = [:]
      for (language, words) in lists {
        for word in words.utf8.split(separator: 0x20) {
          table[StableHash.of(word), default: []].insert(language)
        }
      }
      return table
    }
    homographs = table([
      (.german, "dick fick homo fagott gag tunte"),
      (.french, "retard retards con cons bite bites negro rape"),
      (.nordic, "slut sluta slutar slutet fag fart farten bra kock puss prick sex hooker gag"),
      (.southern, "negro negra negros negras preto preta fagotto dago tette coger concha culo"),
      (.dutch, "dik slim hoor kont tit poes"),
    ])
    var common: [UInt64: Languages] = [:]
    var english: Set<UInt64> = []
    for list in LanguageWordTable.lists where list.use.contains(.telling) {
      for word in list.words {
        if list.group == "english" {
          english.insert(StableHash.of(word))
        } else if let language = Languages(name: list.group) {
          common[StableHash.of(word), default: []].insert(language)
        }
      }
    }
    (self.common, self.english) = (common, english)
  }

  /// The languages in which a word means something ordinary.
  func languages(ofHomograph hash: UInt64) -> Languages { homographs[hash] ?? [] }

  /// The languages that words, by their hashes, may be of.
  ///
  /// - Complexity: O(*n*), at most over the first 200 words.
  func languages(of hashes: [UInt64]) -> Languages {
    var counts = [Int](repeating: 0, count: Languages.all.count)
    var ofEnglish = 0
    for hash in hashes.prefix(200) {
      if english.contains(hash) { ofEnglish += 1 }
      guard let found = common[hash] else { continue }
      for (index, language) in Languages.all.enumerated() where found.contains(language) {
        counts[index] += 1
      }
    }
    var languages: Languages = []
    for (index, language) in Languages.all.enumerated()
    where counts[index] >= 2 && counts[index] > ofEnglish || counts[index] == 1 && ofEnglish == 0 {
      languages.insert(language)
    }
    return languages
  }
}
