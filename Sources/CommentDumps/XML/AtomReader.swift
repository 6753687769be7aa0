// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Blogger exports and Atom feeds with the threading extension (RFC 4685): an entry that answers
/// another one is a comment. Feeds have the newest first: answers wait for what they answer.
struct AtomReader: XMLFormatReader {
  /// What is known of entries.
  struct Entries: Sendable {
    /// Ids of those that are comments.
    var comments: Set<[UInt8]> = []
    /// The titles of posts by their ids.
    var titles: [String: String] = [:]
  }

  let roots = ["feed"]
  let records = ["entry": ["feed"]]
  let markup: Set = ["content", "summary", "title"]
  private var entries: Entries
  private let memory: InputMemory?
  private(set) var isWaiting = false

  init(memory: InputMemory?) {
    self.memory = memory
    entries = memory?.take(\.entries, leaving: Entries()) ?? Entries()
  }

  func settle(_ comment: inout Comment) {
    guard let answered = comment.thread else { return }
    if entries.comments.contains(Array(answered.utf8)) {
      comment.thread = nil
      comment.parent = answered
    } else if comment.title == nil {
      comment.title = entries.titles[answered].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  mutating func endWaiting() { isWaiting = false }

  func finish() {
    // Short ids are those of one feed alone; addresses and tags are everybody's.
    func isGlobal(_ id: some Sequence<UInt8>) -> Bool { id.contains(UInt8(ascii: ":")) }
    var kept = entries
    kept.comments = kept.comments.filter { isGlobal($0) }
    kept.titles = kept.titles.filter { isGlobal($0.key.utf8) }
    memory?.write { $0.entries = kept }
  }

  mutating func read(_ record: XMLElement, in outer: XMLElement?, into sink: inout XMLSink) {
    let id = record.string("id")
    switch kind(record) {
    case "comment": break
    case let kind:
      if kind == "post", let id, entries.titles.count < InputMemory.maxPosts {
        entries.titles[id] = record.string("title") ?? ""
      }
      sink.note("not-a-comment:\(kind)", of: record)
      return
    }
    guard let id else {
      sink.reject("no <id>", of: record)
      return
    }
    guard let content = record.child("content") ?? record.child("summary") else {
      sink.reject("no <content>", of: record)
      return
    }
    if entries.comments.count < InputMemory.maxPosts { entries.comments.insert(Array(id.utf8)) }
    let isText = content.attribute("type").map { $0.utf8.elementsEqual("text".utf8) } ?? true
    var notes: [String] = []
    var comment = Comment(id: id, body: content.trimmed, bodyFormat: isText ? .text : .html)
    comment.keepOnlyPlaceOfNotice()
    let link = record.children.first { $0.name.utf8.elementsEqual("thr:in-reply-to".utf8) }
    let answered = link?.attribute("ref") ?? record.string("blogger:parent")
    if let answered, entries.comments.contains(Array(answered.utf8)) {
      // The answer to a comment names only that.
      comment.parent = answered
    } else {
      comment.thread = answered
      comment.parent = record.string("blogger:inReplyTo") ?? Self.bloggerParent(record, id: id)
    }
    if let post = comment.thread {
      comment.title = entries.titles[post].flatMap { $0.isEmpty ? nil : $0 }
      // What it answers may come later, and be a post or a comment.
      if entries.titles[post] == nil { isWaiting = true }
    }
    comment.url =
      record.children.first { $0.attribute("rel").map { $0 == "alternate" } ?? false }?
      .attribute("href") ?? link?.attribute("href")
    // The address beside the name is whatever the author typed, and so no id.
    comment.author = record.child("author")?.string("name")
    if RedditName(id).commentID != nil { nameAsReddit(&comment, in: record) }
    if let date = record.string("published") ?? record.string("blogger:created")
      ?? record.string("updated")
    {
      comment.createdAt = RecordTime.seconds(Array(date.utf8)[...])
      if comment.createdAt == nil { notes.append("unreadable-time") }
    }
    sink.add(comment, of: record, notes: notes)
  }

  /// Names what Reddit's feeds of comments name as it is named elsewhere; they do not say which comment is
  /// answered.
  private func nameAsReddit(_ comment: inout Comment, in record: XMLElement) {
    comment.id = RedditName(comment.id).bare
    comment.url = record.child("link")?.attribute("href")
    comment.thread = comment.url.flatMap { HTMLPages.identifier(behind: "/comments/", in: $0) }
    comment.title = comment.thread.flatMap { entries.titles["t3_" + $0] }
    if let name = comment.author, name.hasPrefix("/u/") {
      comment.author = String(name.dropFirst(3))
    }
  }

  /// What an entry is: `comment`, `post`, or another word of Blogger's.
  private func kind(_ record: XMLElement) -> String {
    if record.string("id").flatMap({ RedditName($0).commentID }) != nil { return "comment" }
    if let type = record.string("blogger:type") { return type.lowercased() }
    for category in record.children
    where category.attribute("scheme").map({ $0.hasSuffix("#kind") }) ?? false {
      if let term = category.attribute("term"), let mark = term.lastIndex(of: "#") {
        let word = term[term.index(after: mark)...]
        return word.allSatisfy { $0.isASCII && $0.isLetter } ? String(word) : "entry"
      }
    }
    return record.child("thr:in-reply-to") == nil ? "post" : "comment"
  }

  /// The comment that Blogger's link names as the one that is answered.
  private static func bloggerParent(_ record: XMLElement, id: String) -> String? {
    guard
      let link = record.children.first(where: {
        $0.name.utf8.elementsEqual("link".utf8)
          && $0.attribute("rel").map { $0 == "related" } ?? false
      }),
      let address = link.attribute("href"),
      let number = address.split(separator: "/").last.map(String.init),
      number.allSatisfy({ $0.isASCII && $0.isNumber }),
      let mark = id.firstRange(of: ".post-")
    else { return nil }
    return String(id[..<mark.upperBound]) + String(number)
  }
}
