// SPDX-License-Identifier: Apache-2.0

/// One value for each ``Category``.
///
/// The values stand in the struct itself: making one for each comment costs no memory of its own, and
/// values that are arrays are changed in place.
public struct CategoryValues<Value: Sendable>: Sendable {
  @usableFromInline var spam: Value
  @usableFromInline var links: Value
  @usableFromInline var hostility: Value
  @usableFromInline var conduct: Value
  @usableFromInline var custom: Value

  /// Gives every category the same value.
  @inlinable
  public init(repeating value: Value) {
    spam = value
    links = value
    hostility = value
    conduct = value
    custom = value
  }

  /// The value of a category.
  @inlinable
  public subscript(category: Category) -> Value {
    get {
      switch category {
      case .spam: spam
      case .links: links
      case .hostility: hostility
      case .conduct: conduct
      case .custom: custom
      }
    }
    // With `set` alone, each change of a histogram would copy all of it.
    _modify {
      switch category {
      case .spam: yield &spam
      case .links: yield &links
      case .hostility: yield &hostility
      case .conduct: yield &conduct
      case .custom: yield &custom
      }
    }
  }
}

extension CategoryValues: Equatable where Value: Equatable {}
extension CategoryValues: Hashable where Value: Hashable {}

extension CategoryValues: Encodable where Value: Encodable {
  /// Writes the values in the order of `Category.allCases`.
  public func encode(to encoder: any Encoder) throws {
    try Category.allCases.map { self[$0] }.encode(to: encoder)
  }
}

extension CategoryValues: Decodable where Value: Decodable {
  /// Reads the values of all categories, in the order of `Category.allCases`.
  ///
  /// - Throws: `DecodingError` if there are more or fewer values than categories.
  public init(from decoder: any Decoder) throws {
    let values = try [Value](from: decoder)
    guard values.count == Category.allCases.count, let first = values.first else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "one value a category"
        )
      )
    }
    self.init(repeating: first)
    for (category, value) in zip(Category.allCases, values) { self[category] = value }
  }
}
