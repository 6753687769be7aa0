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
/// ``verdict(for:judgedBy:)`` judges a comment without keeping it, ``replace(_:judgedBy:)`` and ``remove(_:judgedBy:)``
/// follow what authors and moderators edit and delete:
///
/// ```swift
/// let preview = thread.verdict(for: draft, judgedBy: scanner) // the thread stays as it is
/// let again = thread.replace(edited, judgedBy: scanner)       // by id, where the comment stood
/// thread.remove("c7", judgedBy: scanner)                      // as if it had never been posted
/// ```
///
/// A value: keep it where one task at a time changes it, such as in an actor of its thread. Memory: the comments, and
/// some 200 bytes for each; ``forget(keepingLast:)`` bounds it.
public struct LiveThread: Sendable {
  /// The thread's id.
  public let id: String
  /// The comments, in the order in which they were added.
  public internal(set) var comments: [Comment] = []

  /// The comments' places in the tree: a parent is below 0 where there is none.
  var parents: [Int32] = []
  var depths: [Int32] = []
  /// The comment at the top of the tree above each; a comment at the top is its own.
  var roots: [Int32] = []
  var hostility: [Double] = []
  /// What is known of each comment's hostility.
  var standings: [Standing] = []
  var firstWithID: [[UInt8]: Int32] = [:]
  var maxDepth: Int32 = 0
  var authors: [Author] = []
  var numberOfAuthor: [[UInt8]: Int32] = [:]
  /// For each comment, the number of its author; −1 for nobody.
  var authorNumbers: [Int32] = []
  /// Authors by their names in small letters, the first of each.
  var people: [[UInt8]: [UInt8]] = [:]
  var copies = TextCopies()
  /// The comments of each group of copies, and whether all but the first answer it or stand below it.
  var groups: [Group] = []
  /// Raised comments by whom they are aimed at, the earliest first.
  var attacks: [[UInt8]: [Attack]] = [:]

  struct Author {
    var comments = 0
    var topLevel = 0
    /// Comments of a text that somebody else or the author wrote as well, as far as copies count.
    var copies = 0
    /// The groups of these.
    var groups: Set<Int32> = []
    /// Whether the author also writes what is no copy, as the groups have counted it.
    var isOther = false
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

  struct Group {
    var members: [Int32] = []
    var allAnswerFirst = true
    var allBelowFirst = true
    /// From which member on copies count; `Int.max` where none do.
    var firstCounted = Int.max
    /// Of the members that count, those of each author.
    var countByAuthor: [Int32: Int] = [:]
    /// Those by nobody and by authors who write nothing else, and how many such authors there are.
    var passersComments = 0
    var passers = 0
  }

  struct Attack {
    var time: Int64
    var author: [UInt8]
    var isClear: Bool
    /// The place of the comment; below 0 where it was forgotten.
    var comment: Int32
  }

  /// How hostile a comment was found to be, by the policy it was judged by.
  enum Standing: UInt8 {
    /// It was added without being judged.
    case notJudged
    /// Below half of what is reported.
    case calm
    /// From there on: one of those that pile-ons count.
    case raised
    /// Hostile enough to be reported.
    case clear

    var isRaised: Bool { self == .raised || self == .clear }
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
  /// - Complexity: As ``CommentScanner/verdict(for:)``, and O(*a*) for *a* attacks on one person within an hour, O(*t*)
  ///   for *t* texts that its author copied when the author begins or ceases to write other things as well.
  public mutating func append(_ comment: Comment, judgedBy scanner: CommentScanner) -> Verdict {
    let (context, index) = place(comment)
    let judged = judged(comment, in: context, below: parents[index], by: scanner)
    note(judged.hostility, judged.standing, of: index)
    return judged.verdict
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
      rest.standings[place] = standings[index]
    }
    // What is older than the time that pile-ons are looked for in is of no use.
    let newest = comments.last?.createdAt ?? 0
    for (target, list) in attacks {
      var recent = Array(
        list.filter {
          !TimeDistance.exceeds(ThreadPressure.pileOnSeconds, from: $0.time, to: newest)
        }.suffix(max(count, 0))
      )
      for index in recent.indices {
        recent[index].comment = max(-1, recent[index].comment - Int32(start))
      }
      if !recent.isEmpty { rest.attacks[target] = recent }
    }
    self = rest
  }

  /// Puts a comment into the thread and says what surrounds it.
  mutating func place(_ comment: Comment) -> (context: CommentContext, index: Int) {
    let index = comments.count
    let context = CommentContext()
    let parent = parent(of: comment)
    comments.append(comment)
    parents.append(parent ?? -1)
    depths.append(parent.map { depths[Int($0)] + 1 } ?? 1)
    hostility.append(0)
    standings.append(.notJudged)
    roots.append(parent.map { roots[Int($0)] } ?? Int32(index))
    maxDepth = max(maxDepth, depths[index])
    let key = Array(comment.id.utf8)
    if firstWithID[key] == nil { firstWithID[key] = Int32(index) }

    readAncestors(of: comment, below: parents[index], into: context)
    context.depth = Int(depths[index])
    let author = comment.authorKey
    let number = author.map { count(comment, by: $0, in: context) }
    if number == nil { context.topLevelByAuthor = 0 }
    authorNumbers.append(number ?? -1)
    countCopies(of: index, in: context)
    context.standing = CommentContext.Standing(
      comments: comments.count,
      authors: authors.count,
      maxDepth: Int(maxDepth),
      replies: 0,
      descendants: 0,
      authorComments: number.map { authors[Int($0)].comments } ?? 1,
      position: comments.count
    )
    return (context, index)
  }

  /// The place of what a comment answers, among those that are there; `nil` where there is none.
  func parent(of comment: Comment) -> Int32? {
    comment.parent.flatMap { parent in
      parent.utf8.elementsEqual(comment.id.utf8) ? nil : firstWithID[Array(parent.utf8)]
    }
  }

  /// Reads what stands above a comment.
  func readAncestors(of comment: Comment, below parent: Int32, into context: CommentContext) {
    var ancestor = parent
    while ancestor >= 0, context.ancestors.count < Self.ancestorCount {
      context.ancestors.append(comments[Int(ancestor)])
      ancestor = parents[Int(ancestor)]
    }
    context.parent = context.ancestors.first
    context.isTopLevel = comment.parent == nil
    context.readSelfReply(by: comment.authorKey)
  }

  /// How many comments above one are looked at when it is judged.
  static let ancestorCount = 3

  private mutating func count(
    _ comment: Comment,
    by author: [UInt8],
    in context: CommentContext
  ) -> Int32 {
    let number = numberOfAuthor[author] ?? Int32(authors.count)
    if Int(number) == authors.count {
      numberOfAuthor[author] = number
      authors.append(Author())
    }
    authors[Int(number)].count(comment, in: context)
    if let name = comment.author.map({ Array($0.lowercased().utf8) }), people[name] == nil {
      people[name] = author
      if name != author { move(attacksOn: name, to: author) }
    }
    return number
  }
}

// MARK: - Copies

extension LiveThread {
  /// Counts copies as ``ThreadFacts`` does, without looking at those that are counted already.
  private mutating func countCopies(of index: Int, in context: CommentContext) {
    let author = authorNumbers[index]
    copies.add(BodyWords.of(comments[index]))
    while groups.count < copies.groupCount { groups.append(Group()) }
    guard let number = copies.groups[index] else { return settle(author) }
    if let first = groups[number].members.first.map(Int.init) {
      groups[number].allAnswerFirst = groups[number].allAnswerFirst && parents[index] == first
      groups[number].allBelowFirst = groups[number].allBelowFirst && roots[index] == first
    }
    groups[number].members.append(Int32(index))
    recount(number)
    settle(author)
    guard groups[number].firstCounted < .max else { return }
    if author >= 0, authors[Int(author)].isOther {
      context.earlierCopies = (groups[number].countByAuthor[author] ?? 1) - 1
    } else {
      context.earlierCopies = groups[number].passersComments - 1
      context.copyAuthors = max(groups[number].passers, 1)
    }
  }

  /// Counts the last member of a group, or all that count now and did not before, and the other way round: once a
  /// text is no longer alone, and once a copy answers something else.
  private mutating func recount(_ number: Int) {
    let (members, before) = (groups[number].members, groups[number].firstCounted)
    let now = firstCounted(groups[number])
    groups[number].firstCounted = now
    if now == before {
      if now < members.count { count(members.suffix(1), 1, in: number) }
      return
    }
    let (old, new) = (members.dropLast().dropFirst(before), members.dropFirst(now))
    count(old, -1, in: number)
    count(new, 1, in: number)
    for member in old { settle(authorNumbers[Int(member)]) }
    for member in new { settle(authorNumbers[Int(member)]) }
  }

  /// From which member on copies count, in a group of `count` members if one is about to come.
  func firstCounted(_ group: Group, of count: Int? = nil) -> Int {
    guard count ?? group.members.count > 1 else { return .max }
    if group.members[0] == 0, parents[0] < 0, group.allBelowFirst { return .max }
    return group.allAnswerFirst ? 1 : 0
  }

  private mutating func count(_ members: ArraySlice<Int32>, _ change: Int, in number: Int) {
    for member in members {
      let author = authorNumbers[Int(member)]
      guard author >= 0 else {
        groups[number].passersComments += change
        continue
      }
      let count = groups[number].countByAuthor[author, default: 0] + change
      groups[number].countByAuthor[author] = count == 0 ? nil : count
      let isNew = change > 0 && count == change
      if isNew { authors[Int(author)].groups.insert(Int32(number)) }
      if count == 0 { authors[Int(author)].groups.remove(Int32(number)) }
      if !authors[Int(author)].isOther {
        groups[number].passersComments += change
        groups[number].passers += isNew ? 1 : count == 0 ? -1 : 0
      }
      authors[Int(author)].copies += change
    }
  }

  /// Tells the groups of an author's copies once the author begins or ceases to write other things as well.
  private mutating func settle(_ author: Int32) {
    guard author >= 0 else { return }
    let isOther = authors[Int(author)].comments > authors[Int(author)].copies
    guard isOther != authors[Int(author)].isOther else { return }
    authors[Int(author)].isOther = isOther
    for number in authors[Int(author)].groups {
      let count = groups[Int(number)].countByAuthor[author] ?? 0
      groups[Int(number)].passersComments += isOther ? -count : count
      groups[Int(number)].passers += isOther ? -1 : 1
    }
  }
}

extension Array {
  /// The first place from which on a test holds of all elements, in an array whose elements that pass stand at the end.
  ///
  /// - Complexity: O(log *n*).
  func firstIndexInOrder(where passes: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
