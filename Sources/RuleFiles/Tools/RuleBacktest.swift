// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Compares two sets of rules on the same comments: what would change, for which comments, against
/// which labels.
///
/// ```swift
/// var backtest = RuleBacktest()
/// backtest.add(comment, baseline: old, candidate: new, isBad: label)
/// print(backtest.text())
/// ```
public struct RuleBacktest: Sendable {
  /// The share of comments from which on a rule is warned of.
  public static let largeShare = 0.05
  /// Examples that are kept of each change.
  public static let maxExamples = 5

  /// How often a rule matched.
  public struct Hits: Sendable, Hashable {
    /// Comments before.
    public var before = 0
    /// Comments after.
    public var after = 0
  }

  /// From which action to which.
  public struct Change: Sendable, Hashable {
    /// Before.
    public var from: Action
    /// After.
    public var to: Action
  }

  /// A comment whose action changes.
  public struct Example: Sendable, Hashable {
    /// The comment's id.
    public var comment: String
    /// The beginning of its words.
    public var text: String
    /// The rules that matched before and no longer do, and the other way round.
    public var rules: [String]
  }

  /// Comments that were judged by both.
  public private(set) var comments = 0
  /// By rule id.
  public private(set) var hits: [String: Hits] = [:]
  /// How often an action became another one.
  public private(set) var changes: [Change: Int] = [:]
  /// The first few of each change.
  public private(set) var examples: [Change: [Example]] = [:]
  /// Comments with a label.
  public private(set) var labelled = 0
  /// Bad comments that only the candidate flags, and that only the baseline flags.
  public private(set) var caught = Hits()
  /// Good comments that are flagged.
  public private(set) var falseAlarms = Hits()
  /// Bad comments that only one of both flags.
  public private(set) var newCatches = 0
  /// Bad comments that are no longer flagged.
  public private(set) var lostCatches = 0
  /// Microseconds for a thousand comments, by rule id, where they were measured.
  public var cost: [String: Double] = [:]

  /// Starts with nothing.
  ///
  /// - Parameter rules: Rules that are listed also if they match nothing.
  public init(rules: [Rule] = []) {
    for rule in rules { hits[rule.id] = Hits() }
  }

  /// Counts a comment.
  ///
  /// - Parameters:
  ///   - comment: The comment.
  ///   - baseline: What the old rules say.
  ///   - candidate: What the new rules say.
  ///   - isBad: The comment's label; `nil` if it has none.
  public mutating func add(
    _ comment: Comment,
    baseline: Verdict,
    candidate: Verdict,
    isBad: Bool? = nil
  ) {
    comments += 1
    let before = Set(baseline.findings.map(\.rule))
    let after = Set(candidate.findings.map(\.rule))
    for rule in before { hits[rule, default: Hits()].before += 1 }
    for rule in after { hits[rule, default: Hits()].after += 1 }
    if baseline.action != candidate.action {
      let change = Change(from: baseline.action, to: candidate.action)
      changes[change, default: 0] += 1
      if examples[change, default: []].count < Self.maxExamples {
        let scalars = comment.body.unicodeScalars
        let text =
          String(String.UnicodeScalarView(scalars.prefix(100)))
          + (scalars.dropFirst(100).isEmpty ? "" : "…")
        examples[change, default: []].append(
          Example(
            comment: comment.id,
            text: text,
            rules: after.subtracting(before).sorted().map { "+\($0)" }
              + before.subtracting(after).sorted().map { "-\($0)" }
          )
        )
      }
    }
    guard let isBad else { return }
    labelled += 1
    let flags = (baseline.action > .allow, candidate.action > .allow)
    if isBad {
      if flags.0 { caught.before += 1 }
      if flags.1 { caught.after += 1 }
      if flags.1, !flags.0 { newCatches += 1 }
      if flags.0, !flags.1 { lostCatches += 1 }
    } else {
      if flags.0 { falseAlarms.before += 1 }
      if flags.1 { falseAlarms.after += 1 }
    }
  }

  /// Rules of the candidate that touch more than ``largeShare`` of the comments, with the share.
  public var broadRules: [(rule: String, share: Double)] {
    guard comments > 0 else { return [] }
    return hits.compactMap { rule, hits in
      let share = Double(hits.after) / Double(comments)
      return share > Self.largeShare ? (rule, share) : nil
    }.sorted { ($1.share, $0.rule) < ($0.share, $1.rule) }
  }

  /// The report, as text for people.
  ///
  /// Tabs and line feeds of comments are shown as spaces, other control and formatting characters as `�`.
  public func text() -> String {
    var lines: [String] = []
    let changed = changes.values.reduce(0, +)
    lines.append("\(comments) comments, \(changed) with another action")
    for (change, count) in changes.sorted(by: {
      ($1.value, $0.key.from, $0.key.to) < ($0.value, $1.key.from, $1.key.to)
    }) {
      lines.append("  \(change.from.name) -> \(change.to.name): \(count)")
      for example in examples[change] ?? [] {
        lines.append(
          "    \(example.comment) \(example.rules.joined(separator: " ")): \(example.text)"
        )
      }
    }
    lines.append("")
    lines.append("Rules: comments before, after\(cost.isEmpty ? "" : ", µs per 1,000 comments")")
    for (rule, count) in hits.sorted(by: {
      (abs($1.value.after - $1.value.before), $0.key) < (
        abs($0.value.after - $0.value.before), $1.key
      )
    }) {
      let time = cost[rule].map { ", \(Int($0.rounded()))" } ?? ""
      lines.append("  \(rule): \(count.before), \(count.after)\(time)")
    }
    if labelled > 0 {
      lines.append("")
      lines.append("Labels (\(labelled) comments)")
      lines.append(
        "  caught: \(caught.before) before, \(caught.after) after (\(newCatches) new, \(lostCatches) lost)"
      )
      lines.append("  false alarms: \(falseAlarms.before) before, \(falseAlarms.after) after")
    }
    for (rule, share) in broadRules {
      let percent = (share * 1_000).rounded() / 10
      lines.append("warning: rule \(rule) touches \(percent) % of the comments")
    }
    return lines.map(Diagnostic.printable).joined(separator: "\n")
  }
}

/// Measures what rules cost.
public enum RuleCost {
  /// Microseconds for a thousand comments, by rule id: each rule alone, less what an empty set takes.
  ///
  /// - Parameters:
  ///   - rules: The rules.
  ///   - comments: The comments; a few hundred are enough.
  ///   - limit: Rules that are not reached within this time are not measured.
  /// - Complexity: As long as judging all comments once for each rule, at most about `limit`.
  public static func measure(
    _ rules: [Rule],
    on comments: [Comment],
    within limit: Duration = .seconds(5)
  ) -> [String: Double] {
    guard !comments.isEmpty else { return [:] }
    let clock = ContinuousClock()
    let end = clock.now + limit
    func time(_ rules: [Rule]) -> Double? {
      guard let scanner = try? CommentScanner(rules: rules, usesBuiltinRules: false) else {
        return nil
      }
      let taken = clock.measure { for comment in comments { _ = scanner.verdict(for: comment) } }
      let (seconds, attoseconds) = taken.components
      return (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) * 1_000 / Double(comments.count)
    }
    _ = time([])
    guard let empty = time([]) else { return [:] }
    var result: [String: Double] = [:]
    for rule in rules where clock.now < end {
      var rule = rule
      rule.condition = withoutRequirements(rule.condition)
      if let total = time([rule]) { result[rule.id] = max(0, total - empty) }
    }
    return result
  }

  private static func withoutRequirements(_ condition: Condition) -> Condition {
    switch condition {
    case .all(let parts): .all(parts.map(withoutRequirements))
    case .any(let parts): .any(parts.map(withoutRequirements))
    case .not(let part): .not(withoutRequirements(part))
    case .parent(let part): .parent(withoutRequirements(part))
    case .rule: .all([])
    default: condition
    }
  }
}
