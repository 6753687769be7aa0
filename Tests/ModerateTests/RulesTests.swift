// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("rules: check as JSON, format, explain, import, backtest, tests on comments")
struct RulesTests {
  private static let rules = """
    # about cats
    action: report
    body(includes): cat
    id: pets.cats
    description: Cats.
    """

  @Test func `problems as JSON, one a line`() throws {
    let folder = try Folder()
    try folder.write("bodie: x\n---\nbody (regex): a.b\naction: report\n", to: "r.yaml")
    let outcome = try Tool.run("rules", "check", "--format", "json", "r.yaml", in: folder)
    #expect(outcome.status == 78 && outcome.error.isEmpty)
    #expect(outcome.lines.count == 2)
    for line in outcome.lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["file"] as? String == "r.yaml")
    }
    let quiet = try Tool.run("rules", "check", "--no-notes", "r.yaml", in: folder)
    #expect(!quiet.error.contains("note:"))
  }

  @Test func `signals, which reports list beside rules, are explained`() throws {
    let outcome = try Tool.run("rules", "explain", "hostility.insult-direct")
    #expect(outcome.status == 0 && outcome.lines.first == "hostility.insult-direct")
    #expect(outcome.lines.contains { $0.contains("hostility/insult") })
    let slip = try Tool.run("rules", "explain", "hostility.insult-drect")
    #expect(slip.status == 64 && slip.error.contains("did you mean \"hostility.insult-direct\"?"))
  }

  @Test func `included files and lists are read from beside the file`() throws {
    let folder = try Folder()
    try folder.write("cat\n", to: "words.txt")
    try folder.write(
      "lists:\n  pets: {file: words.txt}\n---\nbody: $pets\naction: report\n",
      to: "r.yaml"
    )
    let outcome = try Tool.run("rules", "check", "r.yaml", in: folder)
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    try folder.write("include: ../r.yaml\n", to: "bad.yaml")
    #expect(try Tool.run("rules", "check", "bad.yaml", in: folder).status == 78)
  }

  @Test func `problems of included files are named with their folder`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      at: folder.url("rr"),
      withIntermediateDirectories: false
    )
    try folder.write("include: inc.yaml\n", to: "rr/top.yaml")
    try folder.write("body: x\naction: delete\n", to: "rr/inc.yaml")
    let outcome = try Tool.run("rules", "check", "rr/top.yaml", in: folder)
    #expect(outcome.status == 78 && outcome.error.hasPrefix("rr/inc.yaml:2:9: error: "))
  }

  @Test func `a rule that runs approximately is not among those left out`() throws {
    let folder = try Folder()
    try folder.write(
      "body (regex): '\\h+x'\naction: report\n---\ntitle: x\naction: report\ntype: submission\n",
      to: "r.yaml"
    )
    let outcome = try Tool.run("rules", "check", "r.yaml", in: folder)
    #expect(
      outcome.output == "r.yaml: 1 rule (1 approximately), 1 left out (1 not about comments)\n",
      "\(outcome.output)"
    )
  }

  @Test func `formatting prints, checks, or writes in place`() throws {
    let folder = try Folder()
    try folder.write(Self.rules + "\n", to: "r.yaml")
    let printed = try Tool.run("rules", "format", "r.yaml", in: folder)
    #expect(printed.status == 0)
    #expect(
      printed.output == """
        # about cats
        id: pets.cats
        description: Cats.
        body (includes): cat
        action: report

        """
    )
    let check = try Tool.run("rules", "format", "--check", "r.yaml", in: folder)
    #expect(check.status == 1 && check.output == "r.yaml\n")
    #expect(try Tool.run("rules", "format", "--in-place", "r.yaml", in: folder).status == 0)
    #expect(String(decoding: try folder.bytes("r.yaml"), as: UTF8.self) == printed.output)
    #expect(try Tool.run("rules", "format", "--check", "r.yaml", in: folder).status == 0)
    #expect(try Tool.run("rules", "format", "--in-place", "-", in: folder).status == 64)
  }

  @Test func `a rule is explained by its id or the beginning of it`() throws {
    let folder = try Folder()
    try folder.write(Self.rules + "\n", to: "r.yaml")
    let outcome = try Tool.run("rules", "explain", "pets", "r.yaml", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("its text holds \"cat\""))
    let none = try Tool.run("rules", "explain", "pets.cast", "r.yaml", in: folder)
    #expect(none.status == 64)
    #expect(none.error.contains("did you mean \"pets.cats\""))
    #expect(try Tool.run("rules", "explain", "spam.easy-money").status == 0)
  }

  @Test func `what is imported is accepted by the check, and works`() throws {
    let folder = try Folder()
    try folder.write("bad word\n# note\nit's\n", to: "list.txt")
    let outcome = try Tool.run(
      "rules",
      "import",
      "--from",
      "wordlist",
      "--output",
      "r.yaml",
      "list.txt",
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(outcome.error == "list.txt: 2 entries, 0 repeated, 0 skipped\n")
    #expect(try Tool.run("rules", "check", "r.yaml", in: folder).status == 0)
    try folder.write("{\"id\":\"1\",\"body\":\"it's a bad word\"}\n", to: "c.jsonl")
    let scan = try Tool.run(
      "scan",
      "c.jsonl",
      "--no-builtin-rules",
      "--rules",
      "r.yaml",
      in: folder
    )
    #expect(scan.output.contains("\"action\":\"hold\""))
    #expect(scan.output.contains("\"entry\":\"it's\""))
    #expect(
      try Tool.run("rules", "import", "--from", "nobody", "list.txt", in: folder).status == 64
    )
    try folder.write("# nothing\n", to: "none.txt")
    #expect(
      try Tool.run("rules", "import", "--from", "wordlist", "none.txt", in: folder).status == 65
    )
  }

  @Test func `side effects are listed in verdicts`() throws {
    let folder = try Folder()
    try folder.write("body: cat\nmodmail: 'see {{permalink}}: {{match}}'\n", to: "r.yaml")
    try folder.write("{\"id\":\"1\",\"body\":\"a cat\",\"url\":\"/x\"}\n", to: "c.jsonl")
    let scan = try Tool.run(
      "scan",
      "c.jsonl",
      "--no-builtin-rules",
      "--rules",
      "r.yaml",
      in: folder
    )
    #expect(
      scan.output.contains(
        "\"do\":\"modmail\",\"target\":\"moderators\",\"subject\":\"AutoModerator notification\",\"text\":\"see /x: cat\""
      )
    )
    #expect(scan.output.contains("\"action\":\"allow\""))
  }

  @Test func `a back-test compares two files on labelled comments`() throws {
    let folder = try Folder()
    try folder.write("id: cats\nbody: cat\naction: report\n", to: "old.yaml")
    try folder.write("id: cats\nbody (includes): cat\naction: remove\n", to: "new.yaml")
    try folder.write(
      """
      {"id":"1","body":"a cat","label":1}
      {"id":"2","body":"concatenate","label":{"spam":0}}
      {"id":"3","body":"dog","label":0}

      """,
      to: "c.jsonl"
    )
    let outcome = try Tool.run(
      "rules",
      "backtest",
      "--baseline",
      "old.yaml",
      "--candidate",
      "new.yaml",
      "--no-cost",
      "c.jsonl",
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("3 comments, 2 with another action"))
    #expect(outcome.output.contains("cats: 1, 2"))
    #expect(outcome.output.contains("false alarms: 0 before, 1 after"))
    #expect(outcome.output.contains("warning: rule cats touches 66.7 % of the comments"))
  }

  @Test func `comments with expectations are tests`() throws {
    let folder = try Folder()
    try folder.write("id: cats\nbody: cat\naction: report\n", to: "r.yaml")
    try folder.write(
      "{\"id\":\"1\",\"body\":\"a cat\",\"matches\":[\"cats\"]}\n{\"id\":\"2\",\"body\":\"dog\",\"passes\":[\"cats\"]}\n",
      to: "good.jsonl"
    )
    let good = try Tool.run("rules", "test", "r.yaml", "--comments", "good.jsonl", in: folder)
    #expect(good.status == 0, "\(good.error)")
    #expect(good.output.contains("cats: 2 right, 0 wrong"))
    try folder.write("{\"id\":\"1\",\"body\":\"a dog\",\"matches\":[\"cats\"]}\n", to: "bad.jsonl")
    let bad = try Tool.run("rules", "test", "r.yaml", "--comments", "bad.jsonl", in: folder)
    #expect(bad.status == 1)
    #expect(bad.error.contains("rule \"cats\" does not match comment 1"))
  }
}
