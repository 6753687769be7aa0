// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import TestSupport
import Testing

@Suite("Single bytes are found") struct ByteSearchTests {
  @Test("wherever they stand, and nowhere else", arguments: 1...20 as ClosedRange<UInt64>)
  func contains(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for count in 0..<70 {
      var text = (0..<count).map { _ in UInt8.random(in: 0..<255, using: &random) }
      let byte = UInt8.random(in: 0..<255, using: &random)
      #expect(ByteSearch.contains(byte, in: text) == text.contains(byte))
      #expect(!ByteSearch.contains(255, in: text))
      guard let place = text.indices.randomElement(using: &random) else { continue }
      text[place] = 255
      #expect(ByteSearch.contains(255, in: text))
    }
  }
}
