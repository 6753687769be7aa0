// SPDX-License-Identifier: Apache-2.0

import PatternEngine
import Testing

@Suite("Match limits")
struct MatchLimitsTests {
  @Test("Defaults are those documented")
  func defaults() {
    let limits = MatchLimits.default
    #expect(limits == MatchLimits())
    #expect(limits.matchSteps == 10_000 && limits.depth == 100_000)
    #expect(limits.heapKibibytes == 65_536 && limits.maxSubjectBytes == 1_048_576)
    #expect(limits.maxPatternBytes == 16_384 && limits.maxMatchesPerPattern == 1_000)
    #expect(limits.timePerPattern == .milliseconds(50) && limits.timePerSet == .milliseconds(250))
  }

  @Test("No value leaves its bounds, neither at creation nor later")
  func bounds() {
    var limits = MatchLimits(
      matchSteps: .max,
      depth: .max,
      heapKibibytes: .max,
      maxSubjectBytes: .max,
      maxPatternBytes: .max,
      timePerPattern: .seconds(1 << 40),
      timePerSet: .seconds(1 << 40),
      maxMatchesPerPattern: .max
    )
    #expect(limits == .ceiling)
    limits.matchSteps = -1
    limits.maxSubjectBytes = 0
    limits.timePerSet = .seconds(-1)
    #expect(limits.matchSteps == 1 && limits.maxSubjectBytes == 1 && limits.timePerSet == .zero)
    limits.depth = .max
    #expect(limits.depth == MatchLimits.ceiling.depth)
  }

  @Test("Reasons keep the words that reports store")
  func reasons() {
    #expect(
      UndecidedReason.allCases.map(\.rawValue) == [
        "match-limit", "depth-limit", "heap-limit", "stack-limit", "subject-size", "time-limit",
        "match-count", "library-error",
      ]
    )
  }
}
