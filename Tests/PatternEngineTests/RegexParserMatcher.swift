// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine

/// The language of a tree, slow and obvious: all places where a node can end.
///
/// It knows no captures and no order, and takes look-arounds and word boundaries as true. A
/// reference matches whatever its group's content matches.
struct RegexParserMatcher {
  let scalars: [UInt32]
  private var captures: [Int: RegexNode] = [:]

  /// Whether two groups of the tree have one number to which a reference refers.
  private(set) var hasAmbiguousReference = false

  init(_ tree: RegexNode, on scalars: [UInt32]) {
    self.scalars = scalars
    var seen: Set<Int> = []
    var twice: Set<Int> = []
    var referred: Set<Int> = []
    func visit(_ node: RegexNode) {
      switch node {
      case .capture(let number, let item):
        if !seen.insert(number).inserted { twice.insert(number) }
        captures[number] = item
        visit(item)
      case .sequence(let items), .alternation(let items): items.forEach(visit)
      case .repetition(let item, _, _, _), .atomic(let item), .look(let item, _, _): visit(item)
      case .backreference(let number?, _): referred.insert(number)
      default: break
      }
    }
    visit(tree)
    hasAmbiguousReference = !referred.isDisjoint(with: twice)
  }

  /// The places after `node`, from any of `starts`.
  func ends(
    _ node: RegexNode,
    from starts: Set<Int>,
    foldsCase: Bool = false,
    depth: Int = 0
  ) -> Set<Int> {
    if starts.isEmpty { return [] }
    func next(_ node: RegexNode, _ starts: Set<Int>) -> Set<Int> {
      ends(node, from: starts, foldsCase: foldsCase, depth: depth)
    }
    switch node {
    case .empty, .look: return starts
    case .character(let set):
      return Set(
        starts.filter { $0 < scalars.count && holds(set, scalars[$0], foldsCase) }.map { $0 + 1 }
      )
    case .sequence(let items): return items.reduce(starts) { next($1, $0) }
    case .alternation(let branches):
      return branches.reduce(into: []) { $0.formUnion(next($1, starts)) }
    case .repetition(let item, let min, let max, _):
      var current = starts
      for _ in 0..<min {
        let after = next(item, current)
        if after == current || after.isEmpty {
          current = after
          break
        }
        current = after
      }
      var all = current
      var count = min
      while count < max ?? .max, !current.isEmpty {
        current = next(item, current).subtracting(all)
        all.formUnion(current)
        count += 1
      }
      return all
    case .capture(_, let item), .atomic(let item): return next(item, starts)
    case .place(let place): return starts.filter { holds(place, at: $0) }
    case .backreference(let number, let isCaseless):
      guard depth < 3, let number, let item = captures[number] else { return rest(starts) }
      return ends(item, from: starts, foldsCase: foldsCase || isCaseless, depth: depth + 1)
    case .other: return rest(starts)
    }
  }

  private func rest(_ starts: Set<Int>) -> Set<Int> {
    starts.min().map { Set($0...scalars.count) } ?? []
  }

  private func holds(_ place: RegexNode.Place, at index: Int) -> Bool {
    switch place {
    case .textStart: index == 0
    case .textEnd: index == scalars.count
    case .textEndOrFinalLineFeed:
      index == scalars.count || index == scalars.count - 1 && scalars[index] == 0x0A
    case .lineStart: index == 0 || scalars[index - 1] == 0x0A
    case .lineEnd: index == scalars.count || scalars[index] == 0x0A
    case .wordBoundary, .noWordBoundary, .keepOut: true
    }
  }

  private func holds(_ set: CharacterRange, _ scalar: UInt32, _ foldsCase: Bool) -> Bool {
    Self.holds(set, scalar)
      || (foldsCase && Self.cases(of: scalar).contains { Self.holds(set, $0) })
  }

  /// Whether a set holds a character, or, where it says so, one of its other cases.
  static func holds(_ set: CharacterRange, _ scalar: UInt32) -> Bool {
    func isMember(_ scalar: UInt32) -> Bool {
      scalar < 128 ? set.holdsASCII(UInt8(scalar)) : set.listed.contains(scalar)
    }
    if isMember(scalar) || scalar >= 128 && set.hasUnlisted { return true }
    return set.isCaseless && cases(of: scalar).contains(where: isMember)
  }

  /// A character and those that differ in case only, one by one: `k`, `K`, U+212A.
  static func cases(of scalar: UInt32) -> Set<UInt32> { closures[scalar] ?? [scalar] }

  /// Classes of characters whose simple mappings meet; of the scripts that texts here are made of.
  private static let closures: [UInt32: Set<UInt32>] = {
    var classes: [UInt32: Set<UInt32>] = [:]
    for value in Array(0x41..<0x590) + Array(0x1E00..<0x2200) + Array(0xFF21..<0xFF5B) {
      let value = UInt32(value)
      guard let scalar = Unicode.Scalar(value) else { continue }
      // CaseFolding.txt gives the dotted and the dotless i no simple folding.
      if value == 0x130 || value == 0x131 { continue }
      let mappings = scalar.properties
      for text in [mappings.lowercaseMapping, mappings.uppercaseMapping, mappings.titlecaseMapping]
      {
        let mapped = Array(text.unicodeScalars)
        guard mapped.count == 1, mapped[0] != scalar else { continue }
        let merged = (classes[value] ?? [value]).union(
          classes[mapped[0].value] ?? [mapped[0].value]
        )
        for member in merged { classes[member] = merged }
      }
    }
    return classes
  }()
}
