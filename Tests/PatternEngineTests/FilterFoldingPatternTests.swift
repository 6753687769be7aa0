// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PatternEngine

/// What the linked PCRE2 treats as equal must fold to the same: the filter may not lose a match.
///
/// Exhaustive. Scalars are of two kinds here: cased ones, which fold to another or which another folds
/// to, and the rest. Each cased one is compared with all cased ones (`casedScalars`); no scalar matches
/// one of the rest but itself (`betweenBlocks`, `withinBlocks`), and the rest match no cased one
/// (`uncasedToCased`).
@Suite("FilterFolding and PCRE2")
struct FilterFoldingPatternTests {
  static let all = FilterFoldingTests.all
  static let cased: [Unicode.Scalar] = {
    var values = Set<UInt32>()
    for scalar in all {
      let folded = FilterFolding.folded(scalar.value)
      if folded != scalar.value { values.formUnion([scalar.value, folded]) }
    }
    return values.sorted().compactMap(Unicode.Scalar.init)
  }()
  static let isCased = Set(cased.map(\.value))
  /// Beyond the first two planes nothing is cased, and nobody asks for them: left out of the cuts to
  /// save 15 s. With 0x110000 the checks were made of all planes once (PCRE2 10.42).
  static let end: UInt32 = 0x20000
  static let rest = all.filter { !isCased.contains($0.value) }

  static let limits = MatchLimits(
    matchSteps: 10_000_000,
    maxSubjectBytes: 8 << 20,
    timePerPattern: .seconds(60),
    maxMatchesPerPattern: 1_000_000
  )

  static func matches(of regex: String, in subject: Subject) throws -> [Unicode.Scalar] {
    let found = try Pattern(regex, limits: limits).allMatches(in: subject)
    #expect(found.undecided == nil, "\(regex.prefix(80))")
    return found.matches.map { match in
      String(decoding: subject.bytes[match.range], as: UTF8.self).unicodeScalars.first!
    }
  }

  static func subject(_ scalars: some Sequence<Unicode.Scalar>) -> Subject {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Subject(String(text))
  }

  static func hex(_ value: UInt32) -> String { #"\x{"# + String(value, radix: 16) + "}" }

  /// A class of scalars in order, as ranges.
  static func characterClass(_ values: some Sequence<UInt32>) -> String {
    var ranges: [ClosedRange<UInt32>] = []
    for value in values {
      if let last = ranges.last, last.upperBound + 1 == value {
        ranges[ranges.count - 1] = last.lowerBound...value
      } else {
        ranges.append(value...value)
      }
    }
    return "[" + ranges.map { hex($0.lowerBound) + "-" + hex($0.upperBound) }.joined() + "]"
  }

  @Test("A cased scalar matches only what folds to the same")
  func casedScalars() throws {
    let subject = Self.subject(Self.cased)
    var pairs = 0
    for scalar in Self.cased {
      let folded = FilterFolding.folded(scalar.value)
      let found = try Self.matches(of: Self.hex(scalar.value), in: subject)
      #expect(found.contains(scalar))
      pairs += found.count - 1
      for other in found where FilterFolding.folded(other.value) != folded {
        Issue.record("\(Self.hex(scalar.value)) matches \(Self.hex(other.value))")
      }
    }
    // So many with Unicode 14 (PCRE2 10.42), more with a newer one: the check is not of nothing.
    #expect(pairs >= 2_974)
  }

  @Test("Scalars without case match no cased one")
  func uncasedToCased() throws {
    let regex = Self.characterClass(Self.rest.map(\.value))
    #expect(try Self.matches(of: regex, in: Self.subject(Self.cased)) == [])
  }

  /// Any two different blocks of 256 are on different sides of some cut.
  @Test("No scalar matches one without case of another block")
  func betweenBlocks() throws {
    func cut(_ range: Range<UInt32>, rest: ArraySlice<Unicode.Scalar>) throws {
      guard range.count > 256, !rest.isEmpty else { return }
      let middle = (range.lowerBound + UInt32(range.count / 2)) & ~255
      let (low, high) = (range.lowerBound..<middle, middle..<range.upperBound)
      let parts = rest.partitioningIndex { $0.value >= middle }
      let (lowRest, highRest) = (rest[..<parts], rest[parts...])
      for (values, texts) in [(low, highRest), (high, lowRest)] {
        let scalars = values.lazy.filter { !(0xD800..<0xE000).contains($0) }
        if scalars.isEmpty || texts.isEmpty { continue }
        let found = try Self.matches(of: Self.characterClass(scalars), in: Self.subject(texts))
        #expect(found == [], "\(values)")
      }
      try cut(low, rest: lowRest)
      try cut(high, rest: highRest)
    }
    let first = Self.rest.partitioningIndex { $0.value >= Self.end }
    try cut(0..<Self.end, rest: Self.rest[..<first])
    for (values, texts) in [
      (0..<Self.end, Self.rest[first...]), (Self.end..<0x110000, Self.rest[..<first]),
    ]
    where !values.isEmpty {
      let regex = Self.characterClass(values.lazy.filter { !(0xD800..<0xE000).contains($0) })
      #expect(try Self.matches(of: regex, in: Self.subject(texts)) == [])
    }
  }

  /// Two different scalars of a block differ in some bit of their last eight.
  @Test("No scalar matches another one without case in its block")
  func withinBlocks() throws {
    for start in stride(from: 0, to: Self.end, by: 256)
    where !(0xD800..<0xE000).contains(start) {
      let block = start..<start + 256
      for bit in 0..<8 as Range<UInt32> {
        for side in 0...1 as ClosedRange<UInt32> {
          let values = block.filter { $0 >> bit & 1 == side }
          let texts = block.filter { $0 >> bit & 1 != side && !Self.isCased.contains($0) }
          let subject = Self.subject(texts.compactMap(Unicode.Scalar.init))
          let pattern = try Pattern(Self.characterClass(values), limits: Self.limits, useJIT: false)
          #expect(pattern.firstMatch(in: subject) == .notMatched)
        }
      }
    }
  }

  @Test(#"What \d matches folds to the digit of its value"#)
  func digits() throws {
    let found = try Self.matches(of: #"\d|\p{Nd}|[[:digit:]]"#, in: Self.subject(Self.all))
    #expect(found.count >= 660)
    for scalar in found {
      let digit = scalar.properties.numericValue.map { 0x30 + UInt32($0) }
      // A newer Unicode than this Swift's may have more digits.
      if digit != nil || scalar.properties.generalCategory != .unassigned {
        #expect(FilterFolding.folded(scalar.value) == digit)
      }
    }
  }

  @Test(
    #"What \s, \h, \v and [:space:] match beyond ASCII folds to the space, and nothing else does"#
  )
  func spaces() throws {
    let found = try Self.matches(of: #"[\s\h\v]|[[:space:]]|\p{Z}|\R"#, in: Self.subject(Self.all))
    #expect(found.count >= 6 + 19)
    for scalar in found where scalar.value >= 0x80 {
      #expect(FilterFolding.folded(scalar.value) == 0x20)
    }
    let folded = Self.all.filter { $0.value >= 0x80 && FilterFolding.folded($0.value) == 0x20 }
    #expect(Set(folded) == Set(found.filter { $0.value >= 0x80 }))
  }
}

extension RandomAccessCollection {
  /// The first place from which on all elements are as wanted, in a collection that is cut in two by
  /// that.
  fileprivate func partitioningIndex(where isWanted: (Element) -> Bool) -> Index {
    var (start, count) = (startIndex, count)
    while count > 0 {
      let middle = index(start, offsetBy: count / 2)
      if isWanted(self[middle]) {
        count /= 2
      } else {
        start = index(after: middle)
        count -= count / 2 + 1
      }
    }
    return start
  }
}
