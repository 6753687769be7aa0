// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lends scratch to searches, one search each.
///
/// One idle scratch waits in an atomic slot: taking it and giving it back are one exchange each,
/// which is all that a search pays while no other runs. The rest wait in a stack behind a lock, which
/// is held for a push or a pop, never during a search.
final class ScratchPool: Sendable {
  private let captureCount: Int
  private let patternCount: Int
  private let limits: MatchLimits

  /// The address of an idle scratch that this slot owns; 0 if there is none.
  private let slot = Atomic<UInt>(0)
  private let idle = Mutex<[Scratch]>([])

  /// Idle scratch kept; a burst of more tasks than this frees what it made.
  private static let maxIdle = 64

  /// Creates an empty pool for so many patterns, with at most `captureCount` groups each.
  init(captureCount: Int, patternCount: Int = 1, limits: MatchLimits) {
    self.captureCount = captureCount
    self.patternCount = patternCount
    self.limits = limits
  }

  deinit {
    _ = Self.scratch(at: slot.load(ordering: .acquiring))
  }

  /// Runs `body` with scratch that is its alone; `nil` if there is no memory for one.
  @inline(__always)
  func withScratch<Result>(_ body: (Scratch) -> Result) -> Result? {
    let address = slot.exchange(0, ordering: .acquiring)
    guard let scratch = Self.scratch(at: address) ?? otherScratch() else { return nil }
    let result = body(scratch)
    giveBack(scratch)
    return result
  }

  /// Takes over what a slot owned.
  @inline(__always)
  private static func scratch(at address: UInt) -> Scratch? {
    // Sound: an address in the slot was retained when it was put there, and whoever takes it out is
    // the only one who can have it.
    guard let pointer = unsafe UnsafeRawPointer(bitPattern: address) else { return nil }
    return unsafe Unmanaged<Scratch>.fromOpaque(pointer).takeRetainedValue()
  }

  @inline(__always)
  private func giveBack(_ scratch: Scratch) {
    let owned = unsafe Unmanaged.passRetained(scratch)
    let address = unsafe UInt(bitPattern: owned.toOpaque())
    let isStored = slot.compareExchange(
      expected: 0,
      desired: address,
      successOrdering: .releasing,
      failureOrdering: .relaxed
    ).exchanged
    if !isStored {
      // Sound: the slot did not take it.
      unsafe owned.release()
      keep(scratch)
    }
  }

  @inline(never)
  private func otherScratch() -> Scratch? {
    idle.withLock { $0.popLast() }
      ?? Scratch(captureCount: captureCount, patternCount: patternCount, limits: limits)
  }

  @inline(never)
  private func keep(_ scratch: Scratch) {
    idle.withLock { if $0.count < Self.maxIdle { $0.append(scratch) } }
  }
}
