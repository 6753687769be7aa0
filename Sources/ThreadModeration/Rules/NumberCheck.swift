// SPDX-License-Identifier: Apache-2.0

/// Compares a number of a comment with a limit.
public struct NumberCheck: Sendable, Hashable {
  /// A number that belongs to a comment.
  public enum Quantity: Sendable, Hashable {
    /// The length of the body in characters (Unicode scalars), without the non-word characters at
    /// both ends, as AutoModerator counts it.
    case bodyLength
    /// Votes.
    case score
    /// The author's karma.
    case authorKarma
    /// The age of the author's account when the comment was written, in days.
    case accountAgeInDays
    /// The depth in the thread; 1 at the top.
    case depth
    /// The value of a signal, by name.
    case signal(String)
  }

  /// How the number has to compare.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// Less than the limit.
    case less = "<"
    /// At most the limit.
    case atMost = "<="
    /// The limit itself.
    case equal = "="
    /// At least the limit.
    case atLeast = ">="
    /// More than the limit.
    case greater = ">"

    /// Whether `value` compares so with `limit`.
    public func holds(_ value: Double, _ limit: Double) -> Bool {
      switch self {
      case .less: value < limit
      case .atMost: value <= limit
      case .equal: value == limit
      case .atLeast: value >= limit
      case .greater: value > limit
      }
    }
  }

  /// The number.
  public var quantity: Quantity
  /// How it has to compare.
  public var comparison: Comparison
  /// With what.
  public var limit: Double

  /// Makes a check.
  public init(_ quantity: Quantity, _ comparison: Comparison, _ limit: Double) {
    self.quantity = quantity
    self.comparison = comparison
    self.limit = limit
  }
}
