// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import TestSupport
import Testing

@Suite("Subject")
struct SubjectTests {
  @Test("Well-formed text is taken as it is")
  func wellFormed() {
    let texts = [
      "", "plain", "é€𝄞", "\u{0}", "\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}",
    ]
    for text in texts {
      let subject = Subject(repairing: Array(text.utf8))
      #expect(subject.bytes == Array(text.utf8) && !subject.wasRepaired)
      #expect(Subject(text).bytes == Array(text.utf8))
    }
  }

  @Test(
    "Each ill-formed byte becomes one SUBSTITUTE",
    arguments: [
      ([0x61, 0xFF, 0x62], [0x61, 0x1A, 0x62]),
      ([0x80], [0x1A]),
      ([0xC3], [0x1A]),
      ([0xC0, 0xAF], [0x1A, 0x1A]),
      ([0xE2, 0x82, 0x41], [0x1A, 0x1A, 0x41]),
      ([0xED, 0xA0, 0x80], [0x1A, 0x1A, 0x1A]),
      ([0xE0, 0x9F, 0xBF], [0x1A, 0x1A, 0x1A]),
      ([0xF0, 0x8F, 0xBF, 0xBF], [0x1A, 0x1A, 0x1A, 0x1A]),
      ([0xF4, 0x90, 0x80, 0x80], [0x1A, 0x1A, 0x1A, 0x1A]),
      ([0xF0, 0x9F, 0x98, 0xC3, 0xA9], [0x1A, 0x1A, 0x1A, 0xC3, 0xA9]),
    ] as [([UInt8], [UInt8])]
  )
  func illFormed(bytes: [UInt8], expected: [UInt8]) {
    let subject = Subject(repairing: bytes)
    #expect(subject.bytes == expected)
    #expect(subject.wasRepaired)
  }

  @Test("Random bytes come out well-formed, as long as before, and unchanged where they were right")
  func randomBytes() {
    let seed: UInt64 = 7
    var generator = SeededText(seed: seed)
    for _ in 0..<20_000 {
      let bytes = generator.bytes(maxCount: 12)
      let subject = Subject(repairing: bytes)
      #expect(subject.bytes.count == bytes.count)
      #expect(String(validating: subject.bytes, as: UTF8.self) != nil, "seed \(seed): \(bytes)")
      #expect(subject.wasRepaired == (String(validating: bytes, as: UTF8.self) == nil))
      #expect(zip(bytes, subject.bytes).allSatisfy { $0 == $1 || $1 == 0x1A })
    }
  }

  @Test(
    "Searching repaired bytes stays inside them and finds what is there",
    arguments: [true, false]
  )
  func searchRepaired(useJIT: Bool) throws {
    let seed: UInt64 = 8
    var generator = SeededText(seed: seed)
    let patterns = try ["a", #"\W"#, ".+", "[^a]$", #"(?<=A)."#, #"\w*\b"#, "é|ſ", #"(.)\1"#].map {
      try Pattern($0, useJIT: useJIT)
    }
    for _ in 0..<1_000 {
      let subject = Subject(repairing: generator.bytes(maxCount: 40))
      for pattern in patterns {
        let all = pattern.allMatches(in: subject)
        #expect(all.undecided == nil)
        for match in all.matches { #expect(match.range.upperBound <= subject.bytes.count) }
      }
    }
    let offset = try Pattern("spam", useJIT: useJIT).firstMatch(
      in: Subject(repairing: [0xFF, 0xC3] + Array("spam".utf8) + [0xE2])
    )
    #expect(offset.match?.range == 2..<6)
  }
}
