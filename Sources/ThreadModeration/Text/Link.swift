// SPDX-License-Identifier: Apache-2.0

/// A link found in a body.
struct Link: Sendable, Equatable {
  /// How the link is written.
  enum Form: Sendable {
    /// With a scheme: `https://example.com/x`.
    case full
    /// Without one: `example.com/x`, `www.example.com`.
    case bare
    /// So that a machine should not see it: `hxxp://`, `example[.]com`, `example dot com`.
    case obfuscated
  }

  var form: Form
  /// Bytes of the original body.
  var range: Range<Int>
  /// In lower case, obfuscation undone, without port and user.
  var host: String
  /// See ``PublicSuffixes``.
  var domain: String
  /// Whether something with an `@` stands before the host.
  var hasUserInfo: Bool
  /// Whether the host is a number rather than a name.
  var isAddress: Bool
  /// Whether it stands in a quotation or in code.
  var isQuoted: Bool
  /// The text that is shown in place of the link (Markdown, HTML), bytes of the body.
  var anchor: Range<Int>?
}
