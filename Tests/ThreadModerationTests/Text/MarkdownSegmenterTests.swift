// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("MarkdownSegmenter") struct MarkdownSegmenterTests {
  /// Segments as letters and texts: `p:` prose, `q:` quotation, `c:` code.
  private func read(_ body: String, _ format: BodyFormat = .markdown) -> [String] {
    let bytes = Array(body.utf8)
    let segments = MarkdownSegmenter.segments(of: bytes, format: format)
    expectWhole(segments, bytes)
    return segments.map { segment in
      let letter =
        switch segment.kind {
        case .prose: "p"
        case .quote: "q"
        case .code: "c"
        case .markup, .quotedMarkup: "m"
        case .lineBreak: "l"
        }
      return letter + ":" + Bodies.string(bytes[segment.range])
    }
  }

  private func expectWhole(_ segments: [TextSegment], _ bytes: [UInt8]) {
    var place = 0
    for segment in segments {
      #expect(segment.range.lowerBound == place)
      #expect(!segment.range.isEmpty)
      place = segment.range.upperBound
    }
    #expect(place == bytes.count)
  }

  @Test("a body without any mark is told apart from others by what is in it", arguments: 0..<200)
  func plain(seed: Int) {
    var random = Seeds(UInt64(seed))
    let pieces = [
      "word", "more", " ", "  ", "\n", "\n\n", ".", "\r\n", "   ", seed % 2 == 0 ? "x" : "> ",
      seed % 3 == 0 ? "`a`" : "y", seed % 5 == 0 ? "\n    z" : "é", seed % 7 == 0 ? "\t" : "!",
    ]
    let body = Array((0..<random.int(0..<20)).map { _ in random.pick(pieces) }.joined().utf8)
    for format in [BodyFormat.text, .markdown] {
      #expect(
        MarkdownSegmenter.segments(of: body, format: format)
          == MarkdownSegmenter.segmentsByLine(of: body, format: format),
        "seed \(seed)"
      )
    }
  }

  @Test("lines that start with > are quotations, after at most three spaces")
  func quotes() {
    #expect(read("> a\n>b\nc") == ["q:> a\n>b\n", "p:c"])
    #expect(read("   > a\nb") == ["q:   > a\n", "p:b"])
    #expect(read("a > b") == ["p:a > b"])
    #expect(read("> a\n> > b\n\nc", .text) == ["q:> a\n> > b\n", "p:\nc"])
  }

  @Test("a spoiler is the author's own words")
  func spoilers() {
    #expect(read(">!you clown!<") == ["p:>!you clown!<"])
    #expect(read("> !a") == ["q:> !a"])
  }

  @Test("a closed fence is code, of backticks or tildes")
  func fences() {
    #expect(read("a\n```swift\nb\n```\nc") == ["p:a\n", "c:```swift\nb\n```\n", "p:c"])
    #expect(read("~~~\nb\n~~~~\nc") == ["c:~~~\nb\n~~~~\n", "p:c"])
    #expect(read("````\n```\nb\n````") == ["c:````\n```\nb\n````"])
  }

  @Test("a fence that is never closed hides nothing")
  func unclosedFence() {
    #expect(read("```\nyou clown") == ["p:```\nyou clown"])
    #expect(read("```\nyou clown\n~~~") == ["p:```\nyou clown\n~~~"])
    #expect(read("```\na\n``` b") == ["p:```\na\n``` b"])
  }

  @Test("backticks within a line are code when the run closes")
  func inlineCode() {
    #expect(read("a `b` c") == ["p:a ", "c:`b`", "p: c"])
    #expect(read("a ``b ` c`` d") == ["p:a ", "c:``b ` c``", "p: d"])
    #expect(read("a `b c") == ["p:a `b c"])
    #expect(read("```word``` b") == ["c:```word```", "p: b"])
  }

  @Test("indented lines are code in Markdown only, and only after a blank line")
  func indented() {
    #expect(read("a\n\n    b\n    c\nd") == ["p:a\n\n", "c:    b\n    c\n", "p:d"])
    #expect(read("a\n    b") == ["p:a\n    b"])
    #expect(read("\tb") == ["c:\tb"])
    #expect(read("a\n\n    b", .text) == ["p:a\n\n    b"])
  }

  @Test("carriage returns, blank bodies and lone line feeds")
  func edges() {
    #expect(read("").isEmpty)
    #expect(read("\n\n") == ["p:\n\n"])
    #expect(read("> a\r\nb\r\n") == ["q:> a\r\n", "p:b\r\n"])
  }

  @Test(
    "time is linear in hostile text",
    arguments: ["`", "` `` ``` ", "```\n", "> ", ">\n", "    a\n\n", "~~~", "`a", "\n"]
  )
  func growth(unit: String) {
    let ratio = Growth.ratio(from: 10_000) { size in
      let body = Growth.repeated(unit, bytes: size)
      #expect(!MarkdownSegmenter.segments(of: body, format: .markdown).isEmpty)
    }
    #expect(ratio < 20, "\(unit.debugDescription)")
  }
}
