// SPDX-License-Identifier: Apache-2.0

/// A pattern of a set whose search reached a limit. `Sendable`.
///
/// It may have hits as well: those found before the limit.
public struct UndecidedPattern: Sendable, Hashable {
  /// The pattern's place in the set's definitions.
  public var patternIndex: Int

  /// The limit that was reached.
  public var reason: UndecidedReason

  /// Creates an entry.
  public init(patternIndex: Int, reason: UndecidedReason) {
    self.patternIndex = patternIndex
    self.reason = reason
  }
}
