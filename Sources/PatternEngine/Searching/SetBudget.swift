// SPDX-License-Identifier: Apache-2.0

/// The time of one scan with a set, or of several that share it. The clock is first read when there is something to measure: most
/// scans never read it.
package struct SetBudget: Sendable {
  /// Nanoseconds. A duration is two words, and each conversion two long divisions: they are done once
  /// for a set, whose scans begin with copies of one budget.
  private let timePerSet: Int64
  private let timePerPattern: Int64
  /// Whether a start position takes no more steps than ``TimeBudget`` counts on.
  private let hasFewSteps: Bool
  private var whole: TimeBudget?
  private var startsSinceReading = 0

  /// Whether another search may begin.
  private(set) var hasTime = true

  /// Start positions that are searched before the clock starts: at most some 20 ms in the worst case.
  private static let unmeasuredStarts = 2048

  init(_ limits: MatchLimits) {
    timePerSet = Nanoseconds.of(limits.timePerSet)
    timePerPattern = Nanoseconds.of(limits.timePerPattern)
    hasFewSteps = limits.matchSteps <= MatchLimits.default.matchSteps
  }

  /// The time of one pattern's search in a text with so many start positions.
  @inline(__always)
  mutating func begin(starts: Int, hasMachineCode: Bool) -> TimeBudget {
    // A search of few starts never looks at the clock: a budget of its own would only cost a reading.
    if SliceWidth.coversAll(starts, hasMachineCode: hasMachineCode)
      || hasFewSteps && hasMachineCode && starts <= TimeBudget.startsPerReading
    {
      return TimeBudget(nanosecondsWhenFirstRead: timePerPattern)
    }
    return beginWithClock()
  }

  private mutating func beginWithClock() -> TimeBudget {
    let whole = self.whole ?? TimeBudget(nanoseconds: timePerSet)
    self.whole = whole
    return TimeBudget(nanoseconds: timePerPattern, within: whole)
  }

  /// Notes that a search has tried so many start positions.
  @inline(__always)
  mutating func spend(starts: Int) {
    startsSinceReading &+= starts
    if startsSinceReading >= Self.unmeasuredStarts { readClock() }
  }

  private mutating func readClock() {
    startsSinceReading = 0
    guard whole != nil else {
      whole = TimeBudget(nanoseconds: timePerSet)
      return
    }
    hasTime = whole?.hasTime() ?? true
  }
}
