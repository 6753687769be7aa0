// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Seeded choices for random tests.
struct Seeds {
  var generator: SeededGenerator

  init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func int(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }
  mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < share
  }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[int(0..<list.count)] }
  mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
    list.shuffled(using: &generator)
  }
}
