// SPDX-License-Identifier: Apache-2.0

/// How many characters of some kinds a match has at least, and the longest run of one character:
/// what keeps patterns without a literal away from most texts.
///
/// The counts are for regular texts, in which digits are ASCII digits.
struct CountedNeeds: Sendable, Hashable {
  var digits = 0
  /// ASCII capitals, where the pattern means capitals only.
  var capitals = 0
  /// Equal neighbors: a run of one character repeated so often; 1 is no need.
  var run = 1
  /// The ASCII characters, folded, that may be so repeated.
  var runBytes = ByteMask.all
  /// ASCII letters and digits in a row.
  var wordRun = 0
  /// ASCII capitals in a row.
  var capitalRun = 0
  /// Three sets of (folded) ASCII bytes: the text has one byte of each. All ones: no need.
  var bytes: [ByteMask] = []
  /// The ASCII bytes, as written, with which the text begins; `nil`: any.
  var first: ByteMask?
  /// Sets of ASCII bytes, as written, that stand side by side in an ASCII text, and how many comments have
  /// such bytes; none: no need.
  var window: [ByteMask] = []
  var windowShare: Float = 1

  /// Sets of needed bytes that are kept.
  static let maxMasks = 3

  init() {}

  /// The needs of every match of `node`.
  init(of node: RegexNode) {
    self = Self.needs(of: node)
    // The rarest bytes decide most; a comment has most of the common ones.
    bytes.removeAll { $0.cost > 0.02 }
    bytes.sort { $0.cost < $1.cost }
    bytes.removeLast(max(0, bytes.count - Self.maxMasks))
    // Who passes the counts is looked at once more, if that tells much.
    if let rarest = node.rarestWindow { (window, windowShare) = rarest }
  }

  var isEmpty: Bool {
    digits == 0 && capitals == 0 && run == 1 && wordRun < Self.minWordRun && bytes.isEmpty
      && first == nil && window.isEmpty
  }

  /// Shorter runs are in most comments.
  static let minWordRun = 12

  /// Part of the comments that are not all ASCII.
  static let othersShare: Float = 0.35

  /// Expected cost of trying the pattern on every text that meets the needs, in the units of
  /// ``LiteralSet/cost``. The shares of comments are those of a sample, roughly.
  var passCost: Float {
    var share: Float = 1
    if digits > 0 { share = min(share, digits > 8 ? 0.03 : digits > 3 ? 0.1 : 0.3) }
    if capitals > 0 { share = min(share, capitals > 8 ? 0.06 : capitals > 3 ? 0.3 : 0.8) }
    if run > 2 { share = min(share, run > 3 ? 0.03 : 0.1) }
    if wordRun >= Self.minWordRun { share = min(share, wordRun > 15 ? 0.02 : 0.15) }
    for mask in bytes { share = min(share, 150 * mask.cost) }
    if first != nil { share = min(share, 0.5) }
    // A search of the whole text, and some time for the counting and for the walk along a window.
    let searched = window.isEmpty ? share : share * Self.othersShare + min(share, windowShare)
    return (3 * searched + 0.3 * (share - searched).magnitude + 0.1) / 150
  }
}

/// A set of ASCII bytes.
struct ByteMask: Sendable, Hashable {
  var low: UInt64
  var high: UInt64

  /// How likely a comment has one, in no unit: the sum of the bytes' frequencies.
  var cost: Float {
    var sum: Float = 0
    let frequency = ByteMask.frequency
    for (word, start) in [(low, 0), (high, 64)] {
      var rest = word
      while rest != 0 {
        sum += frequency[start + rest.trailingZeroBitCount]
        rest &= rest - 1
      }
    }
    return sum
  }

  static let all = ByteMask(low: .max, high: .max)

  func contains(_ byte: UInt8) -> Bool {
    (byte < 0x40 ? low : high) >> UInt64(byte & 63) & 1 != 0
  }

  private static let frequency: [Float] = (UInt8(0)..<128).map { byte in
    let bits = TextModel.bits([byte])
    return bits >= 30 ? 0 : 1 / Float(1 << Int(bits))
  }
}

/// The needs of one pattern as a scan asks for them: plain numbers, so that copying them is free.
struct ScanNeeds: Sendable {
  var digits: Int32
  var capitals: Int32
  var run: Int32
  var runBytes: ByteMask
  var wordRun: Int32
  /// 0: no need, or no more than the count says.
  var capitalRun: Int32
  /// One bit for each set of bytes (see ``ByteClasses``) of which the text has a member.
  var classes: UInt64
  /// The ASCII bytes with which the text may begin.
  var first: ByteMask
  /// Where the set has the bytes that an ASCII text has in a row; −1: no need.
  var window: Int32 = -1

  init(_ needs: CountedNeeds, classes: inout ByteClasses, windows: inout [ClassWindow]) {
    digits = Int32(clamping: needs.digits)
    capitals = Int32(clamping: needs.capitals)
    run = Int32(clamping: needs.run)
    runBytes = needs.runBytes
    wordRun = needs.wordRun < CountedNeeds.minWordRun ? 0 : Int32(clamping: needs.wordRun)
    capitalRun = needs.capitalRun < 3 ? 0 : Int32(clamping: needs.capitalRun)
    first = needs.first ?? .all
    if !needs.window.isEmpty {
      window = Int32(windows.count)
      windows.append(ClassWindow(needs.window))
    }
    self.classes = needs.bytes.reduce(0) { $0 | classes.bit(of: $1) }
  }
}

/// The sets of bytes that the patterns of a set need, up to 64 of them; what more there are is not
/// asked for.
struct ByteClasses: Sendable {
  private var bits: [ByteMask: UInt64] = [:]

  /// The bit of a set; 0 if there are too many.
  mutating func bit(of mask: ByteMask) -> UInt64 {
    if let bit = bits[mask] { return bit }
    guard bits.count < 64 else { return 0 }
    let bit: UInt64 = 1 << UInt64(bits.count)
    bits[mask] = bit
    return bit
  }

  /// The sets as a scan looks for them.
  func probes() -> ByteProbes {
    var probes = ByteProbes()
    for (mask, bit) in bits {
      let members = (UInt8.min..<128).filter(mask.contains)
      if let first = members.first, first > 0, members.count <= 3 {
        probes.narrow |= bit
        probes.bytes[bit.trailingZeroBitCount] = ByteProbes.Bytes(
          first: first,
          second: members.count > 1 ? members[1] : first,
          third: members[members.count - 1]
        )
      }
      for member in members { probes.table[Int(member)] |= bit }
    }
    return probes
  }
}

/// The sets of bytes that a set's patterns need, as a scan looks for them in a folded text.
struct ByteProbes: Sendable {
  /// Up to three bytes; fewer are repeated.
  struct Bytes: Sendable {
    var first: UInt8 = 0
    var second: UInt8 = 0
    var third: UInt8 = 0
  }

  /// The sets of three bytes or fewer, none of them zero: one bit each.
  var narrow: UInt64 = 0
  /// By the number of a set's bit.
  var bytes = [Bytes](repeating: Bytes(), count: 64)
  /// For each byte of a text the sets of which it is a member.
  var table = [UInt64](repeating: 0, count: 256)
}

extension CountedNeeds {
  private static func needs(of node: RegexNode) -> CountedNeeds {
    switch node {
    case .empty, .place, .look, .backreference, .other: return CountedNeeds()
    case .character(let range): return needs(of: range)
    case .sequence(let items):
      var sum = CountedNeeds()
      for (index, item) in items.enumerated() {
        sum.add(needs(of: item))
        if index > 0, let run = run(of: items[index - 1], then: item), run.length > sum.run {
          (sum.run, sum.runBytes) = run
        }
      }
      return sum
    case .alternation(let branches):
      guard let first = branches.first else { return CountedNeeds() }
      return branches.dropFirst().reduce(needs(of: first)) { $0.common(with: needs(of: $1)) }
    case .repetition(let item, let min, _, _):
      guard min > 0 else { return CountedNeeds() }
      var needs = needs(of: item)
      needs.digits = Swift.min(1 << 20, needs.digits * Swift.min(min, 1 << 10))
      needs.capitals = Swift.min(1 << 20, needs.capitals * Swift.min(min, 1 << 10))
      if case .character(let range) = item, range.isWordRunMember {
        needs.wordRun = min
        if needs.capitals > 0 { needs.capitalRun = min }
      }
      return needs
    case .capture(_, let item), .atomic(let item): return needs(of: item)
    }
  }

  private static func needs(of range: CharacterRange) -> CountedNeeds {
    var needs = CountedNeeds()
    let digits: UInt64 = 0x03FF_0000_0000_0000
    let capitals: UInt64 = 0x07FF_FFFE
    // A regular text has no digits or spaces beyond ASCII.
    let isASCII = range.listed.isEmpty && (!range.hasUnlisted || range.unlistedFoldToMembers)
    guard isASCII, range.low | range.high != 0 else { return needs }
    if range.low & ~digits == 0, range.high == 0 { needs.digits = 1 }
    if range.low == 0, range.high & ~capitals == 0, !range.isCaseless { needs.capitals = 1 }
    needs.bytes = [range.foldedBytes]
    return needs
  }

  /// `(x)\1{k,}` with one character in the group: k + 1 equal characters.
  private static func run(
    of item: RegexNode,
    then next: RegexNode
  ) -> (length: Int, bytes: ByteMask)? {
    guard case .capture(let group, .character(let range)) = item else { return nil }
    switch next {
    case .backreference(group, _): return (2, range.foldedBytes)
    case .repetition(.backreference(group, _), let min, _, _): return (min + 1, range.foldedBytes)
    default: return nil
    }
  }

  private mutating func add(_ other: CountedNeeds) {
    digits = Swift.min(1 << 20, digits + other.digits)
    capitals = Swift.min(1 << 20, capitals + other.capitals)
    if other.run > run { (run, runBytes) = (other.run, other.runBytes) }
    wordRun = Swift.max(wordRun, other.wordRun)
    capitalRun = Swift.max(capitalRun, other.capitalRun)
    for mask in other.bytes where !bytes.contains(mask) { bytes.append(mask) }
  }

  /// What both need.
  private func common(with other: CountedNeeds) -> CountedNeeds {
    var both = CountedNeeds()
    both.digits = min(digits, other.digits)
    both.capitals = min(capitals, other.capitals)
    both.run = min(run, other.run)
    both.runBytes = ByteMask(
      low: runBytes.low | other.runBytes.low,
      high: runBytes.high | other.runBytes.high
    )
    both.wordRun = min(wordRun, other.wordRun)
    both.capitalRun = min(capitalRun, other.capitalRun)
    // One of the first's sets or one of the second's: the union of the rarest of each.
    if let mine = bytes.min(by: { $0.cost < $1.cost }),
      let theirs = other.bytes.min(by: { $0.cost < $1.cost })
    {
      both.bytes = [ByteMask(low: mine.low | theirs.low, high: mine.high | theirs.high)]
    }
    return both
  }
}

extension CharacterRange {
  /// The members that are ASCII in a folded text.
  fileprivate var foldedBytes: ByteMask {
    let capitals: UInt64 = 0x07FF_FFFE
    var mask = ByteMask(low: low, high: high & ~capitals | (high & capitals) << 32)
    for member in listed {
      let folded = FilterFolding.folded(member)
      if folded < 0x40 { mask.low |= 1 << UInt64(folded) }
      if 0x40..<0x80 ~= folded { mask.high |= 1 << UInt64(folded & 63) }
    }
    return mask
  }

  /// Whether all members are ASCII letters or digits in a regular text.
  fileprivate var isWordRunMember: Bool {
    listed.isEmpty && (!hasUnlisted || unlistedFoldToMembers) && low & ~WordBytes.low == 0
      && high & ~(WordBytes.high & ~(1 << 0x1F)) == 0
  }
}
