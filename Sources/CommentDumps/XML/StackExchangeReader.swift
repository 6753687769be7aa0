// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// `Comments.xml` of a Stack Exchange dump: one empty element a comment. The thread is the question
/// or answer that is commented on.
///
/// `Posts.xml` has no comments: each of its rows is noted as `not-a-comment:post`.
struct StackExchangeReader: XMLFormatReader {
  let roots = ["comments", "posts"]
  let records = ["row": ["comments"]]
  let markup: Set<String> = []
  let hasEmptyRecords = true
  /// What `Posts.xml` says.
  let context: DumpContext

  mutating func read(_ record: XMLElement, in outer: XMLElement?, into sink: inout XMLSink) {
    if record.attribute("PostTypeId") != nil {
      sink.note("not-a-comment:post", of: record)
      return
    }
    guard let id = record.attribute("Id") else {
      sink.reject("no \"Id\"", of: record)
      return
    }
    guard let body = record.attributes.first(where: { $0.name.utf8.elementsEqual("Text".utf8) })
    else {
      sink.reject("no \"Text\"", of: record)
      return
    }
    var notes: [String] = []
    var comment = Comment(id: id, body: body.value, bodyFormat: .markdown)
    comment.thread = record.attribute("PostId")
    comment.author = record.attribute("UserDisplayName")
    comment.authorID = record.attribute("UserId")
    if let post = comment.thread {
      comment.title = context.title(of: post)
      if let author = comment.authorID, let owner = context.posts[post]?.author {
        comment.isSubmitter = author.utf8.elementsEqual(owner.utf8)
      }
    }
    comment.score = record.attribute("Score").flatMap { Int($0) }
    if let date = record.attribute("CreationDate") {
      comment.createdAt = RecordTime.seconds(Array(date.utf8)[...])
      if comment.createdAt == nil { notes.append("unreadable-time") }
    }
    sink.add(comment, of: record, notes: notes)
  }
}
