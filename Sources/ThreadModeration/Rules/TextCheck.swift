// SPDX-License-Identifier: Apache-2.0

public import PatternEngine

/// Asks whether a field matches one of some values.
public struct TextCheck: Sendable, Hashable {
  /// A text that belongs to a comment.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The comment's own words, in one of the views.
    case body
    /// The author's displayed name.
    case author
    /// The comment's id.
    case id
    /// The title of the article or post.
    case title
    /// The address of the comment or its page.
    case url
    /// The hosts of the links in the body, one at a time, in lower case.
    case domain
  }

  /// The fields that are looked at; one that matches is enough.
  public var fields: [Field]
  /// The values; one that matches is enough.
  public var values: [String]
  /// How a value has to lie in the field.
  public var method: MatchMethod
  /// Whether the values are regular expressions (PCRE2 syntax) rather than plain text.
  public var isRegex: Bool
  /// Whether case counts.
  public var isCaseSensitive: Bool
  /// The view of the body that is looked at. Other fields have only one.
  public var view: TextView

  /// Makes a check.
  public init(
    _ field: Field,
    _ values: [String],
    method: MatchMethod = .includesWord,
    isRegex: Bool = false,
    isCaseSensitive: Bool = false,
    view: TextView = .raw
  ) {
    self.init(
      [field],
      values,
      method: method,
      isRegex: isRegex,
      isCaseSensitive: isCaseSensitive,
      view: view
    )
  }

  /// Makes a check of several fields, of which one has to match.
  public init(
    _ fields: [Field],
    _ values: [String],
    method: MatchMethod = .includesWord,
    isRegex: Bool = false,
    isCaseSensitive: Bool = false,
    view: TextView = .raw
  ) {
    self.fields = fields
    self.values = values
    self.method = method
    self.isRegex = isRegex
    self.isCaseSensitive = isCaseSensitive
    self.view = view
  }
}
