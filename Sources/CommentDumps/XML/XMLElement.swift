// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// An element of XML that is a record, or a part of one.
struct XMLElement {
  var name: String
  var attributes: [(name: String, value: String)]
  /// The text in it; of elements that hold markup, the markup too.
  var text: [UInt8] = []
  var children: [XMLElement] = []
  var byteOffset = 0
  var line = 1

  /// The first child of a name.
  func child(_ name: String) -> XMLElement? {
    children.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The value of an attribute; `nil` when it is missing or empty.
  func attribute(_ name: String) -> String? {
    attributes.first { $0.name.utf8.elementsEqual(name.utf8) && !$0.value.isEmpty }?.value
  }

  /// The text of the first child of a name, without white space around it; `nil` when it is missing
  /// or blank.
  func string(_ name: String) -> String? {
    guard let child = child(name) else { return nil }
    let text = child.trimmed
    return text.isEmpty ? nil : text
  }

  /// The text without white space around it.
  var trimmed: String {
    func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: text[first...last], as: UTF8.self)
  }
}

/// Reads the comments of one XML format.
protocol XMLFormatReader {
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
