// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What is said where a run could be misunderstood.
@Suite("messages")
struct MessageTests {
  private static let two = """
    {"id":"1","thread":"a","body":"You are such a pathetic idiot.","author":"[deleted]"}
    {"id":"1","thread":"b","body":"Thank you, that explains it.","author":"ann"}

    """

  private static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(two, to: "in.jsonl")
    return folder
  }

  // MARK: Reports

  @Test func `a CSV that leaves comments out says how many, and which option names more`() throws {
    let folder = try Folder()
    let command = "$moderate scan '\(Samples.neighbourhood)' --quiet --report r.csv --report r.json"
    let cut = try Tool.shell(command + " --max-flagged 2", in: folder)
    let flagged = try JSONValue(try folder.bytes("r.json"))["flagged"]?.integer ?? 0
    #expect(cut.error.contains("r.csv: only the 2 most severe of \(flagged) flagged comments"))
    #expect(cut.error.contains("--max-flagged"))
    #expect(try Tool.shell(command, in: folder).error.isEmpty)
  }

  @Test func `what verdict lines do not hold is left out, and authors are those of the scan`()
    throws
  {
    let folder = try Self.folder()
    let scan = "$moderate scan in.jsonl --quiet --output v.jsonl --report s.json"
    #expect(try Tool.shell(scan, in: folder).status == 0)
    let later = try Tool.shell("$moderate report v.jsonl", in: folder)
    for wrong in ["of text", "deep", "root"] { #expect(!later.output.contains(wrong), "\(wrong)") }
    #expect(later.output.contains("2 comments known by their verdicts only"))
    _ = try Tool.shell("$moderate report v.jsonl --report l.json --report l.html", in: folder)
    let (whole, lines) = (
      try JSONValue(try folder.bytes("s.json")), try JSONValue(try folder.bytes("l.json"))
    )
    #expect(whole["authors"]?.integer == 1 && lines["authors"]?.integer == 1)
    #expect(whole["verdicts_only"] == nil && lines["verdicts_only"]?.integer == 2)
    let html = try folder.text("l.html")
    #expect(!html.contains("answer the article") && html.contains("known by their verdicts only"))
    // A report of that report still knows.
    let again = try Tool.shell("$moderate report l.json", in: folder)
    #expect(again.output.contains("2 comments known by their verdicts only"))
  }

  @Test func `an account that was deleted is nobody among flagged authors`() throws {
    let folder = try Self.folder()
    _ = try Tool.shell("$moderate scan in.jsonl --quiet --report s.json", in: folder)
    let summary = try JSONValue(try folder.bytes("s.json"))
    #expect(summary["flagged"]?.integer == 1)
    #expect(summary["authors_flagged"]?["distinct"]?.integer == 0)
  }

  @Test func `a file that is named twice counts twice, and that is said`() throws {
    let folder = try Self.folder()
    let scan = try Tool.shell("$moderate scan in.jsonl ./in.jsonl --output v.jsonl", in: folder)
    #expect(scan.error.contains("in.jsonl: this file is named more than once"))
    let report = try Tool.shell("$moderate report v.jsonl v.jsonl", in: folder)
    #expect(report.error.contains("v.jsonl: this file is named more than once"))
  }

  // MARK: Explain

  @Test func `a comment of any dump is explained, and of the thread that is named`() throws {
    let folder = try Folder()
    try folder.write("nr,where,words\n1,a,You idiot.\n1,b,Thank you.\n", to: "in.csv")
    let explain =
      "$moderate explain --thread in.csv --format csv --map id=nr,thread=where,body=words --comment 1"
    let first = try Tool.shell(explain, in: folder)
    #expect(first.status == 0 && first.output.contains("in thread a"), "\(first.error)")
    #expect(first.error.contains("2 threads have a comment \"1\": \"a\", \"b\""))
    #expect(first.error.contains("--in THREAD"))
    let second = try Tool.shell(explain + " --in b", in: folder)
    #expect(second.output.contains("in thread b") && second.error.isEmpty)
    let none = try Tool.shell(explain + " --in c", in: folder)
    #expect(none.status == 65 && none.error.contains("it is in \"a\", \"b\""))
    #expect(try Tool.shell("$moderate explain --in b text", in: folder).status == 64)
    #expect(try Tool.shell(explain + " --map b0dy=words", in: folder).status == 64)
  }

  // MARK: Inputs and options

  @Test(arguments: [("tar -cf", "tar"), ("tar -czf", "tar")])
  func `an archive is refused with what to do`(command: String, kind: String) throws {
    let folder = try Self.folder()
    #expect(try Tool.shell("\(command) in.bin in.jsonl", in: folder).status == 0)
    let outcome = try Tool.shell("$moderate scan in.bin", in: folder)
    #expect(outcome.status == 65 && outcome.error.contains("a \(kind) archive; unpack it"))
    // One of many: the others are read.
    let both = try Tool.shell("$moderate scan in.bin in.jsonl --output v.jsonl", in: folder)
    #expect(both.status == 0 && both.output.contains("a tar archive"))
  }

  @Test func `a zip archive is refused whatever is in it`() throws {
    let folder = try Folder()
    try folder.write([0x50, 0x4B, 0x03, 0x04] + Array(Self.two.utf8), to: "in.zip")
    let outcome = try Tool.run("scan", "in.zip", in: folder)
    #expect(outcome.status == 65 && outcome.error.contains("a zip archive; unpack it"))
  }

  @Test func `options that do not make sense say why`() throws {
    let folder = try Self.folder()
    let policy = try Tool.shell("$moderate scan in.jsonl --policy hostility=0.9/0.2", in: folder)
    #expect(policy.status == 64 && policy.error.contains("must not be above the second"))
    let nothing = try Tool.shell("$moderate scan in.jsonl --no-builtin-rules --quiet", in: folder)
    #expect(nothing.status == 0 && nothing.error.contains("every comment is allowed"))
    for command in ["scan in.jsonl --model nofile", "rules import --from wordlist nofile"] {
      let outcome = try Tool.shell("$moderate \(command)", in: folder)
      #expect(outcome.status == 66 && outcome.error.contains("nofile: no such file\n"))
    }
  }

  @Test func `what an earlier run with --resume left stays, and that is said`() throws {
    let folder = try Self.folder()
    let left = folder.url("v.jsonl.resume")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: false)
    let outcome = try Tool.run("scan", "in.jsonl", "--output", "v.jsonl", "--quiet", in: folder)
    #expect(outcome.status == 0 && outcome.error.contains("v.jsonl.resume stays"))
    #expect(folder.names.contains("v.jsonl.resume"))
  }

  // MARK: Colors

  /// `script` gives the tool a terminal.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `NO_COLOR and terminals that know none switch colors off`() throws {
    let folder = try Self.folder()
    func output(_ environment: String, _ command: String) throws -> String {
      try Tool.shell(
        "env \(environment) script -qec \"$moderate \(command)\" /dev/null < /dev/null",
        in: folder
      ).output
    }
    for command in ["threads in.jsonl", "explain you-idiot", "scan in.jsonl"] {
      #expect(try output("TERM=xterm", command).contains("\u{1B}["), "\(command)")
      #expect(try output("TERM=xterm NO_COLOR=", command).contains("\u{1B}["), "\(command)")
      #expect(try !output("TERM=dumb", command).contains("\u{1B}["), "\(command)")
    }
    for command in ["threads in.jsonl --flagged", "explain you-idiot", "report v.jsonl"] {
      #expect(try !output("TERM=xterm NO_COLOR=1", command).contains("\u{1B}[3"), "\(command)")
    }
    #expect(try output("NO_COLOR=1", "threads in.jsonl --color always").contains("\u{1B}["))
  }

  // MARK: Signals

  @Test(arguments: [(SIGINT, false), (SIGHUP, false), (SIGTERM, true)])
  func `a signal while reading says how much was read`(signal: Int32, resumes: Bool) throws {
    let folder = try Folder()
    let executable = try #require(Tool.executable)
    let line = #"{"id":"1","body":"a word or two"}"#
    #expect(try Tool.shell("mkfifo in.jsonl", in: folder).status == 0)
    let outcome = try Tool.run(
      URL(filePath: "/bin/bash"),
      [
        "-c",
        """
        (for i in {1..9000}; do echo '\(line)'; done; touch fed; sleep 50) > in.jsonl & feeder=$!
        '\(executable.path)' scan in.jsonl --output v.jsonl \(resumes ? "--resume" : "") & echo $! > pid
        wait $!; status=$?; kill $feeder; exit $status
        """,
      ],
      in: folder,
      within: 60
    ) { _ in
      // Most of the lines are out of the pipe by then, however busy the machine is.
      for _ in 0..<300 where !folder.names.contains("fed") { usleep(100_000) }
      usleep(1_500_000)
      let text = String(decoding: try folder.bytes("pid"), as: UTF8.self)
      kill(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0, signal)
    }
    #expect(outcome.status == 128 + signal)
    #expect(outcome.error.contains(#/interrupted; read: [1-9]\d* comments/#), "\(outcome.error)")
    #expect(outcome.error.contains("the same command begins again") == resumes)
    #expect(!folder.names.contains("v.jsonl"))
  }
}
