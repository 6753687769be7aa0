// SPDX-License-Identifier: Apache-2.0

package import PatternEngine

/// The oracle of the set: for each pattern it answers what the pattern answers by itself.
///
/// Only the module's public interface is used. Shared with `Fuzzing/`, which has links to this file.
package struct DifferentialOracle {
  /// What was compared.
  package struct Counts: Sendable {
    /// Pairs of pattern and text: the pattern was run by itself on the text.
    package var pairs = 0

    /// Pairs in which the pattern by itself found a match.
    package var hits = 0

    /// Pairs whose lists of all matches were compared as well.
    package var lists = 0

    /// Pairs left out because the set, the pattern by itself, or both reached a limit.
    package var undecidedInSet = 0
    package var undecidedAlone = 0
    package var undecidedInBoth = 0

    package init() {}

    package static func += (counts: inout Counts, other: Counts) {
      counts.pairs += other.pairs
      counts.hits += other.hits
      counts.lists += other.lists
      counts.undecidedInSet += other.undecidedInSet
      counts.undecidedAlone += other.undecidedAlone
      counts.undecidedInBoth += other.undecidedInBoth
    }

    package static func - (counts: Counts, other: Counts) -> Counts {
      var result = counts
      result.pairs -= other.pairs
      result.hits -= other.hits
      result.lists -= other.lists
      result.undecidedInSet -= other.undecidedInSet
      result.undecidedAlone -= other.undecidedAlone
      result.undecidedInBoth -= other.undecidedInBoth
      return result
    }
  }

  /// Two answers which should be one.
  package struct Disagreement: Sendable, CustomStringConvertible {
    /// `nil`: the fault is in the result as a whole.
    package var patternIndex: Int?
    package var definition: PatternDefinition?
    package var setCount: Int
    package var text: [UInt8]
    package var question: String
    package var setAnswer: String
    package var aloneAnswer: String

    package var description: String {
      let what = definition.map {
        """
        \($0.source.debugDescription) (\($0.isLiteral ? "literal" : "regex"), \
        \($0.isCaseSensitive ? "case-sensitive" : "any case"), \($0.method.rawValue))
        """
      }
      return """
        \(question), pattern \(patternIndex.map(String.init) ?? "-") of a set of \(setCount)
          pattern: \(what ?? "-")
          text:    \(DifferentialOracle.escaped(text))
          set:     \(setAnswer)
          alone:   \(aloneAnswer)
        """
    }
  }

  package let set: PatternSet
  package private(set) var counts = Counts()

  /// The patterns which by themselves matched the last text.
  package private(set) var lastHits: [Int] = []
  private var first = PatternSetResult()
  private var all = PatternSetResult()
  private var isSeen: [Bool]

  /// Judges `set`.
  package init(_ set: PatternSet) {
    self.set = set
    isSeen = Array(repeating: false, count: set.count)
  }

  /// Compares the set's answers on one text with those of patterns by themselves: those in `panel`,
  /// and all that the set says hit.
  ///
  /// - Parameters:
  ///   - panel: Indices of patterns to run whatever the set says.
  ///   - listsAll: Whether lists of all matches are compared even where nothing hits.
  ///   - alone: One pattern by itself; `nil` if it does not compile.
  package mutating func compare(
    on subject: Subject,
    panel: some Sequence<Int>,
    listsAll: Bool = false,
    alone: (Int) -> Pattern?
  ) -> [Disagreement] {
    set.scan(subject, wanting: .first, into: &first)
    set.scan(subject, wanting: .all, into: &all)
    if let fault = fault(in: first, subject, isFirst: true)
      ?? fault(in: all, subject, isFirst: false)
    {
      return [fault]
    }
    var indices: [Int] = []
    func add(_ index: Int, to seen: inout [Bool]) {
      guard !seen[index] else { return }
      seen[index] = true
      indices.append(index)
    }
    for index in panel { add(index, to: &isSeen) }
    for hit in first.hits { add(hit.patternIndex, to: &isSeen) }
    for hit in all.hits { add(hit.patternIndex, to: &isSeen) }
    lastHits.removeAll(keepingCapacity: true)
    var found: [Disagreement] = []
    for index in indices {
      isSeen[index] = false
      compare(index, subject, alone(index), listsAll: listsAll, into: &found)
    }
    return found
  }

  private mutating func compare(
    _ index: Int,
    _ subject: Subject,
    _ pattern: Pattern?,
    listsAll: Bool,
    into found: inout [Disagreement]
  ) {
    func report(_ question: String, _ setAnswer: String, _ aloneAnswer: String) {
      found.append(
        Disagreement(
          patternIndex: index,
          definition: set.definitions[index],
          setCount: set.count,
          text: subject.bytes,
          question: question,
          setAnswer: setAnswer,
          aloneAnswer: aloneAnswer
        )
      )
    }
    let firstRanges = Self.ranges(of: index, in: first)
    let firstReason = Self.reason(of: index, in: first)
    guard let pattern else {
      if !firstRanges.isEmpty || firstReason != nil {
        report("a pattern that does not compile", Self.words(firstRanges), "silence")
      }
      return
    }
    counts.pairs += 1
    let outcome = pattern.firstMatch(in: subject)
    if outcome.match != nil {
      counts.hits += 1
      lastHits.append(index)
    }
    guard isDecided(firstReason, outcome.undecidedReason) else { return }
    let expected = outcome.match.map { [$0.range] } ?? []
    if firstRanges != expected {
      report("first match", Self.words(firstRanges), Self.words(expected))
    }
    let isHit = outcome.match != nil || !firstRanges.isEmpty
    guard isHit || listsAll else { return }
    if isHit {
      let captured = set.firstMatch(ofPattern: index, in: subject)
      if captured.undecidedReason == nil, captured != outcome {
        report("first match with captures", "\(captured)", "\(outcome)")
      }
    }
    let matches = pattern.allMatches(in: subject)
    let allReason = Self.reason(of: index, in: all)
    guard isDecided(allReason, matches.undecided) else { return }
    counts.lists += 1
    let (allRanges, allExpected) = (Self.ranges(of: index, in: all), matches.matches.map(\.range))
    if allRanges != allExpected {
      report("all matches", Self.words(allRanges), Self.words(allExpected))
    }
  }

  private mutating func isDecided(_ inSet: UndecidedReason?, _ alone: UndecidedReason?) -> Bool {
    switch (inSet != nil, alone != nil) {
    case (false, false): return true
    case (true, false): counts.undecidedInSet += 1
    case (false, true): counts.undecidedAlone += 1
    case (true, true): counts.undecidedInBoth += 1
    }
    return false
  }

  /// What is wrong with a result whatever the patterns are: order, doubles, ranges.
  private func fault(
    in result: PatternSetResult,
    _ subject: Subject,
    isFirst: Bool
  ) -> Disagreement? {
    var words: String?
    for (hit, next) in zip(result.hits, result.hits.dropFirst()) {
      // The order of one pattern's own matches is compared with that of the pattern by itself.
      let isSorted =
        isFirst
        ? hit.patternIndex < next.patternIndex : hit.patternIndex <= next.patternIndex
      if !isSorted { words = "hits out of order or doubled: \(hit), \(next)" }
    }
    for (entry, next) in zip(result.undecided, result.undecided.dropFirst())
    where entry.patternIndex >= next.patternIndex {
      words = "undecided out of order or doubled: \(entry), \(next)"
    }
    for hit in result.hits {
      let isBoundary = [hit.range.lowerBound, hit.range.upperBound].allSatisfy {
        $0 == subject.bytes.count || ($0 < subject.bytes.count && subject.bytes[$0] & 0xC0 != 0x80)
      }
      if !isBoundary || !set.definitions.indices.contains(hit.patternIndex) {
        words = "a range that is none: \(hit)"
      }
    }
    guard let words else { return nil }
    return Disagreement(
      patternIndex: nil,
      definition: nil,
      setCount: set.count,
      text: subject.bytes,
      question: isFirst ? "form of .first" : "form of .all",
      setAnswer: words,
      aloneAnswer: "-"
    )
  }
}

extension DifferentialOracle {
  private static func ranges(of index: Int, in result: PatternSetResult) -> [Range<Int>] {
    let start = firstPlace(in: result.hits.count) { result.hits[$0].patternIndex >= index }
    return result.hits[start...].prefix { $0.patternIndex == index }.map(\.range)
  }

  private static func reason(of index: Int, in result: PatternSetResult) -> UndecidedReason? {
    let undecided = result.undecided
    let place = firstPlace(in: undecided.count) { undecided[$0].patternIndex >= index }
    guard place < undecided.count, undecided[place].patternIndex == index else { return nil }
    return undecided[place].reason
  }

  /// The first place of a sorted list at which `isReached` holds.
  private static func firstPlace(in count: Int, where isReached: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func words(_ ranges: [Range<Int>]) -> String {
    ranges.isEmpty
      ? "no match" : ranges.map { "\($0.lowerBound)..<\($0.upperBound)" }.joined(separator: ", ")
  }

  /// Bytes as the text of a Swift literal.
  package static func escaped(_ bytes: [UInt8]) -> String {
    var text = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": text += #"\""#
      case "\\": text += #"\\"#
      case " "..."~": text.unicodeScalars.append(scalar)
      default: text += #"\u{\#(String(scalar.value, radix: 16, uppercase: true))}"#
      }
    }
    return text + "\" (\(bytes.count) bytes)"
  }
}

extension DifferentialOracle {
  /// The same disagreement with as few patterns around it and as short a text as can be found.
  ///
  /// - Parameter seconds: When to stop looking.
  package static func minimized(
    _ disagreement: Disagreement,
    in set: PatternSet,
    useJIT: Bool,
    seconds: Int = 10
  ) -> Disagreement {
    guard let index = disagreement.patternIndex else { return disagreement }
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    let definition = set.definitions[index]
    // By itself as the oracle ran it: with machine code.
    let pattern = try? Pattern(definition, limits: set.limits)
    var best = disagreement
    func check(_ oracle: inout DifferentialOracle, _ place: Int, _ bytes: [UInt8]) -> Disagreement?
    {
      oracle.compare(on: Subject(repairing: bytes), panel: [place], listsAll: true) {
        $0 == place ? pattern : nil
      }
      .first { $0.patternIndex == place && $0.question == disagreement.question }
    }
    // Fewer patterns: the one by itself, else halves of what stands around it.
    var definitions = set.definitions
    var place = index
    var oracle = DifferentialOracle(set)
    func isKept(_ fewer: [PatternDefinition], at fewerPlace: Int) -> Bool {
      let small = PatternSet.compiling(fewer, limits: set.limits, useJIT: useJIT).set
      var smallOracle = DifferentialOracle(small)
      guard let same = check(&smallOracle, fewerPlace, best.text) else { return false }
      (definitions, place, oracle, best) = (fewer, fewerPlace, smallOracle, same)
      return true
    }
    if !isKept([definition], at: 0) {
      var chunk = definitions.count / 2
      while chunk > 0, ContinuousClock.now < deadline {
        var start = 0
        while start < definitions.count, ContinuousClock.now < deadline {
          let end = min(start + chunk, definitions.count)
          if (start..<end).contains(place) && end - start == 1 {
            start = end
            continue
          }
          var fewer = Array(definitions[..<start])
          var fewerPlace = place
          if (start..<end).contains(place) {
            fewerPlace = fewer.count
            fewer.append(definition)
          } else if place >= end {
            fewerPlace -= end - start
          }
          fewer += definitions[end...]
          if !isKept(fewer, at: fewerPlace) { start = end }
        }
        chunk = definitions.count > 64 && chunk == 1 ? 0 : chunk / 2
      }
    }
    // A shorter text: runs of characters taken out, longest first.
    var scalars = Array(String(decoding: best.text, as: UTF8.self).unicodeScalars)
    var chunk = max(1, scalars.count / 2)
    while ContinuousClock.now < deadline {
      var start = 0
      var isShorter = false
      while start < scalars.count, ContinuousClock.now < deadline {
        let end = min(start + chunk, scalars.count)
        let fewer = Array(scalars[..<start] + scalars[end...])
        if let same = check(&oracle, place, DifferentialTexts.bytes(of: fewer)) {
          (scalars, best, isShorter) = (fewer, same, true)
        } else {
          start = end
        }
      }
      if chunk == 1 && !isShorter { break }
      chunk = max(1, chunk / 2)
    }
    return best
  }
}
