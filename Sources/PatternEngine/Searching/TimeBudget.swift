// SPDX-License-Identifier: Apache-2.0

/// Time that a search may take. The clock is read only when enough work has been done since it was
/// last read: reading it costs about as much as searching a short text.
struct TimeBudget {
  private var end: ContinuousClock.Instant
  private var lastReading: ContinuousClock.Instant
  private var startsSinceReading = 0

  /// Start positions tried between two readings. Each takes at most the match limit's steps: with
  /// the default 10,000 that is 10 to 20 µs of machine code in the worst case measured.
  private static let startsPerReading = 2048

  /// Begins now.
  init(_ duration: Duration) {
    lastReading = ContinuousClock.now
    end = lastReading.advanced(by: duration)
  }

  /// Begins now and ends with `whole` at the latest.
  init(_ duration: Duration, within whole: TimeBudget) {
    self.init(duration)
    end = min(end, whole.end)
  }

  /// Counts start positions that were tried; `false` when the time is over.
  @inline(__always)
  mutating func spend(starts: Int) -> Bool {
    startsSinceReading &+= starts
    return startsSinceReading < Self.startsPerReading ? true : hasTime()
  }

  /// Reads the clock; `false` when the time is over.
  mutating func hasTime() -> Bool { readClock() != nil }

  /// Reads the clock; the time since the last reading, or `nil` when the time is over.
  mutating func readClock() -> Duration? {
    let now = ContinuousClock.now
    defer {
      lastReading = now
      startsSinceReading = 0
    }
    return now < end ? lastReading.duration(to: now) : nil
  }
}
