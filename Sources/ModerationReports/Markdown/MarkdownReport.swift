// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// A scan as Markdown (CommonMark with tables), to paste into a ticket.
///
/// Everything that somebody else wrote stands in code spans: there it cannot become a link, an
/// image, a mention of a person or markup. Hidden characters stand as `⟨U+202E⟩`.
public enum MarkdownReport {
  /// How many flagged comments are listed unless told otherwise.
  public static let defaultComments = 20
  /// How many rows other lists have.
  static let maxRows = 10

  /// Writes the report, as UTF-8.
  ///
  /// - Parameters:
  ///   - material: what was counted and chosen.
  ///   - title: the heading.
  ///   - comparison: what changed since another run, if the report should say so.
  ///   - maxComments: the most flagged comments that are listed; the rest is counted.
  ///   - policy: the policy by which the sentences say why.
  /// - Complexity: O(*n*) in the bytes written.
  public static func render(
    _ material: ReportMaterial,
    title: String = "Moderation report",
    comparison: RunComparison? = nil,
    maxComments: Int = defaultComments,
    policy: Policy = .standard
  ) -> [UInt8] {
    var page = MarkdownPage()
    let summary = material.summary
    page.line("# " + MarkdownPage.plain(title))
    page.blank()
    page.line(
      "**\(Phrase.grouped(summary.flagged)) of \(Phrase.count(summary.comments, "comment"))** "
        + (summary.flagged == 1 ? "needs a person" : "need a person")
        + " · \(Phrase.count(summary.threads, "thread")) · "
        + Phrase.count(summary.authors, "author")
        + (summary.incomplete > 0
          ? " · \(Phrase.grouped(summary.incomplete)) not judged in full" : "")
        + (summary.rejected.isEmpty
          ? "" : " · \(Phrase.count(summary.rejectedRecords.count, "record")) not read")
    )
    if !material.inputs.isEmpty {
      page.blank()
      let more = material.inputs.count - maxRows
      page.line(
        "From "
          + material.inputs.prefix(maxRows).map { MarkdownPage.code($0) }.joined(separator: ", ")
          + (more > 0 ? " and \(Phrase.grouped(more)) more" : "")
      )
    }
    if let comparison { write(comparison, to: &page) }
    let notes = RuleNotes(summary, material.ruleOrigins)
    writeCounts(summary, notes, to: &page)
    write(notes, to: &page)
    writeFlagged(material, maxComments, policy, to: &page)
    writeCampaigns(material.campaigns, left: material.campaignsLeft, to: &page)
    writeThreads(material.threads, to: &page)
    writeRejected(summary.rejectedRecords, to: &page)
    return page.bytes
  }

  private static func writeCounts(
    _ summary: Summary,
    _ notes: RuleNotes,
    to page: inout MarkdownPage
  ) {
    page.heading("Counts")
    page.table(
      ["action", "comments", "share"],
      Action.allCases.reversed().map { action in
        let count = summary.actions[action] ?? 0
        return [action.name, Phrase.grouped(count), Phrase.percent(count, of: summary.comments)]
      }
    )
    page.blank()
    page.table(
      ["category", "comments", "share"],
      Category.allCases.map { category in
        let count = summary.categories[category] ?? 0
        return [category.name, Phrase.grouped(count), Phrase.percent(count, of: summary.comments)]
      }
    )
    let rules = summary.rulesByComments
    if !rules.isEmpty {
      page.blank()
      page.table(
        ["rule", "category", "comments", "findings"],
        rules.prefix(maxRows).map { rule in
          [
            MarkdownPage.cell(rule.id)
              + (notes.place(of: rule.id).map { " " + MarkdownPage.cell($0) } ?? ""),
            rule.count.category.name,
            Phrase.grouped(rule.count.comments), Phrase.grouped(rule.count.findings),
          ]
        }
      )
      page.more(rules.count - maxRows, "more rule")
    }
    let domains = summary.domains.top(maxRows)
    if !domains.isEmpty {
      page.blank()
      page.table(
        ["domain", "comments", "flagged"],
        domains.map {
          [
            MarkdownPage.cell($0.key), Phrase.grouped($0.count.comments),
            Phrase.grouped($0.count.flagged),
          ]
        }
      )
      page.more(summary.domains.distinctKeys - maxRows, "more domain")
    }
  }

  private static func writeFlagged(
    _ material: ReportMaterial,
    _ limit: Int,
    _ policy: Policy,
    to page: inout MarkdownPage
  ) {
    let entries = material.flagged.entries.prefix(max(limit, 0))
    page.heading("Look at these first")
    if entries.isEmpty {
      page.line(material.summary.flagged == 0 ? "Nothing." : "None are named here.")
    }
    for (number, entry) in entries.enumerated() {
      let verdict = entry.verdict
      page.line(
        "\(number + 1). **\(verdict.action.name)** \(MarkdownPage.code(verdict.comment))"
          + (verdict.author.map { " by " + MarkdownPage.code($0) } ?? "")
          + (verdict.thread.map { " in " + MarkdownPage.code($0) } ?? "")
      )
      page.line("    " + MarkdownPage.code(PlainSentence.why(verdict, policy), limit: 600))
      for line in SideEffectLine.lines(of: verdict).prefix(4) {
        page.line(
          "    - not done: " + MarkdownPage.code(line.lead, limit: 300)
            + (line.text.utf8.isEmpty ? "" : " " + MarkdownPage.code(line.text, limit: 300))
            + " by " + MarkdownPage.code(line.rule)
        )
      }
      if let body = entry.comment?.body, !body.utf8.isEmpty {
        page.line("")
        page.line("    > " + MarkdownPage.code(body, limit: 300))
      }
    }
    let more = max(material.summary.flagged, material.flagged.total) - entries.count
    if more > 0, !entries.isEmpty { page.more(more, "more flagged comment") }
  }

  private static func writeCampaigns(
    _ campaigns: [Campaign],
    left: Int,
    to page: inout MarkdownPage
  ) {
    guard !campaigns.isEmpty else { return }
    page.heading("Campaigns")
    for campaign in campaigns.prefix(maxRows) {
      page.line(
        "- \(Phrase.count(campaign.comments, "comment")) "
          + (campaign.isExact ? "with the same words" : "alike") + " by "
          + (campaign.authorsIsLowerBound ? "at least " : "")
          + "\(Phrase.count(campaign.authors, "author")) in "
          + "\(Phrase.count(campaign.threads, "thread")), \(Phrase.grouped(campaign.flagged)) flagged"
          + (campaign.examples.first.map { ", such as " + MarkdownPage.code($0.id) } ?? "")
      )
      if let text = campaign.examples.first?.text, !text.utf8.isEmpty {
        page.line("  > " + MarkdownPage.code(text, limit: 200))
      }
    }
    page.more(max(0, campaigns.count - maxRows) + left, "more campaign")
  }

  private static func writeThreads(
    _ threads: MostSevere<ThreadVerdict>,
    to page: inout MarkdownPage
  ) {
    guard !threads.entries.isEmpty else { return }
    page.heading("Troubled threads")
    for thread in threads.entries.prefix(maxRows) {
      page.line(
        "- \(MarkdownPage.code(thread.thread ?? "no name")): trouble \(Phrase.score(thread.score)), "
          + "\(Phrase.grouped(thread.flagged)) of \(Phrase.count(thread.comments, "comment")) flagged"
          + (thread.turningPoint.map { ", turned at " + MarkdownPage.code($0) } ?? "")
      )
      for reason in thread.reasons.prefix(4) {
        let people = ThreadPhrase.people(reason).map {
          $0.isName ? MarkdownPage.code($0.text, limit: 60) : $0.text
        }.joined()
        page.line(
          "  - " + MarkdownPage.code(reason.text.utf8.isEmpty ? reason.kind : reason.text)
            + (people.isEmpty ? "" : " " + people)
        )
      }
    }
    page.more(threads.total - min(threads.entries.count, maxRows), "more thread")
  }

  private static func write(_ comparison: RunComparison, to page: inout MarkdownPage) {
    page.heading("What changed")
    let names = comparison.names.prefix(4).map { MarkdownPage.code($0) }.joined(separator: ", ")
    page.line((names.isEmpty ? "" : "Compared with \(names): ") + comparison.sentence)
    page.blank()
    page.table(
      ["", "before", "now", "change"],
      comparison.countRows.filter { $0.before != $0.now }.map {
        [MarkdownPage.cell($0.name), Phrase.grouped($0.before), Phrase.grouped($0.now), $0.change]
      }
    )
    page.blank()
    for kind in RunComparison.Kind.allCases {
      let changes = comparison.changes.filter { $0.kind == kind }
      for change in changes.prefix(maxRows) {
        page.line(
          "- \(kind.title.lowercased()): \(MarkdownPage.code(change.comment))"
            + (change.author.map { " by " + MarkdownPage.code($0) } ?? "")
            + (change.thread.map { " in " + MarkdownPage.code($0) } ?? "")
            + ": \(change.before?.name ?? "allow") → \(change.now?.name ?? "allow")"
        )
      }
      let more = (comparison.counts[kind] ?? 0) - min(changes.count, maxRows)
      if more > 0 { page.line("- \(kind.title.lowercased()): \(Phrase.grouped(more)) more") }
    }
  }

  private static func writeRejected(_ rejected: RejectedTally, to page: inout MarkdownPage) {
    guard rejected.count > 0 else { return }
    page.heading("Not read")
    for record in rejected.records.prefix(maxRows) {
      page.line(
        "- \(MarkdownPage.code(record.input)) line \(Phrase.grouped(record.line)): "
          + MarkdownPage.code(record.reason, limit: 300)
      )
    }
    page.more(rejected.count - maxRows, "more record")
  }
}
