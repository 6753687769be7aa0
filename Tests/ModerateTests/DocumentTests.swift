// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What the documents show of the tool is what it writes today: weights change, and figures in prose do not by
/// themselves.
@Suite("Excerpts in the documents")
struct DocumentTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: SharedData.packageRoot.appending(path: path), encoding: .utf8)
  }

  /// The text without line breaks and indentation, which excerpts have and the tool's lines have not.
  private static func joined(_ text: String) -> String {
    text.split(separator: "\n").map { $0.trimmingPrefix(" ") }.joined()
  }

  @Test func `Formats.md quotes verdict lines, summary, table and texts as they are written`()
    throws
  {
    let formats = try Self.text("Docs/Formats.md")
    let folder = try Folder()
    let outcome = try Tool.run(
      "scan",
      Samples.neighbourhood,
      "--output",
      "v.jsonl",
      "--report",
      "r.md",
      "--report",
      "r.csv",
      "--report",
      "r.json",
      "--report",
      "r.txt",
      in: folder
    )
    #expect(outcome.status == 0)

    let line = try #require(
      try folder.text("v.jsonl").split(separator: "\n").first { $0.hasPrefix("{\"id\":\"f5\"") }
    )
    let flat = Self.joined(formats)
    let scores = line.prefix(while: { $0 != "[" })
    #expect(flat.contains(scores), "docs lack \(scores)")
    let finding = try #require(line.range(of: "{\"rule\":\"spam.easy-money\""))
    let easy = line[finding.lowerBound...].prefix(while: { $0 != "}" })
    #expect(flat.contains(easy), "docs lack \(easy)")

    let summary = try folder.text("r.json")
    for key in ["\"actions\":", "\"categories\":", "{\"id\":\"hostility.insult-direct\""] {
      let compact = summary.filter { !$0.isWhitespace }
      let place = try #require(compact.range(of: key))
      let value = compact[place.lowerBound...].prefix(while: { $0 != "}" })
      #expect(formats.filter { !$0.isWhitespace }.contains(value), "docs lack \(value)")
    }
    let row = try #require(
      try folder.text("r.csv").split(whereSeparator: \.isNewline).first {
        $0.contains(",spam.easy-money,") && $0.contains(",f5,")
      }
    )
    #expect(formats.contains(row.trimmingCharacters(in: .newlines)), "docs lack \(row)")
    let heading = try #require(
      try folder.text("r.md").split(separator: "\n").first { $0.hasPrefix("**") }
    )
    #expect(formats.contains(heading), "docs lack \(heading)")
    for line in try folder.text("r.txt").split(separator: "\n").prefix(9)
    where line.hasPrefix("  hold") || line.hasPrefix("  report") || line.contains("need a person") {
      #expect(formats.contains(line), "docs lack \(line)")
    }
  }

  @Test func `README's explanation is today's`() throws {
    let readme = try Self.text("README.md")
    let text = try #require(
      readme.firstMatch(of: #/\$ moderate explain "([^"]*)"/#)
    )
    let output = try Tool.run("explain", String(text.1)).output
    let line = try #require(
      output.split(separator: "\n").first { $0.contains("hostility.insult-direct") }
    )
    #expect(readme.contains(line), "docs lack \(line)")
  }
}
