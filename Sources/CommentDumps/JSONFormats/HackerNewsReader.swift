// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Hacker News as JSON: items of the Firebase interface (alone, in a list, by id, or beside their
/// story), Algolia's item trees and search results, and rows of the BigQuery table.
///
/// Stories, jobs and polls are no comments (`not-a-comment:TYPE`), but comments that answer one
/// that was seen are known to be at the top level of its thread. A story may come behind them: comments
/// that name none wait for it.
struct HackerNewsReader: JSONFormatReader {
  struct Story: Sendable {
    var title: String?
    var author: String?
  }

  /// The item in which another one stands, and the story of both.
  private struct Outer {
    var item: String?
    var story: String?
  }

  private var stories: [String: Story]
  private let memory: InputMemory?
  private(set) var isWaiting = false

  init(memory: InputMemory?) {
    self.memory = memory
    stories = memory?.take(\.stories, leaving: [:]) ?? [:]
  }

  func settle(_ comment: inout Comment) {
    guard comment.thread == nil, let parent = comment.parent, let story = stories[parent]
    else { return }
    comment.parent = nil
    comment.thread = parent
    fill(&comment, from: story)
  }

  mutating func endWaiting() { isWaiting = false }

  func finish() { memory?.write { $0.stories = stories } }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // A story may stand behind its comments, which are at the top level by it.
    if value.isArray || value.members.contains(where: { $0.value.isObject || $0.value.isArray }) {
      noteStories(in: value)
    }
    var waiting = [(value: value, outer: Outer())]
    while let (next, outer) = waiting.popLast() {
      guard next.isObject else {
        if next.isArray {
          waiting += next.elements.reversed().map { ($0, outer) }
        } else if next.kind == .null {
          // So the interface answers for items that it has not.
          sink.note("not-a-comment:null", at: next.start)
        } else {
          sink.reject("\(next.kind.words), where an item is needed", at: next.start)
        }
        continue
      }
      var inner = outer
      if Self.isItem(next) {
        readItem(next, outer, into: &sink)
        var about = JSONFields(next)
        inner.item = about.identifier(["id", "objectID"])
        if kindOfPost(next) != nil { inner.story = inner.item }
      } else if !next.members.contains(where: { $0.value.isObject || $0.value.isArray }) {
        sink.reject("no item of Hacker News: no \"id\"", at: next.start)
        continue
      }
      waiting += Self.parts(of: next).reversed().map { ($0, inner) }
    }
  }

  /// What holds items: "post" and "comments", "hits", "children", or items by their ids.
  private static func parts(of value: JSONValue) -> [JSONValue] {
    // An answer to a search says how it was made, besides.
    if let hits = value["hits"], hits.isArray { return [hits] }
    return value.members.map(\.value)
      .filter { $0.isObject || $0.first?.isObject == true }
      .filter { !isHighlight($0) }
  }

  private mutating func noteStories(in value: JSONValue) {
    var waiting = [value]
    while let next = waiting.popLast() {
      guard next.isObject else {
        if next.isArray { waiting += next.elements }
        continue
      }
      if Self.isItem(next), kindOfPost(next) != nil { noteStory(next) }
      waiting += Self.parts(of: next)
    }
  }

  private mutating func noteStory(_ item: JSONValue) {
    var fields = JSONFields(item)
    guard let id = fields.identifier(["id", "objectID"]) else { return }
    // Without room for more, comments on a story are at the top level all the same.
    let isFull = stories.count >= InputMemory.maxPosts
    if isFull, stories[id] != nil { return }
    stories[id] = Story(
      title: isFull ? nil : fields.string(["title"]),
      author: isFull ? nil : fields.string(["by", "author"])
    )
  }

  private static func isItem(_ value: JSONValue) -> Bool {
    (value.has("id") || value.has("objectID"))
      && (value.has("by") || value.has("text") || value.has("type") || value.has("parent")
        || value.has("author") || value.has("comment_text") || value.has("deleted")
        || value.has("dead"))
  }

  /// Algolia repeats each field with its matches marked.
  private static func isHighlight(_ value: JSONValue) -> Bool {
    guard value.isObject, !value.has("id"), !value.has("objectID") else { return false }
    return value.members.contains { $0.value.has("matchLevel") }
  }

  private mutating func readItem(
    _ item: JSONValue,
    _ outer: Outer,
    into sink: inout RecordSink
  ) {
    if let type = kindOfPost(item) {
      noteStory(item)
      sink.note("not-a-comment:\(type)", at: item.start)
    } else {
      var waits = false
      add(item, into: &sink) { fields throws(RecordFault) in
        let comment = try comment(&fields, outer)
        waits = comment.thread == nil && comment.parent != nil
        return comment
      }
      if waits { isWaiting = true }
    }
  }

  private static let postTypes = ["story", "job", "poll", "pollopt", "ask", "show", "link"]

  /// `nil` for a comment.
  private func kindOfPost(_ item: JSONValue) -> String? {
    if let type = item["type"] { return Self.postTypes.first(where: type.isString) }
    // Algolia names the story of a story, too, which is itself.
    if Self.isTagged(item, "comment") { return nil }
    if let type = Self.postTypes.first(where: { Self.isTagged(item, $0) }) { return type }
    let hasParent = ["parent", "parent_id", "story_id"].contains {
      item[$0].map { $0.kind != .null } ?? false
    }
    let hasTitle = item["title"].map { $0.kind == .string && !$0.token.isEmpty } ?? false
    return hasTitle && !hasParent ? "story" : nil
  }

  /// Whether Algolia says that an item is of a kind.
  private static func isTagged(_ item: JSONValue, _ kind: String) -> Bool {
    item["_tags"]?.elements.contains { $0.isString(kind) } ?? false
  }

  private static let words = ["text", "comment_text", "content"]

  private func comment(
    _ fields: inout JSONFields,
    _ outer: Outer
  ) throws(RecordFault) -> Comment {
    // The place of a deleted comment is kept without words; a dead one may have them.
    let isDeleted = isSet("deleted", fields.object)
    let hasWords = Self.words.contains {
      fields.object[$0].map { $0.kind != .null } ?? false
    }
    var comment: Comment
    if hasWords {
      comment = try fields.comment(
        id: ["id", "objectID"],
        body: Self.words,
        format: .html
      )
      if isDeleted { comment.keepOnlyPlace() }
      comment.keepOnlyPlaceOfNotice()
    } else if isDeleted || isSet("dead", fields.object)
      || Self.words.contains(where: fields.object.has)
      || fields.object["type"]?.isString("comment") ?? false
      || Self.isTagged(fields.object, "comment")
    {
      guard let id = fields.identifier(["id", "objectID"]) else {
        throw RecordFault("no \"id\"", at: fields.object.start)
      }
      comment = Comment(id: id, body: "[deleted]")
    } else {
      throw RecordFault("no \"text\"", at: fields.object.start)
    }
    comment.author = fields.string(["by", "author", "user"])
    comment.createdAt = fields.time(["time", "created_at_i", "created_at", "timestamp", "time_ts"])
    comment.score = fields.integer(["points", "score"])
    let parent = fields.identifier(["parent", "parent_id"]) ?? outer.item
    let story = fields.identifier(["story_id"]) ?? outer.story
    if let parent {
      let isTop =
        stories[parent] != nil || story.map { $0.utf8.elementsEqual(parent.utf8) } ?? false
      comment.parent = isTop ? nil : parent
      comment.thread = story ?? (isTop ? parent : nil)
    } else {
      comment.thread = story
    }
    comment.title = fields.string(["story_title"])
    comment.url = fields.string(["story_url"])
    if let story = comment.thread.flatMap({ stories[$0] }) { fill(&comment, from: story) }
    return comment
  }

  /// Whether a flag is set: `true`, or 1 in tables made JSON.
  private func isSet(_ key: String, _ item: JSONValue) -> Bool {
    guard let value = item[key] else { return false }
    let isOne = value.kind == .number && value.bytes[value.token.range].elementsEqual("1".utf8)
    return value.kind == .true || isOne || value.isString("true")
  }

  private func fill(_ comment: inout Comment, from story: Story) {
    comment.title = comment.title ?? story.title
    if let author = comment.author, let poster = story.author {
      comment.isSubmitter = author.utf8.elementsEqual(poster.utf8)
    }
  }
}
