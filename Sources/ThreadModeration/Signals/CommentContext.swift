// SPDX-License-Identifier: Apache-2.0

/// What surrounds a comment: what signals and rules may ask about its thread.
///
/// A class, so that it is handed on without counting all that it holds as used once more. Made for one
/// comment, and not changed while somebody reads it: what is known once others were judged as well is added
/// between two readings.
final class CommentContext {
  /// The comment above; `nil` at the top, or if it is not in the data.
  var parent: Comment?
  /// The comments above, nearest first; at most three.
  var ancestors: [Comment] = []
  /// Where they are in the thread that is judged; empty if it is not judged as a whole.
  var ancestorIndices: [Int] = []
  /// The depth; `nil` if the comment was judged without a thread.
  var depth: Int?
  /// Whether the comment answers the post itself; `nil` when that is not known.
  var isTopLevel: Bool?
  /// Comments of the thread with the same text that came before.
  var earlierCopies = 0
  /// Distinct authors among those copies and this comment.
  var copyAuthors = 1
  /// Comments by the author in the 60 seconds up to this one, itself included.
  var recentByAuthor = 1
  /// Top-level comments by the author up to this one, itself included.
  var topLevelByAuthor = 1
  /// Whether the author answers a comment of their own; `nil` unless both authors are known.
  var isSelfReply: Bool?
  /// Distinct authors who answered the parent's author with hostility within an hour of this one:
  /// known once all comments of the thread were judged.
  var pileOnAuthors = 0
  /// Comments at the end of the path above, this one included, in which the same two authors
  /// alternate with hostility: known once all comments of the thread were judged.
  var spiralLength = 0

  /// The comment's place in its thread; `nil` if it was judged without one.
  var standing: Standing?

  /// Plain numbers about the thread.
  struct Standing {
    var comments = 0
    var authors = 0
    var maxDepth = 0
    var replies = 0
    var descendants = 0
    var authorComments = 0
    var position = 0
  }

  init() {}

  /// Looks whether an author answers a comment of their own, once the parent stands.
  func readSelfReply(by author: [UInt8]?) {
    if isTopLevel == true {
      isSelfReply = false
    } else if let author, let above = parent?.authorKey {
      isSelfReply = above == author
    }
  }

  /// The context of a comment about which only its own record is known.
  init(alone comment: Comment) {
    isTopLevel = comment.parent == nil ? (comment.thread == nil ? nil : true) : false
  }
}
