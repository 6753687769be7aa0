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
    // Sound: as in `withScratch`.
    if let pointer = unsafe UnsafeRawPointer(bitPattern: slot.load(ordering: .acquiring)) {
      unsafe Unmanaged<Scratch>.fromOpaque(pointer).release()
    }
  }

  /// Runs `body` with scratch that is its alone; `nil` if there is no memory for one.
  @inline(__always)
  func withScratch<Result>(_ body: (Scratch) -> Result) -> Result? {
    let address = slot.exchange(0, ordering: .acquiring)
    let owned: Unmanaged<Scratch>
    if let pointer = unsafe UnsafeRawPointer(bitPattern: address) {
      // Sound: an address in the slot was retained when it was put there, and whoever takes it out is
      // the only one who can have it.
      unsafe owned = Unmanaged.fromOpaque(pointer)
    } else {
      guard let scratch = otherScratch() else { return nil }
      unsafe owned = Unmanaged.passRetained(scratch)
    }
    // Sound: `owned` keeps it until it is given back. Counting it here would cost as much as folding
    // a short text.
    let result = unsafe owned._withUnsafeGuaranteedRef { body($0) }
    unsafe giveBack(owned)
    return result
  }

  @inline(__always)
  private func giveBack(_ owned: Unmanaged<Scratch>) {
    let address = unsafe UInt(bitPattern: owned.toOpaque())
    let isStored = slot.compareExchange(
      expected: 0,
      desired: address,
      successOrdering: .releasing,
      failureOrdering: .relaxed
    ).exchanged
    // Sound: the slot did not take it.
    if !isStored { keep(unsafe owned.takeRetainedValue()) }
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
