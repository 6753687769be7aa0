// SPDX-License-Identifier: Apache-2.0

/// Elements as JSON, from which the page's script makes them when they are looked at.
///
/// An element is an array: the number of its shape, then its other attributes as an object if it has
/// any, then its children; a text is a string. A shape is a tag with the attributes that are our own
/// words, such as `["span","class","chip hold"]`; each stands once in a list. Making elements from
/// this needs no parser of markup, so nothing that a text says can become markup. It takes about a
/// third of the bytes of the same elements as HTML.
struct PackedMarkup {
  private var numbers: [[UInt8]: Int] = [:]
  /// The shapes, by number, as JSON.
  private(set) var shapes: [[UInt8]] = []
  private var json = JSONWriter(isForHTML: true)
  private var words: [UInt8] = []

  mutating func start(_ tag: HTMLTag, _ attributes: [HTMLAttribute]) {
    flush()
    var shape = JSONWriter(isForHTML: true)
    shape.beginArray()
    shape.string(tag.rawValue)
    for attribute in attributes where attribute.name.isOurs {
      shape.string(attribute.name.rawValue)
      shape.string(attribute.value)
    }
    shape.endArray()
    json.beginArray()
    json.integer(number(of: shape.bytes))
    guard attributes.contains(where: { !$0.name.isOurs }) else { return }
    json.beginObject()
    for attribute in attributes where !attribute.name.isOurs {
      json.key(attribute.name.rawValue)
      json.string(utf8: VisibleText.labelled(attribute.value))
    }
    json.endObject()
  }

  mutating func text(_ byte: UInt8) { words.append(byte) }

  mutating func end() {
    flush()
    json.endArray()
  }

  /// What was written, as one JSON value; then starts anew. The shapes stay.
  mutating func take() -> [UInt8] {
    defer { json = JSONWriter(isForHTML: true) }
    return json.bytes
  }

  private mutating func flush() {
    guard !words.isEmpty else { return }
    json.string(utf8: words)
    words.removeAll(keepingCapacity: true)
  }

  private mutating func number(of shape: [UInt8]) -> Int {
    if let number = numbers[shape] { return number }
    shapes.append(shape)
    numbers[shape] = shapes.count - 1
    return shapes.count - 1
  }
}

extension HTMLAttribute.Name {
  /// Whether the attribute's values are few and our own, so that they belong to a shape.
  fileprivate var isOurs: Bool {
    switch self {
    case .class, .scope, .type, .dir, .role, .viewBox, .preserveAspectRatio, .ariaHidden, .height,
      .tabindex, .dataDo, .open:
      true
    default: false
    }
  }
}
