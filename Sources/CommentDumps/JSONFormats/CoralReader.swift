// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Coral (formerly Talk): documents of its database, and answers of its GraphQL interface.
///
/// A comment keeps all its revisions; the last one is what it says.
struct CoralReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    readNode(value, thread: nil, title: nil, url: nil, parent: nil, into: &sink)
  }

  private func readNode(
    _ value: JSONValue,
    thread: String?,
    title: String?,
    url: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    // Bounded by how deep JSON may nest (512); each level takes three of them.
    if value.isArray {
      for element in value.elements {
        readNode(element, thread: thread, title: title, url: url, parent: parent, into: &sink)
      }
      return
    }
    if Self.isComment(value) {
      readComment(value, thread: thread, title: title, url: url, parent: parent, into: &sink)
      if let replies = value["replies"] {
        var fields = JSONFields(value)
        let id = fields.identifier(["id", "_id"])
        readNode(replies, thread: thread, title: title, url: url, parent: id, into: &sink)
      }
      return
    }
    for key in [
      "data", "story", "asset", "comments", "nodes", "edges", "node", "stories", "assets",
    ] {
      guard let inner = value[key], inner.isObject || inner.isArray else { continue }
      var thread = thread
      var title = title
      var url = url
      if key == "comments" {
        var about = JSONFields(value)
        thread = about.identifier(["id"]) ?? thread
        title = about.string(["title"]) ?? value["metadata"].flatMap { Self.title($0) } ?? title
        url = about.string(["url"]) ?? url
      }
      readNode(inner, thread: thread, title: title, url: url, parent: parent, into: &sink)
      return
    }
    guard !value.has("edges"), !value.has("nodes"), !value.has("comments") else { return }
    sink.reject("neither a comment nor a list of comments", at: value.start)
  }

  private static func title(_ metadata: JSONValue) -> String? {
    var fields = JSONFields(metadata)
    return fields.string(["title"])
  }

  private static func isComment(_ value: JSONValue) -> Bool {
    value.has("body") || value.has("revisions") || value.has("revision")
  }

  private func readComment(
    _ value: JSONValue,
    thread: String?,
    title: String?,
    url: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
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
      } else if value.has("deletedAt") || value.has("body") || value.has("deleted_at")
        || value.has("revisions")
      {
        comment.body = "[deleted]"
      } else {
        throw RecordFault("no \"body\"", at: value.start)
      }
      comment.thread =
        fields.identifier(["storyID", "story_id", "asset_id", "assetID"])
        ?? value["story"].flatMap(Self.id) ?? value["asset"].flatMap(Self.id) ?? thread
      comment.parent =
        fields.identifier(["parentID", "parent_id"]) ?? value["parent"].flatMap(Self.id) ?? parent
      comment.title = title
      comment.url = url
      comment.authorID = fields.identifier(["authorID", "author_id"])
      for key in ["author", "user"] {
        guard let author = value[key], author.isObject else { continue }
        var about = JSONFields(author)
        comment.author = about.string(["username", "name"])
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
