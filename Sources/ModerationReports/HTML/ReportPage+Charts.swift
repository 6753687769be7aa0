// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The counts as bars. Each chart is a table, so it reads without its bars.
extension ReportPage {
  func writeCharts(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      .class("charts"),
      HTMLAttribute(.id, "counts"),
      HTMLAttribute(.ariaLabel, "Counts")
    )
    chart("What to do", "Comments by action", &html) { html in
      let rows = Action.allCases.reversed().map { ($0, summary.actions[$0] ?? 0) }
      let most = rows.map(\.1).max() ?? 0
      for (action, count) in rows {
        row(count, most: most, of: summary.comments, tone: action.name, &html) {
          $0.text(action.name)
        }
      }
    }
    chart("What it is about", "Comments with a finding, by category", &html) { html in
      let rows = Category.allCases.map { ($0, summary.categories[$0] ?? 0) }
      let most = rows.map(\.1).max() ?? 0
      for (category, count) in rows {
        row(count, most: most, of: summary.comments, tone: category.name, &html) {
          $0.text(category.name)
        }
      }
    }
    let rules = summary.rulesByComments
    if let first = rules.first {
      let caption =
        rules.count > 10
        ? "Comments by rule: the first 10 of \(Phrase.grouped(rules.count))" : "Comments by rule"
      chart("Which rules", caption, &html) { html in
        for rule in rules.prefix(10) {
          let tone = rule.count.category.name
          row(
            rule.count.comments,
            most: first.count.comments,
            of: summary.comments,
            tone: tone,
            &html
          ) { html in
            html.element(.code) { $0.data(rule.id, limit: 80) }
          }
        }
      }
    }
    html.close(.section)
  }

  private func chart(
    _ title: String,
    _ caption: String,
    _ html: inout HTMLBuilder,
    rows: (inout HTMLBuilder) -> Void
  ) {
    html.open(.div, .class("chart"))
    html.element(.h3, text: title)
    html.open(.table)
    html.element(.caption, text: caption)
    html.open(.tbody)
    rows(&html)
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
  }

  private func row(
    _ count: Int,
    most: Int,
    of whole: Int,
    tone: String,
    _ html: inout HTMLBuilder,
    label: (inout HTMLBuilder) -> Void
  ) {
    html.open(.tr)
    html.element(.th, HTMLAttribute(.scope, "row"), content: label)
    html.open(.td, .class("bar"))
    bar(most == 0 ? 0 : Double(count) / Double(most), tone: tone, &html)
    html.close(.td)
    html.element(.td, .class("num"), text: Phrase.grouped(count))
    html.element(.td, .class("num quiet"), text: Phrase.percent(count, of: whole))
    html.close(.tr)
  }

  /// A bar filled to a share (0…1). It says nothing that is not also said in words beside it.
  func bar(_ share: Double, tone: String, _ html: inout HTMLBuilder) {
    let bounded = share.isNaN ? 0 : min(max(share, 0), 1)
    let filled = FixedPoint(bounded * 100, decimals: 2).text(minimum: 0)
    html.open(
      .svg,
      .class("bar \(tone)"),
      HTMLAttribute(.viewBox, "0 0 100 10"),
      HTMLAttribute(.preserveAspectRatio, "none"),
      HTMLAttribute(.ariaHidden, "true")
    )
    html.element(
      .rect,
      .class("track"),
      HTMLAttribute(.width, "100"),
      HTMLAttribute(.height, "10"),
      text: ""
    )
    html.element(
      .rect,
      .class("fill"),
      HTMLAttribute(.width, filled),
      HTMLAttribute(.height, "10"),
      text: ""
    )
    html.close(.svg)
  }

  /// The filter: without script it is not shown.
  func writeFilter(_ html: inout HTMLBuilder) {
    guard !selection.cards.isEmpty || !selection.threadOrder.isEmpty else { return }
    html.open(
      .form,
      .class("filter"),
      HTMLAttribute(.id, "filter"),
      HTMLAttribute(.role, "search"),
      HTMLAttribute(.hidden),
      HTMLAttribute(.ariaLabel, "Filter comments")
    )
    field("f-action", "Action", ["any"] + Action.allCases.reversed().map(\.name), &html)
    field("f-category", "Category", ["any"] + Category.allCases.map(\.name), &html)
    html.open(.div)
    html.element(.label, HTMLAttribute(.for, "f-text"), text: "Text, author or rule")
    html.open(.input, HTMLAttribute(.id, "f-text"), HTMLAttribute(.type, "search"))
    html.close(.div)
    html.element(
      .button,
      HTMLAttribute(.type, "button"),
      HTMLAttribute(.id, "f-open"),
      text: "Unfold all"
    )
    html.element(
      .button,
      HTMLAttribute(.type, "button"),
      HTMLAttribute(.id, "f-close"),
      text: "Fold all"
    )
    html.element(
      .output,
      HTMLAttribute(.id, "f-count"),
      HTMLAttribute(.ariaLive, "polite"),
      text: ""
    )
    html.close(.form)
  }

  private func field(
    _ id: String,
    _ label: String,
    _ values: [String],
    _ html: inout HTMLBuilder
  ) {
    html.open(.div)
    html.element(.label, HTMLAttribute(.for, id), text: label)
    html.open(.select, HTMLAttribute(.id, id))
    for value in values { html.element(.option, HTMLAttribute(.value, value), text: value) }
    html.close(.select)
    html.close(.div)
  }
}
