// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and broken pipes.
///
/// The first SIGINT or SIGTERM asks the scan to stop at the next thread, so that half-written files
/// are cleaned up; a second one ends the program at once. SIGPIPE is ignored: a write to a closed
/// pipe fails instead, and is handled where it happens.
enum Interruption {
  /// Set once, by the first signal, and read between threads.
  private static let signalled = Atomic<Int32>(0)

  /// The signal that asked to stop, if one did.
  static var signal: Int32? {
    let value = signalled.load(ordering: .relaxed)
    return value == 0 ? nil : value
  }

  /// - Throws: ``ToolFailure`` with status 130 (SIGINT) or 143 (SIGTERM) after such a signal.
  static func check() throws {
    if let signal { throw ToolFailure(128 + signal, "interrupted; nothing was written") }
  }

  static func install() {
    Foundation.signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      Foundation.signal(number) { number in
        if Interruption.signalled.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }
}
