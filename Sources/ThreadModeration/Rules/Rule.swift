// SPDX-License-Identifier: Apache-2.0

/// A rule: a condition on a comment, and what follows when it holds.
///
/// ```swift
/// import PatternEngine  // for `.includes`
/// import ThreadModeration
///
/// let rule = Rule(
///   id: "no-shorteners",
///   category: .links,
///   action: .hold,
///   reason: "Link shorteners hide where a link goes.",
///   when: .text(TextCheck(.body, ["bit.ly", "tinyurl.com"], method: .includes))
/// )
/// let scanner = try CommentScanner(rules: [rule])
/// ```
///
/// Rules are values. A YAML rule file (module `RuleFiles`) is one notation of them. Two are equal if everything about
/// them is, where they were written (``origin``) included: enough to see whether a file that was read again says
/// anything new.
public struct Rule: Sendable, Hashable {
  /// What a rule does to a comment by itself, besides adding its ``score``.
  public enum Effect: String, Sendable, Hashable, CaseIterable, Codable {
    /// Speaks for the comment with a veto: the action becomes ``Action/allow``, unless a rule that
    /// removes or holds matched as well, or a limit was hit.
    case approve
    /// The action becomes at least ``Action/report``.
    case report
    /// AutoModerator's `filter`: the action becomes at least ``Action/hold``.
    case hold
    /// The action becomes ``Action/remove``.
    case remove

    /// The action the effect asks for; ``Action/allow`` for ``approve``.
    public var action: Action {
      switch self {
      case .approve: .allow
      case .report: .report
      case .hold: .hold
      case .remove: .remove
      }
    }

    /// Whether the rule takes the comment out of sight: such rules are tried first, and the first
    /// that matches ends their turn.
    public var isRemoval: Bool { self == .hold || self == .remove }
  }

  /// Comments that the rule must match and must pass, as text.
  public struct Examples: Sendable, Hashable {
    /// The rule matches each of these.
    public var matches: [String]
    /// The rule matches none of these.
    public var passes: [String]

    /// Makes a set of examples.
    public init(matches: [String] = [], passes: [String] = []) {
      self.matches = matches
      self.passes = passes
    }
  }

  /// Where a rule was written.
  public struct Origin: Sendable, Hashable, Codable {
    /// The file's name as given.
    public var file: String
    /// The line the rule starts on, from 1.
    public var line: Int

    /// Makes an origin.
    public init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  /// Its identity for ever: it appears in reports and stored data. New meaning, new id.
  public var id: String
  /// What a match is about.
  public var category: Category
  /// A finer word inside the category.
  public var kind: String?
  /// The weight a match adds to its category, in log-odds; 0 adds nothing.
  public var score: Double
  /// One sentence for people: what the rule finds.
  public var description: String?
  /// What a match does by itself; `nil`: nothing beyond its score.
  public var effect: Effect?
  /// Why, for the moderator. `{{match}}` stands for the text that matched.
  public var reason: String?
  /// Higher ones are tried first; rules of equal priority keep their order.
  public var priority: Int
  /// Whether comments known to be by a moderator are passed by.
  public var exemptsModerators: Bool
  /// When the rule matches.
  public var condition: Condition
  /// Its tests.
  public var examples: Examples
  /// Where it was written, if in a file.
  public var origin: Origin?
  /// What else AutoModerator would do: replies, mail, flair. Listed in verdicts, never carried out.
  public var sideEffects: [SideEffect] = []
  /// Whether the rule keeps out of the way as AutoModerator does: it passes by AutoModerator's own
  /// comments and those that a moderator has removed, and takes nothing down that a moderator has
  /// approved (``CommentDetails/Flag/isApproved``).
  public var respectsModerators = false
  /// Whether no later rule of the same pass is tried after this one matched.
  public var endsPass = false

  /// Makes a rule. A rule needs a condition, and an action or a score, to be of use.
  public init(
    id: String,
    category: Category = .custom,
    kind: String? = nil,
    score: Double = 0,
    description: String? = nil,
    action effect: Effect? = nil,
    reason: String? = nil,
    priority: Int = 0,
    exemptsModerators: Bool = false,
    when condition: Condition,
    examples: Examples = Examples(),
    origin: Origin? = nil
  ) {
    self.id = id
    self.category = category
    self.kind = kind
    self.score = score
    self.description = description
    self.effect = effect
    self.reason = reason
    self.priority = priority
    self.exemptsModerators = exemptsModerators
    self.condition = condition
    self.examples = examples
    self.origin = origin
  }
}

extension Rule {
  /// All texts in which placeholders are filled in.
  var templates: [String] {
    (reason.map { [$0] } ?? []) + sideEffects.flatMap { $0.parts.map(\.text) }
  }

  /// Whether a placeholder asks for a group of a regular expression, as `{{match-2}}` does.
  var usesCaptures: Bool {
    templates.contains { template in
      Placeholders.names(in: template).contains { name in
        let digits = name.utf8.reversed().prefix(while: ByteClass.isDigit)
        return name.utf8.starts(with: "match-".utf8) && !digits.isEmpty
      }
    }
  }
}
