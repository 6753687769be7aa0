// SPDX-License-Identifier: Apache-2.0

/// A thread and the verdicts on its comments.
public struct ScannedThread: Sendable {
  /// The thread.
  public let thread: CommentThread
  /// One verdict a comment, in the order of ``CommentThread/comments``.
  public let verdicts: [Verdict]
  /// For each comment, its place in the whole input, from 0.
  public let ordinals: [Int]
  /// The verdict on the thread as a whole, if it was asked for.
  public let threadVerdict: ThreadVerdict?

  /// Puts a thread and its verdicts together.
  ///
  /// - Precondition: `verdicts` and `ordinals` are as many as the thread's comments.
  public init(
    thread: CommentThread,
    verdicts: [Verdict],
    ordinals: [Int],
    threadVerdict: ThreadVerdict? = nil
  ) {
    precondition(
      verdicts.count == thread.count && ordinals.count == thread.count,
      "one verdict and one ordinal a comment"
    )
    self.thread = thread
    self.verdicts = verdicts
    self.ordinals = ordinals
    self.threadVerdict = threadVerdict
  }

  /// The strongest action in the thread.
  public var action: Action { verdicts.lazy.map(\.action).max() ?? .allow }

  /// The number of comments with an action above ``Action/allow``.
  public var flagged: Int { verdicts.lazy.filter { $0.action > .allow }.count }
}
