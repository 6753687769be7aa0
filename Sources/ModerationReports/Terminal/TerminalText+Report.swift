// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

extension TerminalText {
  /// How many campaigns and threads are listed.
  static let maxGroups = 10
  /// How many troubled threads the overview names.
  static let maxTroubled = 5
  /// How many lines of a flagged comment's body are shown.
  static let maxReportLines = 8

  /// A whole report: the overview, what changed, campaigns, threads, then the flagged comments.
  ///
  /// - Parameters:
  ///   - material: what was counted and chosen.
  ///   - comparison: what changed since another run, if the report should say so.
  ///   - maxComments: the most flagged comments that are shown; the rest is counted.
  ///   - policy: the policy by which the sentences say why.
  /// - Complexity: O(*n*) in the bytes written.
  public func report(
    _ material: ReportMaterial,
    comparison: RunComparison? = nil,
    maxComments: Int = 200,
    policy: Policy = .standard
  ) -> [UInt8] {
    var out = summary(
      material.summary,
      inputs: material.inputs,
      ruleOrigins: material.ruleOrigins
    )
    if let comparison { write(comparison, to: &out) }
    writeCampaigns(material.campaigns, left: material.campaignsLeft, to: &out)
    writeThreads(material.threads, to: &out)
    let entries = material.flagged.entries.prefix(max(maxComments, 0))
    guard !entries.isEmpty else { return out }
    heading("Flagged comments", to: &out)
    for entry in entries { write(entry, policy, to: &out) }
    let more = max(material.summary.flagged, material.flagged.total) - entries.count
    if more > 0 {
      var paragraph = makeParagraph()
      out.append(0x0a)
      paragraph.literal("and \(Phrase.count(more, "more flagged comment")) not shown", .quiet)
      write(&paragraph, to: &out)
    }
    return out
  }

  private func write(_ entry: FlaggedComment, _ policy: Policy, to out: inout [UInt8]) {
    let verdict = entry.verdict
    var paragraph = makeParagraph()
    out.append(0x0a)
    paragraph.literal(verdict.action.name + " ", TerminalStyle(verdict.action))
    paragraph.data(verdict.comment, .strong)
    if let author = verdict.author {
      paragraph.literal(" by ", .quiet)
      paragraph.data(author)
    }
    if let thread = verdict.thread {
      paragraph.literal(" in ", .quiet)
      paragraph.data(thread)
    }
    if let time = entry.comment?.createdAt {
      paragraph.literal(dot + CivilTime(time).minute, .quiet)
    }
    write(&paragraph, to: &out)
    paragraph.data(PlainSentence.why(verdict, policy), limit: 1_000)
    write(&paragraph, to: &out, indent: 2, hanging: 2)
    writeSideEffects(of: verdict, indent: 2, 4, to: &out)
    guard let body = entry.comment?.body, !body.utf8.isEmpty else { return }
    let (shown, isCut) = VisibleText.prefix(of: body, limit: 600)
    let lines = shown.split { $0 == 0x0a || $0 == 0x0d }
    for (number, line) in lines.prefix(Self.maxReportLines).enumerated() {
      paragraph.data(String(decoding: line, as: UTF8.self), .quiet, limit: 600)
      let isLast = number == min(lines.count, Self.maxReportLines) - 1
      if isLast, isCut || lines.count > Self.maxReportLines {
        paragraph.literal(usesUnicode ? "…" : "...", .quiet)
      }
      write(&paragraph, to: &out, indent: 4, hanging: 4)
    }
  }

  private func write(_ comparison: RunComparison, to out: inout [UInt8]) {
    heading("What changed", to: &out)
    var paragraph = makeParagraph()
    paragraph.literal(comparison.sentence)
    write(&paragraph, to: &out, indent: 2, hanging: 2)
    for change in comparison.changes.prefix(100) {
      paragraph.literal(change.kind.title.lowercased() + "  ", .quiet)
      paragraph.data(change.comment, .strong)
      if let thread = change.thread {
        paragraph.literal(" in ", .quiet)
        paragraph.data(thread)
      }
      paragraph.literal(
        "  \(change.before?.name ?? "allow") -> \(change.now?.name ?? "allow")"
      )
      write(&paragraph, to: &out, indent: 2, hanging: 4)
    }
    let more = comparison.counts.values.reduce(0, +) - min(comparison.changes.count, 100)
    if more > 0 {
      paragraph.literal("and \(Phrase.grouped(more)) more", .quiet)
      write(&paragraph, to: &out, indent: 2, hanging: 2)
    }
  }

  private func writeCampaigns(_ campaigns: [Campaign], left: Int, to out: inout [UInt8]) {
    guard !campaigns.isEmpty else { return }
    heading("Campaigns", to: &out)
    var paragraph = makeParagraph()
    for campaign in campaigns.prefix(Self.maxGroups) {
      paragraph.literal(
        Phrase.count(campaign.comments, "comment")
          + (campaign.isExact ? " with the same words by " : " alike by ")
          + (campaign.authorsIsLowerBound ? "at least " : "")
          + Phrase.count(campaign.authors, "author") + " in "
          + Phrase.count(campaign.threads, "thread")
      )
      paragraph.literal(dot + "\(Phrase.grouped(campaign.flagged)) flagged", .quiet)
      if let text = campaign.examples.first?.text, !text.utf8.isEmpty {
        paragraph.literal(": ")
        paragraph.data(text, .quiet, limit: 160)
      }
      write(&paragraph, to: &out, indent: 2, hanging: 4)
    }
    writeRest(max(0, campaigns.count - Self.maxGroups) + left, to: &out)
  }

  private func writeThreads(_ threads: MostSevere<ThreadVerdict>, to out: inout [UInt8]) {
    guard !threads.entries.isEmpty else { return }
    heading("Troubled threads", to: &out)
    var paragraph = makeParagraph()
    for thread in threads.entries.prefix(Self.maxGroups) {
      paragraph.literal(Phrase.score(thread.score) + "  ", .strong)
      paragraph.data(thread.thread ?? "no name")
      paragraph.literal(
        "  \(Phrase.grouped(thread.flagged)) of \(Phrase.count(thread.comments, "comment")) flagged",
        .quiet
      )
      write(&paragraph, to: &out, indent: 2, hanging: 8)
      writeReasons(of: thread, 3, indent: 8, to: &out)
    }
    writeRest(threads.total - min(threads.entries.count, Self.maxGroups), to: &out)
  }

  /// What goes on in a thread, and who does it to whom.
  func writeReasons(of thread: ThreadVerdict, _ most: Int, indent: Int, to out: inout [UInt8]) {
    var paragraph = makeParagraph()
    for reason in thread.reasons.prefix(most) {
      paragraph.data(reason.text.utf8.isEmpty ? reason.kind : reason.text, .quiet, limit: 300)
      let people = ThreadPhrase.people(reason)
      if !people.isEmpty { paragraph.literal(dot, .quiet) }
      for part in people {
        if part.isName {
          paragraph.data(part.text, .plain, limit: 60)
        } else {
          paragraph.literal(part.text, .quiet)
        }
      }
      write(&paragraph, to: &out, indent: indent, hanging: indent)
    }
  }

  /// The verdict on a thread: how much trouble there is, where it turned, and why.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public func threadVerdict(_ thread: ThreadVerdict) -> [UInt8] {
    var out: [UInt8] = []
    var paragraph = makeParagraph()
    paragraph.literal("Trouble " + Phrase.score(thread.score), .strong)
    paragraph.literal(
      dot + "\(Phrase.grouped(thread.hostileComments)) of "
        + "\(Phrase.count(thread.comments, "comment")) hostile",
      .quiet
    )
    if let turning = thread.turningPoint {
      paragraph.literal(dot + "turned at ", .quiet)
      paragraph.data(turning)
    }
    write(&paragraph, to: &out, indent: 2, hanging: 4)
    writeReasons(of: thread, 8, indent: 4, to: &out)
    if let phrase = ThreadPhrase.branch(of: thread), let branch = thread.worstBranch {
      paragraph.literal(phrase, .quiet)
      paragraph.data(branch.root)
      write(&paragraph, to: &out, indent: 4, hanging: 4)
    }
    return out
  }

  /// The threads with the most trouble, in a line each with the weightiest thing that goes on.
  func writeTroubled(_ threads: MostSevere<ThreadVerdict>, to out: inout [UInt8]) {
    guard !threads.entries.isEmpty else { return }
    heading("Threads that need a look", to: &out)
    var paragraph = makeParagraph()
    for thread in threads.entries.prefix(Self.maxTroubled) {
      paragraph.literal(Phrase.score(thread.score) + "  ", .strong)
      paragraph.data(thread.thread ?? "no name", limit: 60)
      if let reason = thread.reasons.first {
        paragraph.literal(dot, .quiet)
        paragraph.data(reason.text.utf8.isEmpty ? reason.kind : reason.text, .quiet, limit: 200)
      } else {
        paragraph.literal(
          dot + "\(Phrase.grouped(thread.flagged)) of "
            + "\(Phrase.count(thread.comments, "comment")) flagged",
          .quiet
        )
      }
      write(&paragraph, to: &out, indent: 2, hanging: 8)
    }
    writeRest(threads.total - min(threads.entries.count, Self.maxTroubled), to: &out)
  }

  private func writeRest(_ count: Int, to out: inout [UInt8]) {
    guard count > 0 else { return }
    var paragraph = makeParagraph()
    paragraph.literal("and \(Phrase.grouped(count)) more", .quiet)
    write(&paragraph, to: &out, indent: 2)
  }
}
