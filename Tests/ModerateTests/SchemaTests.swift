// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What the tool writes, against the schemas that are published in `Docs/schemas/`.
@Suite("JSON schemas")
struct SchemaTests {
  private static let rules = """
    ---
    id: town.no-raffles
    body (regex): ["[a-z]"]
    action: filter
    action_reason: "Says {{match}}"
    comment: "Please ask first, {{author}}."
    category: spam
    ---
    """

  /// Verdicts and summaries of a run with everything that they can hold.
  private static func outputs() throws -> (folder: Folder, lines: [[UInt8]]) {
    let folder = try Folder()
    try folder.write(rules, to: "rules.yaml")
    var dump = try String(contentsOfFile: Samples.neighbourhood, encoding: .utf8)
    for copy in 0..<6 {
      dump +=
        #"{"id":"copy\#(copy)","thread":"t\#(copy)","author":"u\#(copy)","#
        + #""created_at":\#(copy),"body":"Earn 500 dollars a day at home: http://cash.example/now?\#(copy)"}"#
        + "\n"
    }
    dump += "{\"id\":\"bad\"\n{\"id\":\"s\",\"body\":\"half \\ud83d\",\"score\":\"many\"}\n"
    try folder.write(dump, to: "dump.jsonl")
    try ReportTests.run(
      folder,
      ["scan", "dump.jsonl", "--rules", "rules.yaml", "--signals", "--quiet"]
        + ["--output", "v.jsonl", "--report", "s.json"]
    )
    return (folder, try folder.bytes("v.jsonl").split(separator: 10).map(Array.init))
  }

  @Test func `every verdict line is as the schema says`() throws {
    let schema = try JSONSchema(named: "verdict.schema.json")
    let lines = try Self.outputs().lines
    #expect(lines.count > 40)
    var keys: Set<String> = []
    for line in lines {
      #expect(try schema.faults(in: line) == [])
      keys.formUnion(try JSONValue(line).members.keys)
    }
    // All optional keys were seen.
    #expect(keys.isSuperset(of: ["signals", "side_effects", "domains"]))
  }

  @Test func `summaries are as the schema says: of a scan, of many runs, of a comparison`() throws {
    let schema = try JSONSchema(named: "summary.schema.json")
    let folder = try Self.outputs().folder
    let summary = try JSONValue(try folder.bytes("s.json"))
    #expect(try schema.faults(in: summary) == [])
    for key in ["campaigns", "troubled_threads", "rejected", "busiest_threads"] {
      #expect(summary[key]?.elements.isEmpty == false, "\(key) has nothing to check")
    }
    try ReportTests.run(
      folder,
      ["report", "v.jsonl", "s.json", "--compare", "v.jsonl", "--quiet", "--report", "m.json"]
    )
    #expect(try schema.faults(in: try folder.bytes("m.json")) == [])
    try ReportTests.run(folder, ["report", "s.json", "--redact", "text", "--report", "n.json"])
    #expect(try schema.faults(in: try folder.bytes("n.json")) == [])
  }

  @Test func `the sample of every dump format gives such lines`() throws {
    let schema = try JSONSchema(named: "verdict.schema.json")
    for sample in [Samples.smallTown, Samples.harborNews] {
      let outcome = try Tool.run("scan", sample)
      #expect(outcome.lines.count > 5)
      for line in outcome.lines { #expect(try schema.faults(in: Array(line.utf8)) == []) }
    }
  }

  @Test func `the checker finds each kind of fault`() throws {
    let schema = try JSONSchema(named: "verdict.schema.json")
    let good =
      #"{"id":"c","thread":null,"author":null,"action":"hold","scores":{"spam":0.1,"links":0,"#
      + #""hostility":1,"conduct":0,"custom":0},"incomplete":null,"findings":[{"rule":"r","#
      + #""category":"spam","kind":null,"score":1,"view":"raw","range":[0,4],"text":"x","entry":null}]}"#
    #expect(try schema.faults(in: Array(good.utf8)) == [])
    for (part, instead) in [
      (#""id":"c","#, ""), (#""id":"c""#, #""id":7"#), (#""hold""#, #""ban""#), ("0.1", "1.1"),
      ("0.1", "-0.1"), ("[0,4]", "[0,4,5]"), ("[0,4]", "[0]"), ("[0,4]", "[0,4.5]"),
      ("[0,4]", "[-1,4]"), (#""kind""#, #""sort""#), (#""incomplete":null"#, #""incomplete":true"#),
      (#""text":"x""#, #""text":"x","text_cut":false"#), (#"{"id""#, #"{"new":1,"id""#),
    ] {
      let bad = good.replacingOccurrences(of: part, with: instead)
      #expect(bad != good)
      #expect(try !schema.faults(in: Array(bad.utf8)).isEmpty, "\(part) → \(instead)")
    }
    let odd = ["x.json": try JSONValue(Array(#"{"oneOf":[]}"#.utf8))]
    #expect(throws: JSONSchema.Invalid.self) {
      try JSONSchema(odd, root: "x.json").faults(in: .null)
    }
  }
}
