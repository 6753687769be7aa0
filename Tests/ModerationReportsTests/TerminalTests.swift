// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("Terminal text")
struct TerminalTests {
  /// Every layout of a comment whose every field is `text`.
  private static func layouts(_ text: String, usesColor: Bool = false, width: Int = 60) -> [[UInt8]]
  {
    let terminal = TerminalText(width: width, usesColor: usesColor)
    let comment = Comment(id: text, body: text, thread: text, author: text)
    let finding = Finding(
      rule: text,
      category: .spam,
      kind: text,
      score: 1,
      view: text,
      range: 0..<text.utf8.count,
      text: text,
      entry: text,
      reason: text
    )
    let verdict = Verdict(
      comment: text,
      thread: text,
      author: text,
      action: .remove,
      findings: [finding],
      signals: [SignalReading(name: text, value: 1)]
    )
    let scanned = ScannedThread(
      thread: CommentThread(id: text, comments: [comment]),
      verdicts: [verdict],
      ordinals: [0]
    )
    var summary = Summary()
    summary.count(scanned.thread)
    summary.count(verdict)
    summary.countRepair(text)
    summary.reject(Summary.Rejected(input: text, line: 1, reason: text))
    return [
      terminal.summary(summary, inputs: [text]), terminal.threadTree(scanned),
      terminal.explanation(comment, verdict),
      terminal.report(
        HostileMaterial.material(text),
        comparison: HostileMaterial.comparison(text)
      ),
    ]
  }

  private static func isForbidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x0a: false
    case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069, 0x200e, 0x200f, 0x61c, 0x200b,
      0xfeff,
      0x2028, 0x2029, 0xe0000...0xe007f:
      true
    default: false
    }
  }

  private static func columns(_ line: Substring.UnicodeScalarView) -> Int {
    line.reduce(0) { sum, scalar in
      let scalarClass = ScalarClass(scalar.value)
      return sum + (scalarClass == .hidden ? 0 : ColumnWidth.of(scalar.value, class: scalarClass))
    }
  }

  private func expectHarmless(_ text: String) {
    for output in Self.layouts(text) {
      let scalars = String(decoding: output, as: UTF8.self).unicodeScalars
      #expect(!scalars.contains { Self.isForbidden($0.value) })
    }
    for output in Self.layouts(text, usesColor: true) {
      // Without our own colour sequences nothing is left of escape characters.
      var rest = String(decoding: output, as: UTF8.self)
      for style in ["0", "1", "2", "1;30;43", "7", "1;31", "1;33", "1;36", "32"] {
        rest = rest.replacingOccurrences(of: "\u{1B}[\(style)m", with: "")
      }
      #expect(!rest.unicodeScalars.contains { Self.isForbidden($0.value) })
    }
  }

  @Test("No hostile text brings a control character to the terminal")
  func hostile() {
    for text in HostileText.all { expectHarmless(text) }
  }

  private struct Case: Decodable { var b64: String }

  @Test(
    "No terminal attack of the shared collection gets through",
    .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
  )
  func attacks() throws {
    let lines = try SharedData.lines("attacks/own-terminal/cases.jsonl")
    #expect(!lines.isEmpty)
    for line in lines {
      let attack = try JSONDecoder().decode(Case.self, from: Data(line))
      expectHarmless(String(decoding: try #require(Data(base64Encoded: attack.b64)), as: UTF8.self))
    }
  }

  @Test("A hidden character is shown by its number, once for each")
  func shown() {
    let output = String(decoding: Self.layouts("a\u{202E}b\u{1B}[31m")[1], as: UTF8.self)
    #expect(output.contains("«a⟨U+202E⟩b⟨U+001B⟩[31m»"))
  }

  @Test("A record stays on its line whatever its names say")
  func oneRecord() {
    let record = Summary.Rejected(input: "a\nb", line: 3, reason: "x\r\nb:4  forged")
    var summary = Summary()
    summary.reject(record)
    let output = String(decoding: TerminalText().summary(summary), as: UTF8.self)
    #expect(output.contains("a⟨U+000A⟩b:3  x⟨U+000D⟩⟨U+000A⟩b:4  forged\n"))
  }

  @Test("No line is wider than the terminal")
  func widths() {
    let long = [
      String(repeating: "漢字かな交じり文", count: 40), String(repeating: "👩‍🚀🏽", count: 90),
      String(repeating: "a", count: 700), String(repeating: "word and ", count: 90),
      String(repeating: "e\u{301}\u{302}", count: 300), "한국어 " + String(repeating: "각", count: 100),
    ]
    for text in long + HostileText.all {
      for width in [40, 57, 80, 133] {
        for output in Self.layouts(text, width: width) {
          for line in String(decoding: output, as: UTF8.self).unicodeScalars.split(separator: "\n")
          {
            #expect(Self.columns(line[...]) <= width)
          }
        }
      }
    }
  }

  @Test(
    "Columns: wide two, marks none, the rest one",
    arguments: [
      ("a", 1), ("é", 1), ("\u{301}", 0), ("漢", 2), ("ｶ", 1), ("Ａ", 2), ("한", 2), ("🙂", 2),
      ("⌚", 2), ("☃", 1),
      ("\u{20000}", 2), ("€", 1), ("\u{1161}", 0),
    ]
  )
  func column(_ text: String, _ expected: Int) throws {
    let value = try #require(text.unicodeScalars.first).value
    #expect(ColumnWidth.of(value, class: ScalarClass(value)) == expected)
  }

  @Test("Joiners stay inside emoji and scripts that need them, and show elsewhere")
  func joiners() {
    func hidden(_ text: String) -> Int {
      var units = VisibleText(Array(text.utf8))
      var count = 0
      while let next = units.next() { if case .hidden = next.unit { count += 1 } }
      return count
    }
    #expect(hidden("👩‍👩‍👧 ❤️ 1️⃣ 🏴‍☠️") == 0)
    #expect(hidden("می\u{200C}خواهم क्‍ष") == 0)
    #expect(hidden("in\u{200C}sult\u{200D}") == 2)
    #expect(hidden("a\u{FE0F} b\u{E0100}") == 2)
  }

  @Test("Odd ranges are clamped, and a mark never splits a scalar")
  func ranges() {
    let body = "aé漢🙂z"
    let bytes = Array(body.utf8)
    for lower in -2...bytes.count + 2 {
      for upper in lower...bytes.count + 3 {
        let finding = Finding(
          rule: "r",
          category: .spam,
          score: 1,
          view: "raw",
          range: lower..<upper
        )
        let comment = Comment(id: "c", body: body)
        let verdict = Verdict(comment: "c", action: .hold, findings: [finding])
        let output = TerminalText().explanation(comment, verdict)
        #expect(String(validating: output, as: UTF8.self) != nil)
        for piece in Evidence([finding], in: bytes).pieces {
          #expect(String(validating: bytes[piece.range], as: UTF8.self) != nil)
        }
      }
    }
  }

  @Test("A body is cut after its lines and says so with an ellipsis; a short one is whole")
  func lines() {
    func body(_ text: String) -> String {
      let scanned = ScannedThread(
        thread: CommentThread(id: "t", comments: [Comment(id: "c", body: text, author: "a")]),
        verdicts: [Verdict(comment: "c")],
        ordinals: [0]
      )
      return String(
        decoding: TerminalText(width: 40, maxBodyLines: 2).threadTree(scanned),
        as: UTF8.self
      )
    }
    let head = "Thread t · 1 comment · 0 flagged · 1\n  level deep\n└─ a c\n"
    #expect(body("one\ntwo") == head + "     one\n     two\n")
    #expect(body("one\ntwo\nthree") == head + "     one\n     two …\n")
    #expect(body(String(repeating: "x", count: 1_000_000)).utf8.count < 200)
    #expect(body("") == head)
  }
}
