// SPDX-License-Identifier: Apache-2.0

/// What to do with a comment, from the mildest to the strongest.
public enum Action: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  /// Leave it alone.
  case allow
  /// Leave it visible and tell a moderator.
  case report
  /// Keep it out of sight until a moderator has looked.
  case hold
  /// Take it down.
  case remove

  /// The word that stands for the action in JSON, rule files and reports.
  public var name: String {
    switch self {
    case .allow: "allow"
    case .report: "report"
    case .hold: "hold"
    case .remove: "remove"
    }
  }

  /// Reads ``name`` back.
  public init?(name: String) {
    guard let action = Action.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }

  /// Orders from the mildest to the strongest.
  public static func < (a: Action, b: Action) -> Bool { a.rawValue < b.rawValue }
}
