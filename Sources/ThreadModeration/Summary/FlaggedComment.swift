// SPDX-License-Identifier: Apache-2.0

/// A flagged comment with what stands around it: what a report shows of it.
///
/// Memory: the comment, at most ``maxContextBytes`` of its ancestors' words and ``maxReplies`` replies.
public struct FlaggedComment: Sendable, Equatable, Codable {
  /// A comment beside a flagged one.
  public struct Context: Sendable, Hashable, Codable {
    /// Its id.
    public var id: String
    /// Its author's name.
    public var author: String?
    /// When it was written, in Unix seconds.
    public var createdAt: Int64?
    /// The beginning of its body: at most ``FlaggedComment/maxContextBodyBytes`` bytes.
    public var body: String
    /// Whether the body is longer than that.
    public var isCut: Bool
    /// The markup of the body.
    public var bodyFormat: BodyFormat
    /// What was decided about it.
    public var action: Action

    /// Makes an entry.
    public init(
      id: String,
      author: String? = nil,
      createdAt: Int64? = nil,
      body: String,
      isCut: Bool = false,
      bodyFormat: BodyFormat = .text,
      action: Action = .allow
    ) {
      self.id = id
      self.author = author
      self.createdAt = createdAt
      self.body = body
      self.isCut = isCut
      self.bodyFormat = bodyFormat
      self.action = action
    }
  }

  /// The most ancestors that are kept, nearest first.
  public static let maxAncestors = 40
  /// The most bytes of all ancestors' and replies' bodies together.
  public static let maxContextBytes = 16_384
  /// The most bytes of one body in the surroundings.
  public static let maxContextBodyBytes = 2_000
  /// The most replies that are kept.
  public static let maxReplies = 3

  /// What was decided, and why.
  public var verdict: Verdict
  /// The comment; `nil` where only verdicts were read.
  public var comment: Comment?
  /// The place of the comment in the input, from 0, where it is known.
  public var ordinal: Int?
  /// Its depth in the tree, from 1; 0 where it is not known.
  public var depth: Int
  /// The comments above it, nearest first.
  public var ancestors: [Context]
  /// The first direct replies, in input order.
  public var replies: [Context]
  /// The number of direct replies.
  public var replyCount: Int

  /// Makes an entry.
  public init(
    verdict: Verdict,
    comment: Comment? = nil,
    ordinal: Int? = nil,
    depth: Int = 0,
    ancestors: [Context] = [],
    replies: [Context] = [],
    replyCount: Int = 0
  ) {
    self.verdict = verdict
    self.comment = comment
    self.ordinal = ordinal
    self.depth = depth
    self.ancestors = ancestors
    self.replies = replies
    self.replyCount = replyCount
  }
}

extension FlaggedComment {
  /// A comment of a judged thread, with what stands around it.
  ///
  /// - Complexity: O(*k*) in the direct replies and the ancestors that are kept.
  /// - Precondition: `index` is one of the thread's comments.
  public init(in scanned: ScannedThread, at index: Int) {
    let thread = scanned.thread
    self.init(
      verdict: scanned.verdicts[index],
      comment: thread.comments[index],
      ordinal: scanned.ordinals[index],
      depth: thread.depth(of: index),
      replyCount: thread.replyCount(of: index)
    )
    var room = Self.maxContextBytes
    for ancestor in thread.ancestors(of: index) {
      guard ancestors.count < Self.maxAncestors, room > 0 else { break }
      ancestors.append(Self.context(of: ancestor, in: scanned, room: &room))
    }
    for reply in thread.replies(to: index).prefix(Self.maxReplies) where room > 0 {
      replies.append(Self.context(of: reply, in: scanned, room: &room))
    }
  }

  private static func context(
    of index: Int,
    in scanned: ScannedThread,
    room: inout Int
  ) -> Context {
    let comment = scanned.thread.comments[index]
    let limit = min(maxContextBodyBytes, room)
    let bytes = comment.body.utf8
    let isCut = bytes.count > limit
    let body = isCut ? prefix(of: comment.body, bytes: limit) : comment.body
    room -= body.utf8.count
    return Context(
      id: comment.id,
      author: comment.author,
      createdAt: comment.createdAt,
      body: body,
      isCut: isCut,
      bodyFormat: comment.bodyFormat,
      action: scanned.verdicts[index].action
    )
  }

  /// At most `bytes` bytes of a text, cut between scalars.
  static func prefix(of text: String, bytes: Int) -> String {
    var end = text.utf8.index(text.startIndex, offsetBy: bytes)
    while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 { text.utf8.formIndex(before: &end) }
    return String(text[..<end])
  }
}

extension FlaggedComment: SeverityOrdered {
  /// By action, then leading score, then a hash of thread and id, then the ids, the place in the
  /// input and the words themselves.
  public func isMoreSevere(than other: FlaggedComment) -> Bool {
    if verdict.action != other.verdict.action { return verdict.action > other.verdict.action }
    let scores = (verdict.leadingScore, other.verdict.leadingScore)
    if scores.0 != scores.1 { return scores.0 > scores.1 }
    let hashes = (identityHash, other.identityHash)
    if hashes.0 != hashes.1 { return hashes.0 < hashes.1 }
    for (mine, theirs) in [
      (verdict.thread ?? "", other.verdict.thread ?? ""),
      (verdict.comment, other.verdict.comment),
    ] where !mine.utf8.elementsEqual(theirs.utf8) {
      return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    }
    let places = (ordinal ?? .max, other.ordinal ?? .max)
    if places.0 != places.1 { return places.0 < places.1 }
    return (comment?.body ?? "").utf8.lexicographicallyPrecedes((other.comment?.body ?? "").utf8)
  }

  private var identityHash: UInt64 {
    let thread = StableHash.of((verdict.thread ?? "").utf8)
    return StableHash.mixed(thread ^ StableHash.of(verdict.comment.utf8))
  }
}
