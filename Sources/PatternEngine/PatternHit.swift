// SPDX-License-Identifier: Apache-2.0

/// One match of one pattern of a set. `Sendable`.
public struct PatternHit: Sendable, Hashable {
  /// The pattern's place in the set's definitions.
  public var patternIndex: Int

  /// The value's own text, as a half-open range of the subject's bytes.
  public var range: Range<Int>

  /// Creates a hit.
  public init(patternIndex: Int, range: Range<Int>) {
    self.patternIndex = patternIndex
    self.range = range
  }
}
