// SPDX-License-Identifier: Apache-2.0

extension Category: Codable {
  /// Reads the category's ``name``, or the number that stood for it before it was stored by name.
  ///
  /// - Throws: `DecodingError` if it is neither.
  public init(from decoder: any Decoder) throws {
    self = try decodeNamed(
      "category",
      from: decoder,
      byName: Category.init(name:),
      byNumber: Category.init(rawValue:)
    )
  }

  /// Writes the category's ``name``.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(name)
  }
}

extension Category: CodingKeyRepresentable {
  /// The category's ``name``: dictionaries by category are stored as objects with names, which can be sorted.
  public var codingKey: any CodingKey { NameKey(stringValue: name) }

  /// Reads ``codingKey`` back.
  public init?(codingKey: some CodingKey) { self.init(name: codingKey.stringValue) }
}
