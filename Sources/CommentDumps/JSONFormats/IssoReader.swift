// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Isso: its generic export (pages with their comments) and what its interface answers.
///
/// An answer holds the comments of one page, which it does not name: the file does.
struct IssoReader: JSONFormatReader {
  /// The name of the file.
  let fileName: String
  /// The pages on which a comment has the number 0, which elsewhere stands for no comment.
  private var pagesWithZero: Set<String> = []

  /// - Parameter fileName: The name of the file.
  init(fileName: String) { self.fileName = fileName }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    var about = JSONFields(value)
    let uri = about.identifier(["id", "uri"])
    if let comments = value["comments"], comments.isArray {
      // Ids count anew on every page.
      let title = about.string(["title"])
      for comment in comments.elements {
        readComment(comment, page: uri, title: title, parent: nil, into: &sink)
      }
    } else if let replies = value["replies"], replies.isArray, !value.has("text") {
      readReplies(replies, parent: nil, into: &sink)
    } else {
      readComment(value, page: nil, title: nil, parent: nil, into: &sink)
    }
  }

  private mutating func readReplies(
    _ replies: JSONValue,
    parent: String?,
    into sink: inout RecordSink
  ) {
    // Two levels at most in Isso; deeper ones are as deep as JSON may nest.
    var waiting = replies.elements.reversed().map { (reply: $0, parent: parent) }
    while let (reply, parent) = waiting.popLast() {
      readComment(reply, page: nil, title: nil, parent: parent, into: &sink)
      guard let deeper = reply["replies"], deeper.isArray else { continue }
      var fields = JSONFields(reply)
      let id = fields.identifier(["id"])
      waiting += deeper.elements.reversed().map { (reply: $0, parent: id) }
    }
  }

  private mutating func readComment(
    _ value: JSONValue,
    page: String?,
    title: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    var about = JSONFields(value)
    let thread = page ?? about.identifier(["uri", "tid"]) ?? fileName
    let isZero = about.identifier(["id"]) == "0"
    let isZeroNone = isZero || !pagesWithZero.contains(thread)
    if isZero { pagesWithZero.insert(thread) }
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["id"], body: ["text"], format: .markdown)
      comment.thread = thread
      let above = fields.identifier(["parent"])
      comment.parent = above == "0" && isZeroNone ? parent : above ?? parent
      comment.author = fields.string(["author"])
      comment.createdAt = fields.time(["created"])
      comment.title = title ?? fields.string(["title"])
      if let likes = fields.integer(["likes"]) {
        comment.score = likes - (fields.integer(["dislikes"]) ?? 0)
      }
      // Mode 4: deleted, and kept because it has answers.
      if fields.integer(["mode"]) == 4 { comment.keepOnlyPlace() }
      // An answer holds what is shown, unless it was asked for plain; an export what was written.
      if page == nil, comment.body.utf8.first == UInt8(ascii: "<"),
        comment.body.utf8.last(where: { $0 > 0x20 }) == UInt8(ascii: ">")
      {
        comment.bodyFormat = .html
      }
      return comment
    }
  }
}
