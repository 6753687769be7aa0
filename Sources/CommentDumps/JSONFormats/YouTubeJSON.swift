// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The YouTube Data API: `commentThreads` and `comments` answers, pages of them, or their items.
///
/// Replies that an answer counts but does not bring are not in the data, and nothing can be said
/// about them.
struct YouTubeReader: JSONFormatReader {
  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if let items = value["items"], items.isArray {
      for item in items.elements { readItem(item, into: &sink) }
    } else {
      readItem(value, into: &sink)
    }
  }

  private func readItem(_ item: JSONValue, into sink: inout RecordSink) {
    guard let top = item["snippet"]?["topLevelComment"] else {
      add(item, into: &sink) { fields throws(RecordFault) in try Self.comment(&fields, nil, nil) }
      return
    }
    let video = item["snippet"]?["videoId"]
    add(top, into: &sink) { fields throws(RecordFault) in try Self.comment(&fields, video, nil) }
    guard let replies = item["replies"]?["comments"], replies.isArray else { return }
    for reply in replies.elements {
      add(reply, into: &sink) { fields throws(RecordFault) in
        try Self.comment(&fields, video, top["id"])
      }
    }
  }

  private static func comment(
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
    comment.parent = facts.identifier(["parentId"]) ?? parent.map { fields.decode($0) }
    comment.thread = facts.identifier(["videoId"]) ?? video.map { fields.decode($0) }
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

/// Comments that yt-dlp keeps in a video's `.info.json`, and those of youtube-comment-downloader
/// (one object a line, with `cid`).
///
/// The latter say nothing about the video: its thread is then named after the file.
struct YtDlpReader: JSONFormatReader {
  /// The name of the file.
  let fileName: String

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    var about = JSONFields(value)
    if let comments = value["comments"], comments.isArray {
      let video = about.identifier(["id", "display_id"])
      let title = about.string(["title", "fulltitle"])
      let url = about.string(["webpage_url", "original_url"])
      let channel = about.string(["channel_id", "uploader_id"])
      for comment in comments.elements {
        readComment(comment, video: video, title: title, url: url, channel: channel, into: &sink)
      }
    } else if value.has("comments"), !value.has("text") {
      // A video without comments.
      sink.note("not-a-comment:video", at: value.start)
    } else {
      readComment(value, video: nil, title: nil, url: nil, channel: nil, into: &sink)
    }
  }

  private func readComment(
    _ value: JSONValue,
    video: String?,
    title: String?,
    url: String?,
    channel: String?,
    into sink: inout RecordSink
  ) {
    add(value, into: &sink) { fields throws(RecordFault) in
      var comment = try fields.comment(id: ["id", "cid"], body: ["text"], format: .text)
      comment.thread = video ?? fields.identifier(["video_id"]) ?? fileName
      comment.title = title
      comment.url = url
      let parent = fields.identifier(["parent"])
      if let parent, !parent.utf8.elementsEqual("root".utf8) {
        comment.parent = parent
      } else if parent == nil, let point = comment.id.utf8.firstIndex(of: UInt8(ascii: ".")) {
        // A reply's id is its thread's, a point and its own.
        comment.parent = String(decoding: comment.id.utf8[..<point], as: UTF8.self)
      }
      comment.author = fields.string(["author"])
      comment.authorID = fields.identifier(["author_id", "channel"])
      comment.createdAt = fields.time(["timestamp", "time_parsed"])
      // "1.2K" is not a number anybody can rely on.
      if fields.object["like_count"] != nil { comment.score = fields.integer(["like_count"]) }
      comment.isSubmitter = fields.boolean(["author_is_uploader"])
      if comment.isSubmitter == nil, let channel, let author = comment.authorID {
        comment.isSubmitter = channel.utf8.elementsEqual(author.utf8)
      }
      return comment
    }
  }
}
