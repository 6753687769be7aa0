// SPDX-License-Identifier: Apache-2.0

/// How much was written in one thread, whether there is trouble or not.
public struct BusyThread: Sendable, Hashable, Codable {
  /// The thread's id.
  public var thread: String?
  /// Its comments.
  public var comments: Int
  /// Those with an action above ``Action/allow``.
  public var flagged: Int

  /// Makes an entry.
  public init(thread: String?, comments: Int, flagged: Int = 0) {
    self.thread = thread
    self.comments = comments
    self.flagged = flagged
  }
}

extension BusyThread: SeverityOrdered {
  /// By comments, then flagged comments, then a hash of the thread's id, then the id.
  public func isMoreSevere(than other: Self) -> Bool {
    if comments != other.comments { return comments > other.comments }
    if flagged != other.flagged { return flagged > other.flagged }
    let (mine, theirs) = (thread ?? "", other.thread ?? "")
    let hashes = (StableHash.of(mine.utf8), StableHash.of(theirs.utf8))
    if hashes.0 != hashes.1 { return hashes.0 < hashes.1 }
    return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
  }
}
