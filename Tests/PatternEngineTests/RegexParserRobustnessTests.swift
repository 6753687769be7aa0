// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import PatternEngine
import TestSupport
import Testing

@Suite("RegexParser on hostile sources")
struct RegexParserRobustnessTests {
  private func parse(_ source: [UInt8]) -> RegexNode? {
    RegexParser.parse(source, isCaseSensitive: source.count.isMultiple(of: 2))
  }

  @Test("Random syntax never traps")
  func randomSyntax() {
    var random = SeededText(seed: 51)
    for _ in 0..<10_000 {
      let source = (0...random.number(below: 12)).map { _ in
        RegexParserSample.pieces[random.number(below: RegexParserSample.pieces.count)]
      }.joined()
      var bytes = Array(source.utf8)
      _ = parse(bytes)
      // Cut, overwritten and with bytes that are no UTF-8: the parser may not rely on anything.
      bytes = Array(bytes.prefix(random.number(below: bytes.count + 1)))
      _ = parse(bytes)
      for _ in 0..<3 where !bytes.isEmpty {
        bytes[random.number(below: bytes.count)] = UInt8(random.number(below: 256))
      }
      _ = parse(bytes)
      _ = parse(Array(random.text(maxScalars: 20, from: SeededText.special).utf8))
    }
  }

  @Test(
    "Users' patterns, damaged, never trap",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence))
  )
  func damagedPatterns() throws {
    var random = SeededText(seed: 52)
    let lines = try SharedData.lines("attacks/regex-wild/patterns.jsonl").enumerated()
    for (number, line) in lines where number % 3 == 0 {
      guard let start = line.firstRange(of: Array(#""pattern": ""#.utf8))?.upperBound else {
        continue
      }
      // Still in JSON's escapes, which only makes them stranger.
      var bytes = Array(line[start...].prefix(400))
      for _ in 0..<3 {
        _ = parse(bytes)
        let place = random.number(below: bytes.count)
        switch random.number(below: 3) {
        case 0: bytes[place] = UInt8(random.number(below: 128))
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.number(below: 4)))
        default: bytes.insert(contentsOf: bytes[..<place].suffix(6), at: place)
        }
        if bytes.isEmpty { break }
      }
    }
  }

  @Test("As many open groups as PCRE2 allows have a tree, more have none")
  func depth() {
    func nested(_ count: Int, _ opening: String) -> [UInt8] {
      Array(
        (String(repeating: opening, count: count) + "a" + String(repeating: ")+", count: count))
          .utf8
      )
    }
    for opening in ["(", "(?:", "(?|", "(?>", "(?i:", "(?<=", "(?(1)", "(*sr:"] {
      #expect(parse(nested(250, opening)) != nil, "\(opening)")
      #expect(parse(nested(251, opening)) == nil, "\(opening)")
    }
    #expect(parse(Array(repeating: UInt8(ascii: "("), count: 1 << 16)) == nil)
    #expect(parse(Array(("a" + String(repeating: "{2}", count: 1 << 14)).utf8)) == nil)
  }

  /// A bound on time would depend on the machine; a quadratic reading of these would take far longer.
  @Test("Long sources are read in one go", .timeLimit(.minutes(1)))
  func length() {
    let items = [
      "a", "(a)", "(?i)", "[[:a", "{", "{9999,", "(?#x)", #"\Qa\E"#, #"\1"#, "a|", "(?:ab)",
      "[a]{2}",
      "(*:x)", #"\p{L}"#, "(?x) #\n", "(?:a|(b))?", "[^é-я]", "(?=a)", #"\N{U+41}"#, "(?n:(a))",
    ]
    for item in items {
      let source = String(repeating: item, count: (1 << 15) / item.utf8.count)
      _ = parse(Array(source.utf8))
      _ = parse(Array((String(repeating: "(", count: 200) + source).utf8))
      _ = parse(
        Array(
          (String(repeating: "(?:", count: 20) + source + String(repeating: ")", count: 20)).utf8
        )
      )
    }
    let names = (0..<2_000).map { "(?<n\($0)>a)\\k<n\($0)>\\k<n\(1_999 - $0)>" }.joined()
    #expect(parse(Array(names.utf8)) != nil)
  }
}
