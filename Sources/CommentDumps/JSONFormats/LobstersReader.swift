// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Lobsters: a story with its comments, or a list of comments.
struct LobstersReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    guard let comments = value["comments"], comments.isArray else {
      if value.has("comment") || value.has("comment_plain") {
        readComment(value, story: nil, title: nil, submitter: nil, parent: nil, into: &sink)
      } else {
        sink.note("not-a-comment:story", at: value.start)
      }
      return
    }
    var about = JSONFields(value)
    let story = about.identifier(["short_id"])
    let title = about.string(["title"])
    let submitter = Self.user(value["submitter_user"])
    // Older answers have no parents but levels: a comment answers the last one a level above.
    var above: [String?] = []
    for comment in comments.elements {
      var fields = JSONFields(comment)
      let level = fields.integer(["depth"]) ?? fields.integer(["indent_level"]).map { $0 - 1 }
      let depth = min(max(0, level ?? 0), above.count)
      let parent = depth > 0 ? above[depth - 1] : nil
      readComment(
        comment,
        story: story,
        title: title,
        submitter: submitter,
        parent: comment.has("parent_comment") ? nil : parent,
        into: &sink
      )
      above.removeSubrange(depth...)
      above.append(fields.identifier(["short_id"]))
    }
  }

  private static func user(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    var fields = JSONFields(value)
    if value.isObject { return fields.string(["username"]) }
    return value.kind == .string ? fields.decode(value) : nil
  }

  /// The story in a comment's address: `https://lobste.rs/s/STORY/words#c_COMMENT`.
  private static func story(of address: String?) -> String? {
    guard let address, let mark = address.firstRange(of: "/s/") else { return nil }
    let story = address[mark.upperBound...].prefix { $0 != "/" && $0 != "#" && $0 != "?" }
    return story.isEmpty ? nil : String(story)
  }

  private func readComment(
    _ value: JSONValue,
    story: String?,
    title: String?,
    submitter: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    add(value, into: &sink) { fields throws(RecordFault) in
      let isMarkup = value["comment"]?.kind == .string
      var comment = try fields.comment(
        id: ["short_id"],
        body: isMarkup ? ["comment"] : ["comment_plain"],
        format: isMarkup ? .html : .markdown
      )
      comment.thread = story ?? Self.story(of: fields.string(["url", "story_url"]))
      comment.title = title
      comment.parent = fields.identifier(["parent_comment"]) ?? parent
      comment.author = Self.user(value["commenting_user"])
      comment.createdAt = fields.time(["created_at"])
      comment.score = fields.integer(["score"])
      comment.url = fields.string(["short_id_url", "url"])
      if let submitter, let author = comment.author {
        comment.isSubmitter = submitter.utf8.elementsEqual(author.utf8)
      }
      if fields.isTrue("is_moderated") {
        comment.keepOnlyPlace(isRemoved: true)
      } else if fields.isTrue("is_deleted") {
        comment.keepOnlyPlace()
      }
      return comment
    }
  }
}
