// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads the comments of one XML format.
protocol XMLFormatReader: WaitingReader {
  /// The names that the root element may have.
  var roots: [String] { get }
  /// The elements that are records, and the elements around them as an export usually has them;
  /// what reading goes on with behind broken XML.
  var records: [String: [String]] { get }
  /// Whether an element without content can be a record; reading never goes on at one otherwise.
  var hasEmptyRecords: Bool { get }
  /// The elements whose content is text with markup, which is kept as it is.
  var markup: Set<String> { get }

  /// Reads a record.
  ///
  /// - Parameter outer: The record around it, as far as it was read.
  mutating func read(_ record: XMLElement, in outer: XMLElement?, into sink: inout XMLSink)
}

extension XMLFormatReader {
  var hasEmptyRecords: Bool { false }
}

/// Where the readers of XML formats put what they find.
struct XMLSink {
  var queue = RecordQueue()

  mutating func add(_ comment: Comment, of record: XMLElement, notes: [String] = []) {
    queue.add(comment, line: record.line)
    for note in notes { self.note(note, of: record) }
  }

  mutating func reject(_ reason: String, of record: XMLElement) {
    queue.reject(
      RejectedRecord(line: record.line, byteOffset: record.byteOffset, reason: reason)
    )
  }

  mutating func note(_ kind: String, of record: XMLElement) {
    queue.note(RepairNote(line: record.line, byteOffset: record.byteOffset, kind: kind))
  }
}
