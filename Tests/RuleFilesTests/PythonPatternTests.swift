// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import RuleFiles

@Suite("Python's spellings of regular expressions")
struct PythonPatternTests {
  private func pcre(_ source: String, flags: String = "") -> String {
    PythonPattern(source).rendering(flags: Set(flags.utf8), groupsBefore: nil).pattern
  }

  @Test(
    "What means the same stays as it is",
    arguments: [
      "cat", #"\d+\.\d{2,}"#, "[]a-z]", "[^]a]+", #"(?P<n>a)(?P=n)"#, "(?:a|b)", "(?=a)(?!b)",
      "(?<=a)(?<!b)", #"(?<=ab|[c]d|\xe9é|(?:x)y|^(?=z)zz)"#,
      "a{2}b{2,}c{2,3}", "a{b}c{}", #"[\]\\]"#, "(?i:a)", "(?#note)", "é\u{1F600}",
      #"\x41\101\0"#, "a*?b+?c??", #"\\Z"#, "",
    ]
  )
  func same(_ source: String) {
    #expect(pcre(source) == source)
    #expect(PythonPattern(source).remarks.isEmpty, "\(PythonPattern(source).remarks)")
  }

  @Test(
    "What is spelt another way",
    arguments: [
      (#"a\Z"#, #"a\z"#), (#"[\Z]"#, "[Z]"), (#"\u00e9\U0001F600"#, #"\x{00e9}\x{0001F600}"#),
      (#"a\vb[\v]"#, #"a\x0Bb[\x0B]"#), ("a{,3}", "a{0,3}"), ("(?i)a", "a"), ("a(?im)b", "ab"),
      ("(?u)(?L)a", "a"), ("(?u:a)(?iu:b)", "(?:a)(?i:b)"), (#"\ya"#, "ya"), (#"[\A]"#, "[A]"),
      (#"\ud83d\ude00"#, #"\x{1F600}"#), (#"[\uD800-\uDFFF]"#, #"[\x{10000}-\x{10FFFF}]"#),
      (#"\ud83d"#, "(?!)"), ("(?<=^.{,200})a", #"^.{0,200}?\Ka"#), (#"\u12"#, "u12"),
    ]
  )
  func changed(_ source: String, _ expected: String) {
    #expect(pcre(source) == expected)
  }

  @Test(
    "What could differ is remarked on",
    arguments: [
      (#"a\hb"#, "python-escape", 1), (#"\Qa(\E"#, "python-escape", 0),
      ("[[:alpha:]]", "posix-class", 1), ("a++b", "pcre-only", 2), ("(?>a)", "pcre-only", 0),
      ("(?<n>a)", "pcre-only", 0), ("x(?R)?", "pcre-only", 1), ("(?a)b", "ascii-flag", 0),
      (#"b\y"#, "unknown-escape", 1), (#"\ud83d"#, "surrogate-escape", 0),
      ("(*SKIP)", "pcre-only", 0), ("a(?<=b|cd)", "pcre-only", 1), (#"a\x{E9}"#, "pcre-only", 1),
      (#"(?<!\d{2}|[x-z])a"#, "pcre-only", 0), ("(?<=é|äö)a", "pcre-only", 0),
    ]
  )
  func remarks(_ source: String, _ code: String, _ offset: Int) {
    let remarks = PythonPattern(source).remarks
    #expect(remarks.map(\.code) == [code])
    #expect(remarks.first?.offset == offset)
  }

  @Test("Groups are counted, and references moved by what stands before")
  func references() {
    let pattern = PythonPattern(#"(a)(?:b)(?P<c>c)\3[\2]\\2"#)
    #expect(pattern.groupCount == 2)
    #expect(pattern.references == [3])
    #expect(
      pattern.rendering(flags: [], groupsBefore: 1).pattern == #"(a)(?:b)(?P<c>c)\g{2}[\2]\\2"#
    )
    #expect(
      PythonPattern(#"(a)\2"#).rendering(flags: [], groupsBefore: 4).pattern == "(a)(?!)"
    )
    #expect(
      PythonPattern("(a)?(?(2)b|c)").rendering(flags: [], groupsBefore: 1).pattern
        == "(a)?(?(1)b|c)"
    )
  }

  @Test("Flags stand at the start, and places lead back to the source")
  func places() {
    let rendering = PythonPattern(#"(?m)\u00e9("#).rendering(flags: [0x6D], groupsBefore: nil)
    #expect(rendering.pattern == #"(?m)\x{00e9}("#)
    #expect(rendering.sourceOffset(of: rendering.pattern.utf8.count) == 11)
    #expect(rendering.sourceOffset(of: 0) == 0)
  }

  @Test("Any bytes are read without a crash", arguments: 0..<8)
  func random(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "(", ")", "?", "[", "]", "\\", "{", "}", ",", "1", "a", "P<", "=", "u", "U", "*", "+", "|",
      ":",
      "^", "#", "é", "i", "-", "<", "Q", "E", "uD83D",
    ]
    for _ in 0..<1_000 {
      let source = (0..<Int.random(in: 0...14, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let pattern = PythonPattern(source)
      _ = pattern.rendering(flags: pattern.flags, groupsBefore: 3).pattern
      _ = PatternShape(source)
    }
  }
}
