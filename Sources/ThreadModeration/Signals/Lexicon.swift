// SPDX-License-Identifier: Apache-2.0

/// The built-in word list: words and phrases with what they are a sign of.
///
/// Built once from the table in `Tables/`, in about a millisecond. Looking up costs one hash a word.
struct Lexicon: Sendable {
  /// What a term is a sign of. Several may hold for one term.
  enum Kind: String, Sendable, CaseIterable {
    case insult, slur, sexual, profanity, threat, dehumanize, hate, identity, contempt, person,
      group
    case secondperson, mockery, polite, hedge, reporting, negation, selfreference, technical
    case money, urgency, giveaway, investment, contact, selfpromo, adult, pharma, gambling, praise
    case seo

    /// Kinds whose words somebody may want to hide.
    fileprivate var isDisguised: Bool {
      switch self {
      case .insult, .slur, .sexual, .profanity, .dehumanize, .contempt, .secondperson, .adult,
        .pharma, .gambling, .contact, .investment, .hate:
        true
      default: false
      }
    }
  }

  struct Entry: Sendable {
    var kind: Kind
    /// 1 mild, 2 strong, 3 severe.
    var tier: UInt8
    /// The words after the first, as bytes.
    var rest: [[UInt8]]
    var firstWord: [UInt8]

    /// The term as it is written in the list.
    var term: String {
      ([firstWord] + rest).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
  }

  static let shared = Lexicon(table: LexiconTable.text)

  let entries: [Entry]
  /// Entries by the hash of their first word, longest first.
  private let byFirstWord: [UInt64: [Int32]]
  /// The words that a disguise may hide.
  let vocabulary: Vocabulary

  init(table: String) {
    var entries: [Entry] = []
    var index: [UInt64: [Int32]] = [:]
    var vocabulary = Vocabulary()
    for line in table.utf8.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09)
      guard fields.count == 3,
        let kind = Kind(rawValue: String(decoding: fields[0], as: UTF8.self)),
        let tier = fields[1].first.map({ $0 - UInt8(ascii: "0") })
      else { continue }
      for term in fields[2].split(separator: UInt8(ascii: ",")) {
        let words = term.split(separator: 0x20).map(Array.init)
        guard let first = words.first else { continue }
        index[StableHash.of(first), default: []].append(Int32(entries.count))
        entries.append(
          Entry(kind: kind, tier: tier, rest: Array(words.dropFirst()), firstWord: first)
        )
        if kind.isDisguised { for word in words { vocabulary.insert(word) } }
      }
    }
    for key in index.keys {
      index[key]?.sort { entries[Int($0)].rest.count > entries[Int($1)].rest.count }
    }
    self.entries = entries
    self.byFirstWord = index
    self.vocabulary = vocabulary
  }
}

/// A term of the lexicon found in a text.
struct LexiconHit: Sendable {
  /// Index into ``Lexicon/entries``.
  var entry: Int
  var kind: Lexicon.Kind
  var tier: Int
  /// Words, as indices into the words of the text.
  var words: Range<Int>
}

extension Lexicon {
  /// The terms in a text, in order of their first word; for each kind the longest at each word.
  ///
  /// Plurals in `s` and possessives of single words are found as well.
  func hits(in bytes: [UInt8], words: [WordSpan]) -> [LexiconHit] {
    var hits: [LexiconHit] = []
    var covered = [Int](repeating: 0, count: Kind.allCases.count)
    for (position, word) in words.enumerated() {
      var candidates = byFirstWord[StableHash.of(bytes[word.range])]
      var trimmed = 0
      if candidates == nil, let shorter = singular(of: word.range, in: bytes) {
        trimmed = word.range.count - shorter.count
        candidates = byFirstWord[StableHash.of(bytes[shorter])]
      }
      guard let candidates else { continue }
      let first = bytes[word.range.lowerBound..<word.range.upperBound - trimmed]
      for candidate in candidates {
        let entry = entries[Int(candidate)]
        let end = position + 1 + entry.rest.count
        guard end <= words.count, trimmed == 0 || entry.rest.isEmpty,
          first.elementsEqual(entry.firstWord),
          rest(entry.rest, matches: words, from: position + 1, in: bytes)
        else { continue }
        let slot = Self.slot(entry.kind)
        guard covered[slot] <= position else { continue }
        covered[slot] = end
        hits.append(
          LexiconHit(
            entry: Int(candidate),
            kind: entry.kind,
            tier: Int(entry.tier),
            words: position..<end
          )
        )
      }
    }
    return hits
  }

  private static func slot(_ kind: Kind) -> Int { Kind.allCases.firstIndex(of: kind) ?? 0 }

  private func rest(
    _ rest: [[UInt8]],
    matches words: [WordSpan],
    from start: Int,
    in bytes: [UInt8]
  ) -> Bool {
    for (offset, part) in rest.enumerated() {
      let word = words[start + offset]
      guard !word.startsSentence, bytes[word.range].elementsEqual(part) else { return false }
    }
    return true
  }

  private func singular(of range: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    guard range.count > 4, bytes[range.upperBound - 1] == UInt8(ascii: "s") else { return nil }
    let isPossessive = bytes[range.upperBound - 2] == UInt8(ascii: "'")
    return range.lowerBound..<range.upperBound - (isPossessive ? 2 : 1)
  }
}
