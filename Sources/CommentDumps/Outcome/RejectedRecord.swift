// SPDX-License-Identifier: Apache-2.0

/// A record that could not be read as a comment, and why. The records around it are still read.
///
/// Sendable.
public struct RejectedRecord: Sendable, Hashable {
  /// The line the record starts on, from 1.
  public var line: Int
  /// Where the fault is, in bytes from the start of the input; where the record starts when the
  /// fault is of the record as a whole.
  public var byteOffset: Int
  /// Why, in plain words that hold nothing of the comment's text.
  public var reason: String

  /// Makes an entry.
  public init(line: Int, byteOffset: Int, reason: String) {
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
  }
}
