// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Isso: its generic export (pages with their comments) and what its interface answers.
struct IssoReader: JSONFormatReader {
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

  private func readReplies(_ replies: JSONValue, parent: String?, into sink: inout RecordSink) {
    // Two levels at most in Isso; deeper ones are as deep as JSON may nest.
    for reply in replies.elements {
      readComment(reply, page: nil, title: nil, parent: parent, into: &sink)
      if let deeper = reply["replies"], deeper.isArray {
        var fields = JSONFields(reply)
        readReplies(deeper, parent: fields.identifier(["id"]), into: &sink)
      }
    }
  }

  private func readComment(
    _ value: JSONValue,
    page: String?,
    title: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["id"], body: ["text"], format: .markdown)
      comment.thread = page ?? fields.identifier(["uri", "tid"])
      comment.parent = fields.identifier(["parent"]) ?? parent
      comment.author = fields.string(["author"])
      comment.createdAt = fields.time(["created"])
      comment.title = title ?? fields.string(["title"])
      if let likes = fields.integer(["likes"]) {
        comment.score = likes - (fields.integer(["dislikes"]) ?? 0)
      }
      // Mode 4: deleted, and kept because it has answers.
      if comment.body.isEmpty, fields.integer(["mode"]) == 4 { comment.body = "[deleted]" }
      return comment
    }
  }
}

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
      if comment.body.isEmpty, fields.isTrue("deleted") { comment.body = "[deleted]" }
      return comment
    }
  }
}

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
        comment.author = about.string(["name"])
        comment.authorID = about.identifier(["id"])
        comment.isModerator = about.boolean(["admin"]) == true ? true : nil
      }
      if let locator = value["locator"], locator.isObject {
        var place = JSONFields(locator)
        comment.thread = place.string(["url"])
        comment.url = comment.thread
      }
      comment.createdAt = fields.time(["time"])
      comment.score = fields.integer(["score"])
      if comment.body.isEmpty, fields.isTrue("delete") { comment.body = "[deleted]" }
      return comment
    }
  }
}

/// Coral (formerly Talk): documents of its database, and answers of its GraphQL interface.
///
/// A comment keeps all its revisions; the last one is what it says.
struct CoralReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    readNode(value, thread: nil, title: nil, url: nil, parent: nil, into: &sink)
  }

  private func readNode(
    _ value: JSONValue,
    thread: String?,
    title: String?,
    url: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    // Bounded by how deep JSON may nest (512); each level takes three of them.
    if value.isArray {
      for element in value.elements {
        readNode(element, thread: thread, title: title, url: url, parent: parent, into: &sink)
      }
      return
    }
    if Self.isComment(value) {
      readComment(value, thread: thread, title: title, url: url, parent: parent, into: &sink)
      if let replies = value["replies"] {
        var fields = JSONFields(value)
        let id = fields.identifier(["id", "_id"])
        readNode(replies, thread: thread, title: title, url: url, parent: id, into: &sink)
      }
      return
    }
    for key in ["data", "story", "asset", "comments", "nodes", "edges", "node", "stories", "assets"]
    {
      guard let inner = value[key], inner.isObject || inner.isArray else { continue }
      var thread = thread
      var title = title
      var url = url
      if key == "comments" {
        var about = JSONFields(value)
        thread = about.identifier(["id"]) ?? thread
        title = about.string(["title"]) ?? value["metadata"].flatMap { Self.title($0) } ?? title
        url = about.string(["url"]) ?? url
      }
      readNode(inner, thread: thread, title: title, url: url, parent: parent, into: &sink)
      return
    }
    guard !value.has("edges"), !value.has("nodes"), !value.has("comments") else { return }
    sink.reject("neither a comment nor a list of comments", at: value.start)
  }

  private static func title(_ metadata: JSONValue) -> String? {
    var fields = JSONFields(metadata)
    return fields.string(["title"])
  }

  private static func isComment(_ value: JSONValue) -> Bool {
    value.has("body") || value.has("revisions") || value.has("revision")
  }

  private func readComment(
    _ value: JSONValue,
    thread: String?,
    title: String?,
    url: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    add(value, into: &sink) { fields throws(RecordFault) in
      guard let id = fields.identifier(["id", "_id"]) else {
        throw RecordFault("no \"id\"", at: value.start)
      }
      var comment = Comment(id: id, body: "", bodyFormat: .html)
      if value["body"]?.kind == .string {
        comment.body = try fields.body(["body"])
      } else if let last = value["revisions"].flatMap({ Array($0.elements).last }) ?? value["revision"],
        last["body"]?.kind == .string
      {
        var revision = JSONFields(last)
        comment.body = try revision.body(["body"])
        for note in revision.notes { fields.note(note.kind, at: note.index) }
      } else if value.has("deletedAt") || value.has("body") || value.has("deleted_at")
        || value.has("revisions")
      {
        comment.body = "[deleted]"
      } else {
        throw RecordFault("no \"body\"", at: value.start)
      }
      comment.thread =
        fields.identifier(["storyID", "story_id", "asset_id", "assetID"])
        ?? value["story"].flatMap(Self.id) ?? value["asset"].flatMap(Self.id) ?? thread
      comment.parent =
        fields.identifier(["parentID", "parent_id"]) ?? value["parent"].flatMap(Self.id) ?? parent
      comment.title = title
      comment.url = url
      comment.authorID = fields.identifier(["authorID", "author_id"])
      for key in ["author", "user"] {
        guard let author = value[key], author.isObject else { continue }
        var about = JSONFields(author)
        comment.author = about.string(["username", "name"])
        comment.authorID = about.identifier(["id"]) ?? comment.authorID
      }
      comment.createdAt = fields.time(["createdAt", "created_at"])
      return comment
    }
  }

  private static func id(_ value: JSONValue) -> String? {
    var fields = JSONFields(value)
    return fields.identifier(["id"])
  }
}

/// Lobsters: a story with its comments, or a list of comments.
struct LobstersReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    guard let comments = value["comments"], comments.isArray else {
      if value.has("comment") || value.has("comment_plain") {
        readComment(value, story: nil, title: nil, submitter: nil, parent: nil, into: &sink)
      } else {
        sink.note("not-a-comment:story", at: value.start)
      }
      return
    }
    var about = JSONFields(value)
    let story = about.identifier(["short_id"])
    let title = about.string(["title"])
    let submitter = Self.user(value["submitter_user"])
    // Older answers have no parents but levels: a comment answers the last one a level above.
    var above: [String?] = []
    for comment in comments.elements {
      var fields = JSONFields(comment)
      let level = fields.integer(["depth"]) ?? fields.integer(["indent_level"]).map { $0 - 1 }
      let depth = min(max(0, level ?? 0), above.count)
      let parent = depth > 0 ? above[depth - 1] : nil
      readComment(
        comment,
        story: story,
        title: title,
        submitter: submitter,
        parent: comment.has("parent_comment") ? nil : parent,
        into: &sink
      )
      above.removeSubrange(depth...)
      above.append(fields.identifier(["short_id"]))
    }
  }

  private static func user(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    var fields = JSONFields(value)
    if value.isObject { return fields.string(["username"]) }
    return value.kind == .string ? fields.decode(value) : nil
  }

  private func readComment(
    _ value: JSONValue,
    story: String?,
    title: String?,
    submitter: String?,
    parent: String?,
    into sink: inout RecordSink
  ) {
    add(value, into: &sink) { fields throws(RecordFault) in
      let isMarkup = value["comment"]?.kind == .string
      var comment = try fields.comment(
        id: ["short_id"],
        body: isMarkup ? ["comment"] : ["comment_plain"],
        format: isMarkup ? .html : .markdown
      )
      comment.thread = story
      comment.title = title
      comment.parent = fields.identifier(["parent_comment"]) ?? parent
      comment.author = Self.user(value["commenting_user"])
      comment.createdAt = fields.time(["created_at"])
      comment.score = fields.integer(["score"])
      comment.url = fields.string(["short_id_url", "url"])
      if let submitter, let author = comment.author {
        comment.isSubmitter = submitter.utf8.elementsEqual(author.utf8)
      }
      if comment.body.isEmpty, fields.isTrue("is_deleted") { comment.body = "[deleted]" }
      return comment
    }
  }
}

/// WikiConv conversations (an object of utterances by id on each line) and ConvoKit utterances (one
/// object a line).
///
/// A section's heading is no comment (`not-a-comment:heading`): what answers it is at the top level
/// of its thread.
struct ConversationReader: JSONFormatReader {
  /// Headings that were seen; utterances come after their headings.
  private var headings: Set<[UInt8]> = []

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
      if let type = value[key], type.isString("SECTION_CREATION") { return true }
    }
    if let meta = value["meta"], meta.isObject {
      return meta["is_section_header"]?.kind == .true
        || meta["comment_type"]?.isString("SECTION_CREATION") ?? false
        || meta["type"]?.isString("SECTION_CREATION") ?? false
    }
    return false
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
      comment.authorID = fields.identifier(["user_id"])
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

/// Comments in our own or Reddit's fields that are not one object a line: a list, or a document that
/// holds one.
struct FlatRecordsReader: JSONFormatReader {
  private var records: RecordReader

  init(isReddit: Bool) { records = RecordReader(isReddit: isReddit) }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if value.isObject, !value.has("id"), !value.has("body"), !value.has("text"),
      let list = Self.list(in: value)
    {
      for element in list.elements { readRecord(element, into: &sink) }
    } else {
      readRecord(value, into: &sink)
    }
  }

  /// The list of objects that a document holds under a usual name.
  static func list(in value: JSONValue) -> JSONValue? {
    for key in ["comments", "data", "items", "results", "records", "posts", "replies"] {
      if let list = value[key], list.isArray, list.first?.isObject ?? true { return list }
    }
    return nil
  }

  private mutating func readRecord(_ value: JSONValue, into sink: inout RecordSink) {
    let token = value.token
    // A string's place is inside its quotes; nothing but an object is a record anyway.
    guard value.isObject else {
      sink.reject("\(value.kind.words), where an object is needed", at: value.start)
      return
    }
    guard !value.isCut else {
      sink.reject("cut off", at: value.start)
      return
    }
    do throws(RecordFault) {
      let comment = try records.comment(value.bytes, line: token.range)
      sink.add(
        comment,
        at: value.start,
        notes: records.notes.map { RecordNote(kind: $0.kind, index: $0.index) }
      )
    } catch {
      sink.reject(error.reason, at: error.index)
    }
  }
}
