// SPDX-License-Identifier: Apache-2.0

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
