// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The findings of a comment, those that say the same about different places put together: a reader
/// wants each reason once, and first those of rules that act by themselves.
struct FindingGroups {
  /// Findings with the same rule, reason and kind: a rule that looked at several things is one reason.
  struct Group {
    /// What they have in common.
    let finding: Finding
    /// Their places among all findings, in order.
    var members: [Int]
  }

  private(set) var groups: [Group] = []
  /// The group of each finding.
  private var numbers: [Int] = []

  /// The rules that asked for the action come first, the rest in the order of the findings.
  ///
  /// - Complexity: O(*b*) in the bytes of rules and reasons.
  init(_ verdict: Verdict) {
    let findings = verdict.findings
    var known: [[[UInt8]]: Int] = [:]
    numbers = Array(repeating: 0, count: findings.count)
    let order =
      findings.indices.filter { verdict.isDecided(by: findings[$0]) }
      + findings.indices.filter { !verdict.isDecided(by: findings[$0]) }
    for index in order {
      let finding = findings[index]
      let texts = [finding.rule, finding.reason ?? "\u{0}", finding.kind ?? "\u{0}"]
      let key = texts.map { Array($0.utf8) }
      if let number = known[key] {
        groups[number].members.append(index)
        numbers[index] = number
      } else {
        known[key] = groups.count
        numbers[index] = groups.count
        groups.append(Group(finding: finding, members: [index]))
      }
    }
  }

  /// The numbers under which findings are listed, from 1, each once and in order.
  func numbers(of findings: [Int]) -> [Int] {
    Set(findings.map { numbers[$0] + 1 }).sorted()
  }
}
