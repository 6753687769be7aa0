// SPDX-License-Identifier: Apache-2.0

/// A way to look at a comment's body. Rules and signals name the one they read.
///
/// Whatever the view, evidence is reported as a byte range of the original body.
public enum TextView: String, Sendable, Hashable, CaseIterable {
  /// The body as it is, quotations and code included. What AutoModerator looks at; in Markdown
  /// therefore with `&amp;`, `&lt;` and `&gt;`, as Reddit's dumps have them, read as `&`, `<` and `>`.
  case raw
  /// The author's own words: quotations (`>` lines, HTML `<blockquote>`, paragraphs in quotation
  /// marks that repeat a comment above) and code are left out; HTML tags are gone and entities
  /// decoded.
  case prose
  /// Only the quotations.
  case quoted
  /// The author's own words with their disguise taken off: case and width folded, compatibility
  /// forms, accents on Latin letters and invisible characters dropped, look-alike letters,
  /// l33t, stretched and spaced-out letters read as the letters they stand for.
  case normalized
  /// As ``normalized``, of the whole body, quotations included (code is still left out).
  case normalizedBody = "normalized-body"
  /// The body without the lines that begin with `>` and without empty lines: AutoModerator's
  /// `ignore_blockquotes`. Unlike ``prose`` it keeps code and quotation marks.
  case withoutBlockquotes = "without-blockquotes"
}
