// SPDX-License-Identifier: Apache-2.0

import Foundation
import RuleFiles
import TestSupport
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var places: [String]
    var testDescription: String { places.first ?? text }
    init(_ text: String, _ places: String...) {
      self.text = text
      self.places = places
    }
  }

  @Test(
    "Every code, with its place",
    arguments: [
      Case("boby: x\nbody: y\naction: report\n", "error unknown-key 1:1"),
      Case("body: x\nauthor:\n  nmae: y\naction: report\n", "error unknown-key 3:3"),
      Case("tests:\n  match: [x]\nbody: x\naction: report\n", "error unknown-key 2:3"),
      Case("body (includs): x\naction: report\n", "error unknown-modifier 1:1"),
      Case("body (includes, full-text): x\naction: report\n", "error two-methods 1:1"),
      Case("body (quoted, unquoted): x\naction: report\n", "error view 1:1"),
      Case("author (normalized): x\naction: report\n", "error view 1:1"),
      Case("is_top_level (regex): x\naction: report\n", "error not-a-text 1:1"),
      Case("~priority: 1\naction: report\n", "error not-a-text 1:1"),
      Case("body (x: y\naction: report\n", "error key 1:1"),
      Case("body+ : y\naction: report\n", "error key 1:1"),
      Case("? [a]\n: b\n", "error key 1:3"),
      Case("body: x\n\nBODY: y\naction: report\n", "warning duplicate-key 3:1"),
      Case("---\nbody: x\nbody: y\naction: report\n", "warning duplicate-key 2:1"),
      Case("body: x\naction: reprot\n", "error unknown-value 2:9"),
      Case("body: x\ntype: coment\naction: report\n", "error unknown-value 2:7"),
      Case("body: x\ncategory: sapm\naction: report\n", "error unknown-value 2:11"),
      Case("body: x\nscore: 21\n", "error unknown-value 2:8"),
      Case("body: x\nsignals:\n  links.cuont: 1\naction: report\n", "error unknown-signal 3:3"),
      Case("body: x\npriority: high\naction: report\n", "error wrong-type 2:11"),
      Case("body: x\nscore: nan\n", "error wrong-type 2:8"),
      Case("is_top_level: maybe\naction: report\n", "error wrong-type 1:15"),
      Case("body:\n  a: b\naction: report\n", "error wrong-type 2:3"),
      Case("body: [[x]]\naction: report\n", "error wrong-type 1:8"),
      Case("body: x\naction: [report]\n", "error wrong-type 2:9"),
      Case("body: x\nsignals:\n  links.count: many\naction: report\n", "error wrong-type 3:16"),
      Case("body: x\ntests: [x]\naction: report\n", "error wrong-type 2:8"),
      Case("~author:\n  is_submitter: true\naction: report\n", "error wrong-type 1:1"),
      Case("id: a b\nbody: x\naction: report\n", "error bad-id 1:5"),
      Case("body: !!binary aGk=\naction: report\n", "error tag 1:7"),
      Case("body (includes, regex): 'a('\naction: report\n", "error pattern 1:28"),
      Case("body (includes, regex): [ok, '(*NO_JIT)a']\naction: report\n", "error pattern 1:31"),
      Case("body (includes, regex): \"\\\\\\\\\u{E4}''[\"\naction: report\n", "error pattern 1:34"),
      Case("body (includes, regex): |\n  fine\n  a[\naction: report\n", "error pattern 3:5"),
      Case("body (includes, regex): |\n  fi(ne\n  a\naction: report\n", "error pattern 3:4"),
      Case("body (includes, regex): \"\\bcat\\b\"\naction: report\n", "warning eaten-escape 1:25"),
      Case("body (includes, regex): 'a*'\naction: report\n", "warning matches-everything 1:25"),
      Case("body (regex): 'a'\naction: report\n", "note regex-without-method 1:1"),
      Case("title+body: a\naction: report\n", "note submission-field 1:1"),
      Case("body: [x, no]\naction: report\n", "warning changed-scalar 1:11"),
      Case("body: ''\nbody#2: x\naction: report\n", "warning empty-value 1:1"),
      Case("type: submission\ntitle: x\naction: report\n", "note not-about-comments 1:7"),
      Case("- body: x\n", "error not-a-mapping 1:1"),
      Case("just text\n", "error not-a-mapping 1:1"),
      Case("body:\n\tx\naction: report\n", "error yaml 2:1"),
      Case("body: a: b\naction: report\n", "error yaml 1:8"),
      Case("body: \"\\d\"\naction: report\n", "error yaml 1:8"),
      Case("id: a\nbody: 'x\naction: report\n", "error yaml 2:7"),
      Case("body: *x\naction: report\n", "error yaml 1:7"),
      Case("body: [\u{1B}]\naction: report\n", "error yaml 1:8"),
      Case("author: &x [a]\nbody: *x\naction: report\n", "error yaml-alias 2:7"),
      Case("body: \(String(repeating: "[", count: 65))\n", "error nesting 1:71"),
      Case("body: x\nbody: \u{0}\n", "error encoding 2:7"),
      Case("body: a\(String(repeating: "\u{301}", count: 101))\n", "error encoding 1:108"),
      Case("body: \"\(String(repeating: "\\u0301", count: 101))\"\n", "error encoding 1:608"),
      Case(
        "id: a\nbody: x\naction: report\n--- {id: a, body: y, action: report}\n",
        "error duplicate-id 4:1"
      ),
      Case(
        "body: x\naction: report\n---\nbody: x\naction: report\n",
        "warning repeated-rule 4:1"
      ),
    ]
  )
  func code(_ example: Case) {
    #expect(places(read(example.text)) == example.places)
  }

  @Test("A file over 1 MiB, bytes that are no text, and too many errors")
  func wholeFile() {
    let large = RuleFile(reading: [UInt8](repeating: 0x23, count: RuleFile.maxBytes + 1), name: "r")
    #expect(places(large) == ["error file-size 1:1"])
    let fits = RuleFile(reading: [UInt8](repeating: 0x23, count: RuleFile.maxBytes), name: "r")
    #expect(fits.diagnostics.isEmpty)
    let bytes = RuleFile(reading: Array("a: b\nc: \u{E4}".utf8) + [0xFF, 0x20], name: "r")
    #expect(places(bytes) == ["error encoding 2:5"])
    let errors = read(String(repeating: "boby: x\n---\n", count: 10_000))
    #expect(errors.diagnostics.count == RuleFile.maxErrors + 1)
    #expect(errors.diagnostics.contains { $0.code == "too-many-errors" })
    let oneRule = read((1...10_000).map { "boby#\($0): x\n" }.joined())
    #expect(oneRule.diagnostics.count == RuleFile.maxErrors + 1)
    #expect(read("").diagnostics.isEmpty)
  }

  @Test(
    "The whole text, as it is shown",
    arguments: [
      ("unknown-key", "bodie (includes): [x]\naction: report\n"),
      ("unknown-modifier", "id: a\nbody (inclodes, regex): [x]\naction: report\n"),
      ("unknown-value", "body: x\naction: delete\n"),
      ("pattern", "body (includes, regex): ['fine', 'free (crypto']\naction: report\n"),
      ("pattern-double-quoted", "body (includes, regex): \"\\\\d+ ((\"\naction: report\n"),
      ("tab", "author:\n\tname: x\n"),
      ("colon", "body: x\naction_reason: spam: links\naction: report\n"),
      ("duplicate-key", "body: x\nauthor: a\nbody: y\naction: report\n"),
      ("changed-scalar", "body: [yes, 010]\naction: report\n"),
      ("alias", "author: &names [a, b]\nbody: *names\n"),
      (
        "inactive",
        "type: submission\ntitle: x\naction: remove\n---\nbody: x\nreports: 2\naction: report\n"
      ),
      ("side-effects", "body: x\ncomment: Hello {{author}}\n"),
      (
        "far-right",
        "body (includes, regex): ['\(String(repeating: "word ", count: 60))(', x]\naction: report\n"
      ),
      (
        "control-characters",
        "\"bo\\e[31mdy\\n\\u202E\": x\nbody: \"\\e[2J\u{202E}\"\naction: \"\\x07\"\n"
      ),
      ("signal", "signals:\n  link.count: 3\naction: report\n"),
      ("unclosed-quote", "body: 'spam\naction: report\n"),
      ("quote-in-quotes", "body: 'don't do that'\naction: report\n"),
      ("eaten-escape", "body (includes, regex): \"\\bcat\\b\"\naction: report\n"),
      ("list-of-rules", "- name: x\n  body: y\n"),
    ]
  )
  func golden(_ name: String, _ text: String) throws {
    let file = read(text)
    let shown = file.diagnostics.map { $0.description + "\n" }.joined()
    #expect(try Golden.difference(of: Array(shown.utf8), from: "rules/" + name + ".txt") == nil)
  }

  @Test("No character of a rule file can draw on the terminal")
  func nothingRaw() {
    let hostile = "\u{1B}[31m\u{7}\u{8}\u{7F}\u{9B}\u{202E}\u{2066}\u{FEFF}\u{200B}\u{E0041}"
    let escaped = hostile.unicodeScalars
      .map {
        "\\U" + String(repeating: "0", count: 8 - String($0.value, radix: 16).count)
          + String($0.value, radix: 16)
      }
      .joined()
    for text in [hostile, escaped] {
      for pattern in [
        "\"@\": x", "body (@): x", "type: \"@\"", "action: \"@\"", "category: \"@\"", "id: \"@\"",
        "priority: \"@\"", "signals: {\"@\": 1}", "body (includes, regex): \"@(\"", "@",
        "tests: {\"@\": []}",
        "body: [a, @", "a: 1\n\"@\": 1\n\"@\": 2", "author: {\"@\": 1}",
      ] {
        let yaml = "body#1: x\n" + pattern.replacing("@", with: text) + "\n"
        let file = RuleFile(reading: Array(yaml.utf8), name: "rules\(hostile).yaml")
        for diagnostic in file.diagnostics {
          let isClean = diagnostic.description.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n"
            case .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
          }
          #expect(isClean, "\(pattern)")
          #expect(diagnostic.description.count { $0 == "\n" } <= 3, "\(pattern)")
        }
      }
    }
  }
}
