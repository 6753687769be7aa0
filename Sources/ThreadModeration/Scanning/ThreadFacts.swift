// SPDX-License-Identifier: Apache-2.0

/// What the comments of a thread say about each other, before any of them is judged.
///
/// - Complexity: O(*n* log *n*) for *n* comments, plus the bytes of their bodies.
struct ThreadFacts {
  private var earlierCopies: [Int32]
  private var copyAuthors: [Int32]
  /// The first copy of each comment's text that counts; the comment itself where it is alone.
  private var firstCopies: [Int: Int32] = [:]
  private var recentByAuthor: [Int32]
  private var topLevelByAuthor: [Int32]
  private let isTopLevel: [Bool]
  /// Comments of the thread by the author of each; 1 for nobody.
  private var commentsByAuthor: [Int32]
  /// The distinct authors.
  private(set) var authorCount = 0
  private let maxDepth: Int
  /// The comments in order of time.
  let order: [Int]
  /// For each comment, its place in that order, from 0.
  private var ranks: [Int32]

  init(_ thread: CommentThread) {
    let count = thread.count
    earlierCopies = [Int32](repeating: 0, count: count)
    copyAuthors = [Int32](repeating: 1, count: count)
    recentByAuthor = [Int32](repeating: 1, count: count)
    topLevelByAuthor = [Int32](repeating: 0, count: count)
    isTopLevel = thread.comments.map { $0.parent == nil }
    commentsByAuthor = [Int32](repeating: 1, count: count)
    maxDepth = thread.maxDepth
    order = Self.orderOfTime(thread.comments)
    ranks = [Int32](repeating: 0, count: count)
    for (rank, index) in order.enumerated() { ranks[index] = Int32(rank) }
    countCopies(thread)
    countByAuthor(thread)
  }

  func context(of index: Int, in thread: CommentThread) -> CommentContext {
    let context = CommentContext()
    context.parent = thread.parent(of: index).map { thread.comments[$0] }
    context.ancestorIndices = Array(thread.ancestors(of: index).prefix(3))
    context.ancestors = context.ancestorIndices.map { thread.comments[$0] }
    context.depth = thread.depth(of: index)
    context.isTopLevel = isTopLevel[index]
    context.earlierCopies = Int(earlierCopies[index])
    context.copyAuthors = Int(copyAuthors[index])
    context.recentByAuthor = Int(recentByAuthor[index])
    context.topLevelByAuthor = Int(topLevelByAuthor[index])
    context.standing = CommentContext.Standing(
      comments: thread.count,
      authors: authorCount,
      maxDepth: maxDepth,
      replies: thread.replyCount(of: index),
      descendants: thread.subtreeSize(of: index) - 1,
      authorComments: Int(commentsByAuthor[index]),
      position: Int(ranks[index]) + 1
    )
    context.readSelfReply(by: thread.comments[index].authorKey)
    return context
  }

  /// The distinct authors of copies of a comment, itself included, who write nothing else in the thread; 1 where its
  /// author does.
  func copyAuthors(of index: Int) -> Int { Int(copyAuthors[index]) }

  /// How many copies of a comment were written before it, as far as they count.
  func earlierCopies(of index: Int) -> Int { Int(earlierCopies[index]) }

  /// Whether a comment is a copy that counts, or the first of such.
  func isCounted(_ index: Int) -> Bool { firstCopies[index] != nil }

  /// The earliest comment with a comment's text, as far as copies of it count; the comment itself if it is alone.
  func firstCopy(of index: Int) -> Int { firstCopies[index].map { Int($0) } ?? index }

  /// The place of a comment in the order of time, from 0.
  func rank(of index: Int) -> Int { Int(ranks[index]) }

  /// Comments by the author in the 60 seconds up to a comment, itself included.
  func recentByAuthor(of index: Int) -> Int { Int(recentByAuthor[index]) }

  /// The order in which comments were written, so that a shuffled dump gives the same verdicts: by
  /// time, then by id, shorter ids first as counters have it. Where a comment has no time, the order of
  /// the input is all there is.
  private static func orderOfTime(_ comments: [Comment]) -> [Int] {
    let times = comments.compactMap(\.createdAt)
    guard times.count == comments.count else { return Array(comments.indices) }
    return comments.indices.sorted { a, b in
      if times[a] != times[b] { return times[a] < times[b] }
      let (left, right) = (comments[a].id.utf8, comments[b].id.utf8)
      if left.count != right.count { return left.count < right.count }
      if left.elementsEqual(right) { return a < b }
      return left.lexicographicallyPrecedes(right)
    }
  }

  /// Counts copies among those that nobody has a plain reason for.
  ///
  /// What copies the opening comment below it fills in a form; what copies the comment it answers quotes or mocks
  /// it, and its author has no part in that. An author who also writes other things in the thread joins in a joke
  /// or a refrain: of him only his own copies count.
  private mutating func countCopies(_ thread: CommentThread) {
    guard thread.count > 1 else { return }
    var copies = TextCopies()
    for index in order { copies.add(BodyWords.of(thread.comments[index])) }
    var sizes = [Int32](repeating: 0, count: copies.groupCount)
    for case let group? in copies.groups { sizes[group] += 1 }
    // Nearly all texts are alone.
    var members: [Int: [Int]] = [:]
    for (rank, group) in copies.groups.enumerated() {
      if let group, sizes[group] > 1 { members[group, default: []].append(order[rank]) }
    }
    guard !members.isEmpty else { return }
    for (group, indices) in members {
      let original = indices[0]
      let rest = indices.dropFirst()
      if original == order[0], thread.parent(of: original) == nil,
        rest.allSatisfy({ thread.isInSubtree($0, of: original) })
      {
        members[group] = []
      } else if rest.allSatisfy({ thread.parent(of: $0) == original }) {
        members[group] = Array(rest)
      }
    }
    let others = authorsOfOtherTexts(thread, members)
    for group in members.values {
      var passers: Set<[UInt8]> = []
      var mine: [[UInt8]: Int32] = [:]
      var earlier: Int32 = 0
      for index in group {
        guard let author = thread.comments[index].authorKey else {
          earlierCopies[index] = earlier
          earlier += 1
          continue
        }
        if others.contains(author) {
          earlierCopies[index] = mine[author, default: 0]
          mine[author, default: 0] += 1
        } else {
          earlierCopies[index] = earlier
          earlier += 1
          passers.insert(author)
        }
      }
      let count = Int32(max(passers.count, 1))
      var firstOfMine: [[UInt8]: Int] = [:]
      for index in group {
        let author = thread.comments[index].authorKey
        let isOther = author.map(others.contains) ?? false
        copyAuthors[index] = isOther ? 1 : count
        let key = isOther ? author ?? [] : []
        firstCopies[index] = Int32(firstOfMine[key] ?? index)
        if firstOfMine[key] == nil { firstOfMine[key] = index }
      }
    }
  }

  /// Authors of comments that are no copies of anything in the thread.
  private func authorsOfOtherTexts(
    _ thread: CommentThread,
    _ members: [Int: [Int]]
  ) -> Set<[UInt8]> {
    var isCopy = [Bool](repeating: false, count: thread.count)
    for group in members.values { for index in group { isCopy[index] = true } }
    return Set(
      thread.comments.indices.lazy.filter { !isCopy[$0] }.compactMap {
        thread.comments[$0].authorKey
      }
    )
  }

  private mutating func countByAuthor(_ thread: CommentThread) {
    var byAuthor: [[UInt8]: [Int]] = [:]
    for index in order {
      guard let author = thread.comments[index].authorKey else { continue }
      byAuthor[author, default: []].append(index)
    }
    authorCount = byAuthor.count
    for indices in byAuthor.values {
      for index in indices { commentsByAuthor[index] = Int32(indices.count) }
      var topLevel: Int32 = 0
      for index in indices where isTopLevel[index] {
        topLevel += 1
        topLevelByAuthor[index] = topLevel
      }
      let timed = indices.compactMap { index in
        thread.comments[index].createdAt.map { (time: $0, rank: ranks[index], index: index) }
      }.sorted { ($0.time, $0.rank) < ($1.time, $1.rank) }
      var start = 0
      for (position, entry) in timed.enumerated() {
        while TimeDistance.exceeds(60, from: timed[start].time, to: entry.time) {
          start += 1
        }
        recentByAuthor[entry.index] = Int32(position - start + 1)
      }
    }
  }
}

/// Distances between times that may be anything a dump holds.
enum TimeDistance {
  /// Whether more than `seconds` lie between two times, the first of which is the earlier one.
  static func exceeds(_ seconds: Int64, from earlier: Int64, to later: Int64) -> Bool {
    let (distance, isHuge) = later.subtractingReportingOverflow(earlier)
    return isHuge || distance > seconds
  }
}
