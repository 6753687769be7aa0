// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import PatternEngine

/// Patterns whose literals are those of texts without some marks, and what they begin with.
@Suite("AbsentBytes")
struct AbsentBytesTests {
  private static let patterns = [
    #"\w*h(?:[\W_]|&#?\w+;)*a(?:[\W_]|&#?\w+;)*c(?:[\W_]|&#?\w+;)*k"#,
    #"(?:m(?:[^a-z]|&\w+;)*)+(?:o(?:[^a-z]|&\w+;)*)+(?:t(?:[^a-z]|&\w+;)*)+h"#,
    #"(?:%AD|%C2)?s(?:[\W_]|%AD|%C2)*e(?:[\W_]|%AD|%C2)*c(?:[\W_]|%AD|%C2)*u"#,
    #"(?:k|\\<)(?:[\W\d_]|&\w+;)*(?:i|&iexcl;)(?:[\W\d_])*n(?!(?:&|%)d)g"#,
    #"(?<=&|%)x(?:[^a-z])*y(?:&\w+;|\W)*z"#,
    #"^[sdfghjkl]{3,40}$"#, #"^(?:K|ſ)e"#, #"^(?i:é|k)\d"#, #"\A\b[a-f]+\W"#,
  ]

  private static let pieces = [
    "h", "a", "c", "k", "m", "o", "t", "s", "e", "u", "i", "n", "g", "x", "y", "z", "&", "%AD",
    "%C2", "&amp;", "&#39;", "&iexcl;", "\\<", " ", "_", "-", "1", "7", "é", "É", "ſ", "\u{212A}",
    "٣", "\u{A0}", "K", "S", "sdfg", "hack", "moth", "secu", "king", ".",
  ]

  @Test("The set finds what each pattern finds alone", arguments: 1...8 as ClosedRange<UInt64>)
  func agreement(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let definitions = Self.patterns.flatMap { source in
      [
        PatternDefinition(source, isCaseSensitive: false),
        PatternDefinition(source, isCaseSensitive: true),
      ]
    }
    let set = try PatternSet(definitions)
    let alone = try definitions.map { try Pattern($0) }
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }.joined()
      let subject = Subject(text)
      let hits = set.matches(in: subject).hits
      for (index, pattern) in alone.enumerated() {
        let own = pattern.firstMatch(in: subject).match?.range
        let found = hits.first { $0.patternIndex == index }?.range
        #expect(found == own, "\(definitions[index].source) in '\(text)', seed \(seed)")
      }
    }
  }

  @Test("With such literals PCRE2 is asked for few texts")
  func areFiltered() throws {
    let set = try PatternSet(Self.patterns.prefix(3).map { PatternDefinition($0) })
    #expect(set.statistics.unfiltered == 0)
  }

  @Test("Without a byte, branches that need it are gone")
  func trees() throws {
    let marks = ByteMask(only: UInt8(ascii: "&"))
    func rest(_ source: String) throws -> RegexNode? {
      try #require(RegexParser.parse(Array(source.utf8), isCaseSensitive: true)).without(marks)
    }
    #expect(try rest("a&") == nil)
    #expect(try rest("(?=&)a") == nil)
    #expect(try rest("a(?:&|b)c")?.marks == ByteMask(low: 0, high: 0))
    #expect(try rest("a(?:&|&&)*c")?.marks == ByteMask(low: 0, high: 0))
    #expect(try rest("[&]") == nil)
    #expect(try rest("(?!&)a") != nil)
    #expect(try rest("[^a]") != nil)
  }

  @Test("A match begins with one of the first bytes, in either case")
  func firstBytes() throws {
    func first(_ source: String, isCaseSensitive: Bool = true) throws -> [UInt8]? {
      let tree = try #require(
        RegexParser.parse(Array(source.utf8), isCaseSensitive: isCaseSensitive)
      )
      let first = tree.firstBytes
      return first.isNullable ? nil : first.bytes.members
    }
    #expect(try first("^(?:b|c)d") == Array("bc".utf8))
    #expect(try first("^x?b") == Array("bx".utf8))
    #expect(try first("b", isCaseSensitive: false) == Array("Bb".utf8))
    #expect(try first("\u{212A}", isCaseSensitive: false)?.contains(UInt8(ascii: "k")) == true)
    #expect(try first("^x?") == nil)
    #expect(try first("(?=a)b") == Array("b".utf8))
  }
}
