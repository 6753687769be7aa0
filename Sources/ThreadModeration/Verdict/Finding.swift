// SPDX-License-Identifier: Apache-2.0

/// A rule or a signal matched here.
public struct Finding: Sendable, Hashable {
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
  /// What the rule does by itself, whatever the scores say; `nil` for signals and for rules that only add weight.
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

  /// Whether it counts against the comment: it adds weight, or its rule reports, holds or removes.
  public var countsAgainst: Bool { score > 0 || (effect.map { $0 != .approve } ?? false) }
}

/// A member of `findings` in the JSON of a verdict: see ``Verdict/encode(to:)``.
extension Finding: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, category, kind, score, view, range, text, entry, reason, effect
  }

  /// Reads a finding; keys that are not known are passed over.
  ///
  /// - Throws: `DecodingError` if rule, category, score or view are missing, or a range ends before it starts.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      rule: try fields.decode(String.self, forKey: .rule),
      category: try fields.decode(Category.self, forKey: .category),
      kind: try fields.decodeIfPresent(String.self, forKey: .kind),
      score: try fields.decode(Double.self, forKey: .score),
      view: try fields.decode(String.self, forKey: .view),
      range: try fields.decodeIfPresent(Range<Int>.self, forKey: .range),
      text: try fields.decodeIfPresent(String.self, forKey: .text) ?? "",
      entry: try fields.decodeIfPresent(String.self, forKey: .entry),
      reason: try fields.decodeIfPresent(String.self, forKey: .reason),
      // One that a later version has is passed over as an unknown key is.
      effect: try fields.decodeIfPresent(String.self, forKey: .effect)
        .flatMap(Rule.Effect.init(rawValue:))
    )
  }

  /// Writes all keys, with `null` for what there is not, and `reason` and `effect` if there is one.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(rule, forKey: .rule)
    try fields.encode(category, forKey: .category)
    try fields.encode(kind, forKey: .kind)
    try fields.encode(score, forKey: .score)
    try fields.encode(view, forKey: .view)
    try fields.encode(range, forKey: .range)
    try fields.encode(text, forKey: .text)
    try fields.encode(entry, forKey: .entry)
    try fields.encodeIfPresent(reason, forKey: .reason)
    try fields.encodeIfPresent(effect?.rawValue, forKey: .effect)
  }
}
