// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Remark42: a backup (a header, then one comment a line), a list of comments, and what its
/// interface answers, as a list or a tree.
struct Remark42Reader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    var waiting = [value]
    while let next = waiting.popLast() {
      if let comments = next["comments"], comments.isArray {
        waiting += comments.elements.reversed()
      } else if let comment = next["comment"], comment.isObject {
        // A node of a tree.
        readComment(comment, into: &sink)
        if let replies = next["replies"], replies.isArray { waiting += replies.elements.reversed() }
      } else if next.has("version"), !next.has("text") {
        sink.note("not-a-comment:header", at: next.start)
      } else {
        readComment(next, into: &sink)
      }
    }
  }

  private func readComment(_ value: JSONValue, into sink: inout RecordSink) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["id"], body: ["text", "orig"], format: .html)
      comment.parent = fields.identifier(["pid"])
      comment.title = fields.string(["title"])
      if let user = value["user"], user.isObject {
        var about = JSONFields(user)
        // Whoever was removed is called so, and is nobody.
        let isNobody = ["name", "id"].allSatisfy { user[$0]?.isString("deleted") ?? false }
        if !isNobody {
          comment.author = about.string(["name"])
          comment.authorID = about.identifier(["id"])
        }
        comment.isModerator = about.boolean(["admin"]) == true ? true : nil
      }
      if let locator = value["locator"], locator.isObject {
        var place = JSONFields(locator)
        comment.thread = place.string(["url"])
        comment.url = comment.thread
      }
      comment.createdAt = fields.time(["time"])
      comment.score = fields.integer(["score"])
      if fields.isTrue("delete") { comment.keepOnlyPlace() }
      return comment
    }
  }
}
