// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

/// What the rules of a file share: word lists, and which rules others require.
struct RuleEnvironment {
  /// By name, in small letters.
  var lists: [String: [String]] = [:]
  /// Ids that some rule requires: such a rule needs no action.
  var requiredIDs: Set<String> = []
  /// Whether `domain` searches as AutoModerator's engine of 2017 did rather than as documented.
  var usesLegacyDomains = false
  /// Whether to look for what is right and probably not meant.
  var lints = false
}

/// Makes one rule of one section of a rule file.
struct RuleBuilder {
  let source: SourceText
  let section: RuleSection
  let environment: RuleEnvironment
  var diagnostics: [Diagnostic] = []
  /// The errors among ``diagnostics``, counted as they come: files may have many.
  var errors = 0
  /// How often each code came, errors aside: ``maxAlike`` of them are shown.
  var alike: [String: Int] = [:]
  /// Why there is no rule, where that is no error.
  var absence: Absence?

  /// Why a section gives no rule.
  struct Absence {
    var reason: String
    var isAboutPosts: Bool
  }

  /// What the keys that are read next are about.
  var group = KeyGroup.comment
  /// Whether they are in one of `any`, `all` and `none`.
  var isPart = false
  var ignoresBlockquotes = false
  /// The conditions of the group that is read.
  var conditions: [Condition] = []

  var type = ItemType.any
  var hasType = false
  var effect: Rule.Effect?
  var effects: [PendingEffect] = []
  /// Subjects of mails, by key.
  var subjects: [String: String] = [:]
  /// Options of side effects, such as `overwrite_flair`.
  var options: [SideEffect.Target: [String: Bool]] = [:]
  /// Rules that have to match, and where that stands.
  var required: [(id: String, node: Node)] = []
  var templates: [(text: String, node: Node)] = []
  /// What placeholders can name.
  var searchNames: [String] = []
  /// How many groups the values of a search have, by its name.
  private(set) var searchGroups: [String: Int] = [:]
  var score = 0.0
  var id: String?
  var category = Category.custom
  var kind: String?
  var summary: String?
  var reason: String?
  var priority = 0
  var exemptsModerators: Bool?
  var endsPass = false
  var examples = Rule.Examples()
  /// Modifiers of the dialect of before 2015, by field; `""` is all fields.
  var oldModifiers: [String: [String]] = [:]
  var usesOldDialect = false
  /// Shared lists that the rule names.
  var usedLists: Set<String> = []
  /// Codes of what is not quite as AutoModerator has it.
  var approximations: [String] = []

  /// What kind of item a rule is about.
  enum ItemType { case any, comment, submission }

  /// A side effect as far as it was read.
  struct PendingEffect {
    var name: String
    var target: SideEffect.Target
    var parts: [SideEffect.Part]
  }

  /// Groups of a search that nobody counted.
  static let anyGroups = 99

  /// Keeps how many groups a search has: of searches with one name, the most.
  mutating func noteGroups(_ count: Int, of search: String) {
    searchGroups[search] = max(searchGroups[search] ?? 0, count)
  }

  init(source: SourceText, section: RuleSection, environment: RuleEnvironment) {
    self.source = source
    self.section = section
    self.environment = environment
  }

  /// The rule, or `nil` if it is left out or there are errors.
  mutating func rule(from mapping: Node.Mapping) -> Rule? {
    let line = self.line(of: mapping.mark) ?? section.firstLine
    let entries = entries(of: mapping)
    readFirst(entries)
    for (key, keyNode, value) in entries {
      read(key, keyNode: keyNode, value: value)
      guard errors < RuleFile.maxErrors else { break }
    }
    let rule = errors > 0 || absence != nil ? nil : finish(line: line)
    // Of a rule that is left out, the reason is enough, and what is a mistake in any rule.
    if absence != nil {
      if errors == 0 { checkTemplates() }
      diagnostics.removeAll { $0.severity < .error && !Self.leavingOut.contains($0.code) }
    }
    countAlike()
    return rule
  }

  private static let leavingOut: Set<String> = [
    "inactive", "not-about-comments", "post-only", "automoderator-refuses", "duplicate-key",
    "field-in-label", "bare-threshold", "typographic-quotes", "line-feed", "looks-like-list",
    "looks-like-regex", "pcre-only", "eaten-escape", "unknown-placeholder",
  ]

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

  /// Reads what decides how other keys are read.
  private mutating func readFirst(_ entries: [(key: String, keyNode: Node, value: Node)]) {
    for (key, _, value) in entries {
      switch key {
      case "ignore_blockquotes":
        if let wanted = boolean(value, key: key) { ignoresBlockquotes = wanted }
      case "type": readType(value)
      case "modifiers": readOldModifiers(value)
      default: break
      }
      if KnownKeys.old.contains(key) { usesOldDialect = true }
    }
  }

  private mutating func finish(line: Int) -> Rule? {
    let start = max(section.firstLine, line)
    if conditions.isEmpty {
      guard hasType else {
        leaveOut(
          "the rule checks nothing",
          line: start,
          "add a check, such as `body: [\"some words\"]`"
        )
        return nil
      }
      report(
        "matches-every-comment",
        .warning,
        "the rule has no check beside `type`: it matches every comment",
        line: start,
        column: 1
      )
    }
    let ownID = id ?? derivedID()
    checkTemplates()
    let sideEffects = finishedEffects()
    guard absence == nil else { return nil }
    if effect == nil, score == 0, sideEffects.isEmpty,
      !environment.requiredIDs.contains(ownID.lowercased())
    {
      leaveOut(
        "the rule does nothing",
        line: start,
        "add `action: report` (or filter, remove, approve), or a `score`"
      )
      return nil
    }
    let isRemovalOrReport = effect.map { $0 != .approve } ?? false
    var rule = Rule(
      id: ownID,
      category: category,
      kind: kind,
      score: score,
      description: summary,
      action: effect,
      reason: reason,
      priority: priority,
      exemptsModerators: exemptsModerators ?? (isRemovalOrReport || usesOldDialect),
      when: conditions.count == 1 ? conditions[0] : .all(conditions),
      examples: examples,
      origin: Rule.Origin(file: source.name, line: line)
    )
    rule.sideEffects = sideEffects
    rule.respectsModerators = true
    rule.endsPass = endsPass
    if environment.lints { lint(rule, line: start) }
    return rule
  }

  /// Whether the rule names itself.
  var hasOwnID: Bool { id != nil }

  /// An id for a rule without one: the words of its reason, else of the first thing it searches for, and
  /// a hash of its text, so that it stays the same when the rule moves in the file.
  private func derivedID() -> String {
    let words =
      (reason ?? summary).map { PlaceholderNames.removed(from: $0) } ?? firstValue ?? "rule"
    var slug = ""
    for byte in words.utf8.prefix(60) {
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

  /// The first value of the first search by the names of keys: those may change places.
  private var firstValue: String? {
    let checks = conditions.compactMap { condition -> TextCheck? in
      if case .text(let check) = condition { check } else { nil }
    }
    let first = checks.min { ($0.name ?? "").utf8.lexicographicallyPrecedes(($1.name ?? "").utf8) }
    return (first?.entries ?? first?.values)?.first
  }
}

// MARK: - Keys of a rule

extension RuleBuilder {
  mutating func read(_ key: String, keyNode: Node, value: Node) {
    switch key {
    // Read before all others.
    case "type", "ignore_blockquotes", "modifiers": break
    case "priority": if let number = integer(value, key: key) { priority = number }
    case "action": readAction(value)
    case "action_reason", "report_reason":
      if let text = ownText(value, key: key) {
        // Of both the first name counts, wherever it stands.
        if key == "action_reason" || reason == nil { reason = text }
        templates.append((text, value))
      }
    case "moderators_exempt": exemptsModerators = boolean(value, key: key)
    // The key is AutoModerator's check of the comment's id and our name of the rule. A plain
    // `id: some-name` names the rule; with a list of values, `~`, a label or modifiers it is the check:
    // `id: [c1]`, `~id: c1`, `id (full-exact): c1`.
    case "id" where value.scalar != nil: readID(value)
    case "category": readCategory(value)
    case "kind": kind = text(value, key: key)
    case "score": readScore(value)
    case "description": summary = text(value, key: key)
    case "tests": readTests(value)
    case "lists", "include": break
    case "standard": readStandard(value)
    case "stop_on_match": endsPass = boolean(value, key: key) ?? false
    case "friendly_name": summary = text(value, key: key)
    case "verbose_logs", "discord_alert":
      report("ignored-key", .note, "`\(key)` has no meaning here", at: keyNode)
    case _ where KnownKeys.sideEffects.contains(key):
      readEffect(key, keyNode: keyNode, value: value, target: .comment)
    case _ where KnownKeys.postEffects.contains(key):
      readPostEffect(key, keyNode: keyNode, value: value)
    case _ where KnownKeys.old.contains(key): readOld(key, keyNode: keyNode, value: value)
    default: readCheck(key, keyNode: keyNode, value: value)
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
    hasType = true
    guard let text = word(value, key: "type") else { return }
    switch text {
    case "comment": type = .comment
    case "any": type = .any
    case "both":
      type = .any
      usesOldDialect = true
    case "submission", "text submission", "link submission", "crosspost submission",
      "poll submission", "gallery submission":
      type = .submission
      aboutPosts("the rule is about submissions; only comments are read", at: value)
    default:
      report(
        "unknown-value",
        .error,
        "there is no type \"\(text.prefix(60))\"",
        at: value,
        suggestion: "use comment, submission or any"
      )
    }
  }

  mutating func readAction(_ value: Node) {
    guard let action = word(value, key: "action") else { return }
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
        suggestion: suggestion(forAction: action)
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
        report("unknown-key", .error, "`tests` holds only `matches` and `passes`", at: keyNode)
      }
    }
  }

  mutating func readStandard(_ value: Node) {
    guard let name = word(value, key: "standard") else { return }
    guard let standard = StandardCondition(rawValue: name) else {
      report(
        "unknown-value",
        .error,
        "there is no standard condition \"\(name.prefix(60))\"",
        at: value,
        suggestion: didYouMean(name, among: StandardCondition.allCases.map(\.rawValue))
      )
      return
    }
    guard let patterns = standard.patterns else {
      searchNames.append(standard.searchName)
      noteGroups(Self.anyGroups, of: standard.searchName)
      return aboutPosts("\"\(standard.rawValue)\" looks at the links of posts", at: value)
    }
    var check = TextCheck(.body, patterns, method: .includes, isRegex: true)
    if ignoresBlockquotes { check.view = .withoutBlockquotes }
    check.name = standard.searchName
    searchNames.append(standard.searchName)
    conditions.append(.text(check))
  }
}
