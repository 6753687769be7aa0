// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Finds replies that an input has twice: inside what they answer, and as records of their own.
///
/// Whichever comes first counts. Records that both stand by themselves are not compared: they may be
/// meant as two.
///
/// Memory: a hash for each comment, of at most ``maxComments``; those that come later are not compared
/// with each other.
struct RepeatedReplies {
  /// The most comments that are remembered.
  static let maxComments = 2_000_000

  /// Whether comments are remembered although no reply has come yet.
  private var isNeeded: Bool
  private let capacity: Int
  private var own: Set<Int> = []
  private var embedded: Set<Int> = []

  /// - Parameter isNeeded: Whether the input is known to hold replies inside of comments; else comments are
  ///   remembered from the first such reply on.
  init(isNeeded: Bool, capacity: Int = maxComments) {
    self.isNeeded = isNeeded
    self.capacity = capacity
  }

  /// Whether a comment was there before; else remembers it.
  ///
  /// - Parameters:
  ///   - key: What the comment is known by.
  ///   - isEmbedded: Whether it stands inside another record.
  mutating func isRepeated(_ key: @autoclosure () -> Key, isEmbedded: Bool) -> Bool {
    if isEmbedded { isNeeded = true }
    guard isNeeded else { return false }
    let hash = key().hashValue
    if embedded.contains(hash) || isEmbedded && own.contains(hash) { return true }
    if own.count + embedded.count < capacity {
      if isEmbedded { embedded.insert(hash) } else { own.insert(hash) }
    }
    return false
  }
}

extension RepeatedReplies {
  /// What a comment is known by: its thread and id. Without a thread ids may come again in the next tree,
  /// so that its parent and its words have to be the same as well.
  struct Key: Hashable {
    private var parts: [[UInt8]]

    init(_ comment: Comment) {
      // As bytes: strings that are equal by their characters alone are different ids.
      parts = [Array(comment.id.utf8)]
      if let thread = comment.thread {
        parts.append(Array(thread.utf8))
      } else {
        parts += [Array((comment.parent ?? "").utf8), Array(comment.body.utf8)]
      }
    }

    /// An id that is the same in all threads.
    init(id: String) { parts = [Array(id.utf8)] }
  }
}
