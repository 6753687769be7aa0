// SPDX-License-Identifier: Apache-2.0

/// What a scan with a set found; made to be used again for the next text.
///
/// A pattern without a hit and without an entry in `undecided` does not match. `Sendable`; each task
/// has its own.
public struct PatternSetResult: Sendable, Hashable {
  /// The matches, sorted by pattern index and then by position.
  public internal(set) var hits: [PatternHit] = []

  /// The patterns that reached a limit, sorted by pattern index; each at most once.
  public internal(set) var undecided: [UndecidedPattern] = []

  /// Creates an empty result.
  public init() {}

  /// Empties the result and keeps its memory.
  public mutating func removeAll() {
    // Most results are empty, and emptying them again would cost a tenth of a scan.
    if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    if !undecided.isEmpty { undecided.removeAll(keepingCapacity: true) }
  }
}
