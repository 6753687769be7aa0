// SPDX-License-Identifier: Apache-2.0

/// The bytes of a literal: up to 24 of them in place, more in an array.
///
/// Compiling a set makes many short strings, most of which are dropped at once: with an array for each,
/// 60 % of its time was spent in the Swift runtime and `malloc`.
struct LiteralBytes: Sendable {
  /// How many bytes are kept in place.
  private static let capacity = 24

  /// The bytes in place, the first lowest, zeros behind the last. All zero if there is `long`.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0

  private(set) var count = 0

  /// All bytes, if there are more than fit in place.
  private var long: [UInt8]?

  init() {}
}

extension LiteralBytes: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { count }

  @inline(__always)
  subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count, "A position is inside the literal.")
    if let long { return long[position] }
    let word = position < 8 ? first : position < 16 ? second : third
    return UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: (position & 7) &* 8))
  }
}

extension LiteralBytes {
  /// The bytes in turn.
  struct Iterator: IteratorProtocol {
    private var rest: LiteralBytes
    private var position = 0

    init(_ bytes: LiteralBytes) { rest = bytes }

    @inline(__always)
    mutating func next() -> UInt8? {
      guard position < rest.count else { return nil }
      position &+= 1
      if let long = rest.long { return long[position &- 1] }
      let byte = UInt8(truncatingIfNeeded: rest.first)
      rest.shiftDown()
      return byte
    }
  }

  func makeIterator() -> Iterator { Iterator(self) }

  /// Moves the bytes in place by one.
  @inline(__always)
  private mutating func shiftDown() {
    first = first &>> 8 | second &<< 56
    second = second &>> 8 | third &<< 56
    third &>>= 8
  }
}

extension LiteralBytes {
  /// The last byte, without the detours of a collection's own.
  var last: UInt8? { count == 0 ? nil : self[count - 1] }
}

extension LiteralBytes: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: UInt8...) { self.init(elements) }

  init(only byte: UInt8) {
    first = UInt64(byte)
    count = 1
  }

  init(_ bytes: some Collection<UInt8>) {
    if bytes.count > Self.capacity {
      count = bytes.count
      long = Array(bytes)
    } else {
      for byte in bytes { append(byte) }
    }
  }
}

extension LiteralBytes: Hashable {
  static func == (first: Self, second: Self) -> Bool {
    first.first == second.first && first.second == second.second && first.third == second.third
      && first.count == second.count && first.long == second.long
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(first)
    hasher.combine(second ^ third)
    hasher.combine(count)
    if let long { hasher.combine(long) }
  }

  /// Whether it comes before `other` in the order of dictionaries.
  func precedes(_ other: Self) -> Bool {
    guard long == nil, other.long == nil else { return lexicographicallyPrecedes(other) }
    // A byte that is not there is zero here: equal words are told apart by the length.
    if first != other.first { return first.byteSwapped < other.first.byteSwapped }
    if second != other.second { return second.byteSwapped < other.second.byteSwapped }
    if third != other.third { return third.byteSwapped < other.third.byteSwapped }
    return count < other.count
  }

  /// Whether it begins with all of `other`.
  func begins(with other: Self) -> Bool {
    guard other.count <= count else { return false }
    guard long == nil else { return starts(with: other) }
    return (first ^ other.first) & Self.mask(other.count) == 0
      && (second ^ other.second) & Self.mask(other.count - 8) == 0
      && (third ^ other.third) & Self.mask(other.count - 16) == 0
  }

  /// The first `count` bytes of a word, as many as it has.
  private static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : count <= 0 ? 0 : 1 << UInt64(8 * count) - 1
  }
}

extension LiteralBytes {
  mutating func append(_ byte: UInt8) {
    guard long == nil, count < Self.capacity else {
      appendLong(CollectionOfOne(byte))
      return
    }
    let bits = UInt64(byte) &<< UInt64(truncatingIfNeeded: (count & 7) &* 8)
    switch count &>> 3 {
    case 0: first |= bits
    case 1: second |= bits
    default: third |= bits
    }
    count &+= 1
  }

  mutating func append(_ other: Self) {
    guard long == nil, other.long == nil, count + other.count <= Self.capacity else {
      appendLong(other)
      return
    }
    // Shifts by 64 give zero.
    let shift = UInt64(8 * (count & 7))
    let low = other.first << shift
    let middle = other.second << shift | other.first >> (64 - shift)
    let high = other.third << shift | other.second >> (64 - shift)
    switch count &>> 3 {
    case 0:
      first |= low
      second |= middle
      third |= high
    case 1:
      second |= low
      third |= middle
    // Behind 24 bytes nothing may follow.
    case 2: third |= low
    default: break
    }
    count &+= other.count
  }

  /// All but the first byte, of which there has to be one.
  var withoutFirst: Self {
    if let long { return Self(long.dropFirst()) }
    var rest = self
    rest.shiftDown()
    rest.count -= 1
    return rest
  }

  /// The first bytes, at most so many.
  func prefix(_ count: Int) -> Self {
    if count >= self.count { return self }
    if let long { return Self(long.prefix(count)) }
    var start = self
    start.first &= Self.mask(count)
    start.second &= Self.mask(count - 8)
    start.third &= Self.mask(count - 16)
    start.count = count
    return start
  }

  /// With small letters for capitals; `nil` if there are bytes beyond ASCII.
  var foldedASCII: Self? {
    if let long {
      return long.allSatisfy { $0 < 0x80 } ? Self(long.map(ASCIIFolding.folded)) : nil
    }
    guard (first | second | third) & 0x8080_8080_8080_8080 == 0 else { return nil }
    var folded = self
    folded.first = PackedUTF8.foldedASCII(first)
    folded.second = PackedUTF8.foldedASCII(second)
    folded.third = PackedUTF8.foldedASCII(third)
    return folded
  }

  @inline(never)
  private mutating func appendLong(_ bytes: some Collection<UInt8>) {
    if bytes.isEmpty { return }
    var all = long ?? Array(self)
    long = nil
    all.append(contentsOf: bytes)
    (first, second, third) = (0, 0, 0)
    count = all.count
    long = all
  }
}
