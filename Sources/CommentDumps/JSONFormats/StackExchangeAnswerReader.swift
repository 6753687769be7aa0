// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What the interface of Stack Exchange answers to questions for comments: a list under `items`, or
/// single ones. The thread is the post that is commented on.
struct StackExchangeAnswerReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let items = value["items"], items.isArray {
      for item in items.elements { readComment(item, into: &sink) }
    } else {
      readComment(value, into: &sink)
    }
  }

  private func readComment(_ value: JSONValue, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      let isSource = value["body_markdown"]?.kind == .string
      var comment = try fields.comment(
        id: ["comment_id"],
        body: isSource ? ["body_markdown"] : ["body"],
        format: isSource ? .markdown : .html
      )
      comment.thread = fields.identifier(["post_id"])
      if let owner = value["owner"], owner.isObject {
        var about = JSONFields(owner)
        comment.author = about.string(["display_name"])
        comment.authorID = about.identifier(["user_id"])
      }
      comment.createdAt = fields.time(["creation_date"])
      comment.score = fields.integer(["score"])
      comment.url = fields.string(["link"])
      return comment
    }
  }
}
