// SPDX-License-Identifier: Apache-2.0

/// The markup a comment's body is written in.
public enum BodyFormat: String, Sendable, Hashable, CaseIterable, Codable {
  /// Plain text. Lines that start with `>` are still read as quotations, as mail and forums do.
  case text
  /// Markdown: `>` quotations, fenced and inline code, `[text](url)` links.
  case markdown
  /// HTML: `<blockquote>`, `<pre>`, `<code>` and `<a href>`; other tags are skipped.
  case html
}
