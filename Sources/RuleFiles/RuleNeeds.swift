// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration

/// Which data a condition asks for beside the comment's own words.
enum RuleNeeds {
  /// The names of the data, sorted, each once.
  static func of(_ condition: Condition) -> [String] {
    var names: Set<String> = []
    collect(condition, prefix: "", into: &names)
    return names.sorted()
  }

  /// The ids of the rules that a condition requires.
  static func rules(in condition: Condition) -> [String] {
    switch condition {
    case .all(let parts), .any(let parts): parts.flatMap(rules)
    case .not(let part), .parent(let part): rules(in: part)
    case .rule(let id): [id]
    case .text, .number, .fact: []
    }
  }

  /// The condition with nothing left of it but the rules it requires.
  static func requirements(of condition: Condition) -> Condition {
    switch condition {
    case .all(let parts), .any(let parts): .all(parts.map(requirements))
    case .not(let part): requirements(of: part)
    case .rule: condition
    default: .all([])
    }
  }

  private static func collect(_ condition: Condition, prefix: String, into names: inout Set<String>)
  {
    switch condition {
    case .all(let parts), .any(let parts):
      for part in parts { collect(part, prefix: prefix, into: &names) }
    case .not(let part): collect(part, prefix: prefix, into: &names)
    case .parent(let part):
      names.insert("parent comment")
      collect(part, prefix: "parent's ", into: &names)
    case .rule: break
    case .text(let check):
      for field in check.fields { if let name = field.dataName { names.insert(prefix + name) } }
    case .number(let check):
      for name in self.names(of: check.quantity) { names.insert(prefix + name) }
    case .fact(let check): names.insert(prefix + name(of: check.fact))
    }
  }

  private static func name(of fact: FactCheck.Fact) -> String {
    switch fact {
    case .isTopLevel, .isReply: "thread or parent"
    case .isSubmitter: "is_submitter"
    case .isModerator: "is_moderator"
    case .isSelfReply: "thread"
    case .isAuthorDeleted: "author"
    case .detail(let detail): detail.rawValue
    }
  }

  private static func names(of quantity: NumberCheck.Quantity) -> [String] {
    switch quantity {
    case .bodyLength, .bodyLengthWithoutBlockquotes, .constant, .signal: []
    case .score: ["score"]
    case .authorKarma: ["author_karma"]
    case .accountAgeInDays: ["author_created_at", "created_at"]
    case .depth, .thread: ["thread"]
    case .postBodyLength: [CommentDetails.Text.postBody.rawValue]
    case .detail(let detail): [detail.rawValue]
    case .postAgeInDays: [CommentDetails.Number.postCreatedAt.rawValue, "created_at"]
    case .weekday: ["created_at"]
    case .arithmetic(let a, _, let b): names(of: a) + names(of: b)
    }
  }
}
