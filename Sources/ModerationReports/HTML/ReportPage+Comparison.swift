// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// What changed since another run.
extension ReportPage {
  func writeComparison(_ html: inout HTMLBuilder) {
    guard let comparison else { return }
    html.open(
      .section,
      HTMLAttribute(.id, "changes"),
      HTMLAttribute(.ariaLabelledby, "h-changes")
    )
    html.element(.h2, HTMLAttribute(.id, "h-changes"), text: "What changed")
    html.element(.p, .class("lead")) { html in
      html.text("Compared with ")
      if comparison.names.isEmpty { html.text("the other run") }
      for (number, name) in comparison.names.prefix(4).enumerated() {
        if number > 0 { html.text(", ") }
        html.element(.code) { $0.data(name, limit: 100) }
      }
      html.text(": " + comparison.sentence)
    }
    writeCountChanges(comparison, &html)
    for kind in RunComparison.Kind.allCases { write(kind, comparison, &html) }
    html.close(.section)
  }

  private func writeCountChanges(_ comparison: RunComparison, _ html: inout HTMLBuilder) {
    html.open(
      .div,
      .class("scroll"),
      HTMLAttribute(.tabindex, "0"),
      HTMLAttribute(.role, "region"),
      HTMLAttribute(.ariaLabel, "Counts before and now")
    )
    html.open(.table, .class("records"))
    writeHeadings(["", "Before", "Now", "Change"], &html)
    html.open(.tbody)
    for row in comparison.countRows {
      html.open(.tr)
      html.element(.th, HTMLAttribute(.scope, "row")) { $0.data(row.name, limit: 100) }
      html.element(.td, .class("num"), text: Phrase.grouped(row.before))
      html.element(.td, .class("num"), text: Phrase.grouped(row.now))
      html.element(.td, .class("num"), text: row.change)
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
  }

  private func write(
    _ kind: RunComparison.Kind,
    _ comparison: RunComparison,
    _ html: inout HTMLBuilder
  ) {
    let changes = comparison.changes.filter { $0.kind == kind }
    guard !changes.isEmpty else { return }
    html.open(.details, .class("changes"), HTMLAttribute(.open))
    html.element(
      .summary,
      text: "\(kind.title): \(Phrase.count(comparison.counts[kind] ?? 0, "comment"))"
    )
    html.open(.ul, .class("plain"))
    for change in changes.prefix(200) {
      html.open(.li)
      writeReference(change.comment, &html)
      if let author = change.author {
        html.text(" by ")
        html.data(author, limit: 60)
      }
      if let thread = change.thread {
        html.text(" in ")
        html.element(.code) { $0.data(thread, limit: 60) }
      }
      html.text(" ")
      if let before = change.before { writeChip(before, &html) }
      html.text(change.before == nil || change.now == nil ? " " : " → ")
      if let now = change.now { writeChip(now, &html) }
      html.close(.li)
    }
    let more = (comparison.counts[kind] ?? 0) - min(changes.count, 200)
    if more > 0 { html.element(.li, text: "and \(Phrase.grouped(more)) more") }
    html.close(.ul)
    html.close(.details)
  }
}
