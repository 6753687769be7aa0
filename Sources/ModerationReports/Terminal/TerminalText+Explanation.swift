// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

extension TerminalText {
  /// Why a comment got its verdict: the scores as bars, the original text with its evidence marked,
  /// every finding, and the signals by value.
  ///
  /// Of a body over 8,000 bytes its beginning and the surroundings of the evidence are shown; of
  /// more than 100 findings or 60 signals the rest is counted.
  ///
  /// - Parameters:
  ///   - comment: the comment.
  ///   - verdict: what was decided about it.
  ///   - policy: the policy by which the sentence says why.
  /// - Complexity: O(*n* + *f* log *f*) in the bytes of the body and the number of findings.
  public func explanation(
    _ comment: Comment,
    _ verdict: Verdict,
    policy: Policy = .standard
  ) -> [UInt8] {
    var out: [UInt8] = []
    var paragraph = makeParagraph()
    paragraph.literal(verdict.action.name.uppercased(), TerminalStyle(verdict.action))
    paragraph.literal("  comment ")
    paragraph.data(comment.id, .strong)
    paragraph.literal(" by ")
    paragraph.data(comment.author ?? "(no author)", .strong)
    if let thread = comment.thread ?? verdict.thread {
      paragraph.literal(" in thread ")
      paragraph.data(thread)
    }
    write(&paragraph, to: &out, indent: 0, hanging: 2)
    if let incomplete = verdict.incomplete {
      paragraph.literal(
        "Not judged in full: the \(incomplete.rawValue) was reached.",
        .holdAction
      )
      write(&paragraph, to: &out)
    }
    if verdict.findings.contains(where: verdict.isDecided) {
      paragraph.data(PlainSentence.why(verdict, policy), limit: 1_000)
      write(&paragraph, to: &out, indent: 2, hanging: 2)
    }
    writeScores(verdict, to: &out)
    writeBody(comment, verdict, to: &out)
    writeFindings(
      verdict.findings.filter(verdict.isDecided)
        + verdict.findings.filter { !verdict.isDecided(by: $0) },
      to: &out
    )
    if !verdict.sideEffects.isEmpty {
      heading("What rules would also do", to: &out)
      writeSideEffects(of: verdict, indent: 2, 60, to: &out)
    }
    writeUnjudged(verdict.unjudged, to: &out)
    writeSignals(verdict.signals, to: &out)
    return out
  }

  private func writeScores(_ verdict: Verdict, to out: inout [UInt8]) {
    heading("Scores", to: &out)
    var paragraph = makeParagraph()
    let leading = verdict.leadingCategory
    for category in Category.allCases {
      let style: TerminalStyle = category == leading ? TerminalStyle(verdict.action) : .plain
      let bar = self.bar(verdict.scores[category], width: max(10, min(40, columns - 24)))
      paragraph.literal("  " + Self.padded(category.name, to: 11), style)
      paragraph.literal(Phrase.score(verdict.scores[category]) + "  ", style)
      paragraph.literal(usesUnicode ? "▕" : "[", .quiet)
      paragraph.literal(bar.filled, style)
      paragraph.literal(bar.empty + (usesUnicode ? "▏" : "]"), .quiet)
      write(&paragraph, to: &out)
    }
  }

  private func writeBody(_ comment: Comment, _ verdict: Verdict, to out: inout [UInt8]) {
    let body = Array(comment.body.utf8)
    heading("Text" + dot + Phrase.bytes(body.count), to: &out)
    let evidence = Evidence(verdict.findings, in: body)
    var paragraph = makeParagraph()
    var shown = 0
    for part in evidence.excerpt(of: body, limit: 8_000) {
      writeGap(part.lowerBound - shown, &paragraph)
      paragraph.data(utf8: body, in: part, evidence: evidence)
      shown = part.upperBound
    }
    writeGap(body.count - shown, &paragraph)
    if body.isEmpty { paragraph.literal("(empty)", .quiet) }
    let margin = Array((usesUnicode ? "  │ " : "  | ").utf8)
    paragraph.write(
      to: &out,
      margin: Paragraph.Margin(first: margin, rest: margin),
      width: columns - 4,
      usesColor: usesColor
    )
  }

  private func writeGap(_ count: Int, _ paragraph: inout Paragraph) {
    guard count > 0 else { return }
    if !paragraph.isEmpty { paragraph.lineBreak() }
    paragraph.literal("(\(Phrase.count(count, "byte")) not shown)", .quiet)
    paragraph.lineBreak()
  }

  /// What a finding adds, or what its rule does if it adds nothing.
  private static func share(of finding: Finding) -> String {
    if finding.score == 0, let effect = finding.effect { return effect.rawValue }
    return Phrase.weight(finding.score)
  }

  private func writeFindings(_ findings: [Finding], to out: inout [UInt8]) {
    guard !findings.isEmpty else {
      heading("No findings", to: &out)
      return
    }
    heading("Findings", to: &out)
    var paragraph = makeParagraph()
    for finding in findings.prefix(100) {
      paragraph.literal(
        "  " + Self.paddedLeft(Self.share(of: finding), to: 6) + "  ",
        finding.countsAgainst ? .strong : .allowAction
      )
      paragraph.data(finding.rule, .strong)
      paragraph.literal("  " + finding.category.name)
      if let kind = finding.kind {
        paragraph.literal("/")
        paragraph.data(kind)
      }
      if finding.score != 0, let effect = finding.effect {
        paragraph.literal("  acts: " + effect.rawValue, TerminalStyle(effect.action))
      }
      write(&paragraph, to: &out, indent: 0, hanging: 12)
      if let reason = finding.reason {
        paragraph.data(reason, limit: 600)
        write(&paragraph, to: &out, indent: 10)
      }
      paragraph.literal("view ", .quiet)
      paragraph.data(finding.view, .quiet)
      if let range = finding.range {
        let dash = usesUnicode ? "–" : "-"
        paragraph.literal(
          dot + "bytes \(range.lowerBound)\(dash)\(range.upperBound)",
          .quiet
        )
      }
      if !finding.text.utf8.isEmpty {
        paragraph.literal(dot + (usesUnicode ? "“" : "\""), .quiet)
        paragraph.data(finding.text, limit: 200)
        paragraph.literal(usesUnicode ? "”" : "\"", .quiet)
      }
      if let entry = finding.entry {
        paragraph.literal(dot + "entry ", .quiet)
        paragraph.data(entry)
      }
      write(&paragraph, to: &out, indent: 10)
    }
    writeRest(findings.count - 100, to: &out)
  }

  private func writeUnjudged(_ rules: [Verdict.Unjudged], to out: inout [UInt8]) {
    guard !rules.isEmpty else { return }
    heading("Rules that could not be judged, for the data lacks something", to: &out)
    var paragraph = makeParagraph()
    for rule in rules.prefix(20) {
      paragraph.literal("  ")
      paragraph.data(rule.rule, .strong)
      paragraph.literal(": missing ")
      paragraph.data(rule.missing)
      write(&paragraph, to: &out, indent: 0, hanging: 6)
    }
    writeRest(rules.count - 20, to: &out)
  }

  private func writeSignals(_ signals: [SignalReading], to out: inout [UInt8]) {
    guard !signals.isEmpty else { return }
    heading("Signals", to: &out)
    let order = signals.sorted { a, b in
      a.value == b.value ? precedes(a.name, b.name) : a.value > b.value
    }
    var paragraph = makeParagraph()
    for signal in order.prefix(60) {
      let value = FixedPoint(signal.value, decimals: 4).text(minimum: 0)
      paragraph.literal("  " + Self.paddedLeft(value, to: 10) + "  ")
      paragraph.data(signal.name)
      write(&paragraph, to: &out, indent: 0, hanging: 16)
    }
    writeRest(signals.count - 60, to: &out)
  }

  private func writeRest(_ count: Int, to out: inout [UInt8]) {
    guard count > 0 else { return }
    var paragraph = makeParagraph()
    paragraph.literal((usesUnicode ? "… " : "... ") + "and \(Phrase.grouped(count)) more", .quiet)
    write(&paragraph, to: &out, indent: 2)
  }
}
