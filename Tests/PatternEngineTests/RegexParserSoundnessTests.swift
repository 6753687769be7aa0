// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import PatternEngine
import TestSupport
import Testing

/// The promise of the parser against the library itself: wherever PCRE2 finds a match, the tree
/// accepts that text.
///
/// `REGEX_PARSER_ROUNDS=40 swift test --filter RegexParserSoundness` checks so many times more texts.
@Suite("RegexParser against PCRE2")
struct RegexParserSoundnessTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["REGEX_PARSER_ROUNDS"].flatMap(Int.init) ?? 1

  /// What came of the patterns and texts of one test.
  private struct Tally: CustomStringConvertible {
    var patterns = 0
    var matches = 0
    var obstacles: [String: Int] = [:]

    var parsed: Int { patterns - obstacles.values.reduce(0, +) }

    var description: String {
      let reasons = obstacles.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      return "\(patterns) patterns, \(parsed) with a tree, \(matches) matches compared"
        + (reasons.isEmpty ? "" : "; without: " + reasons.joined(separator: ", "))
    }
  }

  /// Compares one pattern on texts drawn from its tree, from its own characters, and given.
  private func check(
    _ source: String,
    isCaseSensitive: Bool,
    textCount: Int,
    given: [String] = [],
    seed: UInt64,
    tally: inout Tally
  ) {
    let limits = MatchLimits(maxPatternBytes: 1 << 20, timePerPattern: .milliseconds(20))
    guard
      let pattern = try? Pattern(
        source,
        isCaseSensitive: isCaseSensitive,
        limits: limits,
        useJIT: false
      )
    else { return }
    tally.patterns += 1
    let tree: RegexNode
    do throws(RegexParser.Obstacle) {
      tree = try RegexParser.tree(of: Array(source.utf8), isCaseSensitive: isCaseSensitive)
    } catch {
      tally.obstacles["\(error)", default: 0] += 1
      return
    }
    var sample = RegexParserSample(tree, of: source, seed: seed)
    let texts = given + (0..<textCount).map { _ in sample.text() }
    for text in texts {
      guard let match = pattern.firstMatch(in: Subject(text)).match else { continue }
      tally.matches += 1
      let problem = Self.problem(with: match.range, of: text, tree: tree)
      #expect(
        problem == nil,
        """
        \(problem ?? ""): \(source) (case counts: \(isCaseSensitive)) on \(text.debugDescription) at \
        \(match.range), seed \(seed), tree \(RegexParserPrinter.print(tree))
        """
      )
    }
  }

  /// What is wrong if `range` of `text` is a match.
  private static func problem(
    with range: Range<Int>,
    of text: String,
    tree: RegexNode
  ) -> String? {
    var offsets: [Int: Int] = [:]
    var offset = 0
    for (index, scalar) in text.unicodeScalars.enumerated() {
      offsets[offset] = index
      offset += UTF8.width(scalar)
    }
    offsets[offset] = text.unicodeScalars.count
    guard let start = offsets[range.lowerBound], let end = offsets[range.upperBound] else {
      return "not at characters"
    }
    let matcher = RegexParserMatcher(tree, on: text.unicodeScalars.map(\.value))
    if matcher.hasAmbiguousReference { return "ambiguous reference" }
    // `\K` moves the reported start: then the match may have begun anywhere before.
    let starts = RegexParserPrinter.print(tree).contains(#"\K"#) ? Set(0...start) : [start]
    return matcher.ends(tree, from: starts).contains(end) ? nil : "lost match"
  }

  // MARK: Random patterns

  @Test("Random patterns lose no match")
  func random() {
    var text = SeededText(seed: 41)
    var tally = Tally()
    for round in 0..<600 * Self.rounds {
      check(
        text.regex(),
        isCaseSensitive: text.chance(50),
        textCount: 6,
        given: (0..<3).map { _ in text.text(maxScalars: 12) },
        seed: UInt64(round),
        tally: &tally
      )
    }
    print("random: \(tally)")
    #expect(tally.parsed == tally.patterns)
    #expect(tally.matches > 1_000)
  }

  @Test("Random syntax, whatever of it compiles, loses no match")
  func randomSyntax() {
    var text = SeededText(seed: 42)
    var tally = Tally()
    for round in 0..<4_000 * Self.rounds {
      let source = (0...text.number(below: 8)).map { _ in
        RegexParserSample.pieces[text.number(below: RegexParserSample.pieces.count)]
      }.joined()
      check(
        source,
        isCaseSensitive: text.chance(50),
        textCount: 4,
        given: [text.text(maxScalars: 8)],
        seed: UInt64(round),
        tally: &tally
      )
    }
    print("random syntax: \(tally)")
    #expect(tally.matches > 1_000)
  }

  // MARK: Classes

  /// Character by character, both ways: a set that says it is exact has no ASCII member too many.
  @Test("Random classes hold what the library's hold, and no more where they say so")
  func classes() throws {
    let candidates =
      (0..<128).map(UInt32.init)
      + [
        0x85, 0xA0, 0xB5, 0xC5, 0xDF, 0xE5, 0xE9, 0xC9, 0x130, 0x131, 0x17F, 0x1C5, 0x1E9E, 0x3A3,
        0x3C2, 0x3C3, 0x410, 0x430, 0x660, 0x1680, 0x180E, 0x200B, 0x2028, 0x2029, 0x20AC, 0x2126,
        0x212A, 0x212B, 0x3000, 0x3042, 0x4E2D, 0xFF10, 0xFF21, 0x1F600, 0x10FFFF,
      ]
    var text = SeededText(seed: 43)
    var (compared, exact) = (0, 0)
    for _ in 0..<1_200 * Self.rounds {
      let members = (0...text.number(below: 4)).map { _ in
        RegexParserSample.members[text.number(below: RegexParserSample.members.count)]
      }.joined()
      let isSingle = text.chance(25) && members.hasPrefix("\\") && members.dropFirst().first != "b"
      let source = isSingle ? members : (text.chance(50) ? "[" : "[^") + members + "]"
      let isCaseSensitive = text.chance(50)
      guard
        let pattern = try? Pattern(
          source,
          isCaseSensitive: isCaseSensitive,
          method: .fullExact,
          useJIT: false
        ),
        case .character(let set)? = RegexParser.parse(
          Array(source.utf8),
          isCaseSensitive: isCaseSensitive
        )
      else { continue }
      compared += 1
      if set.isExact { exact += 1 }
      for candidate in candidates {
        let scalar = try #require(Unicode.Scalar(candidate))
        let match = pattern.firstMatch(in: Subject(String(scalar))).match
        let isMember = match?.range == 0..<UTF8.width(scalar)
        let isHeld = RegexParserMatcher.holds(set, candidate)
        let isOtherCase = RegexParserMatcher.cases(of: candidate).contains { $0 < 128 }
        if isMember { #expect(isHeld, "\(source), \(isCaseSensitive): U+\(candidate) is lost") }
        if isMember, candidate >= 128, set.unlistedFoldToMembers, !isOtherCase {
          let isDigit = scalar.properties.generalCategory == .decimalNumber
          #expect(
            isDigit ? (0x30...0x39).allSatisfy { set.holdsASCII($0) } : set.holdsASCII(0x20),
            "\(source), \(isCaseSensitive): U+\(candidate) does not fold to members"
          )
          #expect(isDigit || scalar.properties.isWhitespace || candidate == 0x180E, "\(source)")
        }
        // Beyond ASCII, exact is what the set was before the other cases.
        let isTold = candidate < 128 || !set.hasUnlisted && !set.isCaseless
        if set.isExact, isTold, isHeld {
          #expect(isMember, "\(source), \(isCaseSensitive): U+\(candidate) is too many")
        }
      }
    }
    print("classes: \(compared) compared, \(exact) of them exact")
    #expect(compared > 500)
    #expect(exact > 300)
  }

  // MARK: Shared corpora

  private static func records(_ path: String) throws -> [[String: Any]] {
    try SharedData.lines(path).filter { !$0.isEmpty }.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
  }

  private static func text(_ value: Any?) -> String? {
    guard let value = value as? [String: Any] else { return nil }
    if let text = value["t"] as? String { return text }
    return (value["b64"] as? String).flatMap { Data(base64Encoded: $0) }
      .flatMap { String(data: $0, encoding: .utf8) }
  }

  @Test(
    "PCRE2's own cases lose no match",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence))
  )
  func pcre2Peer() throws {
    var tally = Tally()
    for (index, record) in try Self.records("attacks/pcre2-peer/cases.jsonl").enumerated() {
      guard let source = Self.text(record["pattern"]) else { continue }
      let cases = record["cases"] as? [[String: Any]] ?? []
      let subjects = cases.compactMap { Self.text($0["subject"]) }.filter { $0.utf8.count < 2_000 }
      let options = record["options"] as? Int ?? 0
      var prefix = ""
      // Multiline, extended, ungreedy, extended more.
      for (bit, letter) in [(0x400, "m"), (0x80, "x"), (0x4_0000, "U"), (0x100_0000, "xx")]
      where options & bit != 0 { prefix += "(?\(letter))" }
      check(
        prefix + source,
        isCaseSensitive: options & 8 == 0,
        textCount: Self.rounds,
        given: subjects,
        seed: UInt64(index),
        tally: &tally
      )
    }
    print("pcre2-peer: \(tally)")
    #expect(tally.matches > 1_000)
  }

  @Test(
    "Users' patterns lose no match, and most have a tree",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence))
  )
  func regexWild() throws {
    var tally = Tally()
    for (index, record) in try Self.records("attacks/regex-wild/patterns.jsonl").enumerated() {
      let source = try #require(record["pattern"] as? String)
      if Self.rounds == 1, index % 16 != 0 { continue }
      check(
        source,
        isCaseSensitive: index.isMultiple(of: 32) || index % 4 == 1,
        textCount: 3 * Self.rounds,
        seed: UInt64(index),
        tally: &tally
      )
    }
    print("regex-wild: \(tally)")
    #expect(Double(tally.parsed) > 0.97 * Double(tally.patterns))
    #expect(tally.matches > 300)
  }

  @Test(
    "The benchmark's patterns all have a tree and lose no match",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: [("small", 1), ("medium", 1), ("large", 97)]
  )
  func benchmarkSets(name: String, step: Int) throws {
    var tally = Tally()
    let stride = Self.rounds == 1 ? step : 1
    for (index, line) in try SharedData.lines("bench/\(name).tsv").enumerated() {
      if index % stride != 0 { continue }
      let fields = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      let source = String(decoding: try #require(fields.last), as: UTF8.self)
      check(
        source,
        isCaseSensitive: !fields[1].contains(UInt8(ascii: "i")),
        textCount: stride == 1 && name == "large" ? 4 : 4 * Self.rounds,
        seed: UInt64(index),
        tally: &tally
      )
    }
    print("bench/\(name): \(tally)")
    #expect(tally.parsed == tally.patterns)
  }
}
