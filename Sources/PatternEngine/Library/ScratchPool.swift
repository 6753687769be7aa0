// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lends scratch to searches, one search each.
///
/// Idle scratch waits in atomic slots, and each thread looks into one of them first: taking it and
/// giving it back are one exchange each, on memory that other threads seldom touch, and the scratch is
/// the one whose memory the thread has just used. With one slot for all, two threads that search short
/// texts took turns at a lock and at each other's buffers, and needed 1.2 times the time of one. What a
/// slot does not take waits in a stack behind a lock, which is held for a push or a pop, never during a
/// search.
///
/// - Important: `@unchecked Sendable` holds because the pointer is set in `init` and freed in `deinit`, and
///   what it points to are atomics.
@safe
final class ScratchPool: @unchecked Sendable {
  /// The address of an idle scratch that the slot owns; 0 if there is none.
  private typealias Slot = Atomic<UInt>

  private static let slotBits: UInt64 = 4
  /// From one slot in use to the next, so that no two share a cache line or the line fetched with it.
  private static let slotDistance = 16
  private static let slotCount = slotDistance << Int(slotBits)

  private let captureCount: Int
  private let patternCount: Int
  private let limits: MatchLimits

  private let slots: UnsafeMutablePointer<Slot>
  private let idle = Mutex<[Scratch]>([])

  /// Idle scratch kept; a burst of more tasks than this frees what it made.
  private static let maxIdle = 64

  /// Creates an empty pool for so many patterns, with at most `captureCount` groups each.
  init(captureCount: Int, patternCount: Int = 1, limits: MatchLimits) {
    self.captureCount = captureCount
    self.patternCount = patternCount
    self.limits = limits
    unsafe slots = .allocate(capacity: Self.slotCount)
    for index in 0..<Self.slotCount { unsafe (slots + index).initialize(to: Slot(0)) }
  }

  deinit {
    for index in 0..<Self.slotCount {
      // Sound: as in `withScratch`.
      let address = unsafe slots[index].load(ordering: .acquiring)
      if let pointer = unsafe UnsafeRawPointer(bitPattern: address) {
        unsafe Unmanaged<Scratch>.fromOpaque(pointer).release()
      }
    }
    unsafe slots.deinitialize(count: Self.slotCount)
    unsafe slots.deallocate()
  }

  /// The slot that the thread looks into first; threads may share one.
  @inline(__always)
  private var ownSlot: UnsafeMutablePointer<Slot> {
    #if canImport(Darwin)
      let thread = UInt64(UInt(bitPattern: pthread_self()))
    #else
      let thread = UInt64(pthread_self())
    #endif
    // Addresses of threads differ in their middle bits. Sound: a number of `slotBits` bits.
    let number = (thread &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- Self.slotBits)
    return unsafe slots + Int(number) &* Self.slotDistance
  }

  /// Runs `body` with scratch that is its alone; `nil` if there is no memory for one.
  @inline(__always)
  func withScratch<Result>(_ body: (Scratch) -> Result) -> Result? {
    let slot = unsafe ownSlot
    let address = unsafe slot.pointee.exchange(0, ordering: .acquiring)
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
    unsafe giveBack(owned, to: slot)
    return result
  }

  @inline(__always)
  private func giveBack(_ owned: Unmanaged<Scratch>, to slot: UnsafeMutablePointer<Slot>) {
    let address = unsafe UInt(bitPattern: owned.toOpaque())
    let isStored = unsafe slot.pointee.compareExchange(
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
