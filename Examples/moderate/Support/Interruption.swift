// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Ctrl-C and broken pipes.
///
/// While nothing is being written, the first SIGINT, SIGTERM or SIGHUP ends the program at once: there is
/// nothing to clean up. During writing it waits for the piece under way, so that no line is cut and
/// no half-written file stays; a second signal ends the program then and there. SIGPIPE is ignored:
/// a write to a closed pipe fails instead, and is handled where it happens.
enum Interruption {
  /// Set once, by the first signal, and read between pieces.
  private static let signalled = Atomic<Int32>(0)
  /// How many writers are at work; negative once the program is ending.
  private static let writers = Atomic<Int>(0)

  /// Comments that were judged, and all there are, for the last words of an interrupted scan.
  private static let done = Atomic<Int>(0)
  private static let total = Atomic<Int>(0)

  /// Comments that were read, for those of a run that is not that far.
  private static let read = Atomic<Int>(0)
  /// Whether `--resume` keeps what was judged.
  private static let resumes = Atomic<Bool>(false)

  static func setRead(_ number: Int) { read.store(number, ordering: .relaxed) }
  static func setResumes() { resumes.store(true, ordering: .relaxed) }
  static func setTotal(_ number: Int) { total.store(number, ordering: .relaxed) }
  static func setDone(_ number: Int) { done.store(number, ordering: .relaxed) }

  /// How many comments of how many were judged; `nil` when nothing is judged.
  static var progress: (done: Int, total: Int)? {
    let all = total.load(ordering: .relaxed)
    return all == 0 ? nil : (done.load(ordering: .relaxed), all)
  }

  /// How many comments were read; 0 when nothing is read.
  static var readCount: Int { read.load(ordering: .relaxed) }

  /// Whether the same command goes on from here.
  static var isResuming: Bool { resumes.load(ordering: .relaxed) }

  /// - Throws: ``ToolFailure`` with status 128 and the number of the signal after one.
  static func check() throws {
    let signal = signalled.load(ordering: .relaxed)
    if signal != 0 { throw ToolFailure(128 + signal, lastWords) }
  }

  /// How far it was, for a run that is writing; ``Terminal/sayInterrupted()`` has the words for others.
  private static var lastWords: String {
    guard let progress else {
      return "interrupted" + (readCount > 0 ? "; read: \(readCount) comments" : "")
        + (isResuming ? "; the same command begins again" : "")
    }
    // When all are judged, some of the output may be out.
    let judged =
      progress.done < progress.total
      ? "; judged: \(progress.done) of \(progress.total) comments" : ""
    return "interrupted" + judged + (isResuming ? "; the same command goes on from there" : "")
  }

  /// Says that something is being written: from here on a signal waits for ``endWriting()``.
  static func beginWriting() {
    // Negative: a signal came between, and the program ends any moment.
    if writers.add(1, ordering: .sequentiallyConsistent).newValue < 0 { while true { sleep(1) } }
  }

  static func endWriting() { writers.subtract(1, ordering: .sequentiallyConsistent) }

  static func install() {
    Foundation.signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // Only calls that POSIX allows in a signal handler.
      let before = Foundation.signal(number) { number in
        let isIdle = Interruption.writers.compareExchange(
          expected: 0,
          desired: .min / 2,
          ordering: .sequentiallyConsistent
        ).exchanged
        let isSecond = Interruption.signalled.exchange(number, ordering: .relaxed) != 0
        guard isIdle || isSecond else { return }
        if isIdle { Terminal.sayInterrupted() }
        _exit(128 + number)
      }
      // Not the default: `nohup` has it ignored, and wants that to stay so.
      if number == SIGHUP, let before { Foundation.signal(SIGHUP, before) }
    }
  }
}
