// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// Which comments of a scan a page shows, when it may not show all.
///
/// Flagged comments come first, by severity; then the comments around them; then the rest of the
/// threads they stand in; then threads without any, in the order of the input.
struct ReportSelection {
  /// A comment, as a place in `threads`.
  struct Place {
    var thread: Int
    var index: Int
  }

  /// How many levels above a flagged comment count as its surroundings.
  static let maxAncestors = 40

  /// Flagged comments to show with their reasons, the most severe first.
  private(set) var cards: [Place] = []
  /// The number of flagged comments in `threads`.
  private(set) var flagged = 0
  /// For each thread, the comments to show; `nil` if none of it is.
  private(set) var shown: [[Bool]?]
  /// The threads to show, those with the most severe comments first.
  private(set) var threadOrder: [Int] = []
  /// The number of comments to show.
  private(set) var shownCount = 0

  /// - Complexity: O(*n* log *f*) in the comments and the flagged ones among them.
  init(_ threads: [ScannedThread], limit: Int) {
    shown = [[Bool]?](repeating: nil, count: threads.count)
    let ranked = Self.ranked(threads)
    flagged = ranked.count
    cards = ranked.prefix(max(limit, 0)).map { $0 }
    for place in cards { show(place, threads) }
    surround(threads, limit: limit)
    fill(threads, limit: limit)
  }

  private static func ranked(_ threads: [ScannedThread]) -> [Place] {
    var ranked: [(place: Place, action: Action, score: Double, ordinal: Int)] = []
    for (number, scanned) in threads.enumerated() {
      for (index, verdict) in scanned.verdicts.enumerated() where verdict.action > .allow {
        let score = verdict.leadingCategory.map { verdict.scores[$0] } ?? 0
        ranked.append(
          (Place(thread: number, index: index), verdict.action, score, scanned.ordinals[index])
        )
      }
    }
    ranked.sort { a, b in
      if a.action != b.action { return a.action > b.action }
      if a.score != b.score { return a.score > b.score }
      if a.ordinal != b.ordinal { return a.ordinal < b.ordinal }
      return (a.place.thread, a.place.index) < (b.place.thread, b.place.index)
    }
    return ranked.map(\.place)
  }

  private mutating func surround(_ threads: [ScannedThread], limit: Int) {
    for card in cards {
      let thread = threads[card.thread].thread
      var levels = 0
      for ancestor in thread.ancestors(of: card.index) {
        guard shownCount < limit, levels < Self.maxAncestors else { break }
        show(Place(thread: card.thread, index: ancestor), threads)
        levels += 1
      }
      guard shownCount < limit else { return }
    }
  }

  private mutating func fill(_ threads: [ScannedThread], limit: Int) {
    for number in threads.indices where shown[number] == nil && shownCount < limit {
      threadOrder.append(number)
    }
    for number in threadOrder where shownCount < limit {
      for index in threads[number].thread.depthFirst {
        guard shownCount < limit else { break }
        show(Place(thread: number, index: index), threads, ordering: false)
      }
    }
    threadOrder.removeAll { shown[$0] == nil }
  }

  private mutating func show(_ place: Place, _ threads: [ScannedThread], ordering: Bool = true) {
    if shown[place.thread] == nil {
      shown[place.thread] = [Bool](repeating: false, count: threads[place.thread].thread.count)
      if ordering { threadOrder.append(place.thread) }
    }
    if shown[place.thread]?[place.index] == false {
      shown[place.thread]?[place.index] = true
      shownCount += 1
    }
  }
}
