// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine
import Testing

/// Patterns and texts built to take for ever. Bounds are generous: they tell seconds from minutes.
@Suite("Hostile patterns")
struct HostilePatternTests {
  static func outcome(
    _ source: String,
    _ text: String,
    useJIT: Bool,
    limits: MatchLimits = .default
  ) throws -> (MatchOutcome, Duration) {
    let pattern = try Pattern(source, limits: limits, useJIT: useJIT)
    let subject = Subject(text)
    let start = ContinuousClock.now
    let outcome = pattern.firstMatch(in: subject)
    return (outcome, start.duration(to: .now))
  }

  static let generous = Duration.seconds(2)

  @Test("Exponential backtracking ends at the match limit", arguments: [true, false])
  func exponential(useJIT: Bool) throws {
    let text = String(repeating: "a", count: 40) + "!"
    for source in ["(a+)+$", "(a|aa)+$", "(a|a)*$", "(?:a*)*b$", #"^(\w+\s?)*$"#] {
      let (outcome, time) = try Self.outcome(source, text, useJIT: useJIT)
      #expect(outcome == .undecided(.matchLimit) || outcome == .notMatched, "\(source)")
      #expect(time < Self.generous, "\(source)")
    }
    #expect(try Self.outcome("(a+)+$", text, useJIT: useJIT).0 == .undecided(.matchLimit))
  }

  @Test(
    "Spaces before no end: quadratic without any limit reached, cut by the clock",
    arguments: [true, false]
  )
  func quadratic(useJIT: Bool) throws {
    let text = String(repeating: " ", count: 100_000) + "x"
    for source in [#"\s+$"#, #"\s*$x"#, #"[ ]+y"#, #"(?:\s|\t)+$"#] {
      let (outcome, time) = try Self.outcome(source, text, useJIT: useJIT)
      #expect(
        [.undecided(.timeLimit), .undecided(.matchLimit), .undecided(.stackLimit), .notMatched]
          .contains(outcome),
        "\(source)"
      )
      #expect(time < Self.generous, "\(source) took \(time)")
    }
    // With time enough the same search comes to an answer.
    let patient = MatchLimits(matchSteps: 10_000_000, timePerPattern: .seconds(60))
    if useJIT && PatternLibrary.supportsJIT {
      let short = String(text.suffix(20_000))
      #expect(try Self.outcome(#"\s+$"#, short, useJIT: true, limits: patient).0 == .notMatched)
    }
  }

  @Test(
    "A harmless search of a long text is decided, wherever the match stands",
    arguments: [true, false]
  )
  func longTexts(useJIT: Bool) throws {
    let limits = MatchLimits(timePerPattern: .seconds(10))
    for source in ["zebra", #"\bzebra\b"#, "z[aeiou]bra", "(?<=!)z"] {
      let text = String(repeating: "some words, é and more ", count: 4_000) + "!zebra"
      let (outcome, _) = try Self.outcome(source, text, useJIT: useJIT, limits: limits)
      #expect(outcome.match?.range.lowerBound == text.utf8.count - 5, "\(source)")
    }
  }

  @Test("Out of machine stack, the interpreter answers or the search is undecided")
  func stack() throws {
    let text = String(repeating: "abcd", count: 25_000)
    let few = try Self.outcome(#"^(?:a|b|cd)+$"#, text, useJIT: true)
    #expect(few.0 == .undecided(.stackLimit) || few.0.match != nil)
    #expect(few.1 < Self.generous)
    let limits = MatchLimits(matchSteps: 10_000_000, depth: 10_000_000, heapKibibytes: 1 << 20)
    let many = try Self.outcome(#"^(?:a|b|cd)+$"#, text, useJIT: true, limits: limits)
    #expect(many.0.match?.range == 0..<text.utf8.count)
  }

  @Test("Heap and depth limits of the interpreter are told apart")
  func heapAndDepth() throws {
    let text = String(repeating: "ab", count: 5_000)
    let source = "^(?:(a)|(b))+$"
    var limits = MatchLimits(matchSteps: 10_000_000, heapKibibytes: 1)
    #expect(
      try Self.outcome(source, text, useJIT: false, limits: limits).0 == .undecided(.heapLimit)
    )
    limits = MatchLimits(matchSteps: 10_000_000, depth: 10)
    #expect(
      try Self.outcome(source, text, useJIT: false, limits: limits).0 == .undecided(.depthLimit)
    )
  }

  @Test("A recursion that loops is undecided, not no match", arguments: [true, false])
  func recursionLoop(useJIT: Bool) throws {
    let (outcome, time) = try Self.outcome(#"(?:a(?=(?1)))|((?:(?1))?b)"#, "aab", useJIT: useJIT)
    #expect(outcome != .notMatched)
    #expect(time < Self.generous)
  }

  @Test("Slices of any width find what one call finds")
  func slices() throws {
    let seed: UInt64 = 31
    var generator = SeededText(seed: seed)
    var compared = 0
    for _ in 0..<600 {
      let source = generator.regex()
      guard let pattern = try? Pattern(source) else { continue }
      for _ in 0..<4 {
        let subject = Subject(generator.text(maxScalars: 60))
        let whole = pattern.firstMatch(in: subject)
        for width in [1, 2, 3, 7, 16] {
          let sliced = pattern.firstMatch(in: subject, slicedBy: width)
          #expect(sliced == whole, "seed \(seed): \(source) by \(width)")
        }
        compared += 1
      }
    }
    #expect(compared > 1_000)
  }

  @Test("Verbs that steer the whole search are not cut into slices")
  func steeringVerbs() throws {
    let long = String(repeating: "ab", count: 3_000)
    #expect(try Self.outcome("b(*COMMIT)z|a(?=abz)", long, useJIT: true).0 == .notMatched)
    #expect(try Self.outcome("aba(*SKIP)z|b", long, useJIT: true).0.match?.range == 3..<4)
    let longer = String(repeating: "ab", count: 5_000)
    #expect(try Self.outcome("a(*SKIP)z", longer, useJIT: true).0 == .undecided(.subjectSize))
    #expect(try Self.outcome("^a(*SKIP)b", longer, useJIT: true).0.match?.range == 0..<2)
  }

  @Test("A set's time is one for all: what is not reached is undecided", arguments: [true, false])
  func setTime(useJIT: Bool) throws {
    // Nothing in them that a text could lack.
    let definitions = (0..<200).map { PatternDefinition(#"\s+\w{\#($0 + 1)}$"#) }
    let set = try PatternSet(definitions, useJIT: useJIT)
    let text = String(repeating: " ", count: 100_000) + "0123456789!"
    let start = ContinuousClock.now
    let result = set.matches(in: Subject(text))
    #expect(start.duration(to: .now) < .seconds(5))
    #expect(result.undecided.contains { $0.reason == .timeLimit })
    #expect(result.undecided.map(\.patternIndex) == result.undecided.map(\.patternIndex).sorted())
  }
}
