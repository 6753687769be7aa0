// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The YouTube Data API: `commentThreads` and `comments` answers, pages of them, or their items.
///
/// Replies that an answer counts but does not bring are not in the data, and nothing can be said
/// about them. Answers to a request for replies do not name the video: it is that of the comment they answer, if an
/// answer before had that; else the one that the file is named after.
struct YouTubeReader: JSONFormatReader {
  /// The name of the file.
  private let fileName: String
  private let memory: InputMemory?
  /// The videos of comments that can be answered.
  private var videos: [[UInt8]: String]

  /// - Parameters:
  ///   - fileName: The name of the file.
  ///   - memory: What other files told.
  init(fileName: String, memory: InputMemory?) {
    self.fileName = fileName
    self.memory = memory
    videos = memory?.take(\.videos, leaving: [:]) ?? [:]
  }

  func finish() { memory?.write { $0.videos = videos } }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let items = value["items"], items.isArray {
      for item in items.elements { readItem(item, into: &sink) }
    } else {
      readItem(value, into: &sink)
    }
  }

  private mutating func readItem(_ item: JSONValue, into sink: inout RecordSink) {
    guard let top = item["snippet"]?["topLevelComment"] else {
      add(item, into: &sink) { fields throws(RecordFault) in try comment(&fields, nil, nil) }
      return
    }
    let video = item["snippet"]?["videoId"]
    note(video ?? top["snippet"]?["videoId"], of: top["id"])
    add(top, into: &sink) { fields throws(RecordFault) in try comment(&fields, video, nil) }
    // Programs that fetch the other replies too put a list in place of the answer's beginning of one.
    guard let replies = item["replies"]?["comments"] ?? item["replies"], replies.isArray else {
      return
    }
    for reply in replies.elements {
      add(reply, into: &sink) { fields throws(RecordFault) in
        try comment(&fields, video, top["id"])
      }
    }
  }

  /// Remembers the video of a comment.
  private mutating func note(_ video: JSONValue?, of id: JSONValue?) {
    guard let video, let id, video.kind == .string, id.kind == .string,
      videos.count < InputMemory.maxPosts
    else { return }
    var decoder = JSONFields(id)
    videos[Array(decoder.decode(id).utf8)] = decoder.decode(video)
  }

  private func comment(
    _ fields: inout JSONFields,
    _ video: JSONValue?,
    _ parent: JSONValue?
  ) throws(RecordFault) -> Comment {
    guard let id = fields.identifier(["id"]) else {
      throw RecordFault("no \"id\"", at: fields.object.start)
    }
    guard let snippet = fields.object["snippet"], snippet.isObject else {
      throw RecordFault("no \"snippet\"", at: fields.object.start)
    }
    var facts = JSONFields(snippet)
    let isSource = snippet["textOriginal"].map { $0.kind == .string } ?? false
    var comment = Comment(
      id: id,
      body: try facts.body(isSource ? ["textOriginal"] : ["textDisplay"]),
      bodyFormat: isSource ? .text : .html
    )
    comment.parent =
      facts.identifier(["parentId"])
      ?? parent.flatMap { $0.kind == .string ? fields.decode($0) : nil }
    comment.thread =
      facts.identifier(["videoId"])
      ?? video.flatMap { $0.kind == .string ? fields.decode($0) : nil }
      ?? comment.parent.flatMap { videos[Array($0.utf8)] } ?? fileName
    comment.author = facts.string(["authorDisplayName"])
    if let channel = snippet["authorChannelId"] {
      if channel.isObject {
        var name = JSONFields(channel)
        comment.authorID = name.identifier(["value"])
      } else {
        comment.authorID = facts.identifier(["authorChannelId"])
      }
    }
    comment.createdAt = facts.time(["publishedAt"])
    comment.score = facts.integer(["likeCount"])
    if let owner = facts.identifier(["channelId"]), let author = comment.authorID {
      comment.isSubmitter = owner.utf8.elementsEqual(author.utf8)
    }
    for note in facts.notes { fields.note(note.kind, at: note.index) }
    return comment
  }
}
