// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - What a rule does besides acting on the comment

extension RuleBuilder {
  /// Reads an action that only posts have, at the top of a rule.
  ///
  /// In a rule about anything, AutoModerator makes no rule for comments of it; in a rule that says
  /// it is about comments the action alone is left out.
  mutating func readPostEffect(_ key: String, keyNode: Node, value: Node) {
    let known = effects.count
    readEffect(key, keyNode: keyNode, value: value, target: .post)
    effects.removeSubrange(min(known, effects.count)...)
    guard type == .comment else {
      return aboutPosts("only posts have `\(key)`", at: keyNode)
    }
    report(
      "post-effect",
      .warning,
      "only posts have `\(key)`: AutoModerator refuses it here, and nothing is done for it",
      at: keyNode,
      suggestion: "for the post that was commented on, write it below `parent_submission:`"
    )
  }

  /// Reads a side effect.
  mutating func readEffect(
    _ key: String,
    keyNode: Node,
    value: Node,
    target: SideEffect.Target
  ) {
    switch key {
    case "comment", "modmail", "message":
      guard let text = ownText(value, key: key) else { return }
      templates.append((text, value))
      if text.unicodeScalars.count > SideEffect.maxTextScalars {
        report(
          "text-limit",
          .warning,
          "the text of `\(key)` has more than \(SideEffect.maxTextScalars) characters",
          at: value
        )
      }
      let receiver: SideEffect.Target =
        key == "comment" ? .comment : key == "modmail" ? .moderators : .author
      let part = SideEffect.Part(name: "text", text: text)
      effects.append(PendingEffect(name: key, target: receiver, parts: [part]))
    case "modmail_subject", "message_subject":
      guard let text = ownText(value, key: key) else { return }
      templates.append((text, value))
      if text.unicodeScalars.count > SideEffect.maxSubjectScalars {
        report(
          "text-limit",
          .warning,
          "a subject has at most \(SideEffect.maxSubjectScalars) characters",
          at: value
        )
      }
      subjects[key] = text
    case "comment_locked", "comment_stickied", "overwrite_flair":
      if let isOn = boolean(value, key: key) { options[target, default: [:]][key] = isOn }
    case "set_flair": readFlair(value, target: target)
    case "set_sticky":
      guard let text = text(value, key: key) else { return }
      if Int(text) == nil { _ = boolean(value, key: key) }
      append(key, target, text)
    case "set_suggested_sort", "set_post_crowd_control_level":
      guard
        let text = key == "set_suggested_sort"
          ? word(value, key: key) : text(value, key: key)?.lowercased()
      else { return }
      let words = key == "set_suggested_sort" ? KnownKeys.sorts : KnownKeys.crowdControlLevels
      if !words.contains(text) {
        report(
          "unknown-value",
          .error,
          "`\(key)` has no value \"\(text.prefix(60))\"",
          at: value,
          suggestion: didYouMean(text, among: words.sorted())
        )
      }
      append(key, target, text)
    default:
      if let isOn = boolean(value, key: key) { append(key, target, isOn ? "true" : "false") }
    }
  }

  private mutating func append(_ name: String, _ target: SideEffect.Target, _ text: String) {
    let part = SideEffect.Part(name: "text", text: text)
    effects.append(PendingEffect(name: name, target: target, parts: [part]))
  }

  /// A text, a text and CSS classes, or a mapping of `text`, `css_class` and `template_id`.
  private mutating func readFlair(_ value: Node, target: SideEffect.Target) {
    var parts: [SideEffect.Part] = []
    switch value {
    case .mapping(let mapping):
      for (key, keyNode, value) in entries(of: mapping) {
        guard ["text", "css_class", "template_id"].contains(key) else {
          report(
            "unknown-key",
            .error,
            "`set_flair` holds `text`, `css_class` and `template_id`",
            at: keyNode
          )
          continue
        }
        if let text = text(value, key: key) {
          parts.append(SideEffect.Part(name: key, text: text))
          templates.append((text, value))
        }
      }
    case .sequence(let nodes):
      if nodes.count > 2 {
        report("wrong-type", .error, "`set_flair` takes a text and CSS classes", at: value)
      }
      for (name, node) in zip(["text", "css_class"], nodes) {
        if let text = text(node, key: "set_flair") {
          parts.append(SideEffect.Part(name: name, text: text))
          templates.append((text, node))
        }
      }
    default:
      if let text = ownText(value, key: "set_flair") {
        parts.append(SideEffect.Part(name: "text", text: text))
        templates.append((text, value))
      }
    }
    for part in parts {
      let isTooLong =
        part.name == "text" && part.text.unicodeScalars.count > SideEffect.maxFlairScalars
        && !part.text.contains("{{")
      let classes = part.text.split(separator: " ").count
      if isTooLong || part.name == "css_class" && classes > 10 {
        report(
          "text-limit",
          .warning,
          "a flair has at most \(SideEffect.maxFlairScalars) characters and 10 classes",
          at: value
        )
      }
    }
    if !parts.isEmpty {
      effects.append(PendingEffect(name: "set_flair", target: target, parts: parts))
    }
  }

  /// The side effects with subjects and options where they belong.
  ///
  /// Replies and mails first, then the author, then the post: in which order the groups of a rule
  /// stand means nothing.
  mutating func finishedEffects() -> [SideEffect] {
    func rank(_ effect: PendingEffect) -> Int {
      if ["comment", "modmail", "message"].contains(effect.name) { return 0 }
      return effect.target == .comment ? 1 : effect.target == .author ? 2 : 3
    }
    let ordered = effects.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }.map(\.element)
    return ordered.map { effect in
      var parts = effect.parts
      func filled(_ text: String) -> String {
        text.replacingPlaceholder("{{friendly-name}}", with: summary)
      }
      switch effect.name {
      case "modmail", "message":
        let subject = subjects[effect.name + "_subject"] ?? "AutoModerator notification"
        parts.insert(SideEffect.Part(name: "subject", text: subject), at: 0)
      case "comment":
        for option in ["locked", "stickied"] where options[.comment]?["comment_" + option] == true {
          parts.append(SideEffect.Part(name: option, text: "true"))
        }
      case "set_flair":
        if options[effect.target]?["overwrite_flair"] == true {
          parts.append(SideEffect.Part(name: "overwrite", text: "true"))
        }
      default: break
      }
      for index in parts.indices { parts[index].text = filled(parts[index].text) }
      return SideEffect(effect.name, on: effect.target, parts: parts)
    }
  }

  /// Looks at the placeholders of all texts, now that all searches are known.
  mutating func checkTemplates() {
    reason = reason?.replacingPlaceholder("{{friendly-name}}", with: summary)
    for (text, node) in templates {
      if let name = PlaceholderNames.singleBraced(in: text) {
        report(
          "unknown-placeholder",
          .warning,
          "{\(name)} is no placeholder and stays in the text",
          at: node,
          suggestion: "placeholders have two braces: {{\(name)}}"
        )
      }
      var seen: Set<String> = []
      for written in PlaceholderNames.names(in: text) where seen.insert(written).inserted {
        let name = written.lowercased().trimmingSpaces()
        if name != written, KnownKeys.placeholders.contains(name) || name.hasPrefix("match") {
          report(
            "unknown-placeholder",
            .warning,
            "AutoModerator fills in {{\(name.prefix(60))}} only if it is written so; "
              + "{{\(written.prefix(60))}} stays in the text",
            at: node,
            suggestion: "write it in small letters and without spaces"
          )
        } else if name.hasPrefix("media_"), KnownKeys.placeholders.contains(name) {
          aboutPosts(
            "{{\(name)}} limits the rule to items with media, which no comment has",
            at: node
          )
        } else if name == "match" || name.hasPrefix("match-") {
          checkMatch(name, at: node)
        } else if !KnownKeys.placeholders.contains(name) {
          report(
            "unknown-placeholder",
            .warning,
            "there is no placeholder {{\(name.prefix(60))}}; it stays in the text",
            at: node,
            suggestion: hasEnough(of: "unknown-placeholder")
              ? nil : didYouMean(name, among: KnownKeys.placeholders.sorted() + ["match"])
          )
        }
      }
    }
  }

  private mutating func checkMatch(_ name: String, at node: Node) {
    var field = String(name.dropFirst("match-".count))
    let number = Int(field.split(separator: "-").last ?? "") ?? 1
    if name == "match" || field.allSatisfy(\.isNumber) {
      if searchNames.allSatisfy({ $0.hasPrefix("~") }) {
        report(
          "unknown-placeholder",
          .warning,
          "no search of the comment's text can fill {{\(name)}}; it stays in the text",
          at: node
        )
      } else if searchNames.count(where: { !$0.hasPrefix("~") }) > 1 {
        report(
          "ambiguous-match",
          .note,
          "several searches could fill {{\(name)}}: the first one that matched does",
          at: node,
          suggestion: "name one: {{match-\(searchNames[0])}}"
        )
      }
      checkGroup(number, of: searchNames, name, at: node)
      return
    }
    guard !searchNames.contains(field) else { return }
    if let dash = field.lastIndex(of: "-"),
      field[field.index(after: dash)...].allSatisfy(\.isNumber)
    {
      field = String(field[..<dash])
    }
    guard !searchNames.contains(field) else {
      return checkGroup(number, of: [field], name, at: node)
    }
    report(
      "unknown-placeholder",
      .warning,
      "the rule has no search \"\(field.prefix(60))\" to fill {{\(name.prefix(60))}}",
      at: node,
      suggestion: searchNames.isEmpty || hasEnough(of: "unknown-placeholder")
        ? nil : didYouMean(field, among: searchNames)
    )
  }
}

extension RuleBuilder {
  /// Looks whether one of the searches has as many groups: `{{match-2}}` is the first.
  private mutating func checkGroup(
    _ number: Int,
    of searches: [String],
    _ name: String,
    at node: Node
  ) {
    let groups = searches.map { searchGroups[$0] ?? 0 }.max() ?? 0
    guard number > groups + 1, !searches.isEmpty else { return }
    report(
      "unknown-placeholder",
      .warning,
      groups == 0
        ? "the values have no groups to fill {{\(name.prefix(60))}}; it stays in the text"
        : "the values have groups up to {{match-\(groups + 1)}}; {{\(name.prefix(60))}} stays in the text",
      at: node,
      suggestion: "{{match}} is all that matched, {{match-2}} the first group in round brackets"
    )
  }
}

/// Finds the placeholders of a text.
enum PlaceholderNames {
  /// The first placeholder's name that stands in one pair of braces, by the alphabet.
  static func singleBraced(in text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return nil }
    return (KnownKeys.placeholders.sorted() + ["match"]).first { name in
      text.replacing("{{\(name)}}", with: "").contains("{\(name)}")
    }
  }

  /// A text without its placeholders.
  static func removed(from text: String) -> String {
    names(in: text).reduce(text) { $0.replacing("{{\($1)}}", with: " ") }
  }

  /// The names between doubled braces, as they are written.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = Array(text.utf8)[...]
    while let open = rest.indices.first(where: {
      rest[$0] == 0x7B && $0 + 1 < rest.endIndex && rest[$0 + 1] == 0x7B
    }) {
      var start = open + 2
      while start < rest.endIndex, rest[start] == 0x7B { start += 1 }
      let name = rest[start...].prefix(200).prefix { $0 != 0x7D && $0 != 0x7B && $0 != 0x0A }
      if name.endIndex + 1 < rest.endIndex, !name.isEmpty, rest[name.endIndex] == 0x7D,
        rest[name.endIndex + 1] == 0x7D
      {
        names.append(String(decoding: name, as: UTF8.self))
      }
      rest = rest[max(start, name.endIndex)...]
    }
    return names
  }
}

extension String {
  /// The text with a placeholder filled in once and for all; unchanged without a value.
  fileprivate func replacingPlaceholder(_ placeholder: String, with value: String?) -> String {
    guard let value, utf8.contains(0x7B) else { return self }
    return replacing(placeholder, with: value)
  }
}
