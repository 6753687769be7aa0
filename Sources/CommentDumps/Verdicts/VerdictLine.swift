// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Reads verdict lines back: what `VerdictLines` of ModerationReports writes.
enum VerdictLine {
  /// A verdict. Keys that are not known are passed over; `scores` may lack categories.
  static func verdict(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> Verdict {
    var verdict = Verdict(comment: try json.member("id").text())
    verdict.thread = try json.optional("thread")?.text()
    verdict.author = try json.optional("author")?.text()
    verdict.action = try json.member("action").named("action") { Action(name: $0) }
    for (key, score) in try json.member("scores").members() {
      guard let category = Category(name: key) else { continue }
      let value = try score.number()
      guard (0...1).contains(value) else {
        throw RecordedJSON.Fault(reason: "the score of \"\(key)\" is not in 0…1")
      }
      verdict.scores[category] = value
    }
    verdict.incomplete = try json.optional("incomplete")?.named("limit") {
      IncompleteReason(rawValue: $0)
    }
    for finding in try json.member("findings").elements() {
      verdict.findings.append(try self.finding(finding))
    }
    for (name, value) in try json.optional("signals")?.members() ?? [] {
      verdict.signals.append(SignalReading(name: name, value: try value.number()))
    }
    for effect in try json.optional("side_effects")?.elements() ?? [] {
      try add(effect, to: &verdict.sideEffects)
    }
    for domain in try json.optional("domains")?.elements() ?? [] {
      verdict.domains.append(try domain.text())
    }
    for entry in try json.optional("unjudged")?.elements() ?? [] {
      verdict.unjudged.append(
        Verdict.Unjudged(
          rule: try entry.member("rule").text(),
          missing: try entry.member("missing").text()
        )
      )
    }
    return verdict
  }

  private static func finding(_ json: RecordedJSON) throws(RecordedJSON.Fault) -> Finding {
    Finding(
      rule: try json.member("rule").text(),
      category: try json.member("category").named("category") { Category(name: $0) },
      kind: try json.optional("kind")?.text(),
      score: try json.member("score").number(),
      view: try json.member("view").text(),
      range: try json.optional("range")?.range(),
      text: try json.optional("text")?.text() ?? "",
      entry: try json.optional("entry")?.text(),
      reason: try json.optional("reason")?.text(),
      effect: try json.optional("effect").flatMap { (effect) throws(RecordedJSON.Fault) in
        Rule.Effect(rawValue: try effect.text())
      }
    )
  }

  /// Effects of one rule stand one after the other.
  private static func add(
    _ json: RecordedJSON,
    to list: inout [Verdict.SideEffects]
  ) throws(RecordedJSON.Fault) {
    let rule = try json.member("rule").text()
    var parts: [SideEffect.Part] = []
    for (key, value) in try json.members() where !["rule", "do", "target"].contains(key) {
      parts.append(SideEffect.Part(name: key, text: try value.text()))
    }
    let effect = SideEffect(
      try json.member("do").text(),
      on: try json.member("target").named("target") { SideEffect.Target(rawValue: $0) },
      parts: parts
    )
    if let last = list.last, last.rule.utf8.elementsEqual(rule.utf8) {
      list[list.count - 1].effects.append(effect)
    } else {
      list.append(Verdict.SideEffects(rule: rule, effects: [effect]))
    }
  }
}
