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
  private var repeated: RepeatedReplies
  private let readsOthers: Bool
  private var headers = ObjectRowHeaders()
  /// The ids that were read, where others may name them.
  private var seen: Set<String> = []

  /// - Parameters:
  ///   - isNested: Whether the input is known to hold replies inside of comments.
  ///   - readsOthers: Whether names of other systems say what ours do not, as nobody asked for ours alone.
  init(isReddit: Bool, isNested: Bool, readsOthers: Bool) {
    self.readsOthers = readsOthers
    records = RecordReader(isReddit: isReddit)
    repeated = RepeatedReplies(isNeeded: isNested)
  }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    // Without recursion: replies nest as deep as JSON may.
    var waiting = [(value: value, outer: nil as Outer?)]
    while let (found, outer) = waiting.popLast() {
      var next = found
      if outer != nil {
        if let kind = Self.kindOfNoComment(found) {
          sink.note("not-a-comment:\(kind)", at: found.start)
          continue
        }
        next = Self.content(of: found)
      }
      if let list = Self.document(next) {
        waiting += list.elements.reversed().map { ($0, outer) }
      } else if Self.isPost(next, isInside: outer != nil) {
        sink.note("not-a-comment:post", at: next.start)
        var about = JSONFields(next)
        let inner = Outer(
          thread: about.identifier(["id", "post_id", "number"]).map { RedditName($0).bare },
          title: about.string(["title"])
        )
        waiting += Self.nested(in: next).reversed().map { ($0, inner) }
      } else {
        var inner = outer ?? Outer()
        if let comment = readRecord(next, outer, into: &sink) {
          inner.thread = comment.thread
          inner.parent = comment.id
        } else if next.isObject {
          var about = JSONFields(next)
          inner.parent = about.identifier(["id"]) ?? inner.parent
        }
        waiting += Self.nested(in: next).reversed().map { ($0, inner) }
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

  /// The list that an object holds which is no record itself.
  private static func document(_ value: JSONValue) -> JSONValue? {
    guard value.isObject, !value.has("id"), !value.has("body"), !value.has("text") else {
      return nil
    }
    return list(in: value)
  }

  /// Whether an object is a post with its comments.
  ///
  /// Comments may have titles, and `comments` that answer them. What has words and says where it belongs
  /// is one of these.
  private static func isPost(_ value: JSONValue, isInside: Bool) -> Bool {
    guard let comments = value["comments"], comments.isArray, comments.first?.isObject ?? true
    else { return false }
    if value.has("id"), hasWords(value), isInside || namesPlace(value) { return false }
    if !wordKeys.contains(where: { value[$0]?.kind == .string }) { return true }
    return ["selftext", "is_self", "num_comments"].contains(where: value.has)
      || value.has("title") && comments.first != nil
  }

  /// Whether an object names a thread other than itself, or what it answers.
  private static func namesPlace(_ value: JSONValue) -> Bool {
    var fields = JSONFields(value)
    if fields.identifier(["parent", "parent_id"]) != nil { return true }
    guard let thread = fields.identifier(["thread", "thread_id", "link_id"]) else { return false }
    return fields.identifier(["id"]).map { !$0.utf8.elementsEqual(thread.utf8) } ?? true
  }

  private static let wordKeys = ["body", "text", "content"]

  /// Whether an object has words, or null where they were.
  private static func hasWords(_ value: JSONValue) -> Bool {
    wordKeys.contains { value[$0].map { $0.kind == .string || $0.kind == .null } ?? false }
  }

  private static func hasID(_ value: JSONValue) -> Bool {
    if let id = value["id"], id.kind == .string || id.kind == .number { return true }
    return value["name"]?.hasPrefix("t1_") ?? false
  }

  /// Whether an object has an id and words, as a comment has.
  private static func isComment(_ value: JSONValue) -> Bool {
    let thing = content(of: value)
    return hasID(thing) && hasWords(thing) && !thing.has("selftext")
  }
}

// MARK: - Replies inside of records

extension FlatRecordsReader {
  /// The keys under which records hold their replies.
  private static let nestingKeys = [
    "replies", "children", "comments", "answers", "responses", "child_comments", "childComments",
    "sub_comments", "subComments", "reply_list", "replyList",
  ]

  /// The values under those keys that may hold replies, a key that comes again as its last value.
  private static func nests(in value: JSONValue) -> [JSONValue] {
    nestingKeys.compactMap { value[$0] }.filter { $0.isArray || $0.isObject }
  }

  /// What is listed in a value that may hold replies: a list, or a listing of Reddit.
  private static func listed(in nest: JSONValue) -> [JSONValue] {
    let list = nest.isArray ? nest : nest["data"]?["children"] ?? nest
    return list.elements.filter(\.isObject)
  }

  /// The objects that stand in a record under keys for replies.
  private static func nested(in value: JSONValue) -> [JSONValue] {
    nests(in: value).flatMap { listed(in: $0) }
  }

  /// The object itself, or what a thing of Reddit holds.
  private static func content(of value: JSONValue) -> JSONValue {
    guard value["kind"]?.kind == .string, let data = value["data"], data.isObject else {
      return value
    }
    return data
  }

  /// What stands among replies and is none; `nil` of a comment, a post or a document.
  private static func kindOfNoComment(_ value: JSONValue) -> String? {
    if let kind = value["kind"] {
      if kind.isString("more") { return "more" }
      if kind.isString("t3"), value.has("data") { return "submission" }
    }
    let content = content(of: value)
    guard !wordKeys.contains(where: content.has) else { return nil }
    // As PRAW names what it did not load.
    if content.has("count"), content["children"]?.isArray ?? false, nested(in: content).isEmpty {
      return "more"
    }
    return hasID(content) || !nested(in: content).isEmpty || document(content) != nil
      ? nil : "object"
  }

  /// Whether a value of a line, or the beginning of a document, holds replies inside of comments, or
  /// comments inside of posts.
  ///
  /// - Complexity: O(*n*) in the elements of its lists.
  static func holdsReplies(_ value: JSONValue) -> Bool {
    var waiting = [value]
    while let next = waiting.popLast() {
      if next.isArray {
        waiting += next.elements.filter { $0.isArray || $0.isObject }
        continue
      }
      // Authors who are objects take the same reader.
      if person(in: next) != nil, isComment(next) { return true }
      for nest in nests(in: next) {
        if nest.isArray ? listed(in: nest).first.map(isComment) ?? false : holdsThing(nest) {
          return true
        }
      }
      if let list = document(next) { waiting.append(list) }
    }
    return false
  }

  /// The author who is an object of its own.
  static func person(in value: JSONValue) -> JSONValue? {
    ["author", "user"].lazy.compactMap { value[$0] }
      .first { person in person.isObject && names.contains { person[$0]?.kind == .string } }
  }

  private static let names = [
    "name", "username", "login", "display_name", "displayName", "screen_name", "nickname",
  ]

  /// Reads an author who is an object of its own.
  private static func readAuthor(of value: JSONValue, into comment: inout Comment) {
    guard let person = person(in: value) else { return }
    var about = JSONFields(person)
    comment.author = about.string(names)
    comment.authorID = comment.authorID ?? about.identifier(["id"])
  }

  /// What was mended, but for what was read in another way: an author that is an object, a time as people
  /// write it.
  private func notes(
    of value: JSONValue,
    _ comment: Comment,
    hadTime: Bool
  ) -> [RecordReader.Note] {
    let isAuthorRead = comment.author != nil && value["author"]?.isObject ?? false
    let isTimeRead = comment.createdAt != nil && !hadTime
    return records.notes.filter {
      !(isAuthorRead && $0.kind == "wrong-type:author"
        || isTimeRead && $0.kind == "unreadable-time")
    }
  }

  /// Reads who wrote a comment, when, where, and what it answers where only names of other systems say so.
  ///
  /// Where our names or the place inside of another comment say what is answered or in which thread, they are
  /// right. What is answered may also be a person: it has to be a comment that came before, or a number like
  /// the comment's own.
  private mutating func readOthers(
    of value: JSONValue,
    isInside: Bool,
    into comment: inout Comment
  ) {
    if seen.count < InputMemory.maxPosts { seen.insert(comment.id) }
    let isPlaced = isInside || comment.parent != nil
    guard comment.author == nil || comment.createdAt == nil || !isPlaced else { return }
    let fields =
      headers.fields(ofPlain: value) {
        Self.nests(in: $0).isEmpty && !ObjectRow.mayListAnswered($0)
      }
      ?? headers.fields(of: ObjectRow(value).without(Self.nestingKeys))
    var values = fields.rowValues
    if comment.author == nil {
      comment.author = values.name(.author)
      comment.authorID = comment.authorID ?? values.reference(.authorID)
    }
    comment.createdAt = comment.createdAt ?? values.time(.createdAt)
    guard !isPlaced else { return }
    comment.thread = comment.thread ?? values.named(.thread).map { RedditName($0).bare }
    if let parent = values.reference(.parent), !parent.utf8.elementsEqual(comment.id.utf8),
      seen.contains(parent) || Int(parent) != nil && Int(comment.id) != nil
    {
      comment.parent = RedditName(parent).parent(in: comment.thread)
    }
  }

  private static func holdsThing(_ listing: JSONValue) -> Bool {
    listed(in: listing).contains { $0["kind"]?.isString("t1") ?? false }
  }
}

// MARK: - Records

extension FlatRecordsReader {
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
      if comment.author == nil { Self.readAuthor(of: value, into: &comment) }
      let hadTime = comment.createdAt != nil
      if readsOthers { readOthers(of: value, isInside: outer != nil, into: &comment) }
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
      guard !repeated.isRepeated(.init(comment), isEmbedded: outer != nil) else {
        sink.note("repeated-reply", at: value.start)
        return comment
      }
      sink.add(
        comment,
        at: value.start,
        notes: notes(of: value, comment, hadTime: hadTime).map {
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

/// The bytes of an object without the lists and objects under some of its keys.
private struct OwnBytes {
  private(set) var bytes: [UInt8] = []
  private let start: Int
  /// Behind each gap: where it ends in `bytes`, and how many bytes were left out up to there.
  private var gaps: [(end: Int, left: Int)] = []

  /// `nil` if there is nothing to leave out.
  init?(of value: JSONValue, without keys: [String]) {
    let range = value.token.range
    start = range.lowerBound
    var copied = start
    for (key, inner) in value.members where inner.isArray || inner.isObject {
      guard keys.contains(where: key.isString) else { continue }
      bytes += value.bytes[copied..<inner.token.range.lowerBound]
      bytes += "null".utf8
      copied = inner.token.range.upperBound
      gaps.append((bytes.count, copied - start - bytes.count))
    }
    guard !gaps.isEmpty else { return nil }
    bytes += value.bytes[copied..<range.upperBound]
  }

  /// The place of a byte in what it was taken from.
  func place(of index: Int) -> Int {
    start + index + (gaps.last { $0.end <= index }?.left ?? 0)
  }
}
