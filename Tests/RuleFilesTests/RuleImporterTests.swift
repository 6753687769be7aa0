// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine
import TestSupport
import Testing
import ThreadModeration

@testable import RuleFiles

@Suite("Importing lists of other systems")
struct RuleImporterTests {
  /// Imports, reads what came out, and judges by it.
  private func scanner(
    _ text: String,
    _ kind: RuleImporter.Kind,
    name: String = "list.txt"
  ) throws -> (scanner: CommentScanner, result: RuleImporter.Result) {
    let result = RuleImporter.importing(Array(text.utf8), as: kind, name: name)
    let file = RuleFile(reading: result.text, name: "imported.yaml")
    #expect(!file.hasErrors, "\(file.diagnostics.map(\.description))")
    return (try CommentScanner(rules: file.rules, usesBuiltinRules: false), result)
  }

  private func action(_ scanner: CommentScanner, _ body: String, author: String? = nil) -> Action {
    scanner.verdict(for: Comment(id: "c", body: body, author: author)).action
  }

  @Test("SmokeDetector: patterns anywhere, comments left out, three columns are watched")
  func smokeDetector() throws {
    let (scanner, result) = try scanner(
      "# note\nbad\\W?word\n\n1494568775\tsomebody\twatched\\d+\n(\n",
      .smokeDetector
    )
    #expect(result.entries == 2)
    #expect(result.skipped.map(\.line) == [5])
    #expect(action(scanner, "a badword-ish") == .hold)
    #expect(action(scanner, "xwatched77") == .report)
    #expect(action(scanner, "note") == .allow)
    let (names, _) = try self.scanner(
      "^troll$\n",
      .smokeDetector,
      name: "blacklisted_usernames.txt"
    )
    #expect(action(names, "x", author: "Troll") == .hold)
    #expect(action(names, "troll", author: "x") == .allow)
  }

  @Test("WordPress: texts anywhere, in the words or the name")
  func wordPress() throws {
    let (scanner, _) = try scanner("casino\n  v.agra  \n$cash\n", .wordPress)
    #expect(action(scanner, "MyCasinos") == .hold)
    #expect(action(scanner, "viagra") == .allow)
    #expect(action(scanner, "v.agra!") == .hold)
    #expect(action(scanner, "x", author: "best casino") == .hold)
    #expect(action(scanner, "$cash") == .hold)
  }

  @Test("Discourse: wildcards, actions and case, with a head or without")
  func discourse() throws {
    let (scanner, result) = try scanner(
      "word,action,case_sensitive\nfoo*bar,block,false\n\"a, b\",flag,\nShout,require_approval,true\nx,fly,\n",
      .discourse
    )
    #expect(result.skipped.map(\.line) == [5])
    #expect(action(scanner, "foo-x-bar") == .remove)
    #expect(action(scanner, "foo bar") == .allow)
    #expect(action(scanner, "see a, b.") == .report)
    #expect(action(scanner, "Shout") == .hold)
    #expect(action(scanner, "shout") == .allow)
    let (plain, _) = try self.scanner("thread\nनिति\nc++\n", .discourse)
    #expect(action(plain, "Thread!") == .hold)
    #expect(action(plain, "threads") == .allow)
    #expect(action(plain, "I like c++") == .hold)
  }

  @Test("Coral: banned and suspect words of its settings, or plain lines")
  func coral() throws {
    let (scanner, _) = try scanner(
      #"{"wordList": {"banned": ["darn", "oh my"], "suspect": ["heck"]}}"#,
      .coral
    )
    #expect(action(scanner, "Darn!") == .remove)
    #expect(action(scanner, "oh my goodness") == .remove)
    #expect(action(scanner, "what the heck") == .report)
    #expect(action(scanner, "darned") == .allow)
    #expect(action(try self.scanner("darn\n", .coral).scanner, "darn") == .hold)
  }

  @Test("Plain words, domains, addresses and Lemmy's expression")
  func others() throws {
    let words = try scanner("two words\nit's\n# note\ntwo words\n", .wordList)
    #expect(words.result.entries == 2 && words.result.repeated == 1)
    #expect(action(words.scanner, "It's") == .hold)
    let domains = try scanner("bad.example\n", .domains).scanner
    #expect(action(domains, "http://www.bad.example/x") == .hold)
    #expect(action(domains, "http://notbad.example/x") == .allow)
    let addresses = try scanner("\\bspam\\.example # since 2010\n\\.bad\\b\n", .wikipedia).scanner
    #expect(action(addresses, "see https://www.spam.example/x") == .hold)
    #expect(action(addresses, "see spam.example") == .allow)
    let lemmy = try scanner("(darn(ed)?|\\bheck)\n", .lemmy).scanner
    #expect(action(lemmy, "goshDARNED") == .remove)
    #expect(action(lemmy, "fine") == .allow)
  }

  @Test("Lines that are no text are skipped, never lost in silence")
  func hostile() {
    let bytes =
      Array("good\n".utf8) + [0xFF, 0x0A, 0x61, 0x00, 0x0A] + Array("'quo''ted'\n- [x]\n".utf8)
    for kind in RuleImporter.Kind.allCases where kind != .lemmy {
      let result = RuleImporter.importing(bytes, as: kind, name: "x")
      #expect(result.skipped.count >= 2, "\(kind)")
      let file = RuleFile(reading: result.text, name: "x")
      #expect(!file.hasErrors, "\(kind): \(file.diagnostics.map(\.description))")
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `lists of SmokeDetector import whole and match as each expression by itself`() throws {
    var texts = try SharedData.lines("labelled/smokedetector_tests.ndjson").prefix(60)
      .compactMap { line in
        (try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])?["text"] as? String
      }
    texts += ["", "Baba ji fifa 15 coins at 1-800-555-1234", "\u{1F600} straße"]
    for name in ["bad_keywords", "blacklisted_websites", "watched_keywords"] {
      let bytes = try SharedData.bytes("rules/smokedetector_2018/\(name).txt")
      let result = RuleImporter.importing(bytes, as: .smokeDetector, name: name)
      #expect(result.skipped.isEmpty, "\(name): \(result.skipped)")
      let file = RuleFile(reading: result.text, name: name)
      #expect(!file.hasErrors)
      guard case .text(let check)? = file.rules.first?.condition else {
        Issue.record("\(name): no search")
        continue
      }
      #expect(check.values.count == result.entries)
      // The sources as they stand in the list, in PCRE2's spelling only where they do not compile.
      let sources = check.entries ?? check.values
      let alone = sources.enumerated().map { index, source in
        // `{,n}` is text to PCRE2 before 10.43.
        (try? Pattern(source.contains("{,") ? check.values[index] : source))
          ?? (try? Pattern(check.values[index]))
      }
      #expect(!alone.contains { $0 == nil })
      let scanner = try CommentScanner(rules: file.rules, usesBuiltinRules: false)
      for text in texts {
        let subject = Subject(text)
        let expected = alone.enumerated().compactMap { index, pattern in
          pattern?.firstMatch(in: subject).match.map { (sources[index], $0.range) }
        }.prefix(14)
        let found = scanner.verdict(for: Comment(id: "c", body: text)).findings
        let got = Set(found.map { "\($0.entry ?? "") \(String(describing: $0.range))" })
        let wanted = Set(expected.map { "\($0.0) \(String(describing: Optional($0.1)))" })
        #expect(got == wanted, "\(name): \(text.prefix(100))")
      }
    }
  }
}
