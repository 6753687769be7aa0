// SPDX-License-Identifier: Apache-2.0

/// All matches of one pattern in one text, from left to right, none overlapping. `Sendable`.
public struct PatternMatches: Sendable, Hashable {
  /// The matches that were found.
  public var matches: [PatternMatch]

  /// Why the search ended before the end of the text, if it did. The matches found before stay.
  public var undecided: UndecidedReason?

  /// Creates a list of matches.
  public init(matches: [PatternMatch] = [], undecided: UndecidedReason? = nil) {
    self.matches = matches
    self.undecided = undecided
  }
}
