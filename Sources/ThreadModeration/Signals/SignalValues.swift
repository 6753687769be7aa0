// SPDX-License-Identifier: Apache-2.0

/// Where a signal was found.
struct SignalEvidence: Sendable {
  var signal: SignalID
  /// The name of the view it was found in.
  var view: String
  /// Bytes of the original body; `nil` when the signal is not about a place in it.
  var range: Range<Int>?
  /// The word-list entry, host or other detail.
  var entry: String?
}

/// The values of all signals for one comment, and where they were found.
struct SignalValues: Sendable {
  /// Places kept for each signal.
  static let maxEvidence = 14

  private(set) var values = [Double](repeating: 0, count: SignalID.count)
  private(set) var evidence: [SignalEvidence] = []
  /// Whether the words are those of a language that the learned scorer knows little of.
  var isForeign = false
  /// Whether all hostile words stand in quotations that the comment speaks about.
  var quotesHostilityAlone = false
  private var kept = [UInt8](repeating: 0, count: SignalID.count)

  subscript(signal: SignalID) -> Double {
    get { values[signal.rawValue] }
    set { values[signal.rawValue] = newValue }
  }

  /// Adds to a signal's value and keeps the place.
  ///
  /// - Parameter entry: only made for places that are kept.
  mutating func add(
    _ signal: SignalID,
    _ value: Double = 1,
    view: TextView = .normalized,
    at range: Range<Int>?,
    entry: @autoclosure () -> String? = nil
  ) {
    values[signal.rawValue] += value
    guard kept[signal.rawValue] < Self.maxEvidence else { return }
    kept[signal.rawValue] += 1
    evidence.append(
      SignalEvidence(signal: signal, view: view.rawValue, range: range, entry: entry())
    )
  }

  /// Sets a signal's value and keeps a place that is not in the text, such as `thread`.
  mutating func set(_ signal: SignalID, _ value: Double, seenIn view: String, entry: String? = nil)
  {
    values[signal.rawValue] = value
    evidence.append(SignalEvidence(signal: signal, view: view, range: nil, entry: entry))
  }

  /// The values that are not zero, in order of ``Signals/all``.
  var readings: [SignalReading] {
    values.indices.filter { values[$0] != 0 }.map {
      SignalReading(name: Signals.all[$0].name, value: values[$0])
    }
  }
}
