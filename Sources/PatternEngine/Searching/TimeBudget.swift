// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Nanoseconds of processor time that the thread has had.
///
/// Not the time of day: on a busy machine a search would be given up because others were at work, and
/// the same comments would not get the same verdicts. A search does not leave its thread.
enum Nanoseconds {
  static var now: Int64 {
    var time = timespec()
    // Unsafe: C writes into `time`, which lives as long as the call.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  static func of(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}

/// Time that a search may take. The clock is read only when enough work has been done since it was
/// last read: reading it costs more than searching a short text.
struct TimeBudget {
  private let duration: Int64
  /// 0 until the clock is first read.
  private var end: Int64 = 0
  private var lastReading: Int64 = 0
  private var startsSinceReading = 0

  /// Start positions tried between two readings. Each takes at most the match limit's steps: with
  /// the default 10,000 that is 10 to 20 µs of machine code in the worst case measured.
  static let startsPerReading = 2048

  /// Begins now.
  init(_ duration: Duration) { self.init(nanoseconds: Nanoseconds.of(duration)) }

  /// Begins now.
  init(nanoseconds: Int64) {
    self.init(nanosecondsWhenFirstRead: nanoseconds)
    lastReading = Nanoseconds.now
    end = lastReading + duration
  }

  /// Begins now and ends with `whole` at the latest.
  init(nanoseconds: Int64, within whole: TimeBudget) {
    self.init(nanoseconds: nanoseconds)
    if whole.end != 0 { end = min(end, whole.end) }
  }

  /// Begins when the clock is first read, for searches that mostly never read it.
  init(nanosecondsWhenFirstRead nanoseconds: Int64) { duration = nanoseconds }

  /// Counts start positions that were tried; `false` when the time is over.
  @inline(__always)
  mutating func spend(starts: Int) -> Bool {
    startsSinceReading &+= starts
    return startsSinceReading < Self.startsPerReading ? true : hasTime()
  }

  /// Reads the clock; `false` when the time is over.
  mutating func hasTime() -> Bool { readClock() != nil }

  /// Reads the clock; the nanoseconds since the last reading, or `nil` when the time is over.
  mutating func readClock() -> Int64? {
    let now = Nanoseconds.now
    let elapsed = end == 0 ? 0 : now - lastReading
    if end == 0 { end = now + duration }
    lastReading = now
    startsSinceReading = 0
    return now < end ? elapsed : nil
  }
}
