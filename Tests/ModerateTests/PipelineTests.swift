// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("scan: the pipeline", .serialized)
struct PipelineTests {
  /// A dump of short threads with some spam that comes again and again.
  private static func dump(_ count: Int, seed: UInt64, named: Bool = true) -> [String] {
    var random = SeededGenerator(seed: seed)
    let words = [
      "river", "council", "bridge", "you", "are", "an", "idiot", "thanks", "for", "the", "map",
      "nonsense", "visit", "again", "tomorrow",
    ]
    return (0..<count).map { number in
      let thread = Int.random(in: 0..<max(1, count / 25), using: &random)
      var body = (0..<Int.random(in: 2..<18, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined(separator: " ")
      if number % 9 == 0 {
        body = "Earn five hundred dollars a day from home, ask me how: www.cash.example/\(number)"
      }
      let parent = number > 0 ? Int.random(in: 0..<number, using: &random) : 0
      var fields = #""id":"c\#(number)","author":"u\#(number % 37)","body":"\#(body)""#
      fields += #","created_at":\#(1_600_000_000 + number * 60)"#
      if named { fields += #","thread":"t\#(thread)""# }
      if number % 3 != 0 { fields += #","parent":"c\#(parent)""# }
      return "{\(fields)}"
    }
  }

  private static func write(_ lines: [String], to folder: Folder) throws {
    try folder.write(lines.joined(separator: "\n") + "\n", to: "dump.jsonl")
  }

  private static let outputs = ["v.jsonl", "s.json", "r.html", "r.md", "r.csv", "r.txt"]

  private static func scan(_ folder: Folder, _ more: String...) throws -> [[UInt8]] {
    let reports = outputs.dropFirst().flatMap { ["--report", $0] }
    let outcome = try Tool.run(
      Tool.executable ?? URL(filePath: "/"),
      ["scan", "dump.jsonl", "--output", "v.jsonl", "--quiet"] + reports + more,
      in: folder,
      within: 120
    )
    // A table names the most severe only, and says so.
    let isQuiet =
      outcome.error.isEmpty || outcome.error.hasPrefix("moderate: r.csv: only the 2000")
    #expect(outcome.status == 0 && isQuiet, "\(outcome.error)")
    return try outputs.map { try folder.bytes($0) }
  }

  @Test(arguments: [true, false])
  func `any number of jobs and any amount of memory give the same bytes`(named: Bool) throws {
    let folder = try Folder()
    try Self.write(Self.dump(900, seed: 1, named: named), to: folder)
    let first = try Self.scan(folder, "--jobs", "1")
    #expect(first[0].count { $0 == 10 } == 900)
    #expect(try Self.scan(folder, "--jobs", "2") == first)
    #expect(try Self.scan(folder, "--jobs", "5", "--memory", "160M") == first)
    #expect(try Self.scan(folder, "--jobs", "3", "--resume") == first)
    #expect(Set(folder.names) == Set(Self.outputs + ["dump.jsonl"]))
  }

  @Test func `shuffled lines give each comment the same verdict`() throws {
    let folder = try Folder()
    var lines = Self.dump(400, seed: 2)
    try Self.write(lines, to: folder)
    let first = try Self.scan(folder)[0].split(separator: 10).map(Array.init)
    var random = SeededGenerator(seed: 5)
    lines.shuffle(using: &random)
    try Self.write(lines, to: folder)
    let second = try Self.scan(folder)[0].split(separator: 10).map(Array.init)
    let different = Set(second).symmetricDifference(Set(first))
    #expect(different.isEmpty, "\(different.map { String(decoding: $0, as: UTF8.self) }.prefix(4))")
  }

  @Test func `a killed scan goes on and ends with the same bytes`() throws {
    let folder = try Folder()
    try Self.write(Self.dump(Tool.isOptimized ? 20_000 : 2_500, seed: 3), to: folder)
    let undisturbed = try Self.scan(folder)
    let executable = try #require(Tool.executable)
    let reports = Self.outputs.dropFirst().flatMap { ["--report", $0] }
    let arguments = ["scan", "dump.jsonl", "--output", "v.jsonl", "--quiet", "--resume"] + reports
    var random = SeededGenerator(seed: 11)
    for name in Self.outputs { try FileManager.default.removeItem(at: folder.url(name)) }
    var kills = 0
    for _ in 0..<12 {
      let delay = UInt32.random(in: 50_000..<700_000, using: &random)
      let outcome = try Tool.run(executable, arguments, in: folder, within: 120) { process in
        usleep(delay)
        kill(process.processIdentifier, SIGKILL)
      }
      if outcome.status == 0 { break }
      kills += 1
      #expect(outcome.status == 128 + SIGKILL)
      #expect(!folder.names.contains("v.jsonl"), "output appears whole or not at all")
    }
    #expect(kills > 0)
    if !folder.names.contains("v.jsonl") {
      let outcome = try Tool.run(executable, arguments, in: folder, within: 120)
      #expect(outcome.status == 0)
    }
    #expect(try Self.outputs.map { try folder.bytes($0) } == undisturbed)
    #expect(!folder.names.contains("v.jsonl.resume"))
  }

  @Test func `two scans with --resume do not work on one output`() throws {
    let folder = try Folder()
    try Self.write(Self.dump(50, seed: 4), to: folder)
    let state = folder.url("v.jsonl.resume")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let held = open(state.appending(path: "lock").path, O_RDWR | O_CREAT, 0o666)
    try #require(held >= 0 && flock(held, LOCK_EX | LOCK_NB) == 0)
    let arguments = "$moderate scan dump.jsonl --output v.jsonl --quiet --resume"
    let outcome = try Tool.shell(arguments, in: folder)
    #expect(outcome.status == 74 && outcome.error.contains("another scan"), "\(outcome.error)")
    #expect(!folder.names.contains("v.jsonl"))
    close(held)
    // Whoever held it is gone, and left the file: that is no lock.
    #expect(try Tool.shell(arguments, in: folder).status == 0)
    #expect(!folder.names.contains("v.jsonl.resume"))
  }

  @Test func `of scans with --resume that start at one time one writes, and all comments`() throws {
    let folder = try Folder()
    let count = Tool.isOptimized ? 20_000 : 2_000
    try Self.write(Self.dump(count, seed: 5), to: folder)
    let scan = "$moderate scan dump.jsonl --output v.jsonl --quiet --resume"
    let outcome = try Tool.shell(
      "for n in 1 2 3 4; do (\(scan); echo $?) & done; wait",
      in: folder
    )
    // Those that come when the first is done start anew.
    let statuses = Set(outcome.lines)
    #expect(statuses.contains("0") && statuses.isSubset(of: ["0", "74"]), "\(outcome.error)")
    #expect(try folder.text("v.jsonl").split(separator: "\n").count == count)
    #expect(!folder.names.contains("v.jsonl.resume"))
  }

  @Test func `going on with other rules or another input is refused`() throws {
    let folder = try Folder()
    try Self.write(Self.dump(Tool.isOptimized ? 30_000 : 3_000, seed: 4), to: folder)
    let executable = try #require(Tool.executable)
    let arguments = ["scan", "dump.jsonl", "--output", "v.jsonl", "--quiet", "--resume"]
    _ = try Tool.run(executable, arguments, in: folder, within: 120) { process in
      for _ in 0..<4_000
      where !folder.names.contains("v.jsonl.resume")
        || !FileManager.default.fileExists(atPath: folder.path + "/v.jsonl.resume/manifest.json")
      {
        usleep(1_000)
      }
      kill(process.processIdentifier, SIGKILL)
    }
    let other = try Tool.run(
      executable,
      arguments + ["--policy", "strict"],
      in: folder,
      within: 60
    )
    #expect(other.status == 64 && other.error.contains("other options, rules or inputs"))
    // Counts that an earlier version stored have another form: they are not taken for these.
    let manifest = folder.path + "/v.jsonl.resume/manifest.json"
    let kept = try String(contentsOfFile: manifest, encoding: .utf8)
    let version = try #require(kept.firstRange(of: ", state 3"))
    try kept.replacingCharacters(in: version, with: "")
      .write(toFile: manifest, atomically: true, encoding: .utf8)
    let older = try Tool.run(executable, arguments, in: folder, within: 60)
    #expect(older.status == 64 && older.error.contains("v.jsonl.resume"))
    try kept.write(toFile: manifest, atomically: true, encoding: .utf8)
    try folder.write("{\"id\":\"1\",\"body\":\"x\"}\n", to: "dump.jsonl")
    let changed = try Tool.run(executable, arguments, in: folder, within: 60)
    #expect(changed.status == 64 && changed.error.contains("v.jsonl.resume"))
  }

  @Test func `without threads comments are judged in the order of the input`() throws {
    let folder = try Folder()
    try Self.write(Self.dump(3_000, seed: 6), to: folder)
    let one = try Self.scan(folder, "--no-threads", "--jobs", "1")
    #expect(try Self.scan(folder, "--no-threads", "--jobs", "4") == one)
    let ids = String(decoding: one[0], as: UTF8.self).split(separator: "\n").compactMap {
      $0.firstMatch(of: #/"id":"(c\d+)"/#)?.1
    }
    #expect(ids.map(String.init) == (0..<3_000).map { "c\($0)" })
  }

  @Test func `a closing line tells a whole answer from a cut one`() throws {
    let outcome = try Tool.run("scan", Samples.neighbourhood, "--closing-line")
    let last = try #require(outcome.lines.last)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
    )
    let summary = try #require(object["$summary"] as? [String: Any])
    #expect(object["lines"] as? Int == outcome.lines.count - 1)
    #expect(summary["comments"] as? Int == outcome.lines.count - 1)
  }

  @Test func `memory is a size, and there is a least one`() throws {
    for (size, part) in [("12M", "at least 160M"), ("lots", "lots"), ("-1G", "-1G")] {
      let outcome = try Tool.run("scan", Samples.neighbourhood, "--memory=\(size)")
      #expect(outcome.status == 64 && outcome.error.contains(part), "\(outcome.error)")
    }
    let standardInput = try Tool.run("scan", "--resume", "--output", "v.jsonl")
    #expect(standardInput.status == 64)
  }

  @Test func `Ctrl-C ends a scan within a second and says how far it was`() throws {
    let folder = try Folder()
    try Self.write(Self.dump(Tool.isOptimized ? 60_000 : 6_000, seed: 8), to: folder)
    let executable = try #require(Tool.executable)
    var sent = ContinuousClock.now
    let outcome = try Tool.run(
      executable,
      ["scan", "dump.jsonl", "--output", "v.jsonl", "--jobs", "1"],
      in: folder,
      within: 60
    ) { process in
      usleep(1_200_000)
      sent = ContinuousClock.now
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.status == 130 && sent.duration(to: .now) < .seconds(1))
    #expect(outcome.error.contains("interrupted"))
    #expect(folder.names == ["dump.jsonl"])
  }

  // MARK: Matching only

  private static let rules = """
    ---
    id: cash
    action: report
    body (includes, regex): ['(?i)cash\\.example', 'five hundred', 'two\\W+é?\\W+sides']
    ---
    id: insult
    score: 3
    body: [idiot]
    ---
    id: map
    action: approve
    body (includes): [thanks]
    """

  /// Lines, some of which cannot be read or have to be mended.
  private static func oddDump(_ count: Int, seed: UInt64) -> [String] {
    dump(count, seed: seed).enumerated().map { number, line in
      switch number % 41 {
      case 7: "{\"id\":\"broken"
      case 11: #"{"id":"s\#(number)","body":"half \ud800 an idiot","is_moderator":true}"#
      case 13: #"{"id":"d\#(number)","body":"[deleted]","thread":"t1"}"#
      case 15: #"{"id":"q\#(number)","body":"of two\"\u001f\u2028é\\\u202e sides","author":"q"}"#
      case 17: #"{"body":"five hundred","id":"k\#(number)","score":"many","author":"é"}"#
      default: line
      }
    }
  }

  /// Lines of verdicts without the domains, which matching alone does not look for.
  private static func withoutDomains(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacing(#/,"domains":\[[^\]]*\]/#, with: "")
  }

  @Test(arguments: [
    rules,
    rules + "\n---\nid: top\naction: report\nbody: [river]\nis_top_level: true\n",
  ])
  func `matching only says what the scanner says, with any number of jobs`(rules: String) throws {
    let folder = try Folder()
    try Self.write(Self.oddDump(3_000, seed: 21), to: folder)
    try folder.write(rules, to: "rules.yaml")
    func scan(_ name: String, _ more: [String]) throws {
      let outcome = try Tool.run(
        Tool.executable ?? URL(filePath: "/"),
        [
          "scan", "dump.jsonl", "--rules", "rules.yaml", "--no-builtin-rules", "--quiet",
          "--output", "\(name).jsonl", "--report", "\(name).json",
        ] + more,
        in: folder,
        within: 120
      )
      #expect(outcome.status == 0)
    }
    func summary(_ name: String) throws -> [String: Any] {
      let data = Data(try folder.bytes("\(name).json"))
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    for emit in ["all", "flagged"] {
      try scan("whole", ["--no-threads", "--emit", emit])
      try scan("one", ["--matching-only", "--jobs", "1", "--emit", emit])
      try scan("three", ["--matching-only", "--jobs", "3", "--emit", emit])
      let lines = try folder.bytes("one.jsonl")
      #expect(lines.count { $0 == 10 } > 100)
      #expect(lines == (try folder.bytes("three.jsonl")))
      #expect(try folder.bytes("one.json") == folder.bytes("three.json"))
      let whole = try folder.bytes("whole.jsonl")
      #expect(String(decoding: lines, as: UTF8.self) == Self.withoutDomains(whole))
    }
    let (ours, theirs) = (try summary("one"), try summary("whole"))
    for key in [
      "comments", "roots", "authors", "placeholders", "body_bytes", "actions", "categories",
      "rules", "rejected", "repairs", "hours", "scores", "limits",
    ] {
      #expect(ours[key] as? NSObject == theirs[key] as? NSObject, "\(key)")
    }
    #expect((ours["rejected"] as? [Any])?.count == 73)
  }

  @Test func `matching only reads from a pipe, and refuses what it cannot do`() throws {
    let folder = try Folder()
    try Self.write(Self.dump(300, seed: 22), to: folder)
    try folder.write(Self.rules, to: "rules.yaml")
    let piped = try Tool.shell(
      "cat dump.jsonl | $moderate scan --matching-only --rules rules.yaml --emit flagged | wc -l",
      in: folder
    )
    let flagged = try Tool.shell(
      """
      $moderate scan dump.jsonl --no-threads --no-builtin-rules --rules rules.yaml --emit flagged \
        | wc -l
      """,
      in: folder
    )
    #expect(piped.status == 0 && piped.output == flagged.output)
    let counted = try Tool.shell(
      "$moderate scan dump.jsonl --matching-only --closing-line --emit flagged",
      in: folder
    )
    #expect(counted.lines.count == 1 && counted.output.contains(#""comments": 300"#))
    for options in ["--signals", "--resume --output v.jsonl", "--report r.html"] {
      let command = "$moderate scan dump.jsonl --matching-only \(options)"
      let refused = try Tool.shell(command, in: folder)
      #expect(refused.status == 64, "\(options)")
    }
    let strict = try Tool.shell(
      "echo '{}' >> dump.jsonl; $moderate scan dump.jsonl --matching-only --strict --output v.jsonl",
      in: folder
    )
    #expect(strict.status == 65 && strict.error.contains("dump.jsonl:301:"))
    #expect(!folder.names.contains("v.jsonl"))
  }

  // MARK: Temporary files

  /// More than the least memory lets wait: a third of the spool's share.
  private static func largeDump() -> [String] {
    let filler = String(repeating: "a word or two more ", count: 100)
    return (0..<20_000).map { number in
      #"{"id":"c\#(number)","thread":"t\#(number % 4_000)","body":"\#(filler)\#(number)"}"#
    }
  }

  @Test func `no room for temporary files is an input/output error`() throws {
    let folder = try Folder()
    try Self.write(Self.largeDump(), to: folder)
    let noFolder = try Tool.shell(
      "TMPDIR=/nowhere $moderate scan dump.jsonl --memory 160M --output v.jsonl",
      in: folder,
      within: 120
    )
    #expect(noFolder.status == 74 && noFolder.error.contains("/nowhere"), "\(noFolder.error)")
    #expect(folder.names == ["dump.jsonl"])
  }

  @Test func `a spool folder that is not there is noticed before anything is read`() throws {
    let folder = try Folder()
    try folder.write("", to: "file")
    for (path, reason) in [("nowhere", "No such file"), ("file", "no folder")] {
      let outcome = try Tool.run("scan", "missing.jsonl", "--spool-folder", path, in: folder)
      #expect(outcome.status == 74 && outcome.error.contains("\(path): "), "\(outcome.error)")
      #expect(outcome.error.contains(reason), "\(outcome.error)")
    }
  }

  // MARK: Leftovers

  @Test func `a scan that is killed while it spills leaves nothing in the spool folder`() throws {
    let folder = try Folder()
    try Self.write(Self.largeDump(), to: folder)
    let spool = folder.url("spool")
    try FileManager.default.createDirectory(at: spool, withIntermediateDirectories: false)
    var sawDescriptor = false
    let outcome = try Tool.run(
      try #require(Tool.executable),
      [
        "scan", "dump.jsonl", "--output", "v.jsonl", "--quiet", "--memory", "160M",
        "--spool-folder", "spool",
      ],
      in: folder,
      within: 120
    ) { process in
      // On Linux the files that have no name any more can be seen among the open ones.
      let descriptors = "/proc/\(process.processIdentifier)/fd"
      for _ in 0..<20_000 where process.isRunning {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? []
        let targets = names.compactMap { name in
          try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\(name)")
        }
        sawDescriptor = targets.contains {
          $0.contains("/spool/.moderate-") && $0.hasSuffix("(deleted)")
        }
        if sawDescriptor { break }
        usleep(1_000)
      }
      // A file has its name for some microseconds; more of them may just be made.
      usleep(30_000)
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(outcome.status == 128 + SIGKILL)
    #if os(Linux)
      #expect(sawDescriptor)
    #endif
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path).isEmpty)
    #expect(!folder.names.contains("v.jsonl"))
  }

  @Test func `Ctrl-C ends a scan that only matches within a second`() throws {
    let folder = try Folder()
    try folder.write(Self.rules, to: "rules.yaml")
    let executable = try #require(Tool.executable)
    var sent = ContinuousClock.now
    let outcome = try Tool.run(
      URL(filePath: "/bin/bash"),
      [
        "-c",
        """
        yes '{"id":"c","body":"an idiot with a map"}' | \
          exec '\(executable.path)' scan --matching-only --rules rules.yaml --output v.jsonl & \
        echo $! > pid; wait $!
        """,
      ],
      in: folder,
      within: 60
    ) { _ in
      usleep(1_500_000)
      let text = String(decoding: try folder.bytes("pid"), as: UTF8.self)
      sent = ContinuousClock.now
      kill(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0, SIGINT)
    }
    #expect(outcome.status == 130 && sent.duration(to: .now) < .seconds(1))
    #expect(outcome.error.contains("interrupted"))
    #expect(Set(folder.names) == ["rules.yaml", "pid"])
  }
}
