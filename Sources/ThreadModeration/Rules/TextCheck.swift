// SPDX-License-Identifier: Apache-2.0

public import PatternEngine

/// Asks whether a field matches one of some values.
public struct TextCheck: Sendable, Hashable {
  /// A text that belongs to a comment.
  public enum Field: Sendable, Hashable {
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
    /// The author's stable id, without Reddit's `t2_`.
    case authorID
    /// The id of the post or thread.
    case postID
    /// A detail that the platform records.
    case detail(CommentDetails.Text)
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
  /// Whether a value also matches a domain below it, and nothing else: `example.com` then matches
  /// `example.com` and `www.example.com`. ``method`` is not used.
  public var matchesSubdomains = false
  /// What findings call the values, where that is not the values themselves; as many as ``values``.
  public var entries: [String]?
  /// The name by which placeholders call the check, `{{match-NAME}}`: the key as it was written,
  /// without modifiers. `nil`: a search of the comment's own words goes by its fields (`body`), any
  /// other cannot be called, nor is it what `{{match}}` shows.
  public var name: String?

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

extension TextCheck {
  /// What placeholders call the check of a comment, in small letters; `nil` if they cannot.
  var placeholderName: String? {
    if let name { return name.lowercased() }
    guard fields.allSatisfy({ $0 == .body || $0 == .id }) else { return nil }
    return fields.map(\.name).joined(separator: "+")
  }
}

extension TextCheck.Field {
  /// The word that stands for the field in findings.
  var name: String {
    switch self {
    case .body: "body"
    case .author: "author"
    case .id: "id"
    case .title: "title"
    case .url: "url"
    case .domain: "domain"
    case .authorID: "author-id"
    case .postID: "post-id"
    case .detail(let detail): detail.rawValue
    }
  }
}
