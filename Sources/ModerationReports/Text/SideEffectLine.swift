// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A side effect in a line for people: `reply to the comment (locked): “No raffles here.”`
struct SideEffectLine {
  /// The rule that would do it.
  let rule: String
  /// What would be done, in our words.
  let lead: String
  /// What would be written.
  let text: String

  /// Those of a verdict, in the order of its rules.
  static func lines(of verdict: Verdict) -> [SideEffectLine] {
    verdict.sideEffects.flatMap { entry in
      entry.effects.map { SideEffectLine(rule: entry.rule, $0) }
    }
  }

  private init(rule: String, _ effect: SideEffect) {
    self.rule = rule
    var words: String
    switch effect.name {
    case "comment": words = "reply to the comment"
    case "modmail": words = "mail to the moderators"
    case "message": words = "message to the author"
    default: words = "\(effect.name) on the \(effect.target.rawValue)"
    }
    let besides = effect.parts.filter { $0.name != "text" }.map { part in
      part.text == "true" ? part.name : "\(part.name) \(part.text)"
    }
    if !besides.isEmpty { words += " (" + besides.joined(separator: ", ") + ")" }
    lead = words
    text = effect.parts.first { $0.name == "text" }?.text ?? ""
  }
}
