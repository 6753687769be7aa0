// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments in our own or Reddit's fields that are not one object a line: a list, or a document that
/// holds one, posts with their comments, comments with their replies.
struct FlatRecordsReader: JSONFormatReader {
  /// What stands around a record.
  private struct Outer {
    var thread: String?
    var title: String?
    /// The comment whose reply it is.
    var parent: String?
  }

  private var records: RecordReader

  init(isReddit: Bool) { records = RecordReader(isReddit: isReddit) }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Without recursion: replies nest as deep as JSON may.
    var waiting = [(value: value, outer: nil as Outer?)]
    while let (next, outer) = waiting.popLast() {
      if next.isObject, !next.has("id"), !next.has("body"), !next.has("text"),
        let list = Self.list(in: next)
      {
        waiting += list.elements.reversed().map { ($0, outer) }
      } else if let comments = Self.commentsOfPost(next) {
        sink.note("not-a-comment:post", at: next.start)
        var about = JSONFields(next)
        let inner = Outer(
          thread: about.identifier(["id", "post_id"]).map { RedditName($0).bare },
          title: about.string(["title"])
        )
        waiting += comments.elements.reversed().map { ($0, inner) }
      } else {
        var inner = outer ?? Outer()
        if let comment = readRecord(next, outer, into: &sink) {
          inner.thread = comment.thread
          inner.parent = comment.id
        } else if next.isObject {
          var about = JSONFields(next)
          inner.parent = about.identifier(["id"]) ?? inner.parent
        }
        waiting += Self.replies(to: next).reversed().map { ($0, inner) }
      }
    }
  }

  /// The list of objects that a document holds under a usual name.
  static func list(in value: JSONValue) -> JSONValue? {
    for key in ["comments", "data", "items", "results", "records", "posts", "replies"] {
      if let list = value[key], list.isArray, list.first?.isObject ?? true { return list }
    }
    return nil
  }

  /// The comments on a post that holds them; `nil` of anything else.
  private static func commentsOfPost(_ value: JSONValue) -> JSONValue? {
    guard let comments = value["comments"], comments.isArray, comments.first?.isObject ?? true
    else { return nil }
    let hasWords = ["body", "text", "content"].contains { value[$0]?.kind == .string }
    let isPost = ["title", "selftext", "is_self"].contains(where: value.has)
    return isPost || !hasWords ? comments : nil
  }

  /// The keys under which comments hold their replies, as the beginning of a dump is looked through for
  /// them.
  static let nestingKeys = ["replies", "children", "comments"]

  /// The replies that stand in a comment, in a list or in a listing of Reddit.
  private static func replies(to value: JSONValue) -> [JSONValue] {
    guard value.isObject else { return [] }
    for key in nestingKeys {
      guard let list = value[key] else { continue }
      if list.isArray, list.first?.isObject ?? false { return list.elements.filter(\.isObject) }
      if let things = list["data"]?["children"], things.isArray {
        return things.elements.compactMap { $0["data"] }.filter { $0.has("body") }
      }
    }
    return []
  }

  private mutating func readRecord(
    _ value: JSONValue,
    _ outer: Outer?,
    into sink: inout RecordSink
  ) -> Comment? {
    let token = value.token
    // A string's place is inside its quotes; nothing but an object is a record anyway.
    guard value.isObject else {
      sink.reject("\(value.kind.words), where an object is needed", at: value.start)
      return nil
    }
    guard !value.isCut else {
      sink.reject("cut off", at: value.start)
      return nil
    }
    // Replies are read by themselves, and not once more with each comment they stand below.
    let own = OwnBytes(of: value, without: Self.nestingKeys)
    do throws(RecordFault) {
      var comment =
        if let own {
          try records.comment(own.bytes, line: own.bytes.indices)
        } else {
          try records.comment(value.bytes, line: token.range)
        }
      if let outer {
        comment.thread = comment.thread ?? outer.thread
        comment.title = comment.title ?? outer.title
        comment.parent = comment.parent ?? outer.parent
        if let parent = comment.parent, outer.parent == nil, let thread = comment.thread,
          parent.utf8.elementsEqual(thread.utf8)
        {
          comment.parent = nil
        }
      }
      sink.add(
        comment,
        at: value.start,
        notes: records.notes.map {
          RecordNote(kind: $0.kind, index: own?.place(of: $0.index) ?? $0.index)
        }
      )
      return comment
    } catch {
      sink.reject(error.reason, at: own?.place(of: error.index) ?? error.index)
      return nil
    }
  }
}

/// The bytes of an object without the list or object under one of its keys.
private struct OwnBytes {
  let bytes: [UInt8]
  private let start: Int
  private let cut: Int
  private let left: Int

  /// `nil` if there is none to leave out.
  init?(of value: JSONValue, without keys: [String]) {
    guard let key = keys.first(where: { value[$0].map { $0.isArray || $0.isObject } ?? false }),
      let inner = value[key]?.token.range
    else { return nil }
    let range = value.token.range
    start = range.lowerBound
    cut = inner.lowerBound - start
    let null = Array("null".utf8)
    left = inner.count - null.count
    bytes =
      value.bytes[range.lowerBound..<inner.lowerBound] + null
      + value.bytes[inner.upperBound..<range.upperBound]
  }

  /// The place of a byte in what it was taken from.
  func place(of index: Int) -> Int { start + index + (index > cut ? left : 0) }
}
