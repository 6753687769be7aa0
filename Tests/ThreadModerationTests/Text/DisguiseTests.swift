// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("Disguise") struct DisguiseTests {
  private func normal(_ text: String) -> String {
    Bodies.string(Bodies.views(text).normalized.bytes)
  }

  /// The original run behind a word of the normalized view.
  private func run(_ word: String, in text: String) -> String? {
    Bodies.original(of: word, in: Bodies.views(text).normalized, of: text)
  }

  @Test(
    "a rude word is read, and the range covers exactly what was written for it",
    arguments: [
      // letters hidden, drawn, or held apart
      ("what a t*sser", "tosser", "t*sser"), ("you w#nker!", "wanker", "w#nker"),
      ("you t**ser", "tosser", "t**ser"), ("m()r()n", "moron", "m()r()n"),
      ("b@st@rd.", "bastard", "b@st@rd"), ("m000r0n", "moron", "m000r0n"),
      ("b.o.l.l.o.c.k.s", "bollocks", "b.o.l.l.o.c.k.s"), ("bo-ll-ocks", "bollocks", "bo-ll-ocks"),
      // by ear, without vowels, with letters swapped
      ("you wanka", "wanker", "wanka"), ("such a basterdd", "bastard", "basterdd"),
      ("a wnkr", "wanker", "wnkr"), ("a wakner", "wanker", "wakner"),
      // a letter too few or too many in a long word, digits read aloud, letters drawn, a script
      // that looks like nothing
      ("a bastrd", "bastard", "bastrd"), ("an arsseholle", "arsehole", "arsseholle"),
      ("to masturb8", "masturbate", "masturb8"), ("a vvanker", "wanker", "vvanker"),
      ("wan\u{10D4}er", "wanker", "wan\u{10D4}er"), ("\u{DF}astard", "bastard", "\u{DF}astard"),
      ("w'nk", "wank", "w'nk"), ("horse****", "horseshit", "horse****"),
      // who is meant, and what is wished to them
      ("so much hatrd", "hatred", "hatrd"), ("we klil them", "kill", "klil"),
      ("a forigner", "foreigner", "forigner"), ("all immigrnats", "immigrants", "immigrnats"),
      ("ihate them", "hate", "hate"), ("immigrantsare", "immigrants", "immigrants"),
      // broken by a space
      ("you wa nker", "wanker", "wa nker"), ("a w anker", "wanker", "w anker"),
      // run together, with a number behind
      ("stupidbollocks", "bollocks", "bollocks"), ("bigwanker!", "wanker", "wanker"),
      ("bollocks69", "bollocks", "bollocks"),
      // upside down, and a picture
      ("\u{279}\u{1DD}\u{29E}u\u{250}\u{28D}", "wanker", "\u{279}\u{1DD}\u{29E}u\u{250}\u{28D}"),
      ("you \u{1F437}!", "pig", "\u{1F437}"), ("\u{1F595} off", "middle finger", "\u{1F595}"),
    ]
  )
  func readings(text: String, word: String, original: String) {
    #expect(run(word, in: text) == original, "\(normal(text))")
  }

  @Test(
    "what is ordinary stays",
    arguments: [
      // parts of words, of names, of identifiers
      "assassin", "scunthorpe", "penistone", "cockburn", "therapist", "pushitem", "bass", "analyst",
      "shiitake", "cocktails", "titanic", "arsenal", "sussex", "essex", "matsushita", "dickens",
      // pieces of words
      "pen is", "an al", "as s2", "he'll", "who r they", "it's not", "s not", "lol i", "go to hell",
      // signs
      "in!", "all!", "(so", "and/or", "he/she", "well-known", "foo_bar.baz", "a*b", "x * y",
      "2 * size", "*far* away", "c-3po", "win32", "like14", "u21", "5.3.x", "foo<a, b>",
      "http://www.example.com/a", "&8221;", "r&b", "#ffffff0", "@some_one", "$ cat file",
      "lol* see below", "see note*", "pen*", "s3 bucket",
      // sounds
      "whatever", "blackbird", "mankind", "stable", "heat", "brunt", "thrash", "harass",
      "cockering", "quanto", "block", "count", "sheets", "beach", "peace", "bangkok", "duck",
      "fork", "batch",
    ]
  )
  func guards(text: String) {
    #expect(normal(text) == text)
  }

  @Test("no word of an ordinary phrase is rude, and by itself it is")
  func phrases() {
    func kinds(_ text: String) -> [Lexicon.Kind] {
      let view = Bodies.views(text).normalized.bytes
      return Lexicon.shared.hits(in: view, words: WordSpan.words(in: view)).map(\.kind)
    }
    #expect(kinds("a sperm whale").isEmpty)
    #expect(kinds("sperm").contains(.profanity))
    #expect(kinds("the honky-tonk").isEmpty)
    // Two sentences are no phrase.
    #expect(kinds("He likes sperm. Whale").contains(.profanity))
    // The pieces of a broken word are a table of their own.
    #expect(kinds("ass-hat").contains(.profanity) || kinds("ass-hat").contains(.insult))
  }

  @Test("a capital letter in the middle of a word is a seam")
  func seams() {
    #expect(normal("PushItem") == "pushitem")
    #expect(normal("bigWanker") == "big wanker")
  }

  @Test("no ordinary word or pair of words of the table is read as a rude one")
  func ordinaryTable() {
    let terms = OrdinaryWordTable.text.split { $0 == "," || $0 == "\n" }
    #expect(terms.count > 1_000)
    for term in terms { #expect(normal(String(term)) == term) }
  }

  /// A slow obvious version: whether a word fits letters and stars. A star stands for up to two letters; of
  /// doubled letters one may be too many.
  private func fits(_ word: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return word.isEmpty }
    let rest = pattern.dropFirst()
    if first == 0x2A {
      return (0...2).contains { $0 <= word.count && fits(word.dropFirst($0), rest) }
    }
    if word.first == first, fits(word.dropFirst(), rest) { return true }
    return rest.first == first && fits(word, rest)
  }

  private func words(fitting pattern: [UInt8], among words: [[UInt8]]) -> Set<String> {
    Set(words.filter { fits($0[...], pattern[...]) }.map { Bodies.string($0) })
  }

  @Test(
    "a star for one letter of a rude word is read as one of the words that fit",
    arguments: 0..<8
  )
  func starred(seed: Int) {
    var random = Seeds(UInt64(seed))
    let entries = Lexicon.shared.vocabulary.entries
    let all = entries.filter { $0.role > .part }.map(\.word)
    let strong = entries.filter {
      $0.role == .strong && (5...12).contains($0.word.count)
        && $0.word.allSatisfy(ByteClass.isLower)
    }
    #expect(strong.count > 300)
    for _ in 0..<200 {
      let word = random.pick(strong).word
      var pattern = word
      pattern[1 + random.int(0..<word.count - 2)] = 0x2A
      let read = normal(Bodies.string(pattern))
      #expect(
        words(fitting: pattern, among: all).contains(read),
        "seed \(seed): \(Bodies.string(pattern)) as \(read)"
      )
    }
  }

  @Test("a first look never says no to a word that would be read", arguments: 0..<8)
  func gate(seed: Int) {
    var random = Seeds(UInt64(seed) + 100)
    let disguise = Disguise(vocabulary: Lexicon.shared.vocabulary)
    let strong = Lexicon.shared.vocabulary.entries.filter {
      $0.role == .strong && $0.word.count >= 4 && $0.word.allSatisfy(ByteClass.isLower)
    }
    for _ in 0..<300 {
      var word = random.pick(strong).word
      switch random.int(0..<4) {
      case 0: word.swapAt(word.count / 2, word.count / 2 - 1)
      case 1: word.remove(at: 1)
      case 2: word.insert(word[1], at: 1)
      default: word = Array("big".utf8) + word
      }
      let scalars = ScalarFolder.fold(word, maxOutputScalars: 100).scalars
      let isStretched = zip(word, zip(word.dropFirst(), word.dropFirst(2))).contains {
        $0 == $1.0 && $0 == $1.1
      }
      var memo = WordMemo(isEmpty: true)
      guard !isStretched, disguise.removed(from: scalars[...], &memo) != nil else { continue }
      #expect(
        Lexicon.shared.vocabulary.maySpellRudeWord(word, from: 0),
        "seed \(seed): \(Bodies.string(word))"
      )
    }
  }

  @Test("every byte maps to a place in the body, and places never go back", arguments: 0..<60)
  func map(seed: Int) {
    var random = Seeds(UInt64(seed) + 1_000)
    let pieces = [
      "t*sser", "m()r()n", "b@st@rd", "wanka", "wnkr", "wa nker", "w anker", "stupidbollocks",
      "bigwanker69", "\u{279}\u{1DD}\u{29E}u\u{250}\u{28D}", "\u{1F437}", "\u{1F595}\u{1F3FD}",
      "_l_", "8==D", "f***", "a_wanker_b", "heII", " ", "  ", "\n", "é", "\u{200B}", "pen is", "x",
    ]
    let body = (0..<25).map { _ in random.pick(pieces) + random.pick(["", " ", ", "]) }.joined()
    let bytes = Array(body.utf8)
    let text = Bodies.views(body).normalized
    var previous = 0
    var index = 0
    while index < text.bytes.count {
      let width = UTF8Bytes.width(leading: text.bytes[index])
      let range = text.original(index..<index + width)
      #expect(!range.isEmpty, "seed \(seed) at \(index)")
      #expect(range.lowerBound >= previous, "seed \(seed) at \(index)")
      #expect(Bodies.isBoundary(range.lowerBound, in: bytes), "seed \(seed) at \(index)")
      #expect(Bodies.isBoundary(range.upperBound, in: bytes), "seed \(seed) at \(index)")
      previous = range.lowerBound
      index += width
    }
    #expect(Subjects.isValid(text.bytes), "seed \(seed)")
  }

  @Test(
    "time is linear in hostile text",
    arguments: [
      "w*nk", "w* ", "b.a.s.t.", "wan ker ", "a w b ", "*#@$%", "m()r()", "bollocksbollocks ",
      "ass", "assass ", "_l_ ", "\u{1F437}", "\u{250}u", "1i1l!|", "wnkrwnkr ", "a-b-c-",
    ]
  )
  func growth(unit: String) {
    let ratio = Growth.ratio(from: 3_000) { size in
      var wasCut = false
      let text = MappedText(copyOf: Growth.repeated(unit, bytes: size))
      #expect(!Bodies.normalizer.normalized(text, wasCut: &wasCut).isEmpty)
    }
    #expect(ratio < 20, "\(unit)")
  }
}
