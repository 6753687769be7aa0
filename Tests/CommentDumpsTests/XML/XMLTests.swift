// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct XMLTests {
  private func disqus(_ posts: String, prologue: String = "<?xml version=\"1.0\"?>") -> String {
    prologue + "<disqus xmlns:dsq=\"d\"><thread dsq:id=\"7\"><title>T</title></thread>" + posts
      + "</disqus>"
  }

  private func post(_ id: Int, _ message: String) -> String {
    "<post dsq:id=\"\(id)\"><message>\(message)</message><thread dsq:id=\"7\"/></post>\n"
  }

  private func bodies(_ text: String, _ format: DumpFormat = .disqus) throws -> [String] {
    try ReadAll(text, format: format).comments.map(\.body)
  }

  @Test(arguments: [
    ("a &amp; b &lt;c&gt; &#65;&#x42;", "a & b <c> AB", nil),
    ("<![CDATA[<p>a & b</p>]]>", "<p>a & b</p>", nil),
    ("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b", nil),
    ("Tom & Jerry", "Tom & Jerry", "bare-ampersand"),
    ("a &unknown; b", "a &unknown; b", "bare-ampersand"),
    ("x&nbsp;y &eacute;", "x\u{A0}y é", "html-entity"), ("1 < 2", "1 < 2", "bare-less-than"),
    ("bell \u{7} and \u{B}", "bell \u{FFFD} and \u{FFFD}", "control-character"),
    ("nul &#0; &#xD800; &#x110000;", "nul \u{FFFD} \u{FFFD} \u{FFFD}", "control-character"),
    ("a]]>b", "a]]>b", nil),
    (
      "<p>kept <b class=\"x\">as</b> markup &amp; all</p>",
      "<p>kept <b class=\"x\">as</b> markup &amp; all</p>", nil
    ),
    ("one<!-- not shown -->two<?nor this?>", "onetwo", nil), (" \n x \n ", "x", nil),
  ])
  func `text is read as it was meant`(message: String, body: String, note: String?) throws {
    let read = try ReadAll(disqus(post(1, message)), format: .disqus)
    #expect(read.comments.map(\.body) == [body], "\(read.rejected)")
    #expect(Set(read.repairKinds) == (note.map { [$0] } ?? []))
  }

  @Test func `a broken record is rejected with its place, and the others are read`() throws {
    let text = disqus(
      post(1, "one") + post(2, "<p>two") + post(3, "three") + post(4, "four</i>") + post(5, "five")
    )
    let read = try ReadAll(text, format: .disqus)
    #expect(read.comments.map(\.id) == ["1", "3", "5"])
    #expect(read.comments.map(\.title) == ["T", "T", "T"])
    #expect(
      read.rejected.map(\.reason) == ["broken XML: mismatched tag", "broken XML: mismatched tag"]
    )
    #expect(read.rejected.map(\.line) == [2, 4])
  }

  @Test func `comments behind a broken one still have their post`() throws {
    func comment(_ id: Int, _ content: String) -> String {
      "<wp:comment><wp:comment_id>\(id)</wp:comment_id><wp:comment_content>\(content)"
        + "</wp:comment_content></wp:comment>"
    }
    let text =
      "<rss><channel><item><title>T</title><wp:post_id>9</wp:post_id>" + comment(1, "one")
      + comment(2, "<b>two") + comment(3, "three") + "</item><item><wp:post_id>10</wp:post_id>"
      + comment(4, "four") + "</item></channel></rss>"
    let read = try ReadAll(text, format: .wordPress)
    #expect(read.comments.map(\.id) == ["1", "3", "4"])
    #expect(read.comments.map(\.thread) == ["9", "9", "10"])
    #expect(read.rejected.count == 1)
  }

  @Test(arguments: [
    "<!DOCTYPE disqus [<!ENTITY a \"b\">]>", "<!DOCTYPE disqus SYSTEM \"x.dtd\">",
    "<!DOCTYPE disqus PUBLIC \"a\" \"http://x\">", "<!DOCTYPE disqus [ ]>",
    "<!ENTITY a \"b\">",
  ])
  func `what declares or loads something is refused`(doctype: String) throws {
    let error = #expect(throws: DumpError.self) {
      try bodies(disqus(post(1, "x"), prologue: doctype))
    }
    #expect(error?.code == .refusedInput)
    #expect(error?.message.contains("DOCTYPE") == true)
  }

  @Test func `a document type in the middle does not help either`() throws {
    var reader = try DumpReader(
      source: BytesSource(disqus(post(1, "x") + "<!DOCTYPE a [<!ENTITY b 'c'>]>" + post(2, "&b;"))),
      name: "x"
    )
    #expect(try reader.next()?.comments.count == 1)
    #expect(throws: DumpError.self) { try reader.next() }
  }

  @Test func `billion laughs cost nothing`() throws {
    var doctype = "<!DOCTYPE disqus [<!ENTITY l0 \"ha\">"
    for level in 1..<20 {
      doctype += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    let start = ContinuousClock.now
    #expect(throws: DumpError.self) {
      try bodies(disqus(post(1, "&l19;"), prologue: doctype + "]>"))
    }
    #expect(start.duration(to: .now) < .seconds(1))
  }

  @Test func `encodings are those that the document names`() throws {
    let latin = Array(
      disqus(post(1, "caf\u{1}"), prologue: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>").utf8
    )
    .map { $0 == 1 ? 0xE9 : $0 }
    let read = try ReadAll(latin)
    #expect(read.comments.map(\.body) == ["café"])
    #expect(read.repairKinds == ["encoding:windows-1252"])
    let error = #expect(throws: DumpError.self) {
      try bodies(disqus(post(1, "x"), prologue: "<?xml version=\"1.0\" encoding=\"UTF-32\"?>"))
    }
    #expect(error?.message.contains("iconv -f utf-32") == true)
  }

  /// The second byte of a character may look like ASCII, and a first one without it stands before a tag.
  @Test(arguments: [1, 2, 3, 7, 64, Int.max])
  func `a document may be in an encoding with several bytes for a character`(size: Int) throws {
    let text = disqus(
      post(1, "\u{1}\u{2} \u{3}") + post(2, "\u{2}\u{1}"),
      prologue: "<?xml version=\"1.0\" encoding='Shift_JIS'?>"
    )
    // 表, whose second byte is a backslash, 示, and half of a character.
    let written: [UInt8: [UInt8]] = [1: [0x95, 0x5C], 2: [0x8E, 0xA6], 3: [0x95]]
    let read = try ReadAll(text.utf8.flatMap { written[$0] ?? [$0] }, largestRead: size)
    #expect(read.comments.map(\.body) == ["表示 \u{FFFD}", "示表"])
    #expect(read.repairKinds == ["encoding:shift_jis"])
  }

  @Test(
    arguments: [
      ("cp932", [0x87, 0x40], "①"), ("CP936", [0xC7, 0xC5], "桥"), ("cp949", [0xB4, 0xD9], "다"),
      ("x-big5", [0xBE, 0xF4], "橋"), ("EUC-JP", [0xB6, 0xB6], "橋"),
      ("gb18030", [0x81, 0x39, 0xEE, 0x39], "㐀"),
    ] as [(String, [UInt8], String)]
  )
  func `sets of several bytes have several names`(name: String, bytes: [UInt8], text: String) throws
  {
    let document = disqus(
      post(1, "a\u{1}b"),
      prologue: "<?xml version=\"1.0\" encoding=\"\(name)\"?>"
    )
    let read = try ReadAll(document.utf8.flatMap { $0 == 1 ? bytes : [$0] })
    #expect(read.comments.map(\.body) == ["a\(text)b"])
    #expect(read.repairKinds == ["encoding:\(name.lowercased())"])
  }

  @Test(arguments: ["", "x"])
  func `a long document without a place to cut it is read in linear time`(before: String) throws {
    let ratio = try Growth.ratio(from: 100_000) { count in
      let text = disqus(
        post(1, before + String(repeating: "\u{1}", count: count)),
        prologue: "<?xml version=\"1.0\" encoding=\"gbk\"?>"
      )
      let read = try ReadAll(text.utf8.flatMap { $0 == 1 ? [0xC7, 0xC5] : [$0] })
      #expect(read.comments.map(\.body) == [before + String(repeating: "桥", count: count)])
    }
    #expect(ratio < 25)
  }

  @Test func `posts give comments their titles, those of answers through their questions`() throws {
    func bytes(_ name: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: SharedData.caseURL("dumps/" + name)))
    }
    let posts = BytesSource(try bytes("stackexchange-posts.xml"))
    let context = try DumpContext(posts: posts, name: "Posts.xml")
    #expect(context.postCount == 2)
    let read = try ReadAll(bytes("stackexchange.xml"), DumpOptions(context: context))
    #expect(read.comments.map(\.title) == [String?](repeating: "How wide was it?", count: 3))
    #expect(read.comments.map(\.isSubmitter) == [true, nil, true])
  }

  @Test func `100 MB of text in one element are not held`() throws {
    let source = RepeatedSource(
      prefix: Array("<disqus><post dsq:id=\"1\"><message>".utf8),
      repeated: UInt8(ascii: "x"),
      count: 100 << 20,
      suffix: Array(("</message></post>" + post(2, "next") + "</disqus>").utf8)
    )
    let read = try ReadAll(source: source, DumpOptions(format: .disqus, maxRecordBytes: 1 << 20))
    #expect(read.comments.map(\.id) == ["2"])
    #expect(read.rejected.map(\.reason) == ["a record of more than 1048576 bytes"])
  }

  @Test func `an endless tag is not held`() throws {
    let source = RepeatedSource(
      prefix: Array(("<disqus>" + post(1, "x") + "<post dsq:id=\"").utf8),
      repeated: UInt8(ascii: "x"),
      count: 4 << 20,
      suffix: []
    )
    let read = try ReadAll(source: source, DumpOptions(format: .disqus, maxRecordBytes: 1 << 20))
    #expect(read.comments.map(\.id) == ["1"])
    #expect(!read.rejected.isEmpty)
  }

  @Test func `deep nesting needs no stack`() throws {
    let depth = 100_000
    let deep = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    let text = disqus(
      deep + post(1, "x") + "<post dsq:id=\"2\"><y>\(deep)</y><message>z</message></post>"
    )
    #expect(try bodies(text) == ["x", "z"])
  }

  @Test func `a document of the wrong kind says so`() throws {
    let read = try ReadAll("<rss><channel/></rss>", format: .disqus)
    #expect(read.rejected.map(\.reason) == ["the root element is not <disqus>"])
    #expect(try ReadAll("", format: .disqus).rejected.map(\.reason) == ["no XML element"])
  }
}
