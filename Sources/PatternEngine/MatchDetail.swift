// SPDX-License-Identifier: Apache-2.0

/// How much a scan with a set reports of each pattern that matches. `Sendable`.
public enum MatchDetail: Sendable, Hashable, CaseIterable {
  /// Each pattern's first match only: one hit for each matching pattern. The cheaper choice.
  case first

  /// Every match of every pattern, up to ``MatchLimits/maxMatchesPerPattern``.
  case all
}
