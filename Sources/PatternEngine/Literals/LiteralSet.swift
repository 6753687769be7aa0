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
  /// A set of these strings; `nil` if it would say nothing: no strings, or an empty one.
  init?(
    _ strings: [LiteralString],
    minDistance: Int,
    maxDistance: Int?,
    cost: (LiteralString) -> Float
  ) {
    guard !strings.isEmpty, strings.allSatisfy({ !$0.bytes.isEmpty }) else { return nil }
    self.strings = strings
    self.minDistance = minDistance
    self.maxDistance = maxDistance
    self.cost = strings.reduce(0) { $0 + cost($1) }
  }

  /// The same set inside a longer pattern.
  func shifted(by min: Int, _ max: Int?) -> LiteralSet {
    var copy = self
    copy.minDistance = Bound.sum(minDistance, min)
    copy.maxDistance = Bound.sum(maxDistance, max)
    return copy
  }

  /// One of either.
  func union(_ other: LiteralSet) -> LiteralSet {
    LiteralSet(
      strings: strings + other.strings,
      minDistance: Swift.min(minDistance, other.minDistance),
      maxDistance: Bound.max(maxDistance, other.maxDistance),
      cost: cost + other.cost
    )
  }
}

extension LiteralSet {
  /// The set without conditions that are always true and without strings that add nothing: a text
  /// with `kill you` has `kill` as well.
  var simplified: LiteralSet {
    var copy = self
    let ordered = strings.map { string -> LiteralString in
      var string = string.simplified
      string.isComplete = false
      string.isApproximate = true
      return string
    }.sorted { first, second in
      if first.bytes.count != second.bytes.count { return first.bytes.count < second.bytes.count }
      return first.bytes.lexicographicallyPrecedes(second.bytes)
    }
    // Strings that ask for nothing at their end, by their bytes: whoever begins with one is dropped.
    var open: Set<[UInt8]> = []
    var seen: Set<LiteralString> = []
    copy.strings = []
    for string in ordered {
      let key = string.left.isEmpty ? string.bytes : [0xFF, string.left.rawValue] + string.bytes
      let lead = key.count - string.bytes.count
      let isCovered = (1...string.bytes.count).contains { count in
        open.contains(Array(key.prefix(lead + count)))
          || (lead > 0 && open.contains(Array(string.bytes.prefix(count))))
      }
      if isCovered || !seen.insert(string).inserted { continue }
      copy.strings.append(string)
      if string.right.isEmpty, string.letters != .exact { open.insert(key) }
    }
    return copy
  }

  /// The length of its shortest string.
  var shortest: Int { strings.lazy.map(\.bytes.count).min() ?? 0 }
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
