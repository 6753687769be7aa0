// SPDX-License-Identifier: Apache-2.0

extension CommentScanner {
  /// Judges all comments of a thread as ``verdicts(for:)`` does, unless the task is cancelled.
  ///
  /// For giant threads: one of 100,000 comments takes seconds. It looks before each 64 comments whether the task that
  /// calls it was cancelled, and between the steps that look at the thread as a whole; outside of a task it never is.
  ///
  /// - Complexity: As ``verdicts(for:)``.
  /// - Throws: `CancellationError` if the task was cancelled; no verdict is given then.
  public func cancellableVerdicts(for thread: CommentThread) throws(CancellationError) -> [Verdict]
  {
    try cancellably { () throws(CancellationError) in
      let facts = ThreadFacts(thread)
      guard let judged = verdicts(for: thread, facts, until: { Task.isCancelled }) else {
        throw CancellationError()
      }
      return judged.verdicts
    }
  }

  /// Judges a thread as ``judgement(of:)`` does, unless the task is cancelled: see ``cancellableVerdicts(for:)``.
  ///
  /// - Complexity: As ``judgement(of:)``.
  /// - Throws: `CancellationError` if the task was cancelled; no verdict is given then.
  public func cancellableJudgement(
    of thread: CommentThread
  ) throws(CancellationError) -> ThreadJudgement {
    try cancellably { () throws(CancellationError) in
      guard let judgement = judgement(of: thread, until: { Task.isCancelled }) else {
        throw CancellationError()
      }
      return judgement
    }
  }

  /// Begins only in a task that is not cancelled.
  private func cancellably<Result>(
    _ body: () throws(CancellationError) -> Result
  ) throws(CancellationError) -> Result {
    if Task.isCancelled { throw CancellationError() }
    return try body()
  }
}
