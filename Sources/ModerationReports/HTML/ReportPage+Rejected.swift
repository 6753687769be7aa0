// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What could not be read or was mended, and how to read the page.
extension ReportPage {
  func writeRejected(_ html: inout HTMLBuilder) {
    guard !summary.rejected.isEmpty else { return }
    html.open(
      .section,
      HTMLAttribute(.id, "rejected"),
      HTMLAttribute(.ariaLabelledby, "h-rejected")
    )
    html.element(.h2, HTMLAttribute(.id, "h-rejected"), text: "Unread records")
    let count = summary.rejectedRecords.count
    let listed = min(summary.rejected.count, options.maxRejectedShown)
    html.element(
      .p,
      .class("lead"),
      text: Phrase.count(count, "record") + " of the input could not be read as comments. "
        + (listed < count ? "The first \(Phrase.grouped(listed)) are listed. " : "")
        + "Together with the \(Phrase.count(summary.comments, "comment")) "
        + (summary.comments == 1 ? "it makes" : "they make") + " up the whole input."
    )
    if listed > 0 {
      html.open(.div, .class("scroll"), HTMLAttribute(.tabindex, "0"))
      html.open(.table, .class("records"))
      html.open(.thead)
      html.open(.tr)
      for title in ["Input", "Line", "Reason"] {
        html.element(.th, HTMLAttribute(.scope, "col"), text: title)
      }
      html.close(.tr)
      html.close(.thead)
      html.open(.tbody)
      for record in summary.rejected.prefix(listed) {
        html.open(.tr)
        html.element(.td) { html in html.element(.code) { $0.data(record.input) } }
        html.element(.td, .class("num"), text: Phrase.grouped(record.line))
        html.element(.td) { $0.data(record.reason, limit: 400) }
        html.close(.tr)
      }
      html.close(.tbody)
      html.close(.table)
      html.close(.div)
    }
    html.close(.section)
  }

  func writeNotes(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      .class("notes"),
      HTMLAttribute(.id, "notes"),
      HTMLAttribute(.ariaLabelledby, "h-notes")
    )
    html.element(.h2, HTMLAttribute(.id, "h-notes"), text: "How to read this")
    html.open(.dl)
    for (term, meaning) in Self.meanings {
      html.element(.div) { html in
        html.element(.dt, text: term)
        html.element(.dd, text: meaning)
      }
    }
    html.close(.dl)
    html.element(.h3, text: "The data")
    html.open(.ul, .class("plain"))
    for fact in dataFacts { html.element(.li, text: fact) }
    for (reason, count) in summary.limitsInOrder {
      html.element(
        .li,
        text: "\(Phrase.count(count, "comment")) not judged in full: \(reason.rawValue)"
      )
    }
    for (kind, count) in summary.repairsInOrder.prefix(50) {
      html.element(.li) { html in
        html.text("Mended while reading, \(Phrase.grouped(count)) times: ")
        html.data(kind)
      }
    }
    html.close(.ul)
    html.close(.section)
  }

  private var dataFacts: [String] {
    var facts: [String] = []
    if summary.knowsComments {
      facts.append(
        Phrase.count(summary.roots, "comment")
          + (summary.roots == 1 ? " answers" : " answer") + " the article or post itself"
      )
      if summary.maxDepth > 0 || summary.comments == 0 {
        facts.append("the deepest thread has " + Phrase.count(summary.maxDepth, "level"))
      }
    }
    if summary.verdictsOnly > 0 { facts.append(Phrase.verdictsOnly(summary)) }
    let odd = [
      (summary.orphans, "with a parent that is not in the data"),
      (summary.cycles, "at which a circle of replies was cut"),
      (summary.duplicateIDs, "with an id that another comment has"),
      (summary.placeholders, "of which the platform kept only the place"),
    ]
    for (count, what) in odd where count > 0 {
      facts.append(Phrase.count(count, "comment") + " " + what)
    }
    return facts
  }

  private static let meanings = [
    (
      "Action",
      "What the policy proposes: remove, hold for review, report to a moderator, or allow."
    ),
    (
      "Score",
      "The estimated probability, 0 to 1, that a moderator would agree with a flag of that category."
    ),
    (
      "Weight",
      "What one finding adds to its category, in log-odds; negative speaks for the comment."
    ),
    (
      "Marks",
      "The exact words a finding points at. Numbers lead to the reasons; the rule is named on hover."
    ),
    ("Badges", "Characters that are invisible or change the order of the text, such as U+202E."),
  ]
}
