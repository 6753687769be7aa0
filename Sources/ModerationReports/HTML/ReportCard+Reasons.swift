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
    let groups = FindingGroups(entry.verdict).groups
    let shown = groups.prefix(Self.maxFindings)
    let unfolded = shown.count > Self.maxUnfolded + 1 ? Self.maxUnfolded : shown.count
    write(shown[..<unfolded], &html)
    if unfolded < shown.count {
      html.open(.details, .class("more"))
      html.element(.summary, text: Phrase.count(shown.count - unfolded, "more reason"))
      write(shown[unfolded...], &html)
      html.close(.details)
    }
    if groups.count > Self.maxFindings {
      html.element(
        .p,
        .class("quiet"),
        text: "… and \(Phrase.grouped(groups.count - Self.maxFindings)) more reasons."
      )
    }
  }

  /// Findings with their numbers, which the marks in the words name.
  private func write(_ groups: ArraySlice<FindingGroups.Group>, _ html: inout HTMLBuilder) {
    html.open(.ol, .class("findings"))
    for (number, group) in zip(groups.indices, groups) {
      let finding = group.finding
      html.open(.li, HTMLAttribute(.value, String(number + 1)))
      html.element(.p, .class("reason")) { html in
        if let reason = finding.reason {
          html.data(reason, limit: 600)
        } else {
          let speaksFor = finding.score < 0 || finding.effect == .approve
          html.text(speaksFor ? "A rule speaks for it" : "A rule matched")
          let texts = group.members.lazy.map { entry.verdict.findings[$0].text }
          if let text = texts.first(where: { !$0.utf8.isEmpty }) {
            html.text(": “")
            html.data(text, limit: 120)
            html.text("”")
          }
        }
      }
      writeFacts(group, &html)
      html.close(.li)
    }
    html.close(.ol)
  }

  private func writeFacts(_ group: FindingGroups.Group, _ html: inout HTMLBuilder) {
    let finding = group.finding
    let members = group.members.map { entry.verdict.findings[$0] }
    html.open(.p, .class("facts"))
    html.element(.code, .class("rule")) { $0.data(finding.rule, limit: 120) }
    html.open(.span, .class("tag \(finding.category.name)"))
    html.text(finding.category.name)
    if let kind = finding.kind {
      html.text(" / ")
      html.data(kind, limit: 80)
    }
    html.close(.span)
    let weight = members.reduce(0) { $0 + $1.score }
    if let effect = finding.effect {
      html.element(.span, .class("acts"), text: "acts: " + effect.rawValue)
    }
    let places = members.count > 1 ? Phrase.count(members.count, "place") : ""
    if weight != 0 {
      html.element(
        .span,
        .class("num"),
        text: "weight " + Phrase.weight(weight) + (places.isEmpty ? "" : " by " + places)
      )
    } else if !places.isEmpty {
      html.element(.span, .class("num"), text: places)
    }
    html.open(.span)
    html.text("view ")
    for (number, view) in distinct(members.map(\.view)).prefix(Self.maxPlaces).enumerated() {
      if number > 0 { html.text(", ") }
      html.data(view, limit: 40)
    }
    html.close(.span)
    writePlaces(members.compactMap(\.range), &html)
    writeEntries(members.compactMap(\.entry), &html)
    html.close(.p)
  }

  private func writePlaces(_ ranges: [Range<Int>], _ html: inout HTMLBuilder) {
    guard !ranges.isEmpty else { return }
    let places = ranges.prefix(Self.maxPlaces).map { "\($0.lowerBound)–\($0.upperBound)" }
    let more = ranges.count - places.count
    html.element(
      .span,
      text: "bytes " + places.joined(separator: ", ")
        + (more > 0 ? " and \(Phrase.grouped(more)) more" : "")
    )
  }

  private func writeEntries(_ entries: [String], _ html: inout HTMLBuilder) {
    let distinct = distinct(entries)
    guard !distinct.isEmpty else { return }
    html.open(.span)
    html.text(distinct.count == 1 ? "entry " : "entries ")
    for entry in distinct.prefix(Self.maxPlaces) {
      html.element(.code) { $0.data(entry, limit: 200) }
      html.text(" ")
    }
    if distinct.count > Self.maxPlaces {
      html.text("and \(Phrase.grouped(distinct.count - Self.maxPlaces)) more")
    }
    html.close(.span)
  }

  /// The texts, each once and in order.
  private func distinct(_ texts: [String]) -> [String] {
    var known: Set<[UInt8]> = []
    return texts.filter { known.insert(Array($0.utf8)).inserted }
  }

  /// What rules would do besides: nothing of it is done.
  func writeSideEffects(_ html: inout HTMLBuilder) {
    let lines = SideEffectLine.lines(of: entry.verdict)
    guard !lines.isEmpty else { return }
    html.element(.h4, text: "What rules would also do")
    html.open(.ul, .class("effects"))
    for line in lines.prefix(Self.maxFindings) {
      html.open(.li)
      html.open(.p, .class("reason"))
      html.data(line.lead, limit: 300)
      if !line.text.utf8.isEmpty {
        html.text(": “")
        html.data(line.text, limit: 600)
        html.text("”")
      }
      html.close(.p)
      html.open(.p, .class("facts"))
      html.element(.code, .class("rule")) { $0.data(line.rule, limit: 120) }
      html.element(.span, text: "listed, not done")
      html.close(.p)
      html.close(.li)
    }
    html.close(.ul)
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
