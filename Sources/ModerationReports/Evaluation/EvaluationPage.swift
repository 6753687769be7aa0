// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// An evaluation as one self-contained web page: tables, reliability plots, comments to read.
///
/// The page loads nothing and has no script. Nothing that a comment, a name or an id says can become
/// markup. The same evaluation gives the same bytes.
public enum EvaluationPage {
  /// The most bytes of one comment that are shown.
  public static let maxBodyBytes = 1_500
  /// The most findings of one comment that are listed.
  static let maxFindings = 12

  /// Writes the page, as UTF-8.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func render(
    _ evaluation: Evaluation,
    title: String = "Evaluation"
  ) -> [UInt8] {
    var html = HTMLBuilder()
    html.open(.html, HTMLAttribute(.lang, "en"))
    writeHead(title, &html)
    html.open(.body)
    html.element(.a, .class("skip"), .link(toSection: "main"), text: "Skip to the figures")
    writeBanner(evaluation, title, &html)
    html.open(.main, HTMLAttribute(.id, "main"), HTMLAttribute(.tabindex, "-1"))
    for figures in evaluation.categories {
      var tables = EvaluationTable.all(of: figures, evaluation)
      let rules = tables.last?.names == 2 ? tables.removeLast() : nil
      for (place, table) in tables.enumerated() {
        write(table, place == 0 ? figures.category : nil, &html)
      }
      writePlots(figures, &html)
      if let rules { write(rules, nil, &html) }
      writeExamples(figures, evaluation.policy.thresholds[figures.category].report, &html)
    }
    html.close(.main)
    html.element(.footer) { html in
      html.element(
        .p,
        text: "Made by ThreadModeration. This page loads nothing and sends nothing."
      )
    }
    html.close(.body)
    html.close(.html)
    return html.bytes
  }
}

extension EvaluationPage {
  private static func writeHead(_ title: String, _ html: inout HTMLBuilder) {
    html.open(.head)
    html.open(.meta, HTMLAttribute(.charset, "utf-8"))
    html.open(
      .meta,
      HTMLAttribute(.httpEquiv, "Content-Security-Policy"),
      HTMLAttribute(
        .content,
        "default-src 'none'; style-src 'sha256-\(ReportStyle.hash)'; base-uri 'none'; "
          + "form-action 'none'"
      )
    )
    for (name, content) in [
      ("viewport", "width=device-width, initial-scale=1"), ("color-scheme", "light dark"),
      ("referrer", "no-referrer"), ("robots", "noindex"),
    ] {
      html.open(.meta, HTMLAttribute(.name, name), HTMLAttribute(.content, content))
    }
    let short = VisibleText.prefix(of: title, limit: 300).bytes
    html.element(.title, text: String(decoding: short, as: UTF8.self))
    html.style(ReportStyle.source)
    html.close(.head)
  }

  private static func writeBanner(
    _ evaluation: Evaluation,
    _ title: String,
    _ html: inout HTMLBuilder
  ) {
    let source = evaluation.source
    html.open(.header)
    html.element(.p, .class("kicker"), text: "Evaluation against labels")
    html.element(.h1) { $0.data(title, limit: 300) }
    html.open(.p, .class("inputs"))
    html.text(Phrase.count(evaluation.comments, "labelled comment"))
    for (index, input) in source.inputs.prefix(40).enumerated() {
      html.text(index == 0 ? " from " : ", ")
      html.element(.code) { $0.data(input) }
    }
    if source.inputs.count > 40 {
      html.text(" and \(Phrase.grouped(source.inputs.count - 40)) more")
    }
    html.text(", judged with ")
    html.data(source.configuration, limit: 300)
    if let other = source.other {
      html.text(", compared with ")
      html.data(other, limit: 300)
    }
    html.close(.p)
    if !source.facts.isEmpty {
      html.element(.p, .class("inputs"), text: source.facts.joined(separator: ", "))
    }
    for line in source.firstRejected {
      html.element(.p, .class("inputs")) { $0.data(line, limit: 300) }
    }
    html.element(.nav, HTMLAttribute(.ariaLabel, "Categories")) { html in
      for figures in evaluation.categories {
        html.element(
          .a,
          .link(toSection: section(figures.category)),
          text: figures.category.name
        )
      }
    }
    html.close(.header)
  }

  /// The name of the place where a category begins.
  private static func section(_ category: Category) -> StaticString {
    switch category {
    case .spam: "spam"
    case .links: "links"
    case .hostility: "hostility"
    case .conduct: "conduct"
    case .custom: "custom"
    }
  }

  private static func write(
    _ table: EvaluationTable,
    _ beginning: Category?,
    _ html: inout HTMLBuilder
  ) {
    if let beginning {
      html.open(.section, HTMLAttribute(.id, section(beginning).description))
    } else {
      html.open(.section)
    }
    html.open(.h2)
    html.text(table.title)
    if !table.subject.utf8.isEmpty { html.data(table.subject, limit: 300) }
    html.close(.h2)
    html.element(.p, .class("lead"), text: table.note)
    writeRows(table.columns, names: table.names, table.rows, label: table.title, &html)
    html.close(.section)
  }

  private static func writeRows(
    _ columns: [String],
    names: Int,
    _ rows: [[String]],
    label: String,
    _ html: inout HTMLBuilder
  ) {
    html.open(
      .div,
      .class("scroll"),
      HTMLAttribute(.tabindex, "0"),
      HTMLAttribute(.role, "region"),
      HTMLAttribute(.ariaLabel, label)
    )
    html.open(.table, .class("records"))
    html.open(.thead)
    html.open(.tr)
    for title in columns { html.element(.th, HTMLAttribute(.scope, "col"), text: title) }
    html.close(.tr)
    html.close(.thead)
    html.open(.tbody)
    for row in rows {
      html.open(.tr)
      for (column, text) in row.enumerated() {
        if column == 0 {
          html.element(.th, HTMLAttribute(.scope, "row")) { $0.data(text, limit: 100) }
        } else if column < names {
          html.element(.td) { $0.data(text, limit: 100) }
        } else {
          html.element(.td, .class("num"), text: text)
        }
      }
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
  }
}

// MARK: - Reliability

extension EvaluationPage {
  private static func writePlots(
    _ figures: Evaluation.CategoryFigures,
    _ html: inout HTMLBuilder
  ) {
    html.open(.section)
    html.element(.h2, text: "\(figures.category.name): are scores probabilities?")
    html.element(
      .p,
      .class("lead"),
      text:
        "Columns: the share of comments that is labelled, by score from 0 to 1. Where scores are "
        + "probabilities the columns end at the dashed line. Pale columns stand for fewer than 10 "
        + "comments. Sets that were not drawn as comments come cannot lie on the line."
    )
    html.open(.div, .class("charts"))
    html.open(.div, .class("chart full"))
    html.open(.div, .class("histograms"))
    for set in figures.sets { writePlot(set, figures.category, &html) }
    html.close(.div)
    html.close(.div)
    html.close(.div)
    html.close(.section)
  }

  private static func writePlot(
    _ set: Evaluation.SetFigures,
    _ category: Category,
    _ html: inout HTMLBuilder
  ) {
    html.open(.div, .class("histogram"))
    html.element(.h4) { $0.data(set.set, limit: 60) }
    let words =
      "ECE \(EvaluationTable.figure(set.calibration.expectedError)), "
      + Phrase.count(set.count, "comment")
    html.open(
      .svg,
      .class("columns \(category.name)"),
      HTMLAttribute(.viewBox, "0 0 100 100"),
      HTMLAttribute(.preserveAspectRatio, "none"),
      HTMLAttribute(.role, "img"),
      HTMLAttribute(.ariaLabel, "Reliability: " + words)
    )
    for (place, bin) in set.calibration.bins.enumerated() {
      guard let share = bin.positiveShare else { continue }
      // A column of nothing is shown as a line at the bottom.
      let height = max(100 * share, 1)
      html.element(
        .rect,
        .class(bin.count < 10 ? "fill pale" : "fill"),
        HTMLAttribute(.x, String(place * 100 / Calibration.binCount)),
        HTMLAttribute(.y, FixedPoint(100 - height, decimals: 1).text(minimum: 0)),
        HTMLAttribute(.width, "9"),
        HTMLAttribute(.height, FixedPoint(height, decimals: 1).text(minimum: 0)),
        text: ""
      )
    }
    html.element(
      .line,
      .class("threshold report"),
      HTMLAttribute(.x1, "0"),
      HTMLAttribute(.y1, "100"),
      HTMLAttribute(.x2, "100"),
      HTMLAttribute(.y2, "0"),
      text: ""
    )
    html.close(.svg)
    html.element(.p, .class("caption"), text: words)
    html.open(.details, .class("astable"))
    html.element(.summary, text: "The same as a table")
    writeRows(
      ["Scores", "Comments", "Mean score", "Labelled"],
      names: 1,
      set.calibration.bins.enumerated().filter { $0.element.count > 0 }.map { place, bin in
        [
          "0.\(place) to \(place == 9 ? "1" : "0.\(place + 1)")", Phrase.grouped(bin.count),
          EvaluationTable.figure(bin.meanScore), EvaluationTable.figure(bin.positiveShare),
        ]
      },
      label: "Reliability, as a table",
      &html
    )
    html.close(.details)
    html.close(.div)
  }
}

// MARK: - Comments to read

extension EvaluationPage {
  private static func writeExamples(
    _ figures: Evaluation.CategoryFigures,
    _ threshold: Double,
    _ html: inout HTMLBuilder
  ) {
    guard figures.sets.contains(where: { !$0.falsePositives.isEmpty || !$0.falseNegatives.isEmpty })
    else { return }
    html.open(.section)
    html.element(.h2, text: "\(figures.category.name): comments to read")
    html.element(
      .p,
      .class("lead"),
      text: "Judged otherwise than people did, from \(EvaluationTable.figure(threshold)) on: the "
        + "false alarms with the highest scores, and the misses with the lowest. They are what they "
        + "are: some hold slurs and threats. Labels can be wrong, too."
    )
    for set in figures.sets {
      for (name, examples) in [
        ("false alarms", set.falsePositives), ("misses", set.falseNegatives),
      ] where !examples.isEmpty {
        html.open(.details, .class("changes"))
        html.open(.summary)
        html.data(set.set, limit: 100)
        html.text(": \(name), \(Phrase.grouped(examples.count)) shown")
        html.close(.summary)
        for example in examples { write(example, &html) }
        html.close(.details)
      }
    }
    html.close(.section)
  }

  private static func write(_ example: Evaluation.Example, _ html: inout HTMLBuilder) {
    html.open(.article, .class("card \(example.verdict.action.name)"))
    html.open(.p, .class("place"))
    html.element(.span, .class("chip \(example.verdict.action.name)")) { html in
      html.text("\(EvaluationTable.figure(example.score)) \(example.verdict.action.name)")
    }
    html.text(" ")
    html.element(.code) { $0.data(example.verdict.comment, limit: 100) }
    html.close(.p)
    if let parent = example.parentBody {
      html.open(.div, .class("parent"))
      html.element(.p, .class("quiet"), text: "in answer to")
      html.element(.p, .class("said")) { $0.data(parent, limit: 400) }
      html.close(.div)
    }
    html.open(.div, .class("words"))
    MarkedText(
      body: Array(example.body.utf8),
      verdict: example.verdict,
      limit: maxBodyBytes
    ).write(&html)
    html.close(.div)
    if !example.verdict.findings.isEmpty {
      html.open(.ol, .class("findings"))
      for finding in example.verdict.findings.prefix(maxFindings) {
        html.open(.li)
        html.element(.code) { $0.data(finding.rule, limit: 100) }
        html.text(" \(finding.category.name) \(Phrase.weight(finding.score))")
        if let reason = finding.reason {
          html.text(" ")
          html.data(reason, limit: 200)
        }
        html.close(.li)
      }
      html.close(.ol)
      let more = example.verdict.findings.count - maxFindings
      if more > 0 { html.element(.p, .class("quiet"), text: "and \(Phrase.grouped(more)) more") }
    }
    html.close(.article)
  }
}
