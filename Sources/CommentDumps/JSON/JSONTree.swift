// SPDX-License-Identifier: Apache-2.0

/// A JSON value read whole, as one flat array of nodes: for formats whose comments stand inside
/// larger documents.
///
/// Values stay places in the bytes until they are asked for. Bytes that are not JSON end the
/// reading: ``fault`` says where, what was open there is closed, and what came before is kept.
///
/// Memory: 16 bytes a value or key, beside the bytes.
final class JSONTree {
  fileprivate struct Node {
    var start: UInt32
    var end: UInt32
    /// The index behind the value and all that is in it.
    var next: UInt32
    var kind: JSONToken.Kind
    var flags: UInt8
  }

  fileprivate static let hasEscapes: UInt8 = 1
  fileprivate static let hasHighBytes: UInt8 = 2
  fileprivate static let isCut: UInt8 = 4

  /// The most bytes that one tree can point into.
  static let maxBytes = Int(UInt32.max) - 1

  /// The deepest nesting that is read: a chain of replies in a listing of Reddit takes five levels for
  /// each of them.
  static let maxDepth = 1 << 17

  let bytes: [UInt8]
  let fault: JSONFault?
  /// The first place of `NaN`, `Infinity` or `-Infinity`, which count as null.
  let notANumberAt: Int?
  fileprivate let nodes: [Node]

  /// Reads the value that fills `range`, apart from white space.
  ///
  /// - Complexity: O(*n*) in the bytes; no recursion.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(bytes.count <= Self.maxBytes, "a tree has 32-bit places")
    let text = bytes.span.extracting(..<range.upperBound)
    let builder = JSONTreeBuilder(text, from: range.lowerBound)
    self.bytes = bytes
    fault = builder.fault
    notANumberAt = builder.notANumberAt
    nodes = builder.nodes
  }

  /// The outermost value; `nil` when there is none.
  var root: JSONValue? { nodes.isEmpty ? nil : JSONValue(tree: self, index: 0) }
}

/// Finds the nodes of a tree. They are constant once they are found: reading a changing property of a class
/// costs a check each time.
private struct JSONTreeBuilder {
  private(set) var fault: JSONFault?
  private(set) var notANumberAt: Int?
  private(set) var nodes: [JSONTree.Node] = []

  /// Nodes that there is room for at once, at most: for more, the room grows.
  private static let maxReserved = 4096

  init(_ text: Span<UInt8>, from start: Int) {
    // Names and values of single records take about ten bytes each, with what stands between them.
    nodes.reserveCapacity(min((text.count - start) / 10 + 1, Self.maxReserved))
    var open: [Int] = []
    do throws(JSONFault) {
      try build(text, from: start, &open)
    } catch {
      fault = error
      close(open, at: error.index)
    }
  }

  private mutating func build(
    _ text: Span<UInt8>,
    from start: Int,
    _ open: inout [Int]
  ) throws(JSONFault) {
    var cursor = JSONCursor(at: start, maxDepth: JSONTree.maxDepth, readsNotANumber: true)
    defer { notANumberAt = cursor.notANumberAt }
    cursor.skipSpace(text)
    value: while true {
      guard cursor.position < text.count else {
        throw JSONFault(nodes.isEmpty ? .nothing : .endsEarly, at: text.count)
      }
      switch text[cursor.position] {
      case UInt8(ascii: "{"):
        let index = append(.object, cursor.position)
        open.append(index)
        if try cursor.enterObject(text) {
          append(try cursor.key(text))
          continue value
        }
        end(open.removeLast(), cursor.position)
      case UInt8(ascii: "["):
        let index = append(.array, cursor.position)
        open.append(index)
        if try cursor.enterArray(text) { continue value }
        end(open.removeLast(), cursor.position)
      case UInt8(ascii: "\""): append(try cursor.string(text))
      default: append(try cursor.scalar(text))
      }
      // A value has ended: leave what ends with it, then go on to the next one.
      while let container = open.last {
        if nodes[container].kind == .object {
          if try cursor.hasNextMember(text) {
            append(try cursor.key(text))
            continue value
          }
        } else if try cursor.hasNextElement(text) {
          continue value
        }
        end(open.removeLast(), cursor.position)
      }
      break
    }
    try cursor.end(text)
  }

  private mutating func append(_ kind: JSONToken.Kind, _ start: Int) -> Int {
    nodes.append(JSONTree.Node(start: UInt32(start), end: 0, next: 0, kind: kind, flags: 0))
    return nodes.count - 1
  }

  private mutating func append(_ token: JSONToken) {
    nodes.append(
      JSONTree.Node(
        start: UInt32(token.start),
        end: UInt32(token.end),
        next: UInt32(nodes.count + 1),
        kind: token.kind,
        flags: (token.hasEscapes ? JSONTree.hasEscapes : 0)
          | (token.hasHighBytes ? JSONTree.hasHighBytes : 0)
      )
    )
  }

  private mutating func end(_ index: Int, _ position: Int) {
    nodes[index].end = UInt32(position)
    nodes[index].next = UInt32(nodes.count)
  }

  /// Ends what was open at a fault.
  private mutating func close(_ open: [Int], at position: Int) {
    // A key without its value says nothing.
    if let last = open.last, nodes[last].kind == .object {
      var index = last + 1
      while index + 1 < nodes.count { index = Int(nodes[index + 1].next) }
      if index == nodes.count - 1 { nodes.removeLast() }
    }
    for index in open {
      end(index, position)
      nodes[index].flags |= JSONTree.isCut
    }
  }
}

// MARK: - Values

/// A value of a ``JSONTree``.
struct JSONValue {
  fileprivate let tree: JSONTree
  fileprivate let index: Int

  fileprivate var node: JSONTree.Node { tree.nodes[index] }

  var kind: JSONToken.Kind { node.kind }
  /// Where the value begins: of a string behind its quote.
  var start: Int { Int(node.start) }
  /// Whether a fault of the JSON runs through the value: it may lack its end.
  var isCut: Bool { node.flags & JSONTree.isCut != 0 }
  var isObject: Bool { kind == .object }
  var isArray: Bool { kind == .array }
  /// The bytes that the value is read from.
  var bytes: [UInt8] { tree.bytes }

  var token: JSONToken {
    let node = node
    return JSONToken(
      kind: node.kind,
      hasEscapes: node.flags & JSONTree.hasEscapes != 0,
      hasHighBytes: node.flags & JSONTree.hasHighBytes != 0,
      start: Int(node.start),
      end: Int(node.end)
    )
  }

  /// The last value of a key of an object, null included; `nil` without one.
  ///
  /// - Complexity: O(*k*) in the members of the object.
  subscript(key: String) -> JSONValue? { find(key)?.value }

  /// The value of a key, and where the key came a second time if it did.
  func find(_ key: String) -> (value: JSONValue, repeatedAt: Int?)? {
    guard isObject else { return nil }
    var found: Int?
    var repeatedAt: Int?
    var next = index + 1
    let end = Int(node.next)
    while next + 1 < end {
      if JSONValue(tree: tree, index: next).isText(key) {
        if found != nil, repeatedAt == nil { repeatedAt = Int(tree.nodes[next].start) }
        found = next + 1
      }
      next = Int(tree.nodes[next + 1].next)
    }
    return found.map { (JSONValue(tree: tree, index: $0), repeatedAt) }
  }

  /// Whether an object has a key, whatever its value.
  func has(_ key: String) -> Bool { find(key) != nil }

  /// Whether the value is the string `text`, escapes not counted.
  func isString(_ text: String) -> Bool { kind == .string && isText(text) }

  /// Whether the value is a string that starts with `prefix`.
  func hasPrefix(_ prefix: String) -> Bool {
    guard kind == .string else { return false }
    return tree.bytes[start..<Int(node.end)].starts(with: prefix.utf8)
  }

  /// Whether a string or a key is `text`.
  private func isText(_ text: String) -> Bool {
    let node = node
    if node.flags & JSONTree.hasEscapes != 0 {
      var unescaped = JSONText()
      return unescaped.rawBytes(token, in: tree.bytes).elementsEqual(text.utf8)
    }
    guard Int(node.end &- node.start) == text.utf8.count else { return false }
    var index = Int(node.start)
    for byte in text.utf8 {
      guard tree.bytes[index] == byte else { return false }
      index &+= 1
    }
    return true
  }

  /// The keys and values of an object; nothing for other values.
  var members: some Sequence<(key: JSONValue, value: JSONValue)> {
    let end = isObject ? Int(node.next) : 0
    return sequence(state: index + 1) { [tree] (next: inout Int) in
      guard next + 1 < end else { return nil }
      let key = JSONValue(tree: tree, index: next)
      let value = JSONValue(tree: tree, index: next + 1)
      next = Int(value.node.next)
      return (key, value)
    }
  }

  /// The elements of an array; nothing for other values.
  var elements: some Sequence<JSONValue> {
    let end = isArray ? Int(node.next) : 0
    return sequence(state: index + 1) { [tree] (next: inout Int) in
      guard next < end else { return nil }
      let value = JSONValue(tree: tree, index: next)
      next = Int(value.node.next)
      return value
    }
  }

  /// The first element of an array.
  var first: JSONValue? { elements.first { _ in true } }
}

// MARK: - Shapes

/// What an object has in common with others of its make: its names, and which values are strings, Booleans,
/// other scalars, lists of scalars (some or none), or objects.
struct JSONShape {
  /// The description; equal ones are of objects that differ in nothing else than their scalars.
  private(set) var bytes: [UInt8] = []
  /// The node of each value, of lists alone and not of what is in them.
  private var nodes: [Int] = []
  /// Where the objects end that are open.
  private var ends: [Int] = []

  /// The longest description, in bytes.
  private static let maxBytes = 1 << 14

  /// Describes an object, in memory that is used again.
  ///
  /// - Returns: `false` if it has no shape of this kind: a list holds a list or an object, the JSON is cut,
  ///   or the names are too long.
  /// - Complexity: O(*n*) in the bytes of the names.
  mutating func describe(_ object: JSONValue) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard object.isObject, !object.isCut else { return false }
    let tree = object.tree
    ends.append(Int(object.node.next))
    var next = object.index + 1
    while let end = ends.last {
      guard next < end else {
        ends.removeLast()
        // No name begins with it: control characters are escaped.
        bytes.append(0)
        continue
      }
      let key = tree.nodes[next]
      next += 1
      bytes.append(contentsOf: tree.bytes[Int(key.start)..<Int(key.end)])
      // No name has a quote but behind a backslash.
      bytes.append(UInt8(ascii: "\""))
      nodes.append(next)
      let value = tree.nodes[next]
      switch value.kind {
      case .string: bytes.append(UInt8(ascii: "s"))
      case .true, .false: bytes.append(UInt8(ascii: "b"))
      case .null, .number: bytes.append(UInt8(ascii: "n"))
      case .array:
        bytes.append(UInt8(ascii: Int(value.next) > next + 1 ? "l" : "["))
        for inner in (next + 1)..<Int(value.next)
        where tree.nodes[inner].kind == .array || tree.nodes[inner].kind == .object {
          return false
        }
      case .object:
        bytes.append(UInt8(ascii: "{"))
        ends.append(Int(value.next))
        next += 1
        continue
      }
      next = Int(value.next)
      guard bytes.count <= Self.maxBytes else { return false }
    }
    return true
  }

  /// The number of a value of the object that was described, in the order of the bytes.
  func number(of value: JSONValue) -> Int? { nodes.firstIndex(of: value.index) }

  /// The value with a number, of the object that was described.
  func value(_ number: Int, of object: JSONValue) -> JSONValue {
    JSONValue(tree: object.tree, index: nodes[number])
  }
}
