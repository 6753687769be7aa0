// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

/// The shared attack suite `csv-injection`: no cell of a CSV report is a formula for a spreadsheet, and
/// reading the report back gives the rows that were written.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
struct CSVInjectionTests {
  private struct Cell: Decodable { var cell: String }

  /// RFC 4180, the slow way.
  private static func rows(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = [[[]]]
    var isQuoted = false
    var index = 0
    func next() -> UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte == 0x22, next() == 0x22 {
          rows[rows.count - 1][rows[rows.count - 1].count - 1].append(0x22)
          index += 1
        } else if byte == 0x22 {
          isQuoted = false
        } else {
          rows[rows.count - 1][rows[rows.count - 1].count - 1].append(byte)
        }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x2C {
        rows[rows.count - 1].append([])
      } else if byte == 0x0A {
        rows.append([[]])
      } else if byte != 0x0D {
        rows[rows.count - 1][rows[rows.count - 1].count - 1].append(byte)
      }
      index += 1
    }
    return rows.filter { $0 != [[]] }
  }

  @Test func `no cell begins like a formula, wherever the text came from`() throws {
    let cells = try SharedData.lines("attacks/csv-injection/cells.jsonl").map {
      try JSONDecoder().decode(Cell.self, from: Data($0)).cell
    }
    #expect(cells.count >= 20)
    var material = ReportMaterial(inputs: ["=cmd.csv"])
    for (number, cell) in cells.enumerated() {
      let verdict = Verdict(
        comment: cell,
        thread: cell,
        author: cell,
        action: .hold,
        findings: [
          Finding(
            rule: cell,
            category: .spam,
            kind: cell,
            score: 1,
            view: "raw",
            range: 0..<cell.utf8.count,
            text: cell,
            entry: cell,
            reason: cell
          )
        ]
      )
      material.count(
        verdict,
        of: Comment(id: cell, body: cell, thread: cell, author: cell),
        ordinal: number
      )
    }
    let rows = Self.rows(CSVReport.render(material))
    #expect(rows.count > cells.count)
    #expect(Set(rows.map(\.count)).count == 1, "all rows have the header's columns")
    let starts: [[UInt8]] = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].map {
      Array($0.utf8)
    }
    for cell in rows.joined() {
      let text = String(decoding: cell, as: UTF8.self)
      // A number below zero is no formula.
      guard Double(text) == nil else { continue }
      #expect(!starts.contains { cell.starts(with: $0) }, "\(text.unicodeScalars.count) scalars")
    }
    // Each text is there: after the mark that makes it inert, if it got one. (Hidden characters are
    // written by their names.)
    let all = Set(rows.joined().map { String(decoding: $0, as: UTF8.self) })
    for cell in cells where cell.unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) {
      #expect(all.contains(cell) || all.contains("'" + cell), "\(cell)")
    }
  }
}
