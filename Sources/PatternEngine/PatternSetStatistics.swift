// SPDX-License-Identifier: Apache-2.0

/// How a set looks for its patterns, and what its tables take. `Sendable`.
///
/// ```swift
/// let set = try PatternSet([PatternDefinition("spam", isLiteral: true), PatternDefinition(#"\d{3}"#)])
/// set.statistics.decidedByLiterals    // 1
/// ```
public struct PatternSetStatistics: Sendable, Hashable {
  /// Definitions, those included that did not compile.
  public var patterns: Int

  /// Patterns that come down to a few texts, which are found without PCRE2.
  public var decidedByLiterals: Int

  /// Patterns for which PCRE2 is asked where a literal is found that every match has.
  public var filtered: Int

  /// Patterns without such a literal: PCRE2 is asked for every text that is long enough and has the
  /// digits, capitals or other characters that a match needs.
  public var unfiltered: Int

  /// Literals in the tables.
  public var literals: Int

  /// What the tables take, in bytes; not the code of the patterns, which is compiled when needed.
  public var tableBytes: Int
}
