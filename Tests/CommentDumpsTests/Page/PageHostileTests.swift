// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import CommentDumps

/// Pages made to cost time or stack. Each asserts what is found; the time limit is generous.
@Suite(.timeLimit(.minutes(2))) struct PageHostileTests {
  private func read(
    _ text: String
  ) -> (comments: [ThreadModeration.Comment], lines: [Int], rejected: [RejectedRecord]) {
    PageReader.comments(in: Array(text.utf8), name: "hostile.txt")
  }

  @Test("one line of 10 MB, plain, marked or made of bullets")
  func longLine() {
    #expect(read(String(repeating: "x", count: 10_000_000)).comments.isEmpty)
    let body = String(repeating: "word ", count: 2_000_000)
    let page = read("T\nComments\n  1. \(body)\n  2. b\n")
    #expect(page.comments.map(\.body.utf8.count) == [body.utf8.count - 1, 1])
    #expect(read("T\nComments\n" + String(repeating: "*", count: 10_000_000)).comments.isEmpty)
    #expect(read("T\nComments\n" + String(repeating: "* ", count: 1_000_000)).comments.isEmpty)
    #expect(read("T\nComments\n" + String(repeating: "• ", count: 1_000_000)).comments.count == 1)
  }

  @Test("100,000 markers in one column")
  func manyMarkers() {
    let rows = (1...100_000).map { "\($0). comment \($0)\n" }.joined()
    let page = read("T\n\nComments\n\n\(rows)")
    #expect(page.comments.count == 100_000)
    #expect(page.comments.allSatisfy { $0.parent == nil })
    #expect(page.comments.last?.id == "c100000")
  }

  @Test("100,000 lines that end in a colon, each with one line below it")
  func manyColons() {
    let rows = (1...100_000).map { _ in "1. a:\n   - b\n" }.joined()
    let page = read("T\n\nComments\n\n\(rows)")
    #expect(page.comments.count == 200_000)
  }

  @Test("replies thousands deep by indentation", arguments: [(" ", 10_000), ("\t", 3_000)])
  func deep(indentation: String, depth: Int) {
    var text = "T\n\nComments\n\n"
    var indent = ""
    for number in 1...depth {
      text += "\(indent)• comment \(number):\n"
      indent += indentation
    }
    let page = read(text)
    #expect(page.comments.count == depth)
    for (index, comment) in page.comments.enumerated() {
      guard comment.parent == (index == 0 ? nil : "c\(index)") else {
        #expect(comment.parent == "c\(index)")
        break
      }
    }
    let thread = CommentThread(id: "t", comments: page.comments)
    #expect(thread.maxDepth == depth)
    #expect(thread.notes.isEmpty)
  }

  @Test("a sawtooth of levels with lists and colons at each")
  func sawtooth() {
    var text = "T\n\nComments\n\n"
    for number in 0..<20_000 {
      text += String(repeating: " ", count: number % 50) + "• c \(number):\n"
    }
    #expect(read(text).comments.count == 20_000)
  }

  @Test("headings, bylines, rules and buttons by the ten thousand")
  func furniture() {
    #expect(read(String(repeating: "Comments\n\n• a\n\n", count: 20_000)).comments.count == 1)
    _ = read("Comments\n\n" + String(repeating: "Alice Bo 12 points 3 hours ago\n", count: 20_000))
    _ = read("Comments\n\n" + String(repeating: "Alice says:\n\nReply\n\n", count: 20_000))
    _ = read("Comments\n" + String(repeating: "---\n", count: 20_000))
    _ = read(String(repeating: "Leave a Comment\n• a\n", count: 20_000))
    _ = read("Comments\n" + String(repeating: ">>>> a\n", count: 20_000))
  }

  @Test("nothing but white space")
  func whiteSpace() {
    #expect(read(String(repeating: " \t\r\n\u{C}\u{A0}\u{3000}", count: 500_000)).comments.isEmpty)
  }

  @Test("every pair of telling bytes, and every prefix and suffix of a page")
  func anyBytes() {
    for first in UInt8.min...UInt8.max {
      for second in "\n\r\t .):#*-1a\u{C0}".utf8 {
        _ = PageReader.comments(in: [0x31, 0x2E, 0x20, first, second], name: "x")
      }
    }
    let page = Array("T\n\n2 Comments\n\n 1. Bo · 3 hours ago\n\n    a:\n     - b\n ◦ c\n".utf8)
    for end in 0...page.count {
      _ = PageReader.comments(in: Array(page[..<end]), name: "x")
      _ = PageReader.comments(in: Array(page[end...]), name: "x")
    }
  }
}
