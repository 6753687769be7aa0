// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - The dialect of before 2015

extension RuleBuilder {
  /// Reads a key that AutoModerator had before 2015, as what took its place.
  mutating func readOld(_ key: String, keyNode: Node, value: Node) {
    report(
      "old-key",
      .note,
      "`\(key)` is from before 2015; it is read as `\(Self.successors[key] ?? key)`",
      at: keyNode
    )
    switch key {
    case "user": readAuthor(SearchKey(field: "author"), key: key, keyNode: keyNode, value: value)
    case "author_flair_text", "author_flair_css_class":
      let field = String(key.dropFirst("author_".count))
      search(field, in: .author, key: key, keyNode: keyNode, value: value)
    case "link_id", "link_title", "link_url":
      let field = String(key.dropFirst("link_".count))
      search(field, in: .post, key: key, keyNode: keyNode, value: value)
    case "parent_comment_id":
      let found = collect(.parent) {
        $0.readSearch(
          SearchKey(field: "id", modifiers: $0.oldModifiers(for: key)),
          key: key,
          keyNode: keyNode,
          value: value
        )
      }
      conditions += found.map { .parent($0) }
    case "media_user":
      search("media_author", in: .comment, key: key, keyNode: keyNode, value: value)
    case "is_reply":
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(.isTopLevel, is: !wanted)))
      }
    case "author_is_submitter":
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(.isSubmitter, is: wanted)))
      }
    case "body_min_length", "body_max_length":
      if let number = integer(value, key: key) {
        let quantity: NumberCheck.Quantity =
          ignoresBlockquotes ? .bodyLengthWithoutBlockquotes : .bodyLength
        conditions.append(
          .number(
            NumberCheck(quantity, key == "body_min_length" ? .atLeast : .atMost, Double(number))
          )
        )
      }
    case "user_conditions": readUserConditions(value)
    case "link_flair_text", "link_flair_class", "link_flair_css_class":
      readOldFlair(key, keyNode: keyNode, value: value, target: .post)
    case "user_flair_text", "user_flair_class", "user_flair_css_class":
      readOldFlair(key, keyNode: keyNode, value: value, target: .author)
    case "set_options":
      for option in texts(value, key: key) {
        guard ["nsfw", "sticky", "contest", "contest_mode"].contains(option.lowercased()) else {
          report("unknown-value", .error, "there is no option \"\(option.prefix(60))\"", at: value)
          continue
        }
      }
      aboutPosts("only posts have options such as nsfw and sticky", at: keyNode)
    default: break
    }
  }

  private static let successors: [String: String] = [
    "user": "author", "author_flair_text": "author: flair_text",
    "author_flair_css_class": "author: flair_css_class", "link_id": "parent_submission: id",
    "link_title": "parent_submission: title", "link_url": "parent_submission: url",
    "parent_comment_id": "parent_comment: id", "media_user": "media_author",
    "is_reply": "is_top_level: false", "author_is_submitter": "author: is_submitter",
    "body_min_length": "body_longer_than", "body_max_length": "body_shorter_than",
    "user_conditions": "author", "link_flair_text": "set_flair", "link_flair_class": "set_flair",
    "link_flair_css_class": "set_flair", "user_flair_text": "author: set_flair",
    "user_flair_class": "author: set_flair", "user_flair_css_class": "author: set_flair",
    "set_options": "set_nsfw, set_sticky, set_contest_mode",
  ]

  private mutating func search(
    _ field: String,
    in group: KeyGroup,
    key: String,
    keyNode: Node,
    value: Node
  ) {
    conditions += collect(group) {
      $0.readSearch(
        SearchKey(field: field, modifiers: $0.oldModifiers(for: key)),
        key: key,
        keyNode: keyNode,
        value: value
      )
    }
  }

  /// `user_conditions`: thresholds and facts, of which all or any have to hold.
  private mutating func readUserConditions(_ value: Node) {
    guard case .mapping(let mapping) = value else {
      report("wrong-type", .error, "`user_conditions` holds checks of the author", at: value)
      return
    }
    var isAnyEnough = false
    var parts: [Condition] = []
    for (key, keyNode, value) in entries(of: mapping) where errors < RuleFile.maxErrors {
      if key == "must_satisfy" {
        let word = text(value, key: key)?.lowercased()
        if word != "any", word != "all" {
          report("unknown-value", .error, "`must_satisfy` is any or all", at: value)
        }
        isAnyEnough = word == "any"
      } else {
        let found = collect(.author) { $0.readCheck(key, keyNode: keyNode, value: value) }
        if !found.isEmpty { parts.append(found.count == 1 ? found[0] : .all(found)) }
      }
    }
    if isAnyEnough, parts.count > 1 {
      conditions.append(.any(parts))
    } else {
      conditions += parts
    }
  }

  /// `modifiers: includes`, a list, or a mapping of fields to either.
  mutating func readOldModifiers(_ value: Node) {
    if case .mapping(let mapping) = value {
      for (key, _, value) in entries(of: mapping) {
        oldModifiers[key] = texts(value, key: key).map { $0.lowercased() }
      }
    } else {
      oldModifiers[""] = texts(value, key: "modifiers").map { $0.lowercased() }
    }
  }

  func oldModifiers(for key: String) -> [String] {
    oldModifiers[key] ?? oldModifiers[""] ?? []
  }

  private mutating func readOldFlair(
    _ key: String,
    keyNode: Node,
    value: Node,
    target: SideEffect.Target
  ) {
    guard let text = text(value, key: key) else { return }
    if target == .post, type != .comment {
      return aboutPosts("only posts have a flair of their own", at: keyNode)
    }
    templates.append((text, value))
    let name = key.hasSuffix("text") ? "text" : "css_class"
    if let index = effects.firstIndex(where: { $0.name == "set_flair" && $0.target == target }) {
      effects[index].parts.append(SideEffect.Part(name: name, text: text))
    } else {
      let part = SideEffect.Part(name: name, text: text)
      effects.append(PendingEffect(name: "set_flair", target: target, parts: [part]))
    }
  }
}

extension SearchKey {
  /// A key of one field; `inverse` among the old modifiers is what `~` is today.
  init(field: String, modifiers: [String] = []) {
    self.fields = [field]
    self.isNegated = modifiers.contains("inverse")
    self.modifiers = modifiers.filter { $0 != "inverse" }
  }
}
