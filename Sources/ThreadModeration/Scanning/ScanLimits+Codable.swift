// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// For files of settings: an object of the limits that are not the standard ones.
///
/// ```json
/// {"maxBodyBytes": 20000, "matching": {"timePerSetMilliseconds": 100}}
/// ```
extension ScanLimits: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case maxBodyBytes, matching }

  /// Reads limits; those that are absent are the ``standard`` ones.
  ///
  /// - Throws: `DecodingError` for keys that are not known, values that are no numbers, and a body of less than one byte.
  public init(from decoder: any Decoder) throws {
    try StrictKey.check(decoder, known: CodingKeys.allCases.map(\.rawValue))
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self = .standard
    if let bytes = try fields.decodeIfPresent(Int.self, forKey: .maxBodyBytes) {
      guard bytes > 0 else {
        throw DecodingError.dataCorruptedError(
          forKey: .maxBodyBytes,
          in: fields,
          debugDescription: "at least one byte of a body is judged"
        )
      }
      maxBodyBytes = bytes
    }
    matching = try fields.decodeIfPresent(MatchLimits.self, forKey: .matching) ?? matching
  }

  /// Writes all limits.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(maxBodyBytes, forKey: .maxBodyBytes)
    try fields.encode(matching, forKey: .matching)
  }
}
