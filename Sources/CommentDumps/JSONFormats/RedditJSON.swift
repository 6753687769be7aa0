// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reddit listings: what `reddit.com/….json` and the Reddit interface answer, replies nested.
///
/// The submission is no comment, but names the thread's title for those that follow. Stubs for
/// replies that were not loaded (`more`) are noted as `not-a-comment:more`.
struct RedditListingReader: JSONFormatReader {
  /// The title of each submission that was seen, by id.
  private var titles: [String: String] = [:]

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Nested replies are walked by hand: a reply chain may be as deep as JSON may nest.
    var waiting = [value]
    while let next = waiting.popLast() {
      if next.isArray {
        waiting += next.elements.reversed()
      } else if let children = next["data"]?["children"] ?? next["data"]?["things"],
        children.isArray, !(next["kind"]?.isString("more") ?? false)
      {
        waiting += children.elements.reversed()
      } else if let things = next["json"]?["data"]?["things"] {
        waiting.append(things)
      } else if let data = next["data"], data.isObject {
        readThing(next, data, into: &sink)
        if let replies = data["replies"], replies.isObject { waiting.append(replies) }
      } else {
        sink.reject("neither a listing nor a comment", at: next.start)
      }
    }
  }

  private mutating func readThing(
    _ thing: JSONValue,
    _ data: JSONValue,
    into sink: inout RecordSink
  ) {
    if let kind = thing["kind"], kind.isString("t3") {
      var fields = JSONFields(data)
      if let id = fields.identifier(["id"]) { titles[id] = fields.string(["title"]) }
      sink.note("not-a-comment:submission", at: data.start)
    } else if let kind = thing["kind"], kind.isString("more") {
      sink.note("not-a-comment:more", at: data.start)
    } else {
      add(data, into: &sink) { fields throws(RecordFault) in
        var comment = try Self.comment(&fields)
        if comment.title == nil { comment.title = comment.thread.flatMap { titles[$0] } }
        return comment
      }
    }
  }

  private static func comment(_ fields: inout JSONFields) throws(RecordFault) -> Comment {
    var comment = try fields.comment(id: ["id", "name"], body: ["body"], format: .markdown)
    if let id = RedditName(comment.id).commentID { comment.id = id }
    let thread = fields.identifier(["link_id"]).map { RedditName($0).bare }
    comment.thread = thread
    comment.parent = fields.identifier(["parent_id"]).flatMap { RedditName($0).parent(in: thread) }
    comment.author = fields.string(["author"])
    comment.authorID = fields.string(["author_fullname"])
    comment.createdAt = fields.time(["created_utc"])
    comment.title = fields.string(["link_title"])
    comment.url = fields.string(["permalink"])
    comment.score = fields.object["score_hidden"]?.kind == .true ? nil : fields.integer(["score"])
    comment.isSubmitter = fields.boolean(["is_submitter"])
    if let role = fields.object["distinguished"], role.isString("moderator") || role.isString("admin")
    {
      comment.isModerator = true
    }
    return comment
  }
}

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
      comment.title = fields.string(["post_title", "submission_title", "link_title", "title"])
      let link = fields.identifier(["link_id", "post_id", "submission_id"])
        .map { RedditName($0).bare }
      comment.parent =
        fields.identifier(["parent_comment_id", "parent_id", "parent"])
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

/// A Reddit id with or without its prefix (`t1_` a comment, `t3_` a submission).
struct RedditName {
  private let name: String

  init(_ name: String) { self.name = name }

  /// Without the prefix.
  var bare: String { hasPrefix("t1_") || hasPrefix("t3_") ? cut : name }

  /// The id if the name is that of a comment.
  var commentID: String? { hasPrefix("t1_") ? cut : nil }

  /// The comment that is answered; `nil` at the top level.
  func parent(in thread: String?) -> String? {
    if hasPrefix("t3_") { return nil }
    if hasPrefix("t1_") { return cut }
    if let thread, thread.utf8.elementsEqual(name.utf8) { return nil }
    return name
  }

  private func hasPrefix(_ prefix: String) -> Bool {
    name.utf8.count > 3 && name.utf8.starts(with: prefix.utf8)
  }

  private var cut: String { String(decoding: name.utf8.dropFirst(3), as: UTF8.self) }
}
