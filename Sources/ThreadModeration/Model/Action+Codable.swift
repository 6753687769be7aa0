// SPDX-License-Identifier: Apache-2.0

extension Action: Codable {
  /// Reads the action's ``name``, or the number that stood for it before it was stored by name.
  ///
  /// - Throws: `DecodingError` if it is neither.
  public init(from decoder: any Decoder) throws {
    self = try decodeNamed(
      "action",
      from: decoder,
      byName: Action.init(name:),
      byNumber: Action.init(rawValue:)
    )
  }

  /// Writes the action's ``name``.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(name)
  }
}

extension Action: CodingKeyRepresentable {
  /// The action's ``name``: dictionaries by action are stored as objects with names, which can be sorted.
  public var codingKey: any CodingKey { NameKey(stringValue: name) }

  /// Reads ``codingKey`` back.
  public init?(codingKey: some CodingKey) { self.init(name: codingKey.stringValue) }
}
