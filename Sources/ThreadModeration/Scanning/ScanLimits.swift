// SPDX-License-Identifier: Apache-2.0

public import PatternEngine

/// The limits of a scan. All are always on; a comment that hits one is incomplete, and at least
/// reported.
public struct ScanLimits: Sendable, Hashable {
  /// Bytes of a body that are judged; the rest is left out and the comment is incomplete with
  /// ``IncompleteReason/subjectSize``. 1 MiB unless told otherwise.
  public var maxBodyBytes: Int
  /// The limits of each pattern and of all patterns together.
  public var matching: MatchLimits

  /// Makes limits.
  public init(maxBodyBytes: Int = 1 << 20, matching: MatchLimits = .default) {
    self.maxBodyBytes = maxBodyBytes
    self.matching = matching
  }

  /// The limits that scanners have unless told otherwise.
  public static let standard = ScanLimits()
}

extension ScanLimits {
  /// Leaves out what of a body is not judged, at the boundary of a character.
  ///
  /// - Returns: Whether there was any of it.
  func cut(_ body: inout [UInt8]) -> Bool {
    var end = max(0, maxBodyBytes)
    guard body.count > end else { return false }
    while end > 0, body[end] & 0xC0 == 0x80 { end -= 1 }
    body.removeSubrange(end...)
    return true
  }
}
