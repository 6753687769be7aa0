// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("scan: verdicts, summaries, reports")
struct ScanTests {
  private static func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func `every comment gets a verdict, in the order of the input`() throws {
    let outcome = try Tool.run("scan", Samples.neighbourhood)
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let comments = try Samples.comments()
    #expect(outcome.lines.count == comments.count)
    for (line, comment) in zip(outcome.lines, comments) {
      #expect(
        JSONKeys.outermost(line).filter { $0 != "domains" } == [
          "id", "thread", "author", "action", "scores", "incomplete", "findings",
        ]
      )
      let verdict = try Self.object(line)
      #expect(verdict["id"] as? String == comment["id"] as? String)
      #expect(verdict["thread"] as? String == comment["thread"] as? String)
      #expect(verdict["author"] as? String == comment["author"] as? String)
      #expect(["allow", "report", "hold", "remove"].contains(verdict["action"] as? String))
      let scores = try #require(verdict["scores"] as? [String: Double])
      #expect(Set(scores.keys) == ["spam", "links", "hostility", "conduct", "custom"])
      #expect(scores.values.allSatisfy { (0...1).contains($0) })
      let body = Array(try #require(comment["body"] as? String).utf8)
      for finding in try #require(verdict["findings"] as? [[String: Any]]) {
        guard let range = finding["range"] as? [Int] else { continue }
        try #require(
          range.count == 2 && 0 <= range[0] && range[0] <= range[1] && range[1] <= body.count
        )
        let text = String(validating: body[range[0]..<range[1]], as: UTF8.self)
        #expect(text == finding["text"] as? String, "ranges are bytes of the original body")
      }
    }
    #expect(Set(try outcome.lines.map { try Self.object($0)["action"] as? String }).count > 2)
  }

  @Test func `only flagged verdicts when asked for, and signals when asked for`() throws {
    let all = try Tool.run("scan", Samples.neighbourhood)
    let flagged = try Tool.run("scan", Samples.neighbourhood, "--emit", "flagged")
    #expect(flagged.lines == all.lines.filter { !$0.contains("\"action\":\"allow\"") })
    #expect(flagged.lines.count > 5)
    let signals = try Tool.run("scan", Samples.neighbourhood, "--signals")
    #expect(signals.lines.count == all.lines.count)
    #expect(signals.lines.contains { JSONKeys.outermost($0).last == "signals" })
  }

  @Test func `formats are recognized, and the summary adds up`() throws {
    for (path, records) in [
      (Samples.neighbourhood, 90), (Samples.smallTown, 26), (Samples.harborNews, 9),
    ] {
      let folder = try Folder()
      let outcome = try Tool.run(
        "scan",
        path,
        "--output",
        "v.jsonl",
        "--report",
        "s.json",
        "--report",
        "r.html",
        "--report",
        "r.TXT",
        "--title",
        "A <title>",
        in: folder
      )
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(outcome.output.contains("Written: s.json, r.html, r.TXT, v.jsonl"))
      #expect(folder.names == ["r.TXT", "r.html", "s.json", "v.jsonl"])
      let text = try folder.text("s.json")
      #expect(
        Array(JSONKeys.outermost(text).prefix(11)) == [
          "comments", "threads", "roots", "orphans", "max_depth", "authors", "rejected", "actions",
          "categories", "rules", "limits",
        ]
      )
      let summary = try Self.object(text)
      #expect(summary["comments"] as? Int == records)
      #expect((summary["rejected"] as? [Any])?.isEmpty == true)
      #expect((summary["actions"] as? [String: Int])?.values.reduce(0, +) == records)
      #expect(try folder.text("v.jsonl").split(separator: "\n").count == records)
      let html = try folder.text("r.html")
      #expect(html.hasPrefix("<!doctype html>") || html.hasPrefix("<!DOCTYPE html>"))
      #expect(html.hasSuffix("</html>\n"))
      #expect(html.contains("A &lt;title&gt;"))
      #expect(try !folder.bytes("r.TXT").contains(0x1B))
    }
  }

  @Test func `roots, orphans and depth are counted as the contract says`() throws {
    let folder = try Folder()
    try folder.write(
      """
      {"id":"a","thread":"t","body":"one"}
      {"id":"b","thread":"t","parent":"a","body":"two"}
      {"id":"c","thread":"t","parent":"b","body":"three"}
      {"id":"d","thread":"t","parent":"missing","body":"four"}
      not json
      {"id":"e","thread":"u","body":"five"}

      """,
      to: "in.jsonl"
    )
    let outcome = try Tool.run("scan", "in.jsonl", "--quiet", "--report", "s.json", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("in.jsonl:5: not read:"))
    let summary = try Self.object(try folder.text("s.json"))
    #expect(summary["comments"] as? Int == 5)
    #expect(summary["threads"] as? Int == 2)
    #expect(summary["roots"] as? Int == 2)
    #expect(summary["orphans"] as? Int == 1)
    #expect(summary["max_depth"] as? Int == 3)
    let rejected = try #require(summary["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [5])
    #expect(rejected.map { $0["input"] as? String } == ["in.jsonl"])
  }

  @Test func `the summary for people, whole`() throws {
    let folder = try Folder()
    try FileManager.default.copyItem(
      atPath: Samples.harborNews,
      toPath: folder.url("page.txt").path
    )
    let outcome = try Tool.run("scan", "page.txt", "--output", "v.jsonl", in: folder)
    #expect(outcome.output.hasPrefix("3 comments of 9 need a person\n"))
    #expect(outcome.output.hasSuffix("\nWritten: v.jsonl\n"))
  }

  @Test func `a folder is read as one input; an empty one is no input`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      at: folder.url("empty"),
      withIntermediateDirectories: true
    )
    try FileManager.default.createDirectory(
      at: folder.url("in/deep"),
      withIntermediateDirectories: true
    )
    try FileManager.default.copyItem(
      atPath: Samples.harborNews,
      toPath: folder.url("in/b.txt").path
    )
    try FileManager.default.copyItem(
      atPath: Samples.smallTown,
      toPath: folder.url("in/deep/a.json").path
    )
    #expect(try Tool.run("scan", "in", in: folder).lines.count == 35)
    let empty = try Tool.run("scan", "empty", in: folder)
    #expect(empty.status == 66)
    #expect(empty.error == "moderate: empty: there are no files in this folder\n")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a folder that cannot be listed`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      at: folder.url("locked"),
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0]
    )
    let outcome = try Tool.run("scan", "locked", in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.error.contains("cannot be listed"))
  }

  @Test(
    "Inputs that hold nothing to judge",
    arguments: [
      ("no such file", nil as [UInt8]?, 66, "no such file or folder"),
      ("empty", [], 0, "no comments in"),
      ("blank lines", Array("\n\n  \n".utf8), 0, "no comments in"),
      ("NULs", [UInt8](repeating: 0, count: 5_000), 65, "binary data"),
      ("bad lines only", Array("{\"id\":1\n{\"id\":2\n".utf8), 65, "none of the 2 records"),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0, 0], 65, "zstd"),
      ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0], 65, "gzip"),
    ]
  )
  func nothingToJudge(_ name: String, _ bytes: [UInt8]?, _ status: Int32, _ words: String) throws {
    let folder = try Folder()
    if let bytes { try folder.write(bytes, to: "in") }
    let outcome = try Tool.run("scan", "in", in: folder)
    #expect(outcome.status == status, "\(outcome.error)")
    #expect(outcome.error.contains(words), "\(outcome.error)")
    #expect(!outcome.error.isEmpty)
    #expect(outcome.output.isEmpty)
  }

  @Test func `broken text is mended and counted, not refused`() throws {
    let folder = try Folder()
    let lines: [[UInt8]] = [
      Array(#"{"id":"a","body":"half \ud83d of a pair"}"#.utf8),
      Array(#"{"id":"b","body":"bad "#.utf8) + [0xFF, 0xC0] + Array(#" bytes"}"#.utf8),
    ]
    try folder.write(lines.flatMap { $0 + [0x0A] }, to: "in.jsonl")
    let outcome = try Tool.run("scan", "in.jsonl", "--report", "s.json", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 2)
    let repairs = try Self.object(try folder.text("s.json"))["repairs"] as? [String: Int]
    #expect(repairs == ["ill-formed-utf8": 1, "lone-surrogate": 1])
  }

  @Test func `a line that is no record is named, and the rest is judged; --strict stops there`()
    throws
  {
    let folder = try Folder()
    try folder.write(
      "{\"id\":\"a\",\"body\":\"x\"}\nrubbish\n{\"id\":\"b\",\"body\":\"y\"}\n",
      to: "in.jsonl"
    )
    let outcome = try Tool.run("scan", "in.jsonl", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 2)
    #expect(outcome.error.hasPrefix("in.jsonl:2: not read: "))
    let strict = try Tool.run("scan", "in.jsonl", "--strict", "--output", "v.jsonl", in: folder)
    #expect(strict.status == 65)
    #expect(strict.error.hasPrefix("moderate: in.jsonl:2: "))
    #expect(folder.names == ["in.jsonl"])
  }

  @Test func `standard input is read without a path and as a dash`() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: Samples.smallTown)))
    let expected = try Tool.run("scan", Samples.smallTown).output
    #expect(try Tool.run("scan", input: bytes).output == expected)
    #expect(try Tool.run("scan", "-", input: bytes).output == expected)
    #expect(try Tool.run("scan", "-", "--output", "-", "--quiet", input: bytes).output == expected)
    let folder = try Folder()
    let piped = try Tool.shell("cat '\(Samples.smallTown)' | $moderate scan", in: folder)
    #expect(piped.output == expected)
  }

  @Test func `the number of jobs does not show in any output`() throws {
    let folder = try Folder()
    try folder.write(try Samples.many(times: 3), to: "in.jsonl")
    for jobs in ["1", "4"] {
      let outcome = try Tool.run(
        "scan",
        "in.jsonl",
        "--jobs",
        jobs,
        "--output",
        "v\(jobs).jsonl",
        "--report",
        "s\(jobs).json",
        "--report",
        "r\(jobs).html",
        "--report",
        "t\(jobs).txt",
        in: folder
      )
      #expect(outcome.status == 0)
    }
    for (one, four) in [
      ("v1.jsonl", "v4.jsonl"), ("s1.json", "s4.json"), ("r1.html", "r4.html"),
      ("t1.txt", "t4.txt"),
    ] {
      #expect(try folder.bytes(one) == folder.bytes(four), "\(one)")
    }
  }

  @Test func `fail-on tells by the exit status whether anything reached an action`() throws {
    #expect(try Tool.run("scan", Samples.neighbourhood, "--fail-on", "hold", "--quiet").status == 1)
    #expect(
      try Tool.run("scan", Samples.neighbourhood, "--fail-on", "remove", "--quiet").status == 0
    )
    let calm = Array("{\"id\":\"a\",\"body\":\"The library opens at nine.\"}\n".utf8)
    #expect(try Tool.run("scan", "--fail-on", "report", "--quiet", input: calm).status == 0)
  }

  @Test func `quiet prints nothing, and a pipe gets neither colors nor progress`() throws {
    let quiet = try Tool.run("scan", Samples.neighbourhood, "--quiet")
    #expect(quiet.output.isEmpty && quiet.error.isEmpty && quiet.status == 0)
    let plain = try Tool.run("scan", Samples.neighbourhood, "--output", "/dev/null")
    #expect(plain.error.isEmpty)
    #expect(!plain.output.contains("\u{1B}"))
    let progress = try Tool.run("scan", Samples.neighbourhood, "--quiet", "--progress", "always")
    #expect(progress.error.contains("comments"))
  }

  @Test func `policies move the thresholds, and rules can stand alone`() throws {
    func flagged(_ arguments: String...) throws -> Int {
      try Tool.run(
        try #require(Tool.executable),
        ["scan", Samples.neighbourhood, "--emit", "flagged"] + arguments,
        in: nil,
        within: 60
      ).lines.count
    }
    let standard = try flagged()
    #expect(try flagged("--policy", "strict") >= standard)
    #expect(try flagged("--policy", "lenient") <= standard)
    #expect(try flagged("--policy", "hostility=0.01/0.02") > standard)
    #expect(try flagged("--no-builtin-rules") == 0)
    let folder = try Folder()
    try folder.write("id: kiosk\nbody: kiosk\naction: remove\n", to: "r.yaml")
    let outcome = try Tool.run(
      "scan",
      Samples.neighbourhood,
      "--no-builtin-rules",
      "--rules",
      "r.yaml",
      "--emit",
      "flagged",
      in: folder
    )
    #expect(outcome.lines.count > 0)
    #expect(
      outcome.lines.allSatisfy {
        $0.contains("\"action\":\"remove\"") && $0.contains("\"rule\":\"kiosk\"")
      }
    )
  }

  @Test func `rule files that cannot be used end the scan before it starts`() throws {
    let folder = try Folder()
    try folder.write("boddy: x\naction: report\n", to: "bad.yaml")
    let bad = try Tool.run("scan", Samples.smallTown, "--rules", "bad.yaml", in: folder)
    #expect(bad.status == 78)
    #expect(bad.output.isEmpty)
    #expect(
      bad.error == """
        bad.yaml:1:1: error: there is no key "boddy" [unknown-key]
          1 | boddy: x
            | ^
          help: did you mean "body"?
        moderate: bad.yaml: 1 error; no rule of the file is used

        """
    )
    let missing = try Tool.run("scan", Samples.smallTown, "--rules", "none.yaml", in: folder)
    #expect(missing.status == 66)
    #expect(missing.error == "moderate: none.yaml: no such rule file\n")
    #expect(try Tool.run("scan", Samples.smallTown, "--rules", folder.path).status == 66)
    try folder.write("id: a\nbody: x\naction: report\n", to: "a.yaml")
    let twice = try Tool.run(
      "scan",
      Samples.smallTown,
      "--rules",
      "a.yaml",
      "--rules",
      "a.yaml",
      in: folder
    )
    #expect(twice.status == 78)
    #expect(twice.error.contains("\"a\""))
    let endless = try Tool.run("rules", "check", "/dev/zero")
    #expect(endless.status == 78)
    #expect(endless.error.contains("larger than 4194304 bytes"))
  }

  @Test func `many warnings of a rule file are counted, few are shown`() throws {
    let folder = try Folder()
    let rule = "body: x\n---\n"
    try folder.write(rule + rule, to: "few.yaml")
    let few = try Tool.run("scan", Samples.smallTown, "--rules", "few.yaml", "--quiet", in: folder)
    #expect(few.status == 0)
    #expect(few.error.contains("few.yaml:1:1: warning: the rule does nothing"))
    try folder.write(
      String(repeating: rule, count: 9) + "body: y\naction: report\n",
      to: "many.yaml"
    )
    let many = try Tool.run(
      "scan",
      Samples.smallTown,
      "--rules",
      "many.yaml",
      "--quiet",
      in: folder
    )
    #expect(
      many.error
        == "moderate: many.yaml: 1 rule, 9 left out, 9 warnings: moderate rules check many.yaml\n"
    )
  }
}
