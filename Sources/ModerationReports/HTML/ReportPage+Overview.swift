// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The first screen: what was scanned, how many comments need a person, which to look at first.
extension ReportPage {
  func writeBanner(_ html: inout HTMLBuilder) {
    html.open(.header)
    html.element(.p, .class("kicker"), text: "Moderation report")
    html.element(.h1) { $0.data(title, limit: 300) }
    html.open(.p, .class("inputs"))
    html.text("Scanned ")
    html.text(Phrase.count(summary.comments, "comment") + " in ")
    html.text(Phrase.count(summary.threads, "thread"))
    if !inputs.isEmpty {
      html.text(" from ")
      for (index, input) in inputs.prefix(8).enumerated() {
        if index > 0 { html.text(", ") }
        html.element(.code) { $0.data(input) }
      }
      if inputs.count > 8 { html.text(" and \(Phrase.grouped(inputs.count - 8)) more") }
    }
    html.close(.p)
    html.element(.nav, HTMLAttribute(.ariaLabel, "Sections")) { html in
      html.element(.a, .link(toSection: "flagged"), text: "Flagged comments")
      html.element(.a, .link(toSection: "threads"), text: "Threads")
      if !summary.rejected.isEmpty {
        html.element(.a, .link(toSection: "rejected"), text: "Unread records")
      }
      html.element(.a, .link(toSection: "notes"), text: "How to read this")
    }
    html.close(.header)
  }

  func writeOverview(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      .class("overview"),
      HTMLAttribute(.id, "overview"),
      HTMLAttribute(.ariaLabelledby, "h-overview")
    )
    html.open(.div, .class("headline"))
    html.open(.h2, HTMLAttribute(.id, "h-overview"))
    html.element(.strong, text: Phrase.grouped(summary.flagged))
    html.text(
      summary.flagged == 1
        ? " of \(Phrase.count(summary.comments, "comment")) needs a person"
        : " of \(Phrase.count(summary.comments, "comment")) need a person"
    )
    html.close(.h2)
    html.element(.p, .class("split")) { html in
      for action in Action.allCases.reversed() where action > .allow {
        writeChip(action, count: summary.actions[action] ?? 0, &html)
      }
    }
    html.element(.dl, .class("tiles")) { html in
      writeTiles(&html)
    }
    html.close(.div)
    html.open(.div, .class("first"))
    html.element(.h3, text: selection.cards.isEmpty ? "Nothing to look at" : "Look at these first")
    if selection.cards.isEmpty {
      html.element(
        .p,
        text: summary.flagged == 0
          ? "No comment reached the level at which a person should look."
          : "The flagged comments are not part of this page."
      )
    } else {
      html.open(.ol)
      for (place, alike) in firstToRead { writeFirst(place, alike, &html) }
      html.close(.ol)
    }
    html.close(.div)
    html.close(.section)
  }

  private func writeTiles(_ html: inout HTMLBuilder) {
    var tiles = [
      (Phrase.grouped(summary.comments), "comments"), (Phrase.grouped(summary.threads), "threads"),
      (Phrase.grouped(summary.authors), "authors"), (Phrase.bytes(summary.bodyBytes), "of text"),
    ]
    tiles.append((Phrase.grouped(summary.incomplete), "not judged in full"))
    tiles.append((Phrase.grouped(summary.rejected.count), "records not read"))
    for (value, label) in tiles {
      html.element(.div) { html in
        html.element(.dt, text: label)
        html.element(.dd, text: value)
      }
    }
  }

  /// The five most severe comments that begin differently, each with the number of flagged comments
  /// on the page that begin the same: a campaign takes one place, not five.
  private var firstToRead: [(place: ReportSelection.Place, alike: Int)] {
    var first: [(place: ReportSelection.Place, alike: Int)] = []
    var slots: [[UInt8]: Int] = [:]
    for place in selection.cards {
      let comment = threads[place.thread].thread.comments[place.index]
      let beginning = VisibleText.prefix(of: comment.body, limit: 200).bytes
      if let slot = slots[beginning] {
        first[slot].alike += 1
      } else if first.count < 5 {
        slots[beginning] = first.count
        first.append((place, 0))
      }
    }
    return first
  }

  private func writeFirst(
    _ place: ReportSelection.Place,
    _ alike: Int,
    _ html: inout HTMLBuilder
  ) {
    let scanned = threads[place.thread]
    let comment = scanned.thread.comments[place.index]
    let verdict = scanned.verdicts[place.index]
    html.open(.li)
    html.open(.a, .link(to: .card(scanned.ordinals[place.index])))
    html.open(.span, .class("line"))
    writeChip(verdict.action, &html)
    html.element(.strong) { $0.data(comment.author ?? "no author", limit: 60) }
    if let leading = verdict.leadingCategory {
      html.element(
        .span,
        .class("num"),
        text: "\(leading.name) \(Phrase.score(verdict.scores[leading]))"
      )
    }
    html.close(.span)
    if alike > 0 {
      html.element(
        .span,
        .class("alike"),
        text: Phrase.grouped(alike) + " more with the same words"
      )
    }
    html.open(.span, .class("snippet"), HTMLAttribute(.dir, "auto"))
    writeSnippet(comment, verdict, &html)
    html.close(.span)
    html.close(.a)
    html.close(.li)
  }

  /// The words around the first evidence, or the first words.
  private func writeSnippet(_ comment: Comment, _ verdict: Verdict, _ html: inout HTMLBuilder) {
    let body = Array(comment.body.utf8)
    let evidence = Evidence(verdict.findings, in: body)
    var start = max(0, (evidence.pieces.first?.range.lowerBound ?? 0) - 60)
    if start < 40 { start = 0 }
    let lower = VisibleText.floor(start, in: body)
    let upper = VisibleText.ceiling(min(body.count, lower + 180), in: body)
    if lower > 0 { html.text("… ") }
    writeMarked(body, in: lower..<upper, evidence, verdict.findings, numbered: false, &html)
    if upper < body.count { html.text(" …") }
    if body.isEmpty { html.element(.span, .class("quiet"), text: "(empty)") }
  }

  func writeChip(_ action: Action, count: Int? = nil, _ html: inout HTMLBuilder) {
    let number = count.map { Phrase.grouped($0) + " " } ?? ""
    html.element(.span, .class("chip \(action.name)"), text: number + action.name)
  }
}
