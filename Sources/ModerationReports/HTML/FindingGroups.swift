// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The findings of a comment, those that say the same about different places put together: a reader
/// wants each reason once, and first those of rules that act by themselves.
struct FindingGroups {
  /// Findings with the same rule, reason, kind and view.
  struct Group {
    /// What they have in common.
    let finding: Finding
    /// Their places among all findings, in order.
    var members: [Int]
  }

  private(set) var groups: [Group] = []
  /// The group of each finding.
  private var numbers: [Int] = []

  /// - Complexity: O(*b*) in the bytes of rules and reasons.
  init(_ findings: [Finding]) {
    var known: [[[UInt8]]: Int] = [:]
    for (index, finding) in findings.enumerated() {
      let texts = [finding.rule, finding.reason ?? "\u{0}", finding.kind ?? "\u{0}", finding.view]
      let key = texts.map { Array($0.utf8) }
      if let number = known[key] {
        groups[number].members.append(index)
        numbers.append(number)
      } else {
        known[key] = groups.count
        numbers.append(groups.count)
        groups.append(Group(finding: finding, members: [index]))
      }
    }
    let actions = groups.map { $0.finding.effect?.action ?? .allow }
    let order = groups.indices.sorted {
      actions[$0] == actions[$1] ? $0 < $1 : actions[$0] > actions[$1]
    }
    var places = [Int](repeating: 0, count: groups.count)
    for (place, group) in order.enumerated() { places[group] = place }
    groups = order.map { groups[$0] }
    numbers = numbers.map { places[$0] }
  }

  /// The numbers under which findings are listed, from 1, each once and in order.
  func numbers(of findings: [Int]) -> [Int] {
    Set(findings.map { numbers[$0] + 1 }).sorted()
  }
}
