// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PatternEngine

@Suite("TextModel")
struct TextModelTests {
  private func bits(_ text: String) -> Float { TextModel.bits(Array(text.utf8)) }

  @Test("The tables unpack to their size")
  func size() {
    let kinds = TextModel.kindCount
    #expect(kinds == 39)
    #expect(TextModel.costs.kinds.count == 256 && TextModel.costs.member.count == 256)
    #expect(TextModel.costs.chain.count == kinds + kinds * kinds + kinds * kinds * kinds)
    #expect(Set(TextModel.costs.kinds) == Set(0..<kinds))
  }

  @Test("What is likely adds up to about 1, after any two bytes")
  func sums() {
    // Rounded to a quarter of a bit, each may be 9 % off; what is very rare is cut off at 19.5.
    func sum(after prefix: [UInt8]) -> Float {
      (0...255 as ClosedRange<UInt8>).reduce(0) { sum, byte in
        sum + exp2(TextModel.bits(prefix) - TextModel.bits(prefix + [byte]))
      }
    }
    let samples = Array("etaz 1.\n'?é中".utf8)
    for first in samples {
      #expect((0.85...1.15).contains(sum(after: [])))
      #expect((0.85...1.15).contains(sum(after: [first])))
      for second in samples { #expect((0.85...1.15).contains(sum(after: [first, second]))) }
    }
  }

  private func exp2(_ value: Float) -> Float {
    var (result, whole) = (1 as Float, value)
    while whole <= -1 { (result, whole) = (result / 2, whole + 1) }
    // The rest is a multiple of a quarter.
    return result * [1, 0.840_896, 0.707_107, 0.594_604][Int(-whole * 4)]
  }

  @Test("Longer is rarer, each time the same, and by the buffer as by the array")
  func monotone() {
    var random = SeededText(seed: 0x7E87)
    for _ in 0..<5_000 {
      let text =
        random.chance(50)
        ? random.bytes(maxCount: 24) : Array(random.text(maxScalars: 12).utf8)
      var last: Float = 0
      for count in 0...text.count {
        let prefix = Array(text.prefix(count))
        let bits = TextModel.bits(prefix)
        if bits < last { Issue.record("\(prefix): \(bits) after \(last)") }
        #expect(bits == prefix.withUnsafeBufferPointer { TextModel.bits($0) })
        last = bits
      }
    }
    #expect(TextModel.bits([]) == 0)
  }

  @Test(
    "What is common has fewer bits",
    arguments: [
      ("the ", "xylq"), ("the ", "thex"), ("e", "q"), (" ", "e"), ("ing ", "gnix"),
      (" and ", "vjag"),
      ("you", "yuo"), ("http", "hxtp"), ("t ", "tq"), ("1", "é"), ("é", "\u{1}"), ("qu", "qz"),
      (". ", "~^"), ("comm", "cialis"), ("’", "\u{1F47D}\u{1F47D}"), ("a", "A"),
    ]
  )
  func order(common: String, rare: String) {
    #expect(bits(common) < bits(rare), "\(bits(common)) \(bits(rare))")
  }

  @Test("The order of magnitude is that of English")
  func magnitude() {
    #expect((2...3.5).contains(bits(" ")))
    #expect((3...4.5).contains(bits("e")))
    #expect((6...9).contains(bits("the ")))
    #expect(bits("xylq") > 20)
    #expect(bits("the ") + 13 < bits("xylq"))
  }
}
