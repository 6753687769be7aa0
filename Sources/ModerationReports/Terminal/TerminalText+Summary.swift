// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

extension TerminalText {
  /// An overview of a scan: what was read, what it led to, which rules matched, what could not be
  /// read.
  ///
  /// At most ten rules, ten rejected records and ten inputs are shown; the rest is counted.
  ///
  /// - Parameters:
  ///   - summary: what was counted.
  ///   - inputs: the names of what was scanned, as they were given.
  ///   - troubled: the threads with the most trouble, of which five are named.
  ///   - ruleOrigins: where the rules of your own were written.
  /// - Complexity: O(*r* log *r*) in the number of rules.
  public func summary(
    _ summary: Summary,
    inputs: [String] = [],
    troubled: MostSevere<ThreadVerdict>? = nil,
    ruleOrigins: [String: Rule.Origin] = [:]
  ) -> [UInt8] {
    var out: [UInt8] = []
    var paragraph = makeParagraph()
    paragraph.literal(
      "\(Phrase.count(summary.flagged, "comment")) of \(Phrase.grouped(summary.comments)) "
        + (summary.flagged == 1 ? "needs a person" : "need a person"),
      .strong
    )
    write(&paragraph, to: &out)
    writeScanned(summary, inputs, to: &out)
    writeCounts(
      "Actions",
      Action.allCases.reversed().map { ($0.name, TerminalStyle($0), summary.actions[$0] ?? 0) },
      of: summary.comments,
      to: &out
    )
    writeCounts(
      "Categories (comments with a finding)",
      Category.allCases.map { ($0.name, .plain, summary.categories[$0] ?? 0) },
      of: summary.comments,
      to: &out
    )
    let notes = RuleNotes(summary, ruleOrigins)
    writeRules(summary, notes, to: &out)
    writeNotes(notes, to: &out)
    if let troubled { writeTroubled(troubled, to: &out) }
    writeNamed(
      "Not judged in full",
      summary.limitsInOrder.map { ($0.reason.rawValue, $0.count) },
      to: &out
    )
    writeNamed("Mended while reading", summary.repairsInOrder, to: &out)
    writeRejected(summary.rejectedRecords, to: &out)
    return out
  }

  private func writeScanned(_ summary: Summary, _ inputs: [String], to out: inout [UInt8]) {
    var paragraph = makeParagraph()
    var facts = [
      Phrase.count(summary.threads, "thread"), Phrase.count(summary.authors, "author"),
    ]
    if summary.knowsComments {
      facts.append(Phrase.bytes(summary.bodyBytes) + " of text")
      // Nothing is known of depth where comments were judged without their threads.
      if summary.maxDepth > 0 || summary.comments == 0 {
        facts.append(Phrase.count(summary.maxDepth, "level") + " deep")
      }
      facts.append(Phrase.count(summary.roots, "root"))
    }
    if summary.orphans > 0 { facts.append(Phrase.count(summary.orphans, "orphan")) }
    if summary.cycles > 0 { facts.append(Phrase.count(summary.cycles, "cycle") + " cut") }
    if summary.duplicateIDs > 0 { facts.append(Phrase.count(summary.duplicateIDs, "repeated id")) }
    if summary.placeholders > 0 { facts.append(Phrase.count(summary.placeholders, "placeholder")) }
    if summary.verdictsOnly > 0 { facts.append(Phrase.verdictsOnly(summary)) }
    paragraph.literal(facts.joined(separator: dot), .quiet)
    write(&paragraph, to: &out)
    guard !inputs.isEmpty else { return }
    paragraph.literal("from ", .quiet)
    for (index, input) in inputs.prefix(10).enumerated() {
      if index > 0 { paragraph.literal(", ", .quiet) }
      paragraph.data(input, .quiet)
    }
    if inputs.count > 10 {
      paragraph.literal(" and \(Phrase.grouped(inputs.count - 10)) more", .quiet)
    }
    write(&paragraph, to: &out, indent: 0, hanging: 5)
  }

  private func writeCounts(
    _ title: String,
    _ rows: [(name: String, style: TerminalStyle, count: Int)],
    of whole: Int,
    to out: inout [UInt8]
  ) {
    heading(title, to: &out)
    let most = rows.map(\.count).max() ?? 0
    let digits = rows.map { Phrase.grouped($0.count).utf8.count }.max() ?? 1
    var paragraph = makeParagraph()
    for row in rows {
      let style = row.count == 0 ? TerminalStyle.quiet : row.style
      paragraph.literal("  " + Self.padded(row.name, to: 11), style)
      paragraph.literal(Self.paddedLeft(Phrase.grouped(row.count), to: digits))
      paragraph.literal(
        Self.paddedLeft(Phrase.percent(row.count, of: whole), to: 8) + "  ",
        .quiet
      )
      let room = max(4, min(40, columns - 25 - digits))
      let share = most == 0 ? 0 : Double(row.count) / Double(most)
      paragraph.literal(bar(share, width: room).filled, style)
      write(&paragraph, to: &out)
    }
  }

  private func writeRules(_ summary: Summary, _ notes: RuleNotes, to out: inout [UInt8]) {
    let rules = summary.rulesByComments
    guard let first = rules.first else { return }
    heading(rules.count > 10 ? "Top rules" : "Rules", to: &out)
    let digits = Phrase.grouped(first.count.comments).utf8.count
    var paragraph = makeParagraph()
    for rule in rules.prefix(10) {
      paragraph.literal(
        "  " + Self.paddedLeft(Phrase.grouped(rule.count.comments), to: digits) + "  "
      )
      paragraph.data(rule.id)
      paragraph.literal("  " + rule.count.category.name, .quiet)
      if rule.count.findings > rule.count.comments {
        paragraph.literal(dot + Phrase.count(rule.count.findings, "finding"), .quiet)
      }
      if let place = notes.place(of: rule.id) {
        paragraph.literal(dot, .quiet)
        paragraph.data(place, .quiet, limit: 120)
      }
      write(&paragraph, to: &out, indent: 0, hanging: digits + 6)
    }
    writeMore(rules.count - 10, indent: digits + 4, to: &out)
  }

  private func writeNamed(_ title: String, _ rows: [(String, Int)], to out: inout [UInt8]) {
    guard !rows.isEmpty else { return }
    heading(title, to: &out)
    let digits = rows.map { Phrase.grouped($0.1).utf8.count }.max() ?? 1
    var paragraph = makeParagraph()
    for (name, count) in rows.prefix(20) {
      paragraph.literal("  " + Self.paddedLeft(Phrase.grouped(count), to: digits) + "  ")
      paragraph.data(name)
      write(&paragraph, to: &out, indent: 0, hanging: digits + 6)
    }
    writeMore(rows.count - 20, indent: digits + 4, to: &out)
  }

  private func writeRejected(_ rejected: RejectedTally, to out: inout [UInt8]) {
    guard rejected.count > 0 else { return }
    heading("Could not be read: " + Phrase.count(rejected.count, "record"), to: &out)
    var paragraph = makeParagraph()
    for record in rejected.records.prefix(10) {
      paragraph.literal("  ")
      paragraph.data(record.input, .strong)
      paragraph.literal(":\(record.line)", .strong)
      paragraph.literal("  ")
      paragraph.data(record.reason, limit: 300)
      write(&paragraph, to: &out, indent: 0, hanging: 6)
    }
    writeMore(rejected.count - 10, indent: 2, to: &out)
  }

  private func writeMore(_ count: Int, indent: Int, to out: inout [UInt8]) {
    guard count > 0 else { return }
    var paragraph = makeParagraph()
    paragraph.literal((usesUnicode ? "… " : "... ") + "and \(Phrase.grouped(count)) more", .quiet)
    write(&paragraph, to: &out, indent: indent)
  }
}
