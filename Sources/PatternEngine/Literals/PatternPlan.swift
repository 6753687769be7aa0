// SPDX-License-Identifier: Apache-2.0

/// How a set looks for one pattern.
struct PatternPlan: Sendable {
  enum Search: Sendable {
    /// The pattern's language is these strings, tried in this order: finding one is a match.
    case exact([LiteralString])
    /// A match has one of these: PCRE2 is asked where one is found.
    case filtered(LiteralSet)
    /// PCRE2 is asked for every text that passes the needs.
    case always
  }

  var search: Search

  /// The alternative in the squeezed text; whether that pays is decided for a whole set.
  var squeezed: LiteralSet?

  /// Whether the literals are those of ASCII texts only; any other text is a candidate.
  var isForASCII = false

  /// If it has members, the literals are those of texts without one of these bytes; any other text is a
  /// candidate.
  var absent = ByteMask(low: 0, high: 0)

  /// Whether every match begins where the text begins.
  var isAtStart = false

  /// What a text needs beyond literals.
  var needs = CountedNeeds()

  /// Whether a search of an ASCII text may use code compiled without UTF and Unicode properties.
  var hasASCIIForm = false

  /// The least bytes of a match in a regular text.
  var minBytes = 0
}

extension PatternPlan {
  /// Strings up to which a finite pattern is decided without PCRE2.
  private static let maxExactStrings = 64

  /// Expected candidates at one place of a comment beyond which a literal is not worth looking for:
  /// about one in two comments.
  private static let maxCost: Float = 0.01

  /// A plan for a literal text.
  init(literal source: [UInt8], isCaseSensitive: Bool, placement: Placement) {
    var items: [RegexNode] = []
    items.reserveCapacity(source.count)
    for scalar in String(decoding: source, as: UTF8.self).unicodeScalars {
      items.append(.character(CharacterRange(only: scalar.value, isCaseless: !isCaseSensitive)))
    }
    self.init(.sequence(items), placement: placement)
  }

  /// A plan for a regular expression; `nil`, nothing is known of it.
  init(_ tree: RegexNode?, placement: Placement) {
    guard let tree else {
      search = .always
      return
    }
    let whole = placement.wrapping(tree)
    var extractor = LiteralExtractor(view: .folded)
    extractor.limit = Self.maxCost.nextUp
    let part = extractor.whole(whole)
    minBytes = part.minBytes
    isAtStart = part.strings.allSatisfy { $0.left == .textStart }
    if let strings = Self.exactStrings(part.strings) {
      search = .exact(strings)
      return
    }
    needs = CountedNeeds(of: whole)
    if isAtStart {
      let first = whole.firstBytes
      if !first.isNullable, first.bytes != .all { needs.first = first.bytes }
    }
    var best = part.best
    if best.map({ $0.cost > Self.goodCost || $0.shortest < 2 }) ?? true {
      // Wide classes are written out only where nothing else is left: they fill the tables.
      best = Self.cheaper(best, LiteralExtractor.wide.whole(whole).best)
    }
    if best.map({ $0.cost > Self.goodCost || $0.shortest < 2 }) ?? true {
      // In an ASCII text `\W` is one of 65 bytes. In other texts the pattern is always tried.
      let ascii = LiteralExtractor.wideForASCII.whole(whole).best
      if var ascii, ascii.shortest > 1 {
        ascii.cost += CountedNeeds.othersShare * needs.passCost
        if Self.cheaper(best, ascii)?.cost == ascii.cost {
          best = ascii
          isForASCII = true
        }
      }
    }
    if let best, best.shortest > 1, best.cost <= min(needs.passCost, Self.maxCost) {
      search = .filtered(best)
    } else {
      search = .always
      isForASCII = false
    }
    squeeze(whole)
    lookWithoutMarks(whole)
    squeezed = squeezed?.simplified
    if case .filtered(let set) = search { search = .filtered(set.simplified) }
  }

  /// Looks for literals of the squeezed text, as far as they might be used.
  private mutating func squeeze(_ whole: RegexNode) {
    var extractor = LiteralExtractor(view: .squeezed)
    extractor.limit = 0.5 * ownCost
    if isForASCII { extractor.limit = max(extractor.limit, otherTextsCost) }
    squeezed = extractor.whole(whole).best
  }

  /// What a search costs without the squeezed text.
  private var ownCost: Float {
    switch search {
    case .exact: 0
    case .filtered(let set): set.cost
    case .always: needs.passCost
    }
  }

  /// What the squeezed text saves; it has to be clearly better, since a candidate there is searched
  /// from the text's beginning.
  var squeezedGain: Float { squeezed.map { ownCost - 2 * $0.cost } ?? 0 }

  /// What a search of the squeezed texts beyond ASCII may cost to be worth it, if `isForASCII`.
  private var otherTextsCost: Float { 0.1 * needs.passCost }

  /// The squeezed text's literals, if they are those for the texts for which `search` has none.
  var literalsOfOtherTexts: LiteralSet? {
    guard let squeezed, squeezed.cost < otherTextsCost else { return nil }
    return squeezed
  }

  /// What a search costs, in whichever view is cheaper.
  private var cost: Float {
    let squeezedCost = squeezed.map { 2 * $0.cost } ?? .infinity
    guard case .filtered(let set) = search else { return min(needs.passCost, squeezedCost) }
    return min(set.cost, squeezedCost)
  }

  /// Whether literals are looked for, if the squeezed view is used for the pattern or not.
  func usesLiterals(squeezed isSqueezed: Bool) -> Bool {
    if isSqueezed { return squeezed != nil }
    guard case .filtered = search else { return false }
    return true
  }

  /// Below it there is little to gain.
  private static let highCost: Float = 3e-3

  /// Looks for literals of texts that lack some punctuation, or digits, if others cost much.
  private mutating func lookWithoutMarks(_ whole: RegexNode) {
    let own = cost
    guard own > Self.highCost else { return }
    var best = self
    var bestCost = 0.5 * own
    for (absent, share) in Self.absentBytes(in: whole) {
      guard let rest = whole.without(absent) else { continue }
      var plan = self
      plan.absent = absent
      plan.isForASCII = false
      plan.search = .always
      plan.squeezed = LiteralExtractor(view: .squeezed).whole(rest).best
      let folded = LiteralExtractor(view: .folded).whole(rest).best
      if let folded, folded.shortest > 1, folded.cost <= min(needs.passCost, Self.maxCost) {
        plan.search = .filtered(folded)
      }
      let planCost = plan.cost + share * needs.passCost
      if planCost < bestCost { (best, bestCost) = (plan, planCost) }
      if bestCost < 0.1 * own { break }
    }
    self = best
  }

  /// Sets of bytes that a text may lack, and the part of the comments that do not: each mark of the tree
  /// by itself, all of them, and the same with digits.
  private static func absentBytes(in tree: RegexNode) -> [(ByteMask, Float)] {
    let marks = tree.marks
    let members = marks.members
    guard !members.isEmpty else { return [] }
    var sets = members.prefix(maxMarks).map { ByteMask(only: $0) }
    if members.count > 1 { sets.append(marks) }
    return sets.flatMap { set in
      // The shares of comments are those of a sample, roughly: marks come in bunches.
      let share = min(1, 75 * set.cost)
      return [(set, share), (set.union(.digits), min(1, share + 0.3))]
    }
  }

  /// Marks that are tried by themselves.
  private static let maxMarks = 4

  /// A literal in one of a thousand comments: there is nothing to gain.
  private static let goodCost: Float = 1e-5

  private static func cheaper(_ first: LiteralSet?, _ second: LiteralSet?) -> LiteralSet? {
    guard let first else { return second }
    guard let second, second.shortest > 1 || first.shortest < 2 else { return first }
    if first.shortest < 2, second.shortest > 1 { return second }
    return second.cost < first.cost ? second : first
  }

  /// The strings, if they are all that a pattern matches and can be decided by comparing bytes.
  private static func exactStrings(_ strings: [LiteralString]) -> [LiteralString]? {
    guard strings.count <= maxExactStrings,
      strings.allSatisfy({ $0.isComplete && !$0.isApproximate && !$0.bytes.isEmpty })
    else { return nil }
    return strings.map(\.simplified)
  }
}

extension LiteralString {
  /// Without the conditions that its own first and last byte decide.
  var simplified: LiteralString {
    guard let first = bytes.first, let last = bytes.last else { return self }
    var copy = self
    copy.left = left.simplified(beforeByte: first)
    copy.right = right.simplified(afterByte: last)
    return copy
  }
}

extension CharacterRange {
  /// One character.
  init(only scalar: UInt32, isCaseless: Bool) {
    self.init()
    switch scalar {
    case ..<64: low = 1 << UInt64(scalar)
    case ..<128: high = 1 << UInt64(scalar & 63)
    default: listed = [scalar]
    }
    self.isCaseless = isCaseless
  }
}

extension MatchMethod {
  /// A value's tree with what the method puts around it; the same as `PatternSource.surroundings`.
  func wrapping(_ value: RegexNode) -> RegexNode {
    let before: RegexNode
    let after: RegexNode
    switch self {
    case .includes: return value
    case .includesWord:
      before = .alternation([
        .place(.textStart),
        .look(.character(.nonWord), isBehind: true, isNegative: false),
        .place(.wordBoundary),
      ])
      after = .alternation([
        .place(.textEndOrFinalLineFeed),
        .look(.character(.nonWord), isBehind: false, isNegative: false),
        .place(.wordBoundary),
      ])
    case .startsWith:
      before = .place(.textStart)
      after = .empty
    case .endsWith:
      before = .empty
      after = .place(.textEndOrFinalLineFeed)
    case .fullExact:
      before = .place(.textStart)
      after = .place(.textEndOrFinalLineFeed)
    case .fullText:
      let gap = RegexNode.repetition(.character(.nonWord), min: 0, max: nil, .greedy)
      before = .sequence([.place(.textStart), gap, .place(.keepOut)])
      after = .look(
        .sequence([gap, .place(.textEndOrFinalLineFeed)]),
        isBehind: false,
        isNegative: false
      )
    }
    return .sequence([before, value, after])
  }
}

extension CharacterRange {
  /// `\W`.
  static let nonWord = CharacterRange(
    low: ~WordBytes.low,
    high: ~WordBytes.high,
    hasUnlisted: true
  )
}
