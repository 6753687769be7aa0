// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("CommentThread.threads(of:)") struct AssemblyTests {
  private func ids(_ comments: [Comment]) -> [[String]] {
    CommentThread.threads(of: comments).map { [$0.thread.id] + $0.thread.comments.map(\.id) }
  }

  private func comment(_ id: String, _ parent: String? = nil, in thread: String? = nil) -> Comment {
    Comment(id: id, body: "", thread: thread, parent: parent)
  }

  @Test("comments go to the thread they name, threads in order of appearance")
  func named() {
    let result = ids([
      comment("a", in: "t2"), comment("b", in: "t1"), comment("c", "a", in: "t2"),
    ])
    #expect(result == [["t2", "a", "c"], ["t1", "b"]])
  }

  @Test("without thread names the topmost comment names the thread")
  func unnamed() {
    let result = ids([comment("b", "a"), comment("a"), comment("d", "c"), comment("c")])
    #expect(result == [["a", "b", "a"], ["c", "d", "c"]])
  }

  @Test("a comment without a thread follows the nearest one above that has one")
  func mixed() {
    let result = ids([
      comment("c", "b"), comment("b", "a"), comment("a", in: "t9"), comment("z"),
    ])
    #expect(result == [["t9", "c", "b", "a"], ["z", "z"]])
  }

  @Test("orphans of one missing parent stay together, under its id")
  func orphans() {
    let result = ids([comment("a", "gone"), comment("x"), comment("b", "gone"), comment("c", "b")])
    #expect(result == [["gone", "a", "b", "c"], ["x", "x"]])
  }

  @Test("a cycle without a thread is named after its first comment, tail included")
  func cycles() {
    let result = ids([
      comment("tail", "b"), comment("a", "c"), comment("b", "a"), comment("c", "b"),
      comment("self", "self"),
    ])
    #expect(result == [["a", "tail", "a", "b", "c"], ["self", "self"]])
  }

  @Test("no comment is lost or doubled, whatever the links", arguments: 0..<60)
  func complete(seed: Int) {
    var random = Seeds(UInt64(seed) + 500)
    let comments = (0..<30).map { number in
      comment(
        random.chance(0.1) ? "0" : "\(number)",
        random.chance(0.7) ? "\(random.int(0..<34))" : nil,
        in: random.chance(0.3) ? "t\(random.int(0..<3))" : nil
      )
    }
    let threads = CommentThread.threads(of: comments)
    #expect(threads.flatMap(\.ordinals).sorted() == Array(comments.indices), "seed \(seed)")
    for entry in threads {
      #expect(entry.ordinals == entry.ordinals.sorted(), "seed \(seed)")
      for (ordinal, comment) in zip(entry.ordinals, entry.thread.comments) {
        #expect(comments[ordinal] == comment, "seed \(seed)")
        if let name = comment.thread { #expect(entry.thread.id == name, "seed \(seed)") }
      }
    }
  }

  @Test("a chain of comments without a thread is assembled in linear time")
  func chain() {
    let ratio = Growth.ratio(from: 3_000) { count in
      let comments = (0..<count).map { comment("\($0)", $0 + 1 < count ? "\($0 + 1)" : nil) }
      #expect(CommentThread.threads(of: comments).count == 1)
    }
    #expect(ratio < 20)
  }
}
