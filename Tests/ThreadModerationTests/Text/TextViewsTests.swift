// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("TextViews") struct TextViewsTests {
  private func text(_ view: TextView, of body: String, _ format: BodyFormat) -> String {
    Bodies.string(Bodies.views(body, format).text(view).bytes)
  }

  @Test("plain text: quotations apart, code only in backticks")
  func plain() {
    let body = "> Old words\nMy WÖRDS `code` end"
    #expect(text(.raw, of: body, .text) == body)
    #expect(text(.prose, of: body, .text) == "My WÖRDS  end")
    #expect(text(.quoted, of: body, .text) == "> Old words\n")
    #expect(text(.normalized, of: body, .text) == "my words end")
    #expect(text(.normalizedBody, of: body, .text) == "> old words\nmy words end")
  }

  @Test("Markdown: the same, and indented code is gone")
  func markdown() {
    let body = "Mine, all mine\n\n    let x = 1\n\n> theirs\n"
    #expect(text(.prose, of: body, .markdown).split(separator: "\n") == ["Mine, all mine"])
    #expect(text(.quoted, of: body, .markdown) == "> theirs\n")
    #expect(text(.raw, of: body, .markdown) == body)
  }

  @Test("Markdown: the three escapes of Reddit's dumps are what they stand for, with their places")
  func markdownEscapes() {
    let body = "&gt; old\n\nguitar &amp;amp; &lt;3 &nbsp; & é"
    #expect(text(.raw, of: body, .markdown) == "> old\n\nguitar &amp; <3 &nbsp; & é")
    #expect(text(.withoutBlockquotes, of: body, .markdown) == "guitar &amp; <3 &nbsp; & é")
    for format in [BodyFormat.text, .html] { #expect(text(.raw, of: body, format) == body) }
    let views = Bodies.views(body, .markdown)
    #expect(Bodies.original(of: "<3", in: views.raw, of: body) == "&lt;3")
    #expect(Bodies.original(of: "é", in: views.raw, of: body) == "é")
    #expect(Bodies.original(of: "<3", in: views.withoutBlockquotes, of: body) == "&lt;3")
  }

  @Test("HTML: tags gone, references read, quotations apart")
  func html() {
    let body = "<p>Caf&#233; <b>no</b>ir</p><blockquote>theirs</blockquote>"
    #expect(text(.raw, of: body, .html) == body)
    #expect(text(.prose, of: body, .html).split(separator: "\n") == ["Café noir"])
    #expect(text(.quoted, of: body, .html).contains("theirs"))
    #expect(text(.normalized, of: body, .html).contains("cafe noir"))
    #expect(text(.normalizedBody, of: body, .html).contains("theirs"))
  }

  @Test(
    "ranges of every view point to the same words in the original",
    arguments: BodyFormat.allCases
  )
  func ranges(format: BodyFormat) {
    let body =
      format == .html
      ? "<blockquote>quoted sentence</blockquote>an <i>id</i>iot &amp; more"
      : "> quoted sentence\nan idiot & more"
    let views = Bodies.views(body, format)
    let idiot = format == .html ? "id</i>iot" : "idiot"
    #expect(Bodies.original(of: "idiot", in: views.prose, of: body) == idiot)
    #expect(Bodies.original(of: "idiot", in: views.normalized, of: body) == idiot)
    #expect(Bodies.original(of: "idiot", in: views.normalizedBody, of: body) == idiot)
    #expect(Bodies.original(of: "idiot", in: views.quoted, of: body) == nil)
    #expect(Bodies.original(of: "sentence", in: views.quoted, of: body) == "sentence")
    #expect(Bodies.original(of: "sentence", in: views.normalized, of: body) == nil)
    #expect(Bodies.original(of: "sentence", in: views.raw, of: body) == "sentence")
  }

  @Test("words that a left-out quotation stood between do not grow together")
  func noGluing() {
    #expect(text(.prose, of: "a`x`b c", .text) == "a b c")
    #expect(text(.prose, of: "a<q>x</q>b", .html) == "a b")
  }

  @Test("character references are what they stand for, also in plain text and Markdown")
  func references() {
    for format in BodyFormat.allCases {
      let body = "an &#105;d&#x69;ot &amp; co &nosuch; A&B &#0; &"
      #expect(text(.prose, of: body, format) == "an idiot & co &nosuch; A&B &#0; &", "\(format)")
      let views = Bodies.views(body, format)
      #expect(Bodies.original(of: "idiot", in: views.normalized, of: body) == "&#105;d&#x69;ot")
    }
    #expect(text(.prose, of: "id&amp;#105;ot &amp;# &amp;#x;", .markdown) == "idiot &# &#x;")
    #expect(text(.prose, of: "id&amp;#105;ot", .text) == "id&#105;ot")
    #expect(text(.prose, of: "a `&#105;` is > than b\n> &#105;", .text) == "a  is > than b\n")
    #expect(text(.raw, of: "an &#105;diot", .text) == "an &#105;diot")
  }

  @Test("an empty body has empty views", arguments: BodyFormat.allCases)
  func empty(format: BodyFormat) {
    for view in TextView.allCases { #expect(text(view, of: "", format).isEmpty) }
    #expect(Bodies.views("", format).links.isEmpty)
    #expect(Bodies.views("", format).words.isEmpty)
  }

  @Test("a view that lost its end says so")
  func cut() {
    let short = Normalizer(vocabulary: Vocabulary(), maxScalars: 100)
    let body = Array(String(repeating: "\u{FDFA}", count: 6).utf8)
    let views = TextViews(body: body, format: .text, normalizer: NormalizerSource(short))
    #expect(!views.wasCut)
    #expect(views.normalized.bytes.count > 100)
    #expect(views.wasCut)
    let whole = TextViews(
      body: Array(body.prefix(15)),
      format: .text,
      normalizer: NormalizerSource(short)
    )
    #expect(!whole.normalized.isEmpty && !whole.wasCut)
  }
}
