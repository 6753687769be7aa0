// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What a moderator sees of the rules of their own.
@Suite("Rules of one's own in reports")
struct RuleReportTests {
  private static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(
      """
      {"id":"a","body":"win a raffle now","thread":"t","author":"bob"}
      {"id":"b","body":"nice day","thread":"t","author":"cy"}

      """,
      to: "s.jsonl"
    )
    try folder.write(
      """
      body: [raffle]
      action: filter
      action_reason: "Raffle: {{match}}"
      comment: no raffles, {{author}}
      ---
      id: town.newbies
      author:
        account_age: "< 3 days"
      action: report
      ---
      type: submission
      title: x
      action: report

      """,
      to: "r.yaml"
    )
    return folder
  }

  @Test func `every report says which rule held a comment, by what words and why`() throws {
    let folder = try Self.folder()
    try ReportTests.run(
      folder,
      ["scan", "s.jsonl", "--rules", "r.yaml", "--quiet", "--output", "v.jsonl"]
        + ReportTests.reports()
    )
    for name in ["r.html", "r.md", "r.txt"] {
      let text = String(decoding: try folder.bytes(name), as: UTF8.self)
      #expect(text.contains("Held for review by the rule raffle-"), "\(name)")
      #expect(!text.contains("no finding is listed"), "\(name)")
      #expect(text.contains("town.newbies"), "\(name) says what was not judged")
      #expect(text.contains("author_created_at"), "\(name)")
      #expect(text.contains("no raffles, bob"), "\(name) has the reply")
      #expect(text.contains("r.yaml:1"), "\(name) says where the rule stands")
    }
    let csv = String(decoding: try folder.bytes("r.csv"), as: UTF8.self)
    #expect(csv.contains("no raffles, bob") && csv.contains("hold"))
    let json = try JSONValue(try folder.bytes("r.json"))
    #expect(json["categories"]?["custom"]?.number == 1)
    #expect(json["unjudged"]?.elements.first?["missing"]?.text == "author_created_at")
    // Later reports say the same.
    try ReportTests.run(folder, ["report", "v.jsonl", "--quiet", "--report", "v.md"])
    #expect(
      String(decoding: try folder.bytes("v.md"), as: UTF8.self).contains(
        "Held for review by the rule raffle-"
      )
    )
    try ReportTests.run(folder, ["report", "r.json", "--quiet", "--report", "again.json"])
    #expect(try folder.bytes("again.json") == folder.bytes("r.json"))
  }

  @Test func `a scan says at its end what it could not judge, and at its start what is left out`()
    throws
  {
    let folder = try Self.folder()
    let outcome = try Tool.run("scan", "s.jsonl", "--rules", "r.yaml", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("2 rules, 1 left out"))
    #expect(
      outcome.error.contains("moderate: town.newbies: on 1 comment, missing author_created_at")
    )
    try folder.write("type: submission\ntitle: x\naction: report\n", to: "none.yaml")
    let none = try Tool.run("scan", "s.jsonl", "--rules", "none.yaml", in: folder)
    #expect(none.error.contains("no rule of the file is about comments"))
  }

  @Test func `explain names the rule first, what it would also do and what it could not judge`()
    throws
  {
    let folder = try Self.folder()
    let outcome = try Tool.run("explain", "a raffle", "--rules", "r.yaml", in: folder)
    #expect(outcome.output.contains("Held for review by the rule raffle-"))
    #expect(outcome.output.contains("no raffles, "))
    // A rule that holds a comment ends the turn of the others.
    let other = try Tool.run("explain", "nice day", "--rules", "r.yaml", in: folder)
    #expect(other.output.contains("town.newbies: missing author_created_at"))
  }

  @Test func `the names in reports can be explained, signals too`() throws {
    let folder = try Self.folder()
    let signal = try Tool.run("rules", "explain", "hostility.insult-direct", "r.yaml", in: folder)
    #expect(signal.status == 0 && signal.output.contains("evidence about hostility"))
    let unknown = try Tool.run("rules", "explain", "zzzzzzzz", in: folder)
    #expect(unknown.status == 64 && !unknown.error.contains("did you mean"))
  }

  @Test func `a comparison names the runs, not what both were made from`() throws {
    let folder = try Self.folder()
    for name in ["old.json", "new.json"] {
      try ReportTests.run(folder, ["scan", "s.jsonl", "--quiet", "--report", name])
    }
    try ReportTests.run(
      folder,
      ["report", "new.json", "--compare", "old.json", "--quiet", "--report", "c.md"]
    )
    let text = String(decoding: try folder.bytes("c.md"), as: UTF8.self)
    #expect(text.contains("Compared with `old.json`"))
  }

  @Test func `words for a contributor's quality are read`() throws {
    let folder = try Folder()
    try folder.write(
      #"{"id":"a","body":"x","author_contributor_quality":"low"}"# + "\n",
      to: "s.jsonl"
    )
    try folder.write(
      "author:\n  contributor_quality: \"< moderate\"\naction: report\n",
      to: "r.yaml"
    )
    let outcome = try Tool.run(
      "scan",
      "s.jsonl",
      "--rules",
      "r.yaml",
      "--no-builtin-rules",
      in: folder
    )
    #expect(outcome.lines.first?.contains(#""action":"report""#) == true)
  }
}
