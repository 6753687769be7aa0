// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import TestSupport
import Testing

/// "The set answers what each pattern answers by itself": a seeded sample of what
/// `Fuzzing/run-differential` does at length.
@Suite("Set against single patterns")
struct DifferentialTests {
  /// Limits which the texts here do not reach, so that every pair can be compared.
  static let limits = MatchLimits(
    matchSteps: 1_000_000,
    timePerPattern: .seconds(20),
    timePerSet: .seconds(200),
    maxMatchesPerPattern: 100_000
  )

  /// Definitions with a seeded generator, single patterns compiled once.
  struct Bench {
    let definitions: [PatternDefinition]
    let patterns: [Pattern?]
    let samplers: [DifferentialSampler]
    let seed: UInt64
    var generator: SeededGenerator

    init(_ definitions: [PatternDefinition], seed: UInt64, useJIT: Bool = true) {
      self.definitions = definitions
      self.seed = seed
      generator = SeededGenerator(seed: seed)
      patterns = definitions.map {
        try? Pattern($0, limits: DifferentialTests.limits, useJIT: useJIT)
      }
      samplers = definitions.map { DifferentialSampler($0) }
    }

    /// Compares a set of `members` on `texts`, the patterns of `members` by themselves.
    mutating func compare(_ members: [Int], on texts: [[UInt8]], useJIT: Bool = true)
      -> DifferentialOracle.Counts
    {
      let set = PatternSet.compiling(
        members.map { definitions[$0] },
        limits: DifferentialTests.limits,
        useJIT: useJIT
      ).set
      var oracle = DifferentialOracle(set)
      for (number, text) in texts.enumerated() {
        let found = oracle.compare(
          on: Subject(repairing: text),
          panel: members.indices,
          listsAll: number % 4 == 0
        ) { patterns[members[$0]] }
        for disagreement in found.prefix(1) {
          let smallest = DifferentialOracle.minimized(disagreement, in: set, useJIT: useJIT)
          #expect(Bool(false), "seed \(seed), machine code \(useJIT): \(smallest)")
        }
      }
      return oracle.counts
    }

    mutating func texts(_ count: Int, of members: [Int]) -> [[UInt8]] {
      let own = members.map { samplers[$0] }
      return (0..<count).map { number in
        number % 4 == 0 && !own.isEmpty
          ? DifferentialTexts.text(
            ofOnly: own[Int.random(in: 0..<own.count, using: &generator)],
            using: &generator
          ) : DifferentialTexts.text(from: own, using: &generator)
      }
    }
  }

  @Test("The tricky patterns compile, but for those which are refused on purpose")
  func patternsCompile() {
    let bench = Bench(DifferentialPatterns.all, seed: 0)
    #expect(DifferentialPatterns.regexes.count > 80)
    let refused = zip(bench.definitions, bench.patterns).filter { $1 == nil }.map(\.0)
    #expect(refused.allSatisfy { $0.source.contains("(?R)") && $0.method != .includes })
  }

  @Test("All tricky patterns in one set", arguments: [true, false])
  func allInOne(useJIT: Bool) {
    var bench = Bench(DifferentialPatterns.all, seed: 2024, useJIT: useJIT)
    let members = Array(bench.definitions.indices)
    var texts = bench.texts(40, of: members)
    for start in stride(from: 0, to: members.count, by: 12) {
      let samplers = bench.samplers[start..<min(start + 12, members.count)]
      texts.append(DifferentialTexts.text(joining: Array(samplers), using: &bench.generator))
    }
    let counts = bench.compare(members, on: texts, useJIT: useJIT)
    #expect(counts.pairs > 100_000 && counts.hits > 10_000, "\(counts)")
    #expect(counts.undecidedInSet == 0 && counts.undecidedAlone == 0, "\(counts)")
  }

  @Test("Small sets, each on texts of its own patterns", arguments: [1, 2, 5, 30, 150])
  func smallSets(size: Int) {
    var bench = Bench(DifferentialPatterns.all, seed: UInt64(size))
    var hits = 0
    let rounds = size == 1 ? bench.definitions.count : 600 / size
    for round in 0..<rounds {
      let members =
        size == 1
        ? [round] : Array(bench.definitions.indices.shuffled(using: &bench.generator).prefix(size))
      let texts = bench.texts(size == 1 ? 8 : 12, of: members)
      hits += bench.compare(members, on: texts, useJIT: round % 4 != 0).hits
    }
    #expect(hits > 400)
  }

  @Test("One pattern many times in a set hits as often")
  func duplicates() throws {
    let sources = ["cat", #"\bkiss\b"#, "a*", "", "(?=s)|s", #"\d+ ?usd"#]
    let ones =
      sources.map { PatternDefinition($0) }
      + ["cat", "kiss", "été", ""].map {
        PatternDefinition($0, isLiteral: true, method: .includesWord)
      }
    let many = (0..<30).flatMap { _ in ones }
    let (one, set) = (try PatternSet(ones), try PatternSet(many))
    var generator = SeededGenerator(seed: 7)
    let samplers = ones.map { DifferentialSampler($0) }
    for _ in 0..<40 {
      let subject = Subject(
        repairing: DifferentialTexts.text(from: samplers, using: &generator)
      )
      for detail in MatchDetail.allCases {
        let single = one.matches(in: subject, wanting: detail).hits
        let expected = (0..<30).flatMap { copy in
          single.map {
            PatternHit(patternIndex: $0.patternIndex + copy * ones.count, range: $0.range)
          }
        }
        #expect(set.matches(in: subject, wanting: detail).hits == expected)
      }
    }
  }

  @Test(
    "Patterns that do not compile keep their index among those that do",
    arguments: [3, 40, 900]
  )
  func refused(count: Int) throws {
    let refused = [
      "a(", #"\G"#, "[", #"\C"#, "(?C1)x", "(*UTF)a", "x{2,1}", "(?<n", #"\p{No such}"#,
    ]
    let definitions = (0..<count).map { index in
      index % 3 == 1
        ? PatternDefinition(refused[index / 3 % refused.count])
        : PatternDefinition("kw\(index)", isLiteral: index % 2 == 0, method: .includesWord)
    }
    let (set, errors) = PatternSet.compiling(definitions)
    #expect(set.definitions == definitions)
    let indices = (0..<count).filter { $0 % 3 == 1 }
    #expect(errors.map(\.patternIndex) == indices)
    for error in errors {
      let index = try #require(error.patternIndex)
      do throws(PatternError) {
        _ = try Pattern(definitions[index])
        #expect(Bool(false), "\(definitions[index].source) compiles")
      } catch {
        var sameButIndex = error
        sameButIndex.patternIndex = index
        #expect(sameButIndex == errors[index / 3])
      }
    }
    let wanted = (0..<count).filter { $0 % 3 != 1 }
    let text = (0..<count).map { "kw\($0)" }.joined(separator: " ") + " a( [ x"
    let hits = set.matches(in: Subject(text), wanting: .all).hits
    #expect(hits.map(\.patternIndex) == wanted)
  }

  @Test(
    "From one pattern to thousands: every word of a list is found and no other",
    arguments: [
      1, 2, 3, 7, 8, 9, 31, 64, 65, 200, 1_000, 5_000,
    ]
  )
  func sizes(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let letters = Array("aekrstſéß9 -")
    func word() -> String {
      let length = Int.random(in: 1...9, using: &generator)
      return String(
        (0..<length).compactMap { _ in letters.randomElement(using: &generator) }
      )
    }
    let definitions = (0..<count).map { index in
      PatternDefinition(
        word(),
        isLiteral: index % 10 != 0,
        isCaseSensitive: index % 7 == 0,
        method: MatchMethod.allCases[index % 6]
      )
    }
    var bench = Bench(definitions, seed: UInt64(count), useJIT: false)
    let members = Array(definitions.indices)
    let texts = bench.texts(count > 500 ? 2 : 12, of: members)
    let counts = bench.compare(members, on: texts, useJIT: false)
    #expect(counts.pairs == texts.count * count)
  }

  // MARK: Long texts

  private static let longPatterns =
    [
      "needle", #"\bneedle\b"#, #"(?:^|\b)(?:needle.{0,9}?x)(?:\b|$)"#, "needle$", "(?<=é)needle",
      #"n[\W_]*e[\W_]*e[\W_]*d[\W_]*l[\W_]*e"#, #"(\w)\1dle"#, "^filler", "(?m)^needle",
      #"[^\w\s]{3}"#,
    ]

  @Test(
    "Long texts, searched in slices, agree with the set and the interpreter",
    arguments: [
      10_000, 33_000, 64_000,
    ]
  )
  func longTexts(byteCount: Int) throws {
    let definitions =
      Self.longPatterns.map { PatternDefinition($0) }
      + MatchMethod.allCases.map { PatternDefinition("needle", isLiteral: true, method: $0) }
    var bench = Bench(definitions, seed: UInt64(byteCount))
    let slow = try definitions.map { try Pattern($0, limits: Self.limits, useJIT: false) }
    let filler = Array("filler a é 中 ſ 1 ".utf8)
    let needles = [
      "needle", " needle ", "éNEEDLE", "n e-e_dle", "needle 12 x", "\nneedle!!!", "needlE\n",
    ]
    var texts: [[UInt8]] = []
    for _ in 0..<3 {
      var text: [UInt8] = []
      while text.count < byteCount { text += filler }
      for _ in 0..<Int.random(in: 0...3, using: &bench.generator) {
        let place = Int.random(in: 0..<text.count / filler.count, using: &bench.generator)
        text.insert(
          contentsOf: needles.randomElement(using: &bench.generator)?.utf8 ?? "".utf8,
          at: place * filler.count
        )
      }
      if texts.count == 1 { text += "needle\n".utf8 }
      if texts.count == 2 { text.insert(contentsOf: "needle ".utf8, at: 0) }
      texts.append(text)
    }
    let counts = bench.compare(Array(definitions.indices), on: texts)
    #expect(counts.undecidedInSet == 0 && counts.undecidedAlone == 0)
    for text in texts {
      let subject = Subject(repairing: text)
      for (index, definition) in definitions.enumerated() {
        #expect(
          bench.patterns[index]?.allMatches(in: subject) == slow[index].allMatches(in: subject),
          "\(definition) on \(text.count) bytes"
        )
      }
    }
    // The scalar-by-scalar search knows no slices at all.
    let literal = definitions[Self.longPatterns.count]
    let subject = Subject(repairing: texts[0])
    let found = try PatternSet([literal]).matches(in: subject, wanting: .all).hits.map(\.range)
    let text = String(decoding: texts[0], as: UTF8.self)
    #expect(found == NaiveSearch.literalMatches(literal, in: text))
  }

  @Test("A text as long as the limit is searched, one byte more is not", arguments: [1, 40, 3_000])
  func atTheLimit(count: Int) throws {
    var limits = Self.limits
    limits.maxSubjectBytes = 2_000
    let definitions = (0..<count).map {
      $0 % 2 == 0
        ? PatternDefinition("word\($0)", isLiteral: true, method: .includesWord)
        : PatternDefinition(#"\bword\#($0)\b"#)
    }
    let set = try PatternSet(definitions, limits: limits, useJIT: false)
    let full = [UInt8](repeating: UInt8(ascii: " "), count: 2_000 - 5) + Array("word0".utf8)
    #expect(set.matches(in: Subject(repairing: full)).hits.map(\.range) == [1_995..<2_000])
    let over = set.matches(in: Subject(repairing: full + [0x20]))
    #expect(over.hits.isEmpty)
    #expect(over.undecided.map(\.patternIndex) == Array(0..<count))
    #expect(over.undecided.allSatisfy { $0.reason == .subjectSize })
  }

  @Test("More matches than the limit: those before it stay, the pattern is undecided")
  func matchCount() throws {
    let limits = MatchLimits(maxMatchesPerPattern: 3)
    let definitions = [
      PatternDefinition("a", isLiteral: true), PatternDefinition("a"),
      PatternDefinition("a", isLiteral: true, method: .includesWord), PatternDefinition("b"),
      PatternDefinition("a*"), PatternDefinition("é", isLiteral: true),
    ]
    let set = try PatternSet(definitions, limits: limits)
    for text in ["a a a", "a a a a", "aaaa b", "ééé", "éééé a"] {
      let subject = Subject(text)
      let result = set.matches(in: subject, wanting: .all)
      for (index, definition) in definitions.enumerated() {
        let alone = try Pattern(definition, limits: limits).allMatches(in: subject)
        let ranges = result.hits.filter { $0.patternIndex == index }.map(\.range)
        #expect(ranges == alone.matches.map(\.range), "\(definition) on \(text)")
        #expect(
          result.undecided.first { $0.patternIndex == index }?.reason == alone.undecided,
          "\(definition) on \(text)"
        )
      }
    }
  }
}
