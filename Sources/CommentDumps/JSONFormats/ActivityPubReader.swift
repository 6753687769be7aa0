// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Mastodon and other ActivityPub servers: an outbox with its activities, a status's context, lists
/// of statuses, single notes.
///
/// Boosts and likes are no comments (`not-a-comment:TYPE`). A conversation is a thread where the
/// server names one; in a context it is the status whose context it is.
struct ActivityPubReader: JSONFormatReader {
  /// The status whose context is read: it names the thread, and answering it is the top level.
  private struct Context {
    var thread: String
    /// Whether the thread's first status is among the ancestors, and so a comment itself.
    var isFirstKnown: Bool
  }

  /// Answers may stand in the note they answer, and in an activity of their own.
  private var repeated = RepeatedReplies(isNeeded: true)
  /// Notes may be written and changed later: one comment each.
  private var versions = NoteVersions()

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let ancestors = value["ancestors"], let descendants = value["descendants"] {
      // The status itself is not in its context: without ancestors the first answer names it.
      let first = ancestors.first.flatMap { Self.identifier($0, ["id"]) }
      let asked = descendants.first.flatMap { Self.identifier($0, ["in_reply_to_id"]) }
      let context = (first ?? asked).map { Context(thread: $0, isFirstKnown: first != nil) }
      for status in ancestors.elements { readObject(status, context, into: &sink) }
      for status in descendants.elements { readObject(status, context, into: &sink) }
      return
    }
    // Collections nest: an outbox has pages, a note a collection of replies.
    var waiting = [(value: value, isReply: false)]
    while let (next, isReply) = waiting.popLast() {
      if next.isArray {
        waiting += next.elements.reversed().map { ($0, isReply) }
      } else if Self.isCollection(next) {
        if let items = Self.items(of: next) {
          versions.learn(items)
          waiting += items.elements.reversed().map { ($0, isReply) }
        } else if let first = next["first"], first.isObject {
          waiting.append((first, isReply))
        }
      } else {
        readActivity(next, isReply: isReply, into: &sink)
        // A note may have its answers with it, or the beginning of them.
        let note = next["object"]?.isObject ?? false ? next["object"] : next
        if let replies = note?["replies"], replies.isObject, Self.holdsNotes(replies) {
          waiting.append((replies, true))
        }
      }
    }
  }

  private static func isCollection(_ value: JSONValue) -> Bool {
    ["orderedItems", "items"].contains { value[$0]?.isArray ?? false }
      || ["OrderedCollection", "Collection"].contains { value["type"]?.hasPrefix($0) ?? false }
  }

  /// The list of a collection or of a page of it; `nil` if it is not there or empty: the first page may
  /// stand beside it.
  private static func items(of collection: JSONValue) -> JSONValue? {
    for key in ["orderedItems", "items"] {
      if let list = collection[key], list.isArray, list.first != nil { return list }
    }
    return nil
  }

  private static func holdsNotes(_ collection: JSONValue) -> Bool {
    [collection, collection["first"]].contains { page in
      page.flatMap(items)?.first?.isObject ?? false
    }
  }

  private mutating func readActivity(
    _ value: JSONValue,
    isReply: Bool,
    into sink: inout RecordSink
  ) {
    guard value.isObject else {
      // A link to an object that is not here.
      if value.kind == .string {
        sink.note("not-a-comment:link", at: value.start)
      } else {
        sink.reject("\(value.kind.words), where an activity is needed", at: value.start)
      }
      return
    }
    if let object = value["object"], !value.has("content") {
      let isPost = ["Create", "Update"].contains { value["type"]?.isString($0) ?? false }
      if isPost, object.isObject, !Self.isActor(object) {
        guard let newest = versions.newest(of: value) else {
          sink.note("not-a-comment:other-version", at: value.start)
          return
        }
        readObject(newest, nil, isReply: isReply, into: &sink)
      } else {
        var fields = JSONFields(value)
        let type = fields.string(["type"]) ?? "activity"
        sink.note(
          "not-a-comment:" + (type.utf8.elementsEqual("Announce".utf8) ? "boost" : "activity"),
          at: value.start
        )
      }
    } else {
      readObject(value, nil, isReply: isReply, into: &sink)
    }
  }

  /// Whether an object is somebody, whose profile was changed.
  private static func isActor(_ object: JSONValue) -> Bool {
    guard let type = object["type"], !object.has("content") else { return false }
    return ["Person", "Service", "Application", "Group", "Organization"]
      .contains { type.isString($0) }
  }

  private mutating func readObject(
    _ value: JSONValue,
    _ context: Context?,
    isReply: Bool = false,
    into sink: inout RecordSink
  ) {
    if let boosted = value["reblog"], boosted.isObject {
      sink.note("not-a-comment:boost", at: value.start)
      return
    }
    guard value.isObject else {
      sink.reject("\(value.kind.words), where an object is needed", at: value.start)
      return
    }
    var fields = JSONFields(value)
    do throws(RecordFault) {
      let comment = try Self.comment(value, &fields, context)
      // Ids are addresses: the same in all threads, which an answer may not name where it is embedded.
      guard !repeated.isRepeated(.init(id: comment.id), isEmbedded: isReply) else {
        sink.note("repeated-reply", at: value.start)
        return
      }
      sink.add(comment, at: value.start, notes: fields.notes)
    } catch {
      sink.reject(error.reason, at: error.index)
    }
  }

  private static func comment(
    _ value: JSONValue,
    _ fields: inout JSONFields,
    _ context: Context?
  ) throws(RecordFault) -> Comment {
    var comment: Comment
    if value["type"]?.isString("Tombstone") ?? false, let id = fields.identifier(["id"]) {
      comment = Comment(id: id, body: "[deleted]")
    } else if hasNoContent(value), let id = fields.identifier(["id"]) {
      // In several languages, or nothing but pictures.
      comment = Comment(
        id: id,
        body: translation(value["contentMap"], &fields) ?? "",
        bodyFormat: .html
      )
    } else {
      comment = try fields.comment(id: ["id"], body: ["content"], format: .html)
    }
    comment.parent =
      link(value["inReplyTo"], &fields) ?? fields.identifier(["in_reply_to_id"])
    comment.thread = fields.string(["conversation"]) ?? link(value["context"], &fields)
    comment.createdAt = fields.time(["published", "created_at"])
    comment.url = fields.object["url"]?.kind == .string ? fields.string(["url"]) : nil
    comment.title = fields.string(["name", "spoiler_text", "summary"])
    comment.score = fields.integer(["favourites_count"])
    comment.lang = fields.string(["language"]) ?? language(value["contentMap"], &fields)
    if let account = value["account"], account.isObject {
      var about = JSONFields(account)
      comment.author = about.string(["acct", "username", "display_name"])
      comment.authorID = about.identifier(["id"])
      comment.authorCreatedAt = about.time(["created_at"])
    } else {
      comment.authorID = link(value["attributedTo"], &fields)
      comment.author = comment.authorID.map(name)
    }
    if let context {
      comment.thread = context.thread
      if !context.isFirstKnown, let parent = comment.parent,
        parent.utf8.elementsEqual(context.thread.utf8)
      {
        comment.parent = nil
      }
    }
    return comment
  }

  /// Whether an object that somebody wrote has no words in a language that is not named; some programs leave
  /// out the key.
  private static func hasNoContent(_ value: JSONValue) -> Bool {
    if let content = value["content"] { return content.kind == .null }
    return value.has("attributedTo") && value.has("published")
  }

  /// The first of the words in several languages.
  private static func translation(_ map: JSONValue?, _ fields: inout JSONFields) -> String? {
    guard let map, map.isObject,
      let words = map.members.first(where: { $0.value.kind == .string })?.value
    else { return nil }
    return fields.decode(words)
  }

  private static func identifier(_ value: JSONValue, _ keys: [String]) -> String? {
    var fields = JSONFields(value)
    return fields.identifier(keys)
  }

  /// The address in a link, which is a string, an object with an id, or a list of such.
  private static func link(_ value: JSONValue?, _ fields: inout JSONFields) -> String? {
    guard let value else { return nil }
    switch value.kind {
    case .string: return value.token.isEmpty ? nil : fields.decode(value)
    case .object:
      guard let id = value["id"], id.kind == .string else { return nil }
      return fields.decode(id)
    case .array: return value.first.flatMap { $0.isArray ? nil : link($0, &fields) }
    default: return nil
    }
  }

  private static func language(_ map: JSONValue?, _ fields: inout JSONFields) -> String? {
    guard let map, map.isObject else { return nil }
    var keys = map.members.map(\.key).makeIterator()
    guard let key = keys.next(), keys.next() == nil else { return nil }
    return fields.decode(key)
  }

  /// `https://host/users/ada` becomes `ada@host`, as people write it.
  private static func name(_ address: String) -> String {
    let parts = address.utf8.split(separator: UInt8(ascii: "/"))
    guard parts.count >= 3, address.utf8.starts(with: "http".utf8) else { return address }
    let user = String(decoding: parts[parts.count - 1], as: UTF8.self)
    let host = String(decoding: parts[1], as: UTF8.self)
    return user.utf8.first == UInt8(ascii: "@")
      ? String(decoding: user.utf8.dropFirst(), as: UTF8.self) + "@" + host : user + "@" + host
  }
}
