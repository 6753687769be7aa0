// SPDX-License-Identifier: Apache-2.0

import RuleFiles
import Testing
import ThreadModeration

@Suite("Sections of a rule file")
struct SectionTests {
  private static let one = "id: one\nbody: one\naction: report\n"
  private static let two = "id: two\nbody: two\naction: report\n"

  @Test(
    "Rules are parted by lines that start with three hyphens",
    arguments: [
      "---\n", "------------\n", "--- # the second rule\n", "---\n\n# only a comment\n---\n",
      "---   \n",
    ]
  )
  func parted(_ separator: String) {
    let file = read(Self.one + separator + Self.two)
    #expect(file.diagnostics.isEmpty)
    #expect(file.rules.map(\.id) == ["one", "two"])
  }

  @Test("What follows the hyphens on their line is not lost")
  func textAfterHyphens() {
    let file = read(Self.one + "--- {id: two, body: two, action: report}\n")
    #expect(file.rules.map(\.id) == ["one", "two"])
    let bad = read(Self.one + "--- {id: two, boby: two, action: report}\n")
    #expect(places(bad) == ["error unknown-key 4:15"])
  }

  @Test("Hyphens inside a line, or only two of them, part nothing")
  func noSeparator() {
    #expect(read("body: 'a --- b'\naction: report\n").rules.count == 1)
    #expect(read("body: |\n  a\n  ---\n  b\naction: report\n").rules.count == 1)
  }

  @Test(
    "Comments and blank lines are no rules",
    arguments: [
      "", "\n\n", "# nothing\n", "---\n---\n", "   \n\t# x\n---\n#\n",
    ]
  )
  func nothing(_ text: String) {
    let file = read(text)
    #expect(file.rules.isEmpty)
    #expect(file.diagnostics.isEmpty)
  }

  @Test(
    "A byte order mark and every kind of line end are read alike",
    arguments: [
      "\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}",
    ]
  )
  func lineEnds(_ end: String) {
    let text =
      "\u{FEFF}" + Self.one + "---\n" + Self.two.replacing("two\na", with: "two\nboby: x\na")
    let file = read(text.replacing("\n", with: end))
    #expect(places(file) == ["error unknown-key 7:1"])
    let good = read(("\u{FEFF}" + Self.one + "---\n" + Self.two).replacing("\n", with: end))
    #expect(good.rules.map(\.id) == ["one", "two"])
    #expect(good.rules.map { $0.origin?.line } == [1, 5])
  }

  @Test("A derived id stays when the rule moves, and changes with its words")
  func derivedIDs() {
    let a = "body: [one]\naction: report\naction_reason: 'Too Much: one!'\n"
    let b = "body: [two]\naction: report\n"
    let ids = read(a + "---\n" + b).rules.map(\.id)
    #expect(ids[0].hasPrefix("too-much-one-"))
    #expect(ids[1].hasPrefix("two-"))
    #expect(ids.allSatisfy { $0.utf8.suffix(6).allSatisfy { Character(.init($0)).isHexDigit } })
    #expect(read(b + "---\n" + a).rules.map(\.id) == [ids[1], ids[0]])
    #expect(
      read("# first\n\n" + b + "\n\n---\n# second\n" + a + "\n").rules.map(\.id) == [
        ids[1], ids[0],
      ]
    )
    #expect(read(b.replacing("\n", with: "\r\n")).rules[0].id == ids[1])
    #expect(read(b.replacing("two", with: "three")).rules[0].id != ids[1])
  }

  @Test("The same rule twice keeps both, with a warning; a named rule twice is an error")
  func sameRuleTwice() {
    let rule = "body: [one]\naction: report\n"
    let file = read(rule + "---\n" + rule)
    #expect(places(file) == ["warning repeated-rule 4:1"])
    #expect(file.rules.count == 2)
    #expect(file.rules[1].id == file.rules[0].id + "-2")
    let named = read(Self.one + "---\n" + Self.one)
    #expect(places(named) == ["error duplicate-id 5:1"])
    #expect(named.rules.isEmpty)
  }

  @Test("A file with an error has no rules at all")
  func wholeOrNotAtAll() {
    let file = read(Self.one + "---\nboby: x\naction: report\n---\n" + Self.two)
    #expect(file.hasErrors)
    #expect(file.rules.isEmpty)
  }
}
