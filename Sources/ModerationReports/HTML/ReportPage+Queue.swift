// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The flagged comments, the most severe first, and the form that chooses among them.
extension ReportPage {
  func writeQueue(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      HTMLAttribute(.id, "flagged"),
      HTMLAttribute(.ariaLabelledby, "h-flagged")
    )
    html.element(.h2, HTMLAttribute(.id, "h-flagged"), text: "Flagged comments")
    let shown = queue.cards.count
    let left = max(summary.flagged, material.flagged.total) - shown
    html.element(
      .p,
      .class("lead"),
      text: left > 0
        ? "The \(Phrase.grouped(shown)) most severe, strongest action first. "
          + "\(Phrase.grouped(left)) more are not on this page."
        : shown == 0 ? "None." : "Strongest action first, then highest score."
    )
    if shown > 0 {
      writeFilter(&html)
      html.open(.div, HTMLAttribute(.id, "cards"))
      for (place, card) in queue.cards.prefix(HTMLReport.Options.cardsPerPage).enumerated() {
        ReportCard(entry: card.entry, anchor: card.anchor, place: place, options: options)
          .write(&html)
      }
      html.close(.div)
      writePager(&html)
      html.element(.p, .class("lead paper"), HTMLAttribute(.id, "p-paper"), text: "")
    }
    html.close(.section)
  }

  private func writePager(_ html: inout HTMLBuilder) {
    html.open(
      .nav,
      .class("pager"),
      HTMLAttribute(.id, "pager"),
      HTMLAttribute(.ariaLabel, "Pages of flagged comments"),
      HTMLAttribute(.hidden)
    )
    button("p-back", "Previous", &html)
    html.element(.span, HTMLAttribute(.id, "p-where"), .class("num"), text: "")
    button("p-next", "Next", &html)
    html.close(.nav)
    let beyond = queue.cards.count - HTMLReport.Options.cardsPerPage
    if beyond > 0 {
      html.element(
        .p,
        .class("lead noscript"),
        text: "The next \(Phrase.grouped(beyond)) are shown by the page's script, which is off."
      )
    }
  }

  /// The form: without script it is not shown.
  private func writeFilter(_ html: inout HTMLBuilder) {
    html.open(
      .form,
      .class("filter"),
      HTMLAttribute(.id, "filter"),
      HTMLAttribute(.role, "search"),
      HTMLAttribute(.hidden),
      HTMLAttribute(.ariaLabel, "Choose among the flagged comments")
    )
    html.open(.div, .class("field"))
    html.element(.label, HTMLAttribute(.for, "f-action"), text: "Action")
    html.open(.select, HTMLAttribute(.id, "f-action"))
    html.element(.option, HTMLAttribute(.value, ""), text: "any")
    for action in Action.allCases.reversed() where action > .allow {
      html.element(.option, HTMLAttribute(.value, action.name), text: action.name)
    }
    html.close(.select)
    html.close(.div)
    html.open(.div, .class("field"))
    html.element(.label, HTMLAttribute(.for, "f-category"), text: "Category")
    html.open(.select, HTMLAttribute(.id, "f-category"))
    html.element(.option, HTMLAttribute(.value, ""), text: "any")
    for category in Category.allCases {
      html.element(.option, HTMLAttribute(.value, category.name), text: category.name)
    }
    html.close(.select)
    html.close(.div)
    writeRuleField(&html)
    for (id, label) in [("f-author", "Author"), ("f-thread", "Thread"), ("f-text", "Text or id")] {
      html.open(.div, .class("field"))
      html.element(.label, HTMLAttribute(.for, id), text: label)
      html.open(
        .input,
        HTMLAttribute(.id, id),
        HTMLAttribute(.type, "search"),
        HTMLAttribute(.autocomplete, "off")
      )
      html.close(.div)
    }
    html.open(.div, .class("row"))
    html.element(
      .output,
      HTMLAttribute(.id, "f-count"),
      HTMLAttribute(.ariaLive, "polite"),
      text: ""
    )
    button("f-clear", "Clear", &html)
    button("x-csv", "Save as CSV", &html)
    button("x-json", "Save as JSON", &html)
    html.close(.div)
    html.close(.form)
  }

  private func writeRuleField(_ html: inout HTMLBuilder) {
    html.open(.div, .class("field"))
    html.element(.label, HTMLAttribute(.for, "f-rule"), text: "Rule")
    html.open(.select, HTMLAttribute(.id, "f-rule"))
    html.element(.option, HTMLAttribute(.value, ""), text: "any")
    for (number, rule) in queue.rules.enumerated().prefix(1_000) {
      html.open(.option, HTMLAttribute(.value, String(number)))
      let cut = VisibleText.prefix(of: rule.id, limit: 80)
      html.text(String(decoding: cut.bytes, as: UTF8.self) + (cut.isCut ? "…" : ""))
      html.text(" (\(Phrase.grouped(rule.cards)))")
      html.close(.option)
    }
    html.close(.select)
    html.close(.div)
  }

  private func button(_ id: StaticString, _ label: String, _ html: inout HTMLBuilder) {
    html.element(
      .button,
      HTMLAttribute(.type, "button"),
      HTMLAttribute(.id, id.description),
      text: label
    )
  }
}
