// SPDX-License-Identifier: Apache-2.0

internal import ThreadModeration
internal import Yams

/// Reads a rule file: sections, then YAML, then rules.
struct RuleFileReader {
  let bytes: [UInt8]
  let source: SourceText
  private(set) var rules: [Rule] = []
  var diagnostics: [Diagnostic] = []
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
        "the file has \(bytes.count) bytes; a rule file has at most \(RuleFile.maxBytes)",
        line: 1,
        column: 1
      )
      return
    }
    if let line = source.lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
      report(
        "encoding",
        .error,
        "the line is not valid UTF-8",
        line: line + 1,
        column: 1,
        suggestion: "save the file as UTF-8"
      )
      return
    }
    if let line = source.lines.firstIndex(where: { $0.contains(0) }) {
      report("encoding", .error, "the line holds a NUL character", line: line + 1, column: 1)
      return
    }
    for section in RuleSection.sections(of: source) where !section.isBlank { read(section) }
  }

  private mutating func read(_ section: RuleSection) {
    let offset = section.firstLine - 1
    if let problem = SectionGuard.problem(in: section.text) {
      report(
        problem.code,
        .error,
        problem.message,
        line: problem.line + offset,
        column: problem.column
      )
      return
    }
    let text = String(decoding: section.text, as: UTF8.self)
    do {
      let parser = try Parser(
        yaml: text,
        resolver: .basic,
        constructor: .default,
        encoding: .utf8
      )
      guard let root = try parser.singleRoot() else { return }
      guard case .mapping(let mapping) = root else {
        report(
          "not-a-mapping",
          .error,
          "a rule is a list of `key: value` lines; this is not",
          line: (root.mark?.line ?? 1) + offset,
          column: root.mark?.column ?? 1,
          suggestion: "write each rule as a section of its own, with `---` between rules"
        )
        return
      }
      var builder = RuleBuilder(source: source, section: section)
      let rule = builder.rule(from: mapping)
      diagnostics += builder.diagnostics
      if builder.isInactive { inactiveRules += 1 }
      if var rule { add(&rule) }
    } catch let error as YamlError {
      report(error, offset: offset)
    } catch {
      report("yaml", .error, "\(error)", line: section.firstLine, column: 1)
    }
  }

  private mutating func add(_ rule: inout Rule) {
    if let line = ids[rule.id] {
      report(
        "duplicate-id",
        .error,
        "the rule on line \(line) has the id \"\(rule.id)\" already",
        line: rule.origin?.line ?? 1,
        column: 1,
        suggestion: "ids appear in reports: give each rule its own"
      )
      return
    }
    ids[rule.id] = rule.origin?.line ?? 1
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
  private mutating func report(_ error: YamlError, offset: Int) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      report(
        "yaml",
        .error,
        "not valid YAML: \(problem)",
        line: mark.line + offset,
        column: mark.column,
        suggestion: Self.advice(for: problem)
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      report(
        "duplicate-key",
        .error,
        "the key \(duplicates.map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")) stands here twice",
        line: context.mark.line + offset,
        column: context.mark.column,
        suggestion: "AutoModerator keeps only the last; add a label to keep both: `body#2: …`"
      )
    case .reader(let problem, _, _, _):
      report("yaml", .error, "not valid YAML: \(problem)", line: offset + 1, column: 1)
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
    if problem.contains("escape") {
      return "in double quotes a backslash starts an escape: put patterns in single quotes"
    }
    if problem.contains("did not find expected") {
      return "check quotes, brackets and indentation on this line and the one before"
    }
    return nil
  }
}
