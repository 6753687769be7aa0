// SPDX-License-Identifier: Apache-2.0

/// The limit that a search reached before it could say "match" or "no match".
///
/// The raw values appear in reports and stored data: one is never given a new meaning. `Sendable`.
public enum UndecidedReason: String, Sendable, Hashable, CaseIterable {
  /// One start position took more than ``MatchLimits/matchSteps``.
  case matchLimit = "match-limit"

  /// The interpreter nested deeper than ``MatchLimits/depth``.
  case depthLimit = "depth-limit"

  /// The interpreter needed more memory than ``MatchLimits/heapKibibytes``, or there was none.
  case heapLimit = "heap-limit"

  /// Machine code ran out of its 1 MiB stack, and the interpreter then reached a limit as well.
  case stackLimit = "stack-limit"

  /// The text is longer than ``MatchLimits/maxSubjectBytes``, or longer than 8 KiB for a pattern
  /// with `(*COMMIT)` or `(*SKIP)`, which cannot be searched in slices.
  case subjectSize = "subject-size"

  /// ``MatchLimits/timePerPattern`` or ``MatchLimits/timePerSet`` was used up.
  case timeLimit = "time-limit"

  /// There are more matches than ``MatchLimits/maxMatchesPerPattern``.
  case matchCount = "match-count"

  /// The C library gave up for another reason, such as a recursion that loops.
  case libraryError = "library-error"
}
