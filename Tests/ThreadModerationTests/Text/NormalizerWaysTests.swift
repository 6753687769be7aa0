// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("A normalized view is the same on every way to it") struct NormalizerWaysTests {
  /// Words of the lexicon, common ones, some with a letter changed, a sign for one, capitals, marks.
  private static let words: [String] =
    Lexicon.shared.vocabulary.entries.prefix(1_500).map { Bodies.string($0.word) }
    + CommonWordTable.text.split { $0 == " " || $0 == "\n" }.prefix(1_500).map(String.init)

  private static func word(_ random: inout Seeds) -> String {
    var word = random.pick(words)
    for _ in 0..<random.int(0..<3) where !word.isEmpty {
      let place = word.index(word.startIndex, offsetBy: random.int(0..<word.count))
      switch random.int(0..<14) {
      case 0:
        word.replaceSubrange(place...place, with: random.pick(["*", "1", "0", "$", "@", "x"]))
      case 1: word.insert(contentsOf: String(repeating: word[place], count: 3), at: place)
      case 2: word.insert(contentsOf: random.pick([" ", ".", "-", "'", "_", "/", "("]), at: place)
      case 3: word = word.uppercased()
      case 4: word = word.prefix(1).uppercased() + word.dropFirst()
      case 5: word.replaceSubrange(place...place, with: word[place].uppercased())
      case 6: word.remove(at: place)
      case 7: word += random.pick(["!", "...", "'s", "'ll", ",", "?\"", ")", "69", "s"])
      case 8: word += random.pick(words)
      case 9: word = word.map(String.init).joined(separator: random.pick([" ", ".", "-", " * "]))
      case 10:
        word = random.pick(["_l_", "8==D", "c==3", "_--o", "http://a.example", "I", "@", "$"])
      default: break
      }
    }
    return word
  }

  private static func text(_ random: inout Seeds, isASCII: Bool, most: Int = 25) -> [UInt8] {
    let gaps = [" ", " ", " ", " ", " ", "\n", "  ", "\t", "\n\n", " \n", "\r\n", ", ", "-", "/"]
    var text = ""
    for _ in 0..<random.int(0..<most) {
      text += word(&random) + random.pick(gaps)
      if !isASCII, random.chance(0.2) {
        text += random.pick(["é", "’s", "\u{441}", "😂", "\u{200B}", "ß", "“", "ﬃ", "🐷", "\u{7F}"])
      }
    }
    return Array(text.utf8)
  }

  private func expectSame(_ a: MappedText, _ b: MappedText, _ note: String) {
    #expect(a.bytes == b.bytes, "\(note)")
    guard a.bytes == b.bytes else { return }
    for index in a.bytes.indices
    where a.original(index..<index + 1) != b.original(index..<index + 1) {
      Issue.record("place \(index), \(note)")
      return
    }
  }

  @Test("byte by byte, or scalar by scalar", arguments: 0..<150)
  func ascii(seed: Int) {
    var random = Seeds(UInt64(seed))
    var memo = WordMemo(isEmpty: true)
    var simple = 0
    // The first is empty, and goes the short way; of the longer ones some do.
    for most in [1, 3, 3, 5, 8, 12, 20, 25] {
      let bytes = Self.text(&random, isASCII: true, most: most)
      guard let short = Bodies.normalizer.normalizedASCII(bytes, &memo) else { continue }
      simple += 1
      var wasCut = false
      let general = Bodies.normalizer.normalizedInGeneral(
        MappedText(copyOf: bytes),
        wasCut: &wasCut,
        &memo
      )
      expectSame(short, general, "seed \(seed): \(Bodies.string(bytes))")
    }
    #expect(simple > 0, "seed \(seed)")
  }

  @Test("with what is remembered of other texts, or without", arguments: 0..<100)
  func memo(seed: Int) {
    var random = Seeds(UInt64(seed) + 10_000)
    var memo = WordMemo()
    var none = WordMemo(isEmpty: true)
    var texts = (0..<8).map { number in Self.text(&random, isASCII: number % 2 == 0) }
    // Each once more, when all of its words are known.
    texts += texts
    for bytes in texts {
      let text = MappedText(copyOf: bytes)
      var wasCut = false
      expectSame(
        Bodies.normalizer.normalized(text, wasCut: &wasCut, &memo),
        Bodies.normalizer.normalizedInGeneral(text, wasCut: &wasCut, &none),
        "seed \(seed): \(Bodies.string(bytes))"
      )
    }
  }

  @Test("words that share a place or a beginning are told apart by the memo")
  func keys() {
    let words = [
      "a", "aa", "b", "'a", "a'", "é", "e", "0", "00", "zzzzzzzzzzzzzzzzzzzzzzzz", "zzzz",
    ]
    var memo = WordMemo()
    for (number, word) in words.enumerated() {
      let bytes = Array(word.utf8)
      guard let key = WordMemo.Key(bytes, bytes.indices) else {
        Issue.record("\(word)")
        continue
      }
      #expect(memo.weights(key) == nil, "\(word)")
      memo.set(WordMemo.WordWeight(hostility: Int32(number)), key)
      #expect(memo.weights(key)?.hostility == Int32(number))
      #expect(memo.maySpellRudeWord(key) == nil)
    }
    let long = Array(String(repeating: "a", count: 25).utf8)
    #expect(WordMemo.Key(long, long.indices) == nil)
    #expect(WordMemo.ChunkKey(long, 0..<17) == nil)
    #expect(WordMemo.ChunkKey(long, 0..<16) != WordMemo.ChunkKey(long, 0..<15))
  }

  @Test("judging with what is remembered says what judging anew says", arguments: 0..<20)
  func verdicts(seed: Int) throws {
    var random = Seeds(UInt64(seed) + 20_000)
    let scanner = try CommentScanner(keepsSignals: true)
    for number in 0..<20 {
      let body = Bodies.string(Self.text(&random, isASCII: number % 3 > 0))
      let comment = Comment(id: "\(number)", body: body)
      let anew = scanner.draft(of: comment, in: CommentContext(alone: comment), JudgingScratch())
      let verdict = scanner.verdict(for: comment)
      #expect(verdict == scanner.verdict(from: anew, thread: nil), "seed \(seed): \(body)")
    }
  }
}

@Suite("Quick looks and tables") struct QuickLookTests {
  @Test("a census knows every byte there is, and how many signs of ASCII", arguments: 0..<60)
  func census(seed: Int) {
    var random = Seeds(UInt64(seed))
    let most = seed % 2 == 0 ? 128 : 256
    let bytes = (0..<random.int(0..<60)).map { _ in UInt8(random.int(0..<most)) }
    let census = ByteCensus(bytes)
    for byte in 0..<128 as Range<UInt8> {
      if bytes.contains(byte) { #expect(census.mayHold(byte)) }
      if most == 128 { #expect(census.mayHold(byte) == bytes.contains(byte)) }
    }
    #expect(census.hasOther == bytes.contains { $0 >= 0x80 })
    if bytes.contains(where: ByteClass.isDigit) { #expect(census.mayHoldDigit) }
    guard most == 128 else { return }
    #expect(
      census.distinctSigns
        == Set(bytes.filter { !ByteClass.isSpace($0) }.map(ByteClass.lowered)).count
    )
  }

  @Test("a trie says what a set of beginnings says", arguments: 0..<20)
  func trie(seed: Int) {
    var random = Seeds(UInt64(seed))
    var trie = Trie()
    var words: [[UInt8]: Int32] = [:]
    for number in 0..<200 {
      let word = (0..<random.int(1..<6)).map { _ in UInt8(random.int(0x61..<0x66)) }
      words[word] = Int32(number)
      trie.insert(word, Int32(number))
    }
    for _ in 0..<2_000 {
      let word = (0..<random.int(1..<6)).map { _ in UInt8(random.int(0x61..<0x67)) }
      var node: Int32? = Trie.root
      for letter in word { node = node.flatMap { trie.child(of: $0, letter) } }
      #expect((node != nil) == words.keys.contains { $0.starts(with: word) }, "seed \(seed)")
      #expect(node.flatMap(trie.word) == words[word], "seed \(seed)")
    }
  }

  @Test("what looks like a link is what the plain version says", arguments: 0..<40)
  func links(seed: Int) {
    var random = Seeds(UInt64(seed))
    for _ in 0..<100 {
      let text = (0..<random.int(0..<12)).map { _ in
        random.pick(["a", "7", ".", "/", ":", "-", " "])
      }
      let bytes = Array(text.joined().utf8)
      let start = random.int(0..<bytes.count + 1)
      let range = start..<random.int(start..<bytes.count + 1)
      #expect(LinkShape.isLink(bytes, range) == NaiveCopies.isLink(Array(bytes[range])), "\(text)")
    }
  }

  @Test("two words run together part where trying all places says", arguments: 0..<40)
  func seams(seed: Int) {
    var random = Seeds(UInt64(seed))
    let vocabulary = Lexicon.shared.vocabulary
    let compounds = Compounds(vocabulary: vocabulary)
    let all = vocabulary.entries.map(\.word).filter { $0.allSatisfy(ByteClass.isLower) }
    func tells(_ word: ArraySlice<UInt8>) -> Bool {
      guard word.count >= 4, let index = vocabulary.index(of: word) else { return false }
      return vocabulary.isTelling(index)
        || vocabulary.entries[Int(index)].role == .strong && word.count >= 5
    }
    for _ in 0..<100 {
      let common = ["them", "i", "the", "people", "of", "you", "xqz"].map { Array($0.utf8) }
      let word =
        random.chance(0.5)
        ? random.pick(all) + random.pick(common) : random.pick(common) + random.pick(all)
      let naive = (1..<word.count).first { cut in
        let (left, right) = (word[..<cut], word[cut...])
        return tells(left) && tells(right)
          || tells(left) && vocabulary.isEverywhere(right) && right.count >= 2
          || tells(right) && (vocabulary.isEverywhere(left) || left.elementsEqual("i".utf8))
      }
      let isInReach = word.count >= 5 && word.count <= Compounds.maxLetters
      #expect(compounds.seam(of: word) == (isInReach ? naive : nil), "\(Bodies.string(word))")
    }
  }

  @Test("the terms found are those of trying every term at every word", arguments: 0..<25)
  func terms(seed: Int) {
    var random = Seeds(UInt64(seed))
    let lexicon = Lexicon.shared
    let sorted = lexicon.entries.indices.sorted { a, b in
      (-lexicon.entries[a].rest.count, a) < (-lexicon.entries[b].rest.count, b)
    }
    let common = ["you", "i", "not", "the", "an", "go", "xyz", "moderns"]
    var text = ""
    for _ in 0..<25 {
      let words = lexicon.entries[random.int(0..<lexicon.entries.count)].term
      let part = random.chance(0.3) ? String(words.split(separator: " ")[0]) : words
      text += random.pick([part, part, part + "s", random.pick(common)])
      text += random.pick([" ", " ", " ", ". "])
    }
    let bytes = Array(text.utf8)
    let words = WordSpan.words(in: bytes)
    let found = lexicon.hits(in: bytes, words: words)
    // Each term that is found stands there, and no longer one of its kind does.
    for hit in found {
      let entry = lexicon.entries[hit.entry]
      let own = words[hit.words].map { Array(bytes[$0.range]) }
      #expect(own.count == entry.rest.count + 1 && Array(own.dropFirst()) == entry.rest)
      #expect(own[0].starts(with: entry.firstWord) && own[0].count <= entry.firstWord.count + 2)
    }
    var covered = [Int](repeating: 0, count: Lexicon.Kind.count)
    for position in words.indices {
      let here = found.filter { $0.words.lowerBound == position }
      let isKnown = sorted.contains {
        lexicon.entries[$0].firstWord == Array(bytes[words[position].range])
      }
      for number in sorted {
        let entry = lexicon.entries[number]
        let end = position + 1 + entry.rest.count
        guard isKnown, end <= words.count, covered[entry.kind.rawValue] <= position,
          entry.firstWord == Array(bytes[words[position].range]),
          zip(words[(position + 1)..<end], entry.rest).allSatisfy({ word, part in
            !word.startsSentence && Array(bytes[word.range]) == part
          })
        else { continue }
        // Single rude words may be parts of ordinary phrases, which are not told here.
        let hit = here.first { $0.kind == entry.kind }
        if !entry.rest.isEmpty { #expect(hit?.words == position..<end, "seed \(seed): \(text)") }
        if let hit { covered[entry.kind.rawValue] = hit.words.upperBound }
      }
    }
  }

  @Test("counts of letters and signs are those of counting one by one", arguments: 0..<40)
  func statistics(seed: Int) {
    var random = Seeds(UInt64(seed))
    let pieces = ["a", "B", "7", " ", "\n", "!", "-", "é", "😀", "aaaaaaaaaaaa", "!!", "?"]
    let text = (0..<random.int(0..<40)).map { _ in random.pick(pieces) }.joined()
    let bytes = Array(text.utf8)
    let statistics = TextStatistics(bytes)
    let ascii = bytes.filter { $0 < 0x80 }
    #expect(statistics.upper == ascii.count(where: ByteClass.isUpper))
    #expect(statistics.lower == ascii.count(where: ByteClass.isLower))
    #expect(statistics.digits == ascii.count(where: ByteClass.isDigit))
    #expect(statistics.spaces == ascii.count(where: ByteClass.isSpace))
    #expect(
      statistics.punctuation
        == ascii.count { !ByteClass.isAlphanumeric($0) && !ByteClass.isSpace($0) }
    )
    #expect(statistics.other == text.unicodeScalars.count { $0.value >= 0x80 })
  }
}
