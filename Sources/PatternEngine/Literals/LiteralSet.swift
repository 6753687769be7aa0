// SPDX-License-Identifier: Apache-2.0

/// Literals of which one is in every text that a pattern matches, and where a match begins then.
struct LiteralSet: Sendable {
  /// None of them is empty.
  var strings: [LiteralString]

  /// How many bytes a match has before the literal, at least.
  var minDistance: Int

  /// And at most; `nil` if there is no bound.
  var maxDistance: Int?

  /// What looking for them costs: expected hits at a place of a comment, and work for each.
  var cost: Float
}

extension LiteralSet {
  /// The same set inside a longer pattern.
  func shifted(by min: Int, _ max: Int?) -> LiteralSet {
    var copy = self
    copy.minDistance = Bound.sum(minDistance, min)
    copy.maxDistance = Bound.sum(maxDistance, max)
    return copy
  }

  /// Adds what else may be in a text.
  mutating func formUnion(_ other: LiteralSet) {
    strings += other.strings
    minDistance = Swift.min(minDistance, other.minDistance)
    maxDistance = Bound.max(maxDistance, other.maxDistance)
    cost += other.cost
  }
}

extension LiteralSet {
  /// The set without conditions that are always true and without strings that add nothing: a text
  /// with `kill you` has `kill` as well.
  var simplified: LiteralSet {
    let ordered = strings.map { string -> LiteralString in
      var string = string.simplified
      string.isComplete = false
      string.isApproximate = true
      return string
    }.sorted { $0.bytes.precedes($1.bytes) }
    // What begins a string comes before it.
    var kept: [LiteralString] = []
    kept.reserveCapacity(ordered.count)
    // Those that begin the string at hand and ask for nothing at their end: places in `kept`.
    var open: [Int] = []
    for string in ordered {
      while let last = open.last, !string.bytes.begins(with: kept[last].bytes) { open.removeLast() }
      let isCovered = open.contains {
        kept[$0].left.isEmpty || kept[$0].left == string.left
      }
      if isCovered || kept.ends(with: string) { continue }
      if string.right.isEmpty, string.letters != .exact { open.append(kept.count) }
      kept.append(string)
    }
    var copy = self
    copy.strings = kept.sorted { $0.bytes.count < $1.bytes.count }
    return copy
  }

  /// The length of its shortest string.
  var shortest: Int { strings.lazy.map(\.bytes.count).min() ?? 0 }
}

extension [LiteralString] {
  /// Whether `string` is among the last ones, all with the same bytes.
  fileprivate func ends(with string: LiteralString) -> Bool {
    var place = count
    while place > 0, self[place - 1].bytes == string.bytes {
      place -= 1
      if self[place] == string { return true }
    }
    return false
  }
}

/// Sums and products of lengths, where `nil` has no bound. Lengths beyond 2³¹ count as no bound: a
/// pattern can nest repetitions until a product passes 64 bits.
enum Bound {
  static let most = 1 << 31

  static func sum(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b, a + b < most else { return nil }
    return a + b
  }

  static func sum(_ a: Int, _ b: Int) -> Int { Swift.min(most, a + b) }

  static func product(_ a: Int?, _ b: Int?) -> Int? {
    if a == 0 || b == 0 { return 0 }
    guard let a, let b else { return nil }
    let (product, isOver) = a.multipliedReportingOverflow(by: b)
    return isOver || product >= most ? nil : product
  }

  static func product(_ a: Int, _ b: Int) -> Int { product(Optional(a), Optional(b)) ?? most }

  static func max(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    return Swift.max(a, b)
  }
}
