// SPDX-License-Identifier: Apache-2.0

/// Makes small trees of the records in a stream of XML events; all around them is passed over.
struct XMLRecordBuilder {
  struct Record {
    var element: XMLElement
    var isTooLarge: Bool
  }

  private struct Level {
    var element: XMLElement
    var isRecord: Bool
    /// Whether what is in it is text with markup.
    var isMarkup: Bool
  }

  /// Elements deeper than this below a record are passed over, their text kept.
  private static let maxDepth = 32

  private let records: [String: [String]]
  private let markup: Set<String>
  private let maxBytes: Int
  /// The names of all open elements.
  private var path: [String] = []
  /// The open elements from the outermost open record on.
  private var levels: [Level] = []
  /// Elements open below the innermost level that are not kept as such.
  private var passedOver = 0
  private var heldBytes = 0
  /// Where each kind of record stood when it was seen last.
  private var paths: [String: [String]]

  init(records: [String: [String]], markup: Set<String>, maxBytes: Int) {
    self.records = records
    self.markup = markup
    self.maxBytes = maxBytes
    paths = records
  }

  /// Whether an element is open.
  var isInside: Bool { !path.isEmpty }

  /// The elements around a kind of record; `nil` if the name is not that of a record.
  func path(ofRecord name: String) -> [String]? { paths[name] }
}

extension XMLRecordBuilder {
  mutating func start(
    _ name: String,
    _ attributes: [(name: String, value: String)],
    byteOffset: Int,
    line: Int
  ) {
    defer { path.append(name) }
    let isInMarkup = levels.last?.isMarkup ?? false
    // Inside another record, a name counts only where an export has such records: a Disqus post
    // names its <thread> with an element of the same name.
    let isRecord =
      records[name].map { levels.isEmpty || $0.last == path.last } ?? false
    if !isInMarkup, passedOver == 0, isRecord {
      paths[name] = path
      if levels.isEmpty { heldBytes = 0 }
      levels.append(
        Level(
          element: XMLElement(
            name: name,
            attributes: attributes,
            byteOffset: byteOffset,
            line: line
          ),
          isRecord: true,
          isMarkup: false
        )
      )
      hold(attributes.reduce(0) { $0 + $1.value.utf8.count })
      return
    }
    guard !levels.isEmpty else { return }
    if isInMarkup {
      passedOver += 1
      var tag = "<" + name
      for attribute in attributes {
        let value = attribute.value.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        tag += " \(attribute.name)=\"\(value)\""
      }
      append(Array((tag + ">").utf8))
    } else if passedOver > 0 || levels.count >= Self.maxDepth {
      passedOver += 1
    } else {
      levels.append(
        Level(
          element: XMLElement(
            name: name,
            attributes: attributes,
            byteOffset: byteOffset,
            line: line
          ),
          isRecord: false,
          isMarkup: markup.contains(name)
        )
      )
    }
  }

  mutating func text(_ text: [UInt8]) {
    // The level itself is not copied out: its text would be copied with each piece that is added.
    guard !levels.isEmpty else { return }
    if levels[levels.count - 1].isMarkup, passedOver > 0 {
      // Inside markup that is kept as such, text keeps its escapes.
      append(
        text.flatMap { byte -> [UInt8] in
          switch byte {
          case UInt8(ascii: "<"): Array("&lt;".utf8)
          case UInt8(ascii: "&"): Array("&amp;".utf8)
          default: [byte]
          }
        }
      )
    } else if !levels[levels.count - 1].isRecord {
      append(text)
    }
  }

  /// Ends the innermost element.
  ///
  /// - Returns: The record that ended, and the record around it as far as it was read.
  mutating func end(_ name: String) -> (Record, outer: XMLElement?)? {
    if !path.isEmpty { path.removeLast() }
    guard !levels.isEmpty else { return nil }
    if passedOver > 0 {
      passedOver -= 1
      if levels[levels.count - 1].isMarkup { append(Array("</\(name)>".utf8)) }
      return nil
    }
    let level = levels.removeLast()
    guard level.isRecord else {
      levels[levels.count - 1].element.children.append(level.element)
      return nil
    }
    let isTooLarge = heldBytes > maxBytes
    let outer = levels.last { $0.isRecord }?.element
    heldBytes = 0
    return (Record(element: level.element, isTooLarge: isTooLarge), outer)
  }

  /// Gives up the record that is being read, but not the one around it.
  mutating func abandon() {
    passedOver = 0
    while let last = levels.last {
      let isOuter = last.isRecord && levels.count == 1
      // The outer record stays, so that those in it still have its title and address.
      if isOuter, records.values.contains(where: { $0.contains(last.element.name) }) { break }
      levels.removeLast()
    }
    heldBytes = 0
  }

  /// Opens the elements around a record.
  mutating func startAnew(_ path: [String]) {
    self.path = path
    passedOver = 0
    if !path.contains(where: { records[$0] != nil }) { levels = [] }
  }

  private mutating func append(_ bytes: [UInt8]) {
    hold(bytes.count)
    guard heldBytes <= maxBytes else { return }
    levels[levels.count - 1].element.text += bytes
  }

  private mutating func hold(_ count: Int) { heldBytes += count }
}
