// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The first screen: what was scanned, how many comments need a person, what to look at first.
extension ReportPage {
  func writeBanner(_ html: inout HTMLBuilder) {
    html.open(.header)
    html.element(.p, .class("kicker"), text: "Moderation report")
    html.element(.h1) { $0.data(title, limit: 300) }
    html.open(.p, .class("inputs"))
    html.text("Scanned ")
    html.text(Phrase.count(summary.comments, "comment") + " in ")
    html.text(Phrase.count(summary.threads, "thread"))
    if !material.inputs.isEmpty {
      html.text(" from ")
      let names = Self.shortNames(of: material.inputs)
      for (index, input) in material.inputs.prefix(8).enumerated() {
        if index > 0 { html.text(", ") }
        html.element(.code, HTMLAttribute(.title, input)) { $0.data(names[index]) }
      }
      if material.inputs.count > 8 {
        html.text(" and \(Phrase.grouped(material.inputs.count - 8)) more")
      }
    }
    html.close(.p)
    html.element(.nav, HTMLAttribute(.ariaLabel, "Sections")) { html in
      if comparison != nil {
        html.element(.a, .link(toSection: "changes"), text: "What changed")
      }
      html.element(.a, .link(toSection: "counts"), text: "Counts")
      if hasRuleNotes { html.element(.a, .link(toSection: "rules"), text: "About the rules") }
      html.element(.a, .link(toSection: "flagged"), text: "Flagged comments")
      if !material.campaigns.isEmpty {
        html.element(.a, .link(toSection: "campaigns"), text: "Campaigns")
      }
      if !material.threads.entries.isEmpty {
        html.element(.a, .link(toSection: "threads"), text: "Troubled threads")
      }
      if !summary.rejected.isEmpty {
        html.element(.a, .link(toSection: "rejected"), text: "Unread records")
      }
      html.element(.a, .link(toSection: "notes"), text: "How to read this")
    }
    html.close(.header)
  }

  /// Files by their names without the folders, unless two would be called the same.
  static func shortNames(of inputs: [String]) -> [String] {
    let slash = UInt8(ascii: "/")
    let names = inputs.map { Array($0.utf8).split(separator: slash).last.map(Array.init) ?? [] }
    guard Set(names).count == names.count, !names.contains([]) else { return inputs }
    return names.map { String(decoding: $0, as: UTF8.self) }
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
    html.element(.dl, .class("tiles")) { writeTiles(&$0) }
    html.close(.div)
    html.open(.div, .class("first"))
    let first = thingsToLookAt
    html.element(.h3, text: first.isEmpty ? "Nothing to look at" : "Look at these first")
    if first.isEmpty {
      html.element(
        .p,
        text: summary.flagged == 0
          ? "No comment reached the level at which a person should look."
          : "The flagged comments are not part of this page."
      )
    } else {
      html.open(.ol)
      for thing in first { write(thing, &html) }
      html.close(.ol)
    }
    html.close(.div)
    html.close(.section)
  }

  private func writeTiles(_ html: inout HTMLBuilder) {
    let about = summary.distinctAuthors.isEstimate ? "about " : ""
    var tiles = [
      (Phrase.grouped(summary.comments), summary.comments == 1 ? "comment" : "comments"),
      (Phrase.grouped(summary.threads), summary.threads == 1 ? "thread" : "threads"),
      (about + Phrase.grouped(summary.authors), summary.authors == 1 ? "author" : "authors"),
    ]
    if summary.bodyBytes > 0 { tiles.append((Phrase.bytes(summary.bodyBytes), "of text")) }
    tiles.append((Phrase.grouped(summary.incomplete), "not judged in full"))
    tiles.append((Phrase.grouped(summary.rejectedRecords.count), "records not read"))
    for (value, label) in tiles {
      html.element(.div) { html in
        html.element(.dt, text: label)
        html.element(.dd, text: value)
      }
    }
  }

  func writeChip(_ action: Action, count: Int? = nil, _ html: inout HTMLBuilder) {
    let number = count.map { Phrase.grouped($0) + " " } ?? ""
    let tone = count == 0 ? "none" : action.name
    html.element(.span, .class("chip " + tone), text: number + action.name)
  }
}

// MARK: - What to look at first

extension ReportPage {
  private enum Thing {
    case comment(ReportQueue.Card, alike: Int)
    case campaign(Campaign, place: Int)
    case thread(ThreadVerdict, place: Int)
  }

  /// Five things: the largest campaign with flagged comments, the thread with the most trouble, and
  /// the most severe comments. Comments that begin alike or belong to that campaign take one place,
  /// not five.
  private var thingsToLookAt: [Thing] {
    var others: [Thing] = []
    if let place = material.campaigns.firstIndex(where: { $0.flagged > 1 }) {
      others.append(.campaign(material.campaigns[place], place: place))
    }
    // That many comments are flagged is seen from the comments: a thread needs a reason of its own.
    if let thread = material.threads.entries.first, thread.flagged > 1, !thread.reasons.isEmpty {
      others.append(.thread(thread, place: 0))
    }
    var first: [(card: ReportQueue.Card, alike: Int)] = []
    var slots: [[UInt8]: Int] = [:]
    for card in queue.cards {
      let words = card.entry.comment?.body ?? ""
      let beginning =
        words.utf8.isEmpty
        ? Array(card.anchor.name.utf8) : VisibleText.prefix(of: words, limit: 200).bytes
      if let slot = slots[beginning] {
        first[slot].alike += 1
      } else if first.count < 5 - others.count {
        slots[beginning] = first.count
        first.append((card, 0))
      }
    }
    return first.map { .comment($0.card, alike: $0.alike) } + others
  }

  private func write(_ thing: Thing, _ html: inout HTMLBuilder) {
    html.open(.li)
    switch thing {
    case .comment(let card, let alike): writeFirst(card, alike, &html)
    case .campaign(let campaign, let place):
      html.open(.a, .link(toCampaign: place))
      html.open(.span, .class("line"))
      html.element(.span, .class("chip plain"), text: "campaign")
      html.element(.strong, text: Phrase.count(campaign.comments, "comment"))
      html.element(
        .span,
        .class("num"),
        text: "\(Phrase.grouped(campaign.flagged)) flagged"
      )
      html.close(.span)
      html.element(.span, .class("snippet")) { html in
        html.text(campaign.isExact ? "The same words by " : "Almost the same words by ")
        html.text(
          Phrase.count(campaign.authors, "author") + " in "
            + Phrase.count(campaign.threads, "thread")
        )
        if let text = campaign.examples.first?.text, !text.utf8.isEmpty {
          html.text(": ")
          html.data(text, limit: 140)
        }
      }
      html.close(.a)
    case .thread(let thread, let place):
      html.open(.a, .link(toThread: place))
      html.open(.span, .class("line"))
      html.element(.span, .class("chip plain"), text: "thread")
      html.element(.strong) { $0.data(thread.thread ?? "no name", limit: 60) }
      html.element(.span, .class("num"), text: "trouble \(Phrase.score(thread.score))")
      html.close(.span)
      html.element(.span, .class("snippet")) { html in
        html.text(
          "\(Phrase.grouped(thread.flagged)) of \(Phrase.count(thread.comments, "comment")) flagged"
        )
        if let reason = thread.reasons.first?.text, !reason.utf8.isEmpty {
          html.text(". ")
          html.data(reason, limit: 160)
        }
      }
      html.close(.a)
    }
    html.close(.li)
  }

  private func writeFirst(_ card: ReportQueue.Card, _ alike: Int, _ html: inout HTMLBuilder) {
    let verdict = card.entry.verdict
    html.open(.a, .link(to: card.anchor))
    html.open(.span, .class("line"))
    writeChip(verdict.action, &html)
    html.element(.strong) { $0.data(verdict.author ?? "no author", limit: 60) }
    if let rule = verdict.findings.first(where: verdict.isDecided) {
      html.element(.code) { $0.data(rule.rule, limit: 60) }
    } else if let leading = verdict.leadingCategory {
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
    if let comment = card.entry.comment, !comment.body.utf8.isEmpty {
      MarkedText(body: Array(comment.body.utf8), verdict: verdict, limit: 400)
        .writeSnippet(&html)
    } else {
      html.data(PlainSentence.why(verdict, options.policy), limit: 240)
    }
    html.close(.span)
    html.close(.a)
  }
}
