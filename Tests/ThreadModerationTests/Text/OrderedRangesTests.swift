// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("Ranges in order")
struct OrderedRangesTests {
  @Test("the first overlap is that of the obvious search", arguments: 0..<50)
  func overlaps(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var ranges: [Range<Int>] = []
    var end = 0
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      let start = end + Int.random(in: 0..<4, using: &random)
      end = start + Int.random(in: 1..<5, using: &random)
      ranges.append(start..<end)
    }
    for start in 0..<end + 3 {
      for width in 1..<6 {
        let place = start..<start + width
        let naive = ranges.first { $0.overlaps(place) }
        #expect(ranges.firstOverlap(of: place, by: \.self) == naive, "seed \(seed), \(place)")
      }
    }
  }
}
