// SPDX-License-Identifier: Apache-2.0

// Keys that stand in the wrong group: the usual slip of beginners.

extension RuleBuilder {
  /// Where a key belongs that the present group does not have; `nil` if no group has it.
  func rightPlace(of name: String) -> String? {
    if KnownKeys.old.contains(name) {
      return group == .comment
        ? "`\(name)` is of the dialect of before 2015, and takes no `~`, label or modifiers: "
          + "Docs/Rules.md says what is written today"
        : nil
    }
    let isInside = group != .comment
    if isInside, Self.ofRules.contains(name) {
      return name == "author"
        ? "`author` is about who wrote the comment: write it beside `\(group.rawValue)`, not below it"
        : "write it one level up, beside `\(group.rawValue)`"
    }
    let home: KeyGroup? =
      if KnownKeys.author.contains(name) {
        .author
      } else if KnownKeys.post.contains(name) {
        .post
      } else if KnownKeys.thread.contains(name) {
        .thread
      } else if KnownKeys.community.contains(name) {
        .community
      } else {
        nil
      }
    guard let home, home != group else { return nil }
    let beside = isInside && group != .parent ? ", which stands beside `\(group.rawValue)`" : ""
    return "`\(name)` is a check of the \(Self.word(for: home)): write it below "
      + "`\(home.rawValue):`\(beside)"
  }

  /// Keys at the top of a rule that are about the comment, or say what the rule is.
  private static let ofRules = Set(KnownKeys.all)
    .subtracting(KnownKeys.postFields).subtracting(KnownKeys.postChecks)
    .subtracting(KnownKeys.postEffects).subtracting(KnownKeys.old).subtracting(KnownKeys.neo)

  private static func word(for group: KeyGroup) -> String {
    switch group {
    case .author, .crosspostAuthor: "author"
    case .post: "post"
    case .thread: "thread"
    case .community, .crosspostCommunity: "community"
    case .comment, .parent: "comment"
    }
  }
}
