// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("CSV report")
struct CSVTests {
  /// Rows of RFC 4180, read strictly: `nil` for what is none.
  static func rows(_ bytes: [UInt8]) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var place = 0
    while place < bytes.count {
      cell = []
      if bytes[place] == UInt8(ascii: "\"") {
        place += 1
        while true {
          guard place < bytes.count else { return nil }
          if bytes[place] == UInt8(ascii: "\"") {
            place += 1
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { break }
          }
          cell.append(bytes[place])
          place += 1
        }
      } else {
        while place < bytes.count, bytes[place] != 0x2c, bytes[place] != 0x0d {
          guard bytes[place] != UInt8(ascii: "\""), bytes[place] != 0x0a else { return nil }
          cell.append(bytes[place])
          place += 1
        }
      }
      row.append(String(decoding: cell, as: UTF8.self))
      guard place < bytes.count else { return nil }
      if bytes[place] == 0x2c {
        place += 1
        continue
      }
      guard place + 1 < bytes.count, bytes[place] == 0x0d, bytes[place + 1] == 0x0a else {
        return nil
      }
      rows.append(row)
      row = []
      place += 2
    }
    return row.isEmpty ? rows : nil
  }

  private static let formulas = [
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{A0}=1", "\u{3000}=1",
    "＝1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0", "-", "=", "\u{200B}=1", "\"=1\"", "'=1",
    "  \t =HYPERLINK(\"http://a.example\")",
  ]

  private struct Cell: Decodable { var cell: String }

  /// What a spreadsheet would read as a formula.
  private static func isFormula(_ cell: String) -> Bool {
    let first = cell.unicodeScalars.first {
      !$0.properties.isWhitespace && $0.properties.generalCategory != .format
    }
    return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  private func expectSafe(_ text: String) throws {
    let bytes = CSVReport.render(HostileMaterial.material(text))
    let rows = try #require(Self.rows(bytes), "\(text)")
    #expect(rows.count == 2 && rows[0] == CSVReport.columns)
    #expect(rows[1].count == CSVReport.columns.count)
    for (name, cell) in zip(CSVReport.columns, rows[1]) {
      #expect(!Self.isFormula(cell), "\(name): \(cell)")
      #expect(
        !cell.unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x202a...0x202e).contains($0.value)
        }
      )
    }
  }

  @Test("No cell begins a formula, whatever stands in front of it")
  func formulas() throws {
    for text in Self.formulas + HostileText.all { try expectSafe(text) }
  }

  @Test(
    "No formula of the shared collection gets through",
    .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
  )
  func sharedFormulas() throws {
    let lines = try SharedData.lines("attacks/csv-injection/cells.jsonl")
    #expect(lines.count >= 20)
    for line in lines {
      try expectSafe(try JSONDecoder().decode(Cell.self, from: Data(line)).cell)
    }
  }

  @Test("Commas, quotes and line breaks come back as they were")
  func roundTrip() throws {
    for text in ["a,b", "say \"so\"", "one\ntwo", " spaced ", "plain", "", "漢字, ok"] {
      let rows = try #require(Self.rows(CSVReport.render(HostileMaterial.material(text))))
      let column = try #require(CSVReport.columns.firstIndex(of: "reason"))
      #expect(rows[1][column] == text)
    }
  }

  @Test("One row a finding, and one for a comment without")
  func rowsOfFindings() throws {
    var material = ReportMaterial(ReportFixture.threads)
    material.flagged.insert(FlaggedComment(verdict: Verdict(comment: "bare", action: .hold)))
    let rows = try #require(Self.rows(CSVReport.render(material)))
    let findings = material.flagged.entries.reduce(0) { $0 + max(1, $1.verdict.findings.count) }
    #expect(rows.count == 1 + findings)
    #expect(rows.contains { $0[1] == "bare" && $0[8].isEmpty })
  }
}
