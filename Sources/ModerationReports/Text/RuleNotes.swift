// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What there is to say about rules besides how often they matched: where they stand, what they could
/// not be judged on, what they would do, and which of them matched nothing.
struct RuleNotes {
  /// A rule that the data lacks something for.
  struct Unjudged {
    let rule: String
    let comments: Int
    /// What is missing, with the number of comments where that differs: `author_created_at`.
    let missing: String
  }

  /// What a rule would do besides.
  struct Effect {
    let rule: String
    let name: String
    let comments: Int
  }

  private let summary: Summary
  private let origins: [String: Rule.Origin]

  init(_ summary: Summary, _ origins: [String: Rule.Origin]) {
    self.summary = summary
    self.origins = origins
  }

  /// `rules.yaml:12`; `nil` where that is not known.
  func place(of rule: String) -> String? { origins[rule].map { "\($0.file):\($0.line)" } }

  /// By comments, most first, then by id.
  var unjudged: [Unjudged] {
    summary.unjudged.map { rule, missing in
      let names = missing.sorted {
        $0.value == $1.value ? precedes($0.key, $1.key) : $0.value > $1.value
      }
      let texts = names.map { name, count in
        names.count == 1 ? name : "\(name) on \(Phrase.grouped(count))"
      }
      return Unjudged(
        rule: rule,
        comments: missing.values.reduce(0, +),
        missing: texts.joined(separator: ", ")
      )
    }.sorted {
      $0.comments == $1.comments ? precedes($0.rule, $1.rule) : $0.comments > $1.comments
    }
  }

  /// By comments, most first, then by rule and name.
  var effects: [Effect] {
    summary.sideEffects.flatMap { rule, effects in
      effects.map { Effect(rule: rule, name: $0.key, comments: $0.value) }
    }.sorted { a, b in
      if a.comments != b.comments { return a.comments > b.comments }
      return a.rule.utf8.elementsEqual(b.rule.utf8)
        ? precedes(a.name, b.name) : precedes(a.rule, b.rule)
    }
  }

  /// The rules that were judged and matched nothing, in the order of their files.
  var unmatched: [String] {
    origins.filter { summary.rules[$0.key] == nil && summary.unjudged[$0.key] == nil }.sorted {
      a,
      b in
      if !a.value.file.utf8.elementsEqual(b.value.file.utf8) {
        return precedes(a.value.file, b.value.file)
      }
      return a.value.line == b.value.line
        ? precedes(a.key, b.key) : a.value.line < b.value.line
    }.map(\.key)
  }
}
