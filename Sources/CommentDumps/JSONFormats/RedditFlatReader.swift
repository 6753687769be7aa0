// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Lists of Reddit comments, as scripts write them: `comment_id`, `parent_comment_id`, `post_title`; also
/// in their post's `comments`, with `replies` inside.
struct RedditFlatReader: JSONFormatReader {
  /// What is known of a comment from what it stands in.
  private struct Place {
    var thread: String?
    var title: String?
    var subreddit: String?
    var parent: String?
  }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    var waiting = [(value: value, place: Place())]
    while let (next, place) = waiting.popLast() {
      var about = JSONFields(next)
      var inner = place
      var list = next["replies"]
      if let comments = next["comments"], comments.isArray, !next.has("comment_id") {
        inner.thread = about.identifier(["post_id", "submission_id", "id"])
          .map { RedditName($0).bare }
        inner.title = about.string(["post_title", "submission_title", "title"])
        inner.subreddit = about.string(["subreddit"])
        if inner.thread != nil || inner.title != nil {
          sink.note("not-a-comment:post", at: next.start)
        }
        list = comments
      } else if next["dataType"].map({ !$0.isString("comment") }) ?? false {
        sink.note("not-a-comment:post", at: next.start)
      } else {
        readComment(next, place, into: &sink)
        inner.parent = about.identifier(["comment_id", "id"]).map { RedditName($0).bare }
      }
      if let list, list.isArray {
        // Ids of answers are no answers.
        waiting += list.elements.filter(\.isObject).reversed().map { ($0, inner) }
      }
    }
  }

  private func readComment(_ value: JSONValue, _ place: Place, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(
        id: ["comment_id", "id"],
        body: ["body", "comment_body", "comment", "text"],
        format: .markdown
      )
      comment.id = RedditName(comment.id).commentID ?? comment.id
      if comment.body.isEmpty, fields.object["body"]?.kind == .null { comment.body = "[deleted]" }
      comment.title = fields.string(["post_title", "submission_title", "link_title", "title"])
      let link =
        fields.identifier(["link_id", "post_id", "submission_id", "postId"])
        .map { RedditName($0).bare } ?? place.thread
      let parent = fields.identifier([
        "parent_comment_id", "comment_parent_id", "parent_id", "parent", "parentId",
      ])
      comment.parent = parent.map { RedditName($0).parent(in: link) } ?? place.parent
      comment.title = comment.title ?? place.title
      // Without the submission's id, its title in its subreddit is the best name of the thread.
      comment.thread =
        link
        ?? comment.title.map { title in
          (fields.string(["subreddit"]) ?? place.subreddit).map { "\($0): \(title)" } ?? title
        }
      comment.author = fields.string(["author", "comment_author", "username"])
      comment.createdAt = fields.time(["created_utc", "created_at", "timestamp", "createdAt"])
      comment.score = fields.integer(["score", "ups"])
      comment.url = fields.string(["permalink", "url"])
      return comment
    }
  }
}
