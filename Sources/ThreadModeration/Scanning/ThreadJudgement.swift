// SPDX-License-Identifier: Apache-2.0

/// The verdicts on the comments of a thread, and the one on the thread itself.
public struct ThreadJudgement: Sendable {
  /// One verdict a comment, in the order of ``CommentThread/comments``.
  public let verdicts: [Verdict]
  /// How much trouble there is in the thread, where it began, and why.
  public let thread: ThreadVerdict
}

extension CommentScanner {
  /// Judges all comments of a thread, each in its context, and the thread as a whole.
  ///
  /// It does not look whether its task was cancelled: ``cancellableJudgement(of:)`` does.
  ///
  /// - Complexity: O(*n* log *n*) for *n* comments, plus the bytes of their bodies.
  public func judgement(of thread: CommentThread) -> ThreadJudgement {
    guard let judgement = judgement(of: thread, until: { false }) else {
      preconditionFailure("nobody gives up here")
    }
    return judgement
  }

  /// - Returns: `nil` if it was given up because of `isOver`.
  func judgement(of thread: CommentThread, until isOver: () -> Bool) -> ThreadJudgement? {
    let facts = ThreadFacts(thread)
    guard let (verdicts, pressure) = verdicts(for: thread, facts, until: isOver) else {
      return nil
    }
    let trouble = ThreadTrouble(
      thread,
      verdicts: verdicts,
      facts: facts,
      pressure: pressure,
      policy: policy
    )
    return ThreadJudgement(verdicts: verdicts, thread: trouble.verdict)
  }
}
