// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The flagged comments, the most severe first, each with its words, its context and its reasons.
extension ReportPage {
  /// How many findings of one comment are listed.
  static let maxFindings = 50

  func writeFlagged(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      HTMLAttribute(.id, "flagged"),
      HTMLAttribute(.ariaLabelledby, "h-flagged")
    )
    html.element(.h2, HTMLAttribute(.id, "h-flagged"), text: "Flagged comments")
    let left = max(summary.flagged, selection.flagged) - selection.cards.count
    html.element(
      .p,
      .class("lead"),
      text: left > 0
        ? "The \(Phrase.grouped(selection.cards.count)) most severe, strongest action first. "
          + "\(Phrase.grouped(left)) more are not on this page."
        : selection.cards.isEmpty ? "None." : "Strongest action first, then highest score."
    )
    for place in selection.cards { writeCard(place, &html) }
    html.close(.section)
  }

  private func writeCard(_ place: ReportSelection.Place, _ html: inout HTMLBuilder) {
    let scanned = threads[place.thread]
    let comment = scanned.thread.comments[place.index]
    let verdict = scanned.verdicts[place.index]
    let ordinal = scanned.ordinals[place.index]
    html.open(
      .article,
      .class("card \(verdict.action.name)"),
      .id(.card(ordinal)),
      HTMLAttribute(.dataAction, verdict.action.name),
      HTMLAttribute(.dataCategories, categoryNames(verdict))
    )
    html.open(.h3)
    writeChip(verdict.action, &html)
    html.element(.span, .class("who")) { $0.data(comment.author ?? "no author", limit: 80) }
    html.close(.h3)
    writePlace(scanned, place.index, &html)
    writeParent(scanned, place.index, &html)
    writeText(comment, verdict, numbered: true, &html)
    if let incomplete = verdict.incomplete {
      html.element(
        .p,
        .class("warn"),
        text: "Not judged in full: the limit “\(incomplete.rawValue)” was reached."
      )
    }
    html.open(.div, .class("why"))
    html.open(.div)
    writeFindings(verdict.findings, &html)
    html.close(.div)
    writeScores(verdict, &html)
    html.close(.div)
    html.close(.article)
  }

  private func writePlace(_ scanned: ScannedThread, _ index: Int, _ html: inout HTMLBuilder) {
    let comment = scanned.thread.comments[index]
    html.open(.p, .class("place"))
    html.text("Comment ")
    html.element(.code) { $0.data(comment.id, limit: 80) }
    html.text(" in thread ")
    html.element(.code) { $0.data(scanned.thread.id, limit: 80) }
    html.text(" · depth \(Phrase.grouped(scanned.thread.depth(of: index)))")
    let replies = scanned.thread.replyCount(of: index)
    if replies > 0 { html.text(" · " + Phrase.count(replies, "reply", "replies")) }
    html.text(" · ")
    html.element(.a, .link(to: .place(scanned.ordinals[index])), text: "show in thread")
    html.close(.p)
  }

  private func writeParent(_ scanned: ScannedThread, _ index: Int, _ html: inout HTMLBuilder) {
    guard let parent = scanned.thread.parent(of: index) else { return }
    let comment = scanned.thread.comments[parent]
    html.open(.div, .class("parent"))
    html.element(.p, .class("quiet")) { html in
      html.text("In reply to ")
      html.data(comment.author ?? "no author", limit: 80)
    }
    html.element(.p, .class("words"), HTMLAttribute(.dir, "auto")) { html in
      html.data(comment.body, limit: 280)
    }
    html.close(.div)
  }

  private func writeFindings(_ findings: [Finding], _ html: inout HTMLBuilder) {
    html.element(.h4, text: "Why")
    guard !findings.isEmpty else {
      html.element(
        .p,
        .class("quiet"),
        text: "No finding: the action comes from a limit or policy."
      )
      return
    }
    html.open(.ol, .class("findings"))
    for (number, finding) in findings.prefix(Self.maxFindings).enumerated() {
      html.open(.li, HTMLAttribute(.value, String(number + 1)))
      html.element(.p, .class("reason")) { html in
        if let reason = finding.reason {
          html.data(reason, limit: 600)
        } else {
          html.text(finding.score < 0 ? "A rule speaks for it" : "A rule matched")
          if !finding.text.utf8.isEmpty {
            html.text(": “")
            html.data(finding.text, limit: 120)
            html.text("”")
          }
        }
      }
      writeFacts(finding, &html)
      html.close(.li)
    }
    html.close(.ol)
    if findings.count > Self.maxFindings {
      html.element(
        .p,
        .class("quiet"),
        text: "… and \(Phrase.grouped(findings.count - Self.maxFindings)) more findings."
      )
    }
  }

  private func writeFacts(_ finding: Finding, _ html: inout HTMLBuilder) {
    html.open(.p, .class("facts"))
    html.element(.code, .class("rule")) { $0.data(finding.rule, limit: 120) }
    html.open(.span, .class("tag \(finding.category.name)"))
    html.text(finding.category.name)
    if let kind = finding.kind {
      html.text(" / ")
      html.data(kind, limit: 80)
    }
    html.close(.span)
    html.element(.span, .class("num"), text: "weight " + Phrase.weight(finding.score))
    html.open(.span)
    html.text("view ")
    html.data(finding.view, limit: 40)
    html.close(.span)
    if let range = finding.range {
      html.element(
        .span,
        .class("num"),
        text: "bytes \(range.lowerBound)–\(range.upperBound)"
      )
    }
    if let entry = finding.entry {
      html.open(.span)
      html.text("entry ")
      html.element(.code) { $0.data(entry, limit: 200) }
      html.close(.span)
    }
    html.close(.p)
  }

  private func writeScores(_ verdict: Verdict, _ html: inout HTMLBuilder) {
    html.open(.table, .class("scores"))
    html.element(.caption, text: "Scores, 0 to 1")
    html.open(.tbody)
    for category in Category.allCases {
      html.open(.tr)
      html.element(.th, HTMLAttribute(.scope, "row"), text: category.name)
      html.open(.td, .class("bar"))
      bar(verdict.scores[category], tone: category.name, &html)
      html.close(.td)
      html.element(.td, .class("num"), text: Phrase.score(verdict.scores[category]))
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
  }

  /// The categories with a finding against the comment, for the filter.
  func categoryNames(_ verdict: Verdict) -> String {
    Category.allCases.filter { category in
      verdict.findings.contains { $0.category == category && $0.score > 0 }
    }.map(\.name).joined(separator: " ")
  }
}
