// SPDX-License-Identifier: Apache-2.0

/// The built-in word list: words and phrases with what they are a sign of.
///
/// Built once from the table in `Tables/`, in about a millisecond. Looking up costs one hash a word.
struct Lexicon: Sendable {
  /// What a term is a sign of. Several may hold for one term.
  enum Kind: Int, Sendable, CaseIterable {
    case insult, slur, sexual, profanity, mild, threat, dehumanize, hate, identity, contempt,
      person,
      group
    case secondperson, mockery, polite, hedge, reporting, negation, selfreference, technical
    case money, urgency, giveaway, investment, contact, selfpromo, adult, pharma, gambling, praise
    case seo, putdown, invite, affection

    private static let byName: [String: Kind] = Dictionary(
      uniqueKeysWithValues: allCases.map { (String(describing: $0), $0) }
    )

    /// The kind by its name in the list.
    init?(name: String) {
      guard let kind = Self.byName[name] else { return nil }
      self = kind
    }

    /// How many kinds there are.
    static let count = allCases.count

    /// Kinds of words that are rude by themselves.
    fileprivate var isRude: Bool {
      switch self {
      case .insult, .slur, .sexual, .profanity, .mild, .threat, .dehumanize: true
      default: false
      }
    }

    /// Whether words of the kind name groups of people, or say what is wished to them.
    fileprivate var isTelling: Bool { self == .identity || self == .hate }

    /// What may be read for a word of the kind; `nil` for kinds that nobody hides.
    fileprivate func role(tier: UInt8, of word: [UInt8]) -> Vocabulary.Role? {
      switch self {
      case .slur, .profanity, .sexual: word.count >= 4 ? .strong : .rude
      case .insult, .mild, .dehumanize:
        tier >= 2 && word.count >= 4 ? .strong : word.count == 3 ? .plain : .rude
      case .contempt, .secondperson, .adult, .pharma, .gambling, .contact, .investment, .hate:
        .plain
      default: nil
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

  private struct Candidate {
    /// The number of the entry.
    var entry: Int32
    /// The hash of its second word; 0 if it has one word. Common words begin many a phrase, and most of
    /// them are ruled out by the next word.
    var second: UInt64
    /// The kind's number, and how many words follow the first.
    var kind: UInt8 = 0
    var rest: UInt8 = 0
  }

  static let shared = Lexicon(
    table: LexiconTable.text,
    ordinary: OrdinaryWordTable.text,
    common: CommonWordTable.text
  )

  let entries: [Entry]
  /// By the hash of their first word, places in ``candidates``.
  private let byFirstWord: HashIndex
  /// Entries, those with the same first word together, longest first. Before them stands how many of them
  /// are phrases; the last of them is followed by one of −1.
  private let candidates: [Candidate]
  /// The first two words of phrases: common words begin hundreds of them, which a look here spares.
  private let pairs: Bitmap
  /// The words that a disguise may hide.
  let vocabulary: Vocabulary
  /// Idioms and titles with a word of the list in them: by the hash of their first word, the hashes of the others.
  let idioms: [UInt64: [[UInt64]]]
  /// How many words an idiom has at most.
  static let maxIdiomWords = 5

  init(table: String, ordinary: String = "", common: String = "") {
    var entries: [Entry] = []
    var index: [UInt64: [Int32]] = [:]
    var vocabulary = Vocabulary()
    var idioms: [UInt64: [[UInt64]]] = [:]
    for line in table.utf8.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09)
      guard fields.count == 3 else { continue }
      let name = String(decoding: fields[0], as: UTF8.self)
      let terms = fields[2].split(separator: UInt8(ascii: ","))
      switch name {
      case "part":
        for term in terms { vocabulary.insert(Array(term), as: .part) }
        continue
      case "root":
        for term in terms { vocabulary.insertRoot(Array(term)) }
        continue
      case "idiom":
        for term in terms {
          let hashes = term.split(separator: 0x20).prefix(Self.maxIdiomWords).map {
            StableHash.of($0)
          }
          idioms[hashes[0], default: []].append(Array(hashes.dropFirst()))
        }
        continue
      case "core":
        for term in terms { vocabulary.insertCore(Array(term)) }
        continue
      default: break
      }
      // Other languages sound otherwise: their words are looked for as they are.
      let isForeign = name == "foreign"
      guard let kind = isForeign ? .profanity : Kind(name: name),
        let tier = fields[1].first.map({ $0 - UInt8(ascii: "0") })
      else { continue }
      for term in terms {
        let words = term.split(separator: 0x20).map(Array.init)
        guard let first = words.first else { continue }
        index[StableHash.of(first), default: []].append(Int32(entries.count))
        entries.append(
          Entry(kind: kind, tier: tier, rest: Array(words.dropFirst()), firstWord: first)
        )
        // A phrase is found when it is written as one word, too.
        let whole = words.joined().map { $0 }
        if words.count > 1, whole.count >= 5, !isForeign, kind.isRude,
          index[StableHash.of(whole)] == nil
        {
          index[StableHash.of(whole)] = [Int32(entries.count)]
          entries.append(Entry(kind: kind, tier: tier, rest: [], firstWord: whole))
          vocabulary.insert(whole, as: .plain)
        }
        // A word of a phrase is no rude word by itself.
        if let role = kind.role(tier: tier, of: first) {
          let isWhole = words.count == 1 && !isForeign
          for word in words { vocabulary.insert(word, as: isWhole ? role : .plain) }
        }
        if words.count == 1, kind.isTelling { vocabulary.insertTelling(first) }
        if words.count == 1, kind == .threat { vocabulary.insert(first, as: .plain) }
      }
    }
    var byFirstWord = HashIndex(filtersMisses: true)
    var candidates: [Candidate] = []
    var pairs = Bitmap(bits: 17)
    for (hash, numbers) in index {
      byFirstWord.set(hash, Int32(candidates.count))
      let phrases = numbers.count { !entries[Int($0)].rest.isEmpty }
      candidates.append(Candidate(entry: Int32(phrases), second: 0))
      let longestFirst = numbers.sorted { a, b in
        let (a, b) = (entries[Int(a)].rest.count, entries[Int(b)].rest.count)
        return a > b
      }
      candidates += longestFirst.map { number in
        let entry = entries[Int(number)]
        let second = entry.rest.first.map(StableHash.of) ?? 0
        if second != 0 { pairs.insert(Self.pair(hash, second)) }
        return Candidate(
          entry: number,
          second: second,
          kind: UInt8(entry.kind.rawValue),
          rest: UInt8(entry.rest.count)
        )
      }
      candidates.append(Candidate(entry: -1, second: 0))
    }
    for word in GroupWordTable.telling { vocabulary.insertTelling(Array(word.utf8)) }
    for line in ordinary.utf8.split(separator: 0x0A) {
      for word in line.split(separator: UInt8(ascii: ",")) {
        vocabulary.insertOrdinary(Array(word))
      }
    }
    for word in common.utf8.split(whereSeparator: ByteClass.isSpace) {
      vocabulary.insertCommon(Array(word))
    }
    self.entries = entries
    self.byFirstWord = byFirstWord
    self.candidates = candidates
    self.pairs = pairs
    self.idioms = idioms
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
    let hashes = words.map { StableHash.of(bytes, $0.range) }
    return hits(in: bytes, words: words, hashes: hashes)
  }

  /// The terms in a text whose words were hashed before: see ``hits(in:words:)``.
  ///
  /// - Parameter hashes: The ``StableHash`` of each word.
  func hits(in bytes: [UInt8], words: [WordSpan], hashes: [UInt64]) -> [LexiconHit] {
    var hits: [LexiconHit] = []
    var covered = [Int](repeating: 0, count: Kind.count)
    // All lookups first: with nothing between them they wait for the memory together.
    var starts: [Int32] = []
    starts.reserveCapacity(words.count)
    for hash in hashes { starts.append(byFirstWord.number(of: hash) ?? -1) }
    for (position, word) in words.enumerated() {
      var first = word.range
      var start: Int32? = starts[position] < 0 ? nil : starts[position]
      if start == nil, let shorter = singular(of: first, in: bytes) {
        start = byFirstWord.number(of: StableHash.of(bytes, shorter))
        first = shorter
      }
      guard let start else { continue }
      let isWhole = first == word.range
      let next = position + 1 < words.count ? hashes[position + 1] : 0
      var place = Int(start)
      if !isWhole || !pairs.contains(Self.pair(hashes[position], next)) {
        place += Int(candidates[Int(start)].entry)
      }
      while true {
        place += 1
        let candidate = candidates[place]
        guard candidate.entry >= 0 else { break }
        guard candidate.second == 0 || candidate.second == next else { continue }
        // The entry's words are only looked at where nothing else rules it out.
        let slot = Int(candidate.kind)
        let end = position + 1 + Int(candidate.rest)
        guard end <= words.count, isWhole || candidate.rest == 0, covered[slot] <= position else {
          continue
        }
        let entry = entries[Int(candidate.entry)]
        guard bytes[first].elementsEqual(entry.firstWord),
          rest(entry.rest, matches: words, from: position + 1, in: bytes)
        else { continue }
        if entry.kind.isRude, entry.rest.isEmpty, isInPhrase(position, of: words, in: bytes) {
          continue
        }
        covered[slot] = end
        hits.append(
          LexiconHit(
            entry: Int(candidate.entry),
            kind: entry.kind,
            tier: Int(entry.tier),
            words: position..<end
          )
        )
      }
    }
    return withoutOrdinary(hits, in: bytes, words: words, hashes: hashes)
  }

  @inline(__always)
  private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    first &* 3 ^ second &* 0x9E37_79B9_7F4A_7C15 >> 7
  }

  /// Whether a word belongs to an ordinary phrase of two or three words (`honky tonk`), as
  /// dictionaries have them; see `Tables/OrdinaryWordTable.swift`.
  private func isInPhrase(_ position: Int, of words: [WordSpan], in bytes: [UInt8]) -> Bool {
    // A name: `van` is followed by nothing else.
    if position > 0, bytes[words[position - 1].range].elementsEqual("van".utf8) { return true }
    for start in max(0, position - 2)...position {
      for count in 2...3 where start + count > position && start + count <= words.count {
        // The words with dashes between them.
        var hash = StableHash.start
        var isBroken = false
        for index in start..<start + count {
          if index > start {
            isBroken = isBroken || words[index].startsSentence
            hash = StableHash.step(hash, 0x2D)
          }
          for byte in words[index].range { hash = StableHash.step(hash, bytes[byte]) }
        }
        if !isBroken, vocabulary.isOrdinary(hash: StableHash.mixed(hash)) { return true }
      }
    }
    return false
  }

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
    guard range.count > 4, bytes[range.upperBound - 1] == UInt8(ascii: "s"),
      bytes[range.upperBound - 2] != UInt8(ascii: "s"), !vocabulary.isOrdinary(bytes[range])
    else { return nil }
    let isPossessive = bytes[range.upperBound - 2] == UInt8(ascii: "'")
    return range.lowerBound..<range.upperBound - (isPossessive ? 2 : 1)
  }
}
