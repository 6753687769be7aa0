// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
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

  @Test func `campaigns that are not listed are counted, also of parts that are added up`() {
    var material = ReportMaterial()
    #expect(
      !String(decoding: SummaryJSON.render(material), as: UTF8.self).contains("campaigns_left")
    )
    material.campaignsLeft = 3
    material.campaigns = [
      Campaign(fingerprint: 1, isExact: true, comments: 3, authors: 2, threads: 1)
    ]
    material.merge(material)
    let json = String(decoding: SummaryJSON.render(material), as: UTF8.self)
    #expect(json.contains("\"campaigns_left\": 6"))
    let text = String(decoding: TerminalText().report(material), as: UTF8.self)
    #expect(text.contains("and 6 more"))
    let markdown = String(decoding: MarkdownReport.render(material), as: UTF8.self)
    #expect(markdown.contains("6 more campaign"))
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

  /// A text as JSON by asking of every scalar whether it has to be escaped.
  private func quoted(_ text: String, isForHTML: Bool) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: result += "\\" + String(scalar)
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0x3C, 0x3E, 0x26:
        result += isForHTML ? "\\u00" + String(scalar.value, radix: 16) : String(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  @Test(
    "A text is escaped where asking of every scalar says so",
    arguments: 0..<60 as Range<UInt64>
  )
  func escapes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "plain words", "é", "\u{441}", "\"", "\\", "\n", "\t", "<b>", "&", "😀", "“", "\u{85}",
      "\u{A0}",
      "\u{61C}", "\u{200E}", "\u{2028}", "\u{2066}", "\u{7F}", "\u{1}", "\u{202A}", "½", "؟",
    ]
    for _ in 0..<10 {
      let text = (0..<Int.random(in: 0..<6, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      for isForHTML in [false, true] {
        var json = JSONWriter(isForHTML: isForHTML)
        json.string(text)
        #expect(String(decoding: json.bytes, as: UTF8.self) == quoted(text, isForHTML: isForHTML))
        var other = JSONWriter(isForHTML: isForHTML)
        other.string(utf8: Array(text.utf8))
        #expect(other.bytes == json.bytes)
      }
    }
  }

  @Test("Numbers are those of cutting the digits of a text", arguments: 0..<40 as Range<UInt64>)
  func digits(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let decimals = Int.random(in: 0...6, using: &random)
      let minimum = Int.random(in: 0...3, using: &random)
      let steps = Int.random(in: -2_000_000...2_000_000, using: &random)
      let value = Double(steps) / [1, 10, 100, 1_000, 10_000][Int(seed) % 5]
      var bytes: [UInt8] = []
      bytes.append(number: value, decimals: decimals, minimum: minimum)
      var scale = 1.0
      for _ in 0..<decimals { scale *= 10 }
      let scaled = (value.magnitude * scale).rounded()
      let (whole, fraction) = (Int(scaled) / Int(scale), Int(scaled) % Int(scale))
      var digits = decimals == 0 ? "" : String(String(Int(scale) + fraction).dropFirst())
      while digits.count > minimum, digits.hasSuffix("0") { digits.removeLast() }
      let sign = value < 0 && scaled != 0 ? "-" : ""
      let expected = "\(sign)\(whole)" + (digits.isEmpty ? "" : "." + digits)
      #expect(String(decoding: bytes, as: UTF8.self) == expected, "\(value)")
    }
    var bytes: [UInt8] = []
    for value in [0, 7, 10, -1, -123, .max, .min] {
      bytes.append(integer: value)
      bytes.append(0x20)
    }
    #expect(
      String(decoding: bytes, as: UTF8.self) == "0 7 10 -1 -123 \(Int.max) \(Int.min) "
    )
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
