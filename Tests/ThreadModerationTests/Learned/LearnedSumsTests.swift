// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("What is known beforehand changes no answer") struct LearnedSumsTests {
  private static let common = CommonWordTable.text.split { $0 == " " || $0 == "\n" }.map(
    String.init
  )

  /// Common words, words with a letter changed, links, emoji and marks.
  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    var text = ""
    for _ in 0..<Int.random(in: 0..<60, using: &random) {
      var word = common.randomElement(using: &random) ?? ""
      switch Int.random(in: 0..<12, using: &random) {
      case 0: word += ["!", "?!", "...", "'s", "7", "🙂", "é"].randomElement(using: &random) ?? ""
      case 1: word = "https://" + word + ".example/x"
      case 2: word = String(word.reversed())
      case 3: word = word.uppercased()
      case 4: word += common.randomElement(using: &random) ?? ""
      default: break
      }
      let gaps = ["", " ", " ", " ", "\n", ", ", ". ", "! ", "\n\n"]
      text += word + (gaps.randomElement(using: &random) ?? " ")
    }
    if Int.random(in: 0..<4, using: &random) == 0 { text = "\n" + text }
    return Array(text.utf8)
  }

  @Test(
    "summing up in one walk says what summing up the features says",
    arguments: 0..<40 as Range<UInt64>
  )
  func sums(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let model = LearnedModel.shipped
    for _ in 0..<4 {
      let bytes = Self.text(&random)
      let words = WordSpan.words(in: bytes)
      let hits = Lexicon.shared.hits(in: bytes, words: words)
      let features = TextFeatures(bytes, words: words, hits: hits, keepsPlaces: true)
      let found = model.logOdds(of: bytes, words: words, hits: hits)
      #expect((found == nil) == features.words.isEmpty)
      guard let found else { continue }
      #expect(found.hostility == model.logOdds(.hostility, of: features))
      #expect(found.spam == model.logOdds(.spam, of: features))
    }
  }

  @Test("white space around a comment says nothing", arguments: 0..<20 as Range<UInt64>)
  func margins(seed: UInt64) {
    var random = SeededGenerator(seed: seed &+ 900)
    let model = LearnedModel.shipped
    for _ in 0..<8 {
      let bytes = Self.text(&random)
      func odds(_ bytes: [UInt8]) -> Double? {
        let words = WordSpan.words(in: bytes)
        let hits = Lexicon.shared.hits(in: bytes, words: words)
        return model.logOdds(of: bytes, words: words, hits: hits)?.hostility
      }
      let plain = odds(bytes)
      #expect(odds([0x0A] + bytes) == plain && odds([0x0A, 0x20, 0x0A] + bytes) == plain)
      #expect(odds(bytes + [0x0A]) == plain && odds(bytes + [0x20]) == plain)
    }
  }

  @Test(
    "sentences end with lines, and with marks before a space",
    arguments: [
      ("", [0]), ("\n\nYes.\n", [0]), ("Yes. No.", [0, 4]), ("v1.2 e.g.", [0]),
      ("Oh!! Well?\n\nNo", [0, 4, 10]), ("a\n.\nb", [0, 2]),
    ] as [(String, [Int])]
  )
  func sentences(text: String, starts: [Int]) {
    #expect(TextFeatures.sentences(of: Array(text.utf8)) == starts)
  }

  @Test(
    "what is remembered of words from other texts changes no sum, and no word that is shown",
    arguments: 0..<20 as Range<UInt64>
  )
  func memo(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 500)
    let model = LearnedModel.shipped
    var memo = WordMemo()
    for _ in 0..<12 {
      let bytes = Self.text(&random)
      let words = WordSpan.words(in: bytes)
      let hits = Lexicon.shared.hits(in: bytes, words: words)
      let hashes = WordSpan.hashes(of: words, in: bytes)
      let found = model.logOdds(of: bytes, words: words, hits: hits, hashes: hashes, &memo)
      let features = TextFeatures(bytes, words: words, hits: hits, keepsPlaces: true)
      #expect((found == nil) == features.words.isEmpty)
      if let found {
        #expect(found.hostility == model.logOdds(.hostility, of: features))
        #expect(found.spam == model.logOdds(.spam, of: features))
      }
      for output in LearnedModel.Output.allCases {
        let shown = model.sums.evidence(
          for: output,
          in: bytes,
          words: words,
          hits: hits,
          hashes: hashes,
          limit: 4,
          &memo
        )
        #expect(shown == model.evidence(for: output, in: features, limit: 4), "seed \(seed)")
      }
    }
  }

  @Test("common words sum up to what they do without their table")
  func words() throws {
    let model = LearnedModel.shipped
    let bare = LearnedSums(model.tables, common: "")
    for word in Self.common.prefix(300) {
      let bytes = Array(word.utf8)
      let words = WordSpan.words(in: bytes)
      func parts(_ sums: LearnedSums) -> [LearnedSums.Part]? {
        var memo = WordMemo(isEmpty: true)
        let hashes = WordSpan.hashes(of: words, in: bytes)
        return sums.sums(of: bytes, words: words, hits: [], hashes: hashes, &memo).map {
          [$0.whole.words, $0.whole.pieces, $0.whole.shapes]
        }
      }
      let with = try #require(parts(model.sums))
      let without = try #require(parts(bare))
      #expect(with.map(\.hostility) == without.map(\.hostility), "\(word)")
      #expect(with.map(\.spam) == without.map(\.spam), "\(word)")
      #expect(with.map(\.count) == without.map(\.count), "\(word)")
    }
  }

  @Test("no common word hides a rude one")
  func views() {
    let bare = Lexicon(table: LexiconTable.text, ordinary: OrdinaryWordTable.text)
    let plain = Normalizer(vocabulary: bare.vocabulary)
    for word in Self.common {
      var isCut = false
      let text = MappedText(copyOf: Array(word.utf8))
      let with = Bodies.normalizer.normalized(text, wasCut: &isCut)
      #expect(with.bytes == plain.normalized(text, wasCut: &isCut).bytes, "\(word)")
    }
  }

  @Test("the table of hashes is a dictionary", arguments: 0..<20 as Range<UInt64>)
  func table(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = HashIndex(filtersMisses: seed % 3 == 0)
    var dictionary: [UInt64: Int32] = [:]
    // Few hashes and many of one place, so that they come again and stand in each other's way.
    for _ in 0..<2_000 {
      let hash = UInt64.random(in: 0..<400, using: &random) &* (seed % 2 == 0 ? 1 : 4_096)
      let number = Int32.random(in: 0..<1_000, using: &random)
      table.set(hash, number)
      dictionary[hash] = number
    }
    #expect(table.count == dictionary.count)
    for factor in 0..<400 as Range<UInt64> {
      for hash in [factor, factor &* 4_096] {
        #expect(table.number(of: hash) == dictionary[hash])
        #expect(table.contains(hash) == (dictionary[hash] != nil))
      }
    }
  }
}

@Suite("What is shown of what was found") struct ShownFindingsTests {
  private static func findings(_ body: String) throws -> (action: Action, rules: Set<String>) {
    let verdict = try CommentScanner().verdict(for: Comment(id: "1", body: body))
    return (verdict.action, Set(verdict.findings.map(\.rule)))
  }

  @Test("a rude word is shown in a comment that is allowed, a mild one only in a short comment")
  func words() throws {
    let praise = try Self.findings("this is fucking great, thank you so much")
    #expect(praise.action == .allow && praise.rules == ["hostility.profanity"])
    let rat = try Self.findings("yesterday evening I saw a rat in the old barn behind our house")
    #expect(rat.action == .allow && rat.rules.isEmpty)
  }

  @Test("what only the scorer points at is not shown in a comment that is allowed")
  func learned() throws {
    for line in ["damn it", "what the hell happened here", "great argument"] {
      let found = try Self.findings(line)
      #expect(found.action == .allow, "\(line)")
      #expect(!found.rules.contains("hostility.learned"), "\(line)")
    }
  }
}
