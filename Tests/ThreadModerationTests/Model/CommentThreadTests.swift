// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ThreadModeration

@Suite("CommentThread") struct CommentThreadTests {
  static func expectSame(_ comments: [Comment], _ note: String) {
    let thread = CommentThread(id: "t", comments: comments)
    let naive = NaiveThread(comments)
    #expect(Set(thread.notes) == naive.notes, "\(note)")
    #expect(thread.notes.count == naive.notes.count, "\(note)")
    #expect(thread.notes.map(\.index) == thread.notes.map(\.index).sorted(), "\(note)")
    #expect(thread.topLevel == naive.replies(nil), "\(note)")
    #expect(Array(thread.depthFirst) == naive.replies(nil).flatMap { naive.subtree($0) }, "\(note)")
    for index in comments.indices {
      #expect(thread.parent(of: index) == naive.parents[index], "\(note)")
      #expect(Array(thread.ancestors(of: index)) == naive.ancestors(index), "\(note)")
      #expect(thread.depth(of: index) == naive.ancestors(index).count + 1, "\(note)")
      #expect(thread.replies(to: index) == naive.replies(index), "\(note)")
      #expect(thread.replyCount(of: index) == naive.replies(index).count, "\(note)")
      #expect(Array(thread.subtree(of: index)) == naive.subtree(index), "\(note)")
      #expect(thread.subtreeSize(of: index) == naive.subtree(index).count, "\(note)")
    }
    #expect(thread.maxDepth == (comments.indices.map { naive.ancestors($0).count + 1 }.max() ?? 0))
  }

  @Test("random forests agree with a walk over dictionaries", arguments: 0..<120)
  func randomForests(seed: Int) {
    var random = Seeds(UInt64(seed))
    let count = random.int(0..<24)
    var comments: [Comment] = []
    for number in 0..<count {
      // Few ids, so that some repeat; parents before and after, missing, or the comment itself.
      let id = random.chance(0.15) ? "c\(random.int(0..<count))" : "c\(number)"
      var parent: String?
      if random.chance(0.8) { parent = "c\(random.int(0..<count))" }
      if random.chance(0.1) { parent = "gone\(random.int(0..<3))" }
      if random.chance(0.05) { parent = id }
      comments.append(Comment(id: id, body: "", parent: parent))
    }
    Self.expectSame(random.shuffled(comments), "seed \(seed)")
  }

  @Test("shuffling changes indices and nothing else", arguments: 0..<20)
  func shuffledTrees(seed: Int) {
    var random = Seeds(UInt64(seed) + 900)
    let comments = (0..<40).map { number in
      Comment(id: "\(number)", body: "", parent: number == 0 ? nil : "\(random.int(0..<number))")
    }
    let shuffled = random.shuffled(comments)
    let a = CommentThread(id: "t", comments: comments)
    let b = CommentThread(id: "t", comments: shuffled)
    for (index, comment) in shuffled.enumerated() {
      let place = Int(comment.id) ?? 0
      #expect(b.depth(of: index) == a.depth(of: place), "seed \(seed)")
      #expect(b.subtreeSize(of: index) == a.subtreeSize(of: place), "seed \(seed)")
    }
    #expect(b.notes.isEmpty)
  }

  @Test("a cycle is cut at its first comment in the input, and its tail stays")
  func cycle() {
    let thread = CommentThread(
      id: "t",
      comments: [
        Comment(id: "d", body: "", parent: "a"), Comment(id: "a", body: "", parent: "b"),
        Comment(id: "b", body: "", parent: "c"), Comment(id: "c", body: "", parent: "a"),
      ]
    )
    #expect(thread.notes == [ThreadNote(kind: .cycle, index: 1)])
    #expect(thread.topLevel == [1])
    #expect(Array(thread.depthFirst) == [1, 0, 3, 2])
  }

  @Test("ids are exact bytes: spaces, zeros and composed letters differ")
  func exactIDs() {
    let thread = CommentThread(
      id: "t",
      comments: [
        Comment(id: "é", body: ""), Comment(id: "a ", body: "", parent: "e\u{301}"),
        Comment(id: "a", body: "", parent: "é"), Comment(id: "01", body: "", parent: "1"),
      ]
    )
    #expect(
      thread.notes == [ThreadNote(kind: .orphan, index: 1), ThreadNote(kind: .orphan, index: 3)]
    )
    #expect(thread.parent(of: 2) == 0)
  }

  @Test("an empty thread has no depth and no top level")
  func empty() {
    let thread = CommentThread(id: "t", comments: [])
    #expect(thread.count == 0)
    #expect(thread.maxDepth == 0)
    #expect(thread.topLevel.isEmpty)
  }

  private struct Case: Decodable {
    struct Entry: Decodable {
      var id: String
      var parent: String?
    }
    var name: String
    var comments: [Entry]
  }

  @Test(
    "the shared attack threads keep every comment exactly once",
    .enabled(if: SharedData.isPresent, "needs the shared data folder (../shared)")
  )
  func attackThreads() throws {
    let lines = try SharedData.lines("attacks/own-threads/cases.jsonl")
    #expect(lines.count == 9)
    for line in lines {
      let data = try JSONDecoder().decode(Case.self, from: Data(line))
      let comments = data.comments.map { Comment(id: $0.id, body: "x", parent: $0.parent) }
      Self.expectSame(comments, data.name)
      let thread = CommentThread(id: "t", comments: comments)
      #expect(Array(thread.depthFirst).sorted() == Array(comments.indices), "\(data.name)")
    }
  }
}
