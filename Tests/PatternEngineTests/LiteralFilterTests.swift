// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import PatternEngine

/// What the filter must not lose, in the corners of its tables.
@Suite("LiteralFilter")
struct LiteralFilterTests {
  @Test("Whatever a character beyond ASCII folds to begins with a byte that is written out")
  func imagesBeyondASCII() {
    let known = Set(LiteralExtractor.imagesBeyondASCII.map { $0.bytes[0] })
    for scalar in FilterFoldingTests.all where scalar.value >= 0x80 {
      var bytes: [UInt8] = []
      FoldedBytes.append(FilterFolding.folded(scalar.value), to: &bytes)
      if !known.contains(bytes[0]) { Issue.record("U+\(String(scalar.value, radix: 16))") }
    }
  }

  @Test("A literal that is cut off behind the first byte of a character keeps it")
  func cutOff() {
    #expect(FoldedBytes.fold([0x4B, 0xE2]) == [0x6B, 0xE2])
    #expect(FoldedBytes.fold(Array("É".utf8) + [0xC5]) == Array("é".utf8) + [0xC5])
  }

  /// Literals of every length, at every place of a text, among others that fill the tables.
  @Test("Every literal is found at every place", arguments: [10, 300, 5_000, 20_000])
  func lengths(others: Int) throws {
    let seed: UInt64 = 7 &+ UInt64(others)
    var random = SeededText(seed: seed)
    let letters = Array("abcdefghiklmnoprstuvwy019 .-éжſ中".unicodeScalars)
    func word(_ length: Int) -> String {
      var word = ""
      while word.unicodeScalars.count < length { word += random.text(maxScalars: 4, from: letters) }
      return String(String.UnicodeScalarView(word.unicodeScalars.prefix(length)))
    }
    let lengths = Array(1...12) + [2, 2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 30]
    let wanted = lengths.map(word)
    let fill = (0..<others).map { _ in word(7) + "#" }
    let set = try PatternSet((wanted + fill).map { PatternDefinition($0, isLiteral: true) })
    for (index, literal) in wanted.enumerated() {
      for place in 0..<12 {
        let text = Subject(word(place) + literal + word(random.number(below: 9)))
        let found = set.matches(in: text).hits.contains { $0.patternIndex == index }
        #expect(found, "'\(literal)' in \(text.bytes), seed \(seed)")
      }
    }
  }

  @Test("The tables of a large set take what they say, a few bytes for each byte of its literals")
  func tableBytes() throws {
    let words = (0..<5_000).map { PatternDefinition("word number \($0)", isLiteral: true) }
    let bytes = try PatternSet(words).statistics.tableBytes
    #expect(bytes > 5_000 * 24)
    #expect(bytes < 5_000 * 300)
  }
}
