// SPDX-License-Identifier: Apache-2.0

/// A thread that grows: each new comment is judged with what stands before it.
///
/// ```swift
/// var thread = LiveThread(id: "t1")
/// for comment in history { thread.append(comment) }           // known already, not judged
/// let verdict = thread.append(new, judgedBy: scanner)         // tens of microseconds in a thread of thousands
/// ```
///
/// A verdict is the one that ``CommentScanner/verdicts(for:)`` gives the last comment of the thread so far, pile-ons
/// and spirals included, for comments that come in the order in which they were written. Earlier verdicts do
/// not change when a later comment would have changed them: judge ``thread`` as a whole for that.
///
/// A value: keep it where one task at a time changes it, such as in an actor of its thread. Memory: the comments, and
/// some 200 bytes for each; ``forget(keepingLast:)`` bounds it.
public struct LiveThread: Sendable {
  /// The thread's id.
  public let id: String
  /// The comments, in the order in which they were added.
  public private(set) var comments: [Comment] = []

  /// The comments' places in the tree: a parent is below 0 where there is none.
  private var parents: [Int32] = []
  private var depths: [Int32] = []
  private var hostility: [Double] = []
  private var firstWithID: [[UInt8]: Int32] = [:]
  private var maxDepth: Int32 = 0
  private var authors: [[UInt8]: Author] = [:]
  /// Authors by their names in small letters, the first of each.
  private var people: [String: [UInt8]] = [:]
  private var copies = TextCopies()
  /// The comments of each group of copies, and whether all but the first answer it or stand below it.
  private var groups: [Group] = []
  /// Raised comments by whom they are aimed at, the earliest first.
  private var attacks: [[UInt8]: [Attack]] = [:]

  private struct Author {
    var comments = 0
    var topLevel = 0
    /// Comments of a text that somebody else or the author wrote as well, as far as copies count.
    var copies = 0
    /// Times of comments, the earliest first.
    var times: [Int64] = []

    /// Counts one more. In place, for a copy would copy all times.
    mutating func count(_ comment: Comment, in context: CommentContext) {
      comments += 1
      if comment.parent == nil { topLevel += 1 }
      context.topLevelByAuthor = comment.parent == nil ? topLevel : 0
      guard let time = comment.createdAt else { return }
      let place = times.firstIndexInOrder { $0 > time }
      times.insert(time, at: place)
      let start = times.firstIndexInOrder {
        $0 > time || !TimeDistance.exceeds(60, from: $0, to: time)
      }
      context.recentByAuthor = place - start + 1
    }
  }

  private struct Group {
    var members: [Int32] = []
    var allAnswerFirst = true
    var allBelowFirst = true
  }

  private struct Attack {
    var time: Int64
    var author: [UInt8]
    var isClear: Bool
  }

  /// Starts an empty thread.
  public init(id: String) { self.id = id }

  /// The thread as it stands, to be judged as a whole.
  ///
  /// - Complexity: O(*n*) in its comments.
  public var thread: CommentThread { CommentThread(id: id, comments: comments) }
}

// MARK: - Adding

extension LiveThread {
  /// Adds a comment that is not to be judged.
  ///
  /// Pile-ons and spirals know nothing of its hostility.
  ///
  /// - Complexity: O(*b*) in the bytes of its body; see ``append(_:judgedBy:)``.
  public mutating func append(_ comment: Comment) { _ = place(comment) }

  /// Judges a comment with what stands before it, and adds it.
  ///
  /// - Complexity: As ``CommentScanner/verdict(for:)``, and O(*c* + *d*) for *c* copies of its text and a depth of *d* if it is
  ///   one, O(*a*) for *a* attacks on one person within an hour.
  public mutating func append(_ comment: Comment, judgedBy scanner: CommentScanner) -> Verdict {
    let (context, index) = place(comment)
    let level = scanner.policy.thresholds[.hostility].report
    var (verdict, score) = scanner.verdict(for: comment, in: context, thread: id)
    hostility[index] = score
    guard score >= level / 2 else { return verdict }
    let pileOn = attackers(with: index, isClear: score >= level)
    let spiral = score >= level ? spiralLength(upTo: index, level: level) : 0
    if score >= level, pileOn > 0 || spiral > 0 {
      context.pileOnAuthors = pileOn
      context.spiralLength = spiral
      (verdict, _) = scanner.verdict(for: comment, in: context, thread: id)
    }
    return verdict
  }

  /// Forgets all but the last comments: what answered those that are gone stands at the top of the tree then.
  ///
  /// - Complexity: O(*n*) in the comments that are kept and their bodies.
  public mutating func forget(keepingLast count: Int) {
    let start = comments.count - max(0, min(count, comments.count))
    guard start > 0 else { return }
    var rest = LiveThread(id: id)
    for index in start..<comments.count {
      let (_, place) = rest.place(comments[index])
      rest.hostility[place] = hostility[index]
    }
    // What is older than the time that pile-ons are looked for in is of no use.
    let newest = comments.last?.createdAt ?? 0
    for (target, list) in attacks {
      let recent = list.filter {
        !TimeDistance.exceeds(ThreadPressure.pileOnSeconds, from: $0.time, to: newest)
      }.suffix(max(count, 0))
      if !recent.isEmpty { rest.attacks[target] = Array(recent) }
    }
    self = rest
  }

  /// Puts a comment into the thread and says what surrounds it.
  private mutating func place(_ comment: Comment) -> (context: CommentContext, index: Int) {
    let index = comments.count
    let context = CommentContext()
    let parent = comment.parent.flatMap { parent in
      parent.utf8.elementsEqual(comment.id.utf8) ? nil : firstWithID[Array(parent.utf8)]
    }
    comments.append(comment)
    parents.append(parent ?? -1)
    depths.append(parent.map { depths[Int($0)] + 1 } ?? 1)
    hostility.append(0)
    maxDepth = max(maxDepth, depths[index])
    let key = Array(comment.id.utf8)
    if firstWithID[key] == nil { firstWithID[key] = Int32(index) }

    var ancestor = parents[index]
    while ancestor >= 0, context.ancestors.count < 3 {
      context.ancestors.append(comments[Int(ancestor)])
      ancestor = parents[Int(ancestor)]
    }
    context.parent = context.ancestors.first
    context.depth = Int(depths[index])
    context.isTopLevel = comment.parent == nil
    let author = comment.authorKey
    context.readSelfReply(by: author)
    if let author {
      count(comment, by: author, in: context)
    } else {
      context.topLevelByAuthor = 0
    }
    countCopies(of: index, by: author, in: context)
    context.standing = CommentContext.Standing(
      comments: comments.count,
      authors: authors.count,
      maxDepth: Int(maxDepth),
      replies: 0,
      descendants: 0,
      authorComments: author.flatMap { authors[$0]?.comments } ?? 1,
      position: comments.count
    )
    return (context, index)
  }

  private mutating func count(
    _ comment: Comment,
    by author: [UInt8],
    in context: CommentContext
  ) {
    authors[author, default: Author()].count(comment, in: context)
    if let name = comment.author?.lowercased(), people[name] == nil { people[name] = author }
  }
}

// MARK: - Copies

extension LiveThread {
  private mutating func countCopies(
    of index: Int,
    by author: [UInt8]?,
    in context: CommentContext
  ) {
    copies.add(BodyWords.of(comments[index]))
    while groups.count < copies.groupCount { groups.append(Group()) }
    guard let number = copies.groups[index] else { return }
    let before = firstCounted(groups[number])
    if let first = groups[number].members.first.map(Int.init) {
      groups[number].allAnswerFirst = groups[number].allAnswerFirst && parents[index] == first
      groups[number].allBelowFirst = groups[number].allBelowFirst && isBelow(first, index)
    }
    groups[number].members.append(Int32(index))
    let now = firstCounted(groups[number])
    let members = groups[number].members
    // Once a text is no longer alone, and again when a copy answers something else: seldom.
    if now == before, now < members.count {
      addCopies(1, members.suffix(1))
    } else if now != before {
      addCopies(-1, members.dropLast().dropFirst(before))
      addCopies(1, members.dropFirst(now))
    }
    guard now < members.count else { return }
    let isOther = author.map(writesOther) ?? false
    var passers: Set<[UInt8]> = []
    for member in members.dropFirst(now) {
      let other = comments[Int(member)].authorKey
      let isPasser = other.map { !writesOther($0) } ?? true
      if isPasser, let other { passers.insert(other) }
      guard member != index else { continue }
      if isOther ? other == author : isPasser { context.earlierCopies += 1 }
    }
    if !isOther { context.copyAuthors = max(passers.count, 1) }
  }

  /// From which member on copies count, as ``ThreadFacts`` has it; `Int.max` where none do.
  private func firstCounted(_ group: Group) -> Int {
    guard group.members.count > 1 else { return .max }
    if group.members[0] == 0, parents[0] < 0, group.allBelowFirst { return .max }
    return group.allAnswerFirst ? 1 : 0
  }

  private mutating func addCopies(_ number: Int, _ members: ArraySlice<Int32>) {
    for member in members {
      guard let author = comments[Int(member)].authorKey else { continue }
      authors[author]?.copies += number
    }
  }

  /// Whether an author also writes what is no copy.
  private func writesOther(_ author: [UInt8]) -> Bool {
    authors[author].map { $0.comments > $0.copies } ?? false
  }

  private func isBelow(_ top: Int, _ index: Int) -> Bool {
    var current = index
    while current > top { current = Int(parents[current]) }
    return current == top
  }
}

// MARK: - Hostility

extension LiveThread {
  /// The distinct authors who went at the person a raised comment is aimed at within the hour up to it, from three
  /// on, one of them clearly; otherwise 0. Notes the comment as one of them.
  private mutating func attackers(with index: Int, isClear: Bool) -> Int {
    guard let author = comments[index].authorKey else { return 0 }
    let parent = parents[index] < 0 ? nil : comments[Int(parents[index])]
    var target = parent?.authorKey
    if case .other(let name) = Mentioned.one(in: comments[index].body, answering: parent?.author) {
      let named = people[name] ?? Array(name.utf8)
      if named != author { target = named }
    }
    guard let target, target != author else { return 0 }
    let time = comments[index].createdAt ?? 0
    let place = attacks[target, default: []].firstIndexInOrder { $0.time > time }
    attacks[target, default: []].insert(
      Attack(time: time, author: author, isClear: isClear),
      at: place
    )
    var found: Set<[UInt8]> = []
    var hasClear = false
    for attack in attacks[target, default: []][...place].reversed() {
      if TimeDistance.exceeds(ThreadPressure.pileOnSeconds, from: attack.time, to: time) { break }
      found.insert(attack.author)
      hasClear = hasClear || attack.isClear
    }
    return found.count >= 3 && hasClear ? found.count : 0
  }

  private func spiralLength(upTo index: Int, level: Double) -> Int {
    // Alternation: every second author is the same, neighbours differ.
    var run = 1
    var path = [index]
    while run < ThreadPressure.maxSpiral, let last = path.last, parents[last] >= 0 {
      let above = Int(parents[last])
      guard let author = comments[last].authorKey, let other = comments[above].authorKey,
        author != other, run < 2 || comments[path[run - 2]].authorKey == other
      else { break }
      path.append(above)
      run += 1
    }
    return ThreadPressure.longestSpiral(path.map { hostility[$0] }, level: level)
  }
}

extension CommentScanner {
  /// A verdict with a context that is known, and the hostility of the draft it came from.
  func verdict(
    for comment: Comment,
    in context: CommentContext,
    thread: String
  ) -> (verdict: Verdict, hostility: Double) {
    let draft = memos.withScratch { self.draft(of: comment, in: context, $0) }
    return (verdict(from: draft, thread: thread), draft.scores[.hostility])
  }
}

extension Array {
  /// The first place from which on a test holds of all elements, in an array whose elements that pass stand at the end.
  ///
  /// - Complexity: O(log *n*).
  fileprivate func firstIndexInOrder(where passes: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
