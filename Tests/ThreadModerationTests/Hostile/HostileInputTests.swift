// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ThreadModeration

/// Whatever a comment holds: a sound verdict, in bounded time.
@Suite("Hostile input", .serialized) struct HostileInputTests {
  private static let scanner = Result { try CommentScanner() }
  private static let attacks = "needs the shared data folder (../shared)"

  /// Judges one body in every format, as a reply to itself.
  private func check(_ body: String, within limit: Duration, _ note: String = "") throws {
    let scanner = try Self.scanner.get()
    let clock = ContinuousClock()
    let start = clock.now
    for format in BodyFormat.allCases {
      let comment = Comment(id: body, body: body, parent: body, author: body, bodyFormat: format)
      CommentScannerTests.expectSound(scanner.verdict(for: comment), comment)
    }
    #expect(start.duration(to: clock.now) < limit, "\(note)")
  }

  @Test("naughty strings", .enabled(if: SharedData.isPresent, "\(attacks)"))
  func naughtyStrings() throws {
    struct Line: Decodable { var text: String }
    let lines = try SharedData.lines("attacks/naughty-strings/strings.jsonl")
    #expect(lines.count > 200)
    for line in lines {
      let text = try JSONDecoder().decode(Line.self, from: Data(line)).text
      try check(text, within: .seconds(5))
    }
  }

  @Test("ill-formed UTF-8 as a reader repairs it", .enabled(if: SharedData.isPresent, "\(attacks)"))
  func illFormed() throws {
    struct Line: Decodable { var hex: String }
    let lines = try SharedData.lines("attacks/utf8/cases.jsonl")
    #expect(lines.count > 100)
    for line in lines {
      let hex = Array(try JSONDecoder().decode(Line.self, from: Data(line)).hex.utf8)
      let bytes = stride(from: 0, to: hex.count - 1, by: 2).compactMap {
        UInt8(Bodies.string(hex[$0..<$0 + 2]), radix: 16)
      }
      try check("you \(String(decoding: bytes, as: UTF8.self)) moron", within: .seconds(5))
    }
  }

  @Test(
    "Unicode attacks: bidi, tags, marks, joiners",
    .enabled(if: SharedData.isPresent, "\(attacks)")
  )
  func unicode() throws {
    struct Line: Decodable {
      struct Generator: Decodable {
        var prefix: String?
        var `repeat`: String
        var count: Int
      }
      var name: String
      var text_b64: String?
      var generate: Generator?
    }
    let lines = try SharedData.lines("attacks/own-unicode/cases.jsonl")
    #expect(lines.count == 77)
    for line in lines {
      let entry = try JSONDecoder().decode(Line.self, from: Data(line))
      if let text = entry.text_b64 {
        let bytes = try #require(Data(base64Encoded: text))
        try check(String(decoding: bytes, as: UTF8.self), within: .seconds(5), entry.name)
      } else if let generate = entry.generate {
        // Longer ones are what FoldingTimeTests is for.
        let count = min(generate.count, 10_000)
        let body = (generate.prefix ?? "") + String(repeating: generate.repeat, count: count)
        try check(body, within: .seconds(20), entry.name)
      }
    }
  }

  @Test(
    "single oddities",
    arguments: [
      "", "\u{0}", "\u{0}you moron\u{0}", "\n", "\r\n\r\n", "\u{FEFF}", "\u{202E}you moron\u{202C}",
      "\u{FFFD}\u{FFFE}\u{10FFFF}", "`", "```", ">", "> ", "<", "<!--", "&", "&#", "\"", "“”",
      "“ ”", "@",
      "http://", "http://[::1]/", "http://\u{301}", ".", "[.]", "a[.]", "$", "+", "1-", "'",
      "''a''",
      "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "\u{E0061}\u{E007F}", "ﷺ",
      "\u{1100}\u{1161}\u{11A8}",
    ]
  )
  func oddities(body: String) throws {
    try check(body, within: .seconds(5))
  }

  @Test(
    "tens of thousands of one thing",
    arguments: [
      "\u{301}", "a\u{301}\u{316}", "\u{202E}", "\u{0}", "\u{FDFA}", "moron ", "you ", "1 ", "> ",
      "“", "@ab ", "a_b ", "a@b ", "<p ", "<a href=\"http://b.example\">", "a.b.", "+1 ",
      "\u{6A9}\u{200C}",
    ]
  )
  func manyTimes(unit: String) throws {
    try check(String(repeating: unit, count: 50_000 / unit.utf8.count), within: .seconds(60))
  }

  @Test("100,000 combining marks on one letter")
  func marks() throws {
    try check("m" + String(repeating: "\u{301}", count: 100_000) + "oron", within: .seconds(20))
  }

  @Test("a body of four megabytes is cut, said to be incomplete, and judged in bounded time")
  func huge() throws {
    let comment = Comment(
      id: "1",
      body: String(repeating: "The old bridge is open. ", count: 175_000)
    )
    let clock = ContinuousClock()
    let scanner = try CommentScanner(limits: ScanLimits(maxBodyBytes: 100_000))
    let start = clock.now
    let verdict = scanner.verdict(for: comment)
    #expect(verdict.incomplete == .subjectSize && verdict.action == .report)
    #expect(start.duration(to: clock.now) < .seconds(20))
  }

  @Test("random scraps of markup, disguises and links", arguments: 0..<60)
  func scraps(seed: Int) throws {
    var random = Seeds(UInt64(seed))
    let pieces = [
      "you ", "moron", "m0r0n", "m o r o n", "http://", "a.example.com", "[.]", "<b>", "</b>",
      "<blockquote>",
      "</blockquote>", "> ", "\n", "\n\n", "`", "```\n", "“", "”", "\"", "é", "\u{301}", "\u{200B}",
      "😀", "&amp;",
      "&#x", "$5", "9/13/2017", "@ada ", "#x", "!!!", "  ", "\t", "\u{202E}", "ß", "ﬃ", "。", "[a](",
      ")", "\u{0}", "<a href=\"http://b.example/?a&amp;b\">", "</a>",
      "<img src=\"http://b.example/x.png\">",
      "b.example/", "+1 555 010 0199 ", "t.me/", "\u{200C}", "\u{6A9}", "buy now ", "Contact him @",
      "*", "P A R T Y ", "paypa1.example ", "(dot)", "①", "Ｂ",
    ]
    try check(
      (0..<40).map { _ in random.pick(pieces) }.joined(),
      within: .seconds(10),
      "seed \(seed)"
    )
  }
}
