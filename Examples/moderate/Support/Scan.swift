// SPDX-License-Identifier: Apache-2.0

import Synchronization
import ThreadModeration

/// Judges threads on several tasks; the results come in the order of the threads whatever their
/// number.
enum Scan {
  /// What the tasks of a scan share: the next thread to take, and the results.
  private final class Work: Sendable {
    struct State: Sendable {
      var next = 0
      var done = 0
      var flagged = 0
      var results: [ScannedThread?]
    }

    let threads: [CommentThread.Assembled]
    let state: Mutex<State>

    init(_ threads: [CommentThread.Assembled]) {
      self.threads = threads
      state = Mutex(State(results: [ScannedThread?](repeating: nil, count: threads.count)))
    }

    func take() -> Int? {
      state.withLock { state in
        guard state.next < threads.count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }
  }

  static func run(
    _ threads: [CommentThread.Assembled],
    with scanner: CommentScanner,
    jobs: Int,
    progress: ProgressLine
  ) async throws -> [ScannedThread] {
    let total = threads.reduce(0) { $0 + $1.ordinals.count }
    let work = Work(threads)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, min(jobs, threads.count)) {
        group.addTask {
          while let index = work.take() {
            try Interruption.check()
            let assembled = work.threads[index]
            let judgement = scanner.judgement(of: assembled.thread)
            let scanned = ScannedThread(
              thread: assembled.thread,
              verdicts: judgement.verdicts,
              ordinals: assembled.ordinals,
              threadVerdict: judgement.thread
            )
            let now = work.state.withLock { state in
              state.results[index] = scanned
              state.done += scanned.verdicts.count
              state.flagged += scanned.flagged
              return (done: state.done, flagged: state.flagged)
            }
            progress.judging(done: now.done, of: total, flagged: now.flagged)
          }
        }
      }
      try await group.waitForAll()
    }
    return work.state.withLock { $0.results.compactMap { $0 } }
  }

  /// The verdicts of all threads in the order of the input.
  static func verdictsInInputOrder(_ threads: [ScannedThread]) -> [Verdict] {
    let total = threads.reduce(0) { $0 + $1.verdicts.count }
    var places = [(thread: Int32, index: Int32)](repeating: (0, 0), count: total)
    for (thread, scanned) in threads.enumerated() {
      for (index, ordinal) in scanned.ordinals.enumerated() {
        places[ordinal] = (Int32(thread), Int32(index))
      }
    }
    return places.map { threads[Int($0.thread)].verdicts[Int($0.index)] }
  }
}
