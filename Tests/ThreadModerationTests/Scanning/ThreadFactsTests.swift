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
    let names = (0..<12).map { "n\($0)" }
    let comments = (0..<30).map { number in
      Comment(
        id: "\(number)",
        body: random.pick(texts),
        parent: random.chance(0.3) ? nil : "\(random.int(0..<30))",
        author: random.chance(0.1) ? nil : random.pick(seed % 3 == 0 ? ["a", "b"] : names),
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
    let all = Array(comments.indices).sorted { place($0) < place($1) }
    /// The copies of a text that are looked at, in order of time; none where it is alone.
    func group(of body: String) -> [Int] {
      let same = all.filter { comments[$0].body == body && body != "short" }
      guard same.count > 1 else { return [] }
      let rest = same.dropFirst()
      if same[0] == all[0], thread.parent(of: same[0]) == nil,
        rest.allSatisfy({ Array(thread.ancestors(of: $0)).contains(same[0]) })
      {
        return []
      }
      return rest.allSatisfy { thread.parent(of: $0) == same[0] } ? Array(rest) : same
    }
    let groups = Dictionary(uniqueKeysWithValues: texts.map { ($0, group(of: $0)) })
    let isCopy = comments.indices.map { groups[comments[$0].body]?.contains($0) == true }
    let others = Set(comments.indices.filter { !isCopy[$0] }.compactMap { comments[$0].authorKey })
    func isPasser(_ author: [UInt8]) -> Bool { !others.contains(author) }
    /// The copies that count for one of them: all by passers and nobody, or else the author's own.
    func copies(of index: Int) -> [Int] {
      guard isCopy[index], let group = groups[comments[index].body] else { return [] }
      if let author = comments[index].authorKey, !isPasser(author) {
        return group.filter { comments[$0].authorKey == author }
      }
      return group.filter { comments[$0].authorKey.map(isPasser) ?? true }
    }
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
      let counted = copies(of: index)
      let earlier = counted.filter { place($0) < place(index) }.count
      #expect(
        context.earlierCopies == (counted.contains(index) ? earlier : 0),
        "seed \(seed), \(index)"
      )
      let authors = Set(counted.compactMap { comments[$0].authorKey }.filter(isPasser)).count
      let counts = isCopy[index] && (author.map(isPasser) ?? true)
      #expect(context.copyAuthors == (counts ? max(1, authors) : 1), "seed \(seed), \(index)")
      #expect(context.isTopLevel == (comment.parent == nil))
      #expect(context.depth == thread.depth(of: index))
      #expect(context.parent == thread.parent(of: index).map { comments[$0] })
      #expect(
        context.ancestors == Array(thread.ancestors(of: index).prefix(3)).map { comments[$0] }
      )
    }
  }
}
