// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("WordSpan") struct WordSpanTests {
  private func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return WordSpan.words(in: bytes).map {
      ($0.startsSentence ? "^" : "") + Bodies.string(bytes[$0.range])
    }
  }

  @Test("letters, digits, underscores and inner apostrophes are words")
  func words() {
    #expect(words("don't 'quote' a_b 42nd") == ["^don't", "quote", "a_b", "42nd"])
    #expect(words("rock'") == ["^rock"])
    #expect(words("") == [])
    #expect(words(" .,- ") == [])
  }

  @Test("a stop, a mark or a line feed begins a sentence; a comma does not")
  func sentences() {
    #expect(words("a, b. c! d? e\nf") == ["^a", "b", "^c", "^d", "^e", "^f"])
  }

  @Test("letters of other scripts are words, symbols and emoji are not")
  func scripts() {
    #expect(words("привет мир 😀 x“y”z") == ["^привет", "мир", "x", "y", "z"])
    #expect(words("中文。字") == ["^中文", "字"])
    #expect(words("«a» § b · c × d") == ["^a", "b", "c", "d"])
  }

  @Test("words are those of the plain version, scalar by scalar", arguments: 0..<60)
  func naive(seed: Int) {
    var random = Seeds(UInt64(seed) + 77)
    let pieces = ["a", "Bc", "'", "é", "。", "中", "😀", ".", " ", "_", "7", "\n", "-", "“", "×"]
    let bytes = Array((0..<60).map { _ in random.pick(pieces) }.joined().utf8)
    var expected: [WordSpan] = []
    var (index, start, startsSentence) = (0, -1, true)
    while index <= bytes.count {
      let width = index < bytes.count ? WordSpan.wordWidth(bytes, index) : 0
      let isInner =
        start >= 0 && index + 1 < bytes.count && bytes[index] == UInt8(ascii: "'")
        && WordSpan.wordWidth(bytes, index + 1) > 0
      if width > 0 || isInner {
        if start < 0 { start = index }
        index += max(width, 1)
        continue
      }
      if start >= 0 {
        expected.append(
          WordSpan(start: Int32(start), end: Int32(index), startsSentence: startsSentence)
        )
        (start, startsSentence) = (-1, false)
      }
      guard index < bytes.count else { break }
      if [0x0A, 0x2E, 0x21, 0x3F].contains(bytes[index]) { startsSentence = true }
      index += UTF8Bytes.width(leading: bytes[index])
    }
    let words = WordSpan.words(in: bytes)
    #expect(words == expected, "seed \(seed)")
    #expect(
      WordSpan.hashes(of: words, in: bytes) == words.map { StableHash.of(bytes[$0.range]) },
      "seed \(seed)"
    )
  }

  @Test("spans lie between scalars, in order, apart from each other", arguments: 0..<60)
  func boundaries(seed: Int) {
    var random = Seeds(UInt64(seed))
    let pieces = ["a", "'", "é", "。", "中", "😀", ".", " ", "\u{301}", "_", "\u{FFFD}", "\u{10FFFF}"]
    let bytes = Array((0..<40).map { _ in random.pick(pieces) }.joined().utf8)
    var end = 0
    for word in WordSpan.words(in: bytes) {
      #expect(word.range.lowerBound >= end && !word.range.isEmpty)
      #expect(Bodies.isBoundary(word.range.lowerBound, in: bytes))
      #expect(Bodies.isBoundary(word.range.upperBound, in: bytes))
      end = word.range.upperBound
    }
    #expect(end <= bytes.count)
  }
}
