// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

/// Parts of different capacities: the whole is what the smallest of them would have kept of everything,
/// whatever the order and grouping.
@Suite("Merging counts of different capacities") struct MergingCapacitiesTests {
  /// Puts events into parts of random capacities, merges them in a random tree, and compares with one part
  /// of the smallest capacity that got all of them.
  private func expectWhole<Part: Equatable, Event>(
    seed: Int,
    capacities: [Int],
    events: (inout Seeds) -> [Event],
    make: (Int) -> Part,
    add: (inout Part, Event) -> Void,
    merge: (inout Part, Part) -> Void
  ) {
    var random = Seeds(UInt64(seed))
    let sizes = (0..<random.int(2..<6)).map { _ in random.pick(capacities) }
    var parts = sizes.map(make)
    var whole = make(sizes.min() ?? 0)
    for event in events(&random) {
      add(&whole, event)
      add(&parts[random.int(0..<parts.count)], event)
    }
    var shuffled = random.shuffled(parts)
    while shuffled.count > 1 {
      let index = random.int(0..<shuffled.count - 1)
      let right = shuffled.remove(at: index + 1)
      merge(&shuffled[index], right)
    }
    #expect(shuffled[0] == whole, "seed \(seed), capacities \(sizes)")
  }

  @Test("tallies of keys", arguments: 0..<60)
  func tallies(seed: Int) {
    expectWhole(
      seed: seed,
      capacities: [-3, 0, 1, 4, 16, 1_000],
      events: { random in
        (0..<200).map { _ in (random.int(0..<80), random.pick(Action.allCases)) }
      },
      make: { KeyTally(capacity: $0) },
      add: { $0.count("k\($1.0)".utf8, $1.1) },
      merge: { $0.merge($1) }
    )
  }

  @Test("distinct keys", arguments: 0..<60)
  func distinct(seed: Int) {
    expectWhole(
      seed: seed,
      capacities: [-3, 0, 1, 4, 16, 1_000, .max],
      events: { random in (0..<200).map { _ in random.int(0..<80) } },
      make: { DistinctCount(capacity: $0) },
      add: { $0.insert("k\($1)".utf8) },
      merge: { $0.merge($1) }
    )
  }

  @Test("comments by hour", arguments: 0..<60)
  func hours(seed: Int) {
    expectWhole(
      seed: seed,
      capacities: [-3, 3, 16, 20, 40, 20_000],
      events: { random in
        let span = random.pick([7_200, 40 * 86_400, 40 * 365 * 86_400])
        return (0..<100).map { _ in
          (Int64(random.int(-span..<span)), random.pick(Action.allCases))
        }
      },
      make: { HourCounts(capacity: $0) },
      add: { $0.count($1.0, $1.1) },
      merge: { $0.merge($1) }
    )
  }

  @Test("the most severe", arguments: 0..<60)
  func mostSevere(seed: Int) {
    expectWhole(
      seed: seed,
      capacities: [-3, 0, 1, 4, 16, 1_000, .max],
      events: { random in
        (0..<100).map { _ in
          BusyThread(thread: "\(random.int(0..<30))", comments: random.int(0..<9))
        }
      },
      make: { MostSevere<BusyThread>(capacity: $0) },
      add: { $0.insert($1) },
      merge: { $0.merge($1) }
    )
  }

  @Test("rejected records", arguments: 0..<60)
  func rejected(seed: Int) {
    expectWhole(
      seed: seed,
      capacities: [-3, 0, 1, 4, 16, 1_000],
      events: { random in
        (0..<100).map { _ in
          Summary.Rejected(
            input: random.pick(["a", "b"]),
            line: random.int(1..<60),
            reason: random.pick(["bad", "worse"])
          )
        }
      },
      make: { RejectedTally(capacity: $0) },
      add: { $0.add($1) },
      merge: { $0.merge($1) }
    )
  }

  @Test("a part that knows the bound of a larger whole loses nothing of a smaller one")
  func bounds() {
    var whole = MostSevere<BusyThread>(capacity: 8)
    for number in 0..<40 { whole.insert(BusyThread(thread: "\(number)", comments: number)) }
    var part = whole.emptyPart
    for number in 20..<60 { part.insert(BusyThread(thread: "\(number)", comments: number)) }
    var small = MostSevere<BusyThread>(capacity: 3)
    small.merge(part)
    small.merge(whole)
    #expect(small.entries.map(\.comments) == [59, 58, 57] && small.capacity == 3)
    #expect(small.total == 80 && small.left == 77)
    whole.merge(small)
    #expect(whole.capacity == 3 && whole.entries.map(\.comments) == [59, 58, 57])
  }

  @Test("material that keeps any number of comments, and a smaller one")
  func material() {
    let comments = (0..<20).map { Comment(id: "\($0)", body: "x") }
    func counted(_ capacity: Int) -> ReportMaterial {
      var material = ReportMaterial(flaggedCapacity: capacity)
      for comment in comments {
        material.count(Verdict(comment: comment.id, action: .hold), of: comment)
      }
      return material
    }
    for (mine, theirs, kept) in [(10, 2_000, 10), (Int.max, 15, 15), (-1, 5, 0), (.max, .max, 40)] {
      var material = counted(mine)
      material.merge(counted(theirs))
      #expect(material.flagged.entries.count == kept && material.flagged.total == 40)
    }
  }

  @Test("counts that name no number of keys, or a level that is none")
  func oddNumbers() {
    var tally = KeyTally()
    for key in ["a", "b", "c"] { tally.count(key.utf8, .hold) }
    #expect(tally.top(-1).isEmpty && tally.top(0).isEmpty && tally.top(2).count == 2)
    tally.raise(toLevel: 99)
    #expect(tally.count == 0 && tally.level == 65)
    var severe = MostSevere<BusyThread>(capacity: 2)
    severe.countLeft(-5)
    severe.insert(BusyThread(thread: "t", comments: 1))
    #expect(severe.total == 1 && severe.left == 0)
  }
}
