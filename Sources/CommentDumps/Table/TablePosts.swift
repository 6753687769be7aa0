// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The posts in a table that has them beside their comments, before or behind them.
struct TablePosts: WaitingReader {
  private var ids: Set<[UInt8]> = []
  private(set) var isWaiting = false

  var isEmpty: Bool { ids.isEmpty }

  /// Takes a post; with many of them, later ones are not known.
  mutating func add(_ id: String) {
    guard ids.count < InputMemory.maxPosts else { return }
    ids.insert(Array(RedditName(id).bare.utf8))
  }

  /// Says that a comment names what it answers, which may be a post.
  mutating func wait() { isWaiting = true }

  func settle(_ comment: inout Comment) {
    guard comment.thread == nil, let parent = comment.parent, ids.contains(Array(parent.utf8))
    else { return }
    comment.parent = nil
    comment.thread = parent
  }

  mutating func endWaiting() { isWaiting = false }
}
