// SPDX-License-Identifier: Apache-2.0

import Foundation
import RuleFiles
import TestSupport
import Testing
import ThreadModeration

@Suite("Rule files that mean harm, and those of other people")
struct HostileRuleFileTests {
  private struct AttackCase: Decodable {
    struct Recipe: Decodable {
      var `repeat`: String
      var count: Int
      var suffix_repeat: String?
    }
    var name: String
    var yaml: String?
    var generate: Recipe?
    var must: String

    var text: String {
      if let yaml { return yaml }
      guard let generate else { return "" }
      return String(repeating: generate.repeat, count: generate.count)
        + String(repeating: generate.suffix_repeat ?? "", count: generate.count)
    }
  }

  /// Reads within a bound: generous, for a debug build on a busy machine.
  @discardableResult
  private func readFast(_ text: String, _ name: String, within limit: Duration = .seconds(1))
    -> RuleFile
  {
    let start = ContinuousClock.now
    let file = read(text)
    let taken = start.duration(to: .now)
    #expect(taken < limit, "\(name) took \(taken)")
    return file
  }

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `each case of own-rules-yaml is refused or read, in time`() throws {
    let cases = try SharedData.lines("attacks/own-rules-yaml/cases.jsonl")
      .map { try JSONDecoder().decode(AttackCase.self, from: Data($0)) }
    #expect(cases.count > 30)
    for attack in cases {
      let file = readFast(attack.text, attack.name)
      // None of them is a rule of ours: each has to be refused, never dropped in silence.
      #expect(file.hasErrors, "\(attack.name)")
      #expect(file.rules.isEmpty, "\(attack.name)")
      #expect(file.diagnostics.allSatisfy { $0.line >= 1 && $0.column >= 1 }, "\(attack.name)")
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `patterns of own-rules-yaml compile, or are refused at their place`() throws {
    let cases = try SharedData.lines("attacks/own-rules-yaml/cases.jsonl")
      .map { try JSONDecoder().decode(AttackCase.self, from: Data($0)) }
      .filter { $0.name.hasPrefix("regex-") }
    var outcomes: [String] = []
    for attack in cases {
      let pattern = attack.text.split(separator: "pattern: ")[1]
      let file = readFast("body (includes, regex): \(pattern)action: report\n", attack.name)
      let codes = file.diagnostics.map { "\($0.code) \($0.line):\($0.column)" }.joined(
        separator: ", "
      )
      outcomes.append("\(pattern.dropLast()): \(codes.isEmpty ? "read" : codes)\n")
    }
    #expect(
      try Golden.difference(
        of: Array(outcomes.sorted().joined().utf8),
        from: "rules/attack-patterns.txt"
      ) == nil
    )
  }

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `the YAML test suite crashes nothing and is never read in silence`() throws {
    let folder = SharedData.url("attacks/yaml-suite")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(names.count > 150)
    for name in names {
      // The file itself, and the case inside it: the lines below `yaml: |`, and the suite's signs.
      let whole = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      readFast(whole, name)
      var body = ""
      var isInside = false
      for line in whole.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("  yaml: |") {
          isInside = true
        } else if isInside, line.hasPrefix("    ") || line.isEmpty {
          body += line.dropFirst(4) + "\n"
        } else {
          isInside = false
        }
      }
      let text = body.replacing("\u{2423}", with: " ").replacing("\u{2014}\u{BB}", with: "\t")
        .replacing("\u{21B5}", with: "").replacing("\u{220E}\n", with: "")
      let file = readFast(text, name)
      #expect(file.rules.isEmpty, "\(name)")
      let hasText = text.split(separator: "\n").contains {
        !$0.hasPrefix("#") && !$0.hasPrefix("---")
      }
      if hasText, file.diagnostics.isEmpty {
        let isEmpty = text.split(separator: "\n").allSatisfy {
          $0.hasPrefix("%") || $0.hasPrefix("...") || $0.hasPrefix("---") || $0.hasPrefix("#")
            || $0.allSatisfy { " \t".contains($0) }
        }
        #expect(isEmpty, "\(name) was read in silence: \(text)")
      }
    }
  }

  private static let realFiles: [String] = [
    "bugbounty", "desmos", "emportugues", "gambling_deals", "gambling_deals_redemptions",
    "homeworkhelp",
    "latterdaysaints", "minimalism", "murderdrones", "reddit_parser", "summonsign", "sync_example",
    "utdallas",
  ]

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `files of real communities are read without an error, and every rule is accounted for`()
    throws
  {
    let folder = SharedData.url("rules/automoderator")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(names.count >= Self.realFiles.count)
    var table = ""
    for name in names.sorted() {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let file = readFast(text, name, within: .seconds(5))
      let errors = file.diagnostics.filter { $0.severity == .error }
      let standings = Dictionary(grouping: file.outcomes, by: \.standing.name).mapValues(\.count)
      table +=
        "\(name): "
        + ["exact", "approximate", "not-about-comments", "dead", "wrong"]
        .compactMap { word in standings[word].map { "\($0) \(word)" } }.joined(separator: ", ")
      table +=
        errors.isEmpty ? "\n" : ", " + places(file).filter { $0.hasPrefix("error") }.joined() + "\n"
      #expect(errors.isEmpty == Self.realFiles.contains { name == $0 + ".yaml" }, "\(name)")
      let leavingOut: Set = ["inactive", "not-about-comments", "post-only"]
      #expect(
        file.diagnostics.count { leavingOut.contains($0.code) } == file.inactiveRules,
        "\(name)"
      )
    }
    #expect(
      try Golden.difference(of: Array(table.utf8), from: "rules/automoderator-files.txt") == nil
    )
  }

  @Test(
    "Deep nesting of every kind is refused, not recursed into",
    arguments: [
      ("- ", 100_000), ("? ", 100_000), ("[", 100_000), ("{a: ", 100_000), ("- - ? ", 30_000),
      ("[\n", 100_000),
      ("!!seq [", 50_000), ("&a [", 50_000), ("a: [", 50_000), ("'", 500_000), ("\"", 500_000),
      ("*a ", 100_000),
      ("a: b: ", 50_000), ("#", 1_000_000), ("---\n", 200_000), ("%", 500_000), ("\\", 500_000),
      ("|\n", 300_000),
      ("a\n", 300_000), ("k: v\n", 20_000), (": ", 300_000), (", ", 300_000), ("\n\n", 300_000),
    ]
  )
  func deep(_ piece: String, _ count: Int) {
    let text = String(repeating: piece, count: count)
    #expect(readFast(text, piece, within: .seconds(20)).rules.isEmpty)
    readFast("body: " + text, piece, within: .seconds(20))
  }

  @Test(
    "A file full of rules, of rules left out, or of mistakes takes time in proportion",
    arguments: [
      ("reports: 5\naction: report\n---\n", 20_000), ("boddy: 5\n---\n", 60_000),
      ("title+body: x\n---\n", 30_000),
    ]
  )
  func many(_ section: String, _ count: Int) {
    readFast(String(repeating: section, count: count), section, within: .seconds(30))
  }

  @Test("Blocks nested by indentation are refused beyond the parser's limit")
  func indentation() {
    let text = (0..<1_200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(readFast(text, "indentation", within: .seconds(10)).hasErrors)
  }

  @Test(
    "Alias bombs in disguise are refused",
    arguments: [
      "a: !!seq &x [lol]\nb: [*x,*x]", "a: &x\n  - lol\nb:\n- *x", "? &x a\n: *x",
      "a: {b: &x c, d: *x}",
      "<<: &x {a: b}\nc: *x", "&x a: b\nc: *x", "a: &x\n- &y [*x]",
    ]
  )
  func aliases(_ text: String) {
    #expect(read(text + "\n").diagnostics.map(\.code) == ["yaml-alias"])
  }

  @Test("Text with stars, ampersands and brackets is no alias and no nesting")
  func innocentText() {
    let brackets = (0..<100).map { "'\\[oc\($0)'" }.joined(separator: ", ")
    let file = read(
      """
      body (includes, regex): [\(brackets)]
      action: report
      comment: |
        Rock &roll, and *roll* again. Terms&conditions [[[[ ((( {{author}}
        don't [ click \(String(repeating: "x[ ", count: 100))
      action_reason: salt &pepper and *pepper*
      """
    )
    #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.description))")
    #expect(file.rules.count == 1)
  }

  @Test("Of equal keys the last counts, as for AutoModerator, and each is named")
  func equalKeys() throws {
    let judge = try Judge(
      """
      action: remove
      body:
      - cat
      # a comment
      - bird

      author:
          name: a
          name: eve
      "body": dog
      action: report
      """
    )
    #expect(judge.scanner.rules.map(\.effect) == [.report])
    #expect(judge.matches(Comment(id: "1", body: "dog", author: "eve")))
    #expect(!judge.matches(Comment(id: "1", body: "cat", author: "eve")))
    let flow = read("{body: x, body: y, action: report}\n")
    #expect(places(flow) == ["error duplicate-key 1:2"])
  }

  @Test("Any bytes are read without a crash")
  func randomBytes() {
    var generator = SeededGenerator(seed: 20_261_122)
    let pieces = [
      "body", "action", ": ", "report", "\n", "- ", "[", "]", "{", "}", "'", "\"", "\\", "#", "&a",
      "*a", "~",
      "(regex)", " (includes, regex): ", "author", "  ", "\t", "---\n", "|\n", ">\n", "?", "!", "%",
      "@", "`",
      "\u{E4}", "\u{301}", "id: a\n", "title+", "tests:\n", "\u{2028}", "(", ")", "*", "\u{0}", ",",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 1...30, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let file = read(text)
      for diagnostic in file.diagnostics { _ = diagnostic.description }
      #expect(!file.hasErrors || file.rules.isEmpty)
    }
  }
}
