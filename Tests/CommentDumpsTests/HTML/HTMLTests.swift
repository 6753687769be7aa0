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
}
