// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// For files of settings: the thresholds that are not the standard ones, by the names of categories.
///
/// ```json
/// {"thresholds": {"hostility": {"report": 0.4, "hold": 0.8}, "links": {"report": 2}}}
/// ```
///
/// A threshold above 1 is never reached: links are not even reported here.
extension Policy: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case thresholds }
  private enum ThresholdKeys: String, CodingKey, CaseIterable { case report, hold }

  /// Reads a policy; thresholds that are absent are those of ``standard``.
  ///
  /// - Throws: `DecodingError` for keys and categories that are not known, and for thresholds that are no numbers.
  public init(from decoder: any Decoder) throws {
    try StrictKey.check(decoder, known: CodingKeys.allCases.map(\.rawValue))
    self = .standard
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    guard fields.contains(.thresholds) else { return }
    let inner = try fields.superDecoder(forKey: .thresholds)
    try StrictKey.check(inner, known: Category.allCases.map(\.name))
    let byCategory = try inner.container(keyedBy: StrictKey.self)
    for category in Category.allCases {
      let key = StrictKey(stringValue: category.name)
      guard byCategory.contains(key) else { continue }
      let own = try byCategory.superDecoder(forKey: key)
      try StrictKey.check(own, known: ThresholdKeys.allCases.map(\.rawValue))
      let values = try own.container(keyedBy: ThresholdKeys.self)
      let standard = thresholds[category]
      thresholds[category] = Thresholds(
        report: try values.decodeIfPresent(Double.self, forKey: .report) ?? standard.report,
        hold: try values.decodeIfPresent(Double.self, forKey: .hold) ?? standard.hold
      )
    }
  }

  /// Writes the thresholds of all categories.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    var byCategory = fields.nestedContainer(keyedBy: StrictKey.self, forKey: .thresholds)
    for category in Category.allCases {
      let key = StrictKey(stringValue: category.name)
      var values = byCategory.nestedContainer(keyedBy: ThresholdKeys.self, forKey: key)
      try values.encode(thresholds[category].report, forKey: .report)
      try values.encode(thresholds[category].hold, forKey: .hold)
    }
  }
}
