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
      } else if let inner = next["data"], inner.has("kind"), !next.has("kind") {
        // An answer in one of a program of somebody's own.
        waiting.append(inner)
      } else if let data = next["data"], data.isObject {
        readThing(next, data, into: &sink)
        if let replies = data["replies"], replies.isObject { waiting.append(replies) }
      } else if Self.holdsListings(next) {
        // Several answers, each under a name.
        waiting += next.members.map(\.value).filter { $0.isObject || $0.isArray }.reversed()
      } else {
        sink.reject("neither a listing nor a comment", at: next.start)
      }
    }
  }

  /// Whether an object's members, as far as they are objects, are listings or things.
  private static func holdsListings(_ value: JSONValue) -> Bool {
    let objects = value.members.map(\.value).filter(\.isObject)
    return !objects.isEmpty && !value.has("id")
      && objects.allSatisfy { $0.has("kind") && $0.has("data") }
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
    } else if let kind = thing["kind"],
      let other = Self.others.first(where: { kind.isString($0.kind) })
    {
      sink.note("not-a-comment:\(other.name)", at: data.start)
    } else {
      add(data, into: &sink) { fields throws(RecordFault) in
        var comment = try Self.comment(&fields)
        if comment.title == nil { comment.title = comment.thread.flatMap { titles[$0] } }
        return comment
      }
    }
  }

  /// What Reddit's other things are.
  private static let others = [
    (kind: "t2", name: "account"), (kind: "t4", name: "message"), (kind: "t5", name: "subreddit"),
  ]

  /// The thread of a comment in somebody's inbox, which does not name it: what it answers, or its address
  /// says so (`/r/bridges/comments/9zx/old_bridges/k1a`).
  private static func thread(_ fields: inout JSONFields) -> String? {
    if let parent = fields.identifier(["parent_id"]), parent.hasPrefix("t3_") {
      return RedditName(parent).bare
    }
    return fields.string(["context", "permalink"]).flatMap {
      HTMLPages.identifier(behind: "/comments/", in: $0)
    }
  }

  private static func comment(_ fields: inout JSONFields) throws(RecordFault) -> Comment {
    var comment = try fields.comment(id: ["id", "name"], body: ["body"], format: .markdown)
    if let id = RedditName(comment.id).commentID { comment.id = id }
    if fields.object["body"]?.kind == .null { comment.body = "[deleted]" }
    comment.keepOnlyPlaceOfNotice()
    let thread = fields.identifier(["link_id"]).map { RedditName($0).bare } ?? Self.thread(&fields)
    comment.thread = thread
    comment.parent = fields.identifier(["parent_id"]).flatMap { RedditName($0).parent(in: thread) }
    comment.author = fields.string(["author"])
    comment.authorID = fields.string(["author_fullname"])
    comment.createdAt = fields.time(["created_utc"])
    comment.title = fields.string(["link_title"])
    comment.url = fields.string(["permalink"])
    comment.score = fields.object["score_hidden"]?.kind == .true ? nil : fields.integer(["score"])
    comment.isSubmitter = fields.boolean(["is_submitter"])
    if let role = fields.object["distinguished"],
      role.isString("moderator") || role.isString("admin")
    {
      comment.isModerator = true
    }
    return comment
  }
}
