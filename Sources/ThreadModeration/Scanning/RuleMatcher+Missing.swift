// SPDX-License-Identifier: Apache-2.0

// What the data lacks where a condition is unknown, by the names that data has in native JSON Lines.

extension RuleMatcher {
  /// An unknown answer, and why: the first reason of a rule is kept.
  ///
  /// - Parameter name: The name of what is missing; `nil` where nothing is.
  mutating func unknown(lacking name: String?) -> Truth {
    if missing == nil, let name { missing = level > 0 ? "parent's " + name : name }
    return .unknown
  }

  /// What is missing of the data for a number that is not known.
  mutating func lacked(by amount: CompiledRules.Amount) -> String? {
    switch amount {
    case .quantity(let quantity): return lacked(by: quantity)
    case .signal: return "thread"
    case .arithmetic(let a, _, let b):
      // Where both are known, the quotient is not.
      return number(a) == nil ? lacked(by: a) : number(b) == nil ? lacked(by: b) : nil
    }
  }

  private func lacked(by quantity: NumberCheck.Quantity) -> String? {
    let comment = levels[level].comment
    let isBanned = comment.details[.authorIsBanned] == true
    switch quantity {
    case .bodyLength, .bodyLengthWithoutBlockquotes, .constant, .signal, .arithmetic: return nil
    case .postBodyLength: return CommentDetails.Text.postBody.rawValue
    case .score: return "score"
    case .authorKarma: return "author_karma"
    case .accountAgeInDays:
      // Accounts that are banned from the platform satisfy no threshold, whatever is known of them.
      if isBanned { return nil }
      return comment.authorCreatedAt == nil ? "author_created_at" : "created_at"
    case .postAgeInDays:
      return comment.details[.postCreatedAt] == nil
        ? CommentDetails.Number.postCreatedAt.rawValue : "created_at"
    case .weekday: return "created_at"
    case .depth, .thread: return "thread"
    case .detail(let detail):
      let isOfPost = detail == .reports || detail == .postReports
      return isBanned && !isOfPost ? nil : detail.rawValue
    }
  }
}

extension FactCheck.Fact {
  /// The name of the data that decides it.
  var dataName: String {
    switch self {
    case .isTopLevel, .isReply: "parent"
    case .isSubmitter: "is_submitter"
    case .isModerator: "is_moderator"
    case .isSelfReply: "thread"
    case .isAuthorDeleted: "author"
    case .detail(let detail): detail.rawValue
    }
  }
}

extension TextCheck.Field {
  /// The name of the data in which it is searched; `nil` for what every comment has.
  package var dataName: String? {
    switch self {
    case .body, .domain, .id: nil
    case .author: "author"
    case .title: "title"
    case .url: "url"
    case .authorID: "author_id"
    case .postID: "thread"
    case .detail(let detail): detail.rawValue
    }
  }
}
