// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The posts in a table that has them beside their comments, before or behind them.
///
/// What answers its thread's own name is at the top level, unless a comment of the thread has that name:
/// some systems number comments and posts alike.
struct TablePosts: WaitingReader {
  private var ids: Set<[UInt8]> = []
  /// Threads with a comment that is named like its thread.
  private var namedAlike: Set<[UInt8]> = []
  private(set) var isWaiting = false

  var isEmpty: Bool { ids.isEmpty }

  /// Takes a post; with many of them, later ones are not known.
  mutating func add(_ id: String) {
    guard ids.count < InputMemory.maxPosts else { return }
    ids.insert(Array(RedditName(id).bare.utf8))
  }

  /// Says that a comment names what it answers, which may be a post.
  mutating func wait() { isWaiting = true }

  /// Looks at a comment that was read.
  mutating func look(at comment: Comment) {
    guard let thread = comment.thread else { return }
    if comment.parent?.utf8.elementsEqual(thread.utf8) ?? false { isWaiting = true }
    if comment.id.utf8.elementsEqual(thread.utf8), namedAlike.count < InputMemory.maxPosts {
      namedAlike.insert(Array(thread.utf8))
    }
  }

  func settle(_ comment: inout Comment) {
    guard let parent = comment.parent else { return }
    if let thread = comment.thread {
      guard parent.utf8.elementsEqual(thread.utf8) else { return }
      let isItself = comment.id.utf8.elementsEqual(parent.utf8)
      if isItself || !namedAlike.contains(Array(thread.utf8)) { comment.parent = nil }
    } else if ids.contains(Array(parent.utf8)) {
      comment.parent = nil
      comment.thread = parent
    }
  }

  mutating func endWaiting() { isWaiting = false }
}
