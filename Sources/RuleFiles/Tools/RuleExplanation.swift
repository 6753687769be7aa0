// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
public import ThreadModeration

/// Says in plain words how a rule was understood.
///
/// ```swift
/// print(RuleExplanation.text(of: rule))
/// // town.no-raffles (rules.yaml:3)
/// //   It matches a comment when all of this holds:
/// //     - its words hold "raffle" as a whole word, …
/// //   Then: the comment is held until a moderator has looked.
/// ```
public enum RuleExplanation {
  /// The lines of an explanation, joined.
  ///
  /// Control and formatting characters of the rule are shown as `�`.
  public static func text(of rule: Rule, outcome: RuleOutcome? = nil) -> String {
    var lines: [String] = []
    let place = rule.origin.map { " (\($0.file):\($0.line))" } ?? ""
    lines.append("\(rule.id)\(place)")
    if let description = rule.description { lines.append("  \(description)") }
    lines.append("  It matches a comment when")
    lines += describe(rule.condition, indent: "    ")
    lines.append("  Then")
    lines += effects(of: rule).map { "    \($0)" }
    lines.append("  Order")
    lines.append("    \(order(of: rule))")
    if rule.exemptsModerators { lines.append("    Comments by moderators are passed by.") }
    let needs = outcome?.needs ?? RuleNeeds.of(rule.condition)
    if !needs.isEmpty {
      lines.append("  Data")
      lines.append(
        "    It asks for \(needs.joined(separator: ", ")). Where that is missing, it does not match."
      )
    }
    if case .approximate(let codes)? = outcome?.standing {
      lines.append("    Not quite as AutoModerator: \(codes.joined(separator: ", ")).")
    }
    let examples = rule.examples.matches.count + rule.examples.passes.count
    lines.append("  Tests")
    lines.append(
      examples == 0 ? "    None." : "    \(examples); run them with moderate rules test."
    )
    return lines.map(Diagnostic.printable).joined(separator: "\n")
  }

  private static func order(of rule: Rule) -> String {
    let priority = rule.priority == 0 ? "" : " Its priority is \(rule.priority)."
    if rule.effect?.isRemoval == true {
      return
        "Among the rules that take comments out of sight; the first that matches ends their turn"
        + (rule.respectsModerators ? ", and that of all rules without a score." : ".")
        + priority
    }
    return "After the rules that take comments out of sight"
      + (rule.respectsModerators && rule.score == 0 ? ", and only if none of them matched." : ".")
      + (rule.endsPass ? " If it matches, no later rule is tried." : "") + priority
  }

  private static func effects(of rule: Rule) -> [String] {
    var lines: [String] = []
    switch rule.effect {
    case .approve?: lines.append("the comment is allowed, unless a rule removes or holds it.")
    case .report?: lines.append("the comment is reported to the moderators.")
    case .hold?: lines.append("the comment is held until a moderator has looked.")
    case .remove?: lines.append("the comment is removed.")
    case nil: break
    }
    if rule.score != 0 {
      lines.append("its category \(rule.category.name) gets \(rule.score) (log-odds).")
    }
    if let reason = rule.reason { lines.append("the reason is: \(reason)") }
    for effect in rule.sideEffects {
      let parts = effect.parts.map { "\($0.name) \"\($0.text.prefix(80))\"" }.joined(
        separator: ", "
      )
      lines.append("listed, not done: \(effect.name) (\(effect.target.rawValue)): \(parts)")
    }
    return lines.isEmpty ? ["nothing: other rules may require it."] : lines
  }

  private static func describe(_ condition: Condition, indent: String) -> [String] {
    func list(_ head: String, _ parts: [Condition]) -> [String] {
      [indent + head] + parts.flatMap { describe($0, indent: indent + "  ") }
    }
    switch condition {
    case .all(let parts):
      return parts.isEmpty ? [indent + "- always"] : list("- all of this holds:", parts)
    case .any(let parts): return list("- at least one of this holds:", parts)
    case .not(.text(let check)): return [indent + "- \(words(check, isNegated: true))"]
    case .not(let part): return list("- this is known not to hold:", [part])
    case .text(let check): return [indent + "- \(words(check, isNegated: false))"]
    case .number(let check):
      return [
        indent + "- \(words(check.quantity)) is \(words(check.comparison)) \(shown(check.limit))"
      ]
    case .fact(let check):
      return [indent + "- \(words(check.fact))" + (check.wanted ? "" : ": no")]
    case .parent(let part): return list("- of the comment that it answers:", [part])
    case .rule(let id): return [indent + "- rule \"\(id)\" matches"]
    }
  }

  private static func words(_ check: TextCheck, isNegated: Bool) -> String {
    let fields = check.fields.map { words($0, view: check.view) }.joined(separator: " or ")
    let method = check.matchesSubdomains ? "is, or lies below," : words(check.method)
    let values = check.entries ?? check.values
    let shown = values.prefix(6).map {
      check.isRegex ? "/\($0.prefix(80))/" : "\"\($0.prefix(80))\""
    }
    let rest = values.count > 6 ? " … (\(values.count) in all)" : ""
    return "\(fields) \(method) "
      + (isNegated ? "none of: " : values.count > 1 ? "one of: " : "")
      + shown.joined(separator: ", ") + rest
      + (check.isCaseSensitive ? " (case counts)" : "")
  }

  private static func words(_ method: MatchMethod) -> String {
    switch method {
    case .includesWord: "holds, as whole words,"
    case .includes: "holds"
    case .startsWith: "begins with"
    case .endsWith: "ends with"
    case .fullExact: "is exactly"
    case .fullText: "is, but for punctuation around it,"
    }
  }

  private static func words(_ field: TextCheck.Field, view: TextView) -> String {
    switch field {
    case .body:
      switch view {
      case .raw: "its text"
      case .prose: "its own words, without quotations,"
      case .quoted: "what it quotes"
      case .normalized: "its own words, with disguise taken off,"
      case .normalizedBody: "its text, with disguise taken off,"
      case .withoutBlockquotes: "its text without quoted lines"
      }
    case .author: "the author's name"
    case .id: "its id"
    case .title: "the post's title"
    case .url: "its address"
    case .domain: "the domain of a link in it"
    case .authorID: "the author's id"
    case .postID: "the post's id"
    case .detail(let detail): detail.rawValue
    }
  }

  private static func words(_ quantity: NumberCheck.Quantity) -> String {
    switch quantity {
    case .bodyLength: "the length of its text"
    case .bodyLengthWithoutBlockquotes: "the length of its text without quoted lines"
    case .postBodyLength: "the length of the post's text"
    case .score: "its score"
    case .authorKarma: "the author's karma"
    case .accountAgeInDays: "the age of the author's account in days"
    case .postAgeInDays: "the age of the post in days"
    case .weekday: "the day of the week (1 is Monday)"
    case .depth: "its depth in the thread"
    case .signal(let name): "the signal \(name)"
    case .detail(let detail): detail.rawValue
    case .thread(let quantity): "the thread's \(quantity.rawValue)"
    case .constant(let value): shown(value)
    case .arithmetic(let a, let operation, let b):
      "(\(words(a)) \(operation.rawValue) \(words(b)))"
    }
  }

  private static func words(_ comparison: NumberCheck.Comparison) -> String {
    switch comparison {
    case .less: "less than"
    case .atMost: "at most"
    case .equal: "exactly"
    case .atLeast: "at least"
    case .greater: "more than"
    }
  }

  private static func words(_ fact: FactCheck.Fact) -> String {
    switch fact {
    case .isTopLevel: "it answers the post itself"
    case .isReply: "it answers a comment"
    case .isSubmitter: "its author also wrote the post"
    case .isModerator: "its author is a moderator"
    case .isSelfReply: "its author answers themselves"
    case .isAuthorDeleted: "its author is gone"
    case .detail(let detail): detail.rawValue
    }
  }

  private static func shown(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
