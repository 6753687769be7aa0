// SPDX-License-Identifier: Apache-2.0

/// A rule or a signal matched here.
public struct Finding: Sendable, Hashable, Codable {
  /// The id of the rule, or of the built-in rule that stands for a signal, such as
  /// `hostility.insult-direct`. An id keeps its meaning for ever.
  public var rule: String
  /// What it is about.
  public var category: Category
  /// A finer word inside the category: `insult`, `threat`, `campaign` …
  public var kind: String?
  /// The weight it adds to its category, in log-odds (natural logarithm); negative when it speaks
  /// for the comment.
  public var score: Double
  /// The name of the text view it matched in, such as `raw` or `normalized` (see ``TextView``), or
  /// what else it looked at: `author`, `title`, `thread`.
  public var view: String
  /// Where, as a half-open range of UTF-8 bytes of the original body, whatever the view. `nil` when
  /// the finding is not about a place in the body.
  public var range: Range<Int>?
  /// The original text of that range; empty when there is none.
  public var text: String
  /// The word-list entry or pattern that matched, where there are several.
  public var entry: String?
  /// One sentence for people: why this counts.
  public var reason: String?
  /// What its rule does by itself, besides adding ``score``; `nil` for signals and for rules that only
  /// add to scores.
  public var effect: Rule.Effect?

  /// Makes a finding.
  public init(
    rule: String,
    category: Category,
    kind: String? = nil,
    score: Double,
    view: String,
    range: Range<Int>? = nil,
    text: String = "",
    entry: String? = nil,
    reason: String? = nil,
    effect: Rule.Effect? = nil
  ) {
    self.rule = rule
    self.category = category
    self.kind = kind
    self.score = score
    self.view = view
    self.range = range
    self.text = text
    self.entry = entry
    self.reason = reason
    self.effect = effect
  }
}
