// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - Checks of every group

extension RuleBuilder {
  /// The conditions that `read` adds, instead of adding them to the group around.
  mutating func collect(
    _ group: KeyGroup,
    isPart: Bool? = nil,
    _ read: (inout Self) -> Void
  ) -> [Condition] {
    let outer = (self.group, self.isPart, conditions)
    self.group = group
    self.isPart = isPart ?? self.isPart
    conditions = []
    read(&self)
    let found = conditions
    (self.group, self.isPart, conditions) = outer
    return found
  }

  /// Reads a check of the group that is being read.
  mutating func readCheck(_ key: String, keyNode: Node, value: Node) {
    guard let search = searchKey(key, keyNode: keyNode) else { return }
    if search.fields.count == 1, !search.isNegated, search.modifiers.isEmpty,
      readGroup(search.fields[0], keyNode: keyNode, value: value)
    {
      return
    }
    if search.fields == ["author"], group == .comment || group == .parent {
      return readAuthor(search, key: key, keyNode: keyNode, value: value)
    }
    if search.fields == ["requires"], group == .comment, search.modifiers.isEmpty {
      return readRequires(value, isNegated: search.isNegated)
    }
    switch group {
    case .comment, .parent:
      if readItemCheck(key, keyNode: keyNode, value: value) { return }
    case .author, .crosspostAuthor:
      if readAuthorCheck(key, keyNode: keyNode, value: value) { return }
    case .post:
      if readPostCheck(key, keyNode: keyNode, value: value) { return }
    case .community, .crosspostCommunity:
      if readCommunityCheck(key, value: value) { return }
    case .thread:
      if readThreadCheck(key, keyNode: keyNode, value: value) { return }
    }
    readSearch(search, key: key, keyNode: keyNode, value: value)
  }

  /// Reads a key that holds other keys; `false` if it is none.
  private mutating func readGroup(_ name: String, keyNode: Node, value: Node) -> Bool {
    switch (name, group) {
    case ("any", .comment), ("any", .parent), ("any", .author), ("any", .post), ("any", .thread):
      conditions.append(.any(parts(of: name, value)))
    case ("all", .comment), ("all", .parent), ("all", .author), ("all", .post), ("all", .thread):
      conditions.append(.all(parts(of: name, value)))
    case ("none", .comment), ("none", .parent), ("none", .author), ("none", .post),
      ("none", .thread):
      conditions.append(.not(.any(parts(of: name, value))))
    case ("parent_submission", .comment):
      if type == .submission {
        refusedThere("a post has no `parent_submission`", at: keyNode)
      }
      conditions += group(.post, name, value)
    case ("subreddit", .comment):
      conditions += group(.community, name, value)
    case ("parent_comment", .comment), ("parent_comment", .parent):
      let outer = ignoresBlockquotes
      ignoresBlockquotes = false
      let found = group(.parent, name, value)
      ignoresBlockquotes = outer
      conditions.append(.parent(.all(found)))
    case ("thread", .comment): conditions += group(.thread, name, value)
    case ("signals", .comment), ("signals", .parent): readSignals(value)
    case ("crosspost_author", .comment):
      if case .mapping = value {
        _ = group(.crosspostAuthor, name, value)
      } else {
        _ = texts(value, key: name)
      }
      aboutPosts("comments are never crossposts", at: keyNode)
    case ("crosspost_subreddit", .comment):
      _ = group(.crosspostCommunity, name, value)
      aboutPosts("comments are never crossposts", at: keyNode)
    default: return false
    }
    return true
  }

  /// The conditions of a mapping below a key.
  mutating func group(_ group: KeyGroup, _ name: String, _ value: Node) -> [Condition] {
    guard case .mapping(let mapping) = value else {
      report(
        "wrong-type",
        .error,
        "`\(name)` holds checks, such as `key: value` below it",
        at: value
      )
      return []
    }
    let entries = entries(of: mapping)
    if group == .parent || group == .post,
      let entry = entries.first(where: { $0.key == "ignore_blockquotes" }),
      let wanted = boolean(entry.value, key: entry.key)
    {
      ignoresBlockquotes = wanted
    }
    return collect(group) { builder in
      for (key, keyNode, value) in entries where builder.errors < RuleFile.maxErrors {
        builder.readCheck(key, keyNode: keyNode, value: value)
      }
    }
  }

  /// The parts of `any`, `all` and `none`: of a list each item is a part, whose checks all have to
  /// hold; of a mapping each key is one.
  private mutating func parts(of name: String, _ value: Node) -> [Condition] {
    var parts: [Condition] = []
    switch value {
    case .mapping(let mapping):
      for (key, keyNode, value) in entries(of: mapping) where errors < RuleFile.maxErrors {
        let found = collect(group, isPart: true) {
          $0.readCheck(key, keyNode: keyNode, value: value)
        }
        if !found.isEmpty { parts.append(found.count == 1 ? found[0] : .all(found)) }
      }
    case .sequence(let nodes):
      for node in nodes where errors < RuleFile.maxErrors {
        guard case .mapping(let mapping) = node else {
          report(
            "wrong-type",
            .error,
            "each item of `\(name)` holds checks, such as `- body: [\"some words\"]`",
            at: node
          )
          continue
        }
        let entries = entries(of: mapping)
        let found = collect(group, isPart: true) { builder in
          for (key, keyNode, value) in entries {
            builder.readCheck(key, keyNode: keyNode, value: value)
          }
        }
        parts.append(found.count == 1 ? found[0] : .all(found))
      }
    default:
      report("wrong-type", .error, "`\(name)` holds a list of checks", at: value)
    }
    if parts.isEmpty, errors == 0 {
      report("empty-group", .warning, "`\(name)` holds no check", at: value)
    }
    return parts
  }
}

// MARK: - The comment and its parent

extension RuleBuilder {
  /// Reads a check of a comment that is no search; `false` if it is none.
  private mutating func readItemCheck(_ key: String, keyNode: Node, value: Node) -> Bool {
    switch key {
    case "is_top_level":
      if type == .submission, group == .comment {
        refusedThere("only comments have `is_top_level`", at: keyNode)
      }
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(.isTopLevel, is: wanted)))
      }
    case "body_longer_than", "body_shorter_than":
      if let number = integer(value, key: key) {
        let quantity: NumberCheck.Quantity =
          ignoresBlockquotes ? .bodyLengthWithoutBlockquotes : .bodyLength
        conditions.append(
          .number(
            NumberCheck(quantity, key == "body_longer_than" ? .greater : .less, Double(number))
          )
        )
      }
    case "reports":
      if let number = integer(value, key: key) {
        conditions.append(.number(NumberCheck(.detail(.reports), .atLeast, Double(number))))
      }
    case "is_edited":
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(.detail(.isEdited), is: wanted)))
      }
    case "ignore_blockquotes":
      if isPart {
        report(
          "misplaced-key",
          .error,
          "`ignore_blockquotes` belongs to the rule, not to a part of it",
          at: keyNode
        )
      }
    case "age" where group == .comment:
      aboutPosts("`age` looks at posts", at: keyNode)
    case "day_of_week" where group == .comment: readWeekday(value)
    case "comment_crowd_control_collapsed" where group == .comment:
      _ = boolean(value, key: key)
      conditions.append(.unknown)
    case _ where KnownKeys.postChecks.contains(key) && group == .comment:
      if key == "discussion_type" {
        _ = text(value, key: key)
      } else {
        _ = boolean(value, key: key)
      }
      aboutPosts("only posts have `\(key)`", at: keyNode)
    default: return false
    }
    return true
  }

  private mutating func readWeekday(_ value: Node) {
    var days: [Condition] = []
    for text in texts(value, key: "day_of_week") {
      let day = text.lowercased()
      guard let index = KnownKeys.weekdays.firstIndex(where: { $0 == day || $0.prefix(3) == day })
      else {
        report(
          "unknown-value",
          .error,
          "there is no day \"\(text.prefix(60))\"",
          at: value,
          suggestion: didYouMean(day, among: KnownKeys.weekdays)
        )
        return
      }
      days.append(.number(NumberCheck(.weekday, .equal, Double(index + 1))))
    }
    if !days.isEmpty { conditions.append(days.count == 1 ? days[0] : .any(days)) }
  }
}

// MARK: - The post

extension RuleBuilder {
  private mutating func readPostCheck(_ key: String, keyNode: Node, value: Node) -> Bool {
    switch key {
    case "reports":
      if let number = integer(value, key: key) {
        conditions.append(.number(NumberCheck(.detail(.postReports), .atLeast, Double(number))))
      }
    case "body_longer_than", "body_shorter_than":
      if let number = integer(value, key: key) {
        let comparison: NumberCheck.Comparison = key == "body_longer_than" ? .greater : .less
        conditions.append(.number(NumberCheck(.postBodyLength, comparison, Double(number))))
      }
    case "past_archive_date":
      if let wanted = boolean(value, key: key) {
        // Six months of 30 days, as AutoModerator counts months.
        conditions.append(.number(NumberCheck(.postAgeInDays, wanted ? .greater : .atMost, 180)))
      }
    case "discussion_type":
      if let text = text(value, key: key)?.lowercased() {
        if !["chat", "null", "~", ""].contains(text) {
          report("unknown-value", .error, "`discussion_type` is chat or null", at: value)
        }
        conditions.append(.fact(FactCheck(.detail(.postIsChat), is: text == "chat")))
      }
    case "ignore_blockquotes": break
    case "action":
      if let action = word(value, key: key) {
        if !KnownKeys.actions.contains(action) {
          report(
            "unknown-value",
            .error,
            "there is no action \"\(action.prefix(60))\"",
            at: value,
            suggestion: suggestion(forAction: action)
          )
        }
        refuseInPart(keyNode)
        let part = SideEffect.Part(name: "text", text: action)
        effects.append(PendingEffect(name: "action", target: .post, parts: [part]))
      }
    case "action_reason", "report_reason":
      if let text = ownText(value, key: key) {
        templates.append((text, value))
        let part = SideEffect.Part(name: "text", text: text)
        effects.append(PendingEffect(name: "action_reason", target: .post, parts: [part]))
      }
    case _ where KnownKeys.postFacts[key] != nil:
      if let wanted = boolean(value, key: key), let flag = KnownKeys.postFacts[key] {
        conditions.append(.fact(FactCheck(.detail(flag), is: wanted)))
      }
    case _ where KnownKeys.postEffects.contains(key) || key == "set_locked":
      refuseInPart(keyNode)
      readEffect(key, keyNode: keyNode, value: value, target: .post)
    default: return false
    }
    return true
  }

  mutating func refuseInPart(_ keyNode: Node) {
    guard isPart else { return }
    report("misplaced-key", .error, "only checks stand in `any`, `all` and `none`", at: keyNode)
  }

  private mutating func readCommunityCheck(_ key: String, value: Node) -> Bool {
    guard key == "is_nsfw" else { return false }
    if let wanted = boolean(value, key: key) {
      conditions.append(.fact(FactCheck(.detail(.communityIsNSFW), is: wanted)))
    }
    return true
  }
}
