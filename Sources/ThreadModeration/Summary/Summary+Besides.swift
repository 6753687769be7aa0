// SPDX-License-Identifier: Apache-2.0

// What rules would do besides acting, and where they could not be judged.

extension Summary {
  /// Counts a verdict's side effects, of each rule each kind once, and the rules it leaves open.
  mutating func countBesides(_ verdict: Verdict, times: Int) {
    for entry in verdict.sideEffects {
      for name in Set(entry.effects.map(\.name)) {
        sideEffects[entry.rule, default: [:]][name, default: 0] += times
      }
    }
    for entry in verdict.unjudged {
      unjudged[entry.rule, default: [:]][entry.missing, default: 0] += times
    }
  }

  mutating func mergeBesides(_ other: Summary) {
    sideEffects.merge(other.sideEffects) { $0.merging($1, uniquingKeysWith: +) }
    unjudged.merge(other.unjudged) { $0.merging($1, uniquingKeysWith: +) }
  }
}
