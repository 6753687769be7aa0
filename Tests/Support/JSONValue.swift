// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Any JSON, for tests that look at what was written.
public enum JSONValue: Equatable, Sendable, Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads a JSON text.
  public init(_ json: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(json))
  }

  /// Takes whichever kind of value comes next.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .array(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// The member of an object, if there is one.
  public subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The elements of an array; empty for anything else.
  public var elements: [JSONValue] { if case .array(let list) = self { list } else { [] } }

  /// The members of an object; empty for anything else.
  public var members: [String: JSONValue] {
    if case .object(let members) = self { members } else { [:] }
  }

  /// The text of a string.
  public var text: String? { if case .string(let text) = self { text } else { nil } }

  /// A number.
  public var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// A whole number.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }
}
