// SPDX-License-Identifier: Apache-2.0

// What goes on in a thread: each property looks for one thing.

/// How likely a thread needs a look because of one thing alone, set by hand.
private enum Says {
  static let pileOn = 0.5
  static let spiral = 0.45
  static let oneSided = 0.45
  static let threats = 0.4
  static let escalation = 0.25
  static let calmParents = 0.08
  static let copies = 0.45
  static let repeatedText = 0.35
  static let flood = 0.2
  static let chorus = 0.6
  static let newAccounts = 0.3

  /// A little more for each one beyond the least, up to a bound.
  static func more(_ least: Double, _ step: Double, _ count: Int, _ most: Double) -> Double {
    min(least + step * Double(max(count, 0)), most)
  }
}

// MARK: - Hostility

extension ThreadTrouble {
  /// Several people against one.
  var pileOn: Found? {
    // Of equal ones the first.
    guard let best = pressure.pileOns.max(by: { $0.authors < $1.authors }) else { return nil }
    let time =
      switch best.seconds {
      case ThreadPressure.pileOnSeconds?: " within an hour"
      case .some: " within two days"
      case nil: ""
      }
    let aimed = thread.comments.indices.filter {
      isNotable($0) && (pressure.targets[$0] ?? answered(by: $0)) == best.target
    }
    return Found(
      probability: Says.more(Says.pileOn, 0.05, best.authors - 3, 0.85),
      reason: reason(
        "pile-on",
        "\(best.authors) people went at one person with hostility\(time).",
        best.indices,
        by: best.indices,
        against: best.target
      ),
      start: first(aimed + best.indices) { _ in true }
    )
  }

  private func answered(by index: Int) -> [UInt8]? {
    guard let parent = thread.parent(of: index), let key = thread.comments[parent].authorKey,
      key != thread.comments[index].authorKey
    else { return nil }
    return key
  }

  /// Two people who go at each other.
  var spiral: Found? {
    guard let longest = pressure.spiralLengths.max(), longest >= 4,
      let last = first(thread.comments.indices, where: { pressure.spiralLengths[$0] == longest })
    else { return nil }
    let path = Array(([last] + thread.ancestors(of: last)).prefix(longest).reversed())
    let hostile = path.filter(pressure.isRaised)
    return Found(
      probability: Says.more(Says.spiral, 0.03, longest - 4, 0.7),
      reason: reason(
        "spiral",
        "Two people alternated over \(longest) comments, \(hostile.count) of them hostile.",
        hostile,
        by: hostile
      ),
      start: first(path, where: isNotable)
    )
  }

  /// One person who goes at another and gets nothing of the kind in return.
  var oneSided: Found? {
    guard let best = pressure.oneSided.first else { return nil }
    let attacks = best.indices
    return Found(
      probability: Says.more(Says.oneSided, 0.05, attacks.count - 3, 0.7),
      reason: reason(
        "one-sided",
        "One person went at another \(attacks.count) times and got nothing of the kind back.",
        attacks,
        by: attacks,
        against: best.target
      ),
      start: attacks[0]
    )
  }

  private static let threatening: Set<String> = [
    "hostility.threat", "hostility.announced-harm", "hostility.wish-of-harm",
    "hostility.people-should-not-exist",
  ]

  /// Threats and wishes of harm.
  var threats: Found? {
    let indices = facts.order.filter { index in
      isHostile(index)
        && verdicts[index].findings.contains {
          $0.score > 0 && Self.threatening.contains($0.rule)
        }
    }
    guard !indices.isEmpty else { return nil }
    return Found(
      probability: Says.more(Says.threats, 0.1, indices.count - 1, 0.7),
      reason: reason(
        "threat",
        indices.count == 1
          ? "A comment threatens or wishes harm."
          : "\(indices.count) comments threaten or wish harm.",
        indices,
        by: indices,
        against: pressure.targets[indices[0]]
      ),
      start: indices[0]
    )
  }

  /// Paths from the top of the tree along which hostility rises, over at least four comments: the last two are
  /// more hostile in the mean than those before by 0.15 and more, and not the last alone.
  var escalation: Found? {
    var sums = [Double](repeating: 0, count: thread.count)
    var best: (rise: Double, index: Int)?
    for index in thread.depthFirst {
      guard let parent = thread.parent(of: index) else {
        sums[index] = hostility[index]
        continue
      }
      sums[index] = sums[parent] + hostility[index]
      let depth = thread.depth(of: index)
      guard depth >= 4, isHostile(index),
        thread.ancestors(of: index).prefix(3).contains(where: isNotable)
      else { continue }
      let last = hostility[index] + hostility[parent]
      let rise = last / 2 - (sums[index] - last) / Double(depth - 2)
      guard rise >= 0.15 else { continue }
      if let found = best,
        (found.rise, -facts.rank(of: found.index)) >= (rise, -facts.rank(of: index))
      {
        continue
      }
      best = (rise, index)
    }
    guard let best else { return nil }
    let path = Array(([best.index] + thread.ancestors(of: best.index)).reversed())
    let raised = path.filter(isNotable)
    return Found(
      probability: Says.escalation,
      reason: reason(
        "escalation",
        "Hostility rises along a path of \(path.count) comments.",
        raised,
        by: raised
      ),
      start: raised.first
    )
  }

  /// Hostile answers to calm comments, two and more. Those that are aimed at somebody else than whom they answer do
  /// not count.
  var hostileToCalm: Found? {
    let indices = facts.order.filter { index in
      guard isHostile(index), let parent = thread.parent(of: index) else { return false }
      return !isNotable(parent)
        && (pressure.targets[index] == nil
          || pressure.targets[index] == thread.comments[parent].authorKey)
    }
    guard indices.count >= 2 else { return nil }
    let calm = Set(indices.compactMap(thread.parent)).count
    return Found(
      probability: Says.more(Says.calmParents, 0.04, indices.count - 2, 0.25),
      reason: reason(
        "hostile-to-calm",
        "\(calm == 1 ? "A calm comment" : "\(calm) calm comments") got \(indices.count) hostile answers.",
        indices,
        by: indices
      ),
      start: indices[0]
    )
  }
}

// MARK: - Repetition

extension ThreadTrouble {
  /// One text by several authors: of several such texts the one with the most authors.
  var copies: Found? {
    let copied = facts.order.filter { facts.copyAuthors(of: $0) >= 2 }
    let texts = Dictionary(grouping: copied, by: facts.firstCopy(of:)).values
    let indices = texts.lazy.filter { $0.count >= 3 }.max { a, b in
      (facts.copyAuthors(of: a[0]), a.count, -facts.rank(of: a[0]))
        < (facts.copyAuthors(of: b[0]), b.count, -facts.rank(of: b[0]))
    }
    guard let indices else { return nil }
    let most = facts.copyAuthors(of: indices[0])
    return Found(
      probability: Says.more(Says.copies, 0.05, most - 2, 0.8),
      reason: reason(
        "copies",
        "\(most) authors who wrote nothing else posted the same or almost the same text.",
        indices,
        by: indices
      ),
      start: indices[0]
    )
  }

  /// One text by one author, three times and more.
  var repeatedText: Found? {
    var byAuthor: [[UInt8]: [Int: [Int]]] = [:]
    for index in facts.order where facts.isCounted(index) && facts.copyAuthors(of: index) < 2 {
      guard let author = thread.comments[index].authorKey else { continue }
      byAuthor[author, default: [:]][facts.firstCopy(of: index), default: []].append(index)
    }
    let most = byAuthor.values.flatMap(\.values).max { a, b in
      (a.count, -facts.rank(of: a[0])) < (b.count, -facts.rank(of: b[0]))
    }
    guard let most, most.count >= 3 else { return nil }
    return Found(
      probability: Says.more(Says.repeatedText, 0.05, most.count - 3, 0.6),
      reason: reason(
        "repeated-text",
        "One author posted the same text \(most.count) times.",
        most,
        by: most
      ),
      start: most[0]
    )
  }

  /// Many comments of one author within a minute; not by whoever opened the thread, who tells something. Of several
  /// authors the one who wrote the most.
  var flood: Found? {
    let opener = thread.comments.isEmpty ? nil : thread.comments[facts.order[0]].authorKey
    var byAuthor: [[UInt8]: (indices: [Int], most: Int)] = [:]
    for index in facts.order where facts.recentByAuthor(of: index) >= 5 {
      guard let author = thread.comments[index].authorKey, author != opener else { continue }
      let recent = facts.recentByAuthor(of: index)
      byAuthor[author, default: ([], 0)].indices.append(index)
      if recent > byAuthor[author, default: ([], 0)].most { byAuthor[author]?.most = recent }
    }
    let worst = byAuthor.values.max { a, b in
      (a.most, -facts.rank(of: a.indices[0])) < (b.most, -facts.rank(of: b.indices[0]))
    }
    guard let (indices, most) = worst else { return nil }
    return Found(
      probability: Says.more(Says.flood, 0.03, most - 5, 0.5),
      reason: reason(
        "flood",
        "One author wrote \(most) comments within a minute.",
        indices,
        by: indices
      ),
      start: beginning(of: indices[0])
    )
  }

  /// The first comment that the author wrote in the minute up to one.
  private func beginning(of index: Int) -> Int {
    guard let time = thread.comments[index].createdAt,
      let author = thread.comments[index].authorKey
    else { return index }
    let minute = thread.comments.indices.filter { other in
      guard thread.comments[other].authorKey == author, let at = thread.comments[other].createdAt
      else { return false }
      return at <= time && !TimeDistance.exceeds(60, from: at, to: time)
    }
    return first(minute) { _ in true } ?? index
  }
}

// MARK: - Accounts that work together

extension ThreadTrouble {
  /// A scam and its chorus: spam below which several authors write what looks like it, or tell how well it went for
  /// them.
  var chorus: Found? {
    var best: [Int] = []
    for index in facts.order where verdicts[index].scores[.spam] >= 0.7 * spamLevel {
      let voices = voices(below: index)
      guard voices.count >= 2, voices.count + 1 > best.count else { continue }
      guard isPitch(index, backedBy: voices) else { continue }
      best = [index] + voices
    }
    guard !best.isEmpty else { return nil }
    return Found(
      probability: Says.more(Says.chorus, 0.05, best.count - 3, 0.85),
      reason: reason(
        "chorus",
        "A comment that looks like spam is backed by \(best.count - 1) others below it.",
        best,
        by: best
      ),
      start: best[0]
    )
  }

  /// Whether more speaks for a pitch than words that sound like one: something that pitches have, or a voice that looks
  /// like spam itself.
  private func isPitch(_ index: Int, backedBy voices: [Int]) -> Bool {
    let score = verdicts[index].scores[.spam]
    if voices.contains(where: { verdicts[$0].scores[.spam] >= spamLevel }) { return true }
    guard score >= spamLevel else { return false }
    return voices.contains { verdicts[$0].scores[.spam] >= spamLevel / 2 }
      || verdicts[index].findings.contains {
        $0.category != .hostility && $0.score > 0 && $0.rule != "spam.learned"
      }
  }

  /// Answers to a pitch, and answers to those, by other authors: one comment of each.
  private func voices(below pitch: Int) -> [Int] {
    // What opens a thread is answered by whoever is interested.
    let isOpening = pitch == facts.order[0] && thread.parent(of: pitch) == nil
    let pitcher = thread.comments[pitch].authorKey
    let replies = thread.replies(to: pitch)
    var voices: [[UInt8]: Int] = [:]
    for reply in inOrder(replies + replies.flatMap(thread.replies)) {
      guard let key = thread.comments[reply].authorKey, key != pitcher else { continue }
      let spam = verdicts[reply].scores[.spam]
      guard
        spam >= spamLevel / 2 || !isOpening && Testimony.isOne(thread.comments[reply].body)
      else { continue }
      // Of each author what looks most like spam.
      if let other = voices[key], verdicts[other].scores[.spam] >= spam { continue }
      voices[key] = reply
    }
    return inOrder(Array(voices.values))
  }

  private static let newAccountSeconds: Int64 = 14 * 86_400

  /// Many accounts of less than two weeks in one branch.
  var newAccounts: Found? {
    var isNew = [Bool](repeating: false, count: thread.count)
    for index in thread.comments.indices {
      guard let written = thread.comments[index].createdAt,
        let made = thread.comments[index].authorCreatedAt
      else { continue }
      let (age, isHuge) = written.subtractingReportingOverflow(made)
      isNew[index] = !isHuge && age >= 0 && age < Self.newAccountSeconds
    }
    guard isNew.contains(true) else { return nil }
    var best: [Int] = []
    for top in inOrder(thread.topLevel) where thread.subtreeSize(of: top) >= 4 {
      var fresh: Set<[UInt8]> = []
      var all: Set<[UInt8]> = []
      var indices: [Int] = []
      for index in inOrder(Array(thread.subtree(of: top))) {
        guard let key = thread.comments[index].authorKey else { continue }
        all.insert(key)
        if isNew[index], fresh.insert(key).inserted { indices.append(index) }
      }
      if fresh.count >= 3, fresh.count * 2 >= all.count, fresh.count > best.count {
        best = indices
      }
    }
    guard !best.isEmpty else { return nil }
    return Found(
      probability: Says.newAccounts,
      reason: reason(
        "new-accounts",
        "\(best.count) authors of one branch have accounts younger than two weeks.",
        best,
        by: best
      )
    )
  }
}
