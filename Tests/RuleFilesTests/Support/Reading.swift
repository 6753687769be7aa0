// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import Testing
import ThreadModeration

typealias Comment = ThreadModeration.Comment

/// Reads a rule file from a text.
func read(_ text: String) -> RuleFile { RuleFile(reading: Array(text.utf8), name: "rules.yaml") }

/// A rule with some checks, and nothing wrong with it.
func rule(_ checks: String, action: String = "report") -> String {
  "\(checks)\naction: \(action)\n"
}

/// `error unknown-key 1:1` and so on, in the order of the file.
func places(_ file: RuleFile) -> [String] {
  file.diagnostics.map { "\($0.severity.rawValue) \($0.code) \($0.line):\($0.column)" }
}

/// Judges comments by the rules of a text alone.
struct Judge {
  let scanner: CommentScanner

  init(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = read(text)
    let errors = file.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map(\.description))", sourceLocation: sourceLocation)
    #expect(!file.rules.isEmpty, "no rules", sourceLocation: sourceLocation)
    scanner = try CommentScanner(rules: file.rules, usesBuiltinRules: false)
  }

  func verdict(_ comment: Comment) -> Verdict { scanner.verdict(for: comment) }

  func matches(_ comment: Comment) -> Bool { !verdict(comment).findings.isEmpty }

  func matches(_ body: String) -> Bool { matches(Comment(id: "c1", body: body)) }
}
