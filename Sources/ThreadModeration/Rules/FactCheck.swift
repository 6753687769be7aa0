// SPDX-License-Identifier: Apache-2.0

/// Asks for a yes-or-no fact about a comment.
public struct FactCheck: Sendable, Hashable {
  /// A fact.
  public enum Fact: Sendable, Hashable {
    /// It answers the article or post itself.
    case isTopLevel
    /// Its author also wrote the article or post.
    case isSubmitter
    /// Its author moderates this place.
    case isModerator
    /// A detail that the platform records.
    case detail(CommentDetails.Flag)
    /// Its author answers a comment of their own. Unknown without a thread, and for a reply unless both
    /// authors are known.
    case isSelfReply
    /// It has a parent comment, in the data or not.
    case isReply
    /// Its author's account is gone: no author is given, or only `[deleted]`.
    case isAuthorDeleted
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
