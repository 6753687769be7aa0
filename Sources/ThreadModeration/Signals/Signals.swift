// SPDX-License-Identifier: Apache-2.0

/// The built-in signals: named numbers and flags computed from a comment in its context.
///
/// `Docs/Signals.md` lists them with definitions and sources; ``all`` is the same list as values.
public enum Signals {
  private static let indices: [[UInt8]: Int] = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { (Array($0.element.name.utf8), $0.offset) }
  )

  /// The signal of a name, or `nil`.
  public static func definition(named name: String) -> SignalDefinition? {
    index(named: name).map { all[$0] }
  }

  /// The place of a signal in ``all``.
  static func index(named name: String) -> Int? { indices[Array(name.utf8)] }

  /// The existing name that is closest to a misspelt one, for "did you mean".
  public static func nearestName(to name: String) -> String {
    EditDistance.nearest(to: name, among: all.map(\.name)) ?? all[0].name
  }
}
