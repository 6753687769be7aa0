// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What the interface of Stack Exchange answers to questions for comments: a list under `items`, or
/// single ones. The thread is the post that is commented on.
struct StackExchangeAnswerReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Questions hold their answers, and both their comments.
    var waiting = [value]
    while let next = waiting.popLast() {
      if let items = next["items"], items.isArray {
        waiting += items.elements.reversed()
      } else if next.has("question_id") || next.has("answer_id"), !next.has("comment_id") {
        sink.note("not-a-comment:post", at: next.start)
        for key in ["answers", "comments"] {
          if let list = next[key], list.isArray { waiting += list.elements.reversed() }
        }
      } else if next.has("PostId") {
        readRow(next, into: &sink)
      } else {
        readComment(next, into: &sink)
      }
    }
  }

  /// A row of `Comments.xml`, made JSON by a script.
  private func readRow(_ value: JSONValue, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["Id"], body: ["Text"], format: .markdown)
      comment.thread = fields.identifier(["PostId"])
      comment.author = fields.string(["UserDisplayName"])
      comment.authorID = fields.identifier(["UserId"])
      comment.createdAt = fields.time(["CreationDate"])
      comment.score = fields.integer(["Score"])
      return comment
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
        comment.author = about.string(["display_name"]).map(HTMLEntities.resolved)
        comment.authorID = about.identifier(["user_id"])
      }
      comment.createdAt = fields.time(["creation_date"])
      comment.score = fields.integer(["score"])
      comment.url = fields.string(["link"])
      return comment
    }
  }
}
