// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

/// Makes one rule of one section of a rule file.
struct RuleBuilder {
  let source: SourceText
  let section: RuleSection
  var diagnostics: [Diagnostic] = []
  /// The errors among ``diagnostics``, counted as they come: files may have many.
  var errors = 0
  /// Whether the rule is left out because of a check that is not evaluated yet.
  var isInactive = false

  var conditions: [Condition] = []
  var effect: Rule.Effect?
  var sideEffects = 0
  var score = 0.0
  var id: String?
  var category = Category.custom
  var kind: String?
  var summary: String?
  var reason: String?
  var priority = 0
  var exemptsModerators: Bool?
  var examples = Rule.Examples()

  init(source: SourceText, section: RuleSection) {
    self.source = source
    self.section = section
  }

  /// The rule, or `nil` if it is left out or there are errors.
  mutating func rule(from mapping: Node.Mapping) -> Rule? {
    let line = self.line(of: mapping.mark) ?? section.firstLine
    for (key, keyNode, value) in entries(of: mapping) {
      read(key, keyNode: keyNode, value: value)
      guard errors < RuleFile.maxErrors else { break }
    }
    let rule = errors > 0 || isInactive ? nil : finish(line: line)
    // Of a rule that is left out, the reason is enough.
    if isInactive { diagnostics.removeAll { $0.severity < .error && $0.code != "inactive" } }
    return rule
  }

  /// The keys of a mapping in small letters, with their values. Of keys that differ only in case the
  /// last counts, as it does for AutoModerator.
  mutating func entries(of mapping: Node.Mapping) -> [(key: String, keyNode: Node, value: Node)] {
    var entries: [(key: String, keyNode: Node, value: Node)] = []
    var places: [String: Int] = [:]
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string.lowercased() else {
        report("key", .error, "a key has to be plain text", at: keyNode)
        continue
      }
      if let place = places[key] {
        report(
          "duplicate-key",
          .warning,
          "the key \"\(key.prefix(60))\" stands here again (case does not count): only the last counts",
          at: keyNode,
          suggestion: DuplicateKeys.advice
        )
        entries[place] = (key, keyNode, value)
      } else {
        places[key] = entries.count
        entries.append((key, keyNode, value))
      }
    }
    return entries
  }

  private mutating func finish(line: Int) -> Rule? {
    let start = section.firstLine > line ? section.firstLine : line
    if conditions.isEmpty {
      leaveOut(
        "the rule checks nothing",
        line: start,
        "add a check, such as `body: [\"some words\"]`"
      )
      return nil
    }
    if effect == nil, score == 0 {
      leaveOut(
        sideEffects > 0
          ? "all that the rule does is not carried out here (such as `comment` or `modmail`)"
          : "the rule does nothing",
        line: start,
        "add `action: report` (or filter, remove, approve), or a `score`"
      )
      return nil
    }
    let isRemovalOrReport = effect.map { $0 != .approve } ?? false
    return Rule(
      id: id ?? derivedID(),
      category: category,
      kind: kind,
      score: score,
      description: summary,
      action: effect,
      reason: reason,
      priority: priority,
      exemptsModerators: exemptsModerators ?? isRemovalOrReport,
      when: conditions.count == 1 ? conditions[0] : .all(conditions),
      examples: examples,
      origin: Rule.Origin(file: source.name, line: line)
    )
  }

  /// Whether the rule names itself.
  var hasOwnID: Bool { id != nil }

  /// An id for a rule without one: the words of its reason and a hash of its text, so that it stays
  /// the same when the rule moves in the file.
  private func derivedID() -> String {
    var slug = ""
    for byte in (reason ?? summary ?? "rule").utf8.prefix(60) {
      let lowered = byte | 0x20
      if byte &- 0x30 < 10 || lowered &- 0x61 < 26 {
        slug.unicodeScalars.append(Unicode.Scalar(byte &- 0x30 < 10 ? byte : lowered))
      } else if slug.utf8.last != UInt8(ascii: "-"), !slug.isEmpty {
        slug += "-"
      }
      if slug.utf8.count >= 40 { break }
    }
    if slug.utf8.last == UInt8(ascii: "-") { slug.removeLast() }
    if slug.isEmpty { slug = "rule" }
    let digits = String(section.identity, radix: 16)
    return slug + "-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits.suffix(6)
  }
}

// MARK: - Keys

extension RuleBuilder {
  mutating func read(_ key: String, keyNode: Node, value: Node) {
    switch key {
    case "type": readType(value)
    case "priority": if let number = integer(value, key: key) { priority = number }
    case "action": readAction(value)
    case "action_reason", "report_reason": reason = text(value, key: key)
    case "moderators_exempt": exemptsModerators = boolean(value, key: key)
    case "is_top_level":
      if let wanted = boolean(value, key: key) {
        conditions.append(.fact(FactCheck(.isTopLevel, is: wanted)))
      }
    case "body_longer_than", "body_shorter_than":
      if let number = integer(value, key: key) {
        conditions.append(
          .number(
            NumberCheck(.bodyLength, key == "body_longer_than" ? .greater : .less, Double(number))
          )
        )
      }
    // The key is AutoModerator's check of the comment's id and our name of the rule. A plain
    // `id: some-name` names the rule; with a list of values, `~`, a label or modifiers it is the check:
    // `id: [c1]`, `~id: c1`, `id (full-exact): c1`.
    case "id" where value.scalar != nil: readID(value)
    case "category": readCategory(value)
    case "kind": kind = text(value, key: key)
    case "score": readScore(value)
    case "description": summary = text(value, key: key)
    case "tests": readTests(value)
    case "signals": readSignals(value)
    case _ where KnownKeys.sideEffects.contains(key): sideEffects += 1
    default: readSearch(key, keyNode: keyNode, value: value)
    }
  }

  mutating func readID(_ value: Node) {
    guard let name = text(value, key: "id") else { return }
    let isWord = name.unicodeScalars.allSatisfy { scalar in
      !scalar.properties.isWhitespace && Diagnostic.printable(String(scalar)) == String(scalar)
    }
    guard isWord, (1...Self.maxIDBytes).contains(name.utf8.count) else {
      report(
        "bad-id",
        .error,
        "an id is one word of at most \(Self.maxIDBytes) bytes",
        at: value,
        suggestion: "ids name rules in reports, such as `id: town.no-raffles`"
      )
      return
    }
    id = name
  }

  /// Scores are log-odds: 20 is a probability of 0.999999998.
  mutating func readScore(_ value: Node) {
    guard let number = number(value, key: "score") else { return }
    if abs(number) <= Self.maxScore {
      score = number
    } else {
      report("unknown-value", .error, "`score` is a number from -20 to 20, in log-odds", at: value)
    }
  }

  static let maxIDBytes = 100
  static let maxScore = 20.0

  mutating func readType(_ value: Node) {
    guard let type = text(value, key: "type")?.lowercased() else { return }
    switch type {
    case "comment", "any", "both": break
    case "submission", "text submission", "link submission", "crosspost submission",
      "poll submission", "gallery submission":
      leaveOut("the rule is about submissions; only comments are read", at: value)
    default:
      report(
        "unknown-value",
        .error,
        "there is no type \"\(type.prefix(60))\"",
        at: value,
        suggestion: "use comment, submission or any"
      )
    }
  }

  mutating func readAction(_ value: Node) {
    guard let action = text(value, key: "action")?.lowercased() else { return }
    switch action {
    case "approve": effect = .approve
    case "report": effect = .report
    case "filter", "hold": effect = .hold
    case "remove", "spam": effect = .remove
    default:
      report(
        "unknown-value",
        .error,
        "there is no action \"\(action.prefix(60))\"",
        at: value,
        suggestion: didYouMean(action, among: KnownKeys.actions)
      )
    }
  }

  mutating func readCategory(_ value: Node) {
    guard let name = text(value, key: "category") else { return }
    if let found = Category(name: name.lowercased()) {
      category = found
    } else {
      report(
        "unknown-value",
        .error,
        "there is no category \"\(name.prefix(60))\"",
        at: value,
        suggestion: didYouMean(name, among: Category.allCases.map(\.name))
      )
    }
  }

  /// `author: name`, `~author (regex): […]`, or a mapping of checks below `author`.
  mutating func readAuthor(_ search: SearchKey, key: String, keyNode: Node, value: Node) {
    guard case .mapping(let mapping) = value else {
      readSearch(
        search,
        key: key,
        keyNode: keyNode,
        value: value,
        fields: [.author],
        isJoined: false
      )
      return
    }
    guard key == "author" else {
      report(
        "wrong-type",
        .error,
        "only a plain `author` holds checks; `\(key)` takes a name or a list of names",
        at: keyNode,
        suggestion: "write `author:` and below it `~name: …`"
      )
      return
    }
    for (key, keyNode, value) in entries(of: mapping) where errors < RuleFile.maxErrors {
      switch key {
      case "is_submitter", "is_moderator":
        if let wanted = boolean(value, key: key), let fact = FactCheck.Fact(rawValue: key) {
          conditions.append(.fact(FactCheck(fact, is: wanted)))
        }
      case _ where KnownKeys.authorEffects.contains(key): sideEffects += 1
      default: readAuthorSearch(key, keyNode: keyNode, value: value)
      }
    }
  }

  mutating func readTests(_ value: Node) {
    guard case .mapping(let mapping) = value else {
      report(
        "wrong-type",
        .error,
        "`tests` holds `matches` and `passes`, each a list of texts",
        at: value
      )
      return
    }
    for (key, keyNode, value) in entries(of: mapping) where errors < RuleFile.maxErrors {
      switch key {
      case "matches": examples.matches += texts(value, key: "matches")
      case "passes": examples.passes += texts(value, key: "passes")
      default:
        report(
          "unknown-key",
          .error,
          "`tests` holds only `matches` and `passes`",
          at: keyNode
        )
      }
    }
  }

  mutating func readSignals(_ value: Node) {
    guard case .mapping(let mapping) = value else {
      report(
        "wrong-type",
        .error,
        "`signals` holds comparisons, such as `links.count: \">= 3\"`",
        at: value
      )
      return
    }
    for (name, keyNode, value) in entries(of: mapping) where errors < RuleFile.maxErrors {
      guard Signals.definition(named: name) != nil else {
        report(
          "unknown-signal",
          .error,
          "there is no signal \"\(name.prefix(60))\"",
          at: keyNode,
          suggestion: "did you mean \"\(Signals.nearestName(to: name))\"?"
        )
        continue
      }
      guard let comparison = text(value, key: name).flatMap(Comparison.init) else {
        report(
          "wrong-type",
          .error,
          "a signal is compared with a number",
          at: value,
          suggestion: "write `\(name): \">= 1\"`"
        )
        continue
      }
      conditions.append(
        .number(NumberCheck(.signal(name), comparison.comparison, comparison.limit))
      )
    }
  }
}

/// `">= 3"`, `"< 0.5"` or a bare number, which means "at least".
struct Comparison {
  var comparison: NumberCheck.Comparison
  var limit: Double

  init?(_ text: String) {
    var rest = text.filter { $0 != " " }[...]
    comparison = .atLeast
    for candidate in [NumberCheck.Comparison.atMost, .atLeast, .less, .greater, .equal]
    where rest.hasPrefix(candidate.rawValue) {
      comparison = candidate
      rest = rest.dropFirst(candidate.rawValue.count)
      if candidate == .equal, rest.hasPrefix("=") { rest = rest.dropFirst() }
      break
    }
    guard let limit = Double(String(rest)), limit.isFinite else { return nil }
    self.limit = limit
  }
}
