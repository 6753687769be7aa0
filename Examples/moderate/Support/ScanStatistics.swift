// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Where the time of a scan went, for `--stats`. It never changes what a scan gives.
final class ScanStatistics: Sendable {
  /// What a scan does.
  enum Phase: Int, CaseIterable {
    case reading, assembling, judging, writing, campaigns, reports

    var name: String {
      switch self {
      case .reading: "read, unpack and parse"
      case .assembling: "assemble threads"
      case .judging: "judge"
      case .writing: "write verdicts, count"
      case .campaigns: "find campaigns"
      case .reports: "write reports"
      }
    }
  }

  private let isOn: Bool
  private let nanoseconds = Mutex([Int64](repeating: 0, count: Phase.allCases.count))
  private let started = ContinuousClock.now

  init(isOn: Bool) { self.isOn = isOn }

  /// The CPU time of this thread, in nanoseconds; 0 when nobody asked.
  func start() -> Int64 { isOn ? Self.threadTime() : 0 }

  /// Adds the time since ``start()`` on the same thread.
  func add(_ phase: Phase, since start: Int64) {
    guard isOn else { return }
    let spent = Self.threadTime() - start
    nanoseconds.withLock { $0[phase.rawValue] += spent }
  }

  /// Says where the time went, on standard error.
  func say(comments: Int, bytes: Int) {
    guard isOn else { return }
    let spent = nanoseconds.withLock { $0 }
    let all = max(spent.reduce(0, +), 1)
    for phase in Phase.allCases {
      let time = spent[phase.rawValue]
      let each = comments == 0 ? 0 : time / Int64(comments)
      Terminal.say(
        """
        \(phase.name.padding(toLength: 24, withPad: " ", startingAt: 0)) \
        \(Self.seconds(time)) s  \(time * 100 / all) %  \(each) ns a comment
        """
      )
    }
    let wall = started.duration(to: .now)
    let nanoseconds =
      wall.components.seconds * 1_000_000_000 + wall.components.attoseconds / 1_000_000_000
    Terminal.say(
      """
      all: \(Self.seconds(all)) s of CPU in \(Self.seconds(nanoseconds)) s, \(comments) comments, \
      \(bytes) bytes of input, \(Self.peakKiB()) KiB of memory at most
      """
    )
  }

  private static func seconds(_ nanoseconds: Int64) -> String {
    let hundredths = (nanoseconds + 5_000_000) / 10_000_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func threadTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func peakKiB() -> Int {
    var usage = rusage()
    #if os(Linux)
      // RUSAGE_SELF is 0; the C library declares it as another type than its function takes.
      getrusage(0, &usage)
      return usage.ru_maxrss
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1024
    #endif
  }
}
