// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

/// Reads a rule file: sections, then YAML, then lists and included files, then rules.
struct RuleFileReader {
  let options: RuleFile.Options
  let load: ((String) -> [UInt8]?)?
  private(set) var rules: [Rule] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var outcomes: [RuleOutcome] = []
  private var errors = 0
  private var ids: [String: Int] = [:]
  /// The number that the next copy of a rule gets, by id.
  private var copies: [String: Int] = [:]
  var environment: RuleEnvironment
  var sources: [SourceText] = []
  /// The file that is read.
  private(set) var source = SourceText(bytes: [], name: "")
  private var usedLists: Set<String> = []
  /// Where each list stands.
  var listPlaces: [String: (source: SourceText, line: Int, column: Int)] = [:]
  /// The folder of the first file, as it was named, with its slash: included files lie there.
  private(set) var folder = ""
  /// Names of files that were included.
  var included: Set<String> = []
  private var pending: [Pending] = []
  /// Rules that others require, with where that is said.
  private var required: [(rule: Rule, id: String, diagnostic: Diagnostic)] = []

  /// A section that was parsed.
  private struct Pending {
    var source: Int
    var section: RuleSection
    var mapping: Node.Mapping
  }

  init(options: RuleFile.Options, load: ((String) -> [UInt8]?)?) {
    self.options = options
    self.load = load
    self.environment = RuleEnvironment(
      usesLegacyDomains: options.usesLegacyDomains,
      lints: options.lints
    )
  }

  mutating func read(_ bytes: [UInt8], name: String) {
    if let slash = name.lastIndex(of: "/") { folder = String(name[...slash]) }
    parse(bytes, name: name, stack: [name])
    build()
    checkRequirements()
    guard errors == 0, options.lints else { return }
    for (rule, earlier) in ShadowedRules.pairs(in: rules) {
      guard let origin = rule.origin, let source = sources.first(where: { $0.name == origin.file })
      else { continue }
      diagnostics.append(
        source.diagnostic(
          "shadowed-rule",
          .warning,
          "rule \"\(rule.id)\" never gets its turn: rule \"\(earlier.id)\""
            + (earlier.origin.map { " on line \($0.line)" } ?? "")
            + " matches whenever it would, and ends the pass",
          line: origin.line,
          column: 1
        )
      )
    }
    for name in environment.lists.keys.sorted() where !usedLists.contains(name) {
      guard let place = listPlaces[name] else { continue }
      diagnostics.append(
        place.source.diagnostic(
          "unused-list",
          .warning,
          "no rule uses the list \"\(name)\"",
          line: place.line,
          column: place.column,
          suggestion: "a key uses it as a value: `body: $\(name)`"
        )
      )
    }
  }

  /// Parses a file and those that it includes.
  mutating func parse(_ bytes: [UInt8], name: String, stack: [String]) {
    // A byte order mark is no part of the text.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let outer = source
    defer { source = outer }
    source = SourceText(bytes: bytes, name: name)
    sources.append(source)
    let index = sources.count - 1
    guard bytes.count <= RuleFile.maxBytes else {
      report(
        "file-size",
        .error,
        "the file is larger than \(RuleFile.maxBytes) bytes (4 MiB), the most that is read",
        line: 1,
        column: 1
      )
      return
    }
    if let problem = TextGuard.problem(in: source.lines) {
      report(
        "encoding",
        .error,
        problem.message,
        line: problem.line,
        column: problem.column,
        suggestion: problem.suggestion
      )
      return
    }
    for section in RuleSection.sections(of: source) where !section.isBlank {
      guard let mapping = mapping(of: section) else {
        if stopsForErrors() { return }
        continue
      }
      var rest = mapping
      for (keyNode, value) in mapping {
        switch keyNode.scalar?.string.lowercased() {
        case "lists":
          readLists(value, section: section)
          rest[keyNode] = nil
        case "include":
          include(value, section: section, stack: stack)
          rest[keyNode] = nil
        default: collectRequired(keyNode, value, depth: 0)
        }
      }
      // A section that only shares things is no rule.
      if !rest.isEmpty || mapping.isEmpty {
        pending.append(Pending(source: index, section: section, mapping: mapping))
      }
      if stopsForErrors() { return }
    }
  }

  /// Whether there are so many errors that no more is read; says so.
  private mutating func stopsForErrors() -> Bool {
    guard errors >= RuleFile.maxErrors else { return false }
    if diagnostics.last?.code != "too-many-errors",
      let last = diagnostics.last(where: { $0.severity == .error })
    {
      report(
        "too-many-errors",
        .error,
        "there are \(RuleFile.maxErrors) errors or more; the rest of the file was not read",
        line: last.line,
        column: last.column
      )
    }
    return true
  }

  private mutating func mapping(of section: RuleSection) -> Node.Mapping? {
    if let problem = SectionGuard.problem(in: section.text) {
      report(
        problem.code,
        .error,
        problem.message,
        line: problem.line + section.firstLine - 1,
        column: problem.column
      )
      return nil
    }
    do {
      guard let root = try root(of: section) else { return nil }
      if let tagged = NodeTags.first(in: root) {
        report(
          "tag",
          .error,
          "YAML tags (`!name`) are not read in rule files",
          line: tagged.line + section.firstLine - 1,
          column: tagged.column,
          suggestion: "a value that begins with an exclamation mark needs quotes"
        )
        return nil
      }
      if case .mapping(let mapping) = root { return mapping }
      report(
        "not-a-mapping",
        .error,
        "a rule is made of `key: value` lines; this is not",
        line: (root.mark?.line ?? 1) + section.firstLine - 1,
        column: root.mark?.column ?? 1,
        suggestion: "write each rule as a section of its own, with `---` between rules"
      )
    } catch let error as YamlError {
      report(error, offset: section.firstLine - 1, in: section.text)
    } catch {
      report("yaml", .error, "not valid YAML", line: section.firstLine, column: 1)
    }
    return nil
  }

  /// The ids that rules require may stand below the rule itself, so they are collected first.
  private mutating func collectRequired(_ keyNode: Node, _ value: Node, depth: Int) {
    guard depth < 32 else { return }
    switch value {
    case .mapping(let mapping):
      for (key, value) in mapping { collectRequired(key, value, depth: depth + 1) }
    case .sequence(let nodes):
      for node in nodes { collectRequired(keyNode, node, depth: depth + 1) }
    default:
      guard let key = keyNode.scalar?.string.lowercased(), key.hasSuffix("requires"),
        let id = value.scalar?.string
      else { return }
      environment.requiredIDs.insert(id.lowercased())
    }
  }

  private mutating func build() {
    for item in pending {
      if stopsForErrors() { return }
      source = sources[item.source]
      var builder = RuleBuilder(source: source, section: item.section, environment: environment)
      let rule = builder.rule(from: item.mapping)
      diagnostics += builder.diagnostics
      errors += builder.errors
      usedLists.formUnion(builder.usedLists)
      let added = rule.flatMap { add($0, namesItself: builder.hasOwnID) }
      if let added {
        for (id, node) in builder.required {
          let diagnostic = source.diagnostic(
            "unknown-rule",
            .error,
            "there is no rule \"\(id.prefix(60))\" to require",
            line: builder.line(of: node.mark) ?? item.section.firstLine,
            column: node.mark?.column ?? 1
          )
          required.append((added, id, diagnostic))
        }
      }
      outcomes.append(outcome(of: builder, rule: added, item: item))
    }
    _ = stopsForErrors()
  }

  private func outcome(of builder: RuleBuilder, rule: Rule?, item: Pending) -> RuleOutcome {
    let standing: RuleOutcome.Standing
    if let absence = builder.absence, builder.errors == 0 {
      standing = absence.isAboutPosts ? .notAboutComments(absence.reason) : .dead(absence.reason)
    } else if rule == nil {
      standing = .wrong
    } else if builder.approximations.isEmpty {
      standing = .exact
    } else {
      standing = .approximate(builder.approximations.sorted())
    }
    return RuleOutcome(
      file: source.name,
      line: builder.line(of: item.mapping.mark) ?? item.section.firstLine,
      id: rule?.id,
      standing: standing,
      needs: rule.map { RuleNeeds.of($0.condition) } ?? []
    )
  }

  /// Reports rules that require what is not there, or each other.
  private mutating func checkRequirements() {
    guard !required.isEmpty else { return }
    var missing: Set<String> = []
    for entry in required where ids[entry.id] == nil {
      missing.insert(entry.id)
      let nearest = EditDistance.nearest(to: entry.id, among: rules.map(\.id).sorted())
      var diagnostic = entry.diagnostic
      if let nearest {
        diagnostic = diagnostic.suggesting("did you mean \"\(nearest)\"?")
      }
      errors += 1
      diagnostics.append(diagnostic)
    }
    guard missing.isEmpty else { return }
    do throws(RuleError) {
      _ = try CommentScanner(
        rules: rules.map { Rule(id: $0.id, when: RuleNeeds.requirements(of: $0.condition)) },
        usesBuiltinRules: false
      )
    } catch {
      let entry = required.first { $0.rule.id == error.rule } ?? required[0]
      errors += 1
      diagnostics.append(
        entry.diagnostic.saying(
          "requires-circle",
          "rule \"\(error.rule)\" requires itself, or too deep"
        )
      )
    }
  }

  /// The YAML of a section. Of equal keys only the last is kept, with a warning for each other.
  private mutating func root(of section: RuleSection) throws -> Node? {
    var text = section.text
    // Each round settles one mapping; a section that needs more rounds is refused.
    for _ in 0..<16 {
      do {
        return try Self.root(of: text)
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let removals = DuplicateKeys.remove(
          keys,
          around: context.mark.line,
          column: context.mark.column,
          in: &text
        )
        guard !removals.isEmpty else { break }
        for removal in removals {
          report(
            "duplicate-key",
            .warning,
            "the key \"\(removal.key.prefix(60))\" stands on line "
              + "\(removal.lastLine + section.firstLine - 1) again: only the last counts",
            line: removal.line + section.firstLine - 1,
            column: removal.column,
            suggestion: DuplicateKeys.advice
          )
        }
      }
    }
    return try Self.root(of: text)
  }

  private static func root(of text: [UInt8]) throws -> Node? {
    try Parser(
      yaml: String(decoding: text, as: UTF8.self),
      resolver: .basic,
      constructor: .default,
      encoding: .utf8
    ).singleRoot()
  }

  private mutating func add(_ rule: Rule, namesItself: Bool) -> Rule? {
    var rule = rule
    let line = rule.origin?.line ?? 1
    if let first = ids[rule.id], namesItself {
      report(
        "duplicate-id",
        .error,
        "the rule on line \(first) has the id \"\(rule.id)\" already",
        line: line,
        column: 1,
        suggestion: "ids appear in reports: give each rule its own"
      )
      return nil
    }
    if let first = ids[rule.id] {
      report(
        "repeated-rule",
        .warning,
        "this rule stands on line \(first) already, word for word",
        line: line,
        column: 1
      )
      // Counted on from the last one: a file may hold one rule ten thousand times.
      let base = rule.id
      var number = copies[base] ?? 2
      while ids["\(base)-\(number)"] != nil { number += 1 }
      copies[base] = number + 1
      rule.id += "-\(number)"
    }
    ids[rule.id] = line
    rules.append(rule)
    return rule
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

  /// Says in our words what the YAML parser found; its own text would repeat the whole file.
  private mutating func report(_ error: YamlError, offset: Int, in text: [UInt8]) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let slip = YAMLSlips.slip(problem, line: mark.line, in: text) {
        report(
          "yaml",
          .error,
          "not valid YAML: \(slip.message)",
          line: slip.line + offset,
          column: slip.column,
          suggestion: slip.suggestion
        )
        return
      }
      // What is never closed is found at the end of the section; the beginning tells more.
      let isUnclosed = problem.contains("unexpected end of stream")
      let place = isUnclosed ? context?.mark ?? mark : mark
      report(
        "yaml",
        .error,
        "not valid YAML: \(isUnclosed ? "the quote is never closed" : problem)",
        line: min(place.line + offset, source.lines.count),
        column: place.column,
        suggestion: Self.advice(for: problem)
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      report(
        "duplicate-key",
        .error,
        "the key \(duplicates.map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")) stands here twice",
        line: context.mark.line + offset,
        column: context.mark.column,
        suggestion: DuplicateKeys.advice
      )
    case .reader(let problem, let place, let value, _):
      let before = text.prefix(place ?? 0)
      let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let number = String(UInt32(bitPattern: value), radix: 16, uppercase: true)
      report(
        "yaml",
        .error,
        "not valid YAML: \(problem) (U+\(String(repeating: "0", count: max(0, 4 - number.count)))\(number))",
        line: offset + 1 + before.count { $0 == 0x0A },
        column: before[start...].count { $0 & 0xC0 != 0x80 } + 1,
        suggestion: "take the character out, or write it as an escape in double quotes"
      )
    default:
      report("yaml", .error, "not valid YAML", line: offset + 1, column: 1)
    }
  }

  private static func advice(for problem: String) -> String? {
    if problem.contains("cannot start any token") {
      return "indent with spaces, not tabs; put values that start with @, ` or % in quotes"
    }
    if problem.contains("mapping values are not allowed") {
      return "put a value with a colon in it in quotes, and check the indentation"
    }
    if problem.contains("unexpected end of stream") {
      return "inside single quotes a single quote is written twice"
    }
    if problem.contains("escape") {
      return "in double quotes a backslash starts an escape: put patterns in single quotes"
    }
    if problem.contains("did not find expected") {
      return
        "check brackets, indentation and quotes; inside single quotes a single quote is written twice"
    }
    return nil
  }
}
