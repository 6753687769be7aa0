// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Flat lists of Reddit comments, as scripts write them: `comment_id`, `parent_comment_id`,
/// `post_title`.
struct RedditFlatReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(
        id: ["comment_id", "id"],
        body: ["body", "comment_body", "comment", "text"],
        format: .markdown
      )
      comment.id = RedditName(comment.id).commentID ?? comment.id
      if comment.body.isEmpty, fields.object["body"]?.kind == .null { comment.body = "[deleted]" }
      comment.title = fields.string(["post_title", "submission_title", "link_title", "title"])
      let link = fields.identifier(["link_id", "post_id", "submission_id"])
        .map { RedditName($0).bare }
      comment.parent =
        fields.identifier(["parent_comment_id", "comment_parent_id", "parent_id", "parent"])
        .flatMap { RedditName($0).parent(in: link) }
      // Without the submission's id, its title in its subreddit is the best name of the thread.
      comment.thread =
        link
        ?? comment.title.map { title in
          fields.string(["subreddit"]).map { "\($0): \(title)" } ?? title
        }
      comment.author = fields.string(["author", "comment_author"])
      comment.createdAt = fields.time(["created_utc", "created_at", "timestamp"])
      comment.score = fields.integer(["score", "ups"])
      comment.url = fields.string(["permalink", "url"])
      return comment
    }
  }
}
