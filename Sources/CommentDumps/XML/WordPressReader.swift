// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// WordPress exports (WXR): comments stand inside the posts they answer. In the feed of its newest comments
/// each is an item of its own, whose address ends with its number.
struct WordPressReader: XMLFormatReader {
  let roots = ["rss", "channel"]
  let records = [
    "item": ["rss", "channel"], "wp:comment": ["rss", "channel", "item"],
    "wp:author": ["rss", "channel"],
  ]
  let markup: Set = ["wp:comment_content"]
  /// Names by which posts call their authors, by the ids that comments have.
  private var logins: [String: String] = [:]
  /// Comments without a number.
  private var unnamed = 0

  mutating func read(_ record: XMLElement, in outer: XMLElement?, into sink: inout XMLSink) {
    switch record.name {
    case "wp:author":
      if let id = record.string("wp:author_id") { logins[id] = record.string("wp:author_login") }
    case "item":
      if record.child("wp:post_id") == nil, let item = FeedItem(record) {
        sink.add(item.comment, of: record, notes: item.notes)
      } else {
        sink.note("not-a-comment:post", of: record)
      }
    default: readComment(record, of: outer, into: &sink)
    }
  }

  private mutating func readComment(
    _ record: XMLElement,
    of post: XMLElement?,
    into sink: inout XMLSink
  ) {
    let content = record.child("wp:comment_content")
    let number = record.string("wp:comment_id")
    if number == nil {
      // Programs that write for WordPress alone may leave out what it numbers anew.
      guard content != nil else {
        sink.reject("no <wp:comment_id>", of: record)
        return
      }
      unnamed += 1
    }
    let id = number ?? "unnamed-\(unnamed)"
    // Whoever answers it should still find it.
    var notes = content == nil ? ["no-words"] : []
    var comment = Comment(id: id, body: content?.trimmed ?? "", bodyFormat: .html)
    comment.thread = post?.string("wp:post_id") ?? post?.string("link")
    comment.title = post?.string("title")
    comment.url = post?.string("link")
    if let parent = record.string("wp:comment_parent"), !parent.utf8.elementsEqual("0".utf8) {
      comment.parent = parent
    }
    // Names stand there as on pages.
    comment.author = record.string("wp:comment_author").map(HTMLEntities.resolved)
    let user = record.string("wp:comment_user_id").flatMap {
      $0.utf8.elementsEqual("0".utf8) ? nil : $0
    }
    if let user, let login = logins[user], let creator = post?.string("dc:creator") {
      comment.isSubmitter = login.utf8.elementsEqual(creator.utf8)
    }
    // Some imports have zeroes for one of the two.
    let dates = ["wp:comment_date_gmt", "wp:comment_date"].compactMap { record.string($0) }
    if let date = dates.first(where: { !$0.utf8.starts(with: "0000".utf8) }) ?? dates.first {
      comment.createdAt = RecordTime.seconds(Array(date.utf8)[...])
      // Drafts and broken imports have a time of zeroes, which says nothing.
      if comment.createdAt == nil, !date.utf8.starts(with: "0000".utf8) {
        notes.append("unreadable-time")
      }
    }
    sink.add(comment, of: record, notes: notes)
  }
}
