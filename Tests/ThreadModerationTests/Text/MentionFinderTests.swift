// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("MentionFinder") struct MentionFinderTests {
  private func mentions(_ body: String, _ format: BodyFormat = .text) -> [String] {
    Bodies.views(body, format).mentions.map { Bodies.string(Array(body.utf8)[$0]) }
  }

  @Test("names behind @, u/ and /u/ are mentions")
  func found() {
    #expect(mentions("@ada and u/bob-b, /u/cy_1 (@dan)") == ["@ada", "u/bob-b", "u/cy_1", "@dan"])
    #expect(mentions("<b>@ada</b>", .html) == ["@ada"])
  }

  @Test(
    "mail addresses, paths and numbers are not",
    arguments: [
      "joe@example.com", "you/me", "https://example.com/u/ada", "@ 5", "@5", "@a", "u/", "@",
      "> @ada\n", "as in `@ada` above", "@" + String(repeating: "a", count: 65),
    ]
  )
  func notFound(body: String) {
    #expect(mentions(body).isEmpty)
  }

  @Test("at most a thousand are kept, in linear time")
  func capped() {
    #expect(mentions(String(repeating: "@ada ", count: 1_200)).count == 1_000)
    let ratio = Growth.ratio(from: 20_000) { size in
      let text = MappedText(copyOf: Growth.repeated("@u/", bytes: size))
      #expect(MentionFinder.mentions(in: text).isEmpty)
    }
    #expect(ratio < 20)
  }
}
