// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Disqus exports: threads first, then posts that name their thread and the post they answer.
struct DisqusReader: XMLFormatReader {
  private struct Thread {
    var title: String?
    var url: String?
    var author: String?
  }

  let roots = ["disqus"]
  let records = ["thread": ["disqus"], "post": ["disqus"]]
  let markup: Set = ["message"]
  private var threads: [String: Thread] = [:]

  mutating func read(_ record: XMLElement, in outer: XMLElement?, into sink: inout XMLSink) {
    if record.name.utf8.elementsEqual("thread".utf8) {
      if let id = Self.identifier(record), threads[id] == nil {
        threads[id] = Thread(
          title: record.string("title"),
          url: record.string("link"),
          author: record.child("author")?.string("username")
        )
      }
      return
    }
    readPost(record, into: &sink)
  }

  private func readPost(_ record: XMLElement, into sink: inout XMLSink) {
    guard let id = Self.identifier(record) ?? record.string("id") else {
      sink.reject("no \"dsq:id\"", of: record)
      return
    }
    let isDeleted = ["true", "1"].contains(record.string("isDeleted")?.lowercased())
    let message = record.child("message")
    guard message != nil || isDeleted else {
      sink.reject("no <message>", of: record)
      return
    }
    var notes: [String] = []
    var comment = Comment(id: id, body: message?.trimmed ?? "", bodyFormat: .html)
    if isDeleted { comment.keepOnlyPlace() }
    comment.thread = record.child("thread").flatMap(Self.identifier)
    let thread = comment.thread.flatMap { threads[$0] }
    comment.title = thread?.title
    comment.url = thread?.url
    comment.parent = record.child("parent").flatMap(Self.identifier)
    if let author = record.child("author") {
      // Only who has an account has a username, and not every post of theirs says it: the name
      // tells authors apart.
      comment.author = author.string("name") ?? author.string("username")
      if let username = author.string("username"), let starter = thread?.author {
        comment.isSubmitter = username.utf8.elementsEqual(starter.utf8)
      }
    }
    if let date = record.string("createdAt") {
      comment.createdAt = RecordTime.seconds(Array(date.utf8)[...])
      if comment.createdAt == nil { notes.append("unreadable-time") }
    }
    sink.add(comment, of: record, notes: notes)
  }
  /// The id that Disqus gave, also where the prefix is another one or was lost.
  private static func identifier(_ element: XMLElement) -> String? {
    element.attribute("dsq:id")
      ?? element.attributes.first {
        ($0.name.utf8.elementsEqual("id".utf8) || $0.name.hasSuffix(":id")) && !$0.value.isEmpty
      }?.value
  }
}
