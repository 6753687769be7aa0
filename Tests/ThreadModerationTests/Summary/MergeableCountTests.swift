// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ThreadModeration

/// Counts with a bounded size: against the obvious version without a bound, and in any grouping.
@Suite("Mergeable counts") struct MergeableCountTests {
  /// Folds parts in a random tree.
  private func folded<Part>(
    _ parts: [Part],
    _ random: inout Seeds,
    _ merge: (inout Part, Part) -> Void
  ) -> Part {
    var parts = random.shuffled(parts)
    while parts.count > 1 {
      let index = random.int(0..<parts.count - 1)
      let right = parts.remove(at: index + 1)
      merge(&parts[index], right)
    }
    return parts[0]
  }

  @Test("a tally keeps exact counts of keys chosen by hash", arguments: 0..<40)
  func tallies(seed: Int) {
    var random = Seeds(UInt64(seed))
    let capacity = random.pick([1, 4, 16, 1_000])
    var naive: [String: Int] = [:]
    var whole = KeyTally(capacity: capacity)
    var parts = (0..<5).map { _ in KeyTally(capacity: capacity) }
    for _ in 0..<300 {
      let key = "k\(random.int(0..<60))"
      let action = random.pick(Action.allCases)
      naive[key, default: 0] += 1
      whole.count(key.utf8, action)
      let part = random.int(0..<5)
      parts[part].count(key.utf8, action)
    }
    let merged = folded(parts, &random) { $0.merge($1) }
    #expect(merged == whole, "seed \(seed)")
    #expect(whole.count <= capacity && whole.isSampled == (naive.count > capacity))
    for entry in whole.top() { #expect(entry.count.comments == naive[entry.key], "seed \(seed)") }
    if !whole.isSampled { #expect(whole.count == naive.count) }
    // No lower level would have been enough.
    if whole.level > 0 {
      let level = whole.level - 1
      let wider = naive.keys.count { StableHash.of($0.utf8).leadingZeroBitCount >= level }
      #expect(wider > capacity, "seed \(seed)")
    }
  }

  @Test("distinct keys: exact up to the capacity, near beyond it")
  func distinct() {
    var exact = DistinctCount(capacity: 1_000)
    var sampled = DistinctCount(capacity: 1_000)
    for number in 0..<1_000 { exact.insert("\(number)".utf8) }
    for number in 0..<50_000 { sampled.insert("\(number % 40_000)".utf8) }
    #expect(!exact.isEstimate && exact.estimate == 1_000)
    #expect(sampled.isEstimate && abs(sampled.estimate - 40_000) < 6_000)
    let again = DistinctCount(level: sampled.level, hashes: sampled.sortedHashes, capacity: 1_000)
    #expect(again == sampled)
  }

  @Test("a set of hashes is a set, zero and hashes that look alike included", arguments: 0..<20)
  func hashSets(seed: Int) throws {
    var random = Seeds(UInt64(seed))
    var naive: Set<UInt64> = []
    var hashes = HashSet()
    for _ in 0..<random.int(0..<2_000) {
      let small = UInt64(random.int(0..<500))
      let element = random.pick([small, small << 52, ~small, StableHash.mixed(small)])
      #expect(hashes.contains(element) == naive.contains(element), "seed \(seed)")
      naive.insert(element)
      hashes.insert(element)
      #expect(hashes.count == naive.count, "seed \(seed)")
    }
    #expect(hashes.elements.sorted() == naive.sorted(), "seed \(seed)")
    #expect(HashSet(random.shuffled(Array(naive))) == hashes, "seed \(seed)")
    if let element = naive.first {
      #expect(HashSet(Array(naive.subtracting([element]))) != hashes)
      #expect(HashSet(Array(naive.subtracting([element]).union([12_345_678]))) != hashes)
    }
    let bytes = try JSONEncoder().encode(hashes)
    #expect(try JSONDecoder().decode(HashSet.self, from: bytes) == hashes)
  }

  @Test("counts of distinct keys are merged and thinned out in linear time")
  func growthOfDistinct() {
    let ratio = Growth.ratio(from: 10_000) { count in
      var whole = DistinctCount(capacity: count)
      for number in 0..<UInt64(count) { whole.insert(hash: StableHash.mixed(number)) }
      var merged = DistinctCount(capacity: count)
      merged.merge(whole)
      #expect(merged == whole)
      // One more than the capacity: half of them go.
      for number in 0..<UInt64(count / 4) { merged.insert(hash: StableHash.mixed(~number)) }
      #expect(merged.isEstimate)
      merged.merge(whole)
    }
    #expect(ratio < 25)
  }

  @Test("counts by bytes are a dictionary, zeros and the empty key included", arguments: 0..<20)
  func countsByKey(seed: Int) throws {
    var random = Seeds(UInt64(seed))
    var naive: [[UInt8]: KeyTally.Count] = [:]
    var counts = CountsByKey()
    for _ in 0..<random.int(1..<2_000) {
      // Few letters and lengths around those of words, so that keys are beginnings of each other.
      let key = (0..<random.int(0..<10)).map { _ in random.pick([0, 1, 0x61, 0xFF] as [UInt8]) }
      let padded = [7] + key + [9]
      var count = KeyTally.Count()
      count.count(random.pick(Action.allCases))
      naive[key, default: KeyTally.Count()].add(count)
      counts.add(padded[1..<padded.count - 1], count)
      #expect(counts.count == naive.count, "seed \(seed)")
    }
    for (key, count) in naive { #expect(counts[key[...]] == count, "seed \(seed)") }
    #expect(counts[[2]] == nil && CountsByKey()[[]] == nil)
    var same = CountsByKey()
    for (key, count) in random.shuffled(Array(counts.all)) { same.add(key, count) }
    #expect(same == counts, "seed \(seed)")
    let bytes = try JSONEncoder().encode(counts)
    #expect(try JSONDecoder().decode(CountsByKey.self, from: bytes) == counts)
    counts.filter { $0.first == 0x61 }
    #expect(counts.count == naive.keys.count { $0.first == 0x61 } && same != counts)
    for (key, count) in counts.all { #expect(naive[Array(key)] == count, "seed \(seed)") }
  }

  @Test("hours widen to what fits, and merge", arguments: 0..<40)
  func hours(seed: Int) {
    var random = Seeds(UInt64(seed))
    let span: Int64 = random.pick([7_200, 40 * 86_400, 40 * 365 * 86_400, .max / 2])
    var whole = HourCounts(capacity: 16)
    var parts = (0..<4).map { _ in HourCounts(capacity: 16) }
    var times: [Int64] = [.min, .max].filter { _ in span == .max / 2 }
    for _ in 0..<60 {
      times.append(Int64(random.int(-Int(span)..<Int(span))))
    }
    var actions: [Action: Int] = [:]
    for time in times {
      let action = random.pick(Action.allCases)
      actions[action, default: 0] += 1
      whole.count(time, action)
      let part = random.int(0..<4)
      parts[part].count(time, action)
    }
    #expect(folded(parts, &random) { $0.merge($1) } == whole, "seed \(seed)")
    let buckets = whole.buckets
    #expect(buckets.reduce(0) { $0 + $1.held } == actions[.hold] ?? 0)
    #expect(buckets.reduce(0) { $0 + $1.removed } == actions[.remove] ?? 0)
    #expect(buckets.reduce(0) { $0 + $1.flagged } == times.count - (actions[.allow] ?? 0))
    var again = HourCounts(capacity: 16)
    for bucket in buckets { again.add(bucket, width: whole.width) }
    #expect(again.buckets == buckets, "seed \(seed)")
    #expect(buckets.count <= 16 && buckets.reduce(0) { $0 + $1.comments } == times.count)
    for bucket in buckets {
      let within = times.count { time in
        time >= bucket.start
          && time.subtractingReportingOverflow(bucket.start).partialValue
            < whole.width
          && !time.subtractingReportingOverflow(bucket.start).overflow
      }
      #expect(bucket.start == .min || within == bucket.comments, "seed \(seed)")
    }
  }

  private struct Weight: SeverityOrdered, Equatable, Codable {
    var value: Int
    func isMoreSevere(than other: Weight) -> Bool { value > other.value }
  }

  @Test("the most severe are those of the sorted whole", arguments: 0..<40)
  func mostSevere(seed: Int) throws {
    var random = Seeds(UInt64(seed))
    let capacity = random.int(0..<12)
    var parts = (0..<4).map { _ in MostSevere<Weight>(capacity: capacity) }
    var all: [Int] = []
    for _ in 0..<random.int(0..<80) {
      let value = random.int(0..<30)
      all.append(value)
      parts[random.int(0..<4)].insert(Weight(value: value))
    }
    let merged = folded(parts, &random) { $0.merge($1) }
    #expect(merged.entries.map(\.value) == Array(all.sorted(by: >).prefix(capacity)))
    #expect(merged.left == max(0, all.count - capacity) && merged.total == all.count)
    let bytes = try JSONEncoder().encode(merged)
    #expect(try JSONDecoder().decode(MostSevere<Weight>.self, from: bytes) == merged)
  }

  @Test("what is left is what is not kept, also of entries that were only counted")
  func leftOver() {
    var severe = MostSevere<BusyThread>(capacity: 10)
    for number in 1...3 {
      severe.insert(BusyThread(thread: "\(number)", comments: number, flagged: 0))
    }
    #expect(severe.left == 0)
    severe.countLeft(5)
    #expect(severe.total == 8 && severe.entries.count == 3 && severe.left == 5)
    for number in 4...40 {
      severe.insert(BusyThread(thread: "\(number)", comments: number, flagged: 0))
    }
    #expect(severe.total == 45 && severe.entries.count == 10 && severe.left == 35)
  }

  @Test("one run and several name their inputs alike")
  func inputs() {
    var parts = ReportMaterial(inputs: ["b"])
    parts.merge(ReportMaterial(inputs: ["a"]))
    parts.merge(ReportMaterial(inputs: ["b"]))
    #expect(parts.inputs == ["a", "b"])
    #expect(parts == ReportMaterial(inputs: ["b", "a", "b"]))
  }

  @Test("scores fall into bins of 0.02, whatever they are")
  func histogram() {
    var histogram = ScoreHistogram()
    for score in [0, 0.019, 0.02, 0.5, 0.999, 1, 2, -1, .nan, .infinity] { histogram.count(score) }
    #expect(histogram.bins[0] == 4 && histogram.bins[1] == 1 && histogram.bins[25] == 1)
    #expect(histogram.bins[49] == 4 && histogram.bins.reduce(0, +) == 10)
    #expect(ScoreHistogram(bins: histogram.bins) == histogram)
    #expect(ScoreHistogram(bins: [1]) == nil)
  }

  @Test("material of a report survives being written and read, comments included")
  func codable() throws {
    let thread = CommentThread(
      id: "t",
      comments: [
        Comment(id: "1", body: "one", author: "ada", createdAt: 5),
        Comment(id: "2", body: String(repeating: "é", count: 3_000), parent: "1"),
        Comment(id: "3", body: "three", parent: "2"),
      ]
    )
    let verdicts = thread.comments.map { comment in
      Verdict(comment: comment.id, thread: "t", author: comment.author, action: .hold)
    }
    var material = ReportMaterial(inputs: ["b", "a"])
    material.count(
      ScannedThread(thread: thread, verdicts: verdicts, ordinals: [0, 1, 2]),
      ThreadVerdict(thread: "t", comments: 3, score: 0.5)
    )
    let bytes = try JSONEncoder().encode(material)
    #expect(try JSONDecoder().decode(ReportMaterial.self, from: bytes) == material)
    let last = try #require(material.flagged.entries.first { $0.verdict.comment == "3" })
    #expect(last.depth == 3 && last.ancestors.map(\.id) == ["2", "1"])
    #expect(last.ancestors[0].isCut && last.ancestors[0].body.utf8.count == 2_000)
    let first = try #require(material.flagged.entries.first { $0.verdict.comment == "1" })
    #expect(first.replies.map(\.id) == ["2"] && first.replyCount == 1)
    var same = material
    same.merge(ReportMaterial())
    #expect(same == material)
  }
}
