// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("LinkFinder") struct LinkFinderTests {
  private func links(_ body: String, _ format: BodyFormat = .text) -> [Link] {
    Bodies.views(body, format).links
  }

  private func texts(_ body: String, _ format: BodyFormat = .text) -> [String] {
    links(body, format).map { Bodies.string(Array(body.utf8)[$0.range]) }
  }

  @Test(
    "a link is found with its form, range, host and domain",
    arguments: [
      (
        "see https://www.example.co.uk/a?b=c#d now", "https://www.example.co.uk/a?b=c#d",
        Link.Form.full, "www.example.co.uk", "example.co.uk"
      ),
      ("HTTP://EXAMPLE.com", "HTTP://EXAMPLE.com", .full, "example.com", "example.com"),
      (
        "ftp://files.example.org/x", "ftp://files.example.org/x", .full, "files.example.org",
        "example.org"
      ),
      (
        "http://example.com:8080/x", "http://example.com:8080/x", .full, "example.com",
        "example.com"
      ),
      ("clickhttp://spam.test/x", "http://spam.test/x", .full, "spam.test", "spam.test"),
      ("go to example.com today", "example.com", .bare, "example.com", "example.com"),
      ("www.example.de", "www.example.de", .bare, "www.example.de", "example.de"),
      (
        "shop.example.com:8080/x!", "shop.example.com:8080/x", .bare, "shop.example.com",
        "example.com"
      ),
      ("bit.ly/abc", "bit.ly/abc", .bare, "bit.ly", "bit.ly"),
      ("from getpads.info.ms today", "getpads.info.ms", .bare, "getpads.info.ms", "info.ms"),
      (
        "see /watch?v=abc_DEF-123 please", "/watch?v=abc_DEF-123", .bare, "youtube.com",
        "youtube.com"
      ),
      (
        "watch?v=abcdefghijk&list=2", "watch?v=abcdefghijk&list=2", .bare, "youtube.com",
        "youtube.com"
      ),
      (
        "youtube.com/watch?v=abcdefghijk", "youtube.com/watch?v=abcdefghijk", .bare, "youtube.com",
        "youtube.com"
      ),
      (
        "h ttp://shop.example.com/x", "ttp://shop.example.com/x", .obfuscated, "shop.example.com",
        "example.com"
      ),
      ("on Gadgets(dot)Com now", "Gadgets(dot)Com", .obfuscated, "gadgets.com", "gadgets.com"),
      (
        "here cheap-photos.co\u{AD}\u{AD}m", "cheap-photos.co\u{AD}\u{AD}m", .obfuscated,
        "cheap-photos.com", "cheap-photos.com"
      ),
      ("join t.me/+abc", "t.me/+abc", .bare, "t.me", "t.me"),
      (
        "pay at netfl1x-harbor.me now", "netfl1x-harbor.me", .bare, "netfl1x-harbor.me",
        "netfl1x-harbor.me"
      ),
      ("“example.com”", "example.com", .bare, "example.com", "example.com"),
      ("👉example.com", "example.com", .bare, "example.com", "example.com"),
      ("_example.com_", "example.com", .bare, "example.com", "example.com"),
      ("hxxp://example.com/x", "hxxp://example.com/x", .obfuscated, "example.com", "example.com"),
      ("hxxps://example[.]com", "hxxps://example[.]com", .obfuscated, "example.com", "example.com"),
      ("example[.]com/x", "example[.]com/x", .obfuscated, "example.com", "example.com"),
      ("example (dot) com", "example (dot) com", .obfuscated, "example.com", "example.com"),
      ("example{dot}com", "example{dot}com", .obfuscated, "example.com", "example.com"),
      (
        "visit example dot com please", "example dot com", .obfuscated, "example.com", "example.com"
      ),
      ("visit example . com please", "example . com", .obfuscated, "example.com", "example.com"),
      ("http://münchen.de/x", "http://münchen.de/x", .full, "münchen.de", "münchen.de"),
      (
        "http://xn--mnchen-3ya.de", "http://xn--mnchen-3ya.de", .full, "xn--mnchen-3ya.de",
        "xn--mnchen-3ya.de"
      ),
      ("http://example.com。次", "http://example.com", .full, "example.com", "example.com"),
    ]
  )
  func found(body: String, text: String, form: Link.Form, host: String, domain: String) throws {
    #expect(texts(body) == [text])
    let link = try #require(links(body).first)
    #expect(link.form == form)
    #expect(link.host == host)
    #expect(link.domain == domain)
    #expect(!link.hasUserInfo && !link.isAddress && !link.isQuoted && link.anchor == nil)
  }

  @Test(
    "punctuation and brackets around a link are not part of it",
    arguments: [
      ("(https://example.com/a)", "https://example.com/a"),
      ("https://example.com/a_(b)", "https://example.com/a_(b)"),
      ("\"https://example.com/a\"", "https://example.com/a"),
      ("<https://example.com/a>", "https://example.com/a"),
      ("https://example.com/a.", "https://example.com/a"),
      ("https://example.com/a?!,;:'", "https://example.com/a"),
      ("**https://example.com/a**", "https://example.com/a"),
      ("https://example.com/a…", "https://example.com/a"),
      ("`https://example.com/a`", "https://example.com/a"),
    ]
  )
  func trimmed(body: String, text: String) {
    #expect(texts(body) == [text])
  }

  @Test(
    "what only looks like a link is none",
    arguments: [
      "It ends here.So does this.", "the end.so it goes", "main.py and README.md", "run.sh",
      "a.b.c",
      "e.g. this, i.e. that", "joe@example.com", "joe.com@example.org",
      "mail joe.smith@mail.example.co.uk",
      "3.14 and 10.5", "version 1.2.3", "192.168.0.1", "the dot com crash", "connect the dot com",
      "node.js", "file.zip", "it was great . live music followed", "a . b . c", "http://",
      "http:///x",
      "https:// example", "://example", "x://example", "and so on...", "U.S.A.", "Mr.Smith",
      "12.30.com",
      "wait.What", "foo/bar.com", "C:\\dir.com", "watch?v=short", "a/watch?v=", "java.util.ms",
      "go.us.ms", "response.info.is", "self.client.info.id",
    ]
  )
  func notFound(body: String) {
    #expect(texts(body).isEmpty)
  }

  @Test("a name before the host is noticed, and the host is what stands behind the @")
  func userInfo() throws {
    let link = try #require(links("http://paypal.example@evil.example.net/login").first)
    #expect(link.hasUserInfo)
    #expect(link.host == "evil.example.net")
  }

  @Test("a numeric host is an address")
  func address() throws {
    let link = try #require(links("http://192.0.2.7:81/x").first)
    #expect(link.isAddress)
    #expect(link.domain == "192.0.2.7")
    #expect(links("http://1a.example.com").map(\.isAddress) == [false])
  }

  @Test("the anchor of a Markdown and an HTML link")
  func anchors() throws {
    let markdown = "[go there](https://example.com/a)"
    let a = try #require(links(markdown, .markdown).first)
    let shown = try #require(a.anchor)
    #expect(Bodies.string(Array(markdown.utf8)[shown]) == "go there")
    let html = "<a href=\"https://example.com/a\" rel='x'>go there</a>"
    let b = try #require(links(html, .html).first)
    let text = try #require(b.anchor)
    #expect(Bodies.string(Array(html.utf8)[text]) == "go there")
    #expect(texts(html, .html) == ["https://example.com/a"])
    let open = "<a href=\"https://example.com/a\">" + String(repeating: "x", count: 2_000)
    #expect(links(open, .html).map(\.anchor) == [nil])
  }

  @Test(
    "an address that is shown as the text of a link is the same link",
    arguments: [
      (
        "<a href=\"https://example.com/a\">https://example.com/a</a> and b.example.com",
        BodyFormat.html
      ),
      ("<a href=\"https://example.com/a\">example.com/a</a> or b.example.com", .html),
      ("[https://example.com/a](https://example.com/a) and b.example.com", .markdown),
      ("[see example.org and x.com](https://example.com/a) and b.example.com", .markdown),
    ]
  )
  func shownOnce(body: String, format: BodyFormat) {
    #expect(texts(body, format) == ["https://example.com/a", "b.example.com"])
  }

  @Test(
    "in HTML character references are read, and what other tags a link's text holds is no other link"
  )
  func references() throws {
    let body = """
      <p>Here: <a href="https:&#x2F;&#x2F;www.example.com&#x2F;watch?v=abcdefghijk&amp;x=1" rel="nofollow">\
      <span>https:&#x2F;&#x2F;www.</span><span>example.com&#x2F;watch</span></a> and b.example.com
      """
    let views = TextViews(
      body: Array(body.utf8),
      format: .html,
      normalizer: NormalizerSource(Bodies.normalizer)
    )
    #expect(views.links.map(\.host) == ["www.example.com", "b.example.com"])
    let first = try #require(views.links.first)
    #expect(first.form == .full)
    #expect(
      Bodies.string(views.body[first.range])
        == "https:&#x2F;&#x2F;www.example.com&#x2F;watch?v=abcdefghijk&amp;x=1"
    )
  }

  @Test(
    "tags that are no links, or are not closed, hide no link behind them",
    arguments: [
      ("<img src=\"http://i.example.org/a.png\"> <a href=\"http://b.example.com\">b</a>", 2),
      ("<img src=\"http://i.example.org/a.png\">at http://b.example.com now<br>", 2),
      ("<a data-x=\"http://a.example.org\" href=\"http://b.example.com\">b</a>", 2),
      (
        "<a href=\"http://a.example.org\">x <a href=\"http://b.example.com\">y <a href=\"http://c.example.com\">z</a>",
        3
      ),
      ("&amp;&amp;&quot;&amp;&lt; http://a.example.com and [t](http://b.example.com)", 2),
      ("see a.example.com\u{200B}click b.example.com", 2),
    ]
  )
  func nothingHidden(body: String, count: Int) {
    let views = TextViews(
      body: Array(body.utf8),
      format: .html,
      normalizer: NormalizerSource(Bodies.normalizer)
    )
    #expect(views.links.count == count)
  }

  @Test("links in quotations and code are marked, in tags as well")
  func quoted() {
    #expect(
      links("> https://a.example.com\nhttps://b.example.com").map(\.isQuoted) == [true, false]
    )
    #expect(links("`a.example.com` b.example.com").map(\.isQuoted) == [true, false])
    let html =
      "<blockquote><a href=\"http://a.example.com\">x</a></blockquote><a href=\"http://b.example.com\">y</a>"
    #expect(links(html, .html).map(\.isQuoted) == [true, false])
  }

  @Test("at most a thousand links are kept")
  func capped() {
    let body = String(repeating: "http://example.com/a ", count: 1_500)
    #expect(links(body).count == LinkFinder.maxLinks)
  }

  @Test("links lie apart, in order, between scalars", arguments: 0..<100)
  func ranges(seed: Int) {
    var random = Seeds(UInt64(seed))
    let pieces = [
      "http://", "hxxp://", "example", ".com", ".", "[.]", " dot ", "(dot)", "@", "/", "é", "“",
      "😀", " ", ":",
      "com", "www.", "a", "[", "]", "(", ")", "_", "-", "。", "\"", "<", ">", ":80",
    ]
    let body = (0..<30).map { _ in random.pick(pieces) }.joined()
    let bytes = Array(body.utf8)
    var end = 0
    for link in links(body) {
      #expect(link.range.lowerBound >= end && !link.range.isEmpty, "\(body)")
      #expect(Bodies.isBoundary(link.range.lowerBound, in: bytes), "\(body)")
      #expect(Bodies.isBoundary(link.range.upperBound, in: bytes), "\(body)")
      #expect(!link.host.isEmpty && link.host.utf8.count <= 510, "\(body)")
      end = link.range.upperBound
    }
    #expect(end <= bytes.count)
  }

  @Test(
    "time is linear in hostile text",
    arguments: [
      ".", ":", "[", "(", "a.", "a[.]", "[.]", " dot ", "a dot ", "http://", "http:///", "http://%",
      "http://@",
      "http://a", "://", "a.com", "é.", "www.", "{.}", "((((", "a . ",
    ]
  )
  func growth(unit: String) {
    let ratio = Growth.ratio(from: 20_000) { size in
      let body = Growth.repeated(unit, bytes: size)
      let segments = [TextSegment(kind: .prose, range: 0..<body.count)]
      #expect(LinkFinder.links(in: body, segments: segments).count <= LinkFinder.maxLinks)
    }
    #expect(ratio < 20, "\(unit)")
  }

  @Test(
    "a megabyte of dots, colons and brackets is soon read",
    arguments: [".", ":", "[", "a[.]", "http:///"]
  )
  func megabyte(unit: String) {
    let body = Growth.repeated(unit, bytes: 1 << 20)
    let time = ContinuousClock().measure {
      #expect(LinkFinder.links(in: body, segments: []).isEmpty)
    }
    #expect(time < .seconds(30))
  }
}
