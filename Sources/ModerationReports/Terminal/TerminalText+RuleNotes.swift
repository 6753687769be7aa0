// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

extension TerminalText {
  /// Rules that could not be judged for lack of data, with what they lack; nothing if there are none.
  ///
  /// - Complexity: O(*r* log *r*) in the number of rules.
  public func unjudgedRules(_ summary: Summary) -> [UInt8] {
    var out: [UInt8] = []
    writeUnjudged(RuleNotes(summary, [:]), to: &out)
    return out
  }

  /// What could not be judged, what would be done besides, and what matched nothing.
  func writeNotes(_ notes: RuleNotes, to out: inout [UInt8]) {
    writeUnjudged(notes, to: &out)
    let effects = notes.effects
    if !effects.isEmpty { heading("What rules would also do (listed, not done)", to: &out) }
    var paragraph = makeParagraph()
    for effect in effects.prefix(10) {
      paragraph.literal("  \(Phrase.grouped(effect.comments))  ")
      paragraph.data(effect.name)
      paragraph.literal(dot, .quiet)
      paragraph.data(effect.rule, .quiet)
      write(&paragraph, to: &out, indent: 0, hanging: 6)
    }
    writeFurther(effects.count - 10, to: &out)
    let unmatched = notes.unmatched
    if !unmatched.isEmpty { heading("Rules that matched nothing", to: &out) }
    for rule in unmatched.prefix(10) {
      paragraph.literal("  ")
      paragraph.data(rule)
      if let place = notes.place(of: rule) {
        paragraph.literal(dot, .quiet)
        paragraph.data(place, .quiet, limit: 120)
      }
      write(&paragraph, to: &out, indent: 0, hanging: 6)
    }
    writeFurther(unmatched.count - 10, to: &out)
  }

  private func writeUnjudged(_ notes: RuleNotes, to out: inout [UInt8]) {
    let unjudged = notes.unjudged
    guard !unjudged.isEmpty else { return }
    heading("Rules that could not be judged, for the data lacks something", to: &out)
    var paragraph = makeParagraph()
    for rule in unjudged.prefix(10) {
      paragraph.literal("  ")
      paragraph.data(rule.rule, .strong)
      if let place = notes.place(of: rule.rule) {
        paragraph.literal(" (", .quiet)
        paragraph.data(place, .quiet, limit: 120)
        paragraph.literal(")", .quiet)
      }
      paragraph.literal(": on \(Phrase.count(rule.comments, "comment")), missing ")
      paragraph.data(rule.missing, limit: 300)
      write(&paragraph, to: &out, indent: 0, hanging: 6)
    }
    writeFurther(unjudged.count - 10, to: &out)
  }

  private func writeFurther(_ count: Int, to out: inout [UInt8]) {
    guard count > 0 else { return }
    var paragraph = makeParagraph()
    paragraph.literal("and \(Phrase.grouped(count)) more", .quiet)
    write(&paragraph, to: &out, indent: 2)
  }

  /// What rules would do about one comment besides.
  func writeSideEffects(of verdict: Verdict, indent: Int, _ most: Int, to out: inout [UInt8]) {
    let lines = SideEffectLine.lines(of: verdict)
    var paragraph = makeParagraph()
    for line in lines.prefix(most) {
      paragraph.literal("not done: ", .quiet)
      paragraph.data(line.lead, limit: 300)
      if !line.text.utf8.isEmpty {
        paragraph.literal(usesUnicode ? ": “" : ": \"", .quiet)
        paragraph.data(line.text.replacing("\n", with: " "), limit: 300)
        paragraph.literal(usesUnicode ? "”" : "\"", .quiet)
      }
      paragraph.literal(dot, .quiet)
      paragraph.data(line.rule, .quiet)
      write(&paragraph, to: &out, indent: indent, hanging: indent)
    }
    guard lines.count > most else { return }
    paragraph.literal("and \(Phrase.grouped(lines.count - most)) more", .quiet)
    write(&paragraph, to: &out, indent: indent)
  }
}
