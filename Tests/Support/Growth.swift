// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Checks that ten times the input takes about ten times as long.
public enum Growth {
  /// Times `work` on `size` and ten times `size` by the thread's own time, the best of a few runs:
  /// the other tests run beside this one. The answer is the ratio, with two milliseconds allowed for
  /// the clock.
  public static func ratio(from size: Int, _ work: (Int) throws -> Void) rethrows -> Double {
    var best = Double.infinity
    var small = Duration.seconds(1_000)
    var large = Duration.seconds(1_000)
    for _ in 0..<8 {
      small = try min(small, time { try work(size) })
      large = try min(large, time { try work(size * 10) })
      best = (large - .milliseconds(2)) / max(small, .microseconds(50))
      if best < 15 { break }
    }
    return best
  }

  /// What this thread has had of the processor.
  public static var threadTime: Duration {
    var time = timespec()
    // Sound: the call fills the structure that it is given and keeps no pointer to it.
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private static func time(_ work: () throws -> Void) rethrows -> Duration {
    let start = threadTime
    try work()
    return threadTime - start
  }

  /// At least `bytes` bytes of one text over and over.
  public static func repeated(_ unit: String, bytes: Int) -> [UInt8] {
    let unit = Array(unit.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes + unit.count)
    while result.count < bytes { result += unit }
    return result
  }
}
