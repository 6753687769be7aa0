// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@Suite("Pattern")
struct PatternTests {
  @Test("The example of the documentation holds")
  func documentationExample() throws {
    let pattern = try Pattern(#"(\d+) (?<unit>usd|eur)"#)
    let match = pattern.firstMatch(in: Subject("only 500 USD")).match
    #expect(match?.range == 5..<12)
    #expect(match?.captures == [5..<8, 9..<12])
    #expect(pattern.captureNames == ["unit": 2])
    #expect(pattern.definition == PatternDefinition(#"(\d+) (?<unit>usd|eur)"#))
  }

  @Test("Outcomes tell match, no match and undecided apart")
  func outcomes() throws {
    let pattern = try Pattern("b")
    #expect(pattern.firstMatch(in: Subject("abc")) == .matched(PatternMatch(range: 1..<2)))
    #expect(pattern.firstMatch(in: Subject("xyz")) == .notMatched)
    let small = try Pattern("b", limits: MatchLimits(maxSubjectBytes: 3))
    #expect(small.firstMatch(in: Subject("abcd")) == .undecided(.subjectSize))
    #expect(small.firstMatch(in: Subject("abcd")).undecidedReason == .subjectSize)
    #expect(small.allMatches(in: Subject("abcd")) == PatternMatches(undecided: .subjectSize))
  }

  @Test("A search from the middle sees what stands before it")
  func searchFrom() throws {
    let subject = Subject("cat cat")
    #expect(try Pattern("cat").firstMatch(in: subject, from: 1).match?.range == 4..<7)
    #expect(try Pattern("^cat").firstMatch(in: subject, from: 4) == .notMatched)
    #expect(try Pattern("(?<= )cat").firstMatch(in: subject, from: 4).match?.range == 4..<7)
    #expect(try Pattern("$").firstMatch(in: subject, from: 7).match?.range == 7..<7)
    #expect(try Pattern("cat").firstMatch(in: subject, from: 7) == .notMatched)
  }

  @Test("A search from inside a character begins at the next one")
  func searchFromInsideCharacter() throws {
    let subject = Subject("é€𝄞x")
    for start in 0...subject.bytes.count {
      let range = try #require(try Pattern(".|$").firstMatch(in: subject, from: start).match?.range)
      #expect([0..<2, 2..<5, 5..<9, 9..<10, 10..<10].contains(range))
      #expect(range.lowerBound >= start)
    }
  }

  @Test("Empty matches advance by whole characters, and CR LF is two of them")
  func emptyMatches() throws {
    let ranges = { (pattern: String, text: String) throws -> [Range<Int>] in
      try Pattern(pattern).allMatches(in: Subject(text)).matches.map(\.range)
    }
    #expect(try ranges("", "a𝄞b") == [0..<0, 1..<1, 5..<5, 6..<6])
    #expect(try ranges("", "\r\n") == [0..<0, 1..<1, 2..<2])
    #expect(try ranges("", "") == [0..<0])
    #expect(try ranges("a*", "baac") == [0..<0, 1..<3, 3..<3, 4..<4])
    #expect(try ranges(#"\b"#, "ab cd") == [0..<0, 2..<2, 3..<3, 5..<5])
    #expect(try ranges("(?=a)", "aa") == [0..<0, 1..<1])
    #expect(try ranges("$", "a\n") == [1..<1, 2..<2])
    #expect(try ranges(#"a|(?<=b)\Kc?"#, "abca") == [0..<1, 2..<3, 3..<4])
  }

  @Test(#"\K, even reached through a subroutine in a look-around, neither traps nor loops"#)
  func keptOut() throws {
    for source in [
      #"a\Kb"#, #"(?=(?1))(a\Kb){0}"#, #"(?:(?=(?1))a|b)(?:(aab?\K)){0}"#,
      #"(?<=(?1))b(?:(a\K)){0}"#,
      #"(?|(?=(?2)))()(ab\K){0}"#, #"\Ka*"#, #"x?\K"#, #"(?!(?1)x)a(ab?\K){0}"#,
    ] {
      for useJIT in [true, false] {
        guard let pattern = try? Pattern(source, useJIT: useJIT) else { continue }
        for text in ["", "a", "ab", "aab", "aabaab", "é", "xaxbéab"] {
          let subject = Subject(text)
          let all = pattern.allMatches(in: subject)
          #expect(all.undecided == nil)
          #expect(all.matches.count <= 2 * text.utf8.count + 2)
          for match in all.matches {
            #expect(match.range.upperBound <= subject.bytes.count)
          }
        }
      }
    }
  }

  @Test("A list of matches ends at its limit and says so")
  func matchCount() throws {
    let pattern = try Pattern("a", limits: MatchLimits(maxMatchesPerPattern: 3))
    let three = pattern.allMatches(in: Subject("aaa"))
    #expect(three.matches.count == 3 && three.undecided == nil)
    let four = pattern.allMatches(in: Subject("aaaa"))
    #expect(four.matches.count == 3 && four.undecided == .matchCount)
  }

  @Test("NUL and an empty text are texts like others")
  func nul() throws {
    #expect(try Pattern("a\u{0}b").firstMatch(in: Subject("xa\u{0}b")).match?.range == 1..<4)
    #expect(try Pattern("\u{0}+").allMatches(in: Subject("\u{0}\u{0}")).matches.count == 1)
    #expect(try Pattern("^$").firstMatch(in: Subject("")).match?.range == 0..<0)
    #expect(try Pattern("a").firstMatch(in: Subject("")) == .notMatched)
    let literal = PatternDefinition("\u{0}(", isLiteral: true)
    #expect(try Pattern(literal).firstMatch(in: Subject("a\u{0}(")).match?.range == 1..<3)
  }

  @Test("Machine code is used where there is some, and not when it is not wanted")
  func machineCode() throws {
    #expect(try Pattern("a").isCompiledToMachineCode == PatternLibrary.supportsJIT)
    #expect(try !Pattern("a", useJIT: false).isCompiledToMachineCode)
  }

  @Test("A name that (?J) lets stand twice is its first group")
  func duplicateNames() throws {
    #expect(try Pattern("(?J)(?<n>a)|(?<n>b)").captureNames == ["n": 1])
  }

  @Test("Every literal matches itself, whatever bytes it is made of")
  func literalsMatchThemselves() throws {
    let seed: UInt64 = 20_261_122
    var generator = SeededText(seed: seed)
    for _ in 0..<400 {
      let value = generator.text(maxScalars: 8, from: SeededText.special)
      if value.isEmpty { continue }
      let pattern = try Pattern(PatternDefinition(value, isLiteral: true, isCaseSensitive: true))
      let match = pattern.firstMatch(in: Subject("<" + value + ">")).match
      let expected = NaiveSearch.literalMatches(pattern.definition, in: "<" + value + ">").first
      #expect(match?.range == expected, "seed \(seed), \(value.debugDescription)")
    }
  }
}
