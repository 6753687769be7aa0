// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments as compact bytes, for files that only this run, or its continuation, reads.
///
/// A record is its length, the comment's place in the input, and its fields: a bit for each field that
/// is there, then texts with their lengths and numbers, all numbers as LEB128.
enum CommentCodec {
  /// What the form is called; another form needs another name.
  static let version = "spool/2"

  /// Appends a record.
  static func append(_ comment: Comment, ordinal: Int, to bytes: inout [UInt8]) {
    var body: [UInt8] = []
    body.reserveCapacity(comment.body.utf8.count + 96)
    var writer = ByteWriter(bytes: body)
    writer.unsigned(UInt64(ordinal))
    writer.unsigned(UInt64(Field.present(in: comment)))
    writer.text(comment.id)
    writer.text(comment.body)
    for text in [
      comment.thread, comment.parent, comment.author, comment.authorID, comment.title, comment.url,
      comment.lang,
    ] {
      if let text { writer.text(text) }
    }
    for number in [
      comment.createdAt, comment.score.map(Int64.init), comment.authorCreatedAt,
      comment.authorKarma.map(Int64.init),
    ] {
      if let number { writer.signed(number) }
    }
    if comment.bodyFormat != .text {
      writer.unsigned(comment.bodyFormat == .markdown ? 1 : 2)
    }
    if !comment.details.isEmpty { writer.details(comment.details) }
    var head = ByteWriter(bytes: bytes)
    bytes = []
    head.unsigned(UInt64(writer.bytes.count))
    head.bytes += writer.bytes
    bytes = head.bytes
  }

  /// The length of the record at an offset, its own length field included, and where its contents
  /// start; `nil` if the bytes end before that is known.
  static func extent(
    in bytes: [UInt8],
    at offset: Int
  ) -> (contents: Int, end: Int)? {
    var reader = ByteReader(bytes: bytes, position: offset)
    guard let count = reader.unsignedIfWhole() else { return nil }
    return (reader.position, reader.position + Int(count))
  }

  /// The place in the input of the record whose contents start at an offset.
  static func ordinal(in bytes: [UInt8], at contents: Int) -> Int {
    var reader = ByteReader(bytes: bytes, position: contents)
    return Int(reader.unsigned())
  }

  /// Reads the record whose contents start at an offset.
  ///
  /// - Precondition: The bytes are what ``append(_:ordinal:to:)`` wrote.
  static func record(in bytes: [UInt8], at contents: Int) -> (comment: Comment, ordinal: Int) {
    var reader = ByteReader(bytes: bytes, position: contents)
    let ordinal = Int(reader.unsigned())
    let fields = Field(rawValue: UInt32(reader.unsigned()))
    var comment = Comment(id: reader.text(), body: reader.text())
    if fields.contains(.thread) { comment.thread = reader.text() }
    if fields.contains(.parent) { comment.parent = reader.text() }
    if fields.contains(.author) { comment.author = reader.text() }
    if fields.contains(.authorID) { comment.authorID = reader.text() }
    if fields.contains(.title) { comment.title = reader.text() }
    if fields.contains(.url) { comment.url = reader.text() }
    if fields.contains(.lang) { comment.lang = reader.text() }
    if fields.contains(.createdAt) { comment.createdAt = reader.signed() }
    if fields.contains(.score) { comment.score = Int(reader.signed()) }
    if fields.contains(.authorCreatedAt) { comment.authorCreatedAt = reader.signed() }
    if fields.contains(.authorKarma) { comment.authorKarma = Int(reader.signed()) }
    if fields.contains(.markup) {
      comment.bodyFormat = reader.unsigned() == 1 ? .markdown : .html
    }
    if fields.contains(.knowsSubmitter) { comment.isSubmitter = fields.contains(.isSubmitter) }
    if fields.contains(.knowsModerator) { comment.isModerator = fields.contains(.isModerator) }
    if fields.contains(.details) { comment.details = reader.details() }
    return (comment, ordinal)
  }
}

/// Which fields a record has, and its yes-or-no fields.
private struct Field: OptionSet {
  let rawValue: UInt32

  static let thread = Field(rawValue: 1 << 0)
  static let parent = Field(rawValue: 1 << 1)
  static let author = Field(rawValue: 1 << 2)
  static let authorID = Field(rawValue: 1 << 3)
  static let title = Field(rawValue: 1 << 4)
  static let url = Field(rawValue: 1 << 5)
  static let lang = Field(rawValue: 1 << 6)
  static let createdAt = Field(rawValue: 1 << 7)
  static let score = Field(rawValue: 1 << 8)
  static let authorCreatedAt = Field(rawValue: 1 << 9)
  static let authorKarma = Field(rawValue: 1 << 10)
  static let markup = Field(rawValue: 1 << 11)
  static let knowsSubmitter = Field(rawValue: 1 << 12)
  static let isSubmitter = Field(rawValue: 1 << 13)
  static let knowsModerator = Field(rawValue: 1 << 14)
  static let isModerator = Field(rawValue: 1 << 15)
  static let details = Field(rawValue: 1 << 16)

  static func present(in comment: Comment) -> UInt32 {
    var fields: Field = []
    if comment.thread != nil { fields.insert(.thread) }
    if comment.parent != nil { fields.insert(.parent) }
    if comment.author != nil { fields.insert(.author) }
    if comment.authorID != nil { fields.insert(.authorID) }
    if comment.title != nil { fields.insert(.title) }
    if comment.url != nil { fields.insert(.url) }
    if comment.lang != nil { fields.insert(.lang) }
    if comment.createdAt != nil { fields.insert(.createdAt) }
    if comment.score != nil { fields.insert(.score) }
    if comment.authorCreatedAt != nil { fields.insert(.authorCreatedAt) }
    if comment.authorKarma != nil { fields.insert(.authorKarma) }
    if comment.bodyFormat != .text { fields.insert(.markup) }
    if let flag = comment.isSubmitter {
      fields.insert(.knowsSubmitter)
      if flag { fields.insert(.isSubmitter) }
    }
    if let flag = comment.isModerator {
      fields.insert(.knowsModerator)
      if flag { fields.insert(.isModerator) }
    }
    if !comment.details.isEmpty { fields.insert(.details) }
    return fields.rawValue
  }
}

extension ByteWriter {
  /// The details that are known: kind and number of each, then its value.
  fileprivate mutating func details(_ details: CommentDetails) {
    var known = 0
    var body = ByteWriter(bytes: [])
    for (number, key) in CommentDetails.Text.allCases.enumerated() {
      guard let value = details[key] else { continue }
      known += 1
      body.unsigned(UInt64(number * 3))
      body.text(value)
    }
    for (number, key) in CommentDetails.Number.allCases.enumerated() {
      guard let value = details[key] else { continue }
      known += 1
      body.unsigned(UInt64(number * 3 + 1))
      body.unsigned(value.bitPattern)
    }
    for (number, key) in CommentDetails.Flag.allCases.enumerated() {
      guard let value = details[key] else { continue }
      known += 1
      body.unsigned(UInt64(number * 3 + 2))
      body.unsigned(value ? 1 : 0)
    }
    unsigned(UInt64(known))
    bytes += body.bytes
  }
}

extension ByteReader {
  fileprivate mutating func details() -> CommentDetails {
    var details = CommentDetails()
    for _ in 0..<unsigned() {
      let key = Int(unsigned())
      switch key % 3 {
      case 0: details[CommentDetails.Text.allCases[key / 3]] = text()
      case 1: details[CommentDetails.Number.allCases[key / 3]] = Double(bitPattern: unsigned())
      default: details[CommentDetails.Flag.allCases[key / 3]] = unsigned() == 1
      }
    }
    return details
  }
}
