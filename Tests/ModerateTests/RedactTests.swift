// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `--redact`: no byte of what is taken out is left in anything that is written.
@Suite("--redact")
struct RedactTests {
  private static let authors = [
    "Quenby Fairweather", "zoë-marmalade", "u\u{200B}nder_cover", "橋本さくら",
  ]

  /// A rule that puts words and names wherever a rule can.
  private static let rules = """
    ---
    id: town.secret
    body (regex): ["zq[a-z]+"]
    action: filter
    action_reason: "Says {{match}}, says {{author}}: {{body}}"
    comment: "Dear {{author}}, you said {{body}}."
    message: "{{author}} wrote {{body}}"
    message_subject: "About {{author}}"
    ---
    """

  private static let tokens = ["zqalpha", "zqbravo", "zqcharlie", "zqdelta", "zqecho", "zqfoxtrot"]

  /// Every comment has a word of its own, and many are flagged, answered and copied.
  private static func dump() -> String {
    var lines = ""
    for number in 0..<60 {
      let author = authors[number % authors.count]
      let token = tokens[number % tokens.count]
      let body =
        number % 10 == 0
        ? "Earn zqmoney a day from home, see http://zqcash.example/\(number)"
        : "You are a pathetic idiot, \(token) person. http://zqlink.example/x"
      lines += #"{"id":"c\#(number)","thread":"t\#(number / 20)","author":"\#(author)","#
      if number % 20 > 0 { lines += #""parent":"c\#(number - 1)","# }
      lines += #""created_at":\#(1_700_000_000 + number * 60),"body":"\#(body)"}"# + "\n"
    }
    return lines
  }

  private static let files = ["v.jsonl"] + ReportTests.kinds

  private static func expectAbsent(_ words: [String], in folder: Folder, _ prefix: String) throws {
    for file in files where folder.names.contains(prefix + file) {
      let bytes = try folder.bytes(prefix + file)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(bytes.count > 100)
      for word in words { #expect(!text.contains(word), "\(prefix)\(file): \(word)") }
    }
  }

  @Test(arguments: ["authors", "text"])
  func `nothing that is taken out is left in any output`(level: String) throws {
    let folder = try Folder()
    try folder.write(Self.rules, to: "rules.yaml")
    try folder.write(Self.dump(), to: "dump.jsonl")
    let words = ["zqmoney", "zqcash", "zqlink", "pathetic", "idiot"] + Self.tokens
    let gone = Self.authors + (level == "text" ? words : [])
    let scan = ["scan", "dump.jsonl", "--rules", "rules.yaml", "--quiet", "--signals"]
    let redact = ["--redact", level, "--redact-key", "k"]
    try Self.run(folder, scan + redact, "a-", verdicts: true)
    try Self.expectAbsent(gone, in: folder, "a-")
    // The same from a run that was not redacted.
    try Self.run(folder, scan, "plain-", verdicts: true)
    for (number, run) in ["plain-v.jsonl", "plain-r.json"].enumerated() {
      let compare = ["--compare", "plain-r.json"]
      try Self.run(folder, ["report", run, "--quiet"] + redact + compare, "b\(number)-")
      try Self.expectAbsent(gone, in: folder, "b\(number)-")
    }
    let plain = try folder.text("plain-r.html")
    for word in gone where !word.contains("\u{200B}") { #expect(plain.contains(word), "\(word)") }
  }

  @Test func `redacted runs have the counts of the run, and add up`() throws {
    let folder = try Folder()
    try folder.write(Self.dump(), to: "dump.jsonl")
    try Self.run(folder, ["scan", "dump.jsonl", "--quiet"], "plain-")
    try Self.run(folder, ["scan", "dump.jsonl", "--quiet", "--redact", "text"], "text-")
    let plain = try JSONValue(try folder.bytes("plain-r.json"))
    let text = try JSONValue(try folder.bytes("text-r.json"))
    for key in ["comments", "authors", "flagged", "actions", "categories", "rules", "hours"] {
      #expect(plain[key] == text[key], "\(key)")
    }
    try Self.run(folder, ["report", "text-r.json", "text-r.json", "--quiet"], "twice-")
    let twice = try JSONValue(try folder.bytes("twice-r.json"))
    #expect(twice["authors"] == plain["authors"])
    #expect(twice["comments"]?.integer == 120)
  }

  private static func run(
    _ folder: Folder,
    _ arguments: [String],
    _ prefix: String,
    verdicts: Bool = false
  ) throws {
    try ReportTests.run(
      folder,
      arguments + ReportTests.reports(prefix) + (verdicts ? ["--output", prefix + "v.jsonl"] : [])
    )
  }
}
