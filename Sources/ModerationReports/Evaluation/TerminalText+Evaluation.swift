// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

extension TerminalText {
  /// An evaluation: what was judged, the figures of every category and set, and comments that were
  /// judged otherwise than people did.
  ///
  /// Tables are as wide as they need to be, at most about 110 columns.
  ///
  /// - Parameters:
  ///   - evaluation: what was measured.
  ///   - examples: the most wrongly judged comments of each kind and category that are shown.
  ///   - maxRules: the most rules and signals of each category that are shown.
  /// - Complexity: O(*n*) in the bytes written.
  public func evaluation(
    _ evaluation: Evaluation,
    examples: Int = 3,
    maxRules: Int = 20
  ) -> [UInt8] {
    var out: [UInt8] = []
    writeSource(evaluation, to: &out)
    for figures in evaluation.categories {
      for var table in EvaluationTable.all(of: figures, evaluation) {
        var more = 0
        if table.columns.first == "rule or signal", table.rows.count > maxRules {
          more = table.rows.count - maxRules
          table.rows.removeLast(more)
        }
        write(table, to: &out)
        if more > 0 { out.append(ascii: "  and \(Phrase.grouped(more)) more\n") }
      }
      write(
        "\(figures.category.name): false alarms with the highest scores",
        figures.sets.flatMap { set in set.falsePositives.map { (set.set, $0) } }
          .sorted { ($1.1.score, $0.1.ordinal) < ($0.1.score, $1.1.ordinal) },
        examples,
        to: &out
      )
      write(
        "\(figures.category.name): misses with the lowest scores",
        figures.sets.flatMap { set in set.falseNegatives.map { (set.set, $0) } }
          .sorted { ($0.1.score, $0.1.ordinal) < ($1.1.score, $1.1.ordinal) },
        examples,
        to: &out
      )
    }
    return out
  }

  private func writeSource(_ evaluation: Evaluation, to out: inout [UInt8]) {
    var paragraph = makeParagraph()
    let source = evaluation.source
    paragraph.literal(Phrase.count(evaluation.comments, "labelled comment"), .strong)
    paragraph.literal(", judged with ")
    paragraph.data(source.configuration, limit: 300)
    write(&paragraph, to: &out)
    let facts = source.facts
    if !facts.isEmpty {
      paragraph.literal(facts.joined(separator: dot), .quiet)
      write(&paragraph, to: &out)
    }
    for line in source.firstRejected {
      paragraph.data(line, .quiet, limit: 300)
      write(&paragraph, to: &out, indent: 2)
    }
  }

  private func write(_ table: EvaluationTable, to out: inout [UInt8]) {
    heading(table.title + oneLine(table.subject, limit: 300), to: &out)
    var paragraph = makeParagraph()
    paragraph.literal(table.note, .quiet)
    write(&paragraph, to: &out)
    let cells = ([table.columns] + table.rows).map { row in
      row.enumerated().map { column, text in column < table.names ? oneLine(text) : plain(text) }
    }
    let widths = table.columns.indices.map { column in
      cells.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    for row in cells {
      var line = ""
      for (column, text) in row.enumerated() {
        let isName = column < table.names
        line += "  "
        line +=
          isName
          ? Self.padded(text, to: widths[column]) : Self.paddedLeft(text, to: widths[column])
      }
      var bytes = Array(line.utf8)
      while bytes.last == 0x20 { bytes.removeLast() }
      out += bytes
      out.append(0x0a)
    }
  }

  private func write(
    _ title: String,
    _ examples: [(set: String, example: Evaluation.Example)],
    _ most: Int,
    to out: inout [UInt8]
  ) {
    guard !examples.isEmpty, most > 0 else { return }
    heading(title, to: &out)
    var paragraph = makeParagraph()
    for (set, example) in examples.prefix(most) {
      paragraph.literal(EvaluationTable.figure(example.score) + " ", .strong)
      paragraph.data(set, .quiet, limit: 40)
      paragraph.literal(" ", .quiet)
      paragraph.data(example.verdict.comment, .quiet, limit: 60)
      paragraph.literal(" ")
      paragraph.data(example.body, limit: 240)
      write(&paragraph, to: &out, indent: 2, hanging: 8)
    }
  }

  /// A name of anybody's on one line, without control characters, at most `limit` bytes of it.
  private func oneLine(_ text: String, limit: Int = 32) -> String {
    let bytes = VisibleText.labelled(text, limit: limit).map { $0 < 0x20 ? 0x20 : $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func plain(_ text: String) -> String {
    usesUnicode || text != EvaluationTable.nothing ? text : "-"
  }
}

extension Evaluation.Source {
  /// What was left out, in words.
  var facts: [String] {
    var facts: [String] = []
    if leftOut > 0 { facts.append("\(Phrase.grouped(leftOut)) of the other half") }
    if unlabelled > 0 { facts.append("\(Phrase.grouped(unlabelled)) without a label") }
    if missing > 0 { facts.append("\(Phrase.grouped(missing)) without a verdict") }
    if rejected > 0 { facts.append("\(Phrase.count(rejected, "line")) not read") }
    return facts
  }
}
