// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

// MARK: - Values

extension RuleBuilder {
  mutating func text(_ value: Node, key: String) -> String? {
    guard let scalar = value.scalar else {
      report("wrong-type", .error, "`\(key)` takes one text", at: value)
      return nil
    }
    return isTagged(scalar, at: value) ? nil : scalar.string
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
      report("wrong-type", .error, "`\(key)` takes a text or a list of texts", at: value)
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
          "`\(key)` takes a list of texts, not a list of lists",
          at: node
        )
      }
    }
    return result
  }

  /// The text of a scalar; a warning where AutoModerator's YAML would read something else.
  mutating func warningIfChanged(_ scalar: Node.Scalar, at node: Node) -> String {
    let text = scalar.string
    guard scalar.style == .plain else { return text }
    let isNumber =
      text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":") }
      && (text.hasPrefix("0") && text.utf8.count > 1 || text.contains("_") || text.contains(":"))
      && text.utf8.contains { $0 &- 0x30 < 10 }
    let meaning: String? =
      switch text.lowercased() {
      case "yes", "no", "on", "off", "true", "false": "a yes or no"
      case "null", "~": "nothing"
      default: isNumber ? "a number" : nil
      }
    if let meaning {
      report(
        "changed-scalar",
        .warning,
        "YAML reads \(text) without quotes as \(meaning); here it is read as text",
        at: node,
        suggestion: "write it in quotes: \"\(text)\""
      )
    }
    return text
  }

  mutating func integer(_ value: Node, key: String) -> Int? {
    guard let text = value.scalar?.string, let number = Int(text) else {
      report("wrong-type", .error, "`\(key)` takes a whole number", at: value)
      return nil
    }
    return number
  }

  mutating func number(_ value: Node, key: String) -> Double? {
    guard let text = value.scalar?.string, let number = Double(text), number.isFinite else {
      report("wrong-type", .error, "`\(key)` takes a number", at: value)
      return nil
    }
    return number
  }

  mutating func boolean(_ value: Node, key: String) -> Bool? {
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
  func line(of mark: Mark?) -> Int? { mark.map { $0.line + section.firstLine - 1 } }

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

  /// The nearest of some names, or a list of the usual ones where none is near.
  func didYouMean(_ name: String, among names: [String], listing usual: [String]? = nil) -> String {
    guard let nearest = EditDistance.nearest(to: name, among: names),
      EditDistance.between(name, nearest) <= max(2, name.utf8.count / 2)
    else { return "there are: \((usual ?? names).joined(separator: ", "))" }
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
    if severity == .error { errors += 1 }
    if Self.approximateCodes.contains(code), !approximations.contains(code) {
      approximations.append(code)
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

  /// Codes that say the rule is not quite what AutoModerator would run.
  private static let approximateCodes: Set<String> = [
    "python-escape", "unknown-escape", "posix-class", "ascii-flag", "pcre-only", "changed-scalar",
    "ignored-key", "post-effect", "surrogate-escape",
  ]
}
