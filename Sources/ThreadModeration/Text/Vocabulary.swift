// SPDX-License-Identifier: Apache-2.0

/// The words that ``Disguise`` may read out of a disguised one.
///
/// Taking off a disguise is a guess: is `5hit` a word with a digit for a letter, or a part number?
/// The guess is only made when a word results that somebody looks for, so ordinary text with digits,
/// initials and foreign letters stays as it is. The vocabulary is the built-in lexicon and the
/// literal words of the rules in force.
///
/// Lookups go by 64-bit hashes of the folded letters (``StableHash``), and before them by bitmaps
/// that say no for nearly every ordinary word.
struct Vocabulary: Sendable {
  /// What may be read out of a text for a word.
  enum Role: UInt8, Comparable, Sendable {
    /// A part of words that are run together (`you`, `face`), and nothing else.
    case part
    /// The word itself with digits, signs, gaps or stretched letters.
    case plain
    /// Also as a part of run-together words.
    case rude
    /// Also by its sound, without vowels, and with letters swapped.
    case strong

    static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
  }

  /// A word, and the way to find it.
  struct Entry: Sendable {
    var word: [UInt8]
    var role: Role
  }

  private(set) var entries: [Entry] = []
  private(set) var longest = 0
  private var byWord = HashIndex()
  /// Every run of one letter cut to a single one: asked before stretched spellings are tried.
  private var collapsed = HashIndex()
  private var bySound = HashIndex()
  private var byConsonants: [UInt64: [Int32]] = [:]
  /// By the letters of a word, and by those of a word that lacks one.
  private var byLetters: [UInt64: [Int32]] = [:]
  private var letterSums = Bitmap(bits: 19)
  private var sounds = Bitmap(bits: 17)
  private var starts = Bitmap(bits: 20)
  private var ordinary = HashIndex(filtersMisses: true)
  /// For each entry, what else it is.
  private var traits: [Traits] = []
  private(set) var trie = Trie()
  private let letterValues = Sound.letterValues
  /// The hashes of words that stand everywhere and hide nothing, each at the place of its last bits.
  private var common = [UInt64](repeating: 0, count: 8192)

  private struct Traits: OptionSet {
    var rawValue: UInt8
    static let root = Self(rawValue: 1)
    static let core = Self(rawValue: 2)
    static let part = Self(rawValue: 4)
    static let telling = Self(rawValue: 8)
  }

  init() {}
}

// MARK: - Building

extension Vocabulary {
  /// Adds a word, in folded form (see ``ScalarFolder``), UTF-8.
  mutating func insert(_ word: [UInt8], as role: Role = .plain) {
    guard word.count >= 3 || role == .part && word.count >= 1 else { return }
    let hash = StableHash.of(word)
    let index: Int32
    if let known = byWord.number(of: hash) {
      if role == .part { traits[Int(known)].insert(.part) }
      guard entries[Int(known)].role < role else { return }
      entries[Int(known)].role = role
      index = known
    } else {
      index = Int32(entries.count)
      entries.append(Entry(word: word, role: role))
      traits.append(role == .part ? .part : [])
      byWord.set(hash, index)
    }
    if role != .part {
      collapsed.set(StableHash.of(Self.collapsed(word)))
      longest = max(longest, word.count)
    }
    guard word.allSatisfy(ByteClass.isLower) else { return }
    trie.insert(word, index)
    if role >= .rude {
      if word.count >= 4 {
        starts.insert(Self.gram(word[0...3]))
      } else {
        starts.insert(Self.gram(word[...]))
      }
    }
    if role == .strong { insertSpellings(of: word, index) }
  }

  private mutating func insertSpellings(of word: [UInt8], _ index: Int32) {
    guard word.count >= 4, holdsCore(word) else { return }
    let sound = Sound.key(of: word)
    let known = bySound.number(of: sound)
    if known.map({ entries[Int($0)].word.count > word.count }) ?? true {
      bySound.set(sound, index)
    }
    sounds.insert(sound)
    if word.contains(UInt8(ascii: "i")) { sounds.insert(StableHash.of(word)) }
    let consonants = Sound.consonants(of: word)
    if consonants.count >= 3 || consonants.count == 2 && word.count == 4 {
      byConsonants[consonants.hash, default: []].append(index)
      sounds.insert(consonants.hash)
    }
    if word.count >= 5 { insertMisspellings(of: word, index, lacksLetter: word.count >= 7) }
  }

  private mutating func insertMisspellings(of word: [UInt8], _ index: Int32, lacksLetter: Bool) {
    func insert(_ letters: UInt64) {
      if byLetters[letters]?.contains(index) == true { return }
      byLetters[letters, default: []].append(index)
      letterSums.insert(letters)
    }
    insert(Sound.letters(of: word))
    guard lacksLetter else { return }
    for letter in Set(word.dropFirst()) { insert(Sound.letters(of: word, without: letter)) }
  }

  private func holdsCore(_ word: [UInt8]) -> Bool {
    for start in word.indices {
      var node = Trie.root
      for letter in word[start...] {
        guard let next = trie.child(of: node, letter) else { break }
        node = next
        if let index = trie.word(at: node), isCore(index) { return true }
      }
    }
    return false
  }

  /// Says that a word is meant even where only four letters sound like it.
  mutating func insertCore(_ word: [UInt8]) {
    insert(word, as: .rude)
    if let index = byWord.number(of: StableHash.of(word)) { traits[Int(index)].insert(.core) }
    insert(word, as: .strong)
  }

  /// Says that hardly any other word contains a word: it is found anywhere in one.
  mutating func insertRoot(_ word: [UInt8]) {
    insert(word, as: .strong)
    if let index = byWord.number(of: StableHash.of(word)) { traits[Int(index)].insert(.root) }
  }

  /// Says that a word tells whom a sentence is about or what is wished to them (`hatred`): it is
  /// looked for with a letter left out or two of them swapped, and run together with common words.
  mutating func insertTelling(_ word: [UInt8]) {
    guard word.count >= Self.minTelling, word.allSatisfy(ByteClass.isLower) else { return }
    insert(word, as: .plain)
    guard let index = byWord.number(of: StableHash.of(word)),
      !traits[Int(index)].contains(.telling)
    else { return }
    traits[Int(index)].insert(.telling)
    starts.insert(Self.gram(word[0...3]))
    insertMisspellings(of: word, index, lacksLetter: word.count >= 5)
  }

  private static let minTelling = 4

  /// Adds an ordinary word that looks like a disguised one (see `Tools/lexicon`): it stays.
  mutating func insertOrdinary(_ word: [UInt8]) { ordinary.set(StableHash.of(word)) }

  /// Says that a word stands everywhere, so that most words need only one look. Words that may hide
  /// something are not taken: the answers stay what they were. Comes last, and without repetition.
  mutating func insertCommon(_ word: [UInt8]) {
    guard word.allSatisfy(ByteClass.isLower), !maySpellRudeWord(word, from: 0) else { return }
    let hash = StableHash.of(word)
    let place = Int(hash & Self.commonMask)
    // Those that come first stand most often.
    if common[place] == 0 { common[place] = hash }
  }

  private static let commonMask: UInt64 = 8191

  private static func collapsed(_ word: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var previous: UInt32?
    var index = 0
    while index < word.count {
      let scalar = UTF8Bytes.scalar(in: word, at: index)
      if scalar != previous { UTF8Bytes.append(scalar, to: &result) }
      previous = scalar
      index += UTF8Bytes.width(leading: word[index])
    }
    return result
  }

  private static func gram(_ letters: ArraySlice<UInt8>) -> UInt64 {
    letters.reduce(1) { $0 << 5 | UInt64($1 & 31) }
  }
}

// MARK: - Asking

extension Vocabulary {
  /// - Complexity: O(length of the word).
  func contains(_ word: some Sequence<UInt8>) -> Bool { entry(of: word) != nil }

  /// Whether there is a word of a ``StableHash`` that is not only a part of words.
  func contains(hash: UInt64) -> Bool {
    byWord.number(of: hash).map { entries[Int($0)].role != .part } ?? false
  }

  /// The word's entry, unless it is only a part of words.
  func entry(of word: some Sequence<UInt8>) -> Entry? {
    guard let index = byWord.number(of: StableHash.of(word)) else { return nil }
    let entry = entries[Int(index)]
    return entry.role == .part ? nil : entry
  }

  /// The number of a word, if it is one of the vocabulary.
  func index(of word: ArraySlice<UInt8>) -> Int32? { byWord.number(of: StableHash.of(word)) }

  /// Whether some word has the same letters when runs of one letter count as one.
  ///
  /// - Parameter word: Already collapsed.
  /// - Complexity: O(length of the word).
  func containsCollapsed(_ word: [UInt8]) -> Bool { collapsed.contains(StableHash.of(word)) }

  /// How likely a word, by its index, is meant where others fit as well: higher is likelier.
  func rank(of index: Int) -> Int {
    let entry = entries[index]
    // The likeliest ones stand first.
    return (isCore(Int32(index)) ? 100_000 - index : 0) + Int(entry.role.rawValue) * 100
      + entry.word.count
  }

  /// Whether a word, by its index, is one of those that are hidden most often.
  func isCore(_ index: Int32) -> Bool { traits[Int(index)].contains(.core) }

  /// Whether a word, by its index, tells whom a sentence is about or what is wished to them.
  func isTelling(_ index: Int32) -> Bool { traits[Int(index)].contains(.telling) }

  /// Whether a word stands everywhere: a short one that is a part of others, or one of the common
  /// ones.
  func isEverywhere(_ word: ArraySlice<UInt8>) -> Bool {
    let hash = StableHash.of(word)
    if word.count <= 3 { return byWord.number(of: hash).map(isPart) ?? false }
    return common[Int(hash & Self.commonMask)] == hash
  }

  /// Whether a word that is looked for in several run together, or another one, may start with the four
  /// letters at a place: no for nearly all.
  @inline(__always)
  func mayStartWord(_ word: [UInt8], at place: Int) -> Bool {
    guard place + 4 <= word.count else { return false }
    var gram: UInt64 = 1
    for index in place..<place + 4 { gram = gram << 5 | UInt64(word[index] & 31) }
    return starts.contains(gram)
  }

  /// Whether a word, by its index, may be a part of words run together.
  func isPart(_ index: Int32) -> Bool { traits[Int(index)].contains(.part) }

  /// Whether a word, by its index, is found anywhere in others.
  func isRoot(_ index: Int32) -> Bool { traits[Int(index)].contains(.root) }

  /// Whether a word is an ordinary one that only looks like a disguised one.
  func isOrdinary(_ word: some Sequence<UInt8>) -> Bool { ordinary.contains(StableHash.of(word)) }

  /// The same by a word's ``StableHash``.
  func isOrdinary(hash: UInt64) -> Bool { ordinary.contains(hash) }

  /// The strong word that a word sounds like, or is with vowels left out or letters swapped.
  ///
  /// - Parameter word: Small ASCII letters, not a word of the vocabulary.
  func spelling(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 3, word.count <= 24 else { return nil }
    let sound = Sound.key(of: word)
    if word.count >= 4, sounds.contains(sound), let index = bySound.number(of: sound) {
      let found = entries[Int(index)].word
      // Four letters sound like too many words.
      if Sound.isPlausible(word, for: found), word.count >= 5 || isCore(index) {
        return found
      }
    }
    let consonants = Sound.consonants(of: word)
    if word.count >= 4, consonants.count >= 3, sounds.contains(consonants.hash) {
      for index in byConsonants[consonants.hash] ?? [] {
        let found = entries[Int(index)].word
        if Sound.lacksVowels(word, of: found) { return found }
      }
    }
    return misspelling(word)
  }

  /// The word that a word is with letters swapped, or with one left out or one too many.
  private func misspelling(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 4 else { return nil }
    let letters = Sound.letters(of: word)
    if letterSums.contains(letters) {
      for index in byLetters[letters] ?? [] {
        let found = entries[Int(index)].word
        if word.count == found.count
          ? Sound.hasSwappedLetters(word, of: found) : Sound.lacksLetter(word, of: found)
        {
          return found
        }
      }
    }
    guard word.count >= Self.minLonger else { return nil }
    let sum = Sound.letterSum(of: word)
    for place in 1..<word.count where word[place] != word[place - 1] {
      let letters = Sound.letters(inSum: sum, without: word[place])
      guard letterSums.contains(letters) else { continue }
      for index in byLetters[letters] ?? [] {
        let found = entries[Int(index)].word
        if found.count >= (isCore(index) ? Self.minLonger - 1 : Self.minLonger),
          Sound.lacksLetter(found, of: word)
        {
          return found
        }
      }
    }
    return nil
  }

  /// Letters of a word that may have one too many.
  private static let minLonger = 7

  /// Whether a rude word may start with the letters of two chunks: signs may be any letters.
  func mayStartRudeWord(
    _ first: Range<Int>,
    _ second: Range<Int>,
    of scalars: [FoldedScalar]
  ) -> Bool {
    mayStartRudeWord(first, second) { scalars[$0].value }
  }

  /// The same for ASCII bytes of any case.
  func mayStartRudeWord(_ first: Range<Int>, _ second: Range<Int>, of bytes: [UInt8]) -> Bool {
    mayStartRudeWord(first, second) { UInt32(ByteClass.lowered(bytes[$0])) }
  }

  @inline(__always)
  private func mayStartRudeWord(
    _ first: Range<Int>,
    _ second: Range<Int>,
    _ scalar: (Int) -> UInt32
  ) -> Bool {
    var gram: UInt64 = 0
    var count = 0
    var index = first.lowerBound
    while true {
      if index == first.upperBound { index = second.lowerBound }
      if index == second.upperBound { return false }
      let value = scalar(index)
      guard value < 0x80 else { return false }
      guard ByteClass.isLower(UInt8(value)) else {
        switch UInt8(value) {
        case UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"),
          UInt8(ascii: "<"), UInt8(ascii: "^"), UInt8(ascii: "+"), UInt8(ascii: "_"):
          return true
        case UInt8(ascii: "."), UInt8(ascii: "!"):
          if index == first.lowerBound || index == second.lowerBound { return true }
          return false
        default: return false
        }
      }
      gram = gram << 5 | UInt64(value & 31)
      count += 1
      if count == 3, starts.contains(1 << 15 | gram) { return true }
      if count == 4 { return starts.contains(1 << 20 | gram) }
      index += 1
    }
  }

  /// Whether the letters from `start` on may be anything but an ordinary word: asked of every word,
  /// and no for nearly all.
  func maySpellRudeWord(_ letters: [UInt8], from start: Int) -> Bool {
    let count = letters.count - start
    guard count >= 4 else { return false }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in start..<letters.count {
      hash = (hash ^ UInt64(letters[index])) &* 0x0000_0100_0000_01b3
    }
    hash = StableHash.mixed(hash)
    if common[Int(hash & Self.commonMask)] == hash { return false }
    if start > 0 { return maySpellRudeWord(Array(letters[start...]), hash) }
    return maySpellRudeWord(letters, hash)
  }

  private func maySpellRudeWord(_ word: [UInt8], _ hash: UInt64) -> Bool {
    var other: UInt64 = 0xcbf2_9ce4_8422_2325
    var sum: UInt64 = 0
    var gram: UInt64 = 0
    var mayHold = false
    var hasBar = false
    var hasOther = false
    for index in word.indices {
      let letter = word[index]
      gram = (gram << 5 | UInt64(letter & 31)) & 0xFFFFF
      let isBar = letter == UInt8(ascii: "l")
      hasOther = hasOther || isBar
      other = (other ^ UInt64(isBar ? UInt8(ascii: "i") : letter)) &* 0x0000_0100_0000_01b3
      if index >= 3, !mayHold, starts.contains(1 << 20 | gram) {
        mayHold = holdsRudeWord(word, at: index - 3)
      }
      if index > 0 {
        sum &+= letterValues[Int(letter & 31)]
        if letter == UInt8(ascii: "x") { hasBar = true }
        if letter == UInt8(ascii: "v"), word[index - 1] == letter { hasBar = true }
      }
    }
    if !mayHold, word.count >= 5 {
      mayHold =
        starts.contains(1 << 15 | gram & 0x7FFF) || starts.contains(Self.gram(word[0...2]))
    }
    if hasOther, sounds.contains(StableHash.mixed(other)) { hasBar = true }
    let asks =
      hasBar || mayHold && word.count >= 5 || sounds.contains(Sound.key(of: word))
      || letterSums.contains(StableHash.mixed(sum &+ UInt64(word[0]) &+ 3))
      || sounds.contains(Sound.consonants(of: word).hash)
      || word.count >= Self.minLonger && mayBeLonger(word, sum &+ UInt64(word[0]))
    guard asks else {
      // The plural of such a word.
      return word.count > 4 && word.last == UInt8(ascii: "s")
        && maySpellRudeWord(Array(word.dropLast()), from: 0)
    }
    if ordinary.contains(hash) { return false }
    guard let index = byWord.number(of: hash) else { return true }
    return entries[Int(index)].role == .part
  }

  /// Whether a word may be another with one letter too many.
  private func mayBeLonger(_ word: [UInt8], _ sum: UInt64) -> Bool {
    for index in word.indices.dropFirst()
    where letterSums.contains(StableHash.mixed(sum &- letterValues[Int(word[index] & 31)] &+ 3)) {
      return true
    }
    return false
  }

  private func holdsRudeWord(_ word: [UInt8], at start: Int) -> Bool {
    var node = Trie.root
    for index in start..<word.count {
      guard let next = trie.child(of: node, word[index]) else { return false }
      node = next
      if index - start >= 3, let found = trie.word(at: node),
        entries[Int(found)].role >= .rude || isTelling(found)
      {
        return true
      }
    }
    return false
  }

  /// The first place in a word where a rude word may start: of four letters and more anywhere, of
  /// three at either end. Asked first, since nearly all words have none.
  func mayHoldRudeWord(_ word: [UInt8]) -> Bool {
    guard word.count >= 5 else { return false }
    var gram: UInt64 = 0
    for (index, letter) in word.enumerated() {
      gram = (gram << 5 | UInt64(letter & 31)) & 0xFFFFF
      if index == 2, starts.contains(1 << 15 | gram & 0x7FFF) { return true }
      if index >= 3, starts.contains(1 << 20 | gram) { return true }
    }
    return starts.contains(1 << 15 | gram & 0x7FFF)
  }
}

/// A set of hashes that may say yes in error, never no.
struct Bitmap: Sendable {
  private var words: [UInt64]
  private let mask: UInt64

  init(bits: Int) {
    words = [UInt64](repeating: 0, count: 1 << (bits - 6))
    mask = 1 << UInt64(bits) - 1
  }

  mutating func insert(_ hash: UInt64) {
    words[Int((hash & mask) >> 6)] |= 1 << (hash & 63)
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    words[Int((hash & mask) >> 6)] & 1 << (hash & 63) != 0
  }
}
