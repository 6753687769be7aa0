// SPDX-License-Identifier: Apache-2.0

/// What hostile comments of a thread do together: pile-ons and spirals.
///
/// - Complexity: O(*n* log *n*) for *n* comments.
struct ThreadPressure {
  /// For each hostile comment, the distinct authors, from three on, who answered the same person
  /// with hostility within an hour; otherwise 0. Comments without a time count as written at one
  /// time.
  private(set) var pileOnAuthors: [Int]
  /// For each hostile comment, how many comments up to it two people alternated, from four on, at
  /// least half of them hostile; otherwise 0.
  private(set) var spiralLengths: [Int]

  static let pileOnSeconds: Int64 = 3_600

  init(_ thread: CommentThread, isHostile: [Bool]) {
    pileOnAuthors = [Int](repeating: 0, count: thread.count)
    spiralLengths = [Int](repeating: 0, count: thread.count)
    guard isHostile.contains(true) else { return }
    let authors = thread.comments.indices.map { thread.comments[$0].authorKey }
    findPileOns(thread, authors: authors, isHostile: isHostile)
    findSpirals(thread, authors: authors, isHostile: isHostile)
  }

  private struct Attack {
    var time: Int64
    var author: [UInt8]
    var index: Int
  }

  private mutating func findPileOns(
    _ thread: CommentThread,
    authors: [[UInt8]?],
    isHostile: [Bool]
  ) {
    var attacks: [[UInt8]: [Attack]] = [:]
    for index in thread.comments.indices where isHostile[index] {
      guard let parent = thread.parent(of: index), let target = authors[parent],
        let author = authors[index], author != target
      else { continue }
      attacks[target, default: []].append(
        Attack(time: thread.comments[index].createdAt ?? 0, author: author, index: index)
      )
    }
    for group in attacks.values where group.count >= 3 {
      let sorted = group.sorted { ($0.time, $0.index) < ($1.time, $1.index) }
      // The hour that ends with each attack: where it begins, and its distinct authors.
      var counts: [[UInt8]: Int] = [:]
      var starts: [Int] = []
      var distinct: [Int] = []
      var start = 0
      for attack in sorted {
        while TimeDistance.exceeds(Self.pileOnSeconds, from: sorted[start].time, to: attack.time) {
          let leaving = sorted[start].author
          counts[leaving, default: 1] -= 1
          if counts[leaving] == 0 { counts[leaving] = nil }
          start += 1
        }
        counts[attack.author, default: 0] += 1
        starts.append(start)
        distinct.append(counts.count)
      }
      let most = Self.maximaOfCoveringWindows(starts: starts, values: distinct)
      for (position, attack) in sorted.enumerated() where most[position] >= 3 {
        pileOnAuthors[attack.index] = most[position]
      }
    }
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

  private mutating func findSpirals(
    _ thread: CommentThread,
    authors: [[UInt8]?],
    isHostile: [Bool]
  ) {
    var lengths = [Int](repeating: 1, count: thread.count)
    var hostile = isHostile.map { $0 ? 1 : 0 }
    for index in thread.depthFirst {
      guard let parent = thread.parent(of: index), let author = authors[index],
        let above = authors[parent], author != above
      else { continue }
      let grandparent = thread.parent(of: parent)
      if let grandparent, authors[grandparent] == author, lengths[parent] >= 2 {
        lengths[index] = lengths[parent] + 1
        hostile[index] += hostile[parent]
      } else {
        lengths[index] = 2
        hostile[index] += isHostile[parent] ? 1 : 0
      }
      if lengths[index] >= 4, isHostile[index], hostile[index] * 2 >= lengths[index] {
        spiralLengths[index] = lengths[index]
      }
    }
  }
}
