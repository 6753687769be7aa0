// SPDX-License-Identifier: Apache-2.0

/// Any key of a stored object.
package struct StrictKey: CodingKey {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(stringValue: String) { self.stringValue = stringValue }
  package init?(intValue: Int) { nil }
}

extension StrictKey {
  /// Refuses an object with other keys than those that are known: a setting that is misspelled must not be one that
  /// silently stays as it was.
  ///
  /// - Throws: `DecodingError` for the first such key in byte order, or if there is no object.
  package static func check(_ decoder: any Decoder, known: [String]) throws {
    let fields = try decoder.container(keyedBy: StrictKey.self)
    let unknown = fields.allKeys.filter { !known.contains($0.stringValue) }
    guard
      let first = unknown.min(by: {
        $0.stringValue.utf8.lexicographicallyPrecedes($1.stringValue.utf8)
      })
    else { return }
    throw DecodingError.dataCorruptedError(
      forKey: first,
      in: fields,
      debugDescription:
        "there is no \"\(first.stringValue)\" here; known are \(known.joined(separator: ", "))"
    )
  }
}
