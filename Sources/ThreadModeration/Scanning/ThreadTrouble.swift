// SPDX-License-Identifier: Apache-2.0

/// Adds up what goes wrong in a thread.
///
/// Each thing that goes on has a probability that the thread needs a look because of it alone; they are
/// combined as if independent ("noisy or", Pearl 1988), so that none is needed for another. There are no labels for
/// whole threads, so the numbers are set by hand: `Docs/Signals.md` lists them.
///
/// - Complexity: O(*n* log *n*) for *n* comments; loops only.
struct ThreadTrouble {
  /// Something that goes on, how much it says by itself, and where it began.
  struct Found {
    var probability: Double
    var reason: ThreadVerdict.Reason
    /// The comment at which it began; `nil` for what has no beginning.
    var start: Int?
  }

  /// Log-odds of hostile comments by themselves.
  private enum Weight {
    static let bias = -4.0
    /// For each hostile comment, up to eight.
    static let hostileComment = 0.35
    /// For the share of hostile comments, among four comments or more.
    static let hostileShare = 3.0
  }

  /// The fewest comments whose share of hostile ones says something.
  static let leastShared = 4
  private static let maxExamples = 5
  private static let maxAuthors = 5

  let thread: CommentThread
  let verdicts: [Verdict]
  let facts: ThreadFacts
  let pressure: ThreadPressure
  let hostility: [Double]
  /// From where on a comment is hostile, and where it counts beside others.
  let level: Double
  let spamLevel: Double
  private let isHostile: [Bool]
  private var found: [Found] = []

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
    self.level = level
    isHostile = hostility.map { $0 >= level }
    spamLevel = policy.thresholds[.spam].report
    findReasons()
  }

  func isHostile(_ index: Int) -> Bool { isHostile[index] }

  /// Whether a comment is unfriendly enough to be where a quarrel began that others are found in.
  func isNotable(_ index: Int) -> Bool { hostility[index] >= 0.4 * level }

  /// The earliest of some comments that passes a test.
  func first(_ indices: some Sequence<Int>, where passes: (Int) -> Bool) -> Int? {
    indices.filter(passes).min { facts.rank(of: $0) < facts.rank(of: $1) }
  }
}

// MARK: - The verdict

extension ThreadTrouble {
  /// The verdict on the thread.
  var verdict: ThreadVerdict {
    let hostile = isHostile.count { $0 }
    let branch = worstBranch
    var calm =
      1
      - max(
        Self.probability(ofHostile: hostile, among: thread.count),
        branch?.branch.score ?? 0
      )
    var all = found
    for entry in found { calm *= 1 - entry.probability }
    all.sort { a, b in
      a.probability == b.probability
        ? a.reason.kind.utf8.lexicographicallyPrecedes(b.reason.kind.utf8)
        : a.probability > b.probability
    }
    // Last, for it says less than how it came about.
    if let branch, let share = hostileShare(branch) { all.append(share) }
    let start = all.compactMap(\.start).min { facts.rank(of: $0) < facts.rank(of: $1) }
    return ThreadVerdict(
      thread: thread.id,
      comments: thread.count,
      flagged: verdicts.count { $0.action > .allow },
      authors: facts.authorCount,
      hostileComments: hostile,
      score: found.isEmpty && hostile == 0 ? 0 : 1 - calm,
      turningPoint: start.map { thread.comments[$0].id },
      worstBranch: branch?.branch,
      reasons: all.map(\.reason)
    )
  }

  /// How much trouble so many hostile comments among others are by themselves; 0 for none.
  static func probability(ofHostile hostile: Int, among count: Int) -> Double {
    guard hostile > 0 else { return 0 }
    var logOdds = Weight.bias + Weight.hostileComment * Double(min(hostile, 8))
    if count >= leastShared {
      logOdds += Weight.hostileShare * Double(hostile) / Double(count)
    }
    return ThreadModeration.probability(ofLogOdds: logOdds)
  }

  /// The subtree of four comments and more, two of them hostile, with the most trouble for its size; of equal ones
  /// the largest, then the earliest. `nil` if there is none.
  private var worstBranch: (index: Int, branch: ThreadVerdict.Branch)? {
    guard thread.count >= Self.leastShared, isHostile.count(where: { $0 }) >= 2 else { return nil }
    var hostile = isHostile.map { $0 ? 1 : 0 }
    for index in thread.depthFirst.reversed() {
      if let parent = thread.parent(of: index) { hostile[parent] += hostile[index] }
    }
    var worst: (index: Int, score: Double)?
    for index in thread.comments.indices
    where hostile[index] >= 2 && thread.subtreeSize(of: index) >= Self.leastShared {
      let size = thread.subtreeSize(of: index)
      let score = Self.probability(ofHostile: hostile[index], among: size)
      if let best = worst {
        let mine = (score, size, -facts.rank(of: index))
        let other = (best.score, thread.subtreeSize(of: best.index), -facts.rank(of: best.index))
        if mine <= other { continue }
      }
      worst = (index, score)
    }
    return worst.map { worst in
      let branch = ThreadVerdict.Branch(
        root: thread.comments[worst.index].id,
        comments: thread.subtreeSize(of: worst.index),
        hostileComments: hostile[worst.index],
        score: worst.score
      )
      return (worst.index, branch)
    }
  }

  /// Said where a third of a branch is hostile.
  private func hostileShare(_ worst: (index: Int, branch: ThreadVerdict.Branch)) -> Found? {
    let branch = worst.branch
    guard branch.hostileComments >= 3, 3 * branch.hostileComments >= branch.comments else {
      return nil
    }
    let subtree = Array(thread.subtree(of: worst.index))
    let isWhole = branch.comments == thread.count
    return Found(
      probability: branch.score,
      reason: reason(
        "hostile-branch",
        "\(branch.hostileComments) of \(branch.comments) comments"
          + "\(isWhole ? "" : " of a branch") are hostile.",
        inOrder(subtree.filter(isHostile))
      ),
      start: first(subtree, where: isNotable)
    )
  }
}

// MARK: - Adding reasons

extension ThreadTrouble {
  private mutating func findReasons() {
    for entry in [
      pileOn, spiral, oneSided, threats, escalation, hostileToCalm, copies, repeatedText, flood,
      chorus, newAccounts,
    ] {
      if let entry { found.append(entry) }
    }
  }

  /// Comments in the order in which they were written.
  func inOrder(_ indices: [Int]) -> [Int] {
    indices.sorted { facts.rank(of: $0) < facts.rank(of: $1) }
  }

  /// A reason with a few of its comments.
  ///
  /// - Parameters:
  ///   - indices: what shows it, in the order of the thread.
  ///   - authors: comments by those who do it; each person is named once.
  ///   - target: whom it is done to.
  func reason(
    _ kind: String,
    _ text: String,
    _ indices: [Int],
    by authors: [Int] = [],
    against target: [UInt8]? = nil
  ) -> ThreadVerdict.Reason {
    var names: [String] = []
    var seen: Set<[UInt8]> = []
    for index in authors where names.count < Self.maxAuthors {
      guard let key = thread.comments[index].authorKey, seen.insert(key).inserted else { continue }
      let name = thread.comments[index].author ?? String(decoding: key, as: UTF8.self)
      // Two accounts may have one name.
      if !names.contains(name) { names.append(name) }
    }
    return ThreadVerdict.Reason(
      kind: kind,
      text: text,
      comments: indices.prefix(Self.maxExamples).map { thread.comments[$0].id },
      target: target.map { name(of: $0, answeredBy: indices) },
      authors: names
    )
  }

  /// What a person is called in the thread: nearly always one of those who are answered. Somebody who is only mentioned
  /// has the name that others use.
  private func name(of key: [UInt8], answeredBy indices: [Int]) -> String {
    let answered = indices.lazy.compactMap(thread.parent).map { thread.comments[$0] }
    let person =
      answered.first { $0.authorKey == key }
      ?? first(thread.comments.indices) { thread.comments[$0].authorKey == key }
      .map { thread.comments[$0] }
    return person?.author ?? String(decoding: key, as: UTF8.self)
  }
}
