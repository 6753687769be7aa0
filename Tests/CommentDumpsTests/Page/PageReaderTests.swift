// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TestSupport
import ThreadModeration

@testable import CommentDumps

@Suite struct PageReaderTests {
  private func read(
    _ text: String
  ) -> (comments: [ThreadModeration.Comment], lines: [Int], rejected: [RejectedRecord]) {
    PageReader.comments(in: Array(text.utf8), name: "folder/page.txt")
  }

  @Test(
    "the sample page gives its four comments, their parents and their own words",
    .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
  )
  func samplePage() throws {
    let bytes = try SharedData.bytes("seed_page.txt")
    // The page's lines without indentation: the oracle for the bodies.
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0.drop { $0 == 0x20 }, as: UTF8.self)
    }
    let page = PageReader.comments(in: bytes, name: "/data/seed_page.txt")
    let comments = page.comments
    try #require(comments.count == 4)
    #expect(comments.map(\.id) == ["c1", "c2", "c3", "c4"])
    #expect(comments.map(\.parent) == ["missing-1", nil, "c2", nil])
    #expect(comments.allSatisfy { $0.thread == "seed_page.txt" && $0.title == lines[0] })
    #expect(comments.allSatisfy { $0.author == nil && $0.createdAt == nil })
    #expect(page.lines == [31, 34, 42, 46])
    #expect(page.rejected.isEmpty)

    #expect(comments[0].body == "\(lines[30].dropFirst(2))\n\(lines[31])")
    #expect(
      comments[1].body
        == "\(lines[33].dropFirst(3))\n\n\(lines[35])\n\n\(lines[37])\n\n\(lines[39])"
    )
    #expect(comments[2].body == "\(lines[41].dropFirst(2))\n\n\(lines[43])")
    #expect(
      comments[3].body
        == "\(lines[45].dropFirst(3))\n\(lines[46])\n\n\(lines[48])\n\n\(lines[51])"
    )

    let quotation = comments[2].body.prefix { $0 != "\n" }
    #expect(quotation.hasPrefix("“") && quotation.hasSuffix("”"))
    #expect(comments[1].body.contains(quotation.dropFirst().dropLast()))
  }

  @Test("the page among the shipped samples reads in full")
  func shippedPage() throws {
    let file = SharedData.packageRoot.appending(path: "Examples/data/harbor-news.page.txt")
    let page = PageReader.comments(in: [UInt8](try Data(contentsOf: file)), name: file.path)
    let parents = [nil, "c1", "c2", "c1", "c4", nil, nil, "c7", nil]
    #expect(page.comments.map(\.parent) == parents)
    #expect(page.comments.allSatisfy { $0.author != nil && $0.createdAt != nil })
    #expect(page.comments.allSatisfy { $0.thread == "harbor-news.page.txt" })
    #expect(page.rejected.isEmpty)
  }

  @Test("the thread is the file's name without its folder")
  func threadName() {
    let text = "T\n\nComments\n\n• a\n"
    for (name, thread) in [
      ("a/b/c.txt", "c.txt"), ("c.txt", "c.txt"), ("", "page"), ("/", "page"), ("a/b/", "b"),
    ] {
      let page = PageReader.comments(in: Array(text.utf8), name: name)
      #expect(page.comments.map(\.thread) == [thread])
    }
  }

  @Test("replies to one missing comment share its id, replies to another do not")
  func missingParents() {
    let page = read(
      """
      T

      Comments

              • a reply to nobody
              • another
                • an answer to that
            • a reply to somebody else
        • top

      Leave a Comment
      """
    )
    #expect(page.comments.map(\.parent) == ["missing-1", "missing-1", "c2", "missing-2", nil])
  }

  @Test("a place without words is rejected with its line and byte offset")
  func rejection() {
    let page = read("T\n\nComments\n\n•\n\n• words\n")
    #expect(page.comments.map(\.id) == ["c1"])
    #expect(page.rejected.map(\.line) == [5])
    #expect(page.rejected.map(\.byteOffset) == [13])
  }

  @Test("pages without comments give nothing")
  func noComments() {
    for text in [
      "", " ", "\n", "\u{FEFF}", "\r\n\t\u{C}\r\n", "Title", "• a", "1. a\n2. b", "Comments",
      "Comments\n", "Comments\n\nLeave a Comment\n", "\n\n\u{A0}\n", "T\n\nComments (0)\n\n• x\n",
      "T\n\nComments\n\nRelated Posts\n\n• A post\n• Another post\n",
    ] {
      let page = read(text)
      #expect(page.comments.isEmpty, "\(text.debugDescription)")
      #expect(page.rejected.isEmpty, "\(text.debugDescription)")
    }
  }

  @Test("line ends do not matter", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) {
    let text = ["T", "", "Comments", "", "• a", "  b", "", "  c", "", "  • d", ""]
    let page = read(text.joined(separator: end))
    #expect(page.comments.map(\.body) == ["a\nb\n\nc", "d"])
    #expect(page.comments.map(\.parent) == [nil, "c1"])
    #expect(page.lines == [5, 10])
  }

  @Test("broken UTF-8 becomes one U+FFFD for each maximal subpart, and offsets stay the input's")
  func brokenText() {
    var bytes = Array("T\n\nComments\n\n• a".utf8)
    bytes += [0xFF, 0xC3, 0xE2, 0x82, 0x20, 0xF0, 0x9F, 0x98]
    bytes += Array("\n\n•\n".utf8)
    let page = PageReader.comments(in: bytes, name: "x")
    #expect(page.comments.map(\.body) == ["a\u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}"])
    #expect(page.rejected.map(\.byteOffset) == [bytes.count - 4])
  }

  @Test("a long first line is cut for the title, between characters")
  func longTitle() {
    let page = read(String(repeating: "é", count: 5000) + "\n\nComments\n\n• a\n")
    #expect(page.comments.first?.title == String(repeating: "é", count: 500))
    let odd = read("x" + String(repeating: "é", count: 5000) + "\n\nComments\n\n• a\n")
    #expect(odd.comments.first?.title == "x" + String(repeating: "é", count: 499))
  }

  @Test("the article's list is not taken for comments, wherever the comments stand")
  func articleLists() {
    let list = "1. A thing one should know about.\n2. Another thing.\n3. The last thing."
    let prose = String(repeating: "The article goes on about these things. ", count: 4)
    let comments = "  • First.\n\n    • Second, which answers the first.\n\n  • Third."
    let expected = ["First.", "Second, which answers the first.", "Third."]
    for page in [
      "T\n\n\(list)\n\n\(prose)\n\nComments\n\n\(comments)\n\nRelated Posts\n",
      "T\n\n\(prose)\n\n\(list)\n\n3 Comments\n\n\(comments)\n",
      "T\n\n\(prose)\n\n\(list)\n\n\(prose)\n\n\(comments)\n\nLeave a Comment42\n",
      "T\n\n3 Comments\n\n\(prose)\n\n\(list)\n\n\(prose)\n\n3 Responses\n\n\(comments)\n",
    ] {
      #expect(read(page).comments.map(\.body) == expected)
    }
    #expect(read("T\n\n\(prose)\n\n\(list)\n\n\(prose)\n\nLeave a Comment\n").comments.isEmpty)
    #expect(read("T\n\n\(prose)\n\nAll you need:\n\n\(list)\n\nShare this\n").comments.isEmpty)
  }
}
