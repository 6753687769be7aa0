// SPDX-License-Identifier: Apache-2.0

/// What rules read of comments that others of the thread answer, while all of them are judged.
///
/// A few are enough: comments are judged in ``CommentThread/levelOrder``, in which those that answer one
/// comment follow each other, and so do those that answer one of its answers.
final class KnownParents {
  /// As many as rules ask for above one comment, and one more.
  static let capacity = Condition.maxParents + 1

  /// The one that was used last stands at the end.
  private var kept: [(index: Int, level: RuleMatcher.Level)] = []

  /// What was read of a comment, by its place in the thread.
  func level(of index: Int) -> RuleMatcher.Level? {
    guard let place = kept.lastIndex(where: { $0.index == index }) else { return nil }
    let found = kept.remove(at: place)
    kept.append(found)
    return found.level
  }

  /// Keeps what was read of a comment; what was not used for longest makes room.
  func keep(_ level: RuleMatcher.Level, of index: Int) {
    if kept.count == Self.capacity { kept.removeFirst() }
    kept.append((index, level))
  }
}

extension CommentThread {
  /// All comments by their depth, answers to one comment one after the other.
  ///
  /// - Complexity: O(*n*) in the comments.
  var levelOrder: [Int] {
    var order = topLevel
    order.reserveCapacity(count)
    var next = 0
    while next < order.count {
      order += replies(to: order[next])
      next += 1
    }
    return order
  }
}
