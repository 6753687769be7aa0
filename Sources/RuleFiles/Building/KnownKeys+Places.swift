// SPDX-License-Identifier: Apache-2.0

extension KnownKeys {
  /// Where a key belongs that stands in a group which has none of its name: the commonest slip of all, for which the
  /// nearest name would be another check, or an action.
  ///
  /// - Returns: What to do, or `nil` for names that no group has.
  static func rightPlace(of name: String, insteadOf group: KeyGroup) -> String? {
    switch group {
    case .comment, .parent, .thread:
      if author.contains(name) { return "it is a check of the author: write it below `author:`" }
      if post.contains(name) {
        return "it is a check of the post: write it below `parent_submission:`"
      }
      return group == .comment || !isOfRule(name)
        ? nil : "it belongs to the rule: write it outside of `\(group.rawValue)`"
    case .author, .post, .community, .crosspostAuthor, .crosspostCommunity:
      if isOfRule(name) { return "it belongs to the rule: write it outside of `\(group.rawValue)`" }
      if group != .author, author.contains(name) {
        return "it is a check of the author: write it below `author:`"
      }
      return group != .post && post.contains(name)
        ? "it is a check of the post: write it below `parent_submission:`" : nil
    }
  }

  private static func isOfRule(_ name: String) -> Bool {
    notFields.contains(name) || ["body", "author", "link_domain"].contains(name)
  }
}
