// SPDX-License-Identifier: Apache-2.0

/// Adds up what goes wrong in a thread.
///
/// The score is a probability by the logistic function of a sum of weights. There are no labels for
/// whole threads, so the weights are set by hand: `Docs/Signals.md` lists them.
///
/// - Complexity: O(*n* log *n*) for *n* comments; loops only.
struct ThreadTrouble {
  /// Log-odds of a thread in which nothing happens, and what each thing adds.
  private enum Weight {
    static let bias = -4.0
    /// For each hostile comment, up to eight.
    static let hostileComment = 0.35
    /// For the share of hostile comments, in threads of five comments or more.
    static let hostileShare = 3.0
    static let pileOn = 1.0
    static let spiral = 0.9
    static let escalation = 0.9
    static let calmParents = 0.5
    static let copies = 1.2
    static let flood = 0.8
    static let chorus = 1.5
    static let newAccounts = 0.8
  }

  private static let maxExamples = 5
  private static let newAccountSeconds: Int64 = 14 * 86_400

  private let thread: CommentThread
  private let verdicts: [Verdict]
  private let facts: ThreadFacts
  private let pressure: ThreadPressure
  private let isHostile: [Bool]
  private let hostility: [Double]
  private let spamLevel: Double
  private var reasons: [(weight: Double, reason: ThreadVerdict.Reason)] = []

  init(
    _ thread: CommentThread,
    verdicts: [Verdict],
    facts: ThreadFacts,
    pressure: ThreadPressure,
    policy: Policy
  ) {
    self.thread = thread
    self.verdicts = verdicts
    self.facts = facts
    self.pressure = pressure
    hostility = verdicts.map { $0.scores[.hostility] }
    let level = policy.thresholds[.hostility].report
    isHostile = hostility.map { $0 >= level }
    spamLevel = policy.thresholds[.spam].report
    findReasons()
  }

  /// The verdict on the thread.
  var verdict: ThreadVerdict {
    let hostile = isHostile.count { $0 }
    var logOdds = Weight.bias + Weight.hostileComment * Double(min(hostile, 8))
    if thread.count >= 5 {
      logOdds += Weight.hostileShare * Double(hostile) / Double(thread.count)
    }
    for entry in reasons { logOdds += entry.weight }
    let flagged = verdicts.count { $0.action > .allow }
    let isQuiet = reasons.isEmpty && hostile == 0
    return ThreadVerdict(
      thread: thread.id,
      comments: thread.count,
      flagged: flagged,
      authors: facts.authorCount,
      hostileComments: hostile,
      score: isQuiet ? 0 : probability(ofLogOdds: logOdds),
      turningPoint: isQuiet ? nil : turningPoint,
      reasons: reasons.sorted { a, b in
        a.weight == b.weight
          ? a.reason.kind.utf8.lexicographicallyPrecedes(b.reason.kind.utf8) : a.weight > b.weight
      }.map(\.reason)
    )
  }

  /// The first hostile comment after which hostility stays above its mean: where the cumulative sum
  /// of the distances from the mean is lowest (Page, *Continuous inspection schemes*, 1954).
  private var turningPoint: String? {
    guard isHostile.contains(true) else { return nil }
    let mean = hostility.reduce(0, +) / Double(max(hostility.count, 1))
    var sum = 0.0
    var lowest = 0.0
    var start = 0
    for (place, index) in facts.order.enumerated() {
      sum += hostility[index] - mean
      if sum < lowest {
        lowest = sum
        start = place + 1
      }
    }
    let after = facts.order[min(start, facts.order.count)...].first { isHostile[$0] }
    return (after ?? facts.order.first { isHostile[$0] }).map { thread.comments[$0].id }
  }
}

// MARK: - What goes on

extension ThreadTrouble {
  private mutating func findReasons() {
    findPileOn()
    findSpiral()
    findEscalation()
    findCalmParents()
    findCopies()
    findFlood()
    findChorus()
    findNewAccounts()
  }

  private mutating func add(_ kind: String, _ weight: Double, _ text: String, _ indices: [Int]) {
    let examples = indices.prefix(Self.maxExamples).map { thread.comments[$0].id }
    reasons.append((weight, ThreadVerdict.Reason(kind: kind, text: text, comments: examples)))
  }

  private mutating func findPileOn() {
    guard let most = pressure.pileOnAuthors.max(), most >= 3 else { return }
    let indices = facts.order.filter { pressure.pileOnAuthors[$0] == most }
    add(
      "pile-on",
      Weight.pileOn + 0.15 * Double(min(most, 10) - 3),
      "\(most) people answered one person with hostility within an hour.",
      indices
    )
  }

  private mutating func findSpiral() {
    guard let longest = pressure.spiralLengths.max(), longest >= 4 else { return }
    let indices = facts.order.filter { pressure.spiralLengths[$0] == longest }
    add(
      "spiral",
      Weight.spiral + 0.1 * Double(min(longest, 12) - 4),
      "Two people alternated over \(longest) comments, at least half of them hostile.",
      indices
    )
  }

  /// Paths from the top of the tree along which hostility rises: the slope of a straight line through
  /// the scores by depth, over at least four comments.
  private mutating func findEscalation() {
    var counts = [Double](repeating: 0, count: thread.count)
    var sums = [Double](repeating: 0, count: thread.count)
    var products = [Double](repeating: 0, count: thread.count)
    var best: (slope: Double, index: Int)?
    for index in thread.depthFirst {
      let above = thread.parent(of: index)
      let depth = (above.map { counts[$0] } ?? 0) + 1
      counts[index] = depth
      sums[index] = (above.map { sums[$0] } ?? 0) + hostility[index]
      products[index] = (above.map { products[$0] } ?? 0) + depth * hostility[index]
      guard depth >= 4, isHostile[index] else { continue }
      // Σd and Σd² of 1…n have closed forms.
      let depths = depth * (depth + 1) / 2
      let squares = depths * (2 * depth + 1) / 3
      let slope =
        (depth * products[index] - depths * sums[index]) / (depth * squares - depths * depths)
      let isSteeper = slope > best?.slope ?? 0
      if slope * (depth - 1) >= 0.4, isSteeper { best = (slope, index) }
    }
    guard let best else { return }
    let length = thread.depth(of: best.index)
    let path = [best.index] + thread.ancestors(of: best.index)
    add(
      "escalation",
      Weight.escalation,
      "Hostility rises along a path of \(length) comments.",
      path.reversed().filter { isHostile[$0] }
    )
  }

  private mutating func findCalmParents() {
    let indices = facts.order.filter { index in
      guard isHostile[index], let parent = thread.parent(of: index) else { return false }
      return hostility[parent] < 0.2
    }
    guard indices.count >= 2 else { return }
    add(
      "hostile-to-calm",
      Weight.calmParents,
      "\(indices.count) calm comments got a hostile answer.",
      indices
    )
  }

  private mutating func findCopies() {
    let indices = facts.order.filter { facts.copyAuthors(of: $0) >= 2 }
    guard let most = indices.map({ facts.copyAuthors(of: $0) }).max(), indices.count >= 3 else {
      return
    }
    add(
      "copies",
      Weight.copies,
      "\(most) authors posted the same or almost the same text.",
      indices
    )
  }

  private mutating func findFlood() {
    let indices = facts.order.filter { facts.recentByAuthor(of: $0) >= 5 }
    guard let most = indices.map({ facts.recentByAuthor(of: $0) }).max() else { return }
    add("flood", Weight.flood, "One author wrote \(most) comments within a minute.", indices)
  }

  /// A scam and its chorus: spam that several authors answer with something that looks like it.
  private mutating func findChorus() {
    var best: [Int] = []
    for index in facts.order where verdicts[index].scores[.spam] >= spamLevel {
      let author = thread.comments[index].authorKey
      var authors: Set<[UInt8]> = []
      let voices = thread.replies(to: index).filter { reply in
        guard verdicts[reply].scores[.spam] >= spamLevel / 2,
          let key = thread.comments[reply].authorKey, key != author
        else { return false }
        return authors.insert(key).inserted
      }
      if voices.count >= 2, voices.count + 1 > best.count { best = [index] + voices }
    }
    guard !best.isEmpty else { return }
    add(
      "chorus",
      Weight.chorus,
      "A comment that looks like spam is praised by \(best.count - 1) others.",
      best
    )
  }

  /// Many accounts of less than two weeks in one branch.
  private mutating func findNewAccounts() {
    var isNew = [Bool](repeating: false, count: thread.count)
    for index in thread.comments.indices {
      guard let written = thread.comments[index].createdAt,
        let made = thread.comments[index].authorCreatedAt
      else { continue }
      let (age, isHuge) = written.subtractingReportingOverflow(made)
      isNew[index] = !isHuge && age >= 0 && age < Self.newAccountSeconds
    }
    guard isNew.contains(true) else { return }
    var best: [Int] = []
    for top in thread.topLevel where thread.subtreeSize(of: top) >= 4 {
      var fresh: Set<[UInt8]> = []
      var all: Set<[UInt8]> = []
      var indices: [Int] = []
      for index in thread.subtree(of: top) {
        guard let key = thread.comments[index].authorKey else { continue }
        all.insert(key)
        if isNew[index], fresh.insert(key).inserted { indices.append(index) }
      }
      if fresh.count >= 3, fresh.count * 2 >= all.count, fresh.count > best.count {
        best = indices
      }
    }
    guard !best.isEmpty else { return }
    add(
      "new-accounts",
      Weight.newAccounts,
      "\(best.count) authors of one branch have accounts younger than two weeks.",
      best
    )
  }
}
