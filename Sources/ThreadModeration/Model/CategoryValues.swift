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
