// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import RuleFiles

@Suite("Formatting rule files")
struct RuleFormatterTests {
  private func format(_ text: String) -> String {
    String(decoding: RuleFormatter.format(Array(text.utf8)).text, as: UTF8.self)
  }

  @Test("Keys, margins, order and blank lines")
  func layout() {
    let text = """
      #  the head


          # about cats
          Action :   remove
          body(Regex,includes) : ['a',   'b']   # why

          author:
                  ~Name:   eve
                  is_submitter: no
          comment: |
              Hello,

                indented
          # at the end
          type: comment
      ------ # second


      body:
      - a
      # inside
      - b
      action: report
      tests:
          matches: [a]
      """
    let expected = """
      #  the head
      # about cats
      # at the end
      type: comment
      body (regex, includes): ['a',   'b']   # why
      author:
        ~Name:   eve
        is_submitter: no
      action: remove
      comment: |
        Hello,

          indented

      ---

      # second
      body:
        - a
        # inside
        - b
      action: report
      tests:
        matches: [a]

      """
    #expect(format(text) == expected)
    #expect(format(expected) == expected)
  }

  @Test(
    "What cannot be laid out anew is left as it is",
    arguments: [
      "body: x\nbody: y\naction: report\n", "{body: x, action: report}\n", "- a\n- b\n",
      "body: 'x\n", "body: \"a\n  b\"\naction: report\n", "action_reason: |4\n     x\nbody: x\n",
      "just text\n", "? body\n: x\n", "", "# only a comment\n",
    ]
  )
  func left(_ text: String) {
    let result = RuleFormatter.format(Array(text.utf8))
    let again = RuleFormatter.format(result.text)
    #expect(again.text == result.text)
    #expect(
      RuleFormatter.meaning(read(text))
        == RuleFormatter.meaning(read(String(decoding: result.text, as: UTF8.self)))
    )
  }

  @Test(.enabled(if: SharedData.isPresent, "\(SharedData.absence)"))
  func `files of real communities keep every comment and mean the same, formatted once or twice`()
    throws
  {
    let folder = SharedData.url("rules/automoderator")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".yaml") {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      let once = RuleFormatter.format(bytes).text
      #expect(RuleFormatter.format(once).text == once, "\(name)")
      #expect(once.count { $0 == 0x23 } == bytes.count { $0 == 0x23 }, "\(name)")
      let before = RuleFile(reading: bytes, name: "")
      let after = RuleFile(reading: once, name: "")
      #expect(RuleFormatter.meaning(before) == RuleFormatter.meaning(after), "\(name)")
    }
  }

  @Test("Whatever is put together means the same afterwards, and is formatted once for all")
  func random() {
    let seed: UInt64 = 20_261_123
    var generator = SeededGenerator(seed: seed)
    let lines = [
      "body: cat", "BODY (Regex , includes): ['a|b', \"c\"]", "~title+body#x: [a, b]",
      "author:\n      name: eve\n      account_age: '< 3 days'", "author: [a,\n  b]",
      "body#2:\n  - one\n  # note\n  - two", "body#3:\n- one\n- two", "is_top_level:   true",
      "comment: |\n    Hello {{author}}\n\n      deep  \n    # no comment",
      "message: >-\n  folded\n  text",
      "action_reason: \"a # b\"", "# a comment", "", "   ",
      "parent_submission:\n    title: x\n    set_locked: true",
      "tests:\n  matches: [cat]\n  passes:\n  - dog", "id: rule-ID", "score: 1.5", "category: spam",
      "any:\n  - body: x\n  - author:\n      name: y", "type: comment", "priority: 3 # high",
    ]
    for round in 0..<300 {
      var sections: [String] = []
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let margin = String(
          repeating: " ",
          count: [0, 0, 2, 4].randomElement(using: &generator) ?? 0
        )
        var chosen = (0..<Int.random(in: 1...7, using: &generator))
          .map { _ in lines.randomElement(using: &generator) ?? "" }
        chosen.append("action: report")
        chosen.shuffle(using: &generator)
        sections.append(
          chosen.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { margin + $0 }.joined(separator: "\n")
        )
      }
      let text = sections.joined(separator: "\n---\n") + "\n"
      let once = format(text)
      #expect(format(once) == once, "seed \(seed), round \(round):\n\(text)")
      #expect(
        RuleFormatter.meaning(read(once)) == RuleFormatter.meaning(read(text)),
        "seed \(seed), round \(round):\n\(text)\n=====\n\(once)"
      )
    }
  }
}
