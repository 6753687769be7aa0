// SPDX-License-Identifier: Apache-2.0

extension RuleMatcher {
  /// Where rules in AutoModerator's language keep out of the way.
  struct Courtesy {
    /// The comment is AutoModerator's own, or a moderator has removed it.
    var passesBy: Bool
    /// A moderator has approved the comment.
    var keeps: Bool

    /// A name alone proves nothing outside of Reddit: the account's id or a moderator's mark has to
    /// agree.
    init(toward comment: Comment) {
      let isBot =
        comment.author.map { $0.utf8.elementsEqual("AutoModerator".utf8) } == true
        && (comment.isModerator == true
          || comment.authorID.map { $0.utf8.elementsEqual("t2_6l4z3".utf8) } == true)
      let details = comment.details
      passesBy = isBot || details[.isRemoved] == true
      keeps = details[.isApproved] == true
    }
  }
}
