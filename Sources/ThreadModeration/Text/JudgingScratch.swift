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
/// The lock protects the stack and nothing else.
final class WordMemoPool: Sendable {
  private let idle = Mutex<[WordMemo]>([])

  /// Idle memos kept, as many as ``PatternEngine`` keeps of its scratch: a burst of more tasks than this
  /// frees what it made. A memo takes 0.6 MB.
  static let maxIdle = 64

  /// Memos that nobody uses just now.
  var idleCount: Int { idle.withLock { $0.count } }

  /// Calls `body` with scratch whose memo goes back to the pool afterwards.
  func withScratch<Result>(_ body: (JudgingScratch) -> Result) -> Result {
    let scratch = JudgingScratch(words: idle.withLock { $0.popLast() } ?? WordMemo())
    let result = body(scratch)
    // Moved, not copied: a second reference would copy the table at the next word.
    let memo = scratch.take()
    idle.withLock { if $0.count < Self.maxIdle { $0.append(memo) } }
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
