// SPDX-License-Identifier: Apache-2.0

/// For files of settings: an object of the limits that are not the default.
///
/// ```json
/// {"matchSteps": 20000, "timePerPatternMilliseconds": 10, "timePerSetMilliseconds": 100}
/// ```
extension MatchLimits: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case matchSteps, depth, heapKibibytes, maxSubjectBytes, maxPatternBytes
    case timePerPatternMilliseconds, timePerSetMilliseconds, maxMatchesPerPattern
  }

  /// Reads limits. Those that are absent keep their ``default``; those beyond their ``ceiling`` are moved to it, as
  /// everywhere. Times are read to the nanosecond.
  ///
  /// - Throws: `DecodingError` for keys that are not known and values that are no numbers.
  public init(from decoder: any Decoder) throws {
    try StrictKey.check(decoder, known: CodingKeys.allCases.map(\.rawValue))
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys, _ standard: Int) throws -> Int {
      try fields.decodeIfPresent(Int.self, forKey: key) ?? standard
    }
    func time(_ key: CodingKeys, _ standard: Duration) throws -> Duration {
      guard let milliseconds = try fields.decodeIfPresent(Double.self, forKey: key) else {
        return standard
      }
      // Beyond any ceiling, and far from what nanoseconds can count.
      let bounded = milliseconds.isNaN ? 0 : max(0, min(milliseconds, 1e9))
      return .nanoseconds(Int64((bounded * 1e6).rounded()))
    }
    let standard = MatchLimits.default
    self.init(
      matchSteps: try number(.matchSteps, standard.matchSteps),
      depth: try number(.depth, standard.depth),
      heapKibibytes: try number(.heapKibibytes, standard.heapKibibytes),
      maxSubjectBytes: try number(.maxSubjectBytes, standard.maxSubjectBytes),
      maxPatternBytes: try number(.maxPatternBytes, standard.maxPatternBytes),
      timePerPattern: try time(.timePerPatternMilliseconds, standard.timePerPattern),
      timePerSet: try time(.timePerSetMilliseconds, standard.timePerSet),
      maxMatchesPerPattern: try number(.maxMatchesPerPattern, standard.maxMatchesPerPattern)
    )
  }

  /// Writes all limits.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(matchSteps, forKey: .matchSteps)
    try fields.encode(depth, forKey: .depth)
    try fields.encode(heapKibibytes, forKey: .heapKibibytes)
    try fields.encode(maxSubjectBytes, forKey: .maxSubjectBytes)
    try fields.encode(maxPatternBytes, forKey: .maxPatternBytes)
    try fields.encode(Self.milliseconds(timePerPattern), forKey: .timePerPatternMilliseconds)
    try fields.encode(Self.milliseconds(timePerSet), forKey: .timePerSetMilliseconds)
    try fields.encode(maxMatchesPerPattern, forKey: .maxMatchesPerPattern)
  }

  private static func milliseconds(_ time: Duration) -> Double {
    let (seconds, attoseconds) = time.components
    return Double(seconds * 1_000_000_000 + attoseconds / 1_000_000_000) / 1e6
  }
}
