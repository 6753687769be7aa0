// SPDX-License-Identifier: Apache-2.0

/// What became of one section of a rule file.
public struct RuleOutcome: Sendable, Hashable {
  /// How a rule runs here, compared with what its author can expect of AutoModerator.
  public enum Standing: Sendable, Hashable {
    /// It runs, and matches what AutoModerator would match.
    case exact
    /// It runs, with a difference that is named: the codes of the diagnostics that say which.
    case approximate([String])
    /// It is about posts, or asks for what no comment has: it never applies to a comment, here or
    /// there.
    case notAboutComments(String)
    /// It never does anything: it checks nothing, or does nothing.
    case dead(String)
    /// It has errors.
    case wrong
  }

  /// The file's name as given.
  public let file: String
  /// The line on which it starts, from 1.
  public let line: Int
  /// The rule's id; `nil` if there is no rule.
  public let id: String?
  /// How it runs.
  public let standing: Standing
  /// What the data has to hold for the rule to be decided, beside the words: `author_karma`,
  /// `is_edited` … Where it is missing the rule does not match.
  public let needs: [String]
}

extension RuleOutcome.Standing {
  /// One word, fit for tables: `exact`, `approximate`, `not-about-comments`, `dead`, `wrong`.
  public var name: String {
    switch self {
    case .exact: "exact"
    case .approximate: "approximate"
    case .notAboutComments: "not-about-comments"
    case .dead: "dead"
    case .wrong: "wrong"
    }
  }
}
