// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Discourse: a topic (`/t/ID.json`), or a list of posts.
///
/// The first post is the topic itself, and no comment. Posts name what they answer by its number in
/// the topic. A long topic comes in pages, also in files of their own: answers wait for their page.
struct DiscourseReader: JSONFormatReader {
  /// The ids of posts by their topics and numbers.
  private var topics: [String: [Int: String]]
  private var postCount: Int
  private let memory: InputMemory?
  /// Comments that answer a post that was not seen yet, by thread and id: its topic and number.
  private var waiting: [[String]: (topic: String, number: Int)] = [:]

  init(memory: InputMemory?) {
    self.memory = memory
    topics = memory?.take(\.topics, leaving: [:]) ?? [:]
    postCount = topics.values.reduce(0) { $0 + $1.count }
  }

  var isWaiting: Bool { !waiting.isEmpty }

  func settle(_ comment: inout Comment) {
    guard let (topic, number) = waiting[Self.name(of: comment)], let id = topics[topic]?[number]
    else { return }
    comment.parent = id
  }

  private static func name(of comment: Comment) -> [String] { [comment.thread ?? "", comment.id] }

  mutating func endWaiting() { waiting = [:] }

  func finish() { memory?.write { $0.topics = topics } }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let stream = value["post_stream"]?["posts"] ?? value["posts"], stream.isArray {
      readTopic(value, stream, into: &sink)
    } else if let posts = value["latest_posts"] ?? value["user_actions"] ?? value["post_stream"],
      posts.isArray
    {
      for post in posts.elements { readPost(post, into: &sink) }
    } else if value.isObject {
      readPost(value, into: &sink)
    } else {
      sink.reject("\(value.kind.words), where a topic is needed", at: value.start)
    }
  }

  private mutating func readTopic(
    _ topic: JSONValue,
    _ posts: JSONValue,
    into sink: inout RecordSink
  ) {
    var about = JSONFields(topic)
    let thread = about.identifier(["id"])
    let title = about.string(["title", "fancy_title"])
    let slug = about.string(["slug"]) ?? posts.first.flatMap(Self.slug)
    var starter = about.identifier(["user_id"])
    // Sites number their topics alike; the same number with the same words is one topic.
    let key = "\(thread ?? "")/\(slug ?? "")"
    var ids: [Int: String] = [:]
    for post in posts.elements {
      var fields = JSONFields(post)
      guard let number = fields.integer(["post_number"]) else { continue }
      if number == 1, starter == nil { starter = fields.identifier(["user_id"]) }
      ids[number] = fields.identifier(["id"])
    }
    let earlier = thread == nil ? [:] : topics[key] ?? [:]
    if thread != nil { remember(ids, of: key) }
    var missing: [[String]: (topic: String, number: Int)] = [:]
    for post in posts.elements {
      if Self.isTopicItself(post) {
        sink.note("not-a-comment:post", at: post.start)
        continue
      }
      add(post, into: &sink) { fields throws(RecordFault) in
        var comment = try Self.comment(&fields)
        comment.thread = fields.identifier(["topic_id"]) ?? thread
        comment.title = title
        if let slug, let thread, let number = fields.integer(["post_number"]) {
          comment.url = "/t/\(slug)/\(thread)/\(number)"
        }
        if let number = fields.integer(["reply_to_post_number"]), number != 1 {
          let known = ids[number] ?? earlier[number]
          comment.parent = known ?? "post-\(number)"
          if known == nil { missing[Self.name(of: comment)] = (key, number) }
        }
        if let starter, let author = comment.authorID {
          comment.isSubmitter = starter.utf8.elementsEqual(author.utf8)
        }
        return comment
      }
    }
    if thread != nil { waiting.merge(missing) { first, _ in first } }
  }

  /// Keeps the ids of a topic's posts for its other pages; beyond the limit only those that are known.
  private mutating func remember(_ ids: [Int: String], of key: String) {
    for (number, id) in ids {
      let isNew = topics[key]?[number] == nil
      guard !isNew || postCount < InputMemory.maxPosts else { continue }
      if isNew { postCount += 1 }
      topics[key, default: [:]][number] = id
    }
  }

  private static func slug(_ post: JSONValue) -> String? {
    var fields = JSONFields(post)
    return fields.string(["topic_slug"])
  }

  /// A post by itself: topic and number together name it.
  private func readPost(_ post: JSONValue, into sink: inout RecordSink) {
    if Self.isTopicItself(post) {
      sink.note("not-a-comment:post", at: post.start)
      return
    }
    add(post, into: &sink) { fields throws(RecordFault) in
      var comment = try Self.comment(&fields)
      let topic = fields.identifier(["topic_id"])
      comment.thread = topic
      comment.title = fields.string(["topic_title", "title"])
      if let topic, let number = fields.integer(["post_number"]) {
        comment.id = "\(topic)/\(number)"
        if let parent = fields.integer(["reply_to_post_number"]), parent != 1 {
          comment.parent = "\(topic)/\(parent)"
        }
      }
      return comment
    }
  }

  private static func isTopicItself(_ post: JSONValue) -> Bool {
    var fields = JSONFields(post)
    return fields.integer(["post_number"]) == 1
  }

  private static func comment(_ fields: inout JSONFields) throws(RecordFault) -> Comment {
    let isSource = fields.object["raw"].map { $0.kind == .string } ?? false
    var comment = try fields.comment(
      id: ["id", "post_id"],
      body: isSource ? ["raw"] : ["cooked", "blurb", "excerpt"],
      format: isSource ? .markdown : .html
    )
    comment.author = fields.string(["username", "name"])
    comment.authorID = fields.identifier(["user_id"])
    comment.createdAt = fields.time(["created_at"])
    if fields.isTrue("moderator") || fields.isTrue("admin") || fields.isTrue("staff") {
      comment.isModerator = true
    }
    if fields.isTrue("user_deleted") || fields.isTrue("hidden") { comment.keepOnlyPlace() }
    return comment
  }
}
