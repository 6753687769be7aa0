// SPDX-License-Identifier: Apache-2.0

/// What has to hold of a comment for a rule to match: a small closed tree.
///
/// A check whose data is missing is *unknown*: it does not match, and its opposite does not match
/// either. `all` is false as soon as one part is false, `any` true as soon as one part is true
/// (Kleene's three-valued logic).
public indirect enum Condition: Sendable, Hashable {
  /// Every part holds. Holds when there are none.
  case all([Condition])
  /// At least one part holds.
  case any([Condition])
  /// The part is known not to hold.
  case not(Condition)
  /// A text matches one of some values.
  case text(TextCheck)
  /// A number compares with a limit.
  case number(NumberCheck)
  /// A yes-or-no fact is as wanted.
  case fact(FactCheck)
  /// The condition holds for the comment that this one answers. It does not hold where there is no
  /// such comment, and is unknown where it is not in the data. At most
  /// three levels up.
  case parent(Condition)
  /// The condition of another rule holds, whatever that rule does. By id.
  case rule(String)
}

extension Condition {
  /// A condition that nothing is known of: neither it nor its opposite ever holds.
  public static let unknown = Condition.number(
    NumberCheck(.arithmetic(.constant(0), .over, .constant(0)), .equal, 0)
  )

  /// The deepest nesting that a rule may have.
  static let maxDepth = 32

  /// How many comments up conditions can ask.
  static let maxParents = 3

  /// The levels of the tree; 1 for a single check. The recursion is bounded: a condition of
  /// more than `limit` levels is cut there.
  func depth(limit: Int = maxDepth + 1) -> Int {
    guard limit > 1 else { return 1 }
    switch self {
    case .all(let parts), .any(let parts):
      return 1 + (parts.lazy.map { $0.depth(limit: limit - 1) }.max() ?? 0)
    case .not(let part), .parent(let part): return 1 + part.depth(limit: limit - 1)
    case .text, .number, .fact, .rule: return 1
    }
  }
}
