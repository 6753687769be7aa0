// SPDX-License-Identifier: Apache-2.0

/// Where a pattern matched. `Sendable`.
public struct PatternMatch: Sendable, Hashable {
  /// The value's own text, as a half-open range of the subject's bytes.
  ///
  /// What a method looked at around the value is not part of it.
  public var range: Range<Int>

  /// What the author's groups captured, in bytes; group 1 is first. `nil`: took no part.
  public var captures: [Range<Int>?]

  /// Creates a match.
  public init(range: Range<Int>, captures: [Range<Int>?] = []) {
    self.range = range
    self.captures = captures
  }
}
