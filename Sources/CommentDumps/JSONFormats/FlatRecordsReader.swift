// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Comments in our own or Reddit's fields that are not one object a line: a list, or a document that
/// holds one.
struct FlatRecordsReader: JSONFormatReader {
  private var records: RecordReader

  init(isReddit: Bool) { records = RecordReader(isReddit: isReddit) }

  mutating func read(_ value: JSONValue, into sink: inout RecordSink) {
    if value.isObject, !value.has("id"), !value.has("body"), !value.has("text"),
      let list = Self.list(in: value)
    {
      for element in list.elements { readRecord(element, into: &sink) }
    } else {
      readRecord(value, into: &sink)
    }
  }

  /// The list of objects that a document holds under a usual name.
  static func list(in value: JSONValue) -> JSONValue? {
    for key in ["comments", "data", "items", "results", "records", "posts", "replies"] {
      if let list = value[key], list.isArray, list.first?.isObject ?? true { return list }
    }
    return nil
  }

  private mutating func readRecord(_ value: JSONValue, into sink: inout RecordSink) {
    let token = value.token
    // A string's place is inside its quotes; nothing but an object is a record anyway.
    guard value.isObject else {
      sink.reject("\(value.kind.words), where an object is needed", at: value.start)
      return
    }
    guard !value.isCut else {
      sink.reject("cut off", at: value.start)
      return
    }
    do throws(RecordFault) {
      let comment = try records.comment(value.bytes, line: token.range)
      sink.add(
        comment,
        at: value.start,
        notes: records.notes.map { RecordNote(kind: $0.kind, index: $0.index) }
      )
    } catch {
      sink.reject(error.reason, at: error.index)
    }
  }
}
