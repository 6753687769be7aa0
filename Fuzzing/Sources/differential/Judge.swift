// SPDX-License-Identifier: Apache-2.0

import DifferentialOracle
import Foundation
import PatternEngine

/// Runs one source: sets of many sizes, texts of all kinds, patterns by themselves.
struct Judge {
  let source: PatternSource
  let corpus: [[UInt8]]
  let limits: MatchLimits
  let maxReports: Int

  private(set) var counts = DifferentialOracle.Counts()
  private(set) var disagreements = 0
  private var generator: SeededGenerator
  private var order: [Int]
  private var cursor = 0
  private var wasRun: [Bool]
  private var wasHit: [Bool]
  private var wasReported: Set<Int> = []
  private var corpusCursor: Int
  /// The set of the whole source, compiled once, and its errors by index; and that of this round.
  private var whole: (oracle: DifferentialOracle, refusals: [Int: PatternError])?
  private var current: (oracle: DifferentialOracle, refusals: [Int: PatternError])?
  private var sizes: [Int: Int] = [:]
  private var textCount = 0
  private var refusedCount = 0
  private let start = ContinuousClock.now
  private var lastLine = ContinuousClock.now

  /// Patterns run by themselves on each text, at most; each keeps its own scratch meanwhile.
  private static let maxPanel = 1_024

  init(
    _ source: PatternSource,
    corpus: [[UInt8]],
    limits: MatchLimits,
    seed: UInt64,
    maxReports: Int
  ) {
    self.source = source
    self.corpus = corpus
    self.limits = limits
    self.maxReports = maxReports
    generator = SeededGenerator(seed: seed)
    order = Array(source.definitions.indices).shuffled(using: &generator)
    wasRun = Array(repeating: false, count: source.definitions.count)
    wasHit = wasRun
    corpusCursor = corpus.isEmpty ? 0 : Int.random(in: 0..<corpus.count, using: &generator)
  }

  /// Compares until `pairs` are done.
  mutating func run(pairs: Int) {
    let rounds = [1, 2, 5, 30, 0, 300, 1, 3_000, 0, 30, 2, 300, 0]
    var round = 0
    while counts.pairs < pairs {
      let size = rounds[round % rounds.count]
      let isWhole = size == 0 || size >= source.definitions.count
      // The interpreter answers as machine code does: small sets only, for its slowness.
      runRound(
        size: isWhole ? source.definitions.count : size,
        useJIT: isWhole || size > 300 || round % 8 != 3,
        until: pairs
      )
      round += 1
    }
    whole = nil
    progress(counts.pairs, always: true)
  }

  private mutating func take(_ count: Int) -> [Int] {
    var taken: [Int] = []
    while taken.count < min(count, order.count) {
      if cursor == order.count {
        order.shuffle(using: &generator)
        cursor = 0
      }
      taken.append(order[cursor])
      cursor += 1
    }
    return taken
  }

  private mutating func runRound(size: Int, useJIT: Bool, until pairs: Int) {
    sizes[size, default: 0] += 1
    let isWhole = size == source.definitions.count
    // `members[i]` is the place in the source of the set's pattern i.
    let members = isWhole ? Array(source.definitions.indices) : take(size)
    if !isWhole || whole == nil {
      let definitions = members.map { source.definitions[$0] }
      let made = PatternSet.compiling(definitions, limits: limits, useJIT: useJIT)
      let refusals = made.errors.map { ($0.patternIndex ?? -1, $0) }
      let fresh = (DifferentialOracle(made.set), Dictionary(refusals) { first, _ in first })
      if isWhole { whole = fresh } else { current = fresh }
    }
    guard case (var oracle, let refusals)? = isWhole ? whole : current else { return }
    var panel = Array(members.indices)
    if panel.count > Self.maxPanel {
      panel = isWhole ? take(Self.maxPanel) : Array(panel.shuffled(using: &generator).prefix(300))
    }
    var alone: [Int: Pattern?] = [:]
    for index in panel {
      wasRun[members[index]] = true
      alone[index] = .some(
        compiled(oracle.set.definitions[index], index, members, refusals, useJIT: useJIT)
      )
    }
    let definitions = oracle.set.definitions
    let samplers = panel.map { DifferentialSampler(definitions[$0]) }
    var texts: [Text] = []
    for number in 0..<max(12, min(400, 20_000 / max(1, panel.count))) {
      texts.append(Text(bytes: makeText(number, samplers), panel: panel, listsAll: number % 8 == 0))
    }
    texts += ownTexts(panel, definitions, samplers)
    let before = oracle.counts
    for text in texts {
      textCount += 1
      let found = oracle.compare(
        on: Subject(repairing: text.bytes),
        panel: text.panel,
        listsAll: text.listsAll
      ) { index in
        if let known = alone[index] { return known }
        // A hit outside the panel.
        if alone.count > 4 * Self.maxPanel { alone.removeAll() }
        let pattern = try? Pattern(definitions[index], limits: limits, useJIT: useJIT)
        alone[index] = .some(pattern)
        return pattern
      }
      for index in oracle.lastHits { wasHit[members[index]] = true }
      for disagreement in found { report(disagreement, members, oracle.set, useJIT: useJIT) }
      progress(counts.pairs + oracle.counts.pairs - before.pairs, always: false)
      if counts.pairs + oracle.counts.pairs - before.pairs >= pairs { break }
    }
    counts += oracle.counts - before
    if isWhole { whole?.oracle = oracle }
  }

  /// The pattern by itself; checks that the set refuses what it refuses, with the same error.
  private mutating func compiled(
    _ definition: PatternDefinition,
    _ index: Int,
    _ members: [Int],
    _ refusals: [Int: PatternError],
    useJIT: Bool
  ) -> Pattern? {
    var refusal: PatternError?
    var pattern: Pattern?
    do throws(PatternError) {
      // With the set's own engine: PCRE2's two differ on recursion with back references (10.42).
      pattern = try Pattern(definition, limits: limits, useJIT: useJIT)
    } catch {
      refusal = error
      refusal?.patternIndex = index
      refusedCount += 1
    }
    if refusal != refusals[index] {
      disagreements += 1
      if wasReported.count < maxReports, wasReported.insert(members[index]).inserted {
        say(
          """
          \(source.name.rawValue) #\(members[index]): the set's error is another one
            pattern: \(definition)
            set:     \(refusals[index].map(String.init(describing:)) ?? "compiles")
            alone:   \(refusal.map(String.init(describing:)) ?? "compiles")
          """
        )
      }
    }
    return pattern
  }

  private struct Text {
    var bytes: [UInt8]
    var panel: [Int]
    var listsAll: Bool
  }

  /// Texts in which every pattern of the panel has its turn, so that each is also seen to match.
  private mutating func ownTexts(
    _ panel: [Int],
    _ definitions: [PatternDefinition],
    _ samplers: [DifferentialSampler]
  ) -> [Text] {
    var texts: [Text] = []
    var group: [Int] = []
    // A scan with all users' patterns takes milliseconds; a few of these texts a round add up.
    let groupSize = source.name == .wild || source.name == .mixed ? 6 : 12
    var singlesLeft = definitions.count > 1_000 && source.name != .literals ? 40 : Int.max
    for (place, index) in panel.enumerated() {
      switch definitions[index].method {
      case .includes, .includesWord: group.append(place)
      case _ where singlesLeft == 0: break
      case .startsWith, .endsWith, .fullExact, .fullText:
        singlesLeft -= 1
        let others = (0..<4).compactMap { _ in panel.randomElement(using: &generator) }
        let bytes = DifferentialTexts.text(ofOnly: samplers[place], using: &generator)
        texts.append(Text(bytes: bytes, panel: [index] + others, listsAll: true))
      }
      guard group.count == groupSize || place == panel.count - 1, !group.isEmpty else { continue }
      let bytes = DifferentialTexts.text(
        joining: group.map { samplers[$0] },
        maxBends: 2,
        using: &generator
      )
      texts.append(Text(bytes: bytes, panel: group.map { panel[$0] }, listsAll: true))
      group = []
    }
    return texts
  }

  /// A third each: comments, samples of the patterns, samples inside a comment. Now and then the
  /// subjects that belong to the source, and a text longer than one slice.
  private mutating func makeText(_ number: Int, _ samplers: [DifferentialSampler]) -> [UInt8] {
    if !source.texts.isEmpty, number % 3 == 0,
      let text = source.texts.randomElement(using: &generator)
    {
      return text
    }
    if number % 3 == 0 { return comment() }
    var text = DifferentialTexts.text(from: samplers, using: &generator)
    if number % 3 == 1 { return text }
    // Not all users' patterns at once: some of them take a second each on such a text.
    if number % 50 == 2, samplers.count <= 300 || source.name == .large || source.name == .literals
    {
      for _ in 0..<20 {
        text += comment() + DifferentialTexts.text(from: samplers, using: &generator)
      }
      return text
    }
    let comment = comment()
    let words = comment.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    let place = Int.random(in: 0...words.count, using: &generator)
    let space = [UInt8(ascii: " ")]
    return Array(words[..<place].joined(separator: space)) + (place > 0 ? space : []) + text
      + Array(words[place...].joined(separator: space))
  }

  private mutating func comment() -> [UInt8] {
    guard !corpus.isEmpty else { return Array("no comments here".utf8) }
    corpusCursor = (corpusCursor + 1) % corpus.count
    return corpus[corpusCursor]
  }
}

extension Judge {
  private mutating func report(
    _ disagreement: DifferentialOracle.Disagreement,
    _ members: [Int],
    _ set: PatternSet,
    useJIT: Bool
  ) {
    disagreements += 1
    // One pattern is told of once; a fault of the whole result stands under −1.
    let place = disagreement.patternIndex.map { members[$0] } ?? -1
    guard wasReported.count < maxReports, wasReported.insert(place).inserted else { return }
    let smallest = DifferentialOracle.minimized(disagreement, in: set, useJIT: useJIT)
    say("\(source.name.rawValue) #\(place), machine code \(useJIT): \(smallest)")
  }

  private mutating func progress(_ pairs: Int, always: Bool) {
    let now = ContinuousClock.now
    guard always || lastLine.duration(to: now) > .seconds(5) else { return }
    lastLine = now
    let seconds = Double((start.duration(to: now) / .milliseconds(1)).rounded()) / 1_000
    let line =
      "\(source.name.rawValue): \(pairs) pairs in \(seconds) s, \(disagreements) disagreements\n"
    FileHandle.standardError.write(Data(line.utf8))
  }

  /// What was done, for people.
  var summary: String {
    let (ran, hit) = (wasRun.count { $0 }, wasHit.count { $0 })
    let sets = sizes.sorted { $0.key < $1.key }.map { "\($0.value) of \($0.key)" }
    return """
      \(source.name.rawValue): \(counts.pairs) pairs, \(counts.hits) with a match, \
      \(counts.lists) lists of all matches; \(textCount) texts
        \(ran) of \(wasRun.count) patterns run by themselves, \(hit) had a match; \
      \(refusedCount) refusals
        sets by size: \(sets.joined(separator: ", "))
        not decided: \(counts.undecidedInSet) in the set only, \(counts.undecidedAlone) alone only, \
      \(counts.undecidedInBoth) in both
        disagreements: \(disagreements)
      """
  }
}
