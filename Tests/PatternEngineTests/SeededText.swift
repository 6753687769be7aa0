// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Random texts and patterns that can be had again from their seed.
struct SeededText {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Few letters, so that texts and patterns meet often; the two that fold to ASCII among them.
  static let common = Array("aabbcks SK_1.-éÉßſ\u{212A}中😀\n".unicodeScalars)

  /// Whatever means something in a regular expression.
  static let special =
    Array(#"\QE^$.[]|()?*+{}-#,:=!<>&'"/ aZ0_é😀"#.unicodeScalars) + ["\u{0}", "\n"]

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

  mutating func text(maxScalars: Int, from alphabet: [Unicode.Scalar] = common) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<number(below: maxScalars + 1) {
      text.append(alphabet[number(below: alphabet.count)])
    }
    return String(text)
  }

  mutating func bytes(maxCount: Int) -> [UInt8] {
    let interesting: [UInt8] = [
      0x41, 0x61, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xC5, 0xDF, 0xE0, 0xA0, 0xED, 0x9F, 0xE2, 0x84,
      0xF0, 0x90, 0xF4, 0x8F, 0xF5, 0xFF, 0x00,
    ]
    return (0..<number(below: maxCount + 1)).map { _ in
      interesting[number(below: interesting.count)]
    }
  }

  /// A regular expression that compiles more often than not.
  mutating func regex(depth: Int = 3) -> String {
    let atoms = [
      "a", "b", "c", "k", "s", "S", ".", #"\w"#, #"\W"#, #"\d"#, #"\s"#, "[abk]", "[^a]", #"\b"#,
      "^", "$", "é", "ß", "中", "(?=a)", "(?<=b)", "(?!s)", #"\1"#, "(?i)", "(?-i)", #"\R"#, "1",
      "_",
    ]
    var result = ""
    for _ in 0...number(below: 3) {
      if depth > 0, chance(35) {
        let inner = regex(depth: depth - 1)
        result += ["(", "(?:", "(?>", "(?=", "(?!"][number(below: 5)] + inner + ")"
      } else {
        result += atoms[number(below: atoms.count)]
      }
      if chance(35) { result += ["*", "+", "?", "{2}", "{0,3}", "*?", "++"][number(below: 7)] }
      if chance(12) { result += "|" }
    }
    return result
  }
}
