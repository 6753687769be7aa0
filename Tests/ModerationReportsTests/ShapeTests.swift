// SPDX-License-Identifier: Apache-2.0

import Testing
import ThreadModeration

@testable import ModerationReports

/// Threads of hundreds of thousands of comments. What is asserted is that they end, and how much they write.
@Suite("Deep and wide threads", .serialized)
struct ShapeTests {
  enum Shape: CaseIterable { case chain, star }

  private static let size = 200_000

  private static func thread(_ shape: Shape) -> ScannedThread {
    let comments = (0..<size).map { index in
      Comment(
        id: "\(index)",
        body: "x",
        parent: index == 0 ? nil : shape == .star ? "0" : "\(index - 1)"
      )
    }
    let verdicts = (0..<size).map { index in
      Verdict(comment: "\(index)", action: index % 50_000 == 49_999 ? .hold : .allow)
    }
    return ScannedThread(
      thread: CommentThread(id: "t", comments: comments),
      verdicts: verdicts,
      ordinals: Array(0..<size)
    )
  }

  @Test(
    "200,000 comments render in time, nest at most 40 deep and lose no line",
    arguments: Shape.allCases
  )
  func large(_ shape: Shape) throws {
    let scanned = Self.thread(shape)
    let clock = ContinuousClock()

    var bytes: [UInt8] = []
    let pageTime = clock.measure {
      bytes = HTMLReport.page([scanned])
    }
    #expect(pageTime < .seconds(60))
    #expect(bytes.count < 2_000_000)
    let html = try StrictHTML(bytes)
    #expect(html.maxDepth < 150)
    #expect(html.elements.filter { $0.name == "article" }.count == 4)

    var text: [UInt8] = []
    let treeTime = clock.measure { text = TerminalText().threadTree(scanned) }
    #expect(treeTime < .seconds(240))
    #expect(text.count < 150 * Self.size)
    #expect(text.reduce(0) { $0 + ($1 == 0x0a ? 1 : 0) } == 2 * Self.size + 1)
  }

  @Test("A comment of a million combining marks renders in time")
  func marks() {
    let body = "a" + String(repeating: "\u{300}\u{323}", count: 500_000)
    let scanned = ScannedThread(
      thread: CommentThread(id: "t", comments: [Comment(id: "c", body: body, author: body)]),
      verdicts: [
        Verdict(
          comment: "c",
          action: .hold,
          findings: [
            Finding(rule: "r", category: .spam, score: 1, view: "raw", range: 0..<9, text: body)
          ]
        )
      ],
      ordinals: [0]
    )
    let clock = ContinuousClock()
    let time = clock.measure {
      let terminal = TerminalText()
      #expect(terminal.threadTree(scanned).count < 1_000)
      #expect(terminal.explanation(scanned.thread.comments[0], scanned.verdicts[0]).count < 5_000)
      let page = HTMLReport.page([scanned])
      #expect(page.count < 60_000)
    }
    #expect(time < .seconds(20))
  }

  @Test("Ten thousand findings on one comment stay readable")
  func findings() throws {
    let body = String(repeating: "word ", count: 2_000)
    let findings = (0..<10_000).map { index in
      Finding(
        rule: "r\(index)",
        category: .spam,
        score: 1,
        view: "raw",
        range: 0..<index + 1,
        text: "w"
      )
    }
    let scanned = ScannedThread(
      thread: CommentThread(id: "t", comments: [Comment(id: "c", body: body)]),
      verdicts: [Verdict(comment: "c", action: .hold, findings: findings)],
      ordinals: [0]
    )
    let page = HTMLReport.page([scanned])
    #expect(page.count < 400_000)
    #expect(try StrictHTML(page).texts(of: "mark").count < 600)
  }
}
