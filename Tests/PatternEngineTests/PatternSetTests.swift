// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@Suite("Pattern set")
struct PatternSetTests {
  @Test("The example of the documentation holds")
  func documentationExample() throws {
    let set = try PatternSet([
      PatternDefinition("free money", isLiteral: true, method: .includesWord),
      PatternDefinition(#"\d+ ?usd"#),
    ])
    #expect(
      set.matches(in: Subject("Free money, 500 USD!")).hits == [
        PatternHit(patternIndex: 0, range: 0..<10), PatternHit(patternIndex: 1, range: 12..<19),
      ]
    )
  }

  @Test("First gives one hit a pattern, all gives every one, sorted by pattern and then position")
  func detail() throws {
    let set = try PatternSet([
      PatternDefinition("b"), PatternDefinition("aba", isLiteral: true), PatternDefinition("a"),
    ])
    let subject = Subject("ababa")
    let first = set.matches(in: subject)
    #expect(first.hits.map(\.patternIndex) == [0, 1, 2])
    #expect(first.hits.map(\.range) == [1..<2, 0..<3, 0..<1])
    let all = set.matches(in: subject, wanting: .all)
    #expect(all.hits.map(\.patternIndex) == [0, 0, 1, 2, 2, 2])
    #expect(all.hits.map(\.range) == [1..<2, 3..<4, 0..<3, 0..<1, 2..<3, 4..<5])
  }

  @Test("A result is emptied before it is used again")
  func reuse() throws {
    let set = try PatternSet([PatternDefinition("spam", isLiteral: true)])
    var result = PatternSetResult()
    set.scan(Subject("spam"), into: &result)
    #expect(result.hits.count == 1)
    set.scan(Subject("ham"), into: &result)
    #expect(result == PatternSetResult())
  }

  @Test("The first definition that does not compile is named by its index")
  func firstError() {
    do throws(PatternError) {
      _ = try PatternSet([PatternDefinition("a"), PatternDefinition("b("), PatternDefinition("c(")])
      #expect(Bool(false), "must throw")
    } catch {
      #expect(error.patternIndex == 1 && error.byteOffset == 2 && error.code == .syntax)
    }
  }

  @Test("Compiling what compiles keeps indices; the rest never matches and is never undecided")
  func compiling() {
    let limits = MatchLimits(maxSubjectBytes: 10)
    let (set, errors) = PatternSet.compiling(
      [PatternDefinition("a("), PatternDefinition("a"), PatternDefinition(#"\G"#)],
      limits: limits
    )
    #expect(set.count == 3 && set.definitions.count == 3)
    #expect(errors.map(\.patternIndex) == [0, 2])
    #expect(set.matches(in: Subject("a(")).hits == [PatternHit(patternIndex: 1, range: 0..<1)])
    #expect(
      set.matches(in: Subject("a long text a(")).undecided == [
        UndecidedPattern(patternIndex: 1, reason: .subjectSize)
      ]
    )
    #expect(set.firstMatch(ofPattern: 0, in: Subject("a(")) == .notMatched)
  }

  @Test("An empty set, an empty text and an empty literal are ordinary")
  func empty() throws {
    let none = try PatternSet([])
    #expect(none.matches(in: Subject("a")) == PatternSetResult())
    let set = try PatternSet([
      PatternDefinition("", isLiteral: true), PatternDefinition("abc", isLiteral: true),
    ])
    #expect(set.matches(in: Subject("")).hits == [PatternHit(patternIndex: 0, range: 0..<0)])
    #expect(set.matches(in: Subject("ab"), wanting: .all).hits.count == 3)
  }

  @Test("One pattern's captures can be had from the set")
  func captures() throws {
    let set = try PatternSet([PatternDefinition("x"), PatternDefinition("(?<n>a)(b)?")])
    let match = set.firstMatch(ofPattern: 1, in: Subject("xa")).match
    #expect(match == PatternMatch(range: 1..<2, captures: [1..<2, nil]))
    #expect(set.captureNames(ofPattern: 1) == ["n": 1])
  }

  @Test("Too many matches of one pattern are undecided beside those listed")
  func matchCount() throws {
    let set = try PatternSet(
      [PatternDefinition("a"), PatternDefinition("b")],
      limits: MatchLimits(maxMatchesPerPattern: 2)
    )
    let result = set.matches(in: Subject("aaab"), wanting: .all)
    #expect(result.hits.map(\.patternIndex) == [0, 0, 1])
    #expect(result.undecided == [UndecidedPattern(patternIndex: 0, reason: .matchCount)])
  }

  @Test("ſ and K count as s and k, gated or not")
  func asciiEquivalents() throws {
    let set = try PatternSet(
      ["kiss", "task", "desk", "sss", "xyz"].map { PatternDefinition($0, isLiteral: true) }
    )
    let hits = set.matches(in: Subject("\u{212A}iſs tas\u{212A} deſk ſſſ")).hits
    #expect(hits.map(\.patternIndex) == [0, 1, 2, 3])
  }

  @Test("Gated literals: set, single patterns and naive search agree on random texts")
  func gateHasNoFalseNegatives() throws {
    let seed: UInt64 = 99
    var generator = SeededText(seed: seed)
    var hits = 0
    for _ in 0..<40 {
      let definitions = (0..<120).map { _ in
        PatternDefinition(
          generator.text(maxScalars: 6),
          isLiteral: true,
          isCaseSensitive: generator.chance(25),
          method: MatchMethod.allCases[generator.number(below: 6)]
        )
      }.filter { !$0.source.isEmpty }
      let set = try PatternSet(definitions)
      let patterns = try definitions.map { try Pattern($0) }
      for _ in 0..<15 {
        var text = generator.text(maxScalars: 80)
        if generator.chance(70) {
          // Texts that hold literals: some whole ones among the noise.
          for _ in 0..<3 {
            text += " " + definitions[generator.number(below: definitions.count)].source
          }
        }
        if generator.chance(40) { text = text.filter(\.isASCII) }
        let subject = Subject(text)
        let found = set.matches(in: subject, wanting: .all)
        let single = patterns.enumerated().flatMap { index, pattern in
          pattern.allMatches(in: subject).matches.map {
            PatternHit(patternIndex: index, range: $0.range)
          }
        }
        let naive = definitions.enumerated().flatMap { index, definition in
          NaiveSearch.literalMatches(definition, in: text).map {
            PatternHit(patternIndex: index, range: $0)
          }
        }
        #expect(found.hits == single, "seed \(seed): \(text.debugDescription)")
        #expect(found.hits == naive, "seed \(seed): \(text.debugDescription)")
        #expect(found.undecided.isEmpty)
        var firsts: [PatternHit] = []
        for hit in found.hits where hit.patternIndex != firsts.last?.patternIndex {
          firsts.append(hit)
        }
        #expect(set.matches(in: subject).hits == firsts)
        hits += found.hits.count
      }
    }
    #expect(hits > 5_000)
  }

  @Test("Regular expressions: the bytes they need hide no match from the set")
  func regexesAgree() throws {
    let seed: UInt64 = 100
    var generator = SeededText(seed: seed)
    for _ in 0..<30 {
      let candidates = (0..<60).map { _ in
        PatternDefinition(generator.regex(), isCaseSensitive: generator.chance(30))
      }
      let definitions = candidates.filter { (try? Pattern($0)) != nil }
      let set = try PatternSet(definitions)
      let patterns = try definitions.map { try Pattern($0) }
      for _ in 0..<10 {
        let text = generator.text(maxScalars: 40)
        let found = set.matches(in: Subject(text))
        for (index, pattern) in patterns.enumerated() {
          let outcome = pattern.firstMatch(in: Subject(text))
          let hit = found.hits.first { $0.patternIndex == index }
          #expect(
            hit?.range == outcome.match?.range,
            "seed \(seed): \(definitions[index].source) on \(text.debugDescription)"
          )
        }
      }
    }
  }

  @Test("Thousands of literals compile and are found")
  func manyLiterals() throws {
    let definitions = (0..<5_000).map {
      PatternDefinition("word\($0)x", isLiteral: true, method: .includesWord)
    }
    let set = try PatternSet(definitions, useJIT: false)
    let hits = set.matches(in: Subject("see WORD17x and word4999X, not word17xy")).hits
    #expect(hits.map(\.patternIndex) == [17, 4_999])
  }

  @Test("The statistics tell how each pattern is looked for")
  func statistics() throws {
    let set = try PatternSet([
      PatternDefinition("spam", isLiteral: true),
      PatternDefinition(#"https?://\S+"#),
      PatternDefinition(#"\d{3}.\d{4}"#),
    ])
    #expect(set.statistics.patterns == 3)
    #expect(set.statistics.decidedByLiterals == 1)
    #expect(set.statistics.filtered + set.statistics.unfiltered == 2)
    #expect(set.statistics.filtered >= 1)
    #expect(set.statistics.literals >= 3)
    #expect(set.statistics.tableBytes > 0)
  }

  @Test("Code made beforehand finds what code made when needed finds", arguments: [true, false])
  func compiledBeforehand(useJIT: Bool) throws {
    let definitions = [#"fre+ money"#, #"\bk\W?y\b"#, "caf\u{E9}s?"].map { PatternDefinition($0) }
    let early = try PatternSet(definitions, useJIT: useJIT)
    early.compileNow()
    let late = try PatternSet(definitions, useJIT: useJIT)
    for text in ["freee money, k.y", "CAF\u{C9}S and k\u{2019}y", "nothing"] {
      #expect(early.matches(in: Subject(text)) == late.matches(in: Subject(text)))
    }
    #expect(early.matches(in: Subject("freee money, k.y")).hits.map(\.patternIndex) == [0, 1])
  }
}
