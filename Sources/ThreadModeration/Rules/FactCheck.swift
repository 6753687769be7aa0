// SPDX-License-Identifier: Apache-2.0

/// Asks for a yes-or-no fact about a comment.
public struct FactCheck: Sendable, Hashable {
  /// A fact.
  public enum Fact: Sendable, Hashable {
    /// It answers the article or post itself. Unknown for a comment without a parent that is judged alone and names no
    /// thread: whether its parent was left out cannot be told.
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
    /// It has a parent comment, in the data or not: the opposite of ``isTopLevel``, and unknown where that is.
    case isReply
    /// Its author's account is gone: the author's name is `[deleted]` or empty. Unknown where no author is given.
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
