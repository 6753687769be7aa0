// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Files whole or absent; pipes and signals")
struct OutputTests {
  @Test func `head ends the scan quietly, and reports are written all the same`() throws {
    let folder = try Folder()
    try folder.write(try Samples.many(times: 20), to: "in.jsonl")
    let outcome = try Tool.shell(
      "$moderate scan in.jsonl --signals --report r.html | head -1",
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    #expect(outcome.lines.count == 1)
    #expect(folder.names == ["in.jsonl", "r.html"])
    let threads = try Tool.shell("$moderate threads in.jsonl | head -1", in: folder)
    #expect(threads.status == 0 && threads.error.isEmpty)
  }

  @Test(
    "A full disk is an error of its own",
    arguments: [
      "scan '\(Samples.smallTown)' --output /dev/full", "scan '\(Samples.smallTown)' > /dev/full",
      "scan '\(Samples.smallTown)' --output /dev/null > /dev/full", "explain hello > /dev/full",
      "threads '\(Samples.smallTown)' > /dev/full", "rules list > /dev/full", "formats > /dev/full",
    ]
  )
  func fullDisk(_ arguments: String) throws {
    let outcome = try Tool.shell("$moderate \(arguments)", in: try Folder())
    #expect(outcome.status == 74)
    #expect(outcome.error.contains("No space left on device"))
    #expect(outcome.error.hasPrefix("moderate: "))
  }

  @Test(
    "A place that cannot be written is found before the scan starts",
    arguments: [
      "no/such/folder/v.jsonl", "/proc/v.jsonl", ".", "in.jsonl/v.jsonl",
    ]
  )
  func unwritable(_ path: String) throws {
    let folder = try Folder()
    try folder.write("{\"id\":\"a\",\"body\":\"x\"}\n", to: "in.jsonl")
    let report = path == "." ? "sub.html" : path.replacing("v.jsonl", with: "r.html")
    if path == "." {
      try FileManager.default.createDirectory(
        at: folder.url("sub.html"),
        withIntermediateDirectories: true
      )
    }
    for arguments in [["--output", path], ["--report", report]] {
      let outcome = try Tool.run(
        try #require(Tool.executable),
        ["scan", "in.jsonl"] + arguments,
        in: folder,
        within: 60
      )
      #expect(outcome.status == 74, "\(arguments)")
      #expect(outcome.error.contains(arguments[1]), "\(outcome.error)")
      #expect(outcome.output.isEmpty)
    }
    #expect(folder.names.allSatisfy { !$0.contains(".partial-") })
  }

  @Test func `a failed run leaves an older report as it was`() throws {
    let folder = try Folder()
    try folder.write("old report", to: "r.html")
    try folder.write("old verdicts", to: "v.jsonl")
    try folder.write("rubbish\n", to: "in.jsonl")
    let outcome = try Tool.run(
      "scan",
      "in.jsonl",
      "--format",
      "jsonl",
      "--report",
      "r.html",
      "--output",
      "v.jsonl",
      in: folder
    )
    #expect(outcome.status == 65)
    #expect(try folder.text("r.html") == "old report")
    #expect(try folder.text("v.jsonl") == "old verdicts")
    #expect(folder.names == ["in.jsonl", "r.html", "v.jsonl"])
  }

  @Test func `a report takes the place of an older one, and what a killed run left is cleared`()
    throws
  {
    let folder = try Folder()
    try folder.write("old report", to: "s.json")
    // No process has this number: it is above Linux's largest.
    try folder.write("half a rep", to: "s.json.partial-99999999")
    try folder.write("mine", to: "s.json.partial-notes")
    let outcome = try Tool.run(
      "scan",
      Samples.smallTown,
      "--quiet",
      "--report",
      "s.json",
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(try folder.text("s.json").hasPrefix("{\n"))
    #expect(folder.names == ["s.json", "s.json.partial-notes"])
  }

  @Test func `standard output by its name is written, not replaced`() throws {
    let folder = try Folder()
    let outcome = try Tool.shell(
      "$moderate scan '\(Samples.smallTown)' --quiet --output /dev/stdout > v.jsonl",
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(try folder.text("v.jsonl").split(separator: "\n").count == 26)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "/dev/stdout") == "/proc/self/fd/1"
    )
  }

  @Test(
    "Ctrl-C and SIGTERM end a scan soon, with their status and no file",
    arguments: [SIGINT, SIGTERM]
  )
  func interrupted(_ signal: Int32) throws {
    let folder = try Folder()
    // Long enough to be still at work when the signal comes.
    let rounds = Tool.isOptimized ? 2_000 : 120
    try folder.write(try Samples.many(times: rounds), to: "in.jsonl")
    var sent = ContinuousClock.now
    let outcome = try Tool.run(
      try #require(Tool.executable),
      ["scan", "in.jsonl", "--jobs", "2", "--output", "v.jsonl", "--report", "r.html"],
      in: folder,
      within: 60
    ) { process in
      usleep(700_000)
      sent = .now
      kill(process.processIdentifier, signal)
    }
    #expect(sent.duration(to: .now) < .seconds(3))
    #expect(outcome.status == 128 + signal)
    // How far it was is said when judging had begun.
    #expect(outcome.error.hasPrefix("moderate: interrupted"))
    #expect(outcome.error.count { $0 == "\n" } == 1, "\(outcome.error)")
    #expect(outcome.output.isEmpty)
    #expect(folder.names == ["in.jsonl"])
  }

  @Test func `interrupted while writing, standard output ends with a whole line`() throws {
    let folder = try Folder()
    try folder.write(try Samples.many(times: 40), to: "in.jsonl")
    // After the first line the reader waits, so that the signal comes while the pipe is full.
    let outcome = try Tool.shell(
      """
      ($moderate scan in.jsonl --signals & echo $! > pid; wait $!; echo $? > status) \
        | (read -r line; sleep 0.5; kill -INT $(cat pid); sleep 0.2; cat > out.jsonl)
      """,
      in: folder
    )
    #expect(outcome.error == "moderate: interrupted\n")
    #expect(try folder.text("status") == "130\n")
    let text = try folder.text("out.jsonl")
    #expect(text.hasSuffix("}\n"))
  }
}
