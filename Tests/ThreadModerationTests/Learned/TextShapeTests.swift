// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("The shape of a text") struct TextShapeTests {
  private static func shape(_ text: String) -> [TextShape.Place] {
    let bytes = Array(text.utf8)
    let words = WordSpan.words(in: bytes)
    let hits = Lexicon.shared.hits(in: bytes, words: words)
    return TextShape(of: bytes, words: words, hits: hits, limit: bytes.count).places
  }

  private static func features(_ text: String) -> TextFeatures {
    let bytes = Array(text.utf8)
    let words = WordSpan.words(in: bytes)
    let hits = Lexicon.shared.hits(in: bytes, words: words)
    return TextFeatures(bytes, words: words, hits: hits, keepsPlaces: true)
  }

  @Test("groups, and words that are nothing special, are alike; function words and marks are not")
  func alike() {
    let one = Self.shape("the germans painted a bridge.").map(\.token)
    #expect(one == Self.shape("the italians mended a kettle.").map(\.token))
    #expect(one != Self.shape("all germans painted a bridge.").map(\.token))
    #expect(one != Self.shape("the germans painted a bridge!").map(\.token))
    #expect(one.first == TextShape.beginning && one.last == TextShape.end)
    #expect(Self.shape("").map(\.token) == [TextShape.beginning, TextShape.end])
  }

  @Test("a run of one mark is one token, every emoji is one")
  func marks() {
    #expect(Self.shape("bridge!!!").map(\.token) == Self.shape("kettle!").map(\.token))
    #expect(Self.shape("bridge 😀😀").filter { $0.token == TextShape.emoji }.count == 2)
  }

  @Test("runs are those of a naive reading", arguments: 0..<30 as Range<UInt64>)
  func runs(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "you", "are", "such", "a", "bridge", "germans", "not", "!", "?", ".", "😀", "kettle", "idiot",
      "please", "\"", "é",
    ]
    let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      parts.randomElement(using: &generator) ?? ""
    }.joined(separator: " ")
    let tokens = Self.shape(text).map(\.token)
    var expected: [[UInt64]] = []
    for length in 1...4 {
      for start in tokens.indices where start + length <= tokens.count {
        let run = Array(tokens[start..<start + length])
        if run.contains(where: { $0 != TextShape.someWord }) { expected.append(run) }
      }
    }
    let found = Self.features(text)
    #expect(found.shapes.count == expected.count, "\(text)")
    // Equal runs have equal buckets, and (but for a collision in 65,536) others have others.
    #expect(Set(found.shapes).count <= Set(expected).count)
    #expect(Set(found.shapes).count >= Set(expected).count - 2, "\(text)")
    #expect(found.runs.map(\.bucket) == found.shapes)
    let bytes = Array(text.utf8)
    for run in found.runs {
      #expect(Bodies.isBoundary(run.range.lowerBound, in: bytes))
      #expect(Bodies.isBoundary(run.range.upperBound, in: bytes))
    }
  }
}
