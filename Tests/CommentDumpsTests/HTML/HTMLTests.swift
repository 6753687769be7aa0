// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import CommentDumps

@Suite struct HTMLTests {
  @Test(arguments: [
    "<", "<!--", "<a ", "&", "\"", "<li>", "</p>", "<![CDATA[", "<div class=comment id=comment-1>",
  ])
  func `ten megabytes of one thing cost linear time`(piece: String) throws {
    let count = (2 << 20) / piece.utf8.count
    let bytes = Array("<html>".utf8) + Array(String(repeating: piece, count: count).utf8)
    let start = ContinuousClock.now
    let read = try ReadAll(bytes, DumpOptions(format: .html))
    #expect(!read.rejected.isEmpty || !read.comments.isEmpty)
    #expect(start.duration(to: .now) < .seconds(60), "\(piece)")
  }

  @Test(arguments: ["indented", "linked data"])
  func `many comments on a page of many elements cost linear time`(kind: String) throws {
    let ratio = try Growth.ratio(from: kind == "indented" ? 3_000 : 300) { count in
      let page =
        kind == "indented"
        ? (0..<count).map { "<li id=\"comment-\($0)\"><p>a</p><div class=\"indented\"></div></li>" }
          .joined()
        : "<script type=\"application/ld+json\">{\"comment\":["
          + (0..<count).map { "{\"@type\":\"Comment\",\"text\":\"\($0)\"}" }.joined(separator: ",")
          + "]}</script>" + String(repeating: "<b></b>", count: 8 * count)
      let read = try ReadAll(Array("<html>\(page)</html>".utf8), DumpOptions(format: .html))
      #expect(read.comments.count == count)
    }
    #expect(ratio < 25)
  }

  @Test func `elements of comments without words, one inside the other, cost linear time`() throws {
    let ratio = try Growth.ratio(from: 1_000) { count in
      let page = (0..<count).map { "<div class=comment id=comment-\($0)>" }.joined()
      let read = try ReadAll(Array("<html>\(page)<p>words".utf8), DumpOptions(format: .html))
      #expect(read.comments.map(\.body) == ["<p>words"] && read.rejected.count == count - 1)
    }
    #expect(ratio < 25)
  }

  @Test func `comments without words, one inside the other, cost linear time`() throws {
    let ratio = try Growth.ratio(from: 1_000) { count in
      let page =
        "<script type=\"application/ld+json\">{\"@type\":\"Comment\",\"text\":\"a\","
        + String(repeating: "\"comment\":{\"@type\":\"Comment\",", count: count)
        + "\"text\":\"b\"" + String(repeating: "}", count: count + 1) + "</script>"
      let read = try ReadAll(Array("<html>\(page)</html>".utf8), DumpOptions(format: .html))
      #expect(read.comments.map(\.body) == ["a", "b"])
      #expect(read.comments.last?.parent == read.comments.first?.id)
      #expect(read.rejected.count == count - 1)
    }
    #expect(ratio < 25)
  }

  @Test func `a page without comment markup is said to have none`() throws {
    let read = try ReadAll("<html><p>Nothing here.</p></html>", format: nil)
    #expect(read.format == .html && read.comments.isEmpty)
    #expect(read.rejected.map { $0.reason.hasPrefix("HTML without comment markup") } == [true])
  }

  @Test func `a body is the page's own markup, byte for byte`() throws {
    let body = "A <b>bold</b> word &amp; <a href='x?a=1&b=2'>link</a>"
    let read = try ReadAll(
      "<html><ol><li class='comment' id='comment-7'><div class='comment-content'> \(body)\n</div></li></ol>",
      format: nil
    )
    #expect(read.comments.map(\.body) == [body])
    #expect(read.comments.map(\.id) == ["7"])
    #expect(read.comments[0].bodyFormat == .html)
  }

  @Test func `a page that is not UTF-8 is read as Windows wrote it, and noted`() throws {
    let head = "<html><ol><li class='comment' id='comment-7'><div class='comment-content'>caf"
    let read = try ReadAll(Array(head.utf8) + [0xE9] + Array("</div></li></ol>".utf8))
    #expect(read.comments.map(\.body) == ["café"])
    #expect(read.repairKinds == ["encoding:windows-1252"])
  }

  @Test(
    arguments: [
      ("March 4, 2009 at 5:12 pm", 1_236_186_720), ("July 3rd, 2008 at 11:02 am", 1_215_082_920),
      ("Posted by Ada on Wed, 4 Mar 2009 17:12 UTC", 1_236_186_720),
      ("2009-03-04 05:12 pm (UTC)", 1_236_186_720), ("| March 4, 2009 5:12 PM #", 1_236_186_720),
      ("March 4, 2009", nil), ("3/4/2009 5:12 pm", nil), ("at 5:12 pm", nil), ("Nine: ten", nil),
    ] as [(String, Int64?)]
  )
  func `a time that is only shown is a day and a time of day`(text: String, seconds: Int64?) {
    #expect(CommentParts.seconds(text) == seconds)
  }

  @Test func `a comment's time is the one that its byline shows, if its markup says none`() throws {
    let read = try ReadAll(
      """
      <html><ol><li class="comment" id="comment-1"><cite>Ada</cite> <small class="commentmetadata">
      <a href="#comment-1">March 4, 2009 at 5:12 pm</a></small><p>On May 1, 2001 at 1:00 it was open.</p></li>
      <li class="comment" id="comment-2"><cite>Ben</cite><p>See <i>May 1, 2001 at 1:00</i>.</p></li>
      <li class="comment" id="comment-3"><time datetime="2024-02-29T12:35:00Z">March 4, 2009 at 5:12 pm</time>
      <p>No.</p></li></ol></html>
      """,
      format: nil
    )
    #expect(read.comments.map(\.createdAt) == [1_236_186_720, nil, 1_709_210_100])
  }

  @Test func `links to comments on Blogger say when they were written`() throws {
    let read = try ReadAll(
      """
      <html><dl><dt id="c41"><a href="#">Ada</a> said...</dt><dd class="comment-body"><p>Open.</p></dd>
      <dd class="comment-footer"><a href="/p.html?showComment=1236186720000#c41">vor drei Tagen</a></dd></dl></html>
      """,
      format: nil
    )
    #expect(read.comments.map(\.createdAt) == [1_236_186_720])
  }

  @Test func `classes count behind the name of what drew the comments`() throws {
    let read = try ReadAll(
      """
      <html><div id="comment-5" data-comment-id="5"><footer class="era-comment-meta"><div class="era-comment-author">
      <a href="#">Ada Lund</a><span>·</span></div></footer><div class="era-comment-content"><p>Nine?
      <span class="x-report-link"><a>Report</a></span></p></div><li class="era-reply" data-comment-id="5">
      <a class="comment-reply-link">Reply</a></li></div></html>
      """,
      format: nil
    )
    #expect(read.comments.map(\.id) == ["5"] && read.comments.map(\.author) == ["Ada Lund"])
    #expect(read.comments.map { $0.body.contains("Nine?") } == [true])
    #expect(read.comments.map { $0.body.contains("Rep") } == [false])
  }

  @Test func `buttons around the words and what scripts make comments of are no words`() throws {
    func comment(_ number: String, _ words: String) -> String {
      "<div class='comment' data-comment-id='\(number)'><div class='comment-content'>"
        + "<div class='comment-delete'>x</div><div class='comment-body'>\(words)</div>"
        + "<div class='comment-controls'><a class='author'>Ada</a> <a>edit</a></div></div></div>"
    }
    let read = try ReadAll(
      "<html>" + comment("7", "Nine.") + "<div style='display: none'>" + comment("0", "")
        + "</div></html>",
      format: nil
    )
    #expect(read.comments.map(\.body) == ["<div class='comment-body'>Nine.</div>"])
    #expect(read.comments.map(\.author) == ["Ada"] && read.rejected.isEmpty)
  }

  @Test func `the thread of Reddit's page is its post, if there is one`() throws {
    func page(_ posts: [String]) throws -> ReadAll {
      let things = posts.map { "<div class='thing link' data-fullname='\($0)'>A post</div>" }
      return try ReadAll(
        "<html>" + things.joined()
          + "<div class='thing comment' data-fullname='t1_k1'><div class='md'><p>Nine.</p></div></div></html>",
        format: nil
      )
    }
    #expect(try page(["t3_9zx"]).comments.map(\.thread) == ["9zx"])
    #expect(try page(["t3_9zx", "t3_9zy"]).comments.map(\.thread) == ["test"])
  }

  @Test func `a page of Lobsters marks its own words`() throws {
    func item(_ id: String, _ words: String) -> String {
      "<li class='comments_subtree'><div id='c_\(id)' data-shortid='\(id)' class='comment'>"
        + "<div class='comment_text'>\(words)</div></div></li>"
    }
    let read = try ReadAll(
      "<html><ol>" + item("a", "<p><span class='na'>Comment removed by author</span></p>")
        + item("b", "<p>Removed</p>") + "</ol></html>",
      format: .lobstersHTML
    )
    #expect(read.comments.map(\.body) == ["[deleted]", "<p>Removed</p>"])
  }

  @Test func `what Reddit's page did not load is noted`() throws {
    let read = try ReadAll(
      "<html><div class='thing comment' data-fullname='t1_k1'><div class='md'><p>Nine.</p></div>"
        + "<div class='thing morechildren' data-fullname='t1_k2'><a>load more</a></div></div></html>",
      format: nil
    )
    #expect(read.comments.map(\.id) == ["k1"] && read.rejected.isEmpty)
    #expect(read.repairKinds == ["not-a-comment:more"])
  }

  @Test func `a page in EUC-JP is read`() throws {
    let head = "<html><meta charset=euc-jp><li class=comment id=comment-1><p>"
    let words: [UInt8] = [0xA4, 0xB3, 0xA4, 0xF3, 0x20, 0x8E, 0xB1, 0x41, 0xFF]
    let read = try ReadAll(Array(head.utf8) + words + Array("</p></li></html>".utf8))
    #expect(read.comments.map(\.body) == ["<p>こん ｱA?"])
    #expect(read.repairKinds == ["encoding:euc-jp"])
  }

  @Test func `a message of The Mail Archive ends with the element around it`() throws {
    let read = try ReadAll(
      """
      <html><h1><span itemprop="name">Re: Nine or ten</span></h1><span itemprop="author" itemscope>
      <span itemprop="name">Ada Lund</span></span><span class="date"><a href="d">Thu, 29 Feb 2024 04:35:00 -0800</a></span>
      <div class="msgBody"><!--X-Body-of-Message--><pre>Ten.</pre></div><div>Reply via email</div>
      <input type="hidden" name="msgid" value="m3@example.org"></html>
      """,
      format: nil
    )
    #expect(read.comments.map(\.body) == ["<pre>Ten.</pre>"])
    #expect(read.comments.map(\.id) == ["m3@example.org"])
    #expect(read.comments.map(\.author) == ["Ada Lund"])
    #expect(read.comments.map(\.createdAt) == [1_709_210_100])
  }

  @Test(arguments: [
    "<!--X-", "<!--X-a -->:", "<!--X-Body-of-Message-->", "<!--X-a: <!--beginarticle-->",
    "<!--beginarticle--><!--beginarticle-->",
  ])
  func `marks of archives that are cut or come twice are read`(page: String) throws {
    _ = try ReadAll("<html>\n\(page)\n\(page)", format: nil)
  }

  @Test func `an item that says where to send trackbacks is none`() throws {
    let page = """
      <html><li class="trackback"><a href="/1/trackback/" rel="trackback">Trackback</a></li>
      <li class="comment" id="comment-1"><p>It was.</p></li>
      """
    let read = try ReadAll(Array(page.utf8), DumpOptions(format: .html))
    #expect(read.comments.map(\.body) == ["<p>It was."] && read.rejected.isEmpty)
  }

  @Test func `words of other vocabularies are none of schema.org's`() throws {
    let page = """
      <html><div typeof="Comment"><meta property="og:text" content="x"><b property="dc:author">Eve</b>
      <i property="https://schema.org/author">Ada</i><p property="s:text">It was.</p></div>
      <div typeof="foaf:Comment"><p property="text">It was not.</p></div>
      """
    let read = try ReadAll(Array(page.utf8), DumpOptions(format: .html))
    #expect(read.comments.map(\.body) == ["It was."])
    #expect(read.comments.map(\.author) == ["Ada"])
  }
}
