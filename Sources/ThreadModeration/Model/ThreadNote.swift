// SPDX-License-Identifier: Apache-2.0

/// Something odd about a thread's data that was noticed and mended while its tree was built.
///
/// A note never means a lost comment: every comment keeps a place in the tree.
public struct ThreadNote: Sendable, Hashable {
  /// What was odd.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The parent is not in the data. The comment stands at the top of the tree.
    case orphan
    /// The comment names itself as its parent. It stands at the top of the tree.
    case selfParent = "self-parent"
    /// Following parents came back to this comment. The cycle is cut here, at its member that came
    /// first in the input, which then stands at the top of the tree.
    case cycle
    /// An earlier comment has this id. Both are kept; replies belong to the earlier one.
    case duplicateID = "duplicate-id"
  }

  /// What was odd.
  public let kind: Kind
  /// The comment, as an index into ``CommentThread/comments``.
  public let index: Int

  /// Makes a note about the comment at `index`.
  public init(kind: Kind, index: Int) {
    self.kind = kind
    self.index = index
  }
}
