// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import TestSupport
import Testing

@testable import ThreadModeration

@Suite("TextStatistics") struct TextStatisticsTests {
  private static func text(_ random: inout Seeds) -> [UInt8] {
    let pieces = [
      "a", "B", "7", " ", "\n", "!", "?", ".", "ll", "zzz", "!!", "  ", "é", "😂", "\u{200B}", "x",
      "word", "Word", "WORD ", "12", "аб", "\u{1D400}",
    ]
    // Most have few kinds of pieces: letters alone go the short way.
    let kinds = random.int(1..<pieces.count)
    return Array((0..<random.int(0..<90)).map { _ in pieces[random.int(0..<kinds)] }.joined().utf8)
  }

  @Test("sixteen bytes at a time, or scalar by scalar", arguments: 0..<300)
  func counts(seed: Int) {
    var random = Seeds(UInt64(seed))
    let bytes = Self.text(&random)
    var slow = TextStatistics([])
    slow.read(bytes)
    let fast = TextStatistics(bytes)
    let note = "seed \(seed): \(Bodies.string(bytes))"
    #expect(
      [fast.upper, fast.lower, fast.digits, fast.spaces, fast.punctuation, fast.other]
        == [slow.upper, slow.lower, slow.digits, slow.spaces, slow.punctuation, slow.other],
      "\(note)"
    )
    #expect(
      [fast.longestRun, fast.runCharacters, fast.exclamationRuns, fast.emoji, fast.styled]
        == [slow.longestRun, slow.runCharacters, slow.exclamationRuns, slow.emoji, slow.styled],
      "\(note)"
    )
    #expect(fast.runRange == slow.runRange && fast.invisible == slow.invisible, "\(note)")
  }

  @Test("a tally says what counting one by one says", arguments: 0..<300)
  func tally(seed: Int) {
    var random = Seeds(UInt64(seed) + 1_000)
    let bytes = Self.text(&random)
    let tally = ByteTally(bytes)
    #expect(tally.upper == bytes.count { (0x41...0x5A).contains($0) })
    #expect(tally.lower == bytes.count { (0x61...0x7A).contains($0) })
    #expect(tally.digits == bytes.count { (0x30...0x39).contains($0) })
    #expect(tally.spaces == bytes.count { $0 == 0x20 || (0x09...0x0D).contains($0) })
    #expect(tally.hasHighBytes == bytes.contains { $0 >= 0x80 })
    let hasRuns = bytes.indices.dropFirst().contains { index in
      bytes[index] == bytes[index - 1]
        && ("!?".utf8.contains(bytes[index]) || index > 1 && bytes[index - 2] == bytes[index])
    }
    #expect(tally.hasRuns == hasRuns, "seed \(seed): \(Bodies.string(bytes))")
  }
}
