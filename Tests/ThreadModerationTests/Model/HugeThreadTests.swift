// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

/// Shapes that break recursion: tasks run on threads with small stacks.
@Suite("Huge threads", .serialized) struct HugeThreadTests {
  enum Shape: CaseIterable { case chain, star, ring }

  @Test(
    "a million comments are built, walked and freed in bounded time, on a task's thread",
    arguments: Shape.allCases
  )
  func million(shape: Shape) async {
    let count = shape == .ring ? 100_000 : 1_000_000
    let task = Task.detached { () -> (Int, Int, Int, Duration) in
      let clock = ContinuousClock()
      let start = clock.now
      var result = (0, 0, 0)
      do {
        var comments: [Comment] = []
        comments.reserveCapacity(count)
        for number in 0..<count {
          let parent: String? =
            switch shape {
            case .chain: number == 0 ? nil : "\(number - 1)"
            case .star: number == 0 ? nil : "0"
            case .ring: "\((number + count - 1) % count)"
            }
          comments.append(Comment(id: "\(number)", body: "", parent: parent))
        }
        let thread = CommentThread(id: "t", comments: comments)
        var walked = 0
        for index in thread.depthFirst { walked += index < count ? 1 : 0 }
        var above = 0
        for _ in thread.ancestors(of: count - 1) { above += 1 }
        result = (walked, above, thread.maxDepth)
      }
      return (result.0, result.1, result.2, start.duration(to: clock.now))
    }
    let (walked, above, depth, time) = await task.value
    #expect(walked == count)
    #expect(above == (shape == .star ? 1 : count - 1))
    #expect(depth == (shape == .star ? 2 : count))
    #expect(time < .seconds(60))
  }

  @Test(
    "what comments of a huge thread say about each other takes bounded time",
    arguments: [Shape.chain, .star]
  )
  func facts(shape: Shape) async {
    let count = 60_000
    let task = Task.detached { () -> (Int, Int, Duration) in
      let clock = ContinuousClock()
      let start = clock.now
      var comments: [Comment] = []
      for number in 0..<count {
        var comment = Comment(id: "\(number)", body: "", author: number % 2 == 0 ? "a" : "b")
        comment.createdAt = Int64(number / 20)
        if number > 0 { comment.parent = shape == .star ? "0" : "\(number - 1)" }
        comments.append(comment)
      }
      let thread = CommentThread(id: "t", comments: comments)
      let facts = ThreadFacts(thread)
      let context = facts.context(of: count - 1, in: thread)
      let pressure = ThreadPressure(
        thread,
        facts: ThreadFacts(thread),
        hostility: [Double](repeating: 0.9, count: count),
        level: 0.5
      )
      let longest = pressure.spiralLengths.max() ?? 0
      return (context.recentByAuthor, longest, start.duration(to: clock.now))
    }
    let (recent, longest, time) = await task.value
    #expect(recent == 61 * 10)
    #expect(longest == (shape == .chain ? ThreadPressure.maxSpiral : 0))
    #expect(time < .seconds(30))
  }
}
