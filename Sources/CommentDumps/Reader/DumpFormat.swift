// SPDX-License-Identifier: Apache-2.0

/// The formats that are read. `Docs/Formats.md` has the fields and rules of each.
///
/// Sendable.
public enum DumpFormat: String, Sendable, Hashable, CaseIterable {
  /// One JSON object a line, in this project's own fields.
  case jsonLines = "jsonl"
  /// Reddit comments as the Pushshift dumps have them.
  case reddit
  /// The text of one web page.
  case page
}

extension DumpFormat {
  /// The format in one sentence, for help texts.
  public var explanation: String {
    switch self {
    case .jsonLines: "JSON Lines: one object a line with at least \"id\" and \"body\"."
    case .reddit: "Reddit comments, one JSON object a line, as in the Pushshift dumps (RC_*)."
    case .page: "The comments of one page, copied or saved as plain text."
    }
  }
}
