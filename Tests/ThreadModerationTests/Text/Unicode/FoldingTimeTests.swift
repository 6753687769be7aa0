// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite(.serialized) struct FoldingTimeTests {
  @Test(
    "time grows with the length of hostile text and no faster",
    arguments: [
      ("zalgo, two classes", "a", "\u{316}\u{301}"), ("zalgo, one class", "a", "\u{301}"),
      ("zalgo on Cyrillic, falling classes", "ц", "\u{301}\u{316}\u{327}\u{345}\u{334}"),
      ("no starter at all", "", "\u{316}"), ("U+FDFA", "", "\u{FDFA}"), ("U+0390", "", "\u{390}"),
      ("Hangul leads", "", "\u{1100}"), ("Hangul letters", "", "\u{1100}\u{1161}\u{11A8}"),
      ("tags", "\u{1F3F4}", "\u{E0061}"), ("joiners", "", "\u{1F468}\u{200D}"),
      ("regional indicators", "", "\u{1F1E6}"), ("bidi", "", "\u{2067}"),
      ("second parts only", "", "\u{113C2}"), ("expansions and marks", "", "\u{3300}\u{3099}"),
      ("letters", "", "a"), ("expansions and letters", "", "\u{FDFA}a"),
    ]
  )
  func growth(name: String, prefix: String, unit: String) {
    let sizes = [5_000, 50_000, 500_000]
    let texts = sizes.map { Array(prefix.utf8) + Array(String(repeating: unit, count: $0).utf8) }
    var best = Array(repeating: Duration.seconds(1_000), count: sizes.count)
    // The other tests run beside this one: the processor's time, and of several runs the best. The
    // longest text leaves the caches, which the shortest does not: twice ten is still far from the
    // hundred of quadratic work.
    var isLinear = false
    for _ in 0..<8 where !isLinear {
      for (index, text) in texts.enumerated() {
        let start = Growth.threadTime
        let result = ScalarFolder.fold(text, maxOutputScalars: 1_000_000)
        best[index] = min(best[index], Growth.threadTime - start)
        #expect(result.scalars.count <= 1_000_000)
      }
      isLinear = zip(best, best.dropFirst()).allSatisfy { $1 <= $0 * 20 + .milliseconds(2) }
    }
    #expect(isLinear, "\(name): \(best)")
  }

  @Test("NFKC of the greatest expansion is linear in its output")
  func expansion() {
    let bytes = Scalars.utf8(Array(repeating: 0xFDFA, count: 10_000))
    #expect(ScalarFolder.nfkc(bytes).count == 180_000)
    let cut = ScalarFolder.fold(bytes, maxOutputScalars: 1_000)
    #expect(cut.wasCut)
    #expect(cut.scalars.count == 1_000)
    #expect(cut.scalars.capacity < 4_000)
  }
}
