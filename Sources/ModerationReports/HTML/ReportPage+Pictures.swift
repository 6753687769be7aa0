// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Time and scores, as columns.
extension ReportPage {
  /// Two strips over one axis of time, each with a scale of its own: flagged comments by action, and
  /// all comments. In one scale the few flagged ones would not be seen.
  func writeTimeline(_ html: inout HTMLBuilder) {
    guard let timeline = Timeline(summary.hours) else { return }
    let columns = timeline.columns
    let most = columns.map(\.comments).max() ?? 1
    let peak = columns.indices.max { columns[$0].flagged < columns[$1].flagged } ?? 0
    let mostFlagged = columns[peak].flagged
    html.open(.div, .class("chart full"))
    html.element(.h3, text: "Actions over time")
    let flagged =
      mostFlagged > 0
      ? "Flagged comments per \(timeline.unit), by action; most of them, "
        + "\(Phrase.grouped(mostFlagged)), from \(timeline.label(timeline.time(of: peak))). Below: all"
        + " comments" : "No comment with a time was flagged. All comments per \(timeline.unit)"
    html.element(
      .p,
      .class("caption"),
      HTMLAttribute(.id, "d-time"),
      text: "\(flagged), at most \(Phrase.grouped(most))."
        + (timeline.outside > 0
          ? " \(Phrase.count(timeline.outside, "comment")) lie before or after." : "")
    )
    if mostFlagged > 0 {
      writeLegend(&html)
      openStrip("time", "Flagged comments over time, by action", columns.count, &html)
      for (index, column) in columns.enumerated() where column.flagged > 0 {
        var below = 0.0
        for (name, count) in [
          ("remove", column.removed), ("hold", column.held), ("report", column.reported),
        ] where count > 0 {
          let height = 100 * Double(count) / Double(mostFlagged)
          columnRect(name, x: index * 10, width: 9, from: below, to: below + height, &html)
          below += height
        }
      }
      html.close(.svg)
    }
    openStrip("all", "All comments over time", columns.count, &html)
    for (index, column) in columns.enumerated() where column.comments > 0 {
      let height = max(2, 100 * Double(column.comments) / Double(most))
      columnRect("other", x: index * 10, width: 9, from: 0, to: height, &html)
    }
    html.close(.svg)
    var places = [0, columns.count / 2, columns.count - 1]
    if columns.count < 3 { places = Array(columns.indices) }
    writeAxis(places.map { timeline.label(timeline.time(of: $0)) }, &html)
    writeTimeTable(timeline, &html)
    html.close(.div)
  }

  private func openStrip(_ name: String, _ label: String, _ columns: Int, _ html: inout HTMLBuilder)
  {
    html.open(
      .svg,
      .class("columns " + name),
      HTMLAttribute(.viewBox, "0 0 \(columns * 10) 100"),
      HTMLAttribute(.preserveAspectRatio, "none"),
      HTMLAttribute(.role, "img"),
      HTMLAttribute(.ariaLabel, label),
      HTMLAttribute(.ariaDescribedby, "d-time")
    )
  }

  private func writeLegend(_ html: inout HTMLBuilder) {
    html.element(.p, .class("legend")) { html in
      for action in Action.allCases.reversed() where action > .allow {
        html.element(.span, .class("key \(action.name)"), text: action.name)
      }
    }
  }

  private func writeTimeTable(_ timeline: Timeline, _ html: inout HTMLBuilder) {
    html.open(.details, .class("astable"))
    html.element(.summary, text: "The same as a table")
    html.open(
      .div,
      .class("scroll"),
      HTMLAttribute(.tabindex, "0"),
      HTMLAttribute(.role, "region"),
      HTMLAttribute(.ariaLabel, "Comments over time, as a table")
    )
    html.open(.table, .class("records"))
    writeHeadings(["From (UTC)", "Comments", "Reported", "Held", "Removed"], &html)
    html.open(.tbody)
    for (index, column) in timeline.columns.enumerated() where column.comments > 0 {
      html.open(.tr)
      html.element(.td, text: timeline.label(timeline.time(of: index)))
      for count in [column.comments, column.reported, column.held, column.removed] {
        html.element(.td, .class("num"), text: Phrase.grouped(count))
      }
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
    html.close(.details)
  }

  func writeHeadings(_ titles: [String], _ html: inout HTMLBuilder) {
    html.open(.thead)
    html.open(.tr)
    for title in titles { html.element(.th, HTMLAttribute(.scope, "col"), text: title) }
    html.close(.tr)
    html.close(.thead)
  }

  func writeScoreCharts(_ html: inout HTMLBuilder) {
    let shown = Category.allCases.filter { category in
      (summary.categories[category] ?? 0) > 0
        || summary.scores[category].bins[10...].contains { $0 > 0 }
    }
    guard !shown.isEmpty else { return }
    html.open(.div, .class("chart full"))
    html.element(.h3, text: "Scores")
    html.element(
      .p,
      .class("caption"),
      text: "How often which score was given, 0 to 1. Heights grow with the logarithm; lines mark "
        + "where comments are reported and held."
    )
    html.open(.div, .class("histograms"))
    for category in shown { writeHistogram(category, &html) }
    html.close(.div)
    html.close(.div)
  }

  private func writeHistogram(_ category: Category, _ html: inout HTMLBuilder) {
    let bins = summary.scores[category].bins
    let thresholds = options.policy.thresholds[category]
    let most = Self.logarithm(bins.max() ?? 0)
    html.open(.div, .class("histogram"))
    html.element(.h4, .class(category.name), text: category.name)
    let reported = bins.indices.reduce(0) { sum, bin in
      Double(bin) / 50 >= thresholds.report - 1e-9 ? sum + bins[bin] : sum
    }
    var words = "\(Phrase.count(reported, "comment")) from \(Phrase.score(thresholds.report)) on"
    let lines = [("report", thresholds.report), ("hold", thresholds.hold)].filter { $0.1 <= 1 }
    html.open(
      .svg,
      .class("columns \(category.name)"),
      HTMLAttribute(.viewBox, "0 0 500 100"),
      HTMLAttribute(.preserveAspectRatio, "none"),
      HTMLAttribute(.role, "img"),
      HTMLAttribute(.ariaLabel, "Scores for \(category.name): " + words)
    )
    for (bin, count) in bins.enumerated() where count > 0 {
      let height = most == 0 ? 0 : 100 * Self.logarithm(count) / most
      columnRect("fill", x: bin * 10, width: 9, from: 0, to: max(height, 2), &html)
    }
    for (name, value) in lines {
      let x = FixedPoint(value * 500, decimals: 1).text(minimum: 0)
      html.element(
        .line,
        .class("threshold \(name)"),
        HTMLAttribute(.x1, x),
        HTMLAttribute(.x2, x),
        HTMLAttribute(.y1, "0"),
        HTMLAttribute(.y2, "100"),
        text: ""
      )
    }
    html.close(.svg)
    writeAxis(["0", "1"], &html)
    words +=
      " ("
      + lines.map { "\($0.0) from \(Phrase.score($0.1))" }.joined(separator: ", ") + ")"
    html.element(.p, .class("caption"), text: words)
    html.close(.div)
  }

  /// The logarithm of one more than a count, in steps that are the same on every machine: whole
  /// doublings, and straight lines between them.
  static func logarithm(_ count: Int) -> Double {
    guard count > 0 else { return 0 }
    let value = count == .max ? count : count + 1
    let doublings = Int.bitWidth - 1 - value.leadingZeroBitCount
    return Double(doublings) + Double(value - (1 << doublings)) / Double(1 << doublings)
  }

  private func writeAxis(_ ends: [String], _ html: inout HTMLBuilder) {
    html.open(.p, .class("axis"), HTMLAttribute(.ariaHidden, "true"))
    for end in ends { html.element(.span, text: end) }
    html.close(.p)
  }

  /// A column from one height to another, 0 at the bottom and 100 at the top.
  private func columnRect(
    _ name: String,
    x: Int,
    width: Int,
    from lower: Double,
    to upper: Double,
    _ html: inout HTMLBuilder
  ) {
    html.element(
      .rect,
      .class(name),
      HTMLAttribute(.x, String(x)),
      HTMLAttribute(.y, FixedPoint(100 - upper, decimals: 1).text(minimum: 0)),
      HTMLAttribute(.width, String(width)),
      HTMLAttribute(.height, FixedPoint(upper - lower, decimals: 1).text(minimum: 0)),
      text: ""
    )
  }
}
