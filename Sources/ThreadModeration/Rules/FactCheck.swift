// SPDX-License-Identifier: Apache-2.0

/// Asks for a yes-or-no fact about a comment.
public struct FactCheck: Sendable, Hashable {
  /// A fact.
  public enum Fact: String, Sendable, Hashable, CaseIterable {
    /// It answers the article or post itself.
    case isTopLevel = "is_top_level"
    /// Its author also wrote the article or post.
    case isSubmitter = "is_submitter"
    /// Its author moderates this place.
    case isModerator = "is_moderator"
  }

  /// The fact.
  public var fact: Fact
  /// What it has to be.
  public var wanted: Bool

  /// Makes a check.
  public init(_ fact: Fact, is wanted: Bool = true) {
    self.fact = fact
    self.wanted = wanted
  }
}
