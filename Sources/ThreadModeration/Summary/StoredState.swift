// SPDX-License-Identifier: Apache-2.0

/// What stored counts are held to when they are read back: a damaged file must not trap, hang or be believed
/// later on.
enum StoredState {
  /// The largest count that is believed: 2⁵³, which also every reader of JSON can tell. A thousand of them
  /// add up without overflowing.
  static let maxCount = 1 << 53
}

extension KeyedDecodingContainer {
  /// Reads a number that has to be in a range.
  ///
  /// - Throws: `DecodingError` if it is not.
  func decode<Number: FixedWidthInteger & Decodable>(
    _ type: Number.Type,
    forKey key: Key,
    in range: ClosedRange<Number>
  ) throws -> Number {
    let number = try decode(type, forKey: key)
    guard range ~= number else {
      throw DecodingError.dataCorruptedError(
        forKey: key,
        in: self,
        debugDescription: "\(number) is not in \(range.lowerBound)…\(range.upperBound)"
      )
    }
    return number
  }

  /// Asks whether numbers can be counts.
  ///
  /// - Throws: `DecodingError` if one is negative or too large.
  func check(_ key: Key, _ counts: some Sequence<Int>) throws {
    guard counts.allSatisfy({ 0...StoredState.maxCount ~= $0 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: key,
        in: self,
        debugDescription: "numbers that are no counts"
      )
    }
  }
}
