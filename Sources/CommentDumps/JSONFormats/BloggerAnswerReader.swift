// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What Blogger answers in JSON: its interface, and its feeds with `alt=json`, where each text stands under
/// `$t`.
struct BloggerAnswerReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let feed = value["feed"], feed.isObject {
      for entry in feed["entry"].map({ Array($0.elements) }) ?? [] { readEntry(entry, into: &sink) }
    } else if value["id"]?.isObject ?? false {
      readEntry(value, into: &sink)
    } else if let items = value["items"], items.isArray {
      for item in items.elements { readItem(item, into: &sink) }
    } else {
      readItem(value, into: &sink)
    }
  }

  private func readItem(_ value: JSONValue, into sink: inout RecordSink) {
    if let kind = value["kind"], !kind.isString("blogger#comment") {
      sink.note("not-a-comment:post", at: value.start)
      return
    }
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["id"], body: ["content"], format: .html)
      comment.keepOnlyPlaceOfNotice()
      comment.thread = value["post"].flatMap { Self.text($0, ["id"]) }
      comment.parent = value["inReplyTo"].flatMap { Self.text($0, ["id"]) }
      comment.author = value["author"].flatMap { Self.text($0, ["displayName"]) }
      comment.authorID = value["author"].flatMap { Self.text($0, ["id"]) }
      comment.createdAt = fields.time(["published", "updated"])
      return comment
    }
  }

  private func readEntry(_ value: JSONValue, into sink: inout RecordSink) {
    let answered = value["thr$in-reply-to"]
    guard let answered = answered?.isArray ?? false ? answered?.first : answered else {
      sink.note("not-a-comment:post", at: value.start)
      return
    }
    add(value, into: &sink) { fields throws(RecordFault) in
      guard let id = value["id"].flatMap({ Self.text($0, ["$t"]) }) else {
        throw RecordFault("no \"id\"", at: value.start)
      }
      guard let content = value["content"] ?? value["summary"] else {
        throw RecordFault("no \"content\"", at: value.start)
      }
      var words = JSONFields(content)
      let isText = content["type"]?.isString("text") ?? false
      var comment = Comment(
        id: id,
        body: try words.body(["$t"]),
        bodyFormat: isText ? .text : .html
      )
      for note in words.notes { fields.note(note.kind, at: note.index) }
      comment.keepOnlyPlaceOfNotice()
      comment.thread = Self.text(answered, ["ref"])
      comment.parent = Self.parent(of: value, id: id)
      comment.url = Self.text(answered, ["href"])
      comment.author = value["author"]?.first?["name"].flatMap { Self.text($0, ["$t"]) }
      if let published = value["published"] ?? value["updated"] {
        var time = JSONFields(published)
        comment.createdAt = time.time(["$t"])
        for note in time.notes { fields.note(note.kind, at: note.index) }
      }
      return comment
    }
  }

  private static func text(_ value: JSONValue, _ keys: [String]) -> String? {
    var fields = JSONFields(value)
    return fields.identifier(keys)
  }

  /// The comment that Blogger's link names as the one that is answered.
  private static func parent(of value: JSONValue, id: String) -> String? {
    let links = value["link"].map { Array($0.elements) } ?? []
    guard let link = links.first(where: { $0["rel"]?.isString("related") ?? false }),
      let number = text(link, ["href"])?.split(separator: "/").last,
      number.allSatisfy({ $0.isASCII && $0.isNumber }), let mark = id.firstRange(of: ".post-")
    else { return nil }
    return String(id[..<mark.upperBound]) + String(number)
  }
}
