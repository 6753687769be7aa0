// SPDX-License-Identifier: Apache-2.0

/// Finds the literals that every match of a pattern contains.
///
/// For each part of a pattern it computes the strings with which the part's text begins (all of
/// them, or none: "unknown"), each either complete or cut off, and the cheapest set of strings of
/// which the part's text contains one. Sequences multiply, alternations add, repetitions do both;
/// where a product grows too large it is cut off, becomes a candidate for the required set, and a new
/// run of literals begins.
///
/// Nothing here may lose a match: whatever is not understood is "unknown".
struct LiteralExtractor {
  /// What text the literals are looked for in.
  enum View: Sendable, Hashable {
    /// The folded text.
    case folded
    /// Its ASCII letters and digits only, runs of one byte written once.
    case squeezed
  }

  let view: View

  /// Members up to which a class of characters is written out.
  let maxClass: Int

  /// Whether only ASCII texts are meant: then no set has members beyond ASCII.
  let isForASCII: Bool

  /// Strings in one set.
  var maxStrings = 256

  /// Sets that cost as much or more are of no use, nor is what they would be part of.
  var limit: Float = .infinity

  /// Copies of a repeated part that are written out.
  private static let maxCopies = 8

  /// Bytes after which a string is cut off: longer ones say nothing more.
  private static let maxBytes = 512

  /// Runs of literals followed at a time in one sequence.
  private static let maxRuns = 4

  init(view: View, maxClass: Int = 36, isForASCII: Bool = false) {
    self.view = view
    self.maxClass = maxClass
    self.isForASCII = isForASCII
  }

  /// What is known of one part.
  struct Part {
    /// The strings it begins with, in the order in which the matcher tries them.
    var strings: [LiteralString]
    /// The cheapest set of which it contains one, if any.
    var best: LiteralSet?
    /// Its length in bytes of a regular text.
    var minBytes: Int
    var maxBytes: Int?
    /// Of a repetition: what one copy begins with, and its length.
    var copy: Copy?

    static let unknown = Part(strings: [.unknown], best: nil, minBytes: 0, maxBytes: nil)
    static let empty = Part(strings: [.empty], best: nil, minBytes: 0, maxBytes: 0)
  }

  /// One copy of what is repeated.
  struct Copy {
    var strings: [LiteralString]
    var minBytes: Int
    var maxBytes: Int?
  }

  private var isSqueezed: Bool { view == .squeezed }

  /// Looks at a whole pattern; its `best` takes in the strings it begins with.
  func whole(_ node: RegexNode) -> Part {
    var part = part(node)
    keepOwnStrings(of: node, in: &part)
    return part
  }
}

// MARK: - Parts

extension LiteralExtractor {
  func part(_ node: RegexNode) -> Part {
    switch node {
    case .empty: return .empty
    case .character(let range): return part(range)
    case .sequence(let items):
      let (items, parts) = parts(of: items)
      return sequence(items, parts)
    case .alternation(let branches): return alternation(branches)
    case .repetition(let item, let min, let max, let kind):
      return repetition(item, min: min, max: max, kind: kind)
    case .capture(_, let item): return part(item)
    case .atomic(let item): return approximate(part(item))
    case .place(let place): return self.place(place)
    case .look(let item, let isBehind, let isNegative):
      return look(item, isBehind: isBehind, isNegative: isNegative)
    case .backreference, .other: return .unknown
    }
  }

  private func approximate(_ part: Part) -> Part {
    var copy = part
    copy.strings = approximate(part.strings)
    return copy
  }

  private func approximate(_ strings: [LiteralString]) -> [LiteralString] {
    var copy = strings
    for index in copy.indices { copy[index].isApproximate = true }
    return copy
  }

  private func place(_ place: RegexNode.Place) -> Part { zeroWidth(condition(of: place)) }

  private func condition(of place: RegexNode.Place) -> LiteralString {
    var string = LiteralString.empty
    switch place {
    case .textStart: string.left = .textStart
    case .textEnd: string.left = .textEnd
    case .textEndOrFinalLineFeed: string.left = .textEndOrFinalLineFeed
    case .wordBoundary: string.left = .wordBoundary
    case .lineStart, .lineEnd, .noWordBoundary, .keepOut: string.isApproximate = true
    }
    return string
  }

  private func zeroWidth(_ string: LiteralString) -> Part {
    var string = string
    if isSqueezed {
      string.left = .none
      string.isApproximate = true
    }
    return Part(strings: [string], best: nil, minBytes: 0, maxBytes: 0)
  }

  private func look(_ item: RegexNode, isBehind: Bool, isNegative: Bool) -> Part {
    var string = LiteralString.empty
    string.isApproximate = true
    if !isNegative, case .character(let range) = item, range.isNonWord {
      string.left = isBehind ? .nonWordBefore : .nonWordAfter
      string.isApproximate = false
      return zeroWidth(string)
    }
    var result = zeroWidth(string)
    if !isBehind, !isNegative {
      // What is looked ahead to is in the text, and begins where the look does.
      result.best = whole(item).best
    }
    return result
  }

  private func alternation(_ branches: [RegexNode]) -> Part {
    guard !branches.isEmpty else {
      // Nothing matches it; saying "unknown" is enough.
      return .unknown
    }
    if let place = anyPlace(of: branches) { return zeroWidth(place) }
    var result = Part(strings: [], best: nil, minBytes: .max, maxBytes: 0)
    var best: LiteralSet? = nil
    var isRequired = true
    for branch in branches {
      var part = part(branch)
      result.strings += part.strings
      result.minBytes = Swift.min(result.minBytes, part.minBytes)
      result.maxBytes = Bound.max(result.maxBytes, part.maxBytes)
      guard isRequired else { continue }
      keepOwnStrings(of: branch, in: &part)
      guard let own = part.best else {
        isRequired = false
        continue
      }
      if best == nil { best = own } else { best?.formUnion(own) }
    }
    if isRequired, let best, best.strings.count <= maxStrings * 2, best.cost < limit {
      result.best = best
    }
    if result.strings.allSatisfy({ $0.bytes.isEmpty && $0.isComplete }) {
      result.strings = [anyOf(result.strings)]
    } else if result.strings.count > maxStrings {
      result.strings = [.unknown]
    }
    return result
  }

  /// One place where any of several conditions holds.
  private func anyOf(_ places: [LiteralString]) -> LiteralString {
    var merged = places[0]
    for place in places.dropFirst() { merge(place, into: &merged) }
    return merged
  }

  /// The same for branches that are all places, `^|\b` above all.
  private func anyPlace(of branches: [RegexNode]) -> LiteralString? {
    var merged: LiteralString?
    for branch in branches {
      guard case .place(let place) = branch else { return nil }
      let string = condition(of: place)
      if merged == nil { merged = string } else { merge(string, into: &merged!) }
    }
    return merged
  }

  private func merge(_ place: LiteralString, into merged: inout LiteralString) {
    // A place without a condition makes the others no condition at all.
    merged.left =
      merged.left.isEmpty || place.left.isEmpty ? .none : merged.left.union(place.left)
    merged.isApproximate = merged.isApproximate || place.isApproximate
  }

  private func repetition(
    _ item: RegexNode,
    min: Int,
    max: Int?,
    kind: RegexNode.RepetitionKind
  ) -> Part {
    if max == 0 { return .empty }
    let one: Part
    var best: LiteralSet?
    if min > 1, case .sequence(let items) = item {
      // What two copies have between them may be rarer than what each has: `7.7` in `(?:\d+\.){3}`.
      let (items, parts) = parts(of: items)
      one = sequence(items, parts)
      best = one.best
      keepCheaper(&best, sequence(items + items, parts + parts).best)
    } else {
      one = part(item)
      best = min > 0 ? one.best : nil
    }
    var result = Part(
      strings: copies(of: one.strings, min: min, max: max, kind: kind),
      best: best,
      minBytes: Bound.product(one.minBytes, min),
      maxBytes: Bound.product(one.maxBytes, max),
      copy: Copy(strings: one.strings, minBytes: one.minBytes, maxBytes: one.maxBytes)
    )
    if kind == .possessive { result = approximate(result) }
    return result
  }

  private func copies(
    of one: [LiteralString],
    min: Int,
    max: Int?,
    kind: RegexNode.RepetitionKind
  ) -> [LiteralString] {
    if isSqueezed, let squeezed = squeezedCopies(of: one, min: min) { return squeezed }
    var strings: [LiteralString] = [.empty]
    for copy in 0..<min {
      guard copy < Self.maxCopies, let longer = product(strings, one) else {
        return strings.map(\.incomplete)
      }
      strings = longer
      if strings.allSatisfy({ !$0.isComplete }) { return strings }
    }
    if let max {
      guard max - min <= Self.maxCopies, let optional = optional(one, upTo: max - min, kind: kind),
        let all = product(strings, optional)
      else { return strings.map(\.incomplete) }
      return all
    }
    let more = one.map(\.incomplete)
    let rest = kind == .lazy ? [.empty] + more : more + [.empty]
    return product(strings, rest) ?? strings.map(\.incomplete)
  }

  /// Any number of copies of nothing is nothing, and of one byte that byte.
  private func squeezedCopies(of one: [LiteralString], min: Int) -> [LiteralString]? {
    guard one.count == 1, one[0].isComplete, one[0].bytes.count <= 1 else { return nil }
    return min > 0 || one[0].bytes.isEmpty ? one : [one[0], .empty]
  }

  private func optional(
    _ one: [LiteralString],
    upTo count: Int,
    kind: RegexNode.RepetitionKind
  ) -> [LiteralString]? {
    var strings: [LiteralString] = [.empty]
    for _ in 0..<count {
      guard let longer = product(one, strings) else { return nil }
      strings = kind == .lazy ? [.empty] + longer : longer + [.empty]
      if strings.count > maxStrings { return nil }
    }
    return strings
  }
}

// MARK: - Sequences

extension LiteralExtractor {
  /// A run of literals that goes on while what follows can be written out.
  private struct Run {
    var strings: [LiteralString]
    var minDistance: Int
    var maxDistance: Int?
    var isFirst = false
  }

  private func sequence(_ items: [RegexNode], _ parts: [Part]) -> Part {
    var result = Part(strings: [], best: nil, minBytes: 0, maxBytes: 0)
    var runs = [Run(strings: [.empty], minDistance: 0, maxDistance: 0, isFirst: true)]
    for (item, next) in zip(items, parts) {
      if let best = next.best, best.cost < result.best?.cost ?? .infinity {
        result.best = best.shifted(by: result.minBytes, result.maxBytes)
      }
      var isCovered = false
      var kept: [Run] = []
      for var run in runs {
        if let longer = product(run.strings, next.strings), !longer.isEmpty {
          run.strings = longer
          // A run whose strings are all cut off needs a successor that begins here.
          if longer.contains(where: \.isComplete) {
            isCovered = true
            kept.append(run)
            continue
          }
        } else {
          // Too many: as much of what follows as there is room for.
          run.strings = truncatedProduct(run.strings, next.strings)
        }
        finish(run, into: &result)
      }
      let before = (result.minBytes, result.maxBytes)
      result.minBytes = Bound.sum(result.minBytes, next.minBytes)
      result.maxBytes = Bound.sum(result.maxBytes, next.maxBytes)
      if let run = successor(of: item, next, after: before, end: result, isCovered: isCovered) {
        if kept.count == Self.maxRuns { finish(kept.remove(at: 1), into: &result) }
        kept.append(run)
      }
      runs = kept
    }
    for run in runs { finish(run, into: &result) }
    return result
  }

  /// A run that begins at an item, at the last copy of one that is repeated too often to be written
  /// out, or behind one of which not all can be.
  private func successor(
    of item: RegexNode,
    _ next: Part,
    after before: (min: Int, max: Int?),
    end: Part,
    isCovered: Bool
  ) -> Run? {
    if case .repetition(_, let min, let max, let kind) = item, min > 0, let one = next.copy,
      max == nil || next.strings.contains(where: { !$0.isComplete })
    {
      if one.strings.contains(where: \.isComplete) {
        return Run(
          strings: kind == .possessive ? approximate(one.strings) : one.strings,
          minDistance: Bound.sum(before.min, Bound.product(one.minBytes, min - 1)),
          maxDistance: Bound.sum(before.max, Bound.product(one.maxBytes, max.map { $0 - 1 }))
        )
      }
    }
    if next.strings.contains(where: { !$0.isComplete }) {
      return Run(strings: [.empty], minDistance: end.minBytes, maxDistance: end.maxBytes)
    }
    if isCovered {
      // What stands behind an item that may be missing can be rarer than both together.
      guard case .repetition(_, 0, _, _) = item, next.maxBytes != 0 else { return nil }
      return Run(strings: [.empty], minDistance: end.minBytes, maxDistance: end.maxBytes)
    }
    return Run(strings: next.strings, minDistance: before.min, maxDistance: before.max)
  }

  private func finish(_ run: Run, into result: inout Part) {
    if run.isFirst {
      result.strings = run.strings
    } else {
      // Not from the sequence's beginning: of no use to what stands before it.
      keepCheaper(&result.best, run.strings, run.minDistance, run.maxDistance)
    }
    if run.isFirst, run.minDistance == 0 { keepCheaper(&result.best, run.strings, 0, 0) }
  }

  /// The same with what follows cut to its first bytes, or left out.
  private func truncatedProduct(
    _ first: [LiteralString],
    _ second: [LiteralString]
  ) -> [LiteralString] {
    for count in [3, 2, 1] {
      var seen: Set<LiteralBytes> = []
      var starts: [LiteralString] = []
      for string in second {
        var start = string.incomplete
        start.isApproximate = true
        start.bytes = FoldedBytes.prefix(start.bytes, count)
        if seen.insert(start.bytes).inserted { starts.append(start) }
      }
      // An empty one says that nothing is known of what follows.
      if starts.contains(where: { $0.bytes.isEmpty }) { break }
      if let strings = product(first, starts), !strings.isEmpty { return strings }
    }
    return first.map(\.incomplete)
  }

  /// Every string of `first` followed by every string of `second`; `nil` if they would be too many.
  private func product(
    _ first: [LiteralString],
    _ second: [LiteralString]
  ) -> [LiteralString]? {
    // Nothing more to multiply with; in the squeezed view the first says what letters mean.
    if second.count == 1, second[0].isNothing, first.count <= maxStrings { return first }
    if !isSqueezed, first.count == 1, first[0].isNothing, second.count <= maxStrings {
      return second
    }
    if first.count == 1, second.count == 1, first[0].isComplete {
      guard let joined = first[0].followed(by: second[0], isSqueezed: isSqueezed) else { return [] }
      return [joined.bytes.count > Self.maxBytes ? joined.incomplete : joined]
    }
    var complete = 0
    for string in first where string.isComplete { complete += 1 }
    guard first.count - complete + complete * second.count <= maxStrings else { return nil }
    var strings: [LiteralString] = []
    strings.reserveCapacity(first.count - complete + complete * second.count)
    for start in first {
      guard start.isComplete else {
        strings.append(start)
        continue
      }
      for end in second {
        guard let joined = start.followed(by: end, isSqueezed: isSqueezed) else { continue }
        strings.append(joined.bytes.count > Self.maxBytes ? joined.incomplete : joined)
      }
    }
    return strings
  }
}

// MARK: - Sets

extension LiteralExtractor {
  private func keepCheaper(_ best: inout LiteralSet?, _ other: LiteralSet?) {
    guard let other else { return }
    if let known = best, known.cost <= other.cost { return }
    best = other
  }

  /// The same for the set of these strings, if it says anything: if there are any, and none is empty.
  private func keepCheaper(
    _ best: inout LiteralSet?,
    _ strings: [LiteralString],
    _ min: Int,
    _ max: Int?
  ) {
    guard !strings.isEmpty, strings.allSatisfy({ !$0.bytes.isEmpty }) else { return }
    let most = Swift.min(limit, best?.cost ?? .infinity)
    // Without a bound PCRE2 begins at the text's beginning.
    let factor: Float = max == nil ? 3 : 1
    var cost: Float = 0
    for string in strings {
      cost += factor * Self.cost(string)
      if cost >= most { return }
    }
    best = LiteralSet(strings: strings, minDistance: min, maxDistance: max, cost: cost)
  }

  /// Takes the strings that a part begins with for its `best`, which a sequence has done itself.
  private func keepOwnStrings(of node: RegexNode, in part: inout Part) {
    if case .sequence = node { return }
    keepCheaper(&part.best, part.strings, 0, 0)
  }

  /// By how many bits words are commoner that stand beside other marks than spaces, too.
  private static let otherNeighbors: Float = 0.5

  /// Expected cost of one string at one place of a comment, in units of a confirmation by PCRE2: the
  /// literal itself leads to one, its rarest gram to a comparison. Literals of less than three bytes
  /// need a table of their own.
  static func cost(_ string: LiteralString) -> Float {
    let folded = string.letters == .exact ? FoldedBytes.fold(string.bytes) : string.bytes
    let rarity = TextModel.rarity(of: folded)
    var whole = rarity.whole
    let isWordStart = string.left.asksForBoundary(beside: folded.first)
    let isWordEnd = string.right.asksForBoundary(beside: folded.last)
    if isWordStart || isWordEnd {
      // Beside a word there mostly is a space.
      var word: [UInt8] = isWordStart ? [0x20] : []
      word.append(contentsOf: folded)
      if isWordEnd { word.append(0x20) }
      whole = max(whole, TextModel.bits(word) - otherNeighbors)
    }
    let sum = exp2(-whole) + 0.04 * exp2(-rarity.gram)
    return folded.count < 3 ? 4 * sum : sum
  }
}
