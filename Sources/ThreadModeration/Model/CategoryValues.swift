// SPDX-License-Identifier: Apache-2.0

/// One value for each ``Category``.
public struct CategoryValues<Value: Sendable>: Sendable {
  private var values: [Value]

  /// Gives every category the same value.
  public init(repeating value: Value) {
    values = [Value](repeating: value, count: Category.allCases.count)
  }

  /// The value of a category.
  public subscript(category: Category) -> Value {
    get { values[Int(category.rawValue)] }
    set { values[Int(category.rawValue)] = newValue }
  }
}

extension CategoryValues: Equatable where Value: Equatable {}
extension CategoryValues: Hashable where Value: Hashable {}

extension CategoryValues: Encodable where Value: Encodable {
  /// Writes the values in the order of ``Category/allCases``.
  public func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }
}

extension CategoryValues: Decodable where Value: Decodable {
  /// Reads the values of all categories, in the order of ``Category/allCases``.
  ///
  /// - Throws: `DecodingError` if there are more or fewer values than categories.
  public init(from decoder: any Decoder) throws {
    values = try [Value](from: decoder)
    guard values.count == Category.allCases.count else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "one value a category"
        )
      )
    }
  }
}
