// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What there is to say about rules besides how often they matched.
extension ReportPage {
  /// The most rules that each list names.
  private static let maxNoted = 50

  /// Whether there is anything to say about the rules.
  var hasRuleNotes: Bool {
    !summary.unjudged.isEmpty || !summary.sideEffects.isEmpty
      || !RuleNotes(summary, material.ruleOrigins).unmatched.isEmpty
  }

  func writeRuleNotes(_ html: inout HTMLBuilder) {
    guard hasRuleNotes else { return }
    let notes = RuleNotes(summary, material.ruleOrigins)
    let unjudged = notes.unjudged
    let effects = notes.effects
    let unmatched = notes.unmatched
    html.open(
      .section,
      HTMLAttribute(.id, "rules"),
      HTMLAttribute(.ariaLabelledby, "h-rules")
    )
    html.element(.h2, HTMLAttribute(.id, "h-rules"), text: "About the rules")
    html.open(.div, .class("group about"))
    list("Could not be judged, for the data lacks something", unjudged, &html) { rule, html in
      write(rule.rule, notes, &html)
      html.text(": on \(Phrase.count(rule.comments, "comment")), missing: ")
      html.data(rule.missing, limit: 300)
    }
    list("Would also do (listed, not done)", effects, &html) { effect, html in
      html.data(effect.name, limit: 80)
      html.text(" on \(Phrase.count(effect.comments, "comment")) by ")
      write(effect.rule, notes, &html)
    }
    list("Matched nothing", unmatched, &html) { rule, html in write(rule, notes, &html) }
    html.close(.div)
    html.close(.section)
  }

  private func list<Item>(
    _ title: String,
    _ items: [Item],
    _ html: inout HTMLBuilder,
    _ write: (Item, inout HTMLBuilder) -> Void
  ) {
    guard !items.isEmpty else { return }
    html.element(.h3, text: title)
    html.open(.ul)
    for item in items.prefix(Self.maxNoted) {
      html.open(.li)
      write(item, &html)
      html.close(.li)
    }
    if items.count > Self.maxNoted {
      html.element(
        .li,
        .class("quiet"),
        text: "and \(Phrase.grouped(items.count - Self.maxNoted)) more"
      )
    }
    html.close(.ul)
  }

  private func write(_ rule: String, _ notes: RuleNotes, _ html: inout HTMLBuilder) {
    html.element(.code) { $0.data(rule, limit: 120) }
    guard let place = notes.place(of: rule) else { return }
    html.text(" (")
    html.data(place, limit: 120)
    html.text(")")
  }
}
