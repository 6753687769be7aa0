// SPDX-License-Identifier: Apache-2.0

/// What the comments of a thread say about each other, before any of them is judged.
///
/// - Complexity: O(*n* log *n*) for *n* comments, plus the bytes of their bodies.
struct ThreadFacts {
  private var earlierCopies: [Int32]
  private var copyAuthors: [Int32]
  private var recentByAuthor: [Int32]
  private var topLevelByAuthor: [Int32]
  private let isTopLevel: [Bool]
  /// Comments of the thread by the author of each; 1 for nobody.
  private var commentsByAuthor: [Int32]
  private var authors = 0
  private let maxDepth: Int

  init(_ thread: CommentThread) {
    let count = thread.count
    earlierCopies = [Int32](repeating: 0, count: count)
    copyAuthors = [Int32](repeating: 1, count: count)
    recentByAuthor = [Int32](repeating: 1, count: count)
    topLevelByAuthor = [Int32](repeating: 0, count: count)
    isTopLevel = thread.comments.map { $0.parent == nil }
    commentsByAuthor = [Int32](repeating: 1, count: count)
    maxDepth = thread.maxDepth
    countCopies(thread)
    countByAuthor(thread)
  }

  func context(of index: Int, in thread: CommentThread) -> CommentContext {
    var context = CommentContext()
    context.parent = thread.parent(of: index).map { thread.comments[$0] }
    context.ancestors = thread.ancestors(of: index).prefix(3).map { thread.comments[$0] }
    context.depth = thread.depth(of: index)
    context.isTopLevel = isTopLevel[index]
    context.earlierCopies = Int(earlierCopies[index])
    context.copyAuthors = Int(copyAuthors[index])
    context.recentByAuthor = Int(recentByAuthor[index])
    context.topLevelByAuthor = Int(topLevelByAuthor[index])
    context.standing = CommentContext.Standing(
      comments: thread.count,
      authors: authors,
      maxDepth: maxDepth,
      replies: thread.replyCount(of: index),
      descendants: thread.subtreeSize(of: index) - 1,
      authorComments: Int(commentsByAuthor[index]),
      position: index + 1
    )
    if let parent = context.parent?.authorKey {
      context.isSelfReply = thread.comments[index].authorKey == parent
    }
    return context
  }

  private mutating func countCopies(_ thread: CommentThread) {
    var copies = TextCopies()
    for comment in thread.comments { copies.add(comment.body) }
    var members: [Int: [Int]] = [:]
    for (index, group) in copies.groups.enumerated() {
      guard let group else { continue }
      earlierCopies[index] = Int32(members[group]?.count ?? 0)
      members[group, default: []].append(index)
    }
    for group in members.values where group.count > 1 {
      let authors = Set(group.compactMap { thread.comments[$0].authorKey }).count
      for index in group { copyAuthors[index] = Int32(max(authors, 1)) }
    }
  }

  private mutating func countByAuthor(_ thread: CommentThread) {
    var byAuthor: [[UInt8]: [Int]] = [:]
    for (index, comment) in thread.comments.enumerated() {
      guard let author = comment.authorKey else { continue }
      byAuthor[author, default: []].append(index)
    }
    authors = byAuthor.count
    for indices in byAuthor.values {
      for index in indices { commentsByAuthor[index] = Int32(indices.count) }
      var topLevel: Int32 = 0
      for index in indices where isTopLevel[index] {
        topLevel += 1
        topLevelByAuthor[index] = topLevel
      }
      let timed = indices.compactMap { index in
        thread.comments[index].createdAt.map { (time: $0, index: index) }
      }.sorted { ($0.time, $0.index) < ($1.time, $1.index) }
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
