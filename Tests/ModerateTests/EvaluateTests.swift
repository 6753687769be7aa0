// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("evaluate")
struct EvaluateTests {
  private static let labelled = """
    {"id":"a","text":"You are such a pathetic idiot, shut up.","label":{"hostile":1},"orig":{"functionality":"insult","spans":[[15,29]]}}
    {"id":"b","text":"The bridge opens on Monday, bring a friend.","label":{"hostile":0},"orig":{"functionality":"civil"}}
    {"id":"c","text":"Thank you, that explains it.","label":{"hostile":false},"parent_text":"You are an idiot.","orig":[1]}
    {"id":"d","body":"Buy cheap followers now at bit.ly/x, sub 4 sub, visit my channel!!!","label":{"spam":true}}
    {"id":"e","text":"I liked the second chapter best.","label":{"spam":0,"hostile":0},"orig":{"spans":"none"}}
    {"id":"f","text":"Nobody said.","label":{}}
    {"id":"g","text":"A calm word that somebody marked.","label":{"hostility":1}}

    """

  private static func write(_ text: String = labelled) throws -> Folder {
    let folder = try Folder()
    try folder.write(text, to: "small.ndjson")
    return folder
  }

  private static func categories(_ folder: Folder, _ name: String) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(try folder.bytes(name)))
    return try #require((json as? [String: Any])?["categories"] as? [[String: Any]])
  }

  @Test func `figures of a small file, as text, JSON and a page`() throws {
    let folder = try Self.write()
    let outcome = try Tool.run(
      "evaluate",
      "small.ndjson",
      "--json",
      "e.json",
      "--report",
      "e.html",
      "--output",
      "v.jsonl",
      in: folder
    )
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    #expect(outcome.output.hasPrefix("6 labelled comments, judged with built-in rules"))
    #expect(outcome.output.contains("1 without a label"))
    let categories = try Self.categories(folder, "e.json")
    #expect(categories.compactMap { $0["category"] as? String } == ["spam", "hostility"])
    let set = try #require((categories[1]["sets"] as? [[String: Any]])?.first)
    #expect(set["set"] as? String == "small")
    #expect(set["n"] as? Int == 5 && set["positives"] as? Int == 2)
    let counts = try #require(set["at_report"] as? [String: Any])
    #expect(counts["tp"] as? Int == 1 && counts["fn"] as? Int == 1 && counts["tn"] as? Int == 3)
    #expect(counts["precision"] as? Double == 1 && counts["recall"] as? Double == 0.5)
    let missed = try #require((set["false_negatives"] as? [[String: Any]])?.first)
    #expect(missed["id"] as? String == "g")
    #expect((set["spans"] as? [String: Any])?["n"] as? Int == 1)
    let functions = try #require(categories[1]["functions"] as? [[String: Any]])
    #expect(functions.compactMap { $0["function"] as? String } == ["civil", "insult"])
    let rules = try #require(categories[1]["rules"] as? [[String: Any]])
    #expect(rules.contains { $0["tp"] as? Int == 1 && $0["is_signal"] as? Bool == true })
    #expect(try folder.text("v.jsonl").split(separator: "\n").count == 6)
    let page = try folder.text("e.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("A calm word that somebody marked."))
    #expect(!page.contains("<script"))
  }

  @Test func `the same bytes with any number of jobs, and the same figures from verdicts`() throws {
    let folder = try Self.write()
    for (jobs, name) in [("1", "a"), ("3", "b")] {
      let outcome = try Tool.run(
        "evaluate",
        "small.ndjson",
        "--jobs",
        jobs,
        "--json",
        "\(name).json",
        "--report",
        "\(name).html",
        "--output",
        "\(name).jsonl",
        "--compare",
        "no-learned",
        "--resamples",
        "50",
        in: folder
      )
      #expect(outcome.status == 0)
    }
    for kind in ["json", "html", "jsonl"] {
      #expect(try folder.bytes("a.\(kind)") == folder.bytes("b.\(kind)"), "\(kind)")
    }
    let again = try Tool.run(
      "evaluate",
      "small.ndjson",
      "--verdicts",
      "a.jsonl",
      "--json",
      "c.json",
      in: folder
    )
    #expect(again.status == 0, "\(again.error)")
    for (first, second) in zip(
      try Self.categories(folder, "a.json"),
      try Self.categories(folder, "c.json")
    ) {
      let one = try #require((first["sets"] as? [[String: Any]])?.first)
      let two = try #require((second["sets"] as? [[String: Any]])?.first)
      for key in ["n", "positives", "auc", "ap", "ece", "at_report", "at_hold", "flagged", "spans"]
      {
        #expect(
          (one[key] as? NSObject) == (two[key] as? NSObject),
          "\(key): \(one[key] ?? ""), \(two[key] ?? "")"
        )
      }
    }
  }

  @Test func `a comparison tells differences, and nothing differs from itself`() throws {
    let folder = try Self.write()
    let outcome = try Tool.run(
      "evaluate",
      "small.ndjson",
      "--compare",
      "no-builtin-rules",
      "--json",
      "e.json",
      "--resamples",
      "100",
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("hostility: compared with no-builtin-rules"))
    let sets = try #require(try Self.categories(folder, "e.json")[1]["sets"] as? [[String: Any]])
    let other = try #require(sets[0]["other"] as? [String: Any])
    // Without rules and signals all scores are the same.
    #expect(other["auc"] as? Double == 0.5)
    #expect((other["auc_difference"] as? Double ?? 0) < 0)
    let same = try Tool.run(
      "evaluate",
      "small.ndjson",
      "--compare",
      "model=shipped",
      in: folder
    )
    #expect(
      same.output.contains("+0.000 [+0.000, +0.000]")
        || same.output.contains("0.000 [0.000, 0.000]")
    )
    #expect(
      same.output
        == (try Tool.run("evaluate", "small.ndjson", "--compare", "model=shipped", in: folder))
        .output
    )
  }

  @Test func `a comment is judged as the answer to its parent`() throws {
    let folder = try Folder()
    try folder.write(
      #"{"id":"x","text":"pathetic clown.","parent_text":"I liked it.","label":{"hostile":1}}"#
        + "\n",
      to: "p.jsonl"
    )
    let with = try Tool.run("evaluate", "p.jsonl", "-q", "--output", "w.jsonl", in: folder)
    let without = try Tool.run(
      "evaluate",
      "p.jsonl",
      "-q",
      "--no-parent",
      "--output",
      "o.jsonl",
      in: folder
    )
    #expect(with.status == 0 && without.status == 0 && with.output.isEmpty)
    // What opens an answer is said to whoever is answered.
    #expect(try folder.text("w.jsonl") != folder.text("o.jsonl"))
    let compared = try Tool.run("evaluate", "p.jsonl", "--compare", "no-parent", in: folder)
    #expect(compared.status == 0)
  }

  @Test func `bad lines are counted and shown, and nothing to measure is an error`() throws {
    let folder = try Self.write(
      Self.labelled
        + "not json\n{\"label\":{\"spam\":1}}\n{\"text\":\"x\",\"label\":{\"spam\":\"y\"}}\n"
    )
    let outcome = try Tool.run("evaluate", "small.ndjson", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("3 lines not read"))
    #expect(outcome.error.contains("small.ndjson:8: not a labelled comment"))
    #expect(outcome.error.contains("small.ndjson:9: no \"body\" or \"text\""))
    #expect(outcome.error.contains("small.ndjson:10: not a labelled comment"))
    try folder.write("{\"text\":\"x\",\"label\":{}}\n", to: "none.jsonl")
    let none = try Tool.run("evaluate", "none.jsonl", in: folder)
    #expect(none.status == 65 && none.error.contains("no labelled comments"))
    let absent = try Tool.run("evaluate", "absent.jsonl", in: folder)
    #expect(absent.status == 66 && absent.error.contains("absent.jsonl: no such file"))
    #expect(try Tool.run("evaluate", ".", in: folder).status == 66)
    try folder.write([0xFF, 0xFE, 0x00, 0x0A, 0x7B], to: "bytes.jsonl")
    #expect(try Tool.run("evaluate", "bytes.jsonl", in: folder).status == 65)
    let verdicts = try Tool.run("evaluate", "small.ndjson", "--verdicts", "none.jsonl", in: folder)
    #expect(verdicts.status == 65 && verdicts.error.contains("none.jsonl:1: not a verdict"))
    try folder.write("{\"id\":\"a\",\"scores\":{\"hostility\":0.7}}\n", to: "few.jsonl")
    let few = try Tool.run("evaluate", "small.ndjson", "--verdicts", "few.jsonl", in: folder)
    #expect(few.status == 0 && few.output.contains("5 without a verdict"))
  }

  @Test func `both halves together are the whole`() throws {
    let lines = (0..<60).map {
      "{\"id\":\"\($0)\",\"text\":\"word \(String(repeating: "ab", count: $0)) end\",\"label\":{\"spam\":\($0 % 2)}}"
    }
    let folder = try Self.write(lines.joined(separator: "\n") + "\n")
    var total = 0
    for half in ["even", "odd"] {
      let outcome = try Tool.run(
        "evaluate",
        "small.ndjson",
        "--half",
        half,
        "--json",
        "h.json",
        in: folder
      )
      #expect(outcome.status == 0)
      let sets = try #require(try Self.categories(folder, "h.json")[0]["sets"] as? [[String: Any]])
      let count = sets[0]["n"] as? Int ?? 0
      #expect(count > 5 && outcome.output.contains("\(60 - count) of the other half"))
      total += count
    }
    #expect(total == 60)
  }

  @Test func `comments that name a group are measured by themselves`() throws {
    let folder = try Self.write(
      """
      {"id":1,"text":"A WOMAN asked.","label":{"hostile":0}}
      {"id":2,"text":"Womanly womenfolk; men.","label":{"hostile":0}}
      {"id":3,"text":"Women and men, gay people too, women","label":{"hostile":1}}

      """
    )
    try folder.write(
      "# words\nwomen\twomen\ta woman\nmen\tmen\ngay people\tgay people\ngay men\tgay men\n",
      to: "g.tsv"
    )
    let outcome = try Tool.run(
      "evaluate",
      "small.ndjson",
      "--groups",
      "g.tsv",
      "--json",
      "g.json",
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.error)")
    let groups = try #require(
      try Self.categories(folder, "g.json")[0]["groups"] as? [[String: Any]]
    )
    #expect(groups.compactMap { $0["group"] as? String } == ["gay people", "men", "women"])
    let counts = groups.compactMap { $0["at_report"] as? [String: Any] }
    #expect(counts.compactMap { $0["tn"] as? Int } == [0, 1, 1])
    #expect(counts.compactMap { $0["fn"] as? Int } == [1, 1, 1])
    #expect(outcome.output.contains("hostility: comments that name a group"))
    try folder.write("women\n", to: "bad.tsv")
    let bad = try Tool.run("evaluate", "small.ndjson", "--groups", "bad.tsv", in: folder)
    #expect(bad.status == 65 && bad.error.contains("bad.tsv:1: use a group"))
  }

  @Test(
    "Wrong usage ends with 64 and says what would be right",
    arguments: [
      (["x", "--compare", "nothing"], "no-learned"),
      (["x", "--compare", "verdicts=a", "--compare", "no-parent"], "stands alone"),
      (["x", "--report", "e.pdf"], "ends with .html"),
      (["x", "--resamples", "0"], "from 1 to 100000"),
      (["x", "--jobs", "0"], "from 1 to 1024"),
      (["x", "--json", "a", "--output", "a"], "named twice"),
      (["x", "--model", "m", "--no-learned"], "use one of them"),
      (["x", "--half", "third"], "even"),
      ([], "<file>"),
    ]
  )
  func usage(_ arguments: [String], _ words: String) throws {
    let outcome = try Tool.run(
      try #require(Tool.executable),
      ["evaluate"] + arguments,
      in: nil,
      within: 60
    )
    #expect(outcome.status == 64 && outcome.error.contains(words), "\(outcome.error)")
  }

  @Test(
    "the figures are those of metrics.py",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence))
  )
  func metrics() throws {
    let script = SharedData.root.appending(path: "tools/metrics.py")
    let folder = try Folder()
    let names = [
      "hatecheck", "youtube_spam", "jigsaw_sample", "benign_technical", "blogspam_tests",
      "youtube_context_spam",
    ]
    for name in names {
      try folder.write(try SharedData.bytes("labelled/\(name).ndjson"), to: "\(name).ndjson")
    }
    let files = names.map { "\($0).ndjson" }.joined(separator: " ")
    let judged = try Tool.shell(
      "$moderate evaluate \(files) --quiet --json e.json --output v.jsonl",
      in: folder,
      within: 300
    )
    try #require(judged.status == 0, "\(judged.error)")
    for (threshold, key) in [("0.5", "at_report"), ("0.85", "at_hold")] {
      let outcome = try Tool.shell(
        "python3 '\(script.path)' . v.jsonl --threshold \(threshold) --json m.json",
        in: folder
      )
      try #require(outcome.status == 0, "\(outcome.error)")
      let reference = try #require(
        try JSONSerialization.jsonObject(with: Data(try folder.bytes("m.json")))
          as? [String: [String: Any]]
      )
      var compared = 0
      for category in try Self.categories(folder, "e.json") {
        let name = try #require(category["category"] as? String)
        for set in try #require(category["sets"] as? [[String: Any]]) {
          let theirs = try #require(reference["\(set["set"] as? String ?? "")/\(name)"])
          let counts = try #require(set[key] as? [String: Any])
          #expect(set["n"] as? Int == theirs["n"] as? Int)
          #expect(set["positives"] as? Int == theirs["pos"] as? Int)
          for (mine, other) in [
            (set["auc"], "auc"), (set["ap"], "ap"), (counts["precision"], "p"),
            (counts["recall"], "r"), (counts["f1"], "f1"), (counts["fpr"], "fpr"),
          ] {
            let (a, b) = (mine as? Double, theirs[other] as? Double)
            // Six decimals are written.
            #expect(
              a == nil && b == nil || abs((a ?? -1) - (b ?? -1)) < 1e-6,
              "\(set["set"] ?? "") \(other)"
            )
            compared += 1
          }
        }
        if key == "at_report", let average = category["average"] as? [String: Any] {
          let theirs = try #require(reference["MACRO/\(name)"])
          for figure in ["auc", "ap", "f1"] {
            #expect(
              abs((average[figure] as? Double ?? -1) - (theirs[figure] as? Double ?? -2)) < 1e-6
            )
          }
          #expect(average["sets"] as? Int == theirs["sets"] as? Int)
        }
      }
      #expect(compared == names.count * 6)
    }
  }
}
