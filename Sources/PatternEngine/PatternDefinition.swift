// SPDX-License-Identifier: Apache-2.0

/// What an author wrote: a text or a regular expression, and how it is to be looked for.
///
/// ```swift
/// PatternDefinition("c++", isLiteral: true, method: .includesWord)  // hits "I like c++ a lot"
/// PatternDefinition(#"fr[e3]{2}\s+money"#)                          // hits "FR33  money"
/// ```
///
/// A definition is a plain value and always valid; ``Pattern`` and ``PatternSet`` say whether it
/// compiles. `Sendable`.
public struct PatternDefinition: Sendable, Hashable {
  /// The text or the regular expression (PCRE2's syntax), exactly as its author wrote it.
  public var source: String

  /// Whether `source` is plain text, in which no character has a special meaning.
  public var isLiteral: Bool

  /// Whether capital and small letters differ. Without it they are equal, in all of Unicode.
  public var isCaseSensitive: Bool

  /// Where in the text the value has to stand.
  public var method: MatchMethod

  /// Whether the text is a host that is the value or ends in it behind a dot: `example.com` then hits
  /// `www.example.com` and misses `notexample.com`. ``method`` is not used.
  package var matchesSubdomains = false

  /// Creates a definition. By default: a regular expression, any case, anywhere in the text.
  public init(
    _ source: String,
    isLiteral: Bool = false,
    isCaseSensitive: Bool = false,
    method: MatchMethod = .includes
  ) {
    self.source = source
    self.isLiteral = isLiteral
    self.isCaseSensitive = isCaseSensitive
    self.method = method
  }
}
