// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// WikiConv conversations (an object of utterances by id on each line) and ConvoKit utterances (one
/// object a line).
///
/// A section's heading is no comment (`not-a-comment:heading`): what answers it is at the top level
/// of its thread. It may come behind its answers.
struct ConversationReader: JSONFormatReader {
  /// Headings that were seen.
  private var headings: Set<[UInt8]> = []
  private(set) var isWaiting = false

  func settle(_ comment: inout Comment) {
    if let parent = comment.parent, headings.contains(Array(parent.utf8)) { comment.parent = nil }
  }

  mutating func endWaiting() { isWaiting = false }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    guard value.isObject else {
      sink.reject("\(value.kind.words), where an utterance is needed", at: value.start)
      return
    }
    if value.has("id"), !(value["id"]?.isObject ?? false) {
      readUtterance(value, thread: nil, into: &sink)
      return
    }
    // The first utterance names the conversation.
    var thread: String?
    headings.removeAll(keepingCapacity: true)
    for (_, utterance) in value.members where utterance.isObject {
      noteHeading(utterance)
    }
    for (key, utterance) in value.members {
      if thread == nil {
        var fields = JSONFields(value)
        thread = fields.decode(key)
      }
      guard utterance.isObject else { continue }
      readUtterance(utterance, thread: thread, into: &sink)
    }
  }

  private static func isHeading(_ value: JSONValue) -> Bool {
    for key in ["comment_type", "type"] {
      guard let type = value[key] else { continue }
      if type.isString("SECTION_CREATION") { return true }
      // The published set calls it so, and its words are the heading.
      if type.isString("CREATION"), isHeadingText(value) { return true }
    }
    if let meta = value["meta"], meta.isObject {
      return meta["is_section_header"]?.kind == .true
        || meta["comment_type"]?.isString("SECTION_CREATION") ?? false
        || meta["type"]?.isString("SECTION_CREATION") ?? false
    }
    return false
  }

  /// Whether the words are a heading of a wiki: `== Open ==`.
  private static func isHeadingText(_ value: JSONValue) -> Bool {
    var fields = JSONFields(value)
    guard let words = fields.string(["content"]) else { return false }
    let text = words.utf8.drop { $0 <= 0x20 }
    let end = text.lastIndex { $0 > 0x20 }.map { text[...$0] } ?? text
    return text.starts(with: "==".utf8) && end.suffix(2).elementsEqual("==".utf8)
  }

  private mutating func noteHeading(_ value: JSONValue) {
    guard Self.isHeading(value) else { return }
    var fields = JSONFields(value)
    if let id = fields.identifier(["id"]) { headings.insert(Array(id.utf8)) }
  }

  private mutating func readUtterance(
    _ value: JSONValue,
    thread: String?,
    into sink: inout RecordSink
  ) {
    if Self.isHeading(value) {
      noteHeading(value)
      sink.note("not-a-comment:heading", at: value.start)
      return
    }
    let headings = headings
    var waits = false
    defer { if waits { isWaiting = true } }
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(
        id: ["id"],
        body: ["content", "text", "cleaned_content", "comment"],
        format: .text
      )
      let parent = fields.identifier([
        "parent_id", "replyTo_id", "reply-to", "reply_to", "replyTo", "reply_to_id",
      ])
      comment.thread = thread ?? fields.identifier(["conversation_id", "root", "rev_id"])
      // Some sets name the post itself as an utterance, and as the parent of the top level.
      if let parent, !headings.contains(Array(parent.utf8)) { comment.parent = parent }
      for key in ["speaker", "user"] {
        guard let speaker = value[key] else { continue }
        if speaker.isObject {
          var about = JSONFields(speaker)
          comment.author = about.identifier(["id", "name"])
        } else {
          comment.author = fields.identifier([key])
        }
      }
      if comment.author == nil {
        comment.author = fields.identifier(["user_text", "username", "user_name", "author"])
      }
      // Alone on its line, what answers the first of its conversation may answer a heading.
      if thread == nil, let parent = comment.parent, let first = comment.thread {
        waits = parent.utf8.elementsEqual(first.utf8)
      }
      // All who did not sign in have the number 0.
      comment.authorID = fields.identifier(["user_id"]).flatMap {
        $0.utf8.elementsEqual("0".utf8) ? nil : $0
      }
      comment.createdAt = fields.time(["timestamp", "created_at"])
      comment.title = fields.string(["page_title", "title"])
      if let meta = value["meta"], meta.isObject, meta["score"]?.kind == .number {
        var about = JSONFields(meta)
        comment.score = about.integer(["score"])
      }
      return comment
    }
  }
}
