// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Why: the findings and the scores of a card.
extension ReportCard {
  func writeFindings(_ html: inout HTMLBuilder) {
    let findings = entry.verdict.findings
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

  func writeScores(_ html: inout HTMLBuilder) {
    html.open(.table, .class("scores"))
    html.element(.caption, text: "Scores, 0 to 1")
    html.open(.tbody)
    for category in Category.allCases {
      let score = entry.verdict.scores[category]
      html.open(.tr)
      html.element(.th, HTMLAttribute(.scope, "row"), text: category.name)
      html.open(.td, .class("bar"))
      html.bar(score, tone: category.name)
      html.close(.td)
      html.element(.td, .class("num"), text: Phrase.score(score))
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
  }
}
