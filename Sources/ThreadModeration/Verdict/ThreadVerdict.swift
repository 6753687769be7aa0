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
    /// The name of the person it is done to, if one is known: an author of the thread, or somebody it mentions.
    public var target: String?
    /// The names of the people who do it, in the order of their comments; a few, not all.
    public var authors: [String]

    /// Makes a reason.
    public init(
      kind: String,
      text: String,
      comments: [String],
      target: String? = nil,
      authors: [String] = []
    ) {
      self.kind = kind
      self.text = text
      self.comments = comments
      self.target = target
      self.authors = authors
    }

    /// Reads back a reason; people are left out where an earlier version wrote it.
    ///
    /// - Throws: `DecodingError` if kind, text or comments are missing.
    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      kind = try fields.decode(String.self, forKey: .kind)
      text = try fields.decode(String.self, forKey: .text)
      comments = try fields.decode([String].self, forKey: .comments)
      target = try fields.decodeIfPresent(String.self, forKey: .target)
      authors = try fields.decodeIfPresent([String].self, forKey: .authors) ?? []
    }

    private enum CodingKeys: String, CodingKey { case kind, text, comments, target, authors }
  }

  /// A comment with all that was written below it.
  public struct Branch: Sendable, Hashable, Codable {
    /// The id of the comment at the top.
    public var root: String
    /// Its comments, that one included.
    public var comments: Int
    /// Those whose hostility reaches the level at which it is reported.
    public var hostileComments: Int
    /// How much trouble their number and share are by themselves, from 0 to 1.
    public var score: Double

    /// Makes a branch.
    public init(root: String, comments: Int, hostileComments: Int, score: Double) {
      self.root = root
      self.comments = comments
      self.hostileComments = hostileComments
      self.score = score
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
  /// The comment at which it turned: where the first of the ``reasons`` began.
  public var turningPoint: String?
  /// The branch of four comments and more, two of them hostile, with the most trouble; it may be the whole thread.
  public var worstBranch: Branch?
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
    worstBranch: Branch? = nil,
    reasons: [Reason] = []
  ) {
    self.thread = thread
    self.comments = comments
    self.flagged = flagged
    self.authors = authors
    self.hostileComments = hostileComments
    self.score = score
    self.turningPoint = turningPoint
    self.worstBranch = worstBranch
    self.reasons = reasons
  }

  /// From where on a thread is listed among those that need a look.
  public static let leastTrouble = 0.1

  /// Whether a person should look at the thread as a whole: the score is 0.1 or more.
  public var needsLook: Bool { score >= Self.leastTrouble }
}
