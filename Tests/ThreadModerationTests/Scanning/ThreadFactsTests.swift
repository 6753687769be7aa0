// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ThreadModeration

@Suite("ThreadFacts") struct ThreadFactsTests {
  @Test("counts agree with counting one by one", arguments: 0..<80)
  func counts(seed: Int) {
    var random = Seeds(UInt64(seed))
    let texts = [
      "the old bridge over the river is closed", "a new market opens in spring near here",
      "nobody came to the council meeting", "short",
    ]
    let isTimed = random.chance(0.5)
    let comments = (0..<30).map { number in
      Comment(
        id: "\(number)",
        body: random.pick(texts),
        parent: random.chance(0.3) ? nil : "\(random.int(0..<30))",
        author: random.chance(0.1) ? nil : random.pick(["a", "b"]),
        createdAt: !isTimed && random.chance(0.1) ? nil : Int64(random.int(0..<300))
      )
    }
    let hasTimes = comments.allSatisfy { $0.createdAt != nil }
    // Ids count up, so equal times fall back on the order of the input.
    func place(_ index: Int) -> (Int64, Int) {
      (hasTimes ? comments[index].createdAt ?? 0 : 0, index)
    }
    func upTo(_ index: Int) -> [Comment] {
      comments.indices.filter { place($0) <= place(index) }.map { comments[$0] }
    }
    let thread = CommentThread(id: "t", comments: comments)
    let facts = ThreadFacts(thread)
    for (index, comment) in comments.enumerated() {
      let context = facts.context(of: index, in: thread)
      let author = comment.authorKey
      var recent = 1
      if let author, let time = comment.createdAt {
        recent =
          comments.indices.filter { other in
            guard comments[other].authorKey == author, let at = comments[other].createdAt else {
              return false
            }
            return (at, other) <= (time, index) && time - at <= 60
          }.count
      }
      #expect(context.recentByAuthor == recent, "seed \(seed), \(index)")
      let tops = upTo(index).filter { $0.parent == nil && $0.authorKey == author }.count
      #expect(context.topLevelByAuthor == (author == nil || comment.parent != nil ? 0 : tops))
      let isLong = comment.body != "short"
      let earlier = upTo(index).filter { $0.body == comment.body }.count - 1
      #expect(context.earlierCopies == (isLong ? earlier : 0), "seed \(seed), \(index)")
      let authors = Set(comments.filter { $0.body == comment.body }.compactMap(\.authorKey)).count
      #expect(context.copyAuthors == (isLong ? max(1, authors) : 1), "seed \(seed), \(index)")
      #expect(context.isTopLevel == (comment.parent == nil))
      #expect(context.depth == thread.depth(of: index))
      #expect(context.parent == thread.parent(of: index).map { comments[$0] })
      #expect(
        context.ancestors == Array(thread.ancestors(of: index).prefix(3)).map { comments[$0] }
      )
    }
  }
}
