// SPDX-License-Identifier: Apache-2.0

// What a live thread knows of hostility: who goes at whom, and who answers whom with it.

extension LiveThread {
  /// A verdict, and what pile-ons and spirals are told of the comment.
  struct Judged {
    var verdict: Verdict
    var hostility: Double
    var standing: Standing
  }

  /// Judges a comment in a context that is known, below the comment at a place, and changes nothing.
  ///
  /// - Parameter parent: Below 0 where there is none.
  func judged(
    _ comment: Comment,
    in context: CommentContext,
    below parent: Int32,
    by scanner: CommentScanner
  ) -> Judged {
    let level = scanner.policy.thresholds[.hostility].report
    var (verdict, score) = scanner.verdict(for: comment, in: context, thread: id)
    guard score >= level / 2 else {
      return Judged(verdict: verdict, hostility: score, standing: .calm)
    }
    guard score >= level else {
      return Judged(verdict: verdict, hostility: score, standing: .raised)
    }
    let pileOn = attackers(beside: comment, below: parent)
    let spiral = spiralLength(upTo: comment, score, below: parent, level: level)
    if pileOn > 0 || spiral > 0 {
      context.pileOnAuthors = pileOn
      context.spiralLength = spiral
      (verdict, _) = scanner.verdict(for: comment, in: context, thread: id)
    }
    return Judged(verdict: verdict, hostility: score, standing: .clear)
  }

  /// Notes how hostile a comment was found to be, and whom it is aimed at.
  mutating func note(_ score: Double, _ standing: Standing, of index: Int) {
    hostility[index] = score
    standings[index] = standing
    guard standing.isRaised, let author = comments[index].authorKey,
      let target = target(of: comments[index], below: parents[index])
    else { return }
    let attack = Attack(
      time: comments[index].createdAt ?? 0,
      author: author,
      isClear: standing == .clear,
      comment: Int32(index)
    )
    let place = attacks[target, default: []].firstIndexInOrder { $0.time > attack.time }
    attacks[target, default: []].insert(attack, at: place)
  }

  /// Finds out who somebody is who was mentioned before they wrote anything.
  mutating func move(attacksOn name: [UInt8], to author: [UInt8]) {
    guard let early = attacks.removeValue(forKey: name) else { return }
    for attack in early {
      let place = attacks[author, default: []].firstIndexInOrder { $0.time > attack.time }
      attacks[author, default: []].insert(attack, at: place)
    }
  }

  /// Whom a raised comment is aimed at: somebody other than its author, who is known.
  private func target(of comment: Comment, below place: Int32) -> [UInt8]? {
    guard let author = comment.authorKey else { return nil }
    let parent = place < 0 ? nil : comments[Int(place)]
    var target = parent?.authorKey
    if case .other(let name) = Mentioned.one(in: comment.body, answering: parent?.author) {
      let isOwn = comment.author.map { $0.lowercased().utf8.elementsEqual(name.utf8) } ?? false
      let named = people[Array(name.utf8)] ?? (isOwn ? author : Array(name.utf8))
      if named != author { target = named }
    }
    return target == author ? nil : target
  }

  /// The distinct authors, that of a clearly hostile comment among them, who went at the person it is aimed at
  /// within the hour up to it, from three on; otherwise 0.
  private func attackers(beside comment: Comment, below parent: Int32) -> Int {
    guard let author = comment.authorKey, let target = target(of: comment, below: parent),
      let list = attacks[target]
    else { return 0 }
    let time = comment.createdAt ?? 0
    var found: Set<[UInt8]> = [author]
    for attack in list[..<list.firstIndexInOrder(where: { $0.time > time })].reversed() {
      if TimeDistance.exceeds(ThreadPressure.pileOnSeconds, from: attack.time, to: time) { break }
      found.insert(attack.author)
    }
    return found.count >= 3 ? found.count : 0
  }

  private func spiralLength(
    upTo comment: Comment,
    _ score: Double,
    below parent: Int32,
    level: Double
  ) -> Int {
    // Alternation: every second author is the same, neighbours differ.
    var authors = [comment.authorKey]
    var scores = [score]
    var above = parent
    while scores.count < ThreadPressure.maxSpiral, above >= 0 {
      let run = scores.count
      guard let author = authors[run - 1], let other = comments[Int(above)].authorKey,
        author != other, run < 2 || authors[run - 2] == other
      else { break }
      authors.append(other)
      scores.append(hostility[Int(above)])
      above = parents[Int(above)]
    }
    return ThreadPressure.longestSpiral(scores, level: level)
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
