// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

extension MarkdownReport {
  /// What could not be judged, what would be done besides, and what matched nothing.
  static func write(_ notes: RuleNotes, to page: inout MarkdownPage) {
    let unjudged = notes.unjudged
    if !unjudged.isEmpty { page.heading("Rules that could not be judged") }
    for rule in unjudged.prefix(maxRows) {
      page.line(
        "- \(name(rule.rule, notes)): on \(Phrase.count(rule.comments, "comment")), missing in the data: "
          + MarkdownPage.code(rule.missing, limit: 300)
      )
    }
    page.more(unjudged.count - maxRows, "more rule")
    let effects = notes.effects
    if !effects.isEmpty { page.heading("What rules would also do (listed, not done)") }
    for effect in effects.prefix(maxRows) {
      page.line(
        "- \(MarkdownPage.code(effect.name)) on \(Phrase.count(effect.comments, "comment")) by "
          + name(effect.rule, notes)
      )
    }
    page.more(effects.count - maxRows, "more kind")
    let unmatched = notes.unmatched
    if !unmatched.isEmpty { page.heading("Rules that matched nothing") }
    for rule in unmatched.prefix(maxRows) { page.line("- " + name(rule, notes)) }
    page.more(unmatched.count - maxRows, "more rule")
  }

  private static func name(_ rule: String, _ notes: RuleNotes) -> String {
    MarkdownPage.code(rule)
      + (notes.place(of: rule).map { " (" + MarkdownPage.code($0) + ")" } ?? "")
  }
}
