// SPDX-License-Identifier: Apache-2.0

import PatternEngine

/// Our engine, used as a program would: one set, one result that is used again.
final class SetEngine: Engine {
  static let engineName = "PatternSet"

  let name = engineName
  let cost: EngineCost
  private let set: PatternSet
  private var result = PatternSetResult()

  /// Compiles a set `repeats` times; memory is that of the first time, time that of the fastest.
  init(_ rules: [Rule], repeats: Int) {
    let definitions = rules.map(\.definition)
    var (made, cost) = Footprint.measuring { PatternSet.compiling(definitions) }
    for _ in 1..<max(repeats, 1) {
      let (again, other) = Footprint.measuring { PatternSet.compiling(definitions) }
      made = again
      cost.cpuSeconds = min(cost.cpuSeconds, other.cpuSeconds)
      cost.wallSeconds = min(cost.wallSeconds, other.wallSeconds)
    }
    cost.broken = made.errors.count
    self.cost = cost
    set = made.set
  }

  func pass(over corpus: Corpus) -> Totals {
    var totals = Totals()
    for (index, subject) in corpus.subjects.enumerated() {
      set.scan(subject, wanting: .first, into: &result)
      totals.pairs += result.hits.count
      totals.undecided += result.undecided.count
      for hit in result.hits {
        totals.checksum &+= Checksum.value(text: index, rule: hit.patternIndex)
      }
    }
    return totals
  }

  func rules(matching index: Int, of corpus: Corpus) -> [Int] {
    set.scan(corpus.subjects[index], wanting: .first, into: &result)
    return result.hits.map(\.patternIndex)
  }
}

/// What it costs to make a `Subject`: a copy of the bytes and the proof that they are UTF-8.
final class SubjectEngine: Engine {
  let name = "Subject (UTF-8 check, copy)"
  let cost = EngineCost()

  func pass(over corpus: Corpus) -> Totals {
    var totals = Totals()
    corpus.bytes.withUnsafeBytes { bytes in
      for index in 0..<corpus.count {
        let range = corpus.offsets[index]..<corpus.offsets[index + 1]
        let subject = Subject(repairing: Array(bytes[range]))
        // Keeps the work from being optimized away.
        totals.checksum &+= UInt64(subject.bytes.count)
      }
    }
    return totals
  }

  func rules(matching index: Int, of corpus: Corpus) -> [Int] { [] }
}
