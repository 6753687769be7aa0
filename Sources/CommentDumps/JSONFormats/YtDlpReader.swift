// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments that yt-dlp keeps in the `.info.json` of a video or, for each video, of a playlist, and those of youtube-comment-downloader
/// (one object a line, with `cid`).
///
/// The latter say nothing about the video: its thread is then named after the file.
struct YtDlpReader: JSONFormatReader {
  /// The name of the file.
  let fileName: String

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    var waiting = [value]
    while let next = waiting.popLast() {
      if let videos = next["entries"], videos.isArray, !(next["comments"]?.isArray ?? false) {
        waiting += videos.elements.filter { $0.kind != .null }.reversed()
      } else {
        readVideo(next, into: &sink)
      }
    }
  }

  private func readVideo(_ value: JSONValue, into sink: inout RecordSink) {
    var about = JSONFields(value)
    if let comments = value["comments"], comments.isArray {
      let video = about.identifier(["id", "display_id"])
      let title = about.string(["title", "fulltitle"])
      let url = about.string(["webpage_url", "original_url"])
      let channel = about.string(["channel_id", "uploader_id"])
      for comment in comments.elements {
        readComment(comment, video: video, title: title, url: url, channel: channel, into: &sink)
      }
    } else if ["comments", "formats", "_type"].contains(where: value.has), !value.has("text") {
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
