// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PatternEngine

/// The short cuts of compiling a set beside what they stand for.
@Suite("LiteralBytes")
struct LiteralBytesTests {
  private static let seed: UInt64 = 0x11B7

  /// Few kinds of bytes, zero among them, and lengths on both sides of what fits in place.
  private func bytes(_ random: inout SeededText) -> [UInt8] {
    let kinds: [UInt8] = [0, 0x41, 0x61, 0x62, 0x5F, 0xC3, 0xA9]
    return (0..<random.number(below: 34)).map { _ in kinds[random.number(below: kinds.count)] }
  }

  @Test("It is an array of bytes, in place or not")
  func array() {
    var random = SeededText(seed: Self.seed)
    for _ in 0..<20_000 {
      let (first, second) = (bytes(&random), bytes(&random))
      let (mine, other) = (LiteralBytes(first), LiteralBytes(second))
      #expect(Array(mine) == first && mine.indices.map { mine[$0] } == first)
      #expect(mine.last == first.last && mine.count == first.count)
      var joined = mine
      joined.append(other)
      #expect(Array(joined) == first + second && joined == LiteralBytes(first + second))
      joined.append(0x7A)
      #expect(Array(joined) == first + second + [0x7A])
      let count = random.number(below: 34)
      #expect(Array(mine.prefix(count)) == Array(first.prefix(count)))
      #expect(joined.begins(with: mine) && joined.begins(with: mine.prefix(count)))
      #expect(mine.begins(with: other) == first.starts(with: second))
      #expect(mine.precedes(other) == first.lexicographicallyPrecedes(second))
      #expect((mine == other) == (first == second))
      #expect(first.isEmpty || Array(mine.withoutFirst) == Array(first.dropFirst()))
      let isASCII = first.allSatisfy { $0 < 0x80 }
      #expect(mine.foldedASCII.map(Array.init) == (isASCII ? FoldedBytes.fold(first) : nil))
    }
  }

  @Test("The rarity of a string is that of its whole and of its rarest four bytes")
  func rarity() {
    var random = SeededText(seed: Self.seed)
    for _ in 0..<5_000 {
      let bytes = Array(random.text(maxScalars: 20).utf8)
      let rarity = TextModel.rarity(of: LiteralBytes(bytes))
      #expect(rarity.whole == TextModel.bits(bytes))
      #expect(rarity.gram == RarestGram.find(in: bytes).bits)
    }
  }

  @Test("Characters taken together come to what they come to one by one")
  func text() throws {
    var random = SeededText(seed: Self.seed)
    for _ in 0..<5_000 {
      let pattern = random.text(maxScalars: 12, from: Array(#"aabAB_1.?|(?i:)\b-"#.unicodeScalars))
      guard let tree = RegexParser.parse(Array(pattern.utf8), isCaseSensitive: random.chance(50))
      else { continue }
      for view in [LiteralExtractor.View.folded, .squeezed] {
        let together = LiteralExtractor(view: view).whole(tree)
        let alone = LiteralExtractor(view: view).whole(tree.withGroups)
        #expect(together.strings == alone.strings, "\(pattern)")
        #expect(together.best?.strings == alone.best?.strings, "\(pattern)")
        #expect(together.best?.cost == alone.best?.cost, "\(pattern)")
        #expect(together.minBytes == alone.minBytes && together.maxBytes == alone.maxBytes)
      }
    }
  }

  @Test("A set is rid of strings that begin with another one of it, and of no others")
  func simplified() {
    var random = SeededText(seed: Self.seed)
    for _ in 0..<5_000 {
      let strings = (0...random.number(below: 12)).map { _ in
        LiteralString(
          bytes: LiteralBytes(
            (0...random.number(below: 4)).map { _ in random.chance(50) ? 0x61 : 0x62 }
          ),
          left: random.chance(70) ? .none : random.chance(50) ? .textStart : .nonWordBefore,
          right: random.chance(70) ? .none : .nonWordAfter,
          isComplete: false,
          isApproximate: true,
          letters: random.chance(80) ? .folded : .exact
        )
      }
      let set = LiteralSet(strings: strings, minDistance: 0, maxDistance: nil, cost: 1)
      #expect(set.simplified.strings == Self.simplified(strings))
    }
  }

  /// The obvious way: shorter ones first, each compared with all that were kept.
  private static func simplified(_ strings: [LiteralString]) -> [LiteralString] {
    var kept: [LiteralString] = []
    let ordered = strings.map(\.simplifiedCandidate).sorted {
      $0.bytes.count != $1.bytes.count
        ? $0.bytes.count < $1.bytes.count
        : Array($0.bytes).lexicographicallyPrecedes(Array($1.bytes))
    }
    for string in ordered {
      let isCovered = kept.contains {
        $0.right.isEmpty && $0.letters != .exact && ($0.left.isEmpty || $0.left == string.left)
          && Array(string.bytes).starts(with: Array($0.bytes))
      }
      if !isCovered, !kept.contains(string) { kept.append(string) }
    }
    return kept
  }
}

extension LiteralString {
  fileprivate var simplifiedCandidate: LiteralString {
    var copy = simplified
    copy.isComplete = false
    copy.isApproximate = true
    return copy
  }
}

extension RegexNode {
  /// The same with each character of a sequence in a group.
  fileprivate var withGroups: RegexNode {
    switch self {
    case .empty, .place, .backreference, .other, .character: return self
    case .sequence(let items):
      return .sequence(
        items.map {
          if case .character = $0 { return .capture(1, $0) }
          return $0.withGroups
        }
      )
    case .alternation(let branches): return .alternation(branches.map(\.withGroups))
    case .repetition(let item, let min, let max, let kind):
      return .repetition(item.withGroups, min: min, max: max, kind)
    case .capture(let number, let item): return .capture(number, item.withGroups)
    case .atomic(let item): return .atomic(item.withGroups)
    case .look(let item, let isBehind, let isNegative):
      return .look(item.withGroups, isBehind: isBehind, isNegative: isNegative)
    }
  }
}
