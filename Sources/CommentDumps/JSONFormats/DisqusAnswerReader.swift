// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What the interface of Disqus answers: posts in a list under `response`, or single ones.
struct DisqusAnswerReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let posts = value["response"], posts.isArray {
      for post in posts.elements { readPost(post, into: &sink) }
    } else {
      readPost(value, into: &sink)
    }
  }

  private func readPost(_ value: JSONValue, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(
        id: ["id"],
        body: ["message", "raw_message"],
        format: .html
      )
      comment.parent = fields.identifier(["parent"])
      if let thread = value["thread"], thread.isObject {
        var about = JSONFields(thread)
        comment.thread = about.identifier(["id"])
        comment.title = about.string(["clean_title", "title"])
        comment.url = about.string(["link"])
      } else {
        comment.thread = fields.identifier(["thread"])
      }
      if let author = value["author"], author.isObject {
        var about = JSONFields(author)
        comment.author = about.string(["name", "username"])
      }
      comment.createdAt = fields.time(["createdAt"])
      comment.score = fields.integer(["points", "likes"])
      if fields.isTrue("isDeleted") { comment.keepOnlyPlace() }
      return comment
    }
  }
}
