// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("explain, threads and rules")
struct ExplainTests {
  @Test func `a text is explained, from an argument and from standard input`() throws {
    let text = "You are such a disgrace."
    let outcome = try Tool.run("explain", text)
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    for words in [
      "REPORT", "Scores", "hostility", "Findings", "bytes 0", "Signals", "«You are such a disgrace",
    ] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    #expect(try Tool.run("explain", input: Array((text + "\n").utf8)).output == outcome.output)
    #expect(try Tool.run("explain", "-", input: Array((text + "\n").utf8)).output == outcome.output)
    #expect(try Tool.run("explain", input: [0xFF, 0xFE, 0x41]).status == 0)
    #expect(try Tool.run("explain").status == 0)
  }

  @Test func `as JSON it is one verdict line with signals`() throws {
    let outcome = try Tool.run("explain", "You are such a disgrace.", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
    #expect(
      JSONKeys.outermost(outcome.lines[0]) == [
        "id", "thread", "author", "action", "scores", "incomplete", "findings", "signals",
      ]
    )
  }

  @Test func `a comment of a dump is explained in its thread`() throws {
    let outcome = try Tool.run("explain", "--thread", Samples.harborNews, "--comment", "c4")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("dockside_dirk"))
    let json = try Tool.run(
      "explain",
      "--thread",
      Samples.neighbourhood,
      "--comment",
      "k3",
      "--json"
    )
    let verdict = try Tool.run("scan", Samples.neighbourhood, "--signals").lines[2]
    #expect(json.lines == [verdict], "the same verdict as in a scan")
    let unknown = try Tool.run("explain", "--thread", Samples.harborNews, "--comment", "c44")
    #expect(unknown.status == 65)
    #expect(unknown.error.hasSuffix("no comment has the id \"c44\"; did you mean \"c4\"?\n"))
    #expect(try Tool.run("explain", "--thread", "none", "--comment", "c44").status == 66)
  }

  @Test func `own rules are explained too`() throws {
    let folder = try Folder()
    try folder.write(
      "id: town.raffle\nbody: raffle\naction: remove\naction_reason: no {{match}}\n",
      to: "r.yaml"
    )
    let outcome = try Tool.run(
      "explain",
      "Join our Raffle",
      "--rules",
      "r.yaml",
      "--no-builtin-rules",
      in: folder
    )
    #expect(outcome.output.hasPrefix("REMOVE"))
    #expect(outcome.output.contains("no Raffle"))
    #expect(outcome.output.contains("town.raffle"))
  }

  @Test func `threads are drawn as trees, whole or only the flagged`() throws {
    let all = try Tool.run("threads", Samples.neighbourhood)
    #expect(all.status == 0 && all.error.isEmpty)
    #expect(!all.output.contains("\u{1B}"))
    #expect(all.lines.count { $0.hasPrefix("Thread ") } == 6)
    let flagged = try Tool.run("threads", Samples.neighbourhood, "--flagged")
    let heads = flagged.lines.filter { $0.hasPrefix("Thread ") }
    #expect((1..<6).contains(heads.count))
    #expect(heads.allSatisfy { !$0.contains(" 0 flagged") })
    let color = try Tool.run("threads", Samples.neighbourhood, "--color", "always")
    #expect(color.output.contains("\u{1B}["))
    #expect(try Tool.run("threads", "none").status == 66)
  }

  @Test func `rules are checked, tested and listed`() throws {
    let folder = try Folder()
    try folder.write(
      "id: a\nbody: cat\naction: report\ndescription: About cats.\ntests:\n  matches: [a cat]\n",
      to: "good.yaml"
    )
    try folder.write(
      "id: b\nbody: cat\naction: report\ntests: {matches: [dog]}\n",
      to: "fails.yaml"
    )
    try folder.write("body (includes, regex): 'a('\naction: report\n", to: "bad.yaml")

    let good = try Tool.run("rules", "check", "good.yaml", in: folder)
    #expect(good.status == 0 && good.error.isEmpty)
    #expect(good.output == "good.yaml: 1 rule\n")
    let bad = try Tool.run("rules", "check", "good.yaml", "bad.yaml", in: folder)
    #expect(bad.status == 78)
    #expect(bad.output == "good.yaml: 1 rule\nbad.yaml: not usable\n")
    #expect(
      bad.error == """
        bad.yaml:1:28: error: pattern does not compile at byte 2: missing closing parenthesis [pattern]
          1 | body (includes, regex): 'a('
            |                            ^

        """
    )
    #expect(try Tool.run("rules", "check", "none.yaml", in: folder).status == 66)
    let piped = try Tool.run("rules", "check", "-", input: try folder.bytes("good.yaml"))
    #expect(piped.output == "-: 1 rule\n")

    let passes = try Tool.run("rules", "test", "good.yaml", in: folder)
    #expect(passes.status == 0)
    #expect(passes.output == "good.yaml: 1 rule, 1 example, 0 failed, 0 rules without examples\n")
    let fails = try Tool.run("rules", "test", "good.yaml", "fails.yaml", in: folder)
    #expect(fails.status == 1)
    #expect(fails.error == "fails.yaml:1: rule \"b\" does not match: dog\n")
    #expect(try Tool.run("rules", "test", "bad.yaml", in: folder).status == 78)
    let builtin = try Tool.run("rules", "test")
    #expect(builtin.status == 0, "\(builtin.error)")
    #expect(builtin.output.hasPrefix("built-in rules: "))

    let list = try Tool.run("rules", "list", "good.yaml", in: folder)
    let name = "  a" + String(repeating: " ", count: 35)
    #expect(list.output == name + "[report] custom good.yaml:1 About cats.\n")
    let all = try Tool.run("rules", "list")
    #expect(all.output.contains("Rules\n") && all.output.contains("\nSignals\n"))
    #expect(all.output.contains("links.count"))
    #expect(try Tool.run("rules", "list", "bad.yaml", in: folder).status == 78)
  }
}

@Suite("Hostile comments on the terminal")
struct HostileTerminalTests {
  private struct AttackCase: Decodable {
    var name: String
    var b64: String
  }

  private static func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A: true
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029,
        0x61C:
        false
      default: true
      }
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `no raw control reaches the terminal, from bodies, ids, names or threads`() throws {
    let cases = try SharedData.lines("attacks/own-terminal/cases.jsonl")
      .map { try JSONDecoder().decode(AttackCase.self, from: Data($0)) }
    #expect(cases.count > 20)
    let folder = try Folder()
    var dump = ""
    var number = 0
    for attack in cases {
      let bytes = try #require(Data(base64Encoded: attack.b64))
      let text = String(decoding: bytes, as: UTF8.self)
      for comment in [
        [
          "id": "c\(number)", "thread": "t", "author": "a",
          "body": "You are a disgrace \(text) idiot",
        ],
        [
          "id": "d\(number)\(text)", "thread": "u\(text)", "author": text, "body": text,
          "title": text,
        ],
      ] {
        dump +=
          String(decoding: try JSONSerialization.data(withJSONObject: comment), as: UTF8.self)
          + "\n"
      }
      number += 1
      let explained = try Tool.run("explain", input: [UInt8](bytes))
      #expect(explained.status == 0, "\(attack.name)")
      #expect(Self.isClean(explained.output + explained.error), "\(attack.name)")
    }
    try folder.write(dump, to: "in.jsonl")
    for arguments in [
      ["threads", "in.jsonl"], ["threads", "in.jsonl", "--policy", "strict"], ["scan", "in.jsonl"],
      ["scan", "in.jsonl", "--output", "v.jsonl", "--report", "r.txt"],
      ["explain", "--thread", "in.jsonl", "--comment", "d"],
      ["explain", "--thread", "in.jsonl", "--comment", "c1"],
    ] {
      let outcome = try Tool.run(try #require(Tool.executable), arguments, in: folder, within: 60)
      #expect(Self.isClean(outcome.output + outcome.error), "\(arguments)")
      #expect(outcome.status == (arguments.last == "d" ? 65 : 0), "\(arguments)")
    }
    #expect(Self.isClean(try folder.text("r.txt")))
    #expect(try folder.text("v.jsonl").split(separator: "\n").count == 2 * cases.count)
  }

  @Test func `hostile names of files and of rules are shown harmless`() throws {
    let folder = try Folder()
    let name = "a\u{1B}[31m\u{202E}\n.yaml"
    try folder.write("id: a\nbody: x\naction: report\ndescription: \"\\e[2J\\u202E\"\n", to: name)
    for arguments in [
      ["rules", "check", name], ["rules", "list", name], ["rules", "test", name], ["scan", name],
      ["scan", name + "x"], ["explain", "--thread", name, "--comment", "\u{1B}[0m"],
    ] {
      let outcome = try Tool.run(try #require(Tool.executable), arguments, in: folder, within: 60)
      #expect(Self.isClean(outcome.output + outcome.error), "\(arguments)")
    }
  }
}
