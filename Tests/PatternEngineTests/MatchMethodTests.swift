// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@Suite("Match methods")
struct MatchMethodTests {
  @Test("The case file gives the same ranges with a pattern, a set, the interpreter and an oracle")
  func caseFile() throws {
    let cases = try PatternCase.all()
    #expect(cases.count > 70)
    for test in cases {
      let subject = Subject(test.subject)
      for useJIT in [true, false] {
        let pattern = try Pattern(test.definition, useJIT: useJIT)
        let all = pattern.allMatches(in: subject)
        #expect(all.matches.map(\.range) == test.expected, "\(test)")
        #expect(all.undecided == nil, "\(test)")
        #expect(pattern.firstMatch(in: subject).match?.range == test.expected.first, "\(test)")
      }
      let set = try PatternSet([test.definition])
      let result = set.matches(in: subject, wanting: .all)
      #expect(result.hits.map(\.range) == test.expected, "\(test)")
      #expect(result.undecided.isEmpty, "\(test)")
      if test.definition.isLiteral {
        let naive = NaiveSearch.literalMatches(test.definition, in: test.subject)
        #expect(naive == test.expected, "\(test)")
      } else if !test.needsPCRE2 {
        let naive = try NaiveSearch.regexMatches(test.definition, in: test.subject)
        #expect(naive == test.expected, "\(test)")
      }
    }
  }

  @Test("All cases of the file in one set answer as they do one by one")
  func oneSet() throws {
    let cases = try PatternCase.all()
    let set = try PatternSet(cases.map(\.definition))
    let patterns = try cases.map { try Pattern($0.definition) }
    for test in cases {
      let subject = Subject(test.subject)
      var expected: [PatternHit] = []
      for (index, pattern) in patterns.enumerated() {
        expected += pattern.allMatches(in: subject).matches.map {
          PatternHit(patternIndex: index, range: $0.range)
        }
      }
      #expect(set.matches(in: subject, wanting: .all).hits == expected, "\(test)")
    }
  }

  @Test("A literal beside a word character or punctuation keeps the long form's boundary rule")
  func literalShortForm() throws {
    let values = ["c++", "cat", ".net", "+", "_", "é", "!é", "9", "a b", " a "]
    let neighbors = ["", "a", "_", "9", " ", "+", "é", "\n", "—", "ſ"]
    for value in values {
      let literal = try Pattern(
        PatternDefinition(value, isLiteral: true, method: .includesWord)
      )
      let quoted = try Pattern(#"\Q\#(value)\E"#, method: .includesWord)
      for before in neighbors {
        for after in neighbors {
          let subject = Subject(before + value + after)
          #expect(
            literal.allMatches(in: subject) == quoted.allMatches(in: subject),
            "\(value) in \((before + value + after).debugDescription)"
          )
        }
      }
    }
  }

  @Test(
    "Groups keep the author's numbers and names in every method",
    arguments: MatchMethod.allCases
  )
  func captures(method: MatchMethod) throws {
    let pattern = try Pattern(#"(a)(?<second>b)?(c)\1"#, method: method)
    #expect(pattern.captureCount == 3)
    #expect(pattern.captureNames == ["second": 2])
    let match = try #require(pattern.firstMatch(in: Subject("aca")).match)
    #expect(match.range == 0..<3)
    #expect(match.captures == [0..<1, nil, 1..<2])
  }
}
