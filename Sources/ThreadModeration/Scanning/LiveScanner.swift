// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A scanner whose rules can be replaced while it is in use.
///
/// ```swift
/// let live = LiveScanner(try CommentScanner(rules: rules))
/// let verdict = live.scanner.verdict(for: comment)     // from any task
/// try live.replaceRules(newRules)                      // from any other
/// ```
///
/// New rules are compiled before anything changes, so there is no pause, and rules that do not
/// compile leave the old ones at work. Whoever has taken ``scanner`` keeps that one to the end: a
/// comment is judged by one set of rules, never by half of each.
///
/// `Sendable`. The lock protects one reference and is held for as long as copying it takes.
public final class LiveScanner: Sendable {
  private let current: Mutex<CommentScanner>

  /// Starts with a scanner.
  public init(_ scanner: CommentScanner) { current = Mutex(scanner) }

  /// The scanner as it is now.
  ///
  /// - Complexity: O(1).
  public var scanner: CommentScanner { current.withLock { $0 } }

  /// Puts another scanner in its place.
  ///
  /// - Returns: The one that was there.
  @discardableResult
  public func replace(with scanner: CommentScanner) -> CommentScanner {
    current.withLock { old in
      let previous = old
      old = scanner
      return previous
    }
  }

  /// Compiles rules and puts them in the place of the present ones. Everything else of the scanner
  /// stays.
  ///
  /// - Complexity: About 10 µs a pattern, outside of the lock.
  /// - Throws: ``RuleError`` for the first rule that cannot be used; nothing has changed then.
  public func replaceRules(_ rules: [Rule]) throws(RuleError) {
    let old = scanner
    replace(
      with: try CommentScanner(
        rules: rules,
        usesBuiltinRules: old.usesBuiltinRules,
        policy: old.policy,
        limits: old.limits,
        keepsSignals: old.keepsSignals
      )
    )
  }
}
