// SPDX-License-Identifier: Apache-2.0

/// Bytes that stand side by side in every ASCII text that a pattern matches, each one of a set: what keeps
/// patterns without a literal away from texts that have the right bytes in the wrong places.
///
/// `\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}` has ten digits and a mark, as many texts do, and nine bytes in a row,
/// `[-. ]\d{3}[-. ]\d{4}`, that hardly any other has.
struct ClassWindow: Sendable {
  /// For each ASCII byte one bit for each place at which it may stand.
  private let places: [UInt16]
  /// The bit of the last place.
  private let last: UInt16

  /// Bytes in a window at most.
  static let maxCount = 16

  /// - Parameter classes: 1 to ``maxCount`` sets.
  init(_ classes: [ByteMask]) {
    var places = [UInt16](repeating: 0, count: 128)
    for (place, mask) in classes.enumerated() {
      for byte in mask.members { places[Int(byte)] |= 1 << UInt16(place) }
    }
    self.places = places
    last = 1 << UInt16(classes.count - 1)
  }

  /// Whether a text has such bytes anywhere: one step a byte, a bit for each place reached.
  ///
  /// Baeza-Yates, R., and G. Gonnet, "A new approach to text searching", CACM 35(10), 1992.
  ///
  /// - Parameter text: `count` bytes, none above 0x7F.
  func isIn(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    unsafe places.withUnsafeBufferPointer { places in
      var reached: UInt16 = 0
      for index in 0..<count {
        // Sound: `index` is below the count, and seven bits are an index of `places`.
        let byte = unsafe Int(text[index] & 0x7F)
        reached = unsafe (reached &<< 1 | 1) & places[byte]
        if reached & last != 0 { return true }
      }
      return false
    }
  }
}

extension RegexNode {
  /// The rarest bytes in a row that every ASCII text which the tree matches has, and how likely a
  /// comment has them; `nil` if most may.
  var rarestWindow: (classes: [ByteMask], share: Float)? {
    var search = WindowSearch()
    search.walk(self)
    search.end()
    let share = 150 * exp2(-search.bestBits)
    return search.best.count > 1 && share < WindowSearch.maxShare ? (search.best, share) : nil
  }
}

/// Follows bytes of one sequence as long as it is known which stands beside which.
struct WindowSearch {
  private(set) var best: [ByteMask] = []
  private(set) var bestBits: Float = 0
  private var current: [ByteMask] = []

  /// Rows that more comments have are not worth a look.
  static let maxShare: Float = 0.5

  /// Copies of a group that are written out.
  private static let maxCopies = 2

  mutating func walk(_ node: RegexNode) {
    switch node {
    case .empty, .place, .look: break
    case .character(let range): current.append(range.writtenBytes)
    case .sequence(let items): for item in items { walk(item) }
    case .alternation(let branches):
      if let mask = branches.oneByte { current.append(mask) } else { end() }
    case .repetition(let item, let min, let max, _): walk(item, min: min, max: max)
    case .capture(_, let item), .atomic(let item): walk(item)
    case .backreference, .other: end()
    }
  }

  private mutating func walk(_ item: RegexNode, min: Int, max: Int?) {
    if let mask = [item].oneByte {
      let copies = Array(repeating: mask, count: Swift.min(min, ClassWindow.maxCount))
      current += copies
      if max == min, copies.count == min { return }
      end()
      // The last ones stand before what follows.
      current = copies
      return
    }
    for _ in 0..<Swift.min(min, Self.maxCopies) { walk(item) }
    if max != min || min > Self.maxCopies { end() }
  }

  /// Nothing is known of what stands behind the last byte.
  mutating func end() {
    let bits = current.map(\.writtenBits)
    let count = Swift.min(bits.count, ClassWindow.maxCount)
    for first in 0...(bits.count - count) where count > 0 {
      let sum = bits[first..<first + count].reduce(0, +)
      if sum > bestBits { (best, bestBits) = (Array(current[first..<first + count]), sum) }
    }
    current = []
  }
}

extension [RegexNode] {
  /// The ASCII bytes that the branches match, if each matches exactly one.
  fileprivate var oneByte: ByteMask? {
    var sum = ByteMask(low: 0, high: 0)
    for node in self {
      switch node {
      case .character(let range): sum = sum.union(range.writtenBytes)
      case .capture(_, let item), .atomic(let item):
        guard let mask = [item].oneByte else { return nil }
        sum = sum.union(mask)
      default: return nil
      }
    }
    return isEmpty ? nil : sum
  }
}

extension ByteMask {
  /// The negative binary logarithm of how often a byte of text, as written, is a member.
  fileprivate var writtenBits: Float {
    let capitals: UInt64 = 0x07FF_FFFE
    let small = ByteMask(low: 0, high: (high & capitals) << 32)
    let rest = ByteMask(low: low, high: high & ~capitals)
    // One letter of some twenty is a capital.
    let share = rest.cost + 0.05 * small.cost
    // A logarithm that is straight between two powers is as good here.
    return share > 0 ? Swift.max(0, -(Float(share.exponent) + share.significand - 1)) : 40
  }
}
