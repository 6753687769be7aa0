// SPDX-License-Identifier: Apache-2.0

/// What a search for a pattern's first match came to. `Sendable`.
///
/// A search that was cut off is a result of its own: whoever treats it as "no match" lets through
/// the very texts that were built to cut it off.
public enum MatchOutcome: Sendable, Hashable {
  /// The pattern matches here.
  case matched(PatternMatch)

  /// The pattern matches nowhere in the text.
  case notMatched

  /// A limit was reached first.
  case undecided(UndecidedReason)
}

extension MatchOutcome {
  /// The match, if there is one.
  public var match: PatternMatch? {
    if case .matched(let match) = self { match } else { nil }
  }

  /// The limit that was reached, if one was.
  public var undecidedReason: UndecidedReason? {
    if case .undecided(let reason) = self { reason } else { nil }
  }
}
