// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("HTMLSegmenter") struct HTMLSegmenterTests {
  private func prose(_ body: String) -> String {
    Bodies.string(Bodies.views(body, .html).prose.bytes)
  }
  private func quoted(_ body: String) -> String {
    Bodies.string(Bodies.views(body, .html).quoted.bytes)
  }

  @Test("a blockquote is a quotation, nested ones as well")
  func blockquote() {
    let body = "<p>Mine</p><blockquote>a <b>b</b><blockquote>c</blockquote>d</blockquote>more"
    #expect(prose(body).split(whereSeparator: \.isWhitespace) == ["Mine", "more"])
    #expect(quoted(body).split(whereSeparator: \.isWhitespace) == ["a", "b", "c", "d"])
    #expect(quoted("x<q>y</q>z") == "y ")
  }

  @Test("tags inside a word do not break it")
  func tagsInsideWords() {
    let body = "you cl<b></b>o<i>w</i>n<br>ok"
    #expect(prose(body) == "you clown\nok")
    #expect(
      Bodies.original(of: "clown", in: Bodies.views(body, .html).prose, of: body)
        == "cl<b></b>o<i>w</i>n"
    )
  }

  @Test("words in nothing but a pre or code are words, as archives of lists have mail")
  func preformatted() {
    let body =
      "<div><pre style=\"white-space:pre-wrap\">Nine &lt; ten.\n<span>&gt; When?</span></pre></div>"
    #expect(prose(body).contains("Nine < ten.\n> When?"))
    #expect(!prose("So:<pre>x = 1</pre>").contains("x"))
    #expect(prose("<pre><code>x = 1</code></pre>").contains("x"))
    #expect(!prose("So:<pre><code>x = 1</code></pre>").contains("x"))
    #expect(!prose("<pre>a</pre><script>x = 1</script>").contains("x"))
  }

  @Test("the names of HTML 4 are read, and those of punctuation")
  func namedCharacters() {
    #expect(
      prose("caf&eacute; &Omega;&omega;&sigmaf; &euro;5 &mdash; ada&commat;x&period;org")
        == "café Ωως €5 — ada@x.org"
    )
    #expect(prose("&unknown; &AMP &;") == "&unknown; &AMP &;")
  }

  @Test("character references are read, and map to themselves")
  func entities() {
    let body = "a &lt;b&gt; &amp;amp; &#39;c&#x27; &#x1F600;&nbsp;&quot;"
    #expect(prose(body) == "a <b> &amp; 'c' \u{1F600}\u{A0}\"")
    #expect(
      Bodies.original(of: "\u{1F600}", in: Bodies.views(body, .html).prose, of: body) == "&#x1F600;"
    )
  }

  @Test(
    "what is no character reference stays",
    arguments: [
      "&", "&;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#x110000;", "&#+65;", "&#99999999999;",
      "&unknown;", "AT&T; no", "&amp",
    ]
  )
  func brokenEntities(body: String) {
    #expect(prose(body) == body)
  }

  @Test("a < that opens no tag is text")
  func lessThan() {
    #expect(prose("1 < 2 and <3 </ <> a<b") == "1 < 2 and <3 </ <> a<b")
    #expect(prose("a <unclosed b") == "a <unclosed b")
  }

  @Test("quotation marks protect a > in an attribute")
  func attributes() {
    #expect(prose("<a title=\"a > b\">c</a> <a title='\"x>'>d</a>") == "c d")
  }

  @Test("comments, declarations, scripts and code are no words")
  func notWords() {
    #expect(prose("a<!-- you > clown -->b<!DOCTYPE x>c") == "abc")
    #expect(prose("a<script>clown()</script>b<style>p</style>") == "a b ")
    #expect(
      prose("a<pre><code>x</code></pre>b").split(whereSeparator: \.isWhitespace) == ["a", "b"]
    )
    let long = String(repeating: "x", count: 10_000)
    #expect(prose("a<!--\(long)-->b") == "ab")
    #expect(prose("a<!--\(long)") == "a<!--\(long)")
  }

  @Test("what is never closed ends with the body, and closing what is not open does nothing")
  func unclosed() {
    #expect(prose("</blockquote>a<blockquote>b") == "\na\n")
    #expect(prose("</code></code>a<code>b</code>c") == "a c")
  }

  @Test("segments cover the body without gaps", arguments: 0..<80)
  func complete(seed: Int) {
    var random = Seeds(UInt64(seed))
    let pieces = [
      "<", ">", "</", "<b>", "</b>", "<blockquote>", "</blockquote>", "<code>", "</code>", "<!--",
      "-->", "\"", "'", "a", " ", "&amp;", "é", "<br/>", "=", "<q", "\n",
    ]
    let body = Array((0..<40).map { _ in random.pick(pieces) }.joined().utf8)
    var place = 0
    for segment in HTMLSegmenter.segments(of: body) {
      #expect(segment.range.lowerBound == place, "seed \(seed)")
      place = segment.range.upperBound
    }
    #expect(place == body.count, "seed \(seed)")
  }

  @Test(
    "time is linear in hostile text",
    arguments: ["<", "<a", "<!--", "<!", "<a '", "<a '<b \"", "<blockquote>", "&", "&#", "<br>"]
  )
  func growth(unit: String) {
    let ratio = Growth.ratio(from: 20_000) { size in
      let body = Growth.repeated(unit, bytes: size)
      #expect(!HTMLSegmenter.segments(of: body).isEmpty)
    }
    #expect(ratio < 20, "\(unit)")
  }
}
