// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import PatternEngine

/// Bytes in a row that texts need, beside plain loops and beside what PCRE2 finds.
@Suite("ClassWindow")
struct ClassWindowTests {
  private static func window(of source: String) -> [ByteMask]? {
    RegexParser.parse(Array(source.utf8), isCaseSensitive: true)?.rarestWindow?.classes
  }

  private static func isIn(_ text: [UInt8], _ classes: [ByteMask]) -> Bool {
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe ClassWindow(classes).isIn(start, buffer.count)
    }
  }

  @Test("A walk finds what comparing at every place finds", arguments: 0..<20 as Range<UInt64>)
  func agreement(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ab1-".utf8)
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      let classes = (0..<Int.random(in: 1...ClassWindow.maxCount / 2, using: &random)).map { _ in
        alphabet.reduce(ByteMask(low: 0, high: 0)) {
          Bool.random(using: &random) ? $0.union(ByteMask(only: $1)) : $0
        }
      }
      let naive = text.indices.contains { start in
        start + classes.count <= text.count
          && classes.indices.allSatisfy { classes[$0].contains(text[start + $0]) }
      }
      #expect(Self.isIn(text, classes) == naive, "\(classes) in \(text)")
    }
  }

  @Test(
    "The rarest row of a pattern",
    arguments: [
      (#"(?:\+?1[-. ]?)?\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b"#, "-555-1234", "5551234567"),
      (#"\b[A-Z]{4,}(?:\W+[A-Z]{2,}){3,}"#, "LOUD.", "LOU. ABC"),
      (#"(\d{2}):([0-5])(?:x|y|z)+!"#, "12:5z", "12:5!"),
      (#"(?:#\d#){3}q?"#, "#1##2#", "#1#2#"),
    ]
  )
  func rows(source: String, having: String, lacking: String) throws {
    let classes = try #require(Self.window(of: source))
    #expect(Self.isIn(Array(having.utf8), classes))
    #expect(!Self.isIn(Array(lacking.utf8), classes))
  }

  @Test(
    "No row where nothing stands beside something rare, or only branches do",
    arguments: [#"\w+\s\w+"#, #"a.*#.*b"#, #"(?:#1|#2#)?"#, #"(?:12-|ab)"#, #"(\w)\1{5,}"#]
  )
  func none(source: String) { #expect(Self.window(of: source) == nil) }

  @Test("Every ASCII text that matches has the row", arguments: 0..<60 as Range<UInt64>)
  func soundness(seed: UInt64) throws {
    var random = SeededText(seed: seed)
    let ascii = Array("aabbcksSK_1.- \n".unicodeScalars)
    for _ in 0..<200 {
      let source = random.regex()
      let isCaseSensitive = random.chance(50)
      guard let tree = RegexParser.parse(Array(source.utf8), isCaseSensitive: isCaseSensitive),
        let pattern = try? Pattern(source, isCaseSensitive: isCaseSensitive)
      else { continue }
      var search = WindowSearch()
      search.walk(tree)
      search.end()
      guard !search.best.isEmpty else { continue }
      for _ in 0..<12 {
        let text = random.text(maxScalars: 12, from: ascii)
        guard pattern.firstMatch(in: Subject(text)).match != nil else { continue }
        #expect(Self.isIn(Array(text.utf8), search.best), "\(source) in '\(text)'")
      }
    }
  }
}
