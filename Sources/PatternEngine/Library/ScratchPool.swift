// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lends scratch to searches, one search each.
///
/// The lock guards the stack of idle scratch and nothing else: it is held for a push or a pop,
/// never during a search.
final class ScratchPool: Sendable {
  private let captureCount: Int
  private let limits: MatchLimits
  private let idle = Mutex<[Scratch]>([])

  /// Idle scratch kept; a burst of more tasks than this frees what it made.
  private static let maxIdle = 64

  /// Creates an empty pool for patterns with at most `captureCount` groups.
  init(captureCount: Int, limits: MatchLimits) {
    self.captureCount = captureCount
    self.limits = limits
  }

  /// Runs `body` with scratch that is its alone; `nil` if there is no memory for one.
  @inline(__always)
  func withScratch<Result>(_ body: (Scratch) -> Result) -> Result? {
    let found = idle.withLock { $0.popLast() }
    guard let scratch = found ?? Scratch(captureCount: captureCount, limits: limits) else {
      return nil
    }
    defer {
      idle.withLock { if $0.count < Self.maxIdle { $0.append(scratch) } }
    }
    return body(scratch)
  }
}
