// SPDX-License-Identifier: Apache-2.0

/// How much trouble there is in a thread, where it began, and why.
public struct ThreadVerdict: Sendable, Hashable, Codable {
  /// One thing that is going on in the thread.
  public struct Reason: Sendable, Hashable, Codable {
    /// What it is, as a stable id such as `pile-on` or `spiral`.
    public var kind: String
    /// One sentence for people, with the numbers.
    public var text: String
    /// The comments that show it, in the order of the thread; a few, not all.
    public var comments: [String]

    /// Makes a reason.
    public init(kind: String, text: String, comments: [String]) {
      self.kind = kind
      self.text = text
      self.comments = comments
    }
  }

  /// The thread's id.
  public var thread: String?
  /// Its comments.
  public var comments: Int
  /// Those with an action above ``Action/allow``.
  public var flagged: Int
  /// Its distinct authors.
  public var authors: Int
  /// Comments whose hostility reaches the level at which it is reported.
  public var hostileComments: Int
  /// How much trouble there is, from 0 (none) to 1.
  public var score: Double
  /// The comment at which it turned, if there is trouble.
  public var turningPoint: String?
  /// What is going on, the weightiest first.
  public var reasons: [Reason]

  /// Makes a verdict.
  public init(
    thread: String?,
    comments: Int,
    flagged: Int = 0,
    authors: Int = 0,
    hostileComments: Int = 0,
    score: Double = 0,
    turningPoint: String? = nil,
    reasons: [Reason] = []
  ) {
    self.thread = thread
    self.comments = comments
    self.flagged = flagged
    self.authors = authors
    self.hostileComments = hostileComments
    self.score = score
    self.turningPoint = turningPoint
    self.reasons = reasons
  }
}
