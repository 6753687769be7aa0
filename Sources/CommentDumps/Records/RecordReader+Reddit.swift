// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

extension RecordReader {
  /// A comment in Reddit's fields, as Pushshift wrote them over the years.
  ///
  /// Our own keys are read where Reddit's are missing or null.
  mutating func redditComment(
    _ bytes: [UInt8],
    _ line: Range<Int>
  ) throws(RecordFault) -> Comment {
    let hasWords = fields.hasValue(bodyKey)
    if !hasWords,
      fields.has(.title) || fields.has(.selftext) || fields.has(.isSelf)
    {
      throw RecordFault("a submission, not a comment", at: fields.start)
    }
    let name = fields.hasValue(.id) ? nil : fullname(.name, bytes)
    let idOfName = name?.kind == .comment ? name?.id : nil
    // A deleted comment whose words are null keeps its place.
    let isNull = !hasWords && [RecordKey.body, .text, .content].contains(where: fields.has)
    try requireKeys(
      bytes,
      line,
      hasID: fields.hasValue(.id) || idOfName != nil,
      needsBody: !isNull
    )
    if isNull { note("no-words", at: fields.start) }
    let id = if let idOfName { idOfName } else { try redditID(bytes) }
    var comment = Comment(
      id: id,
      body: isNull ? "[deleted]" : try requiredBody(bytes),
      bodyFormat: .markdown
    )
    comment.thread = thread(bytes)
    comment.parent = parent(bytes, thread: comment.thread)
    comment.authorID = identifier(firstPresent(.authorFullname, .authorID), bytes)
    if let format = bodyFormat(bytes) { comment.bodyFormat = format }
    comment.title = string(firstPresent(.linkTitle, .title), bytes)
    comment.url = string(firstPresent(.permalink, .url), bytes)
    comment.isModerator = isDistinguished(bytes) ? true : boolean(.isModerator)
    fillCommon(&comment, bytes, createdAt: firstPresent(.createdUTC, .createdAt))
    return comment
  }

  mutating func redditID(_ bytes: [UInt8]) throws(RecordFault) -> String {
    let id = try requiredID(bytes)
    return id.utf8.count > 3 && id.utf8.starts(with: "t1_".utf8)
      ? String(id.utf8.dropFirst(3)) ?? id : id
  }

  mutating func thread(_ bytes: [UInt8]) -> String? {
    fullname(firstPresent(.linkID, firstPresent(.thread, .threadID)), bytes)?.id
  }

  /// The parent comment; `nil` when the comment answers the submission.
  mutating func parent(_ bytes: [UInt8], thread: String?) -> String? {
    guard let parent = fullname(firstPresent(.parentID, .parent), bytes) else { return nil }
    switch parent.kind {
    case .comment: return parent.id
    case .submission: return nil
    case .unknown:
      // Without a prefix: the submission's id, or a comment's.
      if let thread, thread.utf8.elementsEqual(parent.id.utf8) { return nil }
      return parent.id
    }
  }

  /// Set by moderators and employees who speak as such; an ordinary comment says nothing of its
  /// author.
  private mutating func isDistinguished(_ bytes: [UInt8]) -> Bool {
    guard let token = fields[.distinguished], token.kind == .string else { return false }
    let word = text.rawBytes(token, in: bytes)
    return word.elementsEqual("moderator".utf8) || word.elementsEqual("admin".utf8)
  }
}

// MARK: - Fullnames

/// What a Reddit id with a type prefix (`t1_`, `t3_`) names.
private enum FullnameKind {
  case comment, submission, unknown
}

extension RecordReader {
  /// An id without its prefix.
  ///
  /// A number is a comment's id in base 10, as the Pushshift interface wrote parents in 2022 and
  /// 2023 (voussoir/timesearch issue 19); Reddit's own ids are base 36.
  private mutating func fullname(
    _ key: RecordKey,
    _ bytes: [UInt8]
  ) -> (kind: FullnameKind, id: String)? {
    if let token = fields[key], token.kind == .number,
      let number = RecordNumber.exactInteger(bytes[token.range]), number >= 0
    {
      return (.unknown, String(number, radix: 36))
    }
    guard let name = identifier(key, bytes) else { return nil }
    let bytes = name.utf8
    let kind: FullnameKind =
      bytes.starts(with: "t1_".utf8)
      ? .comment : bytes.starts(with: "t3_".utf8) ? .submission : .unknown
    guard kind != .unknown, bytes.count > 3, let id = String(bytes.dropFirst(3)) else {
      return (.unknown, name)
    }
    return (kind, id)
  }
}
