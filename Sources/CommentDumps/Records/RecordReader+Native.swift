// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

extension RecordReader {
  /// A comment in this project's own fields.
  ///
  /// An alias is read when the main key is missing or null.
  mutating func nativeComment(
    _ bytes: [UInt8],
    _ line: Range<Int>
  ) throws(RecordFault) -> Comment {
    try requireKeys(bytes, line, hasID: fields.hasValue(.id))
    var comment = Comment(
      id: try requiredID(bytes),
      body: try requiredBody(bytes)
    )
    comment.thread = nativeThread(bytes)
    comment.parent = identifier(firstPresent(.parent, .parentID), bytes)
    comment.authorID = identifier(.authorID, bytes)
    comment.bodyFormat = bodyFormat(bytes) ?? .text
    comment.title = string(.title, bytes)
    comment.url = string(.url, bytes)
    comment.isModerator = boolean(.isModerator)
    fillCommon(&comment, bytes, createdAt: nativeTimeKey)
    return comment
  }

  /// The key that holds the time.
  @inline(__always)
  var nativeTimeKey: RecordKey {
    let key = firstPresent(.createdAt, .createdUTC)
    return fields.hasValue(key) || !fields.hasAny(of: Self.otherTimes) ? key : otherTimeKey
  }

  private static let otherTimeKeys: [RecordKey] = [
    .created, .createdAtCamel, .timestamp, .date, .time,
  ]
  private static let otherTimes = otherTimeKeys.reduce(UInt64(0)) { $0 | $1.bit }

  private var otherTimeKey: RecordKey {
    Self.otherTimeKeys.first { fields.hasValue($0) } ?? .createdAt
  }

  mutating func nativeThread(_ bytes: [UInt8]) -> String? {
    identifier(firstPresent(.thread, firstPresent(.threadID, .linkID)), bytes)
  }
}
