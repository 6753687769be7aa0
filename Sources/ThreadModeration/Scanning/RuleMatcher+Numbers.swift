// SPDX-License-Identifier: Apache-2.0

// The numbers that conditions compare: of the comment, its author and its thread.

extension RuleMatcher {
  mutating func number(_ amount: CompiledRules.Amount) -> Double? {
    switch amount {
    case .quantity(let quantity): return number(quantity)
    case .signal(let signal): return value(ofSignal: signal)
    case .arithmetic(let a, let operation, let b):
      guard let a = number(a), let b = number(b) else { return nil }
      return operation.result(a, b)
    }
  }

  private func number(_ quantity: NumberCheck.Quantity) -> Double? {
    switch quantity {
    case .bodyLength:
      isTextMissing ? nil : Double(BodyLength.ofTrimmed(views.raw.bytes))
    case .bodyLengthWithoutBlockquotes:
      isTextMissing ? nil : Double(BodyLength.ofTrimmed(views.withoutBlockquotes.bytes))
    case .postBodyLength:
      comment.details[.postBody].map { Double(BodyLength.ofTrimmed(Array($0.utf8))) }
    case .score: comment.score.map(Double.init)
    case .authorKarma: comment.authorKarma.map(Double.init)
    case .accountAgeInDays:
      isAuthorBanned ? nil : Self.days(from: comment.authorCreatedAt, to: comment.createdAt)
    case .postAgeInDays:
      if let made = comment.details[.postCreatedAt], let now = comment.createdAt {
        (Double(now) - made) / 86_400
      } else {
        nil
      }
    case .weekday:
      comment.createdAt.map { time in
        // 1970-01-01 was a Thursday, day 4.
        let (days, rest) = time.quotientAndRemainder(dividingBy: 86_400)
        let day = (rest < 0 ? days - 1 : days) % 7
        return Double((day + 7 + 3) % 7 + 1)
      }
    case .depth: thread(.depth)
    case .thread(let quantity): thread(quantity)
    case .detail(let detail): number(detail)
    case .constant(let value): value
    case .signal, .arithmetic: nil
    }
  }

  /// Accounts that are banned from the platform satisfy no threshold.
  private var isAuthorBanned: Bool { comment.details[.authorIsBanned] == true }

  /// Whether only the place of the comment above is left.
  var isTextMissing: Bool { level > 0 && comment.isPlaceholder }

  private static func days(from start: Int64?, to end: Int64?) -> Double? {
    seconds(from: start, to: end).map { $0 / 86_400 }
  }

  /// A whole number: dividing by a day and multiplying again is not always one.
  private static func seconds(from start: Int64?, to end: Int64?) -> Double? {
    guard let start, let end else { return nil }
    let (distance, isHuge) = end.subtractingReportingOverflow(start)
    return isHuge ? Double(end) - Double(start) : Double(distance)
  }

  private func thread(_ quantity: NumberCheck.ThreadQuantity) -> Double? {
    if quantity == .depth { return context.depth.map { Double($0 - level) } }
    guard let standing = context.standing else { return nil }
    switch quantity {
    case .comments: return Double(standing.comments)
    case .authors: return Double(standing.authors)
    case .maxDepth: return Double(standing.maxDepth)
    case .depth: return nil
    // What follows is about the comment itself, and not kept of those above it.
    case _ where level > 0: return nil
    case .replies: return Double(standing.replies)
    case .descendants: return Double(standing.descendants)
    case .authorComments:
      return comment.authorKey == nil ? nil : Double(standing.authorComments)
    case .earlierCopies: return Double(context.earlierCopies)
    case .authorCommentsInMinute:
      return comment.authorKey == nil || comment.createdAt == nil
        ? nil : Double(context.recentByAuthor)
    case .secondsSinceParent:
      return Self.seconds(from: context.parent?.createdAt, to: comment.createdAt)
    case .position: return Double(standing.position)
    }
  }

  /// Karma has a floor where AutoModerator has one: -100 for comments, 0 for posts.
  private func number(_ detail: CommentDetails.Number) -> Double? {
    let details = comment.details
    guard !isAuthorBanned || detail == .reports || detail == .postReports else { return nil }
    let one = comment.authorKarma.map(Double.init)
    switch detail {
    case .commentKarma: return (details[.commentKarma] ?? one).map { max($0, -100) }
    case .postKarma: return (details[.postKarma] ?? one).map { max($0, 0) }
    case .combinedKarma:
      let sum: Double? =
        if let a = details[.commentKarma], let b = details[.postKarma] {
          max(a, -100) + max(b, 0)
        } else {
          nil
        }
      return (details[.combinedKarma] ?? sum ?? one).map { max($0, -100) }
    case .communityCommentKarma: return details[detail].map { max($0, -100) }
    case .communityPostKarma: return details[detail].map { max($0, 0) }
    case .communityCombinedKarma:
      let sum: Double? =
        if let a = details[.communityCommentKarma], let b = details[.communityPostKarma] {
          max(a, -100) + max(b, 0)
        } else {
          nil
        }
      return (details[detail] ?? sum).map { max($0, -100) }
    default: return details[detail]
    }
  }
}
