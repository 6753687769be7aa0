// SPDX-License-Identifier: Apache-2.0

/// What hostile comments of a thread do together: pile-ons, spirals, and attacks of one person on another.
///
/// A comment is *clear* when its hostility reaches the level at which it is reported, and *raised* from half of
/// that on. Raised comments count where clear ones stand beside them: in a pile-on most people write less bluntly
/// than the first.
///
/// - Complexity: O(*n* log *n*) for *n* comments.
struct ThreadPressure {
  /// For each clear comment, the distinct authors, from three on, who answered the same person with raised
  /// hostility within an hour, a clear comment among them; otherwise 0. Comments without a time count as written
  /// at one time.
  private(set) var pileOnAuthors: [Int]
  /// For each clear comment, how many comments up to it two people alternated, from four on, at least half of them
  /// raised, two of them of each and two clear; otherwise 0. At most ``maxSpiral``.
  private(set) var spiralLengths: [Int]
  /// The largest pile-on on each person, in the order of the first comments of each.
  private(set) var pileOns: [PileOn] = []
  /// People who attacked another three times and more and got nothing of the kind in return; the most attacks first,
  /// then the earliest.
  private(set) var oneSided: [OneSided] = []
  /// For each raised comment, whom it is aimed at, if that is known.
  private(set) var targets: [Int: [UInt8]] = [:]

  static let pileOnSeconds: Int64 = 3_600
  static let slowPileOnSeconds: Int64 = 2 * 86_400
  static let slowPileOnAuthors = 5
  /// Longer alternations are not looked at as a whole.
  static let maxSpiral = 64
  static let oneSidedAttacks = 3

  /// Several authors against one person.
  struct PileOn {
    var target: [UInt8]
    /// The attacks, in order of time.
    var indices: [Int]
    /// The distinct authors of them.
    var authors: Int
    /// Within how many seconds they were written; `nil` if that is not known.
    var seconds: Int64?
  }

  /// One person against another.
  struct OneSided {
    var author: [UInt8]
    var target: [UInt8]
    /// The clear attacks, in the order in which they were written.
    var indices: [Int]
  }

  private let hostility: [Double]
  private let level: Double
  private let facts: ThreadFacts

  /// - Parameters:
  ///   - facts: The order in which the comments were written, which decides where times are equal.
  ///   - hostility: For each comment, how hostile it is, 0…1.
  ///   - level: From where on a comment is clear.
  init(_ thread: CommentThread, facts: ThreadFacts, hostility: [Double], level: Double) {
    self.facts = facts
    self.hostility = hostility
    self.level = level
    pileOnAuthors = [Int](repeating: 0, count: thread.count)
    spiralLengths = [Int](repeating: 0, count: thread.count)
    guard hostility.contains(where: { $0 >= level }) else { return }
    let authors = thread.comments.indices.map { thread.comments[$0].authorKey }
    let attacks = attacks(thread, authors: authors)
    findPileOns(thread, attacks)
    findOneSided(attacks)
    findSpirals(thread, authors: authors)
  }

  func isClear(_ index: Int) -> Bool { hostility[index] >= level }

  func isRaised(_ index: Int) -> Bool { hostility[index] >= level / 2 }

  /// A raised comment that is aimed at somebody else.
  private struct Attack {
    var time: Int64
    var author: [UInt8]
    var index: Int
  }
}

// MARK: - Who is attacked

extension ThreadPressure {
  /// Raised comments by whom they are aimed at: the only person they mention, or else the one they answer.
  private mutating func attacks(
    _ thread: CommentThread,
    authors: [[UInt8]?]
  ) -> [[UInt8]: [Attack]] {
    var attacks: [[UInt8]: [Attack]] = [:]
    var people: [[UInt8]: [UInt8]]?
    for index in facts.order where isRaised(index) {
      guard let author = authors[index] else { continue }
      let parent = thread.parent(of: index)
      var target = parent.flatMap { authors[$0] }
      switch Mentioned.one(
        in: thread.comments[index].body,
        answering: parent.flatMap { thread.comments[$0].author }
      ) {
      case .nobody, .answered: break
      case .other(let name):
        let known = people ?? Self.people(of: thread, facts.order)
        people = known
        let named = known[Array(name.utf8)] ?? Array(name.utf8)
        // Who names only himself speaks to the one he answers.
        if named != author { target = named }
      }
      guard let target, target != author else { continue }
      targets[index] = target
      attacks[target, default: []].append(
        Attack(time: thread.comments[index].createdAt ?? 0, author: author, index: index)
      )
    }
    return attacks
  }

  /// Authors by their names in small letters; of two with one name the one who wrote first.
  private static func people(of thread: CommentThread, _ order: [Int]) -> [[UInt8]: [UInt8]] {
    var people: [[UInt8]: [UInt8]] = [:]
    for index in order {
      let comment = thread.comments[index]
      guard let name = comment.author.map({ Array($0.lowercased().utf8) }), people[name] == nil,
        let key = comment.authorKey
      else { continue }
      people[name] = key
    }
    return people
  }
}

// MARK: - Several against one

extension ThreadPressure {
  private mutating func findPileOns(_ thread: CommentThread, _ attacks: [[UInt8]: [Attack]]) {
    for (target, group) in attacks where group.count >= 3 {
      let sorted = group.sorted {
        ($0.time, facts.rank(of: $0.index)) < ($1.time, facts.rank(of: $1.index))
      }
      let isTimed = group.allSatisfy { thread.comments[$0.index].createdAt != nil }
      let hour = windows(of: sorted, seconds: Self.pileOnSeconds)
      let most = Self.maximaOfCoveringWindows(starts: hour.starts, values: hour.authors)
      for (position, attack) in sorted.enumerated()
      where most[position] >= 3 && isClear(attack.index) {
        pileOnAuthors[attack.index] = most[position]
      }
      var best = largest(of: hour, sorted, least: 3)
      var seconds = Self.pileOnSeconds
      if best == nil {
        seconds = Self.slowPileOnSeconds
        best = largest(
          of: windows(of: sorted, seconds: seconds),
          sorted,
          least: Self.slowPileOnAuthors
        )
      }
      guard let best else { continue }
      pileOns.append(
        PileOn(
          target: target,
          indices: best.indices,
          authors: best.authors,
          seconds: isTimed ? seconds : nil
        )
      )
    }
    pileOns.sort { facts.rank(of: $0.indices[0]) < facts.rank(of: $1.indices[0]) }
  }

  /// The stretches of time that end with each attack: where each begins, and its distinct authors; none where no
  /// attack of it is clear.
  private func windows(
    of sorted: [Attack],
    seconds: Int64
  ) -> (starts: [Int], authors: [Int]) {
    var counts: [[UInt8]: Int] = [:]
    var clear = 0
    var starts: [Int] = []
    var authors: [Int] = []
    var start = 0
    for attack in sorted {
      while TimeDistance.exceeds(seconds, from: sorted[start].time, to: attack.time) {
        let leaving = sorted[start].author
        counts[leaving, default: 1] -= 1
        if counts[leaving] == 0 { counts[leaving] = nil }
        if isClear(sorted[start].index) { clear -= 1 }
        start += 1
      }
      counts[attack.author, default: 0] += 1
      if isClear(attack.index) { clear += 1 }
      starts.append(start)
      authors.append(clear > 0 ? counts.count : 0)
    }
    return (starts, authors)
  }

  private func largest(
    of windows: (starts: [Int], authors: [Int]),
    _ sorted: [Attack],
    least: Int
  ) -> (indices: [Int], authors: Int)? {
    guard let most = windows.authors.max(), most >= least,
      let place = windows.authors.firstIndex(of: most)
    else { return nil }
    return (sorted[windows.starts[place]...place].map(\.index), most)
  }

  /// For each position *i*, the largest `values[j]` of the windows `starts[j]...j` that hold it.
  ///
  /// `starts` never decreases, so those *j* are a run that begins at *i*: a sliding maximum, kept in
  /// a queue of falling values. O(*n*).
  static func maximaOfCoveringWindows(starts: [Int], values: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: values.count)
    var queue: [Int] = []
    var head = 0
    var next = 0
    for position in values.indices {
      while next < values.count, starts[next] <= position {
        while queue.count > head, values[queue[queue.count - 1]] <= values[next] {
          queue.removeLast()
        }
        queue.append(next)
        next += 1
      }
      while head < queue.count, queue[head] < position { head += 1 }
      result[position] = head < queue.count ? values[queue[head]] : values[position]
    }
    return result
  }
}

// MARK: - Two people

extension ThreadPressure {
  private struct Pair: Hashable {
    var author: [UInt8]
    var target: [UInt8]
  }

  private mutating func findOneSided(_ attacks: [[UInt8]: [Attack]]) {
    var pairs: [Pair: [Int]] = [:]
    for (target, group) in attacks {
      for attack in group {
        pairs[Pair(author: attack.author, target: target), default: []].append(attack.index)
      }
    }
    for (pair, indices) in pairs {
      let clear = indices.filter(isClear)
      guard clear.count >= Self.oneSidedAttacks,
        pairs[Pair(author: pair.target, target: pair.author)] == nil
      else { continue }
      oneSided.append(OneSided(author: pair.author, target: pair.target, indices: clear))
    }
    oneSided.sort {
      ($1.indices.count, facts.rank(of: $0.indices[0]))
        < ($0.indices.count, facts.rank(of: $1.indices[0]))
    }
  }

  private mutating func findSpirals(_ thread: CommentThread, authors: [[UInt8]?]) {
    // How many comments up to each two people alternate.
    var runs = [Int](repeating: 1, count: thread.count)
    for index in thread.depthFirst {
      guard let parent = thread.parent(of: index), let author = authors[index],
        let above = authors[parent], author != above
      else { continue }
      let grandparent = thread.parent(of: parent)
      let goesOn = grandparent.map { authors[$0] == author } ?? false
      runs[index] = goesOn && runs[parent] >= 2 ? runs[parent] + 1 : 2
      if runs[index] >= 4, isClear(index) {
        spiralLengths[index] = spiral(upTo: index, run: runs[index], in: thread)
      }
    }
  }

  /// The longest end of an alternation that is a spiral; 0 if none is.
  private func spiral(upTo index: Int, run: Int, in thread: CommentThread) -> Int {
    var path = [hostility[index]]
    var current = index
    while path.count < min(run, Self.maxSpiral), let parent = thread.parent(of: current) {
      current = parent
      path.append(hostility[current])
    }
    return Self.longestSpiral(path, level: level)
  }

  /// How many of the last comments in which two people alternate are a spiral; 0 if none are.
  ///
  /// - Parameter path: The hostility of each, the last comment first.
  static func longestSpiral(_ path: [Double], level: Double) -> Int {
    var raised = (mine: 0, theirs: 0)
    var clear = 0
    var longest = 0
    for (place, hostility) in path.enumerated() {
      if hostility >= level / 2 {
        if place % 2 == 0 { raised.mine += 1 } else { raised.theirs += 1 }
      }
      if hostility >= level { clear += 1 }
      let length = place + 1
      if length >= 4, clear >= 2, min(raised.mine, raised.theirs) >= 2,
        2 * (raised.mine + raised.theirs) >= length
      {
        longest = length
      }
    }
    return longest
  }
}
