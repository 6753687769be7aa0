// SPDX-License-Identifier: Apache-2.0

/// Where in a text a pattern's value has to stand.
///
/// The raw values are the words of the AutoModerator language. A word character is a letter, a
/// number or `_`, by Unicode's properties. `Sendable`.
///
/// | method | value `cat` hits | and misses |
/// | --- | --- | --- |
/// | `includes-word` | `a cat!` | `cats`, `cat_1` |
/// | `includes` | `concatenate` | `dog` |
/// | `starts-with` | `cats` | `a cat` |
/// | `ends-with` | `a cat` | `cats` |
/// | `full-exact` | `cat`, `cat\n` | `cat!` |
/// | `full-text` | `** cat! **` | `a cat` |
///
/// The range that is reported is always the value's own text, never the surroundings that the
/// method looked at.
public enum MatchMethod: String, Sendable, CaseIterable, Hashable {
  /// The value stands between word boundaries.
  ///
  /// On each side there must be the end of the text, a character which is not a word character, or
  /// a word boundary. Where the value itself ends in punctuation that is no condition at all:
  /// `c++` also hits `c++x`. And `cat` misses `cat_1`, since `_` is a word character.
  case includesWord = "includes-word"

  /// The value stands anywhere.
  case includes

  /// The text begins with the value.
  case startsWith = "starts-with"

  /// The text ends with the value. One line feed may follow.
  case endsWith = "ends-with"

  /// The text is the value. One line feed may follow.
  case fullExact = "full-exact"

  /// The text is the value, once characters which are not word characters are taken off both ends.
  case fullText = "full-text"
}
