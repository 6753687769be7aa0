// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What judging keeps from one comment to the next, for one borrower at a time.
final class JudgingScratch {
  var words: WordMemo

  /// - Parameter words: What is remembered about words; without it, nothing is.
  init(words: WordMemo = WordMemo(isEmpty: true)) { self.words = words }
}

/// Memos of words that nobody uses just now.
///
/// The lock protects the stack and nothing else. There are never more memos than comments or threads
/// that were judged at one time.
final class WordMemoPool: Sendable {
  private let idle = Mutex<[WordMemo]>([])

  /// Calls `body` with scratch whose memo goes back to the pool afterwards.
  func withScratch<Result>(_ body: (JudgingScratch) -> Result) -> Result {
    let scratch = JudgingScratch(words: idle.withLock { $0.popLast() } ?? WordMemo())
    let result = body(scratch)
    // Moved, not copied: a second reference would copy the table at the next word.
    let memo = scratch.take()
    idle.withLock { $0.append(memo) }
    return result
  }
}

extension JudgingScratch {
  fileprivate func take() -> WordMemo {
    var memo = WordMemo(isEmpty: true)
    swap(&memo, &words)
    return memo
  }
}
