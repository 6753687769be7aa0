// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import ThreadModeration

@testable import ModerationReports

typealias Comment = ThreadModeration.Comment

/// Texts that break writers.
enum HostileText {
  static let all = [
    "", "plain", "\"quoted\" \\ back", "line\nfeed\r\nand\rreturn\ttab",
    "nul\u{0}bell\u{7}esc\u{1B}[2J",
    "del\u{7F} c1\u{80}\u{9B}31m\u{9F}", "sep\u{2028}\u{2029}end", "</script><!--<b>&amp;",
    "\u{202E}evil\u{202C}\u{2066}\u{2069}\u{200E}\u{61C}", "zero\u{200B}\u{200D}\u{FEFF}width",
    "tags\u{E0041}\u{E007F}", "emoji 👩‍👩‍👧‍👦 🏴‍☠️ ❤️ 1️⃣", "e\u{301} \u{FFFD} \u{FFFE}\u{10FFFF}",
    String(repeating: "a\u{300}\u{323}", count: 50) + String(repeating: "\u{301}", count: 5_000),
    "見出し 한국어 العربية\u{200C}می\u{200C}خواهم",
  ]
}

@Suite("JSON")
struct JSONTests {
  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test("A verdict is one line with the keys of the contract in their order")
  func contract() {
    var verdict = Verdict(
      comment: "c2",
      thread: "t1",
      author: "a",
      action: .hold,
      findings: [
        Finding(
          rule: "hostility.insult-direct",
          category: .hostility,
          kind: "insult",
          score: 2.1,
          view: "normalized",
          range: 4..<21,
          text: "miserable marxist",
          entry: "miserable"
        )
      ]
    )
    verdict.scores[.spam] = 0.02
    verdict.scores[.links] = 0.01
    verdict.scores[.hostility] = 0.91004
    let expected =
      #"{"id":"c2","thread":"t1","author":"a","action":"hold","scores":{"spam":0.02,"links":0.01,"#
      + #""hostility":0.91,"conduct":0.0,"custom":0.0},"incomplete":null,"findings":["#
      + #"{"rule":"hostility.insult-direct","category":"hostility","kind":"insult","score":2.1,"#
      + #""view":"normalized","range":[4,21],"text":"miserable marxist","entry":"miserable"}]}"#
    #expect(String(decoding: VerdictLines.lines([verdict]), as: UTF8.self) == expected + "\n")
    verdict.findings = [
      Finding(rule: "r", category: .custom, score: -0.0, view: "raw", reason: "w")
    ]
    verdict.signals = [
      SignalReading(name: "b", value: 2), SignalReading(name: "a", value: 0.12345),
    ]
    verdict.incomplete = .timeLimit
    verdict.thread = nil
    let text = String(decoding: VerdictLines.lines([verdict]), as: UTF8.self)
    #expect(text.contains(#""thread":null,"#))
    #expect(
      text.contains(#""incomplete":"time-limit","findings":[{"rule":"r","category":"custom","#)
    )
    #expect(
      text.hasSuffix(
        #""kind":null,"score":0.0,"view":"raw","range":null,"text":"","entry":null,"reason":"w"}],"#
          + #""signals":{"a":0.1235,"b":2}}"# + "\n"
      )
    )
  }

  @Test("Hostile texts come back unchanged, on one line, without a raw control character")
  func roundTrip() throws {
    for text in HostileText.all {
      let verdict = Verdict(
        comment: text,
        thread: text,
        author: text,
        action: .report,
        findings: [
          Finding(
            rule: text,
            category: .spam,
            kind: text,
            score: 1,
            view: text,
            range: 0..<1,
            text: String(decoding: text.utf8.prefix(100), as: UTF8.self),
            entry: text,
            reason: text
          )
        ],
        signals: [SignalReading(name: text, value: 1)]
      )
      var bytes = Array("before\n".utf8)
      VerdictLines.append(verdict, to: &bytes)
      #expect(bytes.starts(with: "before\n".utf8))
      bytes.removeFirst(7)
      #expect(bytes.filter { $0 < 0x20 || $0 == 0x7f } == [0x0a])
      let line = String(decoding: bytes, as: UTF8.self)
      #expect(!line.unicodeScalars.contains { (0x80..<0xa0).contains($0.value) })
      #expect(
        !line.unicodeScalars.contains { scalar in
          [0x61c, 0x200e, 0x200f].contains(scalar.value) || (0x2028...0x202e).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
        }
      )
      let back = try object(bytes)
      let finding = try #require((back["findings"] as? [[String: Any]])?.first)
      for value in [back["id"], back["thread"], back["author"], finding["rule"], finding["reason"]]
      {
        #expect((value as? String)?.utf8.elementsEqual(text.utf8) == true)
      }
    }
  }

  @Test("A finding's text over 2,000 bytes is cut between scalars and says so")
  func longText() throws {
    let text = "x" + String(repeating: "é", count: 2_000)
    let verdict = Verdict(
      comment: "c",
      findings: [Finding(rule: "r", category: .spam, score: 1, view: "raw", text: text)]
    )
    let back = try object(VerdictLines.lines([verdict]))
    let finding = try #require((back["findings"] as? [[String: Any]])?.first)
    #expect((finding["text"] as? String)?.utf8.count == 1_999)
    #expect(finding["text_cut"] as? Bool == true)
  }

  @Test("Numbers have no exponent, no negative zero and no more decimals than promised")
  func numbers() {
    let cases: [(Double, String)] = [
      (0, "0.0"), (-0.0, "0.0"), (-0.00001, "0.0"), (0.00005, "0.0001"), (0.99996, "1.0"),
      (1e300, "1000000000000.0"), (-1e300, "-1000000000000.0"), (.nan, "0.0"),
      (.infinity, "1000000000000.0"),
      (-2.5, "-2.5"), (1e-300, "0.0"), (0.1 + 0.2, "0.3"), (12, "12.0"),
    ]
    for (value, expected) in cases {
      var json = JSONWriter()
      json.number(value, decimals: 4)
      #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }
  }

  @Test("Text for HTML has no angle bracket and no ampersand")
  func embedded() throws {
    var json = JSONWriter(isForHTML: true)
    json.string("</script><!-- & -->")
    #expect(
      !json.bytes.contains {
        [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&")].contains($0)
      }
    )
    let back = try JSONSerialization.jsonObject(with: Data(json.bytes), options: .fragmentsAllowed)
    #expect(back as? String == "</script><!-- & -->")
  }

  @Test("The summary parses, and its records add up")
  func summary() throws {
    let back = try object(SummaryJSON.render(ReportFixture.summary))
    #expect(back["comments"] as? Int == 15)
    #expect(back["max_depth"] as? Int == 6)
    #expect((back["rejected"] as? [[String: Any]])?.count == 2)
    #expect((back["actions"] as? [String: Int])?.values.reduce(0, +) == 15)
    #expect((back["rules"] as? [[String: Any]])?.first?["id"] as? String == "conduct.reply-storm")
    #expect(back["schema"] as? String == SummaryJSON.schema)
    let empty = try object(SummaryJSON.render(Summary()))
    #expect(empty.count == back.count)
  }
}
