// SPDX-License-Identifier: Apache-2.0

/// Reads a report back. It knows only what ``HTMLBuilder`` may write and throws at anything else: a
/// bare `<` or `&`, an unquoted attribute, a control byte, an element that does not end.
struct StrictHTML {
  struct Failure: Error { var message: String }

  struct Element {
    var name: String
    var attributes: [(name: String, value: [UInt8])]
    /// All text inside, hidden characters put back.
    var text: [UInt8] = []
    /// What is inside is shown as one badge for a hidden character.
    var isBadge: Bool {
      name == "span"
        && attributes.contains { $0.name == "class" && $0.value.elementsEqual("u".utf8) }
    }

    func attribute(_ name: String) -> [UInt8]? { attributes.first { $0.name == name }?.value }
  }

  /// In order of their start tags, badges left out.
  private(set) var elements: [Element] = []
  /// Badges.
  private(set) var badges = 0
  private(set) var maxDepth = 0

  private let bytes: [UInt8]
  private var position = 0
  private var stack: [(element: Element, slot: Int?)] = []

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let doctype = Array("<!DOCTYPE html>\n".utf8)
    guard bytes.starts(with: doctype) else { throw Failure(message: "no doctype") }
    position = doctype.count
    while position < bytes.count { try step() }
    guard stack.isEmpty else { throw Failure(message: "elements left open") }
  }

  private mutating func step() throws {
    let byte = bytes[position]
    if byte == UInt8(ascii: "<") {
      if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "/") {
        try endTag()
      } else {
        try startTag()
      }
    } else {
      try text(until: UInt8(ascii: "<"))
    }
  }

  private mutating func text(until end: UInt8) throws {
    var text: [UInt8] = []
    while position < bytes.count, bytes[position] != end { text.append(try character()) }
    for index in stack.indices { stack[index].element.text += text }
  }

  private mutating func character() throws -> UInt8 {
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "&"):
      for (name, value) in [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("#96;", "`"),
      ] where bytes[position...].starts(with: name.utf8) {
        position += name.utf8.count
        return Array(value.utf8)[0]
      }
      throw Failure(message: "bare & at \(position - 1)")
    case 0x0a, 0x09: return byte
    case 0..<0x20, 0x7f, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"):
      throw Failure(message: "bare byte \(byte) at \(position - 1)")
    default: return byte
    }
  }

  private mutating func name() throws -> String {
    let start = position
    while position < bytes.count,
      case let byte = bytes[position],
      (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
        || byte == UInt8(ascii: "-")
    {
      position += 1
    }
    guard position > start else { throw Failure(message: "no name at \(start)") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func startTag() throws {
    position += 1
    var element = Element(name: try name(), attributes: [])
    while bytes[position] == 0x20 {
      position += 1
      let attribute = try name()
      var value: [UInt8] = []
      if bytes[position] == UInt8(ascii: "=") {
        guard bytes[position + 1] == UInt8(ascii: "\"") else { throw Failure(message: "unquoted") }
        position += 2
        while bytes[position] != UInt8(ascii: "\"") { value.append(try character()) }
        position += 1
      }
      element.attributes.append((attribute, value))
    }
    guard bytes[position] == UInt8(ascii: ">") else {
      throw Failure(message: "start tag of \(element.name) at \(position)")
    }
    position += 1
    if element.isBadge {
      badges += 1
      stack.append((element, nil))
    } else {
      elements.append(element)
      if element.name == "meta" || element.name == "input" { return }
      stack.append((element, elements.count - 1))
    }
    maxDepth = max(maxDepth, stack.count)
    if element.name == "style" || element.name == "script" {
      while position < bytes.count,
        bytes[position] != UInt8(ascii: "<") || bytes[position + 1] != 0x2f
      {
        elements[elements.count - 1].text.append(bytes[position])
        position += 1
      }
    }
  }

  private mutating func endTag() throws {
    position += 2
    let name = try name()
    guard bytes[position] == UInt8(ascii: ">"), let last = stack.popLast(),
      last.element.name == name
    else { throw Failure(message: "</\(name)> at \(position)") }
    position += 1
    // The number of a finding stands beside the words, and is none of them.
    if name == "sup" {
      for index in stack.indices { stack[index].element.text.removeLast(last.element.text.count) }
    }
    if let slot = last.slot {
      if name != "style", name != "script" { elements[slot].text = last.element.text }
    } else {
      try putBack(last.element.text)
    }
  }

  /// Replaces the words of a badge, `U+202E`, by the character.
  private mutating func putBack(_ label: [UInt8]) throws {
    guard label.starts(with: "U+".utf8),
      let value = UInt32(String(decoding: label.dropFirst(2), as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return }
    for index in stack.indices {
      stack[index].element.text.removeLast(label.count)
      stack[index].element.text += Array(String(Character(scalar)).utf8)
    }
  }
}

extension StrictHTML {
  /// What a page is made of, without what data may put into it: element names, attribute names, and
  /// attribute values except titles and the names of places on the page, which hold ids.
  var shape: [String] {
    elements.map { element in
      let attributes = element.attributes.map { attribute in
        attribute.name == "title" || attribute.name == "id"
          || attribute.name == "href" && attribute.value.first == UInt8(ascii: "#")
          ? attribute.name
          : attribute.name + "=" + String(decoding: attribute.value, as: UTF8.self)
      }
      return ([element.name] + attributes).joined(separator: " ")
    }
  }

  func texts(of name: String, class className: String? = nil) -> [[UInt8]] {
    elements.filter { element in
      guard element.name == name else { return false }
      guard let className else { return true }
      return element.attribute("class")?.elementsEqual(className.utf8) == true
    }.map(\.text)
  }
}
