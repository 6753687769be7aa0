// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Checks JSON against the published schemas in `Docs/schemas/`: the keywords of draft 2020-12 that they
/// use, and no others. A keyword that is not known is an error, so that nothing is passed over.
///
/// Stricter than a reader has to be: a key that a schema does not name is a fault, since it would be
/// one that is not documented.
public struct JSONSchema {
  /// A schema that cannot be used.
  public struct Invalid: Error {
    /// Why, in words.
    public var reason: String
  }

  private let documents: [String: JSONValue]
  private let root: String

  /// Reads a schema of `Docs/schemas/`, and the others there, which it may name.
  ///
  /// - Parameter name: the file's name.
  public init(named name: String) throws {
    let folder = SharedData.packageRoot.appending(path: "Docs/schemas")
    var documents: [String: JSONValue] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".json") {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      documents[file] = try JSONValue(bytes)
    }
    try self.init(documents, root: name)
  }

  /// A schema among others, by the names that `$ref` uses.
  public init(_ documents: [String: JSONValue], root: String) throws {
    guard documents[root] != nil else { throw Invalid(reason: "there is no \(root)") }
    self.documents = documents
    self.root = root
  }

  /// Everything that is wrong with a JSON text, each with its place; empty if nothing is.
  public func faults(in json: [UInt8]) throws -> [String] {
    try faults(in: try JSONValue(json))
  }

  /// Everything that is wrong with a value, each with its place; empty if nothing is.
  public func faults(in value: JSONValue) throws -> [String] {
    try faults(in: value, documents[root] ?? .null, at: "", of: root)
  }
}

extension JSONSchema {
  private func faults(
    in value: JSONValue,
    _ schema: JSONValue,
    at place: String,
    of document: String
  ) throws -> [String] {
    guard case .object(let keywords) = schema else {
      throw Invalid(reason: "a schema at \(place) is no object")
    }
    var faults: [String] = []
    for (keyword, wanted) in keywords.sorted(by: { $0.key < $1.key }) {
      switch keyword {
      case "$schema", "$id", "$defs", "title", "description", "examples": break
      case "properties", "additionalProperties": break
      case "$ref":
        let (target, file) = try resolve(wanted, in: document)
        faults += try self.faults(in: value, target, at: place, of: file)
      case "type":
        let names = wanted.text.map { [$0] } ?? wanted.elements.compactMap(\.text)
        if !names.contains(where: { Self.isType($0, value) }) {
          faults.append("\(place): is no \(names.joined(separator: " or "))")
        }
      case "const" where value != wanted: faults.append("\(place): is not \(wanted)")
      case "enum" where !wanted.elements.contains(value):
        faults.append("\(place): \(value) is none of the values")
      case "minimum" where value.number ?? .infinity < wanted.number ?? 0,
        "maximum" where value.number ?? -.infinity > wanted.number ?? 0:
        faults.append("\(place): \(value) is beyond the \(keyword)")
      case "pattern":
        let pattern = try Regex(wanted.text ?? "")
        if let text = value.text, !text.contains(pattern) {
          faults.append("\(place): “\(text)” has another form")
        }
      case "required":
        guard case .object(let members) = value else { break }
        for key in wanted.elements.compactMap(\.text) where members[key] == nil {
          faults.append("\(place): has no “\(key)”")
        }
      case "minItems", "maxItems":
        guard case .array(let list) = value, let bound = wanted.integer else { break }
        if keyword == "minItems" ? list.count < bound : list.count > bound {
          faults.append("\(place): \(list.count) items")
        }
      case "items":
        for (index, item) in value.elements.enumerated() {
          faults += try self.faults(in: item, wanted, at: "\(place)/\(index)", of: document)
        }
      case "prefixItems":
        for (index, pair) in zip(value.elements, wanted.elements).enumerated() {
          faults += try self.faults(in: pair.0, pair.1, at: "\(place)/\(index)", of: document)
        }
      case "const", "enum", "minimum", "maximum": break
      default: throw Invalid(reason: "the keyword “\(keyword)” is not known here")
      }
    }
    return faults + (try faultsOfMembers(of: value, keywords, at: place, of: document))
  }

  private func faultsOfMembers(
    of value: JSONValue,
    _ schema: [String: JSONValue],
    at place: String,
    of document: String
  ) throws -> [String] {
    let properties = schema["properties"]?.members
    let others = schema["additionalProperties"]
    guard properties != nil || others != nil else { return [] }
    return try value.members.sorted { $0.key < $1.key }.flatMap { key, member in
      guard let wanted = properties?[key] ?? others else {
        return ["\(place)/\(key): the schema does not name this key"]
      }
      return try faults(in: member, wanted, at: "\(place)/\(key)", of: document)
    }
  }

  /// `#/$defs/NAME`, `FILE` or `FILE#/$defs/NAME`.
  private func resolve(
    _ reference: JSONValue,
    in document: String
  ) throws -> (schema: JSONValue, document: String) {
    let text = reference.text ?? ""
    let parts = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
    let file = parts[0].isEmpty ? document : parts[0]
    var schema = documents[file]
    for name in parts.dropFirst().first?.split(separator: "/") ?? [] {
      schema = schema?[String(name)]
    }
    guard let schema else { throw Invalid(reason: "\(text) leads nowhere") }
    return (schema, file)
  }

  private static func isType(_ name: String, _ value: JSONValue) -> Bool {
    switch (name, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("null", .null),
      ("boolean", .boolean), ("number", .number):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }
}
