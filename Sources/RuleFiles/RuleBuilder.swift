// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

/// Makes one rule of one section of a rule file.
struct RuleBuilder {
  let source: SourceText
  let section: RuleSection
  var diagnostics: [Diagnostic] = []
  /// Whether the rule is left out because of a check that is not evaluated yet.
  private(set) var isInactive = false

  private var conditions: [Condition] = []
  private var effect: Rule.Effect?
  private var sideEffects = 0
  private var score = 0.0
  private var id: String?
  private var category = Category.custom
  private var kind: String?
  private var summary: String?
  private var reason: String?
  private var priority = 0
  private var exemptsModerators: Bool?
  private var examples = Rule.Examples()

  init(source: SourceText, section: RuleSection) {
    self.source = source
    self.section = section
  }

  /// The rule, or `nil` if it is left out or there are errors.
  mutating func rule(from mapping: Node.Mapping) -> Rule? {
    let line = self.line(of: mapping.mark) ?? section.firstLine
    var seen: [String: Int] = [:]
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string else {
        report("key", .error, "a key has to be plain text", at: keyNode)
        continue
      }
      let lowered = key.lowercased()
      if let first = seen[lowered] {
        report(
          "duplicate-key",
          .error,
          "the key \"\(lowered)\" stands on line \(first) already (case does not count)",
          at: keyNode
        )
        continue
      }
      seen[lowered] = self.line(of: keyNode.mark) ?? line
      read(lowered, keyNode: keyNode, value: value)
    }
    guard !diagnostics.contains(where: { $0.severity == .error }), !isInactive else { return nil }
    return finish(line: line)
  }

  private mutating func finish(line: Int) -> Rule? {
    if conditions.isEmpty {
      report(
        "no-check",
        .warning,
        "the rule checks nothing, so it is left out",
        line: line,
        column: 1,
        suggestion: "add a check, such as `body: [\"some words\"]`"
      )
      return nil
    }
    if effect == nil, score == 0 {
      if sideEffects > 0 { return nil }
      report(
        "no-action",
        .warning,
        "the rule does nothing, so it is left out",
        line: line,
        column: 1,
        suggestion: "add `action: report` (or filter, remove, approve), or a `score`"
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
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in section.text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return slug + "-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits.suffix(6)
  }
}

// MARK: - Keys

extension RuleBuilder {
  private mutating func read(_ key: String, keyNode: Node, value: Node) {
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
    case "author", "~author": readAuthor(key, keyNode: keyNode, value: value)
    case "id" where value.scalar != nil && !isCommentIDCheck(value): id = text(value, key: key)
    case "category": readCategory(value)
    case "kind": kind = text(value, key: key)
    case "score": if let number = number(value, key: key) { score = number }
    case "description": summary = text(value, key: key)
    case "tests": readTests(value)
    case "signals": readSignals(value)
    case _ where KnownKeys.sideEffects.contains(key): sideEffects += 1
    default: readSearch(key, keyNode: keyNode, value: value, inAuthor: false)
    }
  }

  /// AutoModerator's `id` checks a comment's id; ours names the rule. A plain word with a letter and
  /// a dash, dot or more than seven characters is a name.
  private func isCommentIDCheck(_ value: Node) -> Bool { false }

  private mutating func readType(_ value: Node) {
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

  private mutating func readAction(_ value: Node) {
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

  private mutating func readCategory(_ value: Node) {
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

  private mutating func readAuthor(_ key: String, keyNode: Node, value: Node) {
    guard case .mapping(let mapping) = value else {
      readSearch(
        key.hasPrefix("~") ? "~name" : "name",
        keyNode: keyNode,
        value: value,
        inAuthor: true
      )
      return
    }
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string.lowercased() else {
        report("key", .error, "a key has to be plain text", at: keyNode)
        continue
      }
      switch key {
      case "is_submitter", "is_moderator":
        if let wanted = boolean(value, key: key), let fact = FactCheck.Fact(rawValue: key) {
          conditions.append(.fact(FactCheck(fact, is: wanted)))
        }
      default: readSearch(key, keyNode: keyNode, value: value, inAuthor: true)
      }
    }
  }

  private mutating func readTests(_ value: Node) {
    guard case .mapping(let mapping) = value else {
      report(
        "wrong-type",
        .error,
        "`tests` holds `matches` and `passes`, each a list of texts",
        at: value
      )
      return
    }
    for (keyNode, value) in mapping {
      switch keyNode.scalar?.string.lowercased() {
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

  private mutating func readSignals(_ value: Node) {
    guard case .mapping(let mapping) = value else {
      report(
        "wrong-type",
        .error,
        "`signals` holds comparisons, such as `links.count: \">= 3\"`",
        at: value
      )
      return
    }
    for (keyNode, value) in mapping {
      guard let name = keyNode.scalar?.string else { continue }
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

// MARK: - Search checks

extension RuleBuilder {
  private mutating func readSearch(
    _ text: String,
    keyNode: Node,
    value: Node,
    inAuthor: Bool
  ) {
    guard let key = SearchKey(text) else {
      report("key", .error, "the brackets of this key do not match", at: keyNode)
      return
    }
    let known = inAuthor ? KnownKeys.author : KnownKeys.rule
    let later = inAuthor ? KnownKeys.authorNotYet : KnownKeys.notYet
    for field in key.fields where !(inAuthor ? field == "name" : field == "body") {
      if later.contains(field) || field == "id" {
        leaveOut("\"\(field)\" is not evaluated yet", at: keyNode)
      } else {
        report(
          "unknown-key",
          .error,
          "there is no key \"\(field.prefix(60))\"",
          at: keyNode,
          suggestion: didYouMean(field, among: known + Array(later) + Array(KnownKeys.sideEffects))
        )
      }
      return
    }
    guard var check = textCheck(for: key, at: keyNode, field: inAuthor ? .author : .body) else {
      return
    }
    check.values = texts(value, key: text).filter { !$0.isEmpty }
    guard !check.values.isEmpty else {
      report(
        "empty-value",
        .warning,
        "the check has no value, so it is ignored",
        at: keyNode
      )
      return
    }
    compile(check, value: value)
    conditions.append(key.isNegated ? .not(.text(check)) : .text(check))
  }

  private mutating func textCheck(
    for key: SearchKey,
    at keyNode: Node,
    field: TextCheck.Field
  ) -> TextCheck? {
    var check = TextCheck(field, [])
    var methods: [MatchMethod] = []
    var views: Set<String> = []
    for modifier in key.modifiers {
      if let method = MatchMethod(rawValue: modifier) {
        methods.append(method)
      } else if modifier == "regex" {
        check.isRegex = true
      } else if modifier == "case-sensitive" {
        check.isCaseSensitive = true
      } else if ["normalized", "quoted", "unquoted"].contains(modifier), field == .body {
        views.insert(modifier)
      } else {
        report(
          "unknown-modifier",
          .error,
          "there is no modifier \"\(modifier.prefix(60))\"",
          at: keyNode,
          suggestion: didYouMean(modifier, among: KnownKeys.modifiers)
        )
        return nil
      }
    }
    if methods.count > 1 {
      report(
        "two-methods",
        .error,
        "a key has one method; this has \(methods.map(\.rawValue).joined(separator: " and "))",
        at: keyNode
      )
      return nil
    }
    guard !views.contains("quoted") || views.count == 1 else {
      report(
        "two-views",
        .error,
        "`quoted` goes with neither `unquoted` nor `normalized`",
        at: keyNode
      )
      return nil
    }
    check.method = methods.first ?? .includesWord
    check.view =
      switch (views.contains("normalized"), views.contains("unquoted"), views.contains("quoted")) {
      case (true, true, _): .normalized
      case (true, false, _): .normalizedBody
      case (false, true, _): .prose
      case (_, _, true): .quoted
      default: .raw
      }
    if check.isRegex, methods.isEmpty {
      report(
        "regex-without-method",
        .note,
        "`regex` alone keeps the default method: the match has to be whole words",
        at: keyNode,
        suggestion: "write `(includes, regex)` to search anywhere"
      )
    }
    return check
  }

  /// Compiles the values, so that a wrong pattern is reported at its own place.
  private mutating func compile(_ check: TextCheck, value: Node) {
    let nodes: [Node] = value.sequence.map(Array.init) ?? [value]
    for node in nodes {
      guard let scalar = node.scalar, !scalar.string.isEmpty else { continue }
      do throws(PatternError) {
        _ = try Pattern(
          PatternDefinition(
            scalar.string,
            isLiteral: !check.isRegex,
            isCaseSensitive: check.isCaseSensitive,
            method: check.method
          )
        )
      } catch {
        let place = place(ofByte: error.byteOffset, in: scalar)
        report(
          "pattern",
          .error,
          "pattern does not compile at byte \(error.byteOffset): \(error.message)",
          line: place.line,
          column: place.column,
          suggestion: scalar.style == .doubleQuoted && scalar.string.contains("\\") == false
            ? "in double quotes YAML eats backslashes: use single quotes" : nil
        )
      }
    }
  }

  /// Where a byte of a scalar stands in the file: exactly for a scalar on one line that the file
  /// spells as it reads, else its beginning.
  private func place(ofByte offset: Int, in scalar: Node.Scalar) -> (line: Int, column: Int) {
    let line = self.line(of: scalar.mark) ?? section.firstLine
    var column = scalar.mark?.column ?? 1
    if scalar.style == .singleQuoted || scalar.style == .doubleQuoted { column += 1 }
    guard source.lines.indices.contains(line - 1) else { return (line, column) }
    let text = Array(String(decoding: source.lines[line - 1], as: UTF8.self).unicodeScalars)
    let value = Array(scalar.string.unicodeScalars)
    let start = column - 1
    guard start + value.count <= text.count, Array(text[start..<start + value.count]) == value
    else {
      return (line, column)
    }
    let prefix = String(decoding: Array(scalar.string.utf8).prefix(offset), as: UTF8.self)
    return (line, column + prefix.unicodeScalars.count)
  }
}

// MARK: - Values

extension RuleBuilder {
  private mutating func text(_ value: Node, key: String) -> String? {
    guard let scalar = value.scalar else {
      report("wrong-type", .error, "`\(key)` takes one text", at: value)
      return nil
    }
    return scalar.string
  }

  /// One text or a list of texts.
  private mutating func texts(_ value: Node, key: String) -> [String] {
    if let scalar = value.scalar { return [warningIfChanged(scalar, at: value)] }
    guard case .sequence(let nodes) = value else {
      report("wrong-type", .error, "`\(key)` takes a text or a list of texts", at: value)
      return []
    }
    var result: [String] = []
    for node in nodes {
      if let scalar = node.scalar {
        result.append(warningIfChanged(scalar, at: node))
      } else {
        report(
          "wrong-type",
          .error,
          "`\(key)` takes a list of texts, not a list of lists",
          at: node
        )
      }
    }
    return result
  }

  /// The text of a scalar; a note where AutoModerator's YAML would read something else.
  private mutating func warningIfChanged(_ scalar: Node.Scalar, at node: Node) -> String {
    let text = scalar.string
    guard scalar.style == .plain else { return text }
    let isBoolean = ["yes", "no", "on", "off", "true", "false", "null", "~"]
      .contains(text.lowercased())
    let isNumber =
      text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":") }
      && (text.hasPrefix("0") && text.utf8.count > 1 || text.contains("_") || text.contains(":"))
    if isBoolean || isNumber {
      report(
        "changed-scalar",
        .warning,
        "YAML reads \(text) without quotes as \(isBoolean ? "a yes or no" : "a number"); here it is read as text",
        at: node,
        suggestion: "write it in quotes: \"\(text)\""
      )
    }
    return text
  }

  private mutating func integer(_ value: Node, key: String) -> Int? {
    guard let text = value.scalar?.string, let number = Int(text) else {
      report("wrong-type", .error, "`\(key)` takes a whole number", at: value)
      return nil
    }
    return number
  }

  private mutating func number(_ value: Node, key: String) -> Double? {
    guard let text = value.scalar?.string, let number = Double(text), number.isFinite else {
      report("wrong-type", .error, "`\(key)` takes a number", at: value)
      return nil
    }
    return number
  }

  private mutating func boolean(_ value: Node, key: String) -> Bool? {
    switch value.scalar?.string.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      report("wrong-type", .error, "`\(key)` takes true or false", at: value)
      return nil
    }
  }
}

// MARK: - Saying it

extension RuleBuilder {
  private func line(of mark: Mark?) -> Int? { mark.map { $0.line + section.firstLine - 1 } }

  private mutating func leaveOut(_ why: String, at node: Node) {
    isInactive = true
    report("inactive", .warning, "\(why): the rule is left out", at: node)
  }

  private func didYouMean(_ name: String, among names: [String]) -> String? {
    guard let nearest = EditDistance.nearest(to: name, among: names.sorted()),
      EditDistance.between(name, nearest) <= max(2, name.utf8.count / 2)
    else { return "there are: \(names.sorted().prefix(12).joined(separator: ", "))" }
    return "did you mean \"\(nearest)\"?"
  }

  private mutating func report(
    _ code: String,
    _ severity: Diagnostic.Severity,
    _ message: String,
    at node: Node,
    suggestion: String? = nil
  ) {
    report(
      code,
      severity,
      message,
      line: line(of: node.mark) ?? section.firstLine,
      column: node.mark?.column ?? 1,
      suggestion: suggestion
    )
  }

  private mutating func report(
    _ code: String,
    _ severity: Diagnostic.Severity,
    _ message: String,
    line: Int,
    column: Int,
    suggestion: String? = nil
  ) {
    diagnostics.append(
      source.diagnostic(
        code,
        severity,
        message,
        line: line,
        column: column,
        suggestion: suggestion
      )
    )
  }
}
