// SPDX-License-Identifier: Apache-2.0

/// What to do with one comment, and why.
///
/// It is `Codable`: as JSON it is an object like the lines that `moderate scan --output` writes and
/// `Docs/Formats.md` describes, on its own and inside values of your own.
///
/// ```swift
/// let verdict = scanner.verdict(for: Comment(id: "c2", body: "You are an idiot.", author: "ben"))
/// let json = try JSONEncoder().encode(verdict)
/// // {"id":"c2","thread":null,"author":"ben","action":"hold","scores":{"spam":0.01…,…},"incomplete":null,"findings":[…],…}
/// ```
public struct Verdict: Sendable, Hashable {
  /// The comment's id.
  public var comment: String
  /// The id of its thread.
  public var thread: String?
  /// The author's displayed name.
  public var author: String?
  /// What to do.
  public var action: Action
  /// For every category, flagged or not, the probability in 0…1 that a moderator would agree with a
  /// flag of that category: `1 / (1 + exp(-(bias + Σ weights)))`.
  public var scores: CategoryValues<Double>
  /// The limit that was hit, if the comment could not be judged in full.
  public var incomplete: IncompleteReason?
  /// What was found, in order of category, then place, then rule id.
  public var findings: [Finding]
  /// The values of the signals that are not zero, when the scanner was asked to keep them; by name.
  public var signals: [SignalReading]
  /// What else rules would do, such as a reply: listed here, never carried out. In the order in
  /// which the rules were tried.
  public var sideEffects: [SideEffects]
  /// The rules of your own that could not be judged, because the data lacks something they ask for; in
  /// the order in which they were tried.
  public var unjudged: [Unjudged]
  /// The registrable domains that the body links to, each once, in byte order.
  public var domains: [String]

  /// What one rule would do besides acting on the comment.
  public struct SideEffects: Sendable, Hashable, Codable {
    /// The rule's id.
    public var rule: String
    /// What it would do, with placeholders filled in.
    public var effects: [SideEffect]

    /// Makes an entry.
    public init(rule: String, effects: [SideEffect]) {
      self.rule = rule
      self.effects = effects
    }
  }

  /// A rule that neither matched nor passed the comment.
  public struct Unjudged: Sendable, Hashable, Codable {
    /// The rule's id.
    public var rule: String
    /// The first thing that was missing: a name of the data, such as `author_created_at`.
    public var missing: String

    /// Makes an entry.
    public init(rule: String, missing: String) {
      self.rule = rule
      self.missing = missing
    }
  }

  /// Makes a verdict.
  public init(
    comment: String,
    thread: String? = nil,
    author: String? = nil,
    action: Action = .allow,
    scores: CategoryValues<Double> = CategoryValues(repeating: 0),
    incomplete: IncompleteReason? = nil,
    findings: [Finding] = [],
    signals: [SignalReading] = [],
    sideEffects: [SideEffects] = [],
    domains: [String] = [],
    unjudged: [Unjudged] = []
  ) {
    self.comment = comment
    self.thread = thread
    self.author = author
    self.action = action
    self.scores = scores
    self.incomplete = incomplete
    self.findings = findings
    self.signals = signals
    self.sideEffects = sideEffects
    self.domains = domains
    self.unjudged = unjudged
  }

  /// The score that ranks comments of one action: that of ``leadingCategory``, or 0.
  public var leadingScore: Double { leadingCategory.map { scores[$0] } ?? 0 }

  /// The first finding whose rule asks for the action that the comment has; `nil` if the scores or a limit alone
  /// decided it, or nothing is to be done.
  ///
  /// The scores may have come to the same.
  public var decisiveFinding: Finding? {
    guard action > .allow else { return nil }
    return findings.first(where: isDecided)
  }

  /// The category with the highest score among those that have findings which count against the
  /// comment; `nil` if there are none.
  public var leadingCategory: Category? {
    var best: Category?
    for finding in findings where finding.countsAgainst {
      if best == nil || scores[finding.category] > scores[best!] { best = finding.category }
    }
    return best
  }

  /// Whether a finding's rule asks by itself for the action that was taken: then the rule is why.
  ///
  /// - Complexity: O(1).
  public func isDecided(by finding: Finding) -> Bool { finding.effect?.action == action }
}
