// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// Flagged comments as a table for spreadsheets: one row a finding.
///
/// ```
/// thread,id,author,created_at,action,category,score,kind,rule,weight,view,start,end,text,…
/// old-bridge,b4,granite_gus,,hold,hostility,0.9125,insult,hostility.insult-direct,2.1,…
/// ```
///
/// RFC 4180: commas, CR LF, cells in quotes where they need it, UTF-8, a first row with names. A
/// comment without findings has one row with empty cells. Safe to open: a text that a spreadsheet
/// would read as a formula (it begins with `=`, `+`, `-` or `@`, also after white space or in full
/// width) gets a `'` in front, and hidden characters stand as `⟨U+202E⟩`.
public enum CSVReport {
  /// The names of the columns.
  public static let columns = [
    "thread", "id", "author", "created_at", "action", "category", "score", "kind", "rule", "weight",
    "view", "start", "end", "text", "entry", "reason", "incomplete", "effect", "side_effects",
  ]
  /// The most bytes of a cell: a longer text is cut and ends with `…`.
  public static let maxCellBytes = 8_000

  /// Writes the table, the most severe comments first.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  public static func render(_ material: ReportMaterial) -> [UInt8] {
    var bytes: [UInt8] = []
    write(columns.map { Cell.text($0) }, to: &bytes)
    for entry in material.flagged.entries {
      let findings = entry.verdict.findings
      for finding in findings.isEmpty ? [nil] : findings.map(Optional.some) {
        write(cells(of: entry, finding), to: &bytes)
      }
    }
    return bytes
  }

  private enum Cell {
    case text(String?)
    case number(String)
  }

  private static func cells(of entry: FlaggedComment, _ finding: Finding?) -> [Cell] {
    let verdict = entry.verdict
    let category = finding?.category
    return [
      .text(verdict.thread), .text(verdict.comment), .text(verdict.author),
      .number(entry.comment?.createdAt.map { String($0) } ?? ""), .text(verdict.action.name),
      .text(category?.name),
      .number(
        category.map { FixedPoint(verdict.scores[$0], decimals: 4).text(minimum: 1) } ?? ""
      ),
      .text(finding?.kind), .text(finding?.rule),
      .number(finding.map { FixedPoint($0.score, decimals: 3).text(minimum: 1) } ?? ""),
      .text(finding?.view), .number(finding?.range.map { String($0.lowerBound) } ?? ""),
      .number(finding?.range.map { String($0.upperBound) } ?? ""), .text(finding?.text),
      .text(finding?.entry), .text(finding?.reason), .text(verdict.incomplete?.rawValue),
      .text(finding?.effect?.rawValue), .text(sideEffects(of: verdict)),
    ]
  }

  /// What rules would do besides: the same in every row of the comment.
  private static func sideEffects(of verdict: Verdict) -> String? {
    let lines = SideEffectLine.lines(of: verdict).map { line in
      "\(line.rule): \(line.lead)" + (line.text.utf8.isEmpty ? "" : ": \(line.text)")
    }
    return lines.isEmpty ? nil : lines.joined(separator: "; ")
  }

  private static func write(_ cells: [Cell], to bytes: inout [UInt8]) {
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .number(let text): bytes.append(ascii: text)
      case .text(let text): write(text ?? "", to: &bytes)
      }
    }
    bytes.append(ascii: "\r\n")
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    var cell = VisibleText.labelled(text, limit: maxCellBytes)
    if isFormula(cell) { cell.insert(UInt8(ascii: "'"), at: 0) }
    let quote = UInt8(ascii: "\"")
    let isSpaced = cell.first == 0x20 || cell.last == 0x20
    guard
      isSpaced || cell.contains(where: { $0 == quote || $0 == 0x2c || $0 == 0x0a || $0 == 0x09 })
    else {
      bytes += cell
      return
    }
    bytes.append(quote)
    for byte in cell {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  /// Whether the first character that is no white space begins a formula: `= + - @`, or one of
  /// `＝ ＋ － ＠` (EF BC 9D, 8B, 8D, A0), which some spreadsheets read as such.
  private static func isFormula(_ cell: [UInt8]) -> Bool {
    var start = 0
    while start < cell.count {
      if [0x20, 0x09, 0x0a].contains(cell[start]) {
        start += 1
      } else if cell[start...].starts(with: [0xc2, 0xa0]) {
        start += 2
      } else if cell[start...].starts(with: [0xe3, 0x80, 0x80]) {
        start += 3
      } else {
        break
      }
    }
    guard start < cell.count else { return false }
    switch cell[start] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): return true
    case 0xef:
      return start + 2 < cell.count && cell[start + 1] == 0xbc
        && [0x9d, 0x8b, 0x8d, 0xa0].contains(cell[start + 2])
    default: return false
    }
  }
}
