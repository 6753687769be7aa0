// SPDX-License-Identifier: Apache-2.0

/// A figure that has to be reached.
struct Bar: Codable {
  var set: RuleSetName
  var text: String
  /// What was measured; `nil` if it could not be.
  var value: Double?
  var limit: Double
  /// Whether the value has to be at least the limit, rather than at most.
  var isMinimum: Bool

  var isReached: Bool {
    guard let value else { return false }
    return isMinimum ? value >= limit : value <= limit
  }
}

extension Bar {
  /// The bars for one set's result.
  static func bars(for result: SetResult) -> [Bar] {
    func atLeast(_ limit: Double, _ engine: String) -> Bar {
      Bar(
        set: result.set,
        text: "times as fast as \(engine)",
        value: result.ratio(engine),
        limit: limit,
        isMinimum: true
      )
    }
    // The faster of Hyperscan's UTF-8 modes; a large set may compile for bytes only.
    let modes = [PeerEngine.hyperscanUnicode, PeerEngine.hyperscanUTF8].filter {
      result.nanoseconds($0) != nil
    }
    let hyperscan =
      modes.min { result.nanoseconds($0) ?? 0 < result.nanoseconds($1) ?? 0 }
      ?? PeerEngine.hyperscanBytes
    switch result.set {
    case .small: return [atLeast(2.0, hyperscan), atLeast(1.3, PeerEngine.re2UTF8)]
    case .medium: return [atLeast(2.2, hyperscan)]
    case .large:
      return [
        atLeast(8.0, hyperscan), atLeast(2.3, hyperscan + PeerEngine.withoutRefused),
      ] + compileBars(result)
    case .literals: return [atLeast(2.0, PeerEngine.hyperscanLiterals)]
    }
  }

  private static func compileBars(_ result: SetResult) -> [Bar] {
    let cost = result.costs[SetEngine.engineName]
    return [
      Bar(
        set: result.set,
        text: "seconds of CPU to compile",
        value: cost?.cpuSeconds,
        limit: 1.5,
        isMinimum: false
      ),
      Bar(
        set: result.set,
        text: "MB of resident memory while compiling",
        value: cost.map { Double($0.peakBytes) / 1e6 },
        limit: 40,
        isMinimum: false
      ),
    ]
  }
}
