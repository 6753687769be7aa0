// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("The learned scorer") struct LearnedTests {
  private static func trainer(seed: UInt64 = 1) -> ModelTrainer {
    var options = ModelTrainer.Options()
    options.seed = seed
    var trainer = ModelTrainer(options: options)
    for number in 0..<200 {
      let isBad = number % 2 == 0
      trainer.add(
        Comment(
          id: "\(number)",
          body: isBad ? "what a grumbling blorf you are \(number)" : "a lovely garden in spring"
        ),
        label: isBad,
        for: .hostility,
        source: isBad ? "a" : "b"
      )
    }
    return trainer
  }

  private static let model = trainer().model()

  @Test("what was learned is told apart, and the other output stays silent")
  func learns() throws {
    let bad = Self.model.logOdds(of: Comment(id: "1", body: "this blorf is grumbling"))
    let good = Self.model.logOdds(of: Comment(id: "2", body: "in spring my garden is lovely"))
    #expect(try #require(bad[.hostility]) > 1)
    #expect(try #require(good[.hostility]) < -1)
    #expect(bad[.spam] == 0 && good[.spam] == 0)
    #expect(Self.model.logOdds(of: Comment(id: "3", body: ""))[.hostility] == 0)
  }

  @Test("of a body without an end as much is read as is judged")
  func longBody() throws {
    let quote = "> " + String(repeating: "é", count: 520_000)
    let odds = { (body: String) in Self.model.logOdds(of: Comment(id: "1", body: body))[.hostility]
    }
    #expect(try #require(odds(quote + "\n\nwhat a grumbling blorf")) > 1)
    #expect(odds(quote + "éééééé" + quote + "\n\nwhat a grumbling blorf") == 0)
    let bytes = Array("aé€😀".utf8)
    for limit in 0...bytes.count {
      let beginning = UTF8Bytes.beginning(of: "aé€😀", maxBytes: limit)
      #expect(bytes.starts(with: beginning) && beginning.count <= limit)
      #expect(String(validating: beginning, as: UTF8.self) != nil && limit - beginning.count < 4)
    }
  }

  @Test("the same comments and seed give the same bytes; another seed gives others")
  func deterministic() {
    #expect(Self.trainer().model().encoded() == Self.model.encoded())
    #expect(Self.trainer(seed: 2).model().encoded() != Self.model.encoded())
  }

  @Test("going on from a model keeps what nothing new was said about")
  func continuing() throws {
    var more = ModelTrainer()
    for number in 0..<60 {
      more.add(
        Comment(id: "\(number)", body: number % 2 == 0 ? "cheap pills" : "see you tomorrow"),
        label: number % 2 == 0,
        for: .spam,
        source: "c"
      )
    }
    let both = more.model(continuing: Self.model)
    let comment = Comment(id: "1", body: "cheap pills from a blorf")
    #expect(try #require(both.logOdds(of: comment)[.spam]) > 0.5)
    #expect(
      both.logOdds(of: comment)[.hostility] == Self.model.logOdds(of: comment)[.hostility]
    )
  }

  /// One text that is spam half the time, and texts that always are or never are, in one set.
  private static func spamModel(share: Double) -> LearnedModel {
    var options = ModelTrainer.Options()
    options.spamShare = share
    var trainer = ModelTrainer(options: options)
    let texts = [("see you tomorrow", 0.5), ("cheap pills", 1), ("a lovely garden", 0)]
    for number in 0..<600 {
      let (text, chance) = texts[number % 3]
      trainer.add(
        Comment(id: "\(number)", body: text),
        label: chance == 1 || chance == 0.5 && number / 3 % 2 == 0,
        for: .spam,
        source: "a"
      )
    }
    return trainer.model()
  }

  @Test(
    "whatever weight spam has, log-odds are those of a half: what is as often spam as not is in the middle",
    arguments: [0.5, 0.2, 0.03, -3, .infinity]
  )
  func shares(share: Double) throws {
    let model = Self.spamModel(share: share)
    func logOdds(_ text: String) throws -> Double {
      try #require(model.logOdds(of: Comment(id: "1", body: text))[.spam])
    }
    #expect(try abs(logOdds("see you tomorrow")) < 0.8)
    #expect(try logOdds("cheap pills") > 1.5 && logOdds("a lovely garden") < -1.5)
  }

  @Test("a model is read as it was written")
  func roundTrip() throws {
    let bytes = Self.model.encoded()
    let read = try LearnedModel(bytes)
    #expect(read.tables == Self.model.tables && read.encoded() == bytes)
  }

  @Test("what is no model is refused, with words")
  func refuses() {
    let bytes = Self.model.encoded()
    var strange = bytes
    strange[bytes.count - 2] = UInt8(ascii: "!")
    var header = bytes
    header[0] = UInt8(ascii: "T")
    for broken in [[], Array("hello".utf8), Array(bytes.dropLast(300)), strange, header] {
      #expect(throws: LearnedModel.FormatError.self) { try LearnedModel(broken) }
    }
    #expect(throws: LearnedModel.FormatError(description: "the model's scales cannot be read")) {
      try LearnedModel(Array("\(LearnedModel.header)\nnan 1\n1 1\nff".utf8))
    }
  }

  /// Words, pairs and pieces spelled out as strings, one dictionary lookup each.
  private static func naive(_ text: [UInt8]) -> (words: [UInt32], pieces: [UInt32]) {
    func hash(_ bytes: [UInt8], _ start: UInt64) -> UInt64 {
      bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
    func bucket(_ hash: UInt64) -> UInt32 {
      UInt32(truncatingIfNeeded: (hash &* 0xff51_afd7_ed55_8ccd) >> 45)
    }
    let start: UInt64 = 0x9E37_79B9_7F4A_7C15
    var tokens: [[UInt8]] = []
    var isOpen = false
    var index = 0
    while index < text.count {
      let rest = text[index...]
      let isFree = index == 0 || !(isOpen)
      if isFree,
        ["http://", "https://", "www."].contains(where: { rest.starts(with: $0.utf8) })
      {
        index = rest.firstIndex { Array(" \n\r\t\"'()<>[]".utf8).contains($0) } ?? text.count
        isOpen = false
        continue
      }
      let byte = text[index]
      if byte >= 0xF0 {
        tokens.append(Array(text[index..<min(index + 4, text.count)]))
        index += 4
        isOpen = false
        continue
      }
      let isWord =
        byte >= 0x80 || Character(Unicode.Scalar(byte)).isLetter
        || Character(Unicode.Scalar(byte)).isNumber || byte == 0x27
      if isWord {
        if isOpen { tokens[tokens.count - 1].append(byte) } else { tokens.append([byte]) }
      } else if Array("!?*@#$%\"+/".utf8).contains(byte) {
        tokens.append([byte])
      }
      isOpen = isWord
      index += 1
    }
    var words: [UInt32] = []
    var pieces: [UInt32] = []
    var previous = start
    for token in tokens {
      let folded = token.map { byte -> UInt8 in
        byte >= 0x30 && byte <= 0x39 ? 0x30 : byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte
      }
      let own = hash(folded, start)
      words += [bucket(own), bucket(own ^ (previous &* 3))]
      previous = own
      let padded = [0x20] + folded + (folded.count <= 64 ? [0x20] : [])
      let limit = folded.count <= 64 ? padded.count : 65
      let cut = Array(padded.prefix(limit)) + (folded.count > 64 ? [0x20] : [])
      for from in 0..<cut.count - 1 {
        for length in 2...5 where from + length <= cut.count {
          pieces.append(bucket(hash(Array(cut[from..<from + length]), 0xD1B5_4A32_D192_ED03)))
        }
      }
    }
    return (words, pieces)
  }

  @Test("words and pieces are those of a naive reading", arguments: 0..<40 as Range<UInt64>)
  func features(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "a", "Word", "x1y2", "don't", "!!", " ", " ", "\n", "é", "привет", "😀", "🇫🇷", "http://a.b/c?d",
      "www.x.org", "(https://q.r)", "\"", "z9", String(repeating: "long", count: 20), "#tag", "a/b",
      "www", "http",
    ]
    let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
      parts.randomElement(using: &generator) ?? ""
    }.joined(separator: Bool.random(using: &generator) ? " " : "")
    let bytes = Array(text.utf8)
    let found = TextFeatures(bytes, keepsPlaces: true)
    let expected = Self.naive(bytes)
    #expect(found.words == expected.words, "\(text)")
    #expect(found.pieces.sorted() == expected.pieces.sorted(), "\(text)")
    #expect(TextFeatures(bytes).words == found.words)
    for place in found.places {
      #expect(Bodies.isBoundary(place.range.lowerBound, in: bytes))
      #expect(Bodies.isBoundary(place.range.upperBound, in: bytes))
    }
  }

  @Test(
    "a bare number is nothing to be flagged for",
    arguments: ["42", "90000", "10/10", "5:30", "1 000 000"]
  )
  func numbers(body: String) throws {
    let scanner = try CommentScanner()
    let verdict = scanner.verdict(for: Comment(id: "1", body: body))
    #expect(verdict.action == .allow)
    #expect(!verdict.findings.contains { $0.rule == "spam.learned" })
  }

  @Test("the shipped scorer speaks, shows the words that weighed, and can be switched off")
  func shipped() throws {
    let comment = Comment(id: "1", body: "You are such a pathetic idiot, nobody wants you here.")
    let scanner = try CommentScanner(keepsSignals: true)
    let silent = try CommentScanner(keepsSignals: true, model: nil)
    let verdict = scanner.verdict(for: comment)
    let without = silent.verdict(for: comment)
    func value(_ verdict: Verdict) -> Double? {
      verdict.signals.first { $0.name == "hostility.learned" }?.value
    }
    #expect(try #require(value(verdict)) > 1)
    #expect(value(without) == nil)
    #expect(verdict.scores[.hostility] > without.scores[.hostility])
    let finding = try #require(verdict.findings.first { $0.rule == "hostility.learned" })
    let range = try #require(finding.range)
    #expect(!range.isEmpty && range.upperBound <= comment.body.utf8.count)
    let odds = try #require(LearnedModel.shipped.logOdds(of: comment)[.hostility])
    #expect(odds > 0 && odds < (value(verdict) ?? 0))
    // A comment without a word says nothing.
    #expect(value(scanner.verdict(for: Comment(id: "2", body: "…"))) == nil)
  }

  @Test(
    "scales that are no weights are refused; the largest that are read give finite scores",
    arguments: [
      ("nan 0", false), ("inf 0", false), ("0 -inf", false), ("1e30 0", false), ("-0.1 0", false),
      ("1001 0", false), ("1 1001", false), ("1 -1001", false), ("-1e-9 0", false),
      ("1000 1000", true), ("1000 -1000", true), ("0 0", true),
    ]
  )
  func scales(line: String, isModel: Bool) throws {
    var lines = String(decoding: Self.model.encoded(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    lines[1] = Substring(line)
    let bytes = Array(lines.joined(separator: "\n").utf8)
    guard isModel else {
      #expect(throws: LearnedModel.FormatError.self) { try LearnedModel(bytes) }
      return
    }
    let model = try LearnedModel(bytes)
    let scanner = try CommentScanner(model: model)
    let scores = scanner.verdict(for: Comment(id: "1", body: "what a blorf you are")).scores
    #expect(Category.allCases.allSatisfy { 0...1 ~= scores[$0] })
  }

  @Test("a share that is no number is the standard one")
  func shares() {
    func model(_ change: (inout ModelTrainer.Options) -> Void) -> [UInt8] {
      var options = ModelTrainer.Options()
      options.epochs = 2
      change(&options)
      var trainer = ModelTrainer(options: options)
      for number in 0..<40 {
        for output in LearnedModel.Output.allCases {
          let body = number % 2 == 0 ? "what a blorf" : "a lovely garden"
          let comment = Comment(id: "\(number)", body: body)
          trainer.add(comment, label: number % 2 == 0, for: output, source: "a")
        }
      }
      return trainer.model().encoded()
    }
    let standard = model { _ in }
    #expect(model { $0.hostileShare = .nan } == standard)
    #expect(model { $0.spamShare = .nan } == standard)
    #expect(model { $0.spamShare = 0.5 } != standard)
    #expect(model { $0.hostileShare = .infinity } == model { $0.hostileShare = 1 })
  }

  private static let oddOptions: [(String, @Sendable (inout ModelTrainer.Options) -> Void)] = [
    ("rate nan", { $0.rate = .nan }), ("rate inf", { $0.rate = .infinity }),
    ("rate 1e30", { $0.rate = 1e30 }), ("rate -1", { $0.rate = -1 }),
    ("decay nan", { $0.decay = .nan }), ("decay -1e9", { $0.decay = -1e9 }),
    ("decay inf", { $0.decay = .infinity }), ("power nan", { $0.sourcePower = .nan }),
    ("power 1e9", { $0.sourcePower = 1e9 }), ("power -inf", { $0.sourcePower = -.infinity }),
    ("share nan", { $0.hostileShare = .nan }), ("epochs -1", { $0.epochs = -1 }),
    ("epochs min", { $0.epochs = .min }),
  ]

  @Test(
    "whatever numbers a trainer is given, its model is finite and can be read",
    arguments: 0..<13
  )
  func oddNumbers(index: Int) throws {
    let (name, change) = Self.oddOptions[index]
    var options = ModelTrainer.Options()
    options.epochs = 2
    change(&options)
    var trainer = ModelTrainer(options: options)
    for number in 0..<40 {
      trainer.add(
        Comment(id: "\(number)", body: number % 2 == 0 ? "what a blorf" : "a lovely garden"),
        label: number % 2 == 0,
        for: .hostility,
        source: number % 3 == 0 ? "a" : "b"
      )
    }
    let model = trainer.model()
    let read = try LearnedModel(model.encoded())
    #expect(read.tables == model.tables, "\(name)")
    let odds = model.logOdds(of: Comment(id: "1", body: "what a blorf you are"))
    #expect(odds.values.allSatisfy { $0.isFinite }, "\(name)")
  }
}
