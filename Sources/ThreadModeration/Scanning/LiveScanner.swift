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
/// Changes come one after the other, and none is lost: a policy that is replaced while rules compile is
/// the one that they go on with.
///
/// `Sendable`. There are two locks. One protects the scanner and is held for as long as copying it takes:
/// judging never waits longer. The other puts the changes in order and is held while rules compile: who
/// changes something waits for the change before.
public final class LiveScanner: Sendable {
  private let current: Mutex<CommentScanner>
  /// Protects nothing but the order of changes. Taken before ``current``, never inside of it.
  private let changing = Mutex<Void>(())

  /// Starts with a scanner.
  public init(_ scanner: CommentScanner) { current = Mutex(scanner) }

  /// The scanner as it is now.
  ///
  /// - Complexity: O(1).
  public var scanner: CommentScanner { current.withLock { $0 } }

  /// Puts another scanner in its place.
  ///
  /// - Complexity: O(1), and the rest of a change that is under way.
  /// - Returns: The one that was there.
  @discardableResult
  public func replace(with scanner: CommentScanner) -> CommentScanner {
    change { _ in scanner }
  }

  /// Puts another policy in the place of the present one. Everything else of the scanner stays, and
  /// nothing is compiled.
  ///
  /// - Complexity: O(1), and the rest of a change that is under way.
  public func replace(policy: Policy) {
    change { $0.with(policy: policy) }
  }

  /// Compiles rules and puts them in the place of the present ones of your own. Everything else of the
  /// scanner stays: the built-in rules, the policy, the limits, and the model, also one that is switched off.
  ///
  /// - Complexity: About 10 µs a pattern, while comments are judged by the old rules, and the rest of a
  ///   change that is under way.
  /// - Throws: ``RuleError`` for the first rule that cannot be used; nothing has changed then.
  public func replaceRules(_ rules: [Rule]) throws(RuleError) {
    try change { old throws(RuleError) in try old.with(rules: rules) }
  }

  /// Makes a scanner out of the present one and puts it in its place; no other change comes between.
  ///
  /// - Returns: The one that was there.
  @discardableResult
  private func change<Failure: Error>(
    _ next: (CommentScanner) throws(Failure) -> CommentScanner
  ) throws(Failure) -> CommentScanner {
    try changing.withLock { _ throws(Failure) in
      let old = scanner
      let new = try next(old)
      current.withLock { $0 = new }
      return old
    }
  }
}
