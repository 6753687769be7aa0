// SPDX-License-Identifier: Apache-2.0

/// A thread: comments and the tree they form.
///
/// ```swift
/// let thread = CommentThread(
///   id: "t1",
///   comments: [
///     Comment(id: "b", body: "No, it was not.", parent: "a"),
///     Comment(id: "a", body: "It was built in 1902."),
///   ])
/// thread.parent(of: 0)      // 1: comments may come before their parents
/// thread.depth(of: 0)       // 2
/// ```
///
/// Comments keep the order they came in; the tree is a few flat arrays of 32-bit links beside them,
/// and every walk is a loop. A chain of a million replies needs no more stack than a single comment,
/// freeing included. Orphans, cycles, self-parents and repeated ids are mended and listed in
/// ``notes``: they never lose a comment.
///
/// The memory of the tree is 24 bytes a comment.
public struct CommentThread: Sendable {
  /// The thread's id.
  public let id: String
  /// The comments, in the order they came in.
  public let comments: [Comment]
  /// What was odd about the data, in order of ``ThreadNote/index``.
  public let notes: [ThreadNote]

  /// Index of the parent, or -1.
  private let parents: [Int32]
  private let depths: [Int32]
  /// Comment indices, parents before children, siblings in input order.
  private let preorder: [Int32]
  /// Where a comment stands in `preorder`.
  private let positions: [Int32]
  private let subtreeSizes: [Int32]
  /// Number of direct replies.
  private let childCounts: [Int32]

  /// Builds the tree from comments in any order.
  ///
  /// A parent is looked up by exact bytes among `comments`. The `thread` fields are not consulted:
  /// ``threads(of:)`` tells comments of many threads apart.
  ///
  /// - Complexity: O(*n*) time and memory for *n* comments, plus hashing their ids.
  /// - Precondition: At most 2,147,483,646 comments.
  public init(id: String, comments: [Comment]) {
    precondition(comments.count < Int(Int32.max), "a thread holds fewer than 2^31 - 1 comments")
    self.id = id
    self.comments = comments
    let tree = ThreadTree(comments: comments)
    self.notes = tree.notes
    self.parents = tree.parents
    self.depths = tree.depths
    self.preorder = tree.preorder
    self.positions = tree.positions
    self.subtreeSizes = tree.subtreeSizes
    self.childCounts = tree.childCounts
  }
}

// MARK: - Walking the tree

// Comments are named by their indices in `comments`; an index that is none is a mistake of the program, as it
// is with an array.

extension CommentThread {
  /// The number of comments.
  public var count: Int { comments.count }

  /// The index of the comment that the one at `index` answers, or `nil` at the top of the tree.
  ///
  /// - Complexity: O(1).
  /// - Precondition: `index` is one of ``comments``.
  public func parent(of index: Int) -> Int? {
    let parent = parents[index]
    return parent < 0 ? nil : Int(parent)
  }

  /// The depth of a comment: 1 at the top of the tree, 2 for an answer to that, and so on.
  ///
  /// - Complexity: O(1).
  /// - Precondition: `index` is one of ``comments``.
  public func depth(of index: Int) -> Int { Int(depths[index]) }

  /// The largest depth in the thread; 0 if it is empty.
  ///
  /// - Complexity: O(*n*).
  public var maxDepth: Int { Int(depths.max() ?? 0) }

  /// The number of comments in the subtree of a comment, itself included.
  ///
  /// - Complexity: O(1).
  /// - Precondition: `index` is one of ``comments``.
  public func subtreeSize(of index: Int) -> Int { Int(subtreeSizes[index]) }

  /// The number of direct replies to a comment.
  ///
  /// - Complexity: O(1).
  /// - Precondition: `index` is one of ``comments``.
  public func replyCount(of index: Int) -> Int { Int(childCounts[index]) }

  /// All comment indices, parents before children and siblings in input order.
  ///
  /// - Complexity: O(1); the order was made with the tree.
  public var depthFirst: some RandomAccessCollection<Int> { preorder.lazy.map { Int($0) } }

  /// The comments of a subtree, parents before children, the comment itself first.
  ///
  /// - Complexity: O(1) to make; no allocation.
  /// - Precondition: `index` is one of ``comments``.
  public func subtree(of index: Int) -> some RandomAccessCollection<Int> {
    let start = Int(positions[index])
    return preorder[start..<start + Int(subtreeSizes[index])].lazy.map { Int($0) }
  }

  /// Whether a comment belongs to the subtree of another, or is that one.
  ///
  /// - Complexity: O(1).
  public func isInSubtree(_ index: Int, of top: Int) -> Bool {
    let start = positions[top]
    return positions[index] >= start && positions[index] - start < subtreeSizes[top]
  }

  /// The direct replies to a comment, in input order.
  ///
  /// - Complexity: O(*k*) in the number of direct replies.
  /// - Precondition: `index` is one of ``comments``.
  public func replies(to index: Int) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(Int(childCounts[index]))
    var position = Int(positions[index]) + 1
    let end = Int(positions[index]) + Int(subtreeSizes[index])
    while position < end {
      let child = Int(preorder[position])
      result.append(child)
      position += Int(subtreeSizes[child])
    }
    return result
  }

  /// The comments above a comment, its parent first.
  ///
  /// - Complexity: O(1) to make, O(*d*) to walk for a comment of depth *d*; no allocation.
  /// - Precondition: `index` is one of ``comments``.
  public func ancestors(of index: Int) -> some Sequence<Int> {
    sequence(state: index) { [parents] (current: inout Int) -> Int? in
      let parent = parents[current]
      guard parent >= 0 else { return nil }
      current = Int(parent)
      return current
    }
  }

  /// The comments at the top of the tree, in input order: those that answer the article or post,
  /// then also orphans and comments at which a cycle was cut.
  ///
  /// - Complexity: O(*k*) in the number of such comments.
  public var topLevel: [Int] {
    var result: [Int] = []
    var position = 0
    while position < preorder.count {
      let index = Int(preorder[position])
      result.append(index)
      position += Int(subtreeSizes[index])
    }
    return result
  }
}
