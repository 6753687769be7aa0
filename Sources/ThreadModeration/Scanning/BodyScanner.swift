// SPDX-License-Identifier: Apache-2.0

internal import PatternEngine

/// Judges comments by patterns in their bodies and nothing else: what is left of a ``CommentScanner``
/// when its rules ask for no more.
///
/// ```swift
/// guard let plain = BodyScanner(scanner) else { return }
/// var search = BodySearch(plain)
/// if search.scan(body, format: .text) == .matched {
///   print(search.verdict(comment: "c1", thread: nil, author: nil).findings)
/// }
/// ```
///
/// The verdicts are those of ``CommentScanner/verdict(for:)`` for a comment that is neither a
/// moderator's nor touched by one, but for ``Verdict/domains``, which are not looked for.
///
/// Sendable: make one for each scanner, and a ``BodySearch`` for each task.
public struct BodyScanner: Sendable {
  /// The verdict on a comment in which nothing was found, but for its names.
  public let quietVerdict: Verdict

  let scanner: CommentScanner
  /// For each pattern of the one set there is, the index of its rule.
  let ruleOfPattern: [Int32]

  /// Takes a scanner whose rules look at nothing but the words of the comment itself, and match only
  /// if one of their patterns does.
  ///
  /// - Returns: `nil` if a rule asks for more, or signals are used, or there are no rules.
  /// - Complexity: O(*n*) in the rules' conditions.
  public init?(_ scanner: CommentScanner) {
    let compiled = scanner.compiled
    guard
      !scanner.usesBuiltinRules, !scanner.keepsSignals, compiled.targets.count == 1,
      compiled.targets[0] == CompiledRules.Target(field: .body, view: .raw, level: 0)
    else { return nil }
    var owners = [Int32](repeating: -1, count: compiled.sets[0].count)
    for (index, node) in compiled.nodes.enumerated() {
      let rule = compiled.rules[index]
      let usesPlaceholders = rule.templates.contains { $0.utf8.contains(UInt8(ascii: "{")) }
      guard rule.sideEffects.isEmpty, !usesPlaceholders, let texts = Self.texts(of: node) else {
        return nil
      }
      for text in texts {
        for (_, patterns) in compiled.texts[text].patterns {
          for pattern in patterns { owners[pattern] = Int32(index) }
        }
      }
    }
    self.scanner = scanner
    ruleOfPattern = owners
    quietVerdict = scanner.verdict(
      from: Self.draft(of: Comment(id: "", body: ""), [], matches: [], incomplete: nil, scanner),
      thread: nil
    )
  }

  /// The text checks of a condition that holds only if one of them finds something; `nil` for any other
  /// condition.
  private static func texts(of node: CompiledRules.Node) -> [Int]? {
    switch node {
    case .text(let index): return [index]
    case .all(let parts), .any(let parts):
      var all: [Int] = []
      for part in parts {
        guard let texts = texts(of: part) else { return nil }
        all += texts
      }
      // All of nothing holds.
      return all.isEmpty ? nil : all
    case .not, .number, .fact, .signal, .parent, .rule: return nil
    }
  }

  static func draft(
    of comment: Comment,
    _ body: [UInt8],
    matches: [RuleMatch],
    incomplete: IncompleteReason?,
    _ scanner: CommentScanner
  ) -> CommentScanner.Draft {
    var draft = CommentScanner.Draft(
      comment: comment,
      body: body,
      signals: noSignals,
      learned: [],
      matches: matches,
      incomplete: incomplete,
      scores: CategoryValues(repeating: 0),
      domains: []
    )
    draft.scores = scanner.scores(of: draft)
    return draft
  }

  private static let noSignals = SignalValues()
}
