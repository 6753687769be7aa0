// SPDX-License-Identifier: Apache-2.0

/// Reads a regular expression that PCRE2 has accepted into a ``RegexNode``.
///
/// The one promise is that nothing gets lost: every text that PCRE2 can match is in the tree's
/// language. Where the meaning is not certain, or differs between versions of the library, the
/// parser gives up rather than guess, and where it is too rich for the tree, the tree takes more.
///
/// The source is assumed to be UTF-8 and to compile with `CompiledPattern.baseOptions`, newline
/// LF and without a leading `(*VERB)`. Anything else is read without trapping.
///
/// Groups are kept on a stack of frames rather than read by recursion: 250 open parentheses, which
/// PCRE2 allows, must not depend on the size of a thread's stack.
struct RegexParser {
  let source: [UInt8]
  var position = 0

  /// The options in force here.
  var mode: Mode

  /// The group being read, and the open ones around it, outermost first.
  var frame = Frame(kind: .plain, outerMode: [])
  var outerFrames: [Frame] = []

  /// The last item, as long as a quantifier for it may still come.
  var pending: RegexNode?

  /// The quantifier of `pending`, as long as its `?` or `+` may still come.
  var quantifier: Quantifier?

  /// How many captures have been opened, as PCRE2 counts: `(?|` sets this back.
  var captureCount = 0

  /// The groups met so far, and those met when the source was read before.
  var groups = GroupIndex()
  var knownGroups: GroupIndex?

  private init(_ source: [UInt8], isCaseSensitive: Bool, knownGroups: GroupIndex? = nil) {
    self.source = source
    self.knownGroups = knownGroups
    mode = isCaseSensitive ? .dotAll : [.dotAll, .caseless]
  }
}

extension RegexParser {
  /// The tree of `source`; `nil` if it has something that is not fully understood.
  ///
  /// - Complexity: O(*n*) in the bytes of the source, times the depth of its groups at worst.
  static func parse(_ source: [UInt8], isCaseSensitive: Bool) -> RegexNode? {
    do throws(Obstacle) {
      return try tree(of: source, isCaseSensitive: isCaseSensitive)
    } catch {
      return nil
    }
  }

  /// The same, telling what was in the way.
  static func tree(
    of source: [UInt8],
    isCaseSensitive: Bool
  ) throws(Obstacle) -> RegexNode {
    var parser = RegexParser(source, isCaseSensitive: isCaseSensitive)
    let tree = try parser.readAll()
    guard parser.groups.needsSecondReading else { return tree }
    // A reference to a name further on, or to one of several groups: now all are known.
    parser = RegexParser(
      source,
      isCaseSensitive: isCaseSensitive,
      knownGroups: parser.groups
    )
    return try parser.readAll()
  }

  /// Why a source has no tree.
  enum Obstacle: Error {
    /// `(*ACCEPT)` ends a match anywhere: hardly anything is required then.
    case accept
    /// `{,3}`, `{ 1 }`: literals up to 10.42, quantifiers since.
    case versionDependent
    /// Syntax of later versions, or what the caller promised not to be there.
    case unknownConstruct
    /// Nothing that PCRE2 would have accepted.
    case malformed
    /// More open groups than PCRE2 allows.
    case tooDeep
  }

  /// The options that can change inside a source.
  struct Mode: OptionSet {
    var rawValue: UInt8

    static let caseless = Self(rawValue: 1)
    static let multiline = Self(rawValue: 2)
    static let dotAll = Self(rawValue: 4)
    static let extended = Self(rawValue: 8)
    static let extendedMore = Self(rawValue: 16)
    static let noAutoCapture = Self(rawValue: 32)
    static let ungreedy = Self(rawValue: 64)
  }

  /// An open group, or the whole source.
  struct Frame {
    enum Kind {
      /// `(?:…)`, and the whole source.
      case plain
      case capture(Int)
      case atomic
      case look(isBehind: Bool, isNegative: Bool)
      /// `(?(…)…|…)`; a condition that is a look-around is the first item.
      case condition
      /// `(?|…)`: each alternative numbers its captures from the same start.
      case branchReset(start: Int, highest: Int)
    }

    var kind: Kind
    /// The options to return to behind the group.
    var outerMode: Mode
    /// The finished alternatives, and the items of the one being read.
    var alternatives: [RegexNode] = []
    var items: [RegexNode] = []
  }
}

// MARK: - The main loop

extension RegexParser {
  private mutating func readAll() throws(Obstacle) -> RegexNode {
    while position < source.count { try step() }
    guard outerFrames.isEmpty else { throw .malformed }
    return endBranches()
  }

  private mutating func step() throws(Obstacle) {
    let byte = source[position]
    switch byte {
    case UInt8(ascii: "\\"): try readEscape()
    case UInt8(ascii: "("): try readOpening()
    case UInt8(ascii: ")"):
      position += 1
      try closeGroup()
    case UInt8(ascii: "|"):
      position += 1
      endBranch()
    case UInt8(ascii: "["): try readClass()
    case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"):
      try readQuantifier()
    case UInt8(ascii: "."):
      position += 1
      put(.character(mode.contains(.dotAll) ? .everything : .notLineFeed))
    case UInt8(ascii: "^"):
      position += 1
      put(place: mode.contains(.multiline) ? .lineStart : .textStart)
    case UInt8(ascii: "$"):
      position += 1
      put(place: mode.contains(.multiline) ? .lineEnd : .textEndOrFinalLineFeed)
    default:
      if mode.contains(.extended), skipExtended(byte) { return }
      put(literal: readCharacter())
    }
  }

  /// Skips white space or a comment of extended mode, if one is here.
  ///
  /// The white space is Unicode's "Pattern White Space" (pcre2pattern, "INTERNAL OPTION SETTING").
  /// A quantifier behind it still means the item before it.
  private mutating func skipExtended(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x20:
      position += 1
      return true
    case UInt8(ascii: "#"):
      while position < source.count, source[position] != 0x0A { position += 1 }
      position = min(source.count, position + 1)
      return true
    case 0xC2 where self.byte(at: position + 1) == 0x85:
      position += 2
      return true
    case 0xE2 where self.byte(at: position + 1) == 0x80:
      switch self.byte(at: position + 2) {
      // U+200E, U+200F, U+2028, U+2029.
      case 0x8E, 0x8F, 0xA8, 0xA9:
        position = min(source.count, position + 3)
        return true
      default: return false
      }
    default: return false
    }
  }
}

// MARK: - Building

extension RegexParser {
  /// Adds an item to which a quantifier may apply.
  mutating func put(_ node: RegexNode) {
    flush()
    pending = node
  }

  mutating func put(literal character: UInt32) {
    let isCaseless = mode.contains(.caseless)
    if character < 128 {
      put(Self.asciiCharacters[Int(character) + (isCaseless ? 128 : 0)])
    } else {
      put(.character(CharacterRange(character, isCaseless: isCaseless)))
    }
  }

  /// The nodes of all ASCII characters, then of the same without regard to case. Most of a tree is
  /// made of them; sharing them takes a fifth off the time to parse.
  private static let asciiCharacters: [RegexNode] = [false, true].flatMap { isCaseless in
    (0..<128).map { .character(CharacterRange($0, isCaseless: isCaseless)) }
  }

  /// Adds an item which PCRE2 does not let be quantified.
  mutating func put(place: RegexNode.Place) {
    flush()
    append(.place(place))
  }

  /// Ends the wait for a quantifier: the last item is complete.
  mutating func flush() {
    guard let node = pending else { return }
    pending = nil
    guard let quantifier else {
      append(node)
      return
    }
    self.quantifier = nil
    // Nothing, many times, is nothing.
    if case .empty = node { return }
    append(
      .repetition(node, min: quantifier.min, max: quantifier.max, quantifier.kind)
    )
  }

  mutating func append(_ node: RegexNode) {
    switch node {
    case .empty: break
    case .sequence(let inner):
      if frame.items.isEmpty { frame.items = inner } else { frame.items += inner }
    default:
      if frame.items.isEmpty { frame.items.reserveCapacity(8) }
      frame.items.append(node)
    }
  }

  /// `|`: later alternatives keep the options that this one has set, and `(?|` its numbers.
  private mutating func endBranch() {
    frame.alternatives.append(takeBranch())
    if case .branchReset(let start, let highest) = frame.kind {
      frame.kind = .branchReset(start: start, highest: max(highest, captureCount))
      captureCount = start
    }
  }

  /// The items since the last `|` as one node.
  private mutating func takeBranch() -> RegexNode {
    flush()
    let items = frame.items
    frame.items = []
    switch items.count {
    case 0: return .empty
    case 1: return items[0]
    default: return .sequence(items)
    }
  }

  /// All alternatives of the frame as one node.
  private mutating func endBranches() -> RegexNode {
    let last = takeBranch()
    if frame.alternatives.isEmpty { return last }
    frame.alternatives.append(last)
    return .alternation(frame.alternatives)
  }

  mutating func openGroup(_ kind: Frame.Kind, mode inner: Mode? = nil) throws(Obstacle) {
    flush()
    // The library's own limit, which it does not let a pattern exceed.
    guard outerFrames.count < 250 else { throw .tooDeep }
    outerFrames.append(frame)
    frame = Frame(kind: kind, outerMode: mode)
    if let inner { mode = inner }
  }

  private mutating func closeGroup() throws(Obstacle) {
    guard let outer = outerFrames.popLast() else { throw .malformed }
    let hasOneBranch = frame.alternatives.isEmpty
    let content = endBranches()
    let node: RegexNode
    switch frame.kind {
    case .plain: node = content
    case .capture(let number): node = .capture(number, content)
    case .atomic: node = .atomic(content)
    case .look(let isBehind, let isNegative):
      node = .look(content, isBehind: isBehind, isNegative: isNegative)
    case .condition:
      // Which alternative is taken is not modelled: either may be. One alone, as in
      // `(?(DEFINE)…)` too, may also be passed over. Atomic says that not all of it is meant.
      node = .atomic(hasOneBranch ? .alternation([content, .empty]) : content)
    case .branchReset(_, let highest):
      captureCount = max(captureCount, highest)
      node = content
    }
    mode = frame.outerMode
    frame = outer
    pending = node
  }
}

// MARK: - Bytes

extension RegexParser {
  /// The byte at a place; 0 behind the end.
  func byte(at place: Int) -> UInt8 { place < source.count ? source[place] : 0 }

  /// Reads one character of UTF-8.
  mutating func readCharacter() -> UInt32 {
    let first = source[position]
    position += 1
    guard first >= 0x80 else { return UInt32(first) }
    let more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    var value = UInt32(first) & (0x3F >> UInt32(more))
    for _ in 0..<more where position < source.count {
      value = value << 6 | UInt32(source[position] & 0x3F)
      position += 1
    }
    return value
  }

  /// Reads decimal digits, if there are any; larger numbers than any that PCRE2 takes are one more.
  mutating func readNumber() -> Int? {
    var number: Int?
    while let digit = Self.digit(byte(at: position)) {
      number = min((number ?? 0) * 10 + digit, 65_536)
      position += 1
    }
    return number
  }

  static func digit(_ byte: UInt8) -> Int? {
    byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil
  }

  mutating func skipBlanks() {
    while byte(at: position) == 0x20 || byte(at: position) == 0x09 { position += 1 }
  }
}
