// SPDX-License-Identifier: Apache-2.0

// Judging a comment that is not kept: what `place` writes down is only worked out here.

extension LiveThread {
  /// Judges a comment with what stands before it, and does not keep it: the verdict is the one that
  /// ``append(_:judgedBy:)`` would give.
  ///
  /// For previews, and for services that only keep what may be shown.
  ///
  /// - Complexity: As ``append(_:judgedBy:)``, however long the thread is; but O(*c*) for a text of which the thread
  ///   has *c* copies, where this one would be the first that answers something else, and O(*a*) for *a* comments of
  ///   its author.
  public func verdict(for comment: Comment, judgedBy scanner: CommentScanner) -> Verdict {
    let context = CommentContext()
    let parent = parent(of: comment) ?? -1
    readAncestors(of: comment, below: parent, into: context)
    let depth = parent < 0 ? 1 : depths[Int(parent)] + 1
    context.depth = Int(depth)
    let key = comment.authorKey
    let number = key.flatMap { numberOfAuthor[$0] }
    var author = number.map { authors[Int($0)] } ?? Author()
    if key == nil { context.topLevelByAuthor = 0 } else { author.count(comment, in: context) }
    readCopies(of: comment, by: number, author, isNobody: key == nil, below: parent, into: context)
    context.standing = CommentContext.Standing(
      comments: comments.count + 1,
      authors: authors.count + (key != nil && number == nil ? 1 : 0),
      maxDepth: Int(max(maxDepth, depth)),
      replies: 0,
      descendants: 0,
      authorComments: key == nil ? 1 : author.comments,
      position: comments.count + 1
    )
    return judged(comment, in: context, below: parent, by: scanner).verdict
  }

  /// Counts the copies of a comment as if it had been added.
  ///
  /// - Parameters:
  ///   - number: The number of its author, if the thread has comments of theirs.
  ///   - author: What its author wrote, the comment included.
  private func readCopies(
    of comment: Comment,
    by number: Int32?,
    _ author: Author,
    isNobody: Bool,
    below parent: Int32,
    into context: CommentContext
  ) {
    guard let place = copies.group(of: BodyWords.of(comment)) else { return }
    var group = groups[place]
    let first = group.members[0]
    group.allAnswerFirst = group.allAnswerFirst && parent == first
    group.allBelowFirst = group.allBelowFirst && parent >= 0 && roots[Int(parent)] == first
    let before = group.firstCounted
    let now = firstCounted(group, of: group.members.count + 1)
    guard now < .max else { return }
    var isOther = number.map { authors[Int($0)].isOther } ?? false
    if now == before {
      // Whether somebody writes other things as well is not changed by one more copy.
      group.passersComments += isNobody || !isOther ? 1 : 0
      if !isNobody, !isOther, number.map({ group.countByAuthor[$0] == nil }) ?? true {
        group.passers += 1
      }
    } else {
      isOther = recount(&group, from: now, with: author, number, isNobody: isNobody)
    }
    if !isNobody, isOther {
      context.earlierCopies = number.flatMap { group.countByAuthor[$0] } ?? 0
    } else {
      context.earlierCopies = group.passersComments - 1
      context.copyAuthors = max(group.passers, 1)
    }
  }

  /// Counts all members of a group anew, from one of them on, and a comment that is about to come.
  ///
  /// - Returns: Whether the comment's author writes other things as well.
  private func recount(
    _ group: inout Group,
    from start: Int,
    with author: Author,
    _ number: Int32?,
    isNobody: Bool
  ) -> Bool {
    let old = group.countByAuthor
    group.countByAuthor = [:]
    group.passersComments = isNobody ? 1 : 0
    group.passers = 0
    for member in group.members.dropFirst(start) {
      let author = authorNumbers[Int(member)]
      if author < 0 {
        group.passersComments += 1
      } else {
        group.countByAuthor[author, default: 0] += 1
      }
    }
    for (other, count) in group.countByAuthor where other != number {
      let written = authors[Int(other)]
      guard written.comments <= written.copies - (old[other] ?? 0) + count else { continue }
      group.passersComments += count
      group.passers += 1
    }
    guard !isNobody else { return false }
    let count = (number.flatMap { group.countByAuthor[$0] } ?? 0) + 1
    let isOther = author.comments > author.copies - (number.flatMap { old[$0] } ?? 0) + count
    if !isOther {
      group.passersComments += count
      group.passers += 1
    }
    return isOther
  }
}
