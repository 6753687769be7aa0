// SPDX-License-Identifier: Apache-2.0

/// What a column of a table, or a field of an object, may say of a comment.
enum RowField: Int, CaseIterable {
  case id, body, thread, parent, author, authorID, createdAt, title, url, score, lang, bodyFormat
  case authorCreatedAt, authorKarma, isSubmitter, isModerator

  /// The name of the field, as in `--map NAME=COLUMN`.
  var name: String {
    switch self {
    case .id: "id"
    case .body: "body"
    case .thread: "thread"
    case .parent: "parent"
    case .author: "author"
    case .authorID: "author_id"
    case .createdAt: "created_at"
    case .title: "title"
    case .url: "url"
    case .score: "score"
    case .lang: "lang"
    case .bodyFormat: "body_format"
    case .authorCreatedAt: "author_created_at"
    case .authorKarma: "author_karma"
    case .isSubmitter: "is_submitter"
    case .isModerator: "is_moderator"
    }
  }
}
