// SPDX-License-Identifier: Apache-2.0

import ModerationReports
import Testing

@Suite("Halves of labelled sets") struct LabelledHalfTests {
  @Test("near copies and members of one group fall on one side; both sides are of a size")
  func sides() {
    #expect(LabelledHalf(ofText: "Hello, World") == LabelledHalf(ofText: "hello world!!"))
    var odd = 0
    for number in 0..<2_000 {
      let half = LabelledHalf(ofText: "text \(number)")
      odd += half == .odd ? 1 : 0
      let group = LabelledHalf(ofText: "text \(number)", group: "set/\(number / 10)")
      #expect(group == LabelledHalf(ofText: "other", group: "set/\(number / 10)"))
    }
    #expect((900...1_100).contains(odd))
  }
}
