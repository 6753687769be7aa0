// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads one line as one comment.
///
/// `RecordReader+Native.swift` and `RecordReader+Reddit.swift` say which keys become what,
/// `RecordReader+Values.swift` what each type of value may look like.
struct RecordReader {
  /// Something that was mended in the line that was read last.
  struct Note {
    var kind: String
    var index: Int
  }

  /// What was mended in the comment that was read last.
  private(set) var notes: [Note] = []

  let isReddit: Bool
  var fields = RecordFields()
  var text = JSONText()
  let ordinary = OrdinaryKeys()
  /// When the ordinary comment whose fields were read last was written.
  var timeOfOrdinary: Int64?
  /// The author's name in it, if it has escapes.
  var authorOfOrdinary: [UInt8] = []

  init(isReddit: Bool) { self.isReddit = isReddit }
}

extension RecordReader {
  /// Reads the comment that fills `line`, which is not blank.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func comment(
    _ bytes: [UInt8],
    line: Range<Int>
  ) throws(RecordFault) -> Comment {
    if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
    let kind: JSONToken.Kind
    do throws(JSONFault) {
      kind = try fields.read(bytes, line: line)
    } catch {
      throw RecordFault(error)
    }
    guard kind == .object else {
      throw RecordFault("\(kind.words), where an object is needed", at: fields.start)
    }
    for index in fields.duplicates { note("duplicate-key", at: index) }
    if let index = fields.notANumberAt { note("not-a-number", at: index) }
    return isReddit ? try redditComment(bytes, line) : try nativeComment(bytes, line)
  }

  /// Reads the fields of the line that begins at `index` if it is laid out like one before, and says where
  /// it ends: ``commentReadAhead(_:line:)`` then gives what ``comment(_:line:)`` would.
  @inline(__always)
  mutating func readAhead(_ bytes: [UInt8], from index: Int, lineEnd: UInt8) -> Int? {
    fields.readAhead(bytes, from: index, lineEnd: lineEnd)
  }

  /// The comment whose fields were read last.
  mutating func commentReadAhead(
    _ bytes: [UInt8],
    line: Range<Int>
  ) throws(RecordFault) -> Comment {
    if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
    return isReddit ? try redditComment(bytes, line) : try nativeComment(bytes, line)
  }

  mutating func note(_ kind: String, at index: Int) {
    notes.append(Note(kind: kind, index: index))
  }

  /// The first of `keys` that has a value other than null; the last if none has.
  @inline(__always)
  func firstPresent(_ first: RecordKey, _ second: RecordKey) -> RecordKey {
    fields.hasValue(first) ? first : second
  }

  /// The fields that both formats read alike.
  mutating func fillCommon(
    _ comment: inout Comment,
    _ bytes: [UInt8],
    createdAt: RecordKey
  ) {
    comment.author = identifier(.author, bytes)
    comment.createdAt = time(createdAt, bytes)
    comment.authorCreatedAt = time(firstPresent(.authorCreatedAt, .authorCreatedUTC), bytes)
    comment.score = integer(.score, bytes)
    comment.authorKarma = integer(.authorKarma, bytes)
    comment.isSubmitter = boolean(.isSubmitter)
    comment.lang = string(.lang, bytes)
    if fields.hasAny(of: Self.detailKeys) { comment.details = details(bytes) }
  }
}

// MARK: - Required fields

extension RecordReader {
  /// The key that holds the comment's words.
  var bodyKey: RecordKey { firstPresent(firstPresent(.body, .text), .content) }

  /// The words: any string, the empty one included.
  mutating func requiredBody(_ bytes: [UInt8]) throws(RecordFault) -> String {
    let key = bodyKey
    guard let token = fields[key] else {
      preconditionFailure("missing keys are reported first")
    }
    guard token.kind == .string else {
      throw RecordFault(
        "\"\(key.spelling)\" is \(token.kind.words), where a string is needed",
        at: token.start
      )
    }
    return decode(token, bytes)
  }

  /// The id: a string that is not empty, or the characters of a number.
  mutating func requiredID(_ bytes: [UInt8]) throws(RecordFault) -> String {
    guard let token = fields[.id] else { preconditionFailure("missing keys are reported first") }
    guard token.kind == .string || token.kind == .number else {
      throw RecordFault(
        "\"id\" is \(token.kind.words), where a string or a number is needed",
        at: token.start
      )
    }
    guard !token.isEmpty else { throw RecordFault("\"id\" is empty", at: token.start) }
    return decode(token, bytes)
  }

  /// Throws which of the required keys has no value.
  func requireKeys(
    _ bytes: [UInt8],
    _ line: Range<Int>,
    hasID: Bool,
    needsBody: Bool = true
  ) throws(RecordFault) {
    var reasons: [String] = []
    if !hasID { reasons.append(absence(of: [.id], bytes, line)) }
    if needsBody, !fields.hasValue(bodyKey) {
      reasons.append(absence(of: [.body, .text, .content], bytes, line))
    }
    guard reasons.isEmpty else {
      throw RecordFault(reasons.joined(separator: ", "), at: fields.start)
    }
  }

  private func absence(of keys: [RecordKey], _ bytes: [UInt8], _ line: Range<Int>) -> String {
    for key in keys where fields.has(key) { return "\"\(key.spelling)\" is null" }
    var reason = "no \"\(keys[0].spelling)\""
    for key in keys {
      if let miss = fields.nearMiss(of: key.spelling, in: bytes, line: line) {
        reason += " (has \"\(miss)\"; keys are lower-case)"
        break
      }
    }
    return reason
  }
}
