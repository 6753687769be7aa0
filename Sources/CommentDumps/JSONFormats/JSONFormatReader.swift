// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads the comments of one JSON format.
protocol JSONFormatReader: WaitingReader {
  /// Reads the comments in `value`: a whole document, an element of an outermost array, or the
  /// value of a line.
  mutating func read(_ value: JSONValue, into sink: inout RecordSink)
}

extension JSONFormatReader {
  /// Adds what `read` makes of an object, or why it is no comment.
  func add(
    _ object: JSONValue,
    into sink: inout RecordSink,
    _ read: (inout JSONFields) throws(RecordFault) -> Comment
  ) {
    guard object.isObject else {
      sink.reject("\(object.kind.words), where an object is needed", at: object.start)
      return
    }
    var fields = JSONFields(object)
    do throws(RecordFault) {
      let comment = try read(&fields)
      sink.add(comment, at: object.start, notes: fields.notes)
    } catch {
      sink.reject(error.reason, at: error.index)
    }
  }
}
