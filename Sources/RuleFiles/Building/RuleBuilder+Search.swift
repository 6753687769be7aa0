// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine
internal import ThreadModeration
internal import Yams

// MARK: - Which texts a key searches

extension RuleBuilder {
  /// What a field's name stands for in the group that is read.
  private enum Field {
    case text(TextCheck.Field)
    /// Comments do not have it; posts do.
    case ofPosts
    /// No data has it.
    case unknown
    case noText
    case none
  }

  private func field(_ name: String) -> Field {
    switch group {
    case .comment, .parent:
      switch name {
      case "body": .text(.body)
      case "id": .text(.id)
      case "link_domain": .text(.domain)
      case _ where KnownKeys.postFields.contains(name): .ofPosts
      case _ where KnownKeys.notFields.contains(name) || name == "author": .noText
      default: .none
      }
    case .author, .crosspostAuthor: KnownKeys.authorFields[name].map { .text($0) } ?? .none
    case .post:
      switch KnownKeys.postSearches[name] {
      case .some(.some(let field)): .text(field)
      case .some(.none): .unknown
      case .none: KnownKeys.post.contains(name) ? .noText : .none
      }
    case .community, .crosspostCommunity:
      switch name {
      case "name": .text(.detail(.community))
      case "event_label": .text(.detail(.eventLabel))
      default: .none
      }
    case .thread:
      switch name {
      case "title": .text(.title)
      case "id": .text(.postID)
      default: .none
      }
    }
  }

  /// The names that a key of the group can have, for suggestions.
  private var names: (all: [String], usual: [String]) {
    switch group {
    case .comment: isPart ? (KnownKeys.parent, KnownKeys.parent) : (KnownKeys.all, KnownKeys.usual)
    case .parent: (KnownKeys.parent, KnownKeys.parent)
    case .author, .crosspostAuthor: (KnownKeys.author, KnownKeys.author)
    case .post: (KnownKeys.post, ["title", "body", "domain", "url", "flair_text", "id"])
    case .community, .crosspostCommunity: (KnownKeys.community, KnownKeys.community)
    case .thread: (KnownKeys.thread, KnownKeys.thread)
    }
  }

  /// Reads a key that searches, or nothing that exists.
  mutating func readSearch(_ search: SearchKey, key: String, keyNode: Node, value: Node) {
    var fields: [TextCheck.Field] = []
    var absent: [String] = []
    var unknown = false
    for name in search.fields {
      switch field(name) {
      case .text(let field): if !fields.contains(field) { fields.append(field) }
      case .ofPosts: absent.append(name)
      case .unknown: unknown = true
      case .noText:
        report(
          "not-a-text",
          .error,
          "`\(name)` is no text to search in here: it takes no `~`, `+`, label or modifiers",
          at: keyNode
        )
        return
      case .none: return reportUnknown(name, at: keyNode)
      }
    }
    checkSpelling(of: search, key, at: keyNode)
    if group == .comment || group == .parent {
      searchNames.append(search.name)
    }
    guard var check = textCheck(for: search, at: keyNode, fields: fields) else { return }
    let groups = readValues(of: &check, key: key, keyNode: keyNode, value: value)
    noteGroups(groups, of: search.name)
    if !absent.isEmpty {
      guard !fields.isEmpty else {
        return aboutPosts("only submissions have \(Self.quoted(absent))", at: keyNode)
      }
      if type != .submission {
        report(
          "submission-field",
          .note,
          "comments have no \(Self.quoted(absent)): the rule searches the rest of the key",
          at: keyNode
        )
      }
    }
    guard !check.values.isEmpty else { return }
    check.name = group == .comment ? search.name : nil
    var condition = fields.isEmpty ? Condition.unknown : .text(check)
    if unknown, !fields.isEmpty { condition = .any([condition, .unknown]) }
    conditions.append(search.isNegated ? .not(condition) : condition)
  }

  mutating func searchKey(_ key: String, keyNode: Node) -> SearchKey? {
    guard var search = SearchKey(key) else {
      report("key", .error, "the brackets of this key do not match", at: keyNode)
      return nil
    }
    guard !search.fields.contains("") else {
      report("key", .error, "this key lacks the name of a field", at: keyNode)
      return nil
    }
    if group == .comment, !oldModifiers.isEmpty {
      let old = SearchKey(
        field: "",
        modifiers: oldModifiers[search.fields.joined(separator: "+")]
          ?? (search.fields.count == 1 ? nil : search.fields.compactMap { oldModifiers[$0] }.first)
          ?? oldModifiers[""] ?? []
      )
      search.isNegated = search.isNegated != old.isNegated
      search.modifiers += old.modifiers
    }
    return search
  }

  private mutating func reportUnknown(_ name: String, at keyNode: Node) {
    if let advice = rightPlace(of: name) {
      return report(
        "misplaced-key",
        .error,
        "`\(name.prefix(60))` does not stand "
          + (group == .comment ? "at the top of a rule" : "in `\(group.rawValue)`"),
        at: keyNode,
        suggestion: advice
      )
    }
    report(
      "unknown-key",
      .error,
      "there is no key \"\(name.prefix(60))\""
        + (group == .comment ? "" : " in `\(group.rawValue)`"),
      at: keyNode,
      suggestion: didYouMean(name, among: names.all, listing: names.usual)
    )
  }

  static func quoted(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

// MARK: - How a key searches

extension RuleBuilder {
  private mutating func textCheck(
    for key: SearchKey,
    at keyNode: Node,
    fields: [TextCheck.Field]
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
    if Set(methods).count > 1 {
      report(
        "two-methods",
        .error,
        "a key has one method; this has \(methods.map(\.rawValue).joined(separator: " and "))",
        at: keyNode
      )
      return nil
    }
    let hasBody = (group == .comment || group == .parent) && fields.contains(.body)
    guard views.isEmpty || hasBody else {
      report("view", .error, "`\(views.sorted()[0])` goes only with `body`", at: keyNode)
      return nil
    }
    guard !views.contains("quoted") || views.count == 1 else {
      report("view", .error, "`quoted` goes with neither `unquoted` nor `normalized`", at: keyNode)
      return nil
    }
    if let method = methods.first {
      check.method = method
    } else {
      applyDefaultMethod(of: key, to: &check, at: keyNode)
    }
    check.view =
      switch (views.contains("normalized"), views.contains("unquoted"), views.contains("quoted")) {
      case (true, let isUnquoted, _):
        isUnquoted || ignoresBlockquotes ? .normalized : .normalizedBody
      case (false, true, _): .prose
      case (_, _, true): .quoted
      default: ignoresBlockquotes && hasBody ? .withoutBlockquotes : .raw
      }
    return check
  }

  /// What a key does without a method: see section 5 of the reference. Joined keys search for words,
  /// whatever their fields search for alone.
  private mutating func applyDefaultMethod(
    of key: SearchKey,
    to check: inout TextCheck,
    at keyNode: Node
  ) {
    check.method = .includesWord
    guard key.fields.count == 1 else {
      if let changed = key.fields.first(where: { Self.defaultMethods[$0] != nil }) {
        report(
          "joined-method",
          .note,
          "a joined key searches for whole words; `\(changed)` alone means "
            + "\(Self.defaultMethods[changed] ?? "")",
          at: keyNode,
          suggestion: "write the method you mean, such as (includes)"
        )
      }
      noteRegexWithoutMethod(check, at: keyNode)
      return
    }
    switch key.fields[0] {
    case "id", "flair_text", "flair_css_class", "flair_template_id", "media_author", "event_label":
      check.method = .fullExact
    case "url", "media_author_url", "social_links": check.method = .includes
    case "domain", "link_domain":
      if check.fields == [.domain] {
        // Hosts are searched with all domains above them.
        check.method = .fullExact
      } else if environment.usesLegacyDomains {
        check.method = .includesWord
      } else {
        check.matchesSubdomains = true
      }
    default: break
    }
    noteRegexWithoutMethod(check, at: keyNode)
  }

  private static let defaultMethods: [String: String] = [
    "id": "full-exact", "flair_text": "full-exact", "flair_css_class": "full-exact",
    "flair_template_id": "full-exact", "media_author": "full-exact", "url": "includes",
    "media_author_url": "includes", "domain": "a domain and those below it",
  ]

  private mutating func noteRegexWithoutMethod(_ check: TextCheck, at keyNode: Node) {
    guard check.isRegex, !check.matchesSubdomains, check.method != .includes else { return }
    let kept = check.method == .fullExact ? "the whole field" : "whole words"
    report(
      "regex-without-method",
      .note,
      "`regex` alone keeps the default method: the match has to be \(kept)",
      at: keyNode,
      suggestion: "write `(includes, regex)` to search anywhere"
    )
  }
}

// MARK: - What a key searches for

extension RuleBuilder {
  /// A value and the node it was written in; for entries of shared lists, the key's own value.
  struct Entry {
    var text: String
    var node: Node
    var isFromList: Bool
  }

  /// Reads the values of a key, translates and compiles them.
  ///
  /// - Returns: How many groups the values have.
  private mutating func readValues(
    of check: inout TextCheck,
    key: String,
    keyNode: Node,
    value: Node
  ) -> Int {
    let errorsBefore = errors
    let entries = entries(value, key: key, of: check)
    guard !entries.isEmpty else {
      if errors == errorsBefore {
        report("empty-value", .warning, "the check has no value, so it is ignored", at: keyNode)
      }
      return 0
    }
    check.values = entries.map(\.text)
    if environment.lints { lint(check, entries: entries, keyNode: keyNode) }
    guard check.isRegex else {
      for entry in entries where !entry.isFromList {
        compile(entry.text, rendering: nil, as: check, at: entry.node)
        checkScalar(of: entry)
      }
      return 0
    }
    var patterns = entries.map { PythonPattern($0.text) }
    let flags = patterns.reduce(into: Set<UInt8>()) { $0.formUnion($1.flags) }
    let isVerbose = flags.contains(UInt8(ascii: "x"))
    if isVerbose { patterns = entries.map { PythonPattern($0.text, isVerbose: true) } }
    noteFlags(flags, of: patterns, entries: entries, check)
    noteRepeatedNames(of: patterns, entries: entries)
    // AutoModerator counts groups through all values, from 2; but a pattern that refers to group 1
    // cannot mean that group, which is the one around it, and counts for itself.
    var before = 1
    var values: [String] = []
    for (pattern, entry) in zip(patterns, entries) {
      let isOwnCount = pattern.references.contains(1)
      let rendering = pattern.rendering(flags: flags, groupsBefore: isOwnCount ? nil : before)
      let compiles = compile(entry.text, rendering: rendering, as: check, at: entry.node)
      if compiles, !entry.isFromList { checkScalar(of: entry, isVerbose: isVerbose) }
      for remark in pattern.remarks where compiles {
        report(remark.code, .warning, remark.message, at: entry, byte: remark.offset)
      }
      if compiles, !pattern.references.isEmpty {
        report(
          "backreference",
          .note,
          isOwnCount
            ? "\\1 is read as the value's own first group, which AutoModerator calls \\2"
            : "groups are counted as AutoModerator counts them: \\2 is the first group of the first value",
          at: entry.node,
          suggestion: "a named group, (?P<name>…) and (?P=name), is the same everywhere"
        )
      }
      before += pattern.groupCount
      values.append(rendering.pattern)
    }
    if values != check.values {
      check.entries = check.values
      check.values = values
    }
    return before - 1
  }

  /// The values of a key with shared lists (`$name`) in their places.
  ///
  /// Empty ones are left out, unless they stand in a list and are compared with whole fields: then
  /// they mean a field that is empty.
  private mutating func entries(_ value: Node, key: String, of check: TextCheck) -> [Entry] {
    let nodes: [Node] = value.sequence.map(Array.init) ?? [value]
    var result: [Entry] = []
    let texts = texts(value, key: key)
    let hasOthers = texts.contains { !$0.isEmpty }
    let isWholeField =
      check.method == .fullExact && value.sequence != nil && !check.fields.contains(.domain)
    for (text, node) in zip(texts, nodes) where errors < RuleFile.maxErrors {
      guard !text.isEmpty || isWholeField else {
        if hasOthers {
          report(
            "empty-value",
            .warning,
            "the empty value is left out; AutoModerator would find it in "
              + (check.method == .fullText ? "all texts without words" : "every text"),
            at: node
          )
        }
        continue
      }
      guard let name = Self.listName(text), !environment.lists.isEmpty else {
        if Self.listName(text) != nil {
          report(
            "no-such-list",
            .note,
            "there is no list \"\(text.prefix(60))\" here; it is read as text",
            at: node
          )
        }
        result.append(Entry(text: text, node: node, isFromList: false))
        continue
      }
      guard let list = environment.lists[name] else {
        report(
          "unknown-list",
          .error,
          "there is no list \"\(text.prefix(60))\"",
          at: node,
          suggestion: didYouMean(name, among: environment.lists.keys.sorted())
        )
        continue
      }
      usedLists.insert(name)
      result += list.map { Entry(text: $0, node: node, isFromList: true) }
    }
    return result
  }

  /// The name in `$name`, in small letters; `nil` if the text is something else.
  static func listName(_ text: String) -> String? {
    guard text.utf8.first == UInt8(ascii: "$"), text.utf8.count > 1 else { return nil }
    let name = text.utf8.dropFirst()
    let isName = name.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }
    guard isName, let first = name.first, (first | 0x20) &- 0x61 < 26 else { return nil }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  /// Reports something at a byte of a value.
  mutating func report(
    _ code: String,
    _ severity: Diagnostic.Severity,
    _ message: String,
    at entry: Entry,
    byte: Int,
    suggestion: String? = nil
  ) {
    guard let scalar = entry.node.scalar, !entry.isFromList,
      severity == .error ? errors < RuleFile.maxErrors : !hasEnough(of: code)
    else {
      return report(code, severity, message, at: entry.node, suggestion: suggestion)
    }
    let place = ScalarPlace.place(
      ofByte: byte,
      in: scalar,
      lines: source.lines,
      line: line(of: scalar.mark) ?? section.firstLine
    )
    report(
      code,
      severity,
      message,
      line: place.line,
      column: place.column,
      suggestion: suggestion
    )
  }

  /// Compiles a value, so that a wrong pattern is reported at its own place.
  @discardableResult
  private mutating func compile(
    _ text: String,
    rendering: PythonPattern.Rendering?,
    as check: TextCheck,
    at node: Node
  ) -> Bool {
    let entry = Entry(text: text, node: node, isFromList: node.scalar?.string != text)
    noteEatenEscape(at: node)
    do throws(PatternError) {
      var definition = PatternDefinition(
        rendering?.pattern ?? text,
        isLiteral: !check.isRegex,
        isCaseSensitive: check.isCaseSensitive,
        method: check.method
      )
      definition.matchesSubdomains = check.matchesSubdomains
      let pattern = try Pattern(definition, useJIT: false)
      if check.isRegex { lint(pattern, entry: entry) }
      return true
    } catch {
      let offset = rendering?.sourceOffset(of: error.byteOffset) ?? error.byteOffset
      report(
        "pattern",
        .error,
        "pattern does not compile at byte \(offset): \(error.message)",
        at: entry,
        byte: offset
      )
      return false
    }
  }
}
