// SPDX-License-Identifier: Apache-2.0

/// Typed access to JSON that a scan wrote. What is missing or of another kind is an error that names it.
struct RecordedJSON {
  /// Why JSON is not what a scan writes.
  struct Fault: Error, Equatable {
    var reason: String
  }

  /// Counts beyond this are no counts: sums of many files must not overflow.
  static let largest = 1 << 50

  private let value: JSONValue
  private let name: String

  /// Reads the object that fills `range`.
  init(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    guard bytes.count <= JSONTree.maxBytes else { throw Fault(reason: "larger than 4 GiB") }
    let tree = JSONTree(bytes, range)
    if let fault = tree.fault { throw Fault(reason: fault.reason) }
    guard tree.notANumberAt == nil else { throw Fault(reason: "NaN or Infinity, which is no JSON") }
    guard let root = tree.root, root.isObject else { throw Fault(reason: "not an object") }
    self.init(root, "record")
  }

  private init(_ value: JSONValue, _ name: String) {
    self.value = value
    self.name = name
  }

  private func wrong(_ kind: String) -> Fault { Fault(reason: "\"\(name)\" is no \(kind)") }

  /// A member; `nil` if it is missing or null.
  func optional(_ key: String) -> RecordedJSON? {
    guard let found = value[key], found.kind != .null else { return nil }
    return RecordedJSON(found, key)
  }

  /// A member that has to be there.
  func member(_ key: String) throws(Fault) -> RecordedJSON {
    guard let found = optional(key) else { throw Fault(reason: "\"\(key)\" is missing") }
    return found
  }

  func text() throws(Fault) -> String {
    guard value.kind == .string else { throw wrong("text") }
    var text = JSONText()
    return text.decode(value.token, in: value.bytes)
  }

  func number() throws(Fault) -> Double {
    guard value.kind == .number,
      let number = Double(String(decoding: value.bytes[value.token.range], as: UTF8.self)),
      number.isFinite
    else { throw wrong("number") }
    return number
  }

  /// A count, from 0.
  func count() throws(Fault) -> Int {
    let number = try integer()
    guard number >= 0 else { throw wrong("count") }
    return number
  }

  func integer() throws(Fault) -> Int {
    guard value.kind == .number,
      let number = Int(String(decoding: value.bytes[value.token.range], as: UTF8.self)),
      number.magnitude <= Self.largest
    else { throw wrong("whole number") }
    return number
  }

  func boolean() throws(Fault) -> Bool {
    switch value.kind {
    case .true: return true
    case .false: return false
    default: throw wrong("true or false")
    }
  }

  func elements() throws(Fault) -> [RecordedJSON] {
    guard value.isArray else { throw wrong("list") }
    return value.elements.map { RecordedJSON($0, name) }
  }

  func members() throws(Fault) -> [(key: String, value: RecordedJSON)] {
    guard value.isObject else { throw wrong("object") }
    var text = JSONText()
    return value.members.map { key, value in
      let name = text.decode(key.token, in: key.bytes)
      return (name, RecordedJSON(value, name))
    }
  }

  /// A text that is one of a few.
  func named<Value>(_ kind: String, _ find: (String) -> Value?) throws(Fault) -> Value {
    let text = try text()
    guard let found = find(text) else { throw wrong(kind) }
    return found
  }

  /// Two whole numbers as a range.
  func range() throws(Fault) -> Range<Int> {
    let numbers = try elements()
    guard numbers.count == 2 else { throw wrong("range") }
    let (start, end) = (try numbers[0].count(), try numbers[1].count())
    guard start <= end else { throw wrong("range") }
    return start..<end
  }
}
