// SPDX-License-Identifier: Apache-2.0

/// A key of stored objects that is any name.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// Reads a value that is stored by name, or by the number that stood for it before it was stored so.
///
/// - Parameter what: What it is, for the error.
/// - Throws: `DecodingError` if it is neither.
func decodeNamed<Value>(
  _ what: String,
  from decoder: any Decoder,
  byName: (String) -> Value?,
  byNumber: (UInt8) -> Value?
) throws -> Value {
  let container = try decoder.singleValueContainer()
  let value =
    if let name = try? container.decode(String.self) {
      byName(name)
    } else {
      byNumber(try container.decode(UInt8.self))
    }
  guard let value else {
    throw DecodingError.dataCorruptedError(
      in: container,
      debugDescription: "no \(what) of this name"
    )
  }
  return value
}
