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
  public static let maxBytes = 4 << 20
  /// Bytes that the file of a shared list may have.
  public static let maxListBytes = 16 << 20
  /// Errors after which the rest of a file is not looked at.
  public static let maxErrors = 100
  /// Files that one file may include, itself and those included by them counted.
  public static let maxFiles = 64
  /// How deep files may include each other.
  public static let maxIncludeDepth = 8

  /// How a file is read.
  public struct Options: Sendable, Hashable {
    /// Whether `domain` of a post searches as AutoModerator's engine of 2017 did, for whole words,
    /// which also finds `my-site.com` for `site.com`, instead of as it is documented.
    public var usesLegacyDomains: Bool

    /// Whether to look for what is right and probably not meant: values that say the same, patterns
    /// that backtrack without end, rules that never get their turn, missing tests. It takes longer
    /// than reading, so it is for whoever writes rules, not for whoever runs them.
    public var lints: Bool

    /// Makes options; as documented, and without linting, unless told otherwise.
    public init(usesLegacyDomains: Bool = false, lints: Bool = false) {
      self.usesLegacyDomains = usesLegacyDomains
      self.lints = lints
    }
  }

  /// The file's name as given.
  public let name: String
  /// The rules, in the order of the file; none if there are errors.
  public let rules: [Rule]
  /// What there is to say, in the order of the file; included files follow.
  public let diagnostics: [Diagnostic]
  /// What became of each section that is a rule, in the order of the file.
  public let outcomes: [RuleOutcome]
  /// Diagnostics that comments in the file asked not to show: notes and warnings only.
  public let suppressed: Int

  /// Rules that are left out, each with a diagnostic: they are about posts, check nothing, or do
  /// nothing.
  public var inactiveRules: Int {
    outcomes.count {
      switch $0.standing {
      case .dead, .notAboutComments: true
      default: false
      }
    }
  }

  /// Whether the file cannot be used.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads a rule file.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes: UTF-8, at most ``maxBytes``.
  ///   - name: The file's name, for diagnostics.
  ///   - options: How it is read.
  ///   - load: Gives the bytes of a file that `include:` or a list names, as it stands there, or
  ///     `nil` if it cannot be read. Names are relative and never leave the folder: they hold no
  ///     `..` and do not begin with `/`. Without it such keys are errors.
  /// - Complexity: O(*n*) in the bytes of the file, and about 10 µs a pattern.
  public init(
    reading bytes: [UInt8],
    name: String,
    options: Options = Options(),
    load: ((String) -> [UInt8]?)? = nil
  ) {
    var reader = RuleFileReader(options: options, load: load)
    reader.read(bytes, name: name)
    self.name = name
    let shown = reader.shownDiagnostics()
    self.diagnostics = shown
    self.suppressed = reader.diagnostics.count - shown.count
    self.outcomes = reader.outcomes
    self.rules = shown.contains { $0.severity == .error } ? [] : reader.rules
  }
}
