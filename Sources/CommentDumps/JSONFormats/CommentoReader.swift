// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Commento's export: comments, and beside them who wrote them.
struct CommentoReader: JSONFormatReader {
  private struct Commenter {
    var name: String?
    var joined: Int64?
    var isModerator: Bool?
  }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    var commenters: [String: Commenter] = [:]
    if let list = value["commenters"], list.isArray {
      for entry in list.elements {
        var fields = JSONFields(entry)
        guard let id = fields.identifier(["commenterHex"]) else { continue }
        commenters[id] = Commenter(
          name: fields.string(["name"]),
          joined: fields.time(["joinDate"]),
          isModerator: fields.boolean(["isModerator"])
        )
      }
    }
    if let comments = value["comments"], comments.isArray {
      for comment in comments.elements { readComment(comment, commenters, into: &sink) }
    } else if value.has("commentHex") {
      readComment(value, commenters, into: &sink)
    } else {
      sink.reject("no \"comments\"", at: value.start)
    }
  }

  private func readComment(
    _ value: JSONValue,
    _ commenters: [String: Commenter],
    into sink: inout RecordSink
  ) {
    add(value, into: &sink) { fields throws(RecordFault) in
      let isSource = value["markdown"].map { $0.kind == .string && !$0.token.isEmpty } ?? false
      var comment = try fields.comment(
        id: ["commentHex"],
        body: isSource ? ["markdown"] : ["html", "markdown"],
        format: isSource ? .markdown : .html
      )
      let page = fields.string(["url", "path"])
      comment.thread = page.map { (fields.string(["domain"]) ?? "") + $0 }
      comment.url = comment.thread
      if let parent = fields.identifier(["parentHex"]), !parent.utf8.elementsEqual("root".utf8) {
        comment.parent = parent
      }
      // "anonymous" stands for everybody who did not sign in.
      comment.authorID = fields.identifier(["commenterHex"])
      let commenter = comment.authorID.flatMap { commenters[$0] }
      comment.author = commenter?.name
      comment.authorCreatedAt = commenter?.joined
      comment.isModerator = commenter?.isModerator
      comment.createdAt = fields.time(["creationDate"])
      comment.score = fields.integer(["score"])
      if fields.isTrue("deleted") { comment.keepOnlyPlace() }
      return comment
    }
  }
}
