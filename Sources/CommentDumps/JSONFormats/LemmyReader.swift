// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Lemmy: lists of comments as its interface answers, each with its author and its post.
///
/// A comment's path names all it stands below: `0.11.12` is comment 12, which answers 11.
struct LemmyReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let comments = value["comments"], comments.isArray {
      for comment in comments.elements { readView(comment, into: &sink) }
    } else {
      readView(value["comment_view"] ?? value, into: &sink)
    }
  }

  private func readView(_ view: JSONValue, into sink: inout RecordSink) {
    guard let comment = view["comment"], comment.isObject else {
      sink.reject("no \"comment\"", at: view.start)
      return
    }
    add(comment, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["id"], body: ["content"], format: .markdown)
      comment.thread = fields.identifier(["post_id"])
      let path = fields.string(["path"])?.split(separator: ".") ?? []
      // The path begins with 0, which is the post. Servers of old named what is answered.
      comment.parent =
        path.isEmpty
        ? fields.identifier(["parent_id"]) : path.count > 2 ? String(path[path.count - 2]) : nil
      comment.createdAt = fields.time(["published", "published_at"])
      comment.url = fields.string(["ap_id"])
      if let creator = view["creator"], creator.isObject {
        var about = JSONFields(creator)
        // Names count anew on every server; their addresses tell them apart.
        comment.author = about.string(["name"])
        comment.authorID = about.identifier(["actor_id", "ap_id", "id"])
        comment.authorCreatedAt = about.time(["published", "published_at"])
      }
      if let post = view["post"], post.isObject {
        var about = JSONFields(post)
        comment.title = about.string(["name"])
        if let starter = about.identifier(["creator_id"]),
          let author = fields.identifier(["creator_id"])
        {
          comment.isSubmitter = starter.utf8.elementsEqual(author.utf8)
        }
      }
      comment.score = fields.integer(["score"])
      if let counts = view["counts"], counts.isObject {
        var about = JSONFields(counts)
        comment.score = about.integer(["score"])
      }
      if fields.isTrue("removed") {
        comment.keepOnlyPlace(isRemoved: true)
      } else if fields.isTrue("deleted") {
        comment.keepOnlyPlace()
      }
      return comment
    }
  }
}
