// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// The counts as pictures. Each stands on a table or says its numbers in words, so it reads without.
extension ReportPage {
  /// How many rows a list of names has.
  static let maxRows = 10

  func writeCharts(_ html: inout HTMLBuilder) {
    html.open(
      .section,
      HTMLAttribute(.id, "counts"),
      HTMLAttribute(.ariaLabelledby, "h-counts")
    )
    html.element(.h2, HTMLAttribute(.id, "h-counts"), text: "Counts")
    html.open(.div, .class("charts"))
    writeTimeline(&html)
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
    writeScoreCharts(&html)
    writeRuleChart(&html)
    writeTally("Domains", "Comments that link there, flagged ones first", summary.domains, &html)
    writeTally("Authors", "Flagged comments by author", summary.flaggedAuthors, &html)
    writeBusyThreads(&html)
    writeHostileThreads(&html)
    html.close(.div)
    html.close(.section)
  }

  /// Where only verdicts were read, nothing is known of the threads but their flagged comments.
  private func writeBusyThreads(_ html: inout HTMLBuilder) {
    let threads = material.busyThreads.entries.prefix(Self.maxRows)
    guard let most = threads.first?.comments, most > 0 else {
      return writeTally("Threads", "Flagged comments by thread", summary.flaggedThreads, &html)
    }
    let total = material.busyThreads.total
    let known = total > threads.count ? "; \(threads.count) of \(Phrase.grouped(total))" : ""
    chart("Busiest threads", "Flagged of all comments" + known, &html) { html in
      for thread in threads {
        partRow(thread.flagged, of: thread.comments, most: most, tone: "report", &html) { html in
          html.element(.code) { $0.data(thread.thread ?? "no name", limit: 60) }
        }
      }
    }
  }

  private func writeHostileThreads(_ html: inout HTMLBuilder) {
    let hostile = material.threads.entries.enumerated().filter { $0.element.hostileComments > 0 }
    let threads = hostile.sorted { a, b in
      a.element.hostileComments == b.element.hostileComments
        ? a.offset < b.offset : a.element.hostileComments > b.element.hostileComments
    }.prefix(Self.maxRows)
    guard let most = threads.map(\.element.comments).max() else { return }
    chart("Most hostile threads", "Hostile of all comments", &html) { html in
      for (place, thread) in threads {
        partRow(thread.hostileComments, of: thread.comments, most: most, tone: "hostility", &html) {
          html in
          if place < Self.maxGroups {
            html.element(.a, .link(toThread: place)) { html in
              html.element(.code) { $0.data(thread.thread ?? "no name", limit: 60) }
            }
          } else {
            html.element(.code) { $0.data(thread.thread ?? "no name", limit: 60) }
          }
        }
      }
    }
  }

  /// A row with a bar of two parts.
  private func partRow(
    _ part: Int,
    of whole: Int,
    most: Int,
    tone: String,
    _ html: inout HTMLBuilder,
    label: (inout HTMLBuilder) -> Void
  ) {
    html.open(.tr)
    html.element(.th, HTMLAttribute(.scope, "row"), content: label)
    html.open(.td, .class("bar"))
    html.bar(
      most == 0 ? 0 : Double(whole) / Double(most),
      inner: most == 0 ? 0 : Double(part) / Double(most),
      tone: tone
    )
    html.close(.td)
    html.element(
      .td,
      .class("num"),
      text: part == whole
        ? Phrase.grouped(part) : "\(Phrase.grouped(part)) of \(Phrase.grouped(whole))"
    )
    html.close(.tr)
  }

  private func writeRuleChart(_ html: inout HTMLBuilder) {
    let rules = summary.rulesByComments
    let notes = RuleNotes(summary, material.ruleOrigins)
    guard let first = rules.first else { return }
    let caption =
      rules.count > Self.maxRows
      ? "Comments by rule: the first \(Self.maxRows) of \(Phrase.grouped(rules.count))"
      : "Comments by rule"
    chart("Which rules", caption, wide: true, &html) { html in
      for rule in rules.prefix(Self.maxRows) {
        row(
          rule.count.comments,
          most: first.count.comments,
          of: summary.comments,
          tone: rule.count.category.name,
          &html
        ) { html in
          html.element(.code) { $0.data(rule.id, limit: 80) }
          if let place = notes.place(of: rule.id) {
            html.text(" ")
            html.element(.span, .class("quiet")) { $0.data(place, limit: 80) }
          }
        }
      }
    }
  }

  private func writeTally(
    _ title: String,
    _ caption: String,
    _ tally: KeyTally,
    _ html: inout HTMLBuilder
  ) {
    let top = tally.top(Self.maxRows)
    guard !top.isEmpty else { return }
    let known =
      tally.isSampled
      ? "; a sample of about \(Phrase.grouped(tally.distinctKeys))"
      : tally.count > top.count ? "; \(top.count) of \(Phrase.grouped(tally.count))" : ""
    chart(title, caption + known, &html) { html in
      let most = top.map(\.count.comments).max() ?? 0
      for (key, count) in top {
        partRow(count.flagged, of: count.comments, most: most, tone: "report", &html) { html in
          html.element(.code) { $0.data(key, limit: 60) }
        }
      }
    }
  }

  private func chart(
    _ title: String,
    _ caption: String,
    wide: Bool = false,
    _ html: inout HTMLBuilder,
    rows: (inout HTMLBuilder) -> Void
  ) {
    html.open(.div, .class(wide ? "chart wide" : "chart"))
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
    html.bar(most == 0 ? 0 : Double(count) / Double(most), tone: tone)
    html.close(.td)
    html.element(.td, .class("num"), text: Phrase.grouped(count))
    html.element(.td, .class("num quiet"), text: Phrase.percent(count, of: whole))
    html.close(.tr)
  }
}

extension HTMLBuilder {
  /// A bar filled to a share (0…1). It says nothing that is not also said in words beside it.
  ///
  /// - Parameter inner: the share of the darker part, where there are two.
  mutating func bar(_ share: Double, inner: Double? = nil, tone: String) {
    open(
      .svg,
      .class("bar \(tone)"),
      HTMLAttribute(.viewBox, "0 0 100 10"),
      HTMLAttribute(.preserveAspectRatio, "none"),
      HTMLAttribute(.ariaHidden, "true")
    )
    var parts = [("track", 1.0), (inner == nil ? "fill" : "fill pale", share)]
    if let inner { parts.append(("fill", inner)) }
    for (name, share) in parts {
      let bounded = share.isNaN ? 0 : min(max(share, 0), 1)
      element(
        .rect,
        .class(name),
        HTMLAttribute(.width, FixedPoint(bounded * 100, decimals: 1).text(minimum: 0)),
        HTMLAttribute(.height, "10"),
        text: ""
      )
    }
    close(.svg)
  }
}
