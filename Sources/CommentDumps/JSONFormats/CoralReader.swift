// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Coral (formerly Talk): documents of its database, and answers of its GraphQL interface.
///
/// A comment keeps all its revisions; the last one is what it says.
struct CoralReader: JSONFormatReader {
  /// What is known of a comment from what it stands in.
  private struct Place {
    var thread: String?
    var title: String?
    var url: String?
    var parent: String?
    /// Whether it stands in a list of comments.
    var isAmongComments = false
  }

  private static let lists = [
    "data", "story", "asset", "comments", "nodes", "edges", "node", "stories", "assets",
  ]

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Without recursion: replies nest as deep as JSON may.
    var waiting = [(value: value, place: Place())]
    while let (next, place) = waiting.popLast() {
      if next.isArray {
        waiting += next.elements.reversed().map { ($0, place) }
      } else if Self.isComment(next, in: place) {
        readComment(next, place, into: &sink)
        guard let replies = next["replies"], replies.kind != .null else { continue }
        var fields = JSONFields(next)
        var inner = place
        inner.parent = fields.identifier(["id", "_id"])
        inner.isAmongComments = true
        waiting.append((replies, inner))
      } else if let key = Self.lists.first(where: { key in
        next[key].map { $0.isObject || $0.isArray } ?? false
      }), let inner = next[key] {
        waiting.append((inner, key == "comments" ? Self.place(next, in: place) : place))
      } else if !["edges", "nodes", "comments"].contains(where: next.has) {
        sink.reject("neither a comment nor a list of comments", at: next.start)
      }
    }
  }

  /// What a story says of the comments in it.
  private static func place(_ story: JSONValue, in outer: Place) -> Place {
    var about = JSONFields(story)
    var place = outer
    place.thread = about.identifier(["id", "number"]) ?? outer.thread
    place.title =
      about.string(["title"]) ?? story["metadata"].flatMap { title($0) } ?? outer.title
    place.url = about.string(["url"]) ?? outer.url
    place.isAmongComments = true
    return place
  }

  private static func title(_ metadata: JSONValue) -> String? {
    var fields = JSONFields(metadata)
    return fields.string(["title"])
  }

  /// Whether an object is a comment: it has words, or had some before it was deleted, which only its place or
  /// what it says of its thread shows then.
  private static func isComment(_ value: JSONValue, in place: Place) -> Bool {
    if wordKeys.contains(where: value.has) { return true }
    guard value.has("id") || value.has("_id"), !isOfOthers(value) else { return false }
    return place.isAmongComments || thingsAround.contains(where: value.has)
  }

  private static let wordKeys = ["body", "revisions", "revision"]

  /// What only comments name: where they stand.
  private static let thingsAround = [
    "storyID", "story_id", "asset_id", "assetID", "parentID", "parent_id",
  ]

  /// Whether an object has keys of stories, people and lists.
  private static func isOfOthers(_ value: JSONValue) -> Bool {
    ["comments", "nodes", "edges", "node", "metadata", "url", "username", "email", "action_type"]
      .contains(where: value.has)
  }

  private func readComment(_ value: JSONValue, _ place: Place, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      guard let id = fields.identifier(["id", "_id"]) else {
        throw RecordFault("no \"id\"", at: value.start)
      }
      var comment = Comment(id: id, body: "", bodyFormat: .html)
      if value["body"]?.kind == .string {
        comment.body = try fields.body(["body"])
      } else if let last = value["revisions"].flatMap({ Array($0.elements).last })
        ?? value["revision"],
        last["body"]?.kind == .string
      {
        var revision = JSONFields(last)
        comment.body = try revision.body(["body"])
        for note in revision.notes { fields.note(note.kind, at: note.index) }
      } else {
        // Deleted: an answer of the interface may then lack the key.
        comment.body = "[deleted]"
        if !Self.wordKeys.contains(where: value.has) { fields.note("no-words", at: value.start) }
      }
      comment.thread =
        fields.identifier(["storyID", "story_id", "asset_id", "assetID"])
        ?? value["story"].flatMap(Self.id) ?? value["asset"].flatMap(Self.id) ?? place.thread
      comment.parent =
        fields.identifier(["parentID", "parent_id"]) ?? value["parent"].flatMap(Self.id)
        ?? place.parent
      comment.title = place.title
      comment.url = place.url
      comment.authorID = fields.identifier(["authorID", "author_id"])
      for key in ["author", "user"] {
        guard let author = value[key], author.isObject else { continue }
        var about = JSONFields(author)
        comment.author = about.string(["username", "name", "login", "displayName"])
        comment.authorID = about.identifier(["id"]) ?? comment.authorID
      }
      comment.createdAt = fields.time(["createdAt", "created_at"])
      return comment
    }
  }

  private static func id(_ value: JSONValue) -> String? {
    var fields = JSONFields(value)
    return fields.identifier(["id"])
  }
}
