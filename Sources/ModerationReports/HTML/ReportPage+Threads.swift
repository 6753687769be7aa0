// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Campaigns and threads: what only shows when comments are looked at together.
extension ReportPage {
  /// How many campaigns and how many threads are shown.
  static let maxGroups = 50

  func writeCampaigns(_ html: inout HTMLBuilder) {
    guard !material.campaigns.isEmpty else { return }
    html.open(
      .section,
      HTMLAttribute(.id, "campaigns"),
      HTMLAttribute(.ariaLabelledby, "h-campaigns")
    )
    html.element(.h2, HTMLAttribute(.id, "h-campaigns"), text: "Campaigns")
    html.element(
      .p,
      .class("lead"),
      text: "The same or almost the same words, again and again."
        + listed(Self.maxGroups, of: material.campaigns.count + material.campaignsLeft)
    )
    html.open(.div, .class("groups"))
    for (place, campaign) in material.campaigns.prefix(Self.maxGroups).enumerated() {
      write(campaign, place, &html)
    }
    html.close(.div)
    html.close(.section)
  }

  private func listed(_ limit: Int, of count: Int) -> String {
    count > limit ? " The first \(limit) of \(Phrase.grouped(count))." : ""
  }

  private func write(_ campaign: Campaign, _ place: Int, _ html: inout HTMLBuilder) {
    html.open(.article, .class("group"), HTMLAttribute(.id, "campaign-\(place + 1)"))
    html.open(.h3)
    html.text(Phrase.count(campaign.comments, "comment"))
    html.element(.span, .class("chip plain"), text: campaign.isExact ? "same words" : "alike")
    if campaign.flagged > 0 {
      html.element(
        .span,
        .class("chip report"),
        text: "\(Phrase.grouped(campaign.flagged)) flagged"
      )
    }
    html.close(.h3)
    var facts = [
      (campaign.authorsIsLowerBound ? "at least " : "") + Phrase.count(campaign.authors, "author"),
      Phrase.count(campaign.threads, "thread"),
    ]
    if let first = campaign.firstAt {
      let last = campaign.lastAt ?? first
      facts.append(
        first == last
          ? CivilTime(first).minute + " UTC"
          : "\(CivilTime(first).minute) to \(CivilTime(last).minute) UTC"
      )
    }
    html.element(.p, .class("place"), text: facts.joined(separator: " · "))
    for (number, example) in campaign.examples.enumerated() {
      if number == 0, !example.text.utf8.isEmpty {
        html.element(.p, .class("said"), HTMLAttribute(.dir, "auto")) {
          $0.data(example.text, limit: 400)
        }
      }
    }
    if !campaign.examples.isEmpty {
      html.open(.p, .class("ids"))
      html.text("For example ")
      for example in campaign.examples {
        writeReference(example.id, &html)
        if let author = example.author {
          html.text(" by ")
          html.data(author, limit: 40)
        }
        html.text("  ")
      }
      html.close(.p)
    }
    html.close(.article)
  }

  /// A comment's id, as a link if the comment is on the page.
  func writeReference(_ id: String, _ html: inout HTMLBuilder) {
    if let anchor = queue.anchors[Array(id.utf8)] {
      html.element(.a, .link(to: anchor)) { html in
        html.element(.code) { $0.data(id, limit: 60) }
      }
    } else {
      html.element(.code) { $0.data(id, limit: 60) }
    }
  }

  func writeThreads(_ html: inout HTMLBuilder) {
    let threads = material.threads.entries
    guard !threads.isEmpty else { return }
    html.open(
      .section,
      HTMLAttribute(.id, "threads"),
      HTMLAttribute(.ariaLabelledby, "h-threads")
    )
    html.element(.h2, HTMLAttribute(.id, "h-threads"), text: "Troubled threads")
    html.element(
      .p,
      .class("lead"),
      text: "Threads that need a look as a whole, the most troubled first."
        + listed(Self.maxGroups, of: material.threads.total)
    )
    html.open(.div, .class("groups"))
    for (place, thread) in threads.prefix(Self.maxGroups).enumerated() {
      write(thread, place, &html)
    }
    html.close(.div)
    html.close(.section)
  }

  private func write(_ thread: ThreadVerdict, _ place: Int, _ html: inout HTMLBuilder) {
    html.open(.article, .class("group"), HTMLAttribute(.id, "thread-\(place + 1)"))
    html.element(.h3) { $0.data(thread.thread ?? "no name", limit: 100) }
    html.open(.p, .class("place"))
    html.text(
      "\(Phrase.count(thread.comments, "comment")) by \(Phrase.count(thread.authors, "author"))"
        + " · \(Phrase.grouped(thread.flagged)) flagged · \(Phrase.grouped(thread.hostileComments))"
        + " hostile"
    )
    html.close(.p)
    html.open(.p, .class("trouble"))
    html.bar(thread.score, tone: "hostility")
    html.element(.span, .class("num"), text: "trouble \(Phrase.score(thread.score))")
    html.close(.p)
    if let turning = thread.turningPoint {
      html.open(.p)
      html.text("It turned at ")
      writeReference(turning, &html)
      html.text(".")
      html.close(.p)
    }
    if let phrase = ThreadPhrase.branch(of: thread), let branch = thread.worstBranch {
      html.open(.p)
      html.text(phrase)
      writeReference(branch.root, &html)
      html.text(".")
      html.close(.p)
    }
    if !thread.reasons.isEmpty {
      html.open(.ul, .class("plain"))
      for reason in thread.reasons.prefix(8) {
        html.open(.li)
        html.data(reason.text.utf8.isEmpty ? reason.kind : reason.text, limit: 300)
        for comment in reason.comments.prefix(6) {
          html.text(" ")
          writeReference(comment, &html)
        }
        let people = ThreadPhrase.people(reason)
        if !people.isEmpty {
          html.open(.span, .class("quiet"))
          html.text(" · ")
          for part in people {
            if part.isName { html.data(part.text, limit: 60) } else { html.text(part.text) }
          }
          html.close(.span)
        }
        html.close(.li)
      }
      html.close(.ul)
    }
    html.close(.article)
  }
}
