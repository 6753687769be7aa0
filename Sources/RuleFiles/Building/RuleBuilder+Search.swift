// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

// MARK: - Which texts a key searches

extension RuleBuilder {
  /// Reads a key of a rule that is none of the plain ones: a search, or nothing that exists.
  mutating func readSearch(_ key: String, keyNode: Node, value: Node) {
    guard let search = searchKey(key, keyNode: keyNode) else { return }
    if search.fields == ["author"] {
      return readAuthor(search, key: key, keyNode: keyNode, value: value)
    }
    var fields: [TextCheck.Field] = []
    var absent: [String] = []
    for name in search.fields {
      switch name {
      case "body", "id": fields.append(name == "body" ? .body : .id)
      case _ where KnownKeys.submissionFields.contains(name): absent.append(name)
      case _ where KnownKeys.notYet.contains(name):
        return leaveOut("\"\(name)\" is not evaluated yet", at: keyNode)
      case _ where KnownKeys.rule.contains(name) || KnownKeys.sideEffects.contains(name):
        report(
          "not-a-text",
          .error,
          "`\(name)` is no text of a comment to search in: it takes no `~`, `+`, label or modifiers",
          at: keyNode
        )
        return
      default:
        return reportUnknown(name, at: keyNode, among: KnownKeys.all, listing: KnownKeys.rule)
      }
    }
    guard !fields.isEmpty else {
      return leaveOut(
        "only submissions have \(Self.quoted(absent)), and only comments are read",
        at: keyNode
      )
    }
    if !absent.isEmpty {
      report(
        "submission-field",
        .note,
        "comments have no \(Self.quoted(absent)): the rule searches the rest of the key",
        at: keyNode
      )
    }
    readSearch(
      search,
      key: key,
      keyNode: keyNode,
      value: value,
      fields: fields,
      isJoined: search.fields.count > 1
    )
  }

  /// Reads a key below `author`.
  mutating func readAuthorSearch(_ key: String, keyNode: Node, value: Node) {
    guard let search = searchKey(key, keyNode: keyNode) else { return }
    for name in search.fields where name != "name" {
      if KnownKeys.authorNotYet.contains(name) {
        return leaveOut("\"\(name)\" of an author is not evaluated yet", at: keyNode)
      }
      return reportUnknown(
        name,
        at: keyNode,
        among: KnownKeys.author + KnownKeys.authorNotYet.sorted(),
        listing: KnownKeys.author
      )
    }
    readSearch(
      search,
      key: key,
      keyNode: keyNode,
      value: value,
      fields: [.author],
      isJoined: search.fields.count > 1
    )
  }

  mutating func readSearch(
    _ search: SearchKey,
    key: String,
    keyNode: Node,
    value: Node,
    fields: [TextCheck.Field],
    isJoined: Bool
  ) {
    guard var check = textCheck(for: search, at: keyNode, fields: fields, isJoined: isJoined) else {
      return
    }
    let errorsBefore = errors
    check.values = texts(value, key: key).filter { !$0.isEmpty }
    guard !check.values.isEmpty else {
      if errors == errorsBefore {
        report("empty-value", .warning, "the check has no value, so it is ignored", at: keyNode)
      }
      return
    }
    compile(check, value: value)
    conditions.append(search.isNegated ? .not(.text(check)) : .text(check))
  }

  private mutating func searchKey(_ key: String, keyNode: Node) -> SearchKey? {
    guard let search = SearchKey(key) else {
      report("key", .error, "the brackets of this key do not match", at: keyNode)
      return nil
    }
    guard !search.fields.contains("") else {
      report("key", .error, "this key lacks the name of a field", at: keyNode)
      return nil
    }
    return search
  }

  private mutating func reportUnknown(
    _ name: String,
    at keyNode: Node,
    among names: [String],
    listing usual: [String]
  ) {
    report(
      "unknown-key",
      .error,
      "there is no key \"\(name.prefix(60))\"",
      at: keyNode,
      suggestion: didYouMean(name, among: names, listing: usual)
    )
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

// MARK: - How a key searches

extension RuleBuilder {
  private mutating func textCheck(
    for key: SearchKey,
    at keyNode: Node,
    fields: [TextCheck.Field],
    isJoined: Bool
  ) -> TextCheck? {
    var check = TextCheck(fields, [])
    var methods: [MatchMethod] = []
    var views: Set<String> = []
    for modifier in key.modifiers {
      if let method = MatchMethod(rawValue: modifier) {
        methods.append(method)
      } else if modifier == "regex" {
        check.isRegex = true
      } else if modifier == "case-sensitive" {
        check.isCaseSensitive = true
      } else if KnownKeys.views.contains(modifier) {
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
    guard views.isEmpty || fields.contains(.body) else {
      report("view", .error, "`\(views.sorted()[0])` goes only with `body`", at: keyNode)
      return nil
    }
    guard !views.contains("quoted") || views.count == 1 else {
      report("view", .error, "`quoted` goes with neither `unquoted` nor `normalized`", at: keyNode)
      return nil
    }
    check.method = methods.first ?? Self.defaultMethod(of: fields, isJoined: isJoined)
    check.view =
      switch (views.contains("normalized"), views.contains("unquoted"), views.contains("quoted")) {
      case (true, true, _): .normalized
      case (true, false, _): .normalizedBody
      case (false, true, _): .prose
      case (_, _, true): .quoted
      default: .raw
      }
    if check.isRegex, methods.isEmpty {
      let kept = check.method == .fullExact ? "the whole field" : "whole words"
      report(
        "regex-without-method",
        .note,
        "`regex` alone keeps the default method: the match has to be \(kept)",
        at: keyNode,
        suggestion: "write `(includes, regex)` to search anywhere"
      )
    }
    return check
  }

  /// Joined keys search for words, whatever their fields search for alone.
  private static func defaultMethod(of fields: [TextCheck.Field], isJoined: Bool) -> MatchMethod {
    fields == [.id] && !isJoined ? .fullExact : .includesWord
  }

  /// Compiles the values, so that a wrong pattern is reported at its own place.
  private mutating func compile(_ check: TextCheck, value: Node) {
    let nodes: [Node] = value.sequence.map(Array.init) ?? [value]
    for node in nodes {
      guard let scalar = node.scalar, !scalar.string.isEmpty else { continue }
      if scalar.style == .doubleQuoted,
        scalar.string.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }
        )
      {
        report(
          "eaten-escape",
          .warning,
          "in double quotes YAML makes control characters of escapes: `\\b` is a backspace",
          at: node,
          suggestion: "use single quotes, in which a backslash is a backslash"
        )
      }
      do throws(PatternError) {
        let pattern = try Pattern(
          PatternDefinition(
            scalar.string,
            isLiteral: !check.isRegex,
            isCaseSensitive: check.isCaseSensitive,
            method: check.method
          )
        )
        if check.isRegex, Self.matchesEverything(pattern) {
          report(
            "matches-everything",
            .warning,
            "the pattern matches any text at all",
            at: node,
            suggestion: "a part that may be absent, such as `a*`, is found everywhere"
          )
        }
      } catch {
        let place = ScalarPlace.place(
          ofByte: error.byteOffset,
          in: scalar,
          lines: source.lines,
          line: line(of: scalar.mark) ?? section.firstLine
        )
        report(
          "pattern",
          .error,
          "pattern does not compile at byte \(error.byteOffset): \(error.message)",
          line: place.line,
          column: place.column
        )
      }
    }
  }

  /// Texts with nothing in common: what is found in all of them is found anywhere.
  private static func matchesEverything(_ pattern: Pattern) -> Bool {
    ["", "q", "7 \u{2603}"].allSatisfy { pattern.firstMatch(in: Subject($0)).match != nil }
  }
}
