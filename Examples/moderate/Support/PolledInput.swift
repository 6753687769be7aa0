// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation

/// Standard input that can be left while nothing comes: a pipe may be silent for hours, and Ctrl-C has to
/// end a scan within a second all the same.
struct PolledInput: ByteSource {
  /// How long one wait takes at most, in milliseconds.
  private static let patience: Int32 = 100

  private var source = FileByteSource.standardInput

  mutating func read(upToCount count: Int) throws -> [UInt8] {
    try wait()
    return try source.read(upToCount: count)
  }

  mutating func read(upToCount count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
    try wait()
    return try source.read(upToCount: count, appendingTo: &bytes)
  }

  /// - Throws: ``ToolFailure`` with status 130 or 143 after a signal.
  private func wait() throws {
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    repeat { try Interruption.check() } while poll(&input, 1, Self.patience) == 0
  }
}
