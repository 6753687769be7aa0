// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite("Help, version and wrong usage")
struct HelpTests {
  @Test(
    "The whole help text of every command",
    arguments: [
      "", "scan", "explain", "threads", "rules", "rules check", "rules test", "rules list",
      "rules explain", "rules format", "rules import", "rules backtest", "formats", "evaluate",
      "report",
    ]
  )
  func help(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let outcome = try Tool.run(
      try #require(Tool.executable),
      words + ["--help"],
      in: nil,
      within: 60
    )
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let name = words.isEmpty ? "moderate" : words.joined(separator: "-")
    #expect(
      try Golden.difference(of: Array(outcome.output.utf8), from: "moderate/help-\(name).txt")
        == nil
    )
    #expect(
      outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") }
    )
  }

  @Test func `the version is one line`() throws {
    let outcome = try Tool.run("--version")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
    #expect(outcome.output.first?.isNumber == true)
  }

  @Test func `without a command it says what there is`() throws {
    let outcome = try Tool.run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("SUBCOMMANDS:"))
  }

  @Test(
    "Wrong usage ends with 64 and says what would be right",
    arguments: [
      (["scna"], "did you mean \"scan\""),
      (["rules", "chekc", "x.yaml"], "did you mean \"check\""),
      (["moderate-everything"], "There are: scan, report, explain, threads, rules, formats"),
      (["scan", "--ouptut", "x"], "--output"),
      (["scan", "--report", "x.pdf"], "use .html, .md, .csv, .json or .txt"),
      (["scan", "--report", "x"], "use .html, .md, .csv, .json or .txt"),
      (["scan", "--format", "nope"], "There are: auto, jsonl, reddit, "),
      (["scan", "--format", "redit"], "did you mean \"reddit\"?"),
      (["scan", "--emit", "some"], "one of 'all' and 'flagged'"),
      (["scan", "--jobs", "0"], "from 1 to 1024"),
      (["scan", "--fail-on", "allow"], "report, hold or remove"),
      (["scan", "--fail-on", "everything"], "report, hold or remove"),
      (["scan", "--policy", "harsh"], "lenient, standard or strict"),
      (["scan", "--policy", "hostility=0.9/0.4"], "such as hostility=0.4/0.8"),
      (["scan", "--policy", "insults=0.4/0.8"], "such as hostility=0.4/0.8"),
      (["scan", "--output", "a.jsonl", "--report", "b.html", "--report", "b.html"], "named twice"),
      (["explain", "text", "--thread", "x", "--comment", "c1"], "not both"),
      (["explain", "--thread", "x"], "--thread and --comment go together"),
      (["explain", "--comment", "x"], "--thread and --comment go together"),
      (["rules", "check"], "<file>"),
      (["threads", "--color", "blue"], "one of 'auto', 'always' or 'never'"),
    ]
  )
  func usage(_ arguments: [String], _ words: String) throws {
    let outcome = try Tool.run(try #require(Tool.executable), arguments, in: nil, within: 60)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains(words), "\(outcome.error)")
    #expect(outcome.output.isEmpty)
  }

  @Test func `formats are listed`() throws {
    let outcome = try Tool.run("formats")
    #expect(outcome.status == 0)
    #expect(
      try Golden.difference(of: Array(outcome.output.utf8), from: "moderate/formats.txt") == nil
    )
  }
}
