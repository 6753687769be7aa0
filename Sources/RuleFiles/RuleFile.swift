// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// A rule file that was read: its rules and what there is to say about it.
///
/// ```swift
/// let file = RuleFile(reading: Array(text.utf8), name: "rules.yaml")
/// guard !file.hasErrors else { … }
/// let scanner = try CommentScanner(rules: file.rules)
/// ```
///
/// The language is Reddit AutoModerator's, as `Docs/Rules.md` describes it, with keys of our own.
/// Like there, a file with an error has no rules at all.
public struct RuleFile: Sendable {
  /// Bytes that a rule file may have.
  public static let maxBytes = 1 << 20
  /// Errors after which the rest of a file is not looked at.
  public static let maxErrors = 100

  /// The file's name as given.
  public let name: String
  /// The rules, in the order of the file; none if there are errors.
  public let rules: [Rule]
  /// What there is to say, in the order of the file.
  public let diagnostics: [Diagnostic]
  /// Rules that are left out, each with a warning: they check what is not evaluated yet, check
  /// nothing, or do nothing that is carried out here.
  public let inactiveRules: Int

  /// Whether the file cannot be used.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads a rule file.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes: UTF-8, at most ``maxBytes``.
  ///   - name: The file's name, for diagnostics.
  /// - Complexity: O(*n*) in the bytes of the file, and about 10 µs a pattern.
  public init(reading bytes: [UInt8], name: String) {
    var reader = RuleFileReader(bytes: bytes, name: name)
    reader.read()
    self.name = name
    self.diagnostics = reader.diagnostics.sorted {
      ($0.line, $0.column, $0.code) < ($1.line, $1.column, $1.code)
    }
    self.inactiveRules = reader.inactiveRules
    self.rules = reader.diagnostics.contains { $0.severity == .error } ? [] : reader.rules
  }
}
