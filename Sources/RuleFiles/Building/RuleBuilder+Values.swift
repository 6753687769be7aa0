// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - Values

extension RuleBuilder {
  mutating func text(_ value: Node, key: String) -> String? {
    guard let scalar = value.scalar else {
      report(
        "wrong-type",
        .error,
        "`\(key)` takes one text" + Self.readAsMapping(value),
        at: value,
        suggestion: Self.quotedMapping(value)
      )
      return nil
    }
    return isTagged(scalar, at: value) ? nil : scalar.string
  }

  /// Whether YAML reads a text though it may look like something else: in quotes, unless a tag says
  /// what it is, or with the tag of texts.
  private static func isText(_ scalar: Node.Scalar, unless tag: Tag.Name) -> Bool {
    let name = scalar.tag.description
    return name == Tag.Name.str.rawValue && scalar.style == .plain
      || scalar.style != .plain && name != tag.rawValue
  }

  /// Reports an explicit YAML tag: `!!binary` would make other text of the one that stands there.
  private mutating func isTagged(_ scalar: Node.Scalar, at value: Node) -> Bool {
    let tag = scalar.tag.description
    guard !["", "!", Tag.Name.str.rawValue].contains(tag) else { return false }
    report("tag", .error, "YAML tags (`!!name`) are not read in rule files", at: value)
    return true
  }

  /// One text or a list of texts.
  mutating func texts(_ value: Node, key: String) -> [String] {
    if let scalar = value.scalar {
      return isTagged(scalar, at: value) ? [] : [warningIfChanged(scalar, at: value)]
    }
    guard case .sequence(let nodes) = value else {
      report(
        "wrong-type",
        .error,
        "`\(key)` takes a text or a list of texts" + Self.readAsMapping(value),
        at: value,
        suggestion: Self.quotedMapping(value)
      )
      return []
    }
    var result: [String] = []
    for node in nodes {
      if let scalar = node.scalar {
        if !isTagged(scalar, at: node) { result.append(warningIfChanged(scalar, at: node)) }
      } else {
        report(
          "wrong-type",
          .error,
          node.sequence == nil
            ? "`\(key)` takes a list of texts" + Self.readAsMapping(node)
            : "`\(key)` takes a list of texts, not a list of lists",
          at: node,
          suggestion: key == "matches" || key == "passes"
            ? "an example is a text alone; `rules test --comments FILE` tests comments with authors"
            : Self.quotedMapping(node)
        )
      }
    }
    return result
  }

  /// What a mapping was where a text belongs: the colon in `- re: your post` makes a key of its first word.
  private static func readAsMapping(_ node: Node) -> String {
    guard case .mapping = node else { return "" }
    return ", and a colon with a space makes a key and a value of this"
  }

  private static func quotedMapping(_ node: Node) -> String? {
    guard case .mapping(let mapping) = node, mapping.count == 1, let pair = mapping.first,
      let key = pair.key.scalar?.string, let value = pair.value.scalar?.string
    else { return nil }
    return "if it is one text, write it in quotes: \"\(key.prefix(40)): \(value.prefix(40))\""
  }

  /// The text of a scalar; a warning where AutoModerator's YAML would read something else.
  mutating func warningIfChanged(_ scalar: Node.Scalar, at node: Node) -> String {
    let text = scalar.string
    guard scalar.style == .plain, scalar.tag.description != Tag.Name.str.rawValue else {
      return text
    }
    // What is empty is reported as that.
    if !text.isEmpty, let meaning = PlainScalar.meaning(of: text), PlainScalar.changes(text) {
      report(
        "changed-scalar",
        .warning,
        "YAML reads \(text) without quotes as \(meaning.rawValue); here it is read as text",
        at: node,
        suggestion: "write it in quotes: \"\(text)\""
      )
    }
    return text
  }

  /// One text that AutoModerator wants to be one: a number or a yes without quotes it refuses.
  ///
  /// - Returns: `nil` if there is nothing, too; that is said.
  mutating func ownText(_ value: Node, key: String) -> String? {
    guard let text = text(value, key: key) else { return nil }
    guard let scalar = value.scalar, scalar.style == .plain,
      scalar.tag.description != Tag.Name.str.rawValue
    else { return text }
    switch PlainScalar.meaning(of: text) {
    case nil: break
    case .nothing? where text.isEmpty:
      report("empty-value", .warning, "`\(key)` has no text, so it is ignored", at: value)
      return nil
    case let meaning?:
      refusedThere(
        "`\(key)` takes a text, and YAML reads \(text) without quotes as \(meaning.rawValue)",
        at: value,
        suggestion: "write it in quotes: \"\(text)\""
      )
    }
    return text
  }

  mutating func integer(_ value: Node, key: String) -> Int? {
    guard let scalar = value.scalar, let number = Self.integer(scalar) else {
      report("wrong-type", .error, "`\(key)` takes a whole number", at: value)
      return nil
    }
    guard scalar.style == .plain else {
      if Self.isText(scalar, unless: .int) {
        refusedThere(
          "`\(key)` takes a number, and what stands in quotes is a text",
          at: value,
          suggestion: "write it without quotes: \(scalar.string)"
        )
      }
      return number
    }
    switch PlainScalar.yamlInteger(scalar.string) {
    case nil:
      refusedThere(
        "`\(key)` takes a number, and YAML reads \(scalar.string) as a text",
        at: value,
        suggestion: "write it as \(number)"
      )
    case let there? where there != number:
      report(
        "changed-scalar",
        .warning,
        "YAML reads \(scalar.string) as \(there), a number in eights; here it is \(number)",
        at: value,
        suggestion: "write it without the 0: \(number)"
      )
    case _? where PlainScalar.integer(scalar.string) == nil && Int(scalar.string) == nil:
      report(
        "changed-scalar",
        .warning,
        "YAML reads \(scalar.string) as \(number), and so it is read here",
        at: value,
        suggestion: "write it as \(number)"
      )
    default: break
    }
    return number
  }

  private static func integer(_ scalar: Node.Scalar) -> Int? {
    if let number = Int(scalar.string) { return number }
    guard scalar.style == .plain else { return nil }
    return PlainScalar.integer(scalar.string) ?? PlainScalar.yamlInteger(scalar.string)
  }

  mutating func number(_ value: Node, key: String) -> Double? {
    guard let text = value.scalar?.string, let number = Double(text), number.isFinite else {
      report("wrong-type", .error, "`\(key)` takes a number", at: value)
      return nil
    }
    return number
  }

  mutating func boolean(_ value: Node, key: String) -> Bool? {
    let isOn: Bool
    switch value.scalar?.string.lowercased() {
    case "true", "yes", "on": isOn = true
    case "false", "no", "off": isOn = false
    default:
      report("wrong-type", .error, "`\(key)` takes true or false", at: value)
      return nil
    }
    if let scalar = value.scalar {
      if scalar.style == .plain, scalar.tag.description != Tag.Name.bool.rawValue,
        PlainScalar.meaning(of: scalar.string) != .truth
      {
        refusedThere(
          "`\(key)` takes true or false, and YAML reads \(scalar.string) as a text",
          at: value,
          suggestion: "write it as \(isOn)"
        )
      } else if Self.isText(scalar, unless: .bool) {
        refusedThere(
          "`\(key)` takes true or false, and what stands in quotes is a text",
          at: value,
          suggestion: "write it without quotes: \(isOn)"
        )
      }
    }
    return isOn
  }

  /// One of some words. AutoModerator knows them only in small letters.
  mutating func word(_ value: Node, key: String) -> String? {
    guard let text = text(value, key: key) else { return nil }
    let word = text.lowercased()
    if word != text {
      refusedThere(
        "`\(key)` has its values in small letters",
        at: value,
        suggestion: "write it as \(word)"
      )
    }
    return word
  }
}

// MARK: - Saying it

extension RuleBuilder {
  func line(of mark: Mark?) -> Int? { mark.map { $0.line + section.firstLine - 1 } }

  /// Says that AutoModerator does not take what is read here as it was meant.
  mutating func refusedThere(_ why: String, at node: Node, suggestion: String? = nil) {
    report(
      "automoderator-refuses",
      .warning,
      "AutoModerator refuses this: \(why)",
      at: node,
      suggestion: suggestion
    )
  }

  /// Leaves the rule out as one that says nothing of comments, and says why the first time.
  mutating func aboutPosts(_ why: String, at node: Node) {
    guard absence == nil else { return }
    absence = Absence(reason: why, isAboutPosts: true)
    if type == .comment {
      report(
        "post-only",
        .warning,
        "\(why), and the rule says it is about comments: it is left out",
        at: node
      )
    } else {
      report("not-about-comments", .note, "\(why): the rule never applies to a comment", at: node)
    }
  }

  /// Leaves the rule out as one that never does anything.
  mutating func leaveOut(_ why: String, line: Int, column: Int = 1, _ suggestion: String?) {
    guard absence == nil else { return }
    absence = Absence(reason: why, isAboutPosts: false)
    report(
      "inactive",
      .warning,
      "\(why), so the rule is left out",
      line: line,
      column: column,
      suggestion: suggestion
    )
  }

  /// Names that one suggestion lists: a rule may have thousands of searches.
  private static let maxListed = 80

  /// The nearest of some names, or a list of the usual ones where none is near.
  /// Which action may be meant by a word that is none.
  func suggestion(forAction word: String) -> String {
    let meanings = [
      "delete": "remove", "ban": "remove", "block": "remove", "reject": "remove", "flag": "report",
      "queue": "filter", "review": "filter", "allow": "approve", "accept": "approve",
    ]
    if let meant = meanings[word.lowercased()] { return "did you mean \"\(meant)\"?" }
    return didYouMean(word, among: KnownKeys.actions)
  }

  func didYouMean(_ name: String, among names: [String], listing usual: [String]? = nil) -> String {
    guard let nearest = EditDistance.nearest(to: name, among: names),
      EditDistance.between(name, nearest) <= max(2, name.utf8.count / 2)
    else {
      let listed = usual ?? names
      let rest = listed.count > Self.maxListed ? ", …" : ""
      return "there are: \(listed.prefix(Self.maxListed).joined(separator: ", "))\(rest)"
    }
    return "did you mean \"\(nearest)\"?"
  }

  mutating func report(
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

  mutating func report(
    _ code: String,
    _ severity: Diagnostic.Severity,
    _ message: String,
    line: Int,
    column: Int,
    suggestion: String? = nil
  ) {
    if severity == .error {
      errors += 1
      guard errors <= RuleFile.maxErrors else { return }
    }
    if Self.approximateCodes.contains(code), !approximations.contains(code) {
      approximations.append(code)
    }
    if severity < .error {
      alike[code, default: 0] += 1
      guard alike[code, default: 0] <= Self.maxAlike else { return }
    }
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

  /// How many notes or warnings with one code a rule gets. A list of 40,000 values on one line had
  /// 40,000 of them, each with its place and a stretch of that line: 17 s.
  static let maxAlike = 20

  /// Whether no more is shown of a code; it is counted all the same.
  func hasEnough(of code: String) -> Bool { alike[code, default: 0] >= Self.maxAlike }

  /// Says of codes that came too often how many are not shown.
  mutating func countAlike() {
    for (code, count) in alike where count > Self.maxAlike {
      guard let last = diagnostics.lastIndex(where: { $0.code == code && $0.severity < .error })
      else { continue }
      diagnostics[last] = diagnostics[last].adding(
        " (and \(count - Self.maxAlike) more of these in the rule)"
      )
    }
  }

  /// Codes that say the rule is not quite what AutoModerator would run.
  private static let approximateCodes: Set<String> = [
    "python-escape", "unknown-escape", "posix-class", "ascii-flag", "pcre-only", "changed-scalar",
    "ignored-key", "post-effect", "surrogate-escape",
  ]
}
