// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments as the interfaces of WordPress answer: the REST interface, WPGraphQL.
struct WordPressAnswerReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    guard let list = value["comments"], !value.has("content") else {
      readComment(value, post: nil, into: &sink)
      return
    }
    // A post with its comments.
    for comment in (list["nodes"] ?? list["edges"] ?? list).elements {
      readComment(comment["node"] ?? comment, post: value, into: &sink)
    }
  }

  private func readComment(_ value: JSONValue, post: JSONValue?, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      guard let id = fields.identifier(["databaseId", "id"]) else {
        throw RecordFault("no \"id\"", at: value.start)
      }
      var comment = Comment(id: id, body: "", bodyFormat: .html)
      if let content = value["content"], content.isObject {
        var words = JSONFields(content)
        comment.body = try words.body(["rendered", "raw"])
        for note in words.notes { fields.note(note.kind, at: note.index) }
      } else {
        comment.body = try fields.body(["content"])
      }
      comment.thread = fields.identifier(["post"]) ?? post.flatMap(Self.id)
      // The other interface has the number of what is answered beside a name for it.
      comment.parent = fields.identifier(["parentDatabaseId", "parent", "parentId"]).flatMap {
        $0.utf8.elementsEqual("0".utf8) ? nil : $0
      }
      if let author = value["author"], author.isObject {
        var about = JSONFields(author["node"] ?? author)
        comment.author = about.string(["name"])
      } else {
        comment.author = fields.string(["author_name"])
      }
      comment.createdAt = fields.time(["date_gmt", "dateGmt", "date"])
      comment.url = fields.string(["link"])
      if let post {
        var about = JSONFields(post)
        comment.title = about.string(["title"])
      }
      return comment
    }
  }

  private static func id(_ post: JSONValue) -> String? {
    var fields = JSONFields(post)
    return fields.identifier(["databaseId", "id"])
  }
}
