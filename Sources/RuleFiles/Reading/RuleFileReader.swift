// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

/// Reads a rule file: sections, then YAML, then rules.
struct RuleFileReader {
  let bytes: [UInt8]
  let source: SourceText
  private(set) var rules: [Rule] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var errors = 0
  private(set) var inactiveRules = 0
  private var ids: [String: Int] = [:]

  init(bytes: [UInt8], name: String) {
    // A byte order mark is no part of the text.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.source = SourceText(bytes: self.bytes, name: name)
  }

  mutating func read() {
    guard bytes.count <= RuleFile.maxBytes else {
      report(
        "file-size",
        .error,
        "the file is larger than \(RuleFile.maxBytes) bytes (1 MiB), the most that is read",
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
      read(section)
      if errors >= RuleFile.maxErrors, let last = diagnostics.last(where: { $0.severity == .error })
      {
        report(
          "too-many-errors",
          .error,
          "there are \(RuleFile.maxErrors) errors or more; the rest of the file was not read",
          line: last.line,
          column: last.column
        )
        return
      }
    }
  }

  private mutating func read(_ section: RuleSection) {
    if let problem = SectionGuard.problem(in: section.text) {
      report(
        problem.code,
        .error,
        problem.message,
        line: problem.line + section.firstLine - 1,
        column: problem.column
      )
      return
    }
    do {
      guard let root = try root(of: section) else { return }
      guard case .mapping(let mapping) = root else {
        report(
          "not-a-mapping",
          .error,
          "a rule is made of `key: value` lines; this is not",
          line: (root.mark?.line ?? 1) + section.firstLine - 1,
          column: root.mark?.column ?? 1,
          suggestion: "write each rule as a section of its own, with `---` between rules"
        )
        return
      }
      var builder = RuleBuilder(source: source, section: section)
      let rule = builder.rule(from: mapping)
      diagnostics += builder.diagnostics
      errors += builder.errors
      if builder.isInactive { inactiveRules += 1 }
      if let rule { add(rule, namesItself: builder.hasOwnID) }
    } catch let error as YamlError {
      report(error, offset: section.firstLine - 1, in: section.text)
    } catch {
      report("yaml", .error, "not valid YAML", line: section.firstLine, column: 1)
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

  private mutating func add(_ rule: Rule, namesItself: Bool) {
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
      return
    }
    if let first = ids[rule.id] {
      report(
        "repeated-rule",
        .warning,
        "this rule stands on line \(first) already, word for word",
        line: line,
        column: 1
      )
      var number = 2
      while ids["\(rule.id)-\(number)"] != nil { number += 1 }
      rule.id += "-\(number)"
    }
    ids[rule.id] = line
    rules.append(rule)
  }

  private mutating func report(
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
