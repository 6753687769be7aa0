// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Reports of one run in all formats, and reports that are made later.
@Suite("report: all formats")
struct ReportTests {
  static let kinds = ["r.html", "r.md", "r.csv", "r.json", "r.txt"]

  /// Runs the tool in a folder; anything but success is a fault.
  static func run(_ folder: Folder, _ arguments: [String]) throws {
    let outcome = try Tool.run(
      try #require(Tool.executable),
      arguments,
      in: folder,
      within: 120
    )
    try #require(outcome.status == 0, "\(arguments): \(outcome.error)")
  }

  static func reports(_ prefix: String = "") -> [String] {
    kinds.flatMap { ["--report", prefix + $0] }
  }

  static func verdicts(_ folder: Folder, _ name: String) throws -> [JSONValue] {
    try folder.bytes(name).split(separator: 10).map { try JSONValue(Array($0)) }
  }

  /// What verdict lines add up to, counted the slow and obvious way.
  struct Totals {
    var actions: [String: Int] = [:]
    var categories: [String: Int] = [:]
    var rules: [String: Int] = [:]
    var flaggedIDs: Set<String> = []
    var rows = 0
    var comments = 0
    var flagged: Int { comments - (actions["allow"] ?? 0) }

    init(_ verdicts: [JSONValue]) {
      comments = verdicts.count
      for verdict in verdicts {
        let action = verdict["action"]?.text ?? ""
        actions[action, default: 0] += 1
        let findings = verdict["findings"]?.elements ?? []
        let against = findings.filter { $0["score"]?.number ?? 0 > 0 }
        for name in Set(against.compactMap { $0["category"]?.text }) {
          categories[name, default: 0] += 1
        }
        for name in Set(findings.compactMap { $0["rule"]?.text }) { rules[name, default: 0] += 1 }
        if action != "allow" {
          flaggedIDs.insert(verdict["id"]?.text ?? "")
          rows += max(1, findings.count)
        }
      }
    }
  }

  @Test func `verdicts that are missing before their closing line are told`() throws {
    let folder = try Folder()
    for (name, emit) in [("all.jsonl", "all"), ("flagged.jsonl", "flagged")] {
      let arguments = [
        "scan", Samples.neighbourhood, "--closing-line", "--emit", emit, "--output", name,
      ]
      try Self.run(folder, arguments + ["--quiet"])
      let lines = try folder.text(name).split(separator: "\n").map { "\($0)\n" }
      try folder.write(lines.dropFirst(2).joined(), to: "cut-" + name)
      try folder.write(try #require(lines.last), to: "end-" + name)
      for whole in [name, "end-" + name] {
        let outcome = try Tool.shell("$moderate report --strict \(whole)", in: folder)
        #expect(outcome.status == 0 && outcome.error.isEmpty, "\(whole): \(outcome.error)")
      }
      let told = try Tool.shell("$moderate report --quiet cut-\(name)", in: folder)
      #expect(told.status == 0 && told.error.contains("lines are missing"), "\(told.error)")
      let strict = try Tool.shell("$moderate report --strict cut-\(name)", in: folder)
      #expect(strict.status == 65 && strict.error.contains("lines are missing"))
    }
  }

  /// The rows of a page's data block, and its text without tags.
  static func page(_ bytes: [UInt8]) throws -> (data: JSONValue, text: String) {
    let html = String(decoding: bytes, as: UTF8.self)
    let start = try #require(html.range(of: #"<script type="application/json" id="data">"#))
    let end = try #require(html.range(of: "</script>", range: start.upperBound..<html.endIndex))
    let data = try JSONValue(Array(html[start.upperBound..<end.lowerBound].utf8))
    let text = html[..<start.lowerBound].replacing(/<[^>]*>/, with: "").replacing("\n", with: "")
    return (data, String(text))
  }

  static func grouped(_ number: Int) -> String {
    var text = String(number)
    var place = text.count - 3
    while place > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: place))
      place -= 3
    }
    return text
  }

  @Test func `the numbers of one run agree in all formats`() throws {
    let folder = try Folder()
    try Self.run(
      folder,
      ["scan", Samples.neighbourhood, Samples.smallTown, Samples.harborNews, "--quiet"]
        + ["--output", "v.jsonl"] + Self.reports()
    )
    let totals = Totals(try Self.verdicts(folder, "v.jsonl"))
    #expect(totals.flagged > 10 && totals.rules.count > 5)

    let json = try JSONValue(try folder.bytes("r.json"))
    #expect(json["comments"]?.integer == totals.comments)
    #expect(json["flagged"]?.integer == totals.flagged)
    for (name, count) in try #require(json["actions"]).members {
      #expect(count.integer == totals.actions[name] ?? 0, "\(name)")
    }
    for (name, count) in try #require(json["categories"]).members {
      #expect(count.integer == totals.categories[name] ?? 0, "\(name)")
    }
    let rules = try #require(json["rules"]).elements
    #expect(rules.count == totals.rules.count)
    for rule in rules { #expect(rule["comments"]?.integer == totals.rules[rule["id"]?.text ?? ""]) }
    let buckets = try #require(json["hours"]?["buckets"]).elements.map { $0.elements }
    let dated = try #require(json["hours"]).members.isEmpty ? 0 : buckets.count
    #expect(dated > 0)
    #expect(buckets.reduce(0) { $0 + ($1[1].integer ?? 0) } <= totals.comments)
    let busiest = try #require(json["busiest_threads"]).elements
    #expect(busiest.reduce(0) { $0 + ($1["comments"]?.integer ?? 0) } == totals.comments)
    #expect(busiest.reduce(0) { $0 + ($1["flagged"]?.integer ?? 0) } == totals.flagged)

    let (data, text) = try Self.page(try folder.bytes("r.html"))
    let rows = try #require(data["rows"]).elements
    #expect(Set(rows.compactMap { $0.elements[0].text }) == totals.flaggedIDs)
    let names = try #require(data["actions"]).elements.compactMap(\.text)
    for (place, name) in names.enumerated() where name != "allow" {
      let shown = rows.count { $0.elements[4].integer == place }
      #expect(shown == totals.actions[name] ?? 0, "\(name)")
    }
    let headline = "\(totals.flagged) of \(totals.comments) comments need a person"
    #expect(text.contains(headline))

    let markdown = try folder.text("r.md")
    #expect(markdown.contains("**\(totals.flagged) of \(totals.comments) comments** need a person"))
    let terminal = try folder.text("r.txt")
    #expect(terminal.contains("\(totals.flagged) comments of \(totals.comments) need a person"))
    for name in ["report", "hold", "remove", "spam", "links", "hostility", "conduct"] {
      let count = totals.actions[name] ?? totals.categories[name] ?? 0
      #expect(markdown.contains("| \(name) | \(count) |"), "\(name)")
      let line = terminal.split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
      #expect(line?.split(separator: " ").dropFirst().first == "\(count)", "\(name)")
    }

    let csv = try folder.text("r.csv").replacing(/"(?:[^"]|"")*"/, with: "Q")
      .split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(csv.count == 1 + totals.rows)
    #expect(csv.allSatisfy { $0.count == 19 })
  }

  @Test func `the same run gives the same bytes, also when it is read back`() throws {
    let folder = try Folder()
    let scan = ["scan", Samples.neighbourhood, Samples.smallTown, "--quiet", "--title", "T"]
    try Self.run(folder, scan + ["--output", "a.jsonl"] + Self.reports("a-"))
    try Self.run(folder, scan + ["--output", "b.jsonl"] + Self.reports("b-"))
    try Self.run(folder, ["report", "a-r.json", "--quiet", "--title", "T"] + Self.reports("c-"))
    #expect(try folder.bytes("a.jsonl") == folder.bytes("b.jsonl"))
    for kind in Self.kinds {
      #expect(try folder.bytes("a-" + kind) == folder.bytes("b-" + kind), "\(kind)")
      #expect(try folder.bytes("a-" + kind) == folder.bytes("c-" + kind), "read back: \(kind)")
    }
  }

  @Test func `summaries of parts add up to the reports of the whole`() throws {
    let folder = try Folder()
    // In the order of their names, which is that of a sum.
    let parts = [Samples.harborNews, Samples.neighbourhood, Samples.smallTown]
    try Self.run(folder, ["scan"] + parts + ["--quiet", "--title", "T"] + Self.reports("whole-"))
    for (number, part) in parts.enumerated() {
      try Self.run(folder, ["scan", part, "--quiet", "--report", "p\(number).json"])
    }
    for order in [["p0.json", "p1.json", "p2.json"], ["p2.json", "p0.json", "p1.json"]] {
      try Self.run(
        folder,
        ["report"] + order + ["--quiet", "--title", "T"] + Self.reports("sum-")
      )
      for kind in Self.kinds {
        // The place of a comment in its input is that in the part.
        let place = /"ordinal": \d+/
        let whole = try folder.text("whole-" + kind).replacing(place, with: "")
        #expect(try whole == folder.text("sum-" + kind).replacing(place, with: ""), "\(kind)")
      }
    }
  }

  @Test func `verdict lines alone give the same counts of everything that they say`() throws {
    let folder = try Folder()
    try Self.run(
      folder,
      ["scan", Samples.neighbourhood, "--quiet", "--output", "v.jsonl", "--report", "s.json"]
    )
    try Self.run(folder, ["report", "v.jsonl", "--quiet"] + Self.reports())
    let (whole, read) = (
      try JSONValue(try folder.bytes("s.json")), try JSONValue(try folder.bytes("r.json"))
    )
    for key in ["comments", "flagged", "actions", "categories", "rules", "signals", "limits"] {
      #expect(whole[key] == read[key], "\(key)")
    }
    let (data, _) = try Self.page(try folder.bytes("r.html"))
    #expect(data["rows"]?.elements.count == whole["flagged"]?.integer)
  }

  @Test func `comparing says what is new, worse, milder and gone`() throws {
    let folder = try Folder()
    let scan = ["scan", Samples.neighbourhood, Samples.smallTown, "--quiet", "--policy"]
    try Self.run(folder, scan + ["lenient", "--output", "old.jsonl", "--report", "old.json"])
    try Self.run(folder, scan + ["strict", "--output", "new.jsonl", "--report", "new.json"])
    let order = ["allow", "report", "hold", "remove"]
    func actions(_ name: String) throws -> [String: Int] {
      try Self.verdicts(folder, name).reduce(into: [:]) { result, verdict in
        let key = "\(verdict["thread"]?.text ?? "") \(verdict["id"]?.text ?? "")"
        result[key] = order.firstIndex(of: verdict["action"]?.text ?? "")
      }
    }
    let (old, new) = (try actions("old.jsonl"), try actions("new.jsonl"))
    for (before, now, from, to) in [(old, new, "old", "new"), (new, old, "new", "old")] {
      var expected = ["new": 0, "worse": 0, "milder": 0, "gone": 0]
      for (key, action) in now {
        let previous = before[key] ?? 0
        if previous == action { continue }
        let kind =
          previous == 0 ? "new" : action == 0 ? "gone" : previous < action ? "worse" : "milder"
        expected[kind, default: 0] += 1
      }
      #expect(expected.values.reduce(0, +) > 0)
      for ending in ["jsonl", "json"] {
        try Self.run(
          folder,
          ["report", "\(to).\(ending)", "--compare", "\(from).\(ending)", "--quiet"]
            + Self.reports()
        )
        let comparison = try #require(try JSONValue(try folder.bytes("r.json"))["comparison"])
        for (kind, count) in expected { #expect(comparison[kind]?.integer == count, "\(kind)") }
        #expect(comparison["changes"]?.elements.count == expected.values.reduce(0, +))
        let page = try folder.text("r.html")
        #expect(page.contains("What changed"))
        #expect(try folder.text("r.md").contains("\(expected["new"] ?? 0) newly flagged"))
      }
    }
  }

  @Test func `fewer flagged comments are named where that is asked for, and the rest is counted`()
    throws
  {
    let folder = try Folder()
    try Self.run(
      folder,
      ["scan", Samples.neighbourhood, "--quiet", "--max-flagged", "3"] + Self.reports()
    )
    let json = try JSONValue(try folder.bytes("r.json"))
    let (data, text) = try Self.page(try folder.bytes("r.html"))
    #expect(data["rows"]?.elements.count == 3)
    let left = try #require(json["flagged"]?.integer) - 3
    #expect(text.contains("\(left) more are not on this page"))
    let wrong = try Tool.run("scan", Samples.neighbourhood, "--max-flagged", "-1")
    #expect(wrong.status == 64)
  }
}
