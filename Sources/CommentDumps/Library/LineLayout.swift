// SPDX-License-Identifier: Apache-2.0

/// How the lines of a dump are laid out, learned from a line that was read: the same keys in the same
/// order, with the same bytes between the values.
///
/// A line that fits needs no more than comparing those bytes and finding the ends of the values, which
/// are checked as strictly as ``JSONCursor`` does. It is no guess: a line that fits has the same keys
/// as the one learned from, and any other line is read by the cursor.
///
/// Here, and not beside the cursor, because it loads eight bytes at a time from memory that it knows to
/// be there: reading Reddit's lines through a `Span` cost more than twice as much.
struct LineLayout {
  /// The bytes before a value, and the key the value belongs to.
  private struct Part {
    var start: Int
    var count: Int
    /// The index of a ``RecordKey``; -1 for a value that nobody asks for.
    var key: Int
  }

  /// Bytes that have to be readable behind a line.
  static let padding = 64
  /// More values are too many to be worth it.
  private static let maxParts = 256

  /// The bytes between values, one stretch after the other, with room for loads behind them.
  private let constants: [UInt8]
  private let parts: [Part]
  /// The bytes behind the last value.
  private let end: Part
  /// Where the object begins.
  private let objectStart: Int

  /// Learns from a line that was read without a fault and without repeated keys.
  ///
  /// - Parameter values: Of each member the place of the value, quotes included, and its key.
  init?(_ bytes: [UInt8], line: Range<Int>, objectAt start: Int, _ values: [MemberPlace]) {
    guard !values.isEmpty, values.count <= Self.maxParts else { return nil }
    var constants: [UInt8] = []
    var parts: [Part] = []
    var at = line.lowerBound
    for value in values {
      parts.append(Part(start: constants.count, count: value.start - at, key: value.key))
      constants += bytes[at..<value.start]
      at = value.end
    }
    end = Part(start: constants.count, count: line.upperBound - at, key: -1)
    constants += bytes[at..<line.upperBound]
    constants += [UInt8](repeating: 0, count: 8)
    self.constants = constants
    self.parts = parts
    objectStart = start - line.lowerBound
  }

  /// Where a member's value stands.
  struct MemberPlace {
    var start: Int
    var end: Int
    /// The index of a ``RecordKey``, or -1.
    var key: Int
  }
}

extension LineLayout {
  /// Where the object of a line that fits begins, behind the line's start.
  var objectOffset: Int { objectStart }

  /// Reads the line that begins at `start` if it fits; else says so, and what was put into `tokens`
  /// means nothing. The end of the line is found on the way.
  ///
  /// - Parameters:
  ///   - limit: Where loads may begin at the latest: ``padding`` bytes behind it are in `bytes`.
  ///   - lineEnd: The byte that ends a line.
  ///   - tokens: A place for each ``RecordKey``.
  /// - Complexity: O(*n*) in the bytes of the line; no allocation.
  /// - Returns: What the values are, and where the line ends.
  func read(
    _ bytes: [UInt8],
    from start: Int,
    before limit: Int,
    lineEnd: UInt8,
    into tokens: inout [JSONToken]
  ) -> (masks: RecordMasks, end: Int)? {
    precondition(
      start >= 0 && limit <= bytes.count - Self.padding
        && tokens.count >= RecordKey.allCases.count,
      "bytes can be loaded behind the limit"
    )
    // Sound: see the precondition. Every load below begins before `limit`, or at most 8 bytes behind
    // it; `constants` has eight bytes behind the last stretch. Keys were indices of `RecordKey` when
    // the layout was made.
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe constants.withUnsafeBytes { constants in
        unsafe parts.withUnsafeBufferPointer { parts in
          unsafe tokens.withUnsafeMutableBufferPointer { tokens in
            guard let bytes = bytes.baseAddress, let constants = constants.baseAddress,
              let tokens = tokens.baseAddress
            else { return nil }
            return unsafe Self.read(
              bytes,
              from: start,
              before: limit,
              lineEnd,
              constants,
              parts,
              end,
              tokens
            )
          }
        }
      }
    }
  }

  private static func read(
    _ bytes: UnsafeRawPointer,
    from start: Int,
    before end: Int,
    _ lineEnd: UInt8,
    _ constants: UnsafeRawPointer,
    _ parts: UnsafeBufferPointer<Part>,
    _ last: Part,
    _ tokens: UnsafeMutablePointer<JSONToken>
  ) -> (masks: RecordMasks, end: Int)? {
    var masks = RecordMasks()
    var at = start
    for index in 0..<parts.count {
      let part = unsafe parts[index]
      guard
        at &+ part.count < end,
        unsafe isSame(bytes + at, constants + part.start, part.count)
      else { return nil }
      at &+= part.count
      var token = JSONToken(kind: .null, start: at, end: at)
      var isFraction = false
      let first = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
      switch first {
      case UInt8(ascii: "\""):
        token.kind = .string
        token.start = at &+ 1
        var seen: UInt64 = 0
        guard
          let close = unsafe endOfString(bytes, at &+ 1, end, &seen, &token.hasEscapes)
        else { return nil }
        token.hasHighBytes = seen & 0x8080_8080_8080_8080 != 0
        token.end = close
        at = close &+ 1
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        token.kind = .number
        guard let behind = unsafe endOfNumber(bytes, at, end, &isFraction) else { return nil }
        at = behind
        token.end = at
      case UInt8(ascii: "n"):
        guard unsafe word(bytes, at) == 0x6c_6c_75_6e else { return nil }
        at &+= 4
        token.end = at
      case UInt8(ascii: "t"):
        guard unsafe word(bytes, at) == 0x65_75_72_74 else { return nil }
        token.kind = .true
        at &+= 4
        token.end = at
      case UInt8(ascii: "f"):
        guard
          unsafe word(bytes, at) == 0x73_6c_61_66,
          unsafe bytes.load(fromByteOffset: at &+ 4, as: UInt8.self) == UInt8(ascii: "e")
        else { return nil }
        token.kind = .false
        at &+= 5
        token.end = at
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        // Only empty ones: `]` and `}` stand two behind their opening brackets in ASCII.
        guard unsafe bytes.load(fromByteOffset: at &+ 1, as: UInt8.self) == first &+ 2 else {
          return nil
        }
        token.kind = first == UInt8(ascii: "[") ? .array : .object
        at &+= 2
        token.end = at
      default: return nil
      }
      guard at <= end else { return nil }
      if part.key >= 0 {
        unsafe tokens[part.key] = token
        masks.add(
          1 << UInt64(part.key),
          token.kind,
          token.hasHighBytes,
          token.hasEscapes,
          isFraction
        )
      }
    }
    guard
      at &+ last.count < end,
      unsafe isSame(bytes + at, constants + last.start, last.count)
    else { return nil }
    at &+= last.count
    guard unsafe bytes.load(fromByteOffset: at, as: UInt8.self) == lineEnd else { return nil }
    return (masks, at)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawPointer, _ at: Int) -> UInt32 {
    unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
  }

  @inline(__always)
  private static func longWord(_ bytes: UnsafeRawPointer, _ at: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  /// Whether two stretches are the same bytes.
  @inline(__always)
  private static func isSame(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    var at = 0
    while at &+ 8 <= count {
      guard unsafe longWord(a, at) == longWord(b, at) else { return false }
      at &+= 8
    }
    let rest = count &- at
    guard rest > 0 else { return true }
    let different = unsafe longWord(a, at) ^ longWord(b, at)
    return different << UInt64(64 &- rest &* 8) == 0
  }

  /// The closing quote of a string whose first byte is at `start`; `nil` for what is no string. No
  /// string holds the end of a line.
  @inline(__always)
  private static func endOfString(
    _ bytes: UnsafeRawPointer,
    _ start: Int,
    _ end: Int,
    _ seen: inout UInt64,
    _ hasEscapes: inout Bool
  ) -> Int? {
    var at = start
    while at < end {
      let word = unsafe longWord(bytes, at)
      let stops = ByteSearch.stringStops(word)
      if stops == 0 {
        seen |= word
        at &+= 8
        continue
      }
      let skip = stops.trailingZeroBitCount >> 3
      seen |= word & ((1 << UInt64(skip &<< 3)) &- 1)
      at &+= skip
      guard at < end else { return nil }
      let byte = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
      if byte == UInt8(ascii: "\"") { return at }
      guard byte == UInt8(ascii: "\\"),
        let behind = unsafe endOfEscape(bytes, at)
      else { return nil }
      hasEscapes = true
      at = behind
    }
    return nil
  }

  /// The index behind the escape whose backslash is at `index`; `nil` for what is none.
  @inline(__always)
  private static func endOfEscape(_ bytes: UnsafeRawPointer, _ index: Int) -> Int? {
    switch unsafe bytes.load(fromByteOffset: index &+ 1, as: UInt8.self) {
    case UInt8(ascii: "n"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      return index &+ 2
    case UInt8(ascii: "u"):
      for digit in 2..<6 {
        let byte = unsafe bytes.load(fromByteOffset: index &+ digit, as: UInt8.self)
        guard byte.hexDigitValue != nil else { return nil }
      }
      return index &+ 6
    default: return nil
    }
  }

  /// The index behind a number without an exponent; `nil` for what is none, or has one.
  @inline(__always)
  private static func endOfNumber(
    _ bytes: UnsafeRawPointer,
    _ start: Int,
    _ end: Int,
    _ isFraction: inout Bool
  ) -> Int? {
    var at = start
    if unsafe bytes.load(fromByteOffset: at, as: UInt8.self) == UInt8(ascii: "-") { at &+= 1 }
    let first = at
    while at < end, unsafe bytes.load(fromByteOffset: at, as: UInt8.self) &- 0x30 < 10 { at &+= 1 }
    guard at > first, at < end else { return nil }
    // More digits may not fit into 64 bits: a look of its own is needed.
    if at &- first > 18 { isFraction = true }
    if at &- first > 1, unsafe bytes.load(fromByteOffset: first, as: UInt8.self) == 0x30 {
      return nil
    }
    var next = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
    if next == UInt8(ascii: ".") {
      isFraction = true
      at &+= 1
      let digits = at
      while at < end, unsafe bytes.load(fromByteOffset: at, as: UInt8.self) &- 0x30 < 10 {
        at &+= 1
      }
      guard at > digits, at < end else { return nil }
      next = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
    }
    return next | 0x20 == UInt8(ascii: "e") ? nil : at
  }
}

extension LineLayout {
  /// Appends a string's bytes to `output` with its escapes resolved.
  ///
  /// - Parameter range: The string as a token that was read has it: its escapes are whole.
  /// - Precondition: ``padding`` bytes behind the range are in `bytes`.
  /// - Returns: Whether all went well; `false` for an escape that is half of a surrogate pair, with
  ///   `output` as it was.
  /// - Complexity: O(*n*) in the bytes; no allocation once `output` has grown.
  static func unescape(_ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]) -> Bool {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= bytes.count - padding,
      "bytes can be loaded behind the string"
    )
    var isWhole = false
    // Nothing becomes longer; whole words are stored, so there is room for one more.
    output.append(addingCapacity: range.count + 16) { room in
      // Sound: loads stay within `padding` behind the range, and each store is at most as far into
      // `room` as the load is into the range, which leaves eight bytes behind it.
      unsafe bytes.withUnsafeBytes { input in
        unsafe room.withUnsafeMutableBufferPointer { output, filled in
          guard let input = input.baseAddress,
            let start = output.baseAddress,
            let count = unsafe unescape(input, range, UnsafeMutableRawPointer(start))
          else { return }
          filled = count
          isWhole = true
        }
      }
    }
    return isWhole
  }

  private static func unescape(
    _ input: UnsafeRawPointer,
    _ range: Range<Int>,
    _ output: UnsafeMutableRawPointer
  ) -> Int? {
    var at = range.lowerBound
    var count = 0
    while at < range.upperBound {
      let word = unsafe longWord(input, at)
      unsafe output.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
      let marks = ByteSearch.backslashes(word)
      guard marks != 0 else {
        at &+= 8
        count &+= 8
        continue
      }
      let skip = marks.trailingZeroBitCount >> 3
      at &+= skip
      count &+= skip
      guard at < range.upperBound else { break }
      let letter = unsafe input.load(fromByteOffset: at &+ 1, as: UInt8.self)
      at &+= 2
      let byte: UInt8
      switch letter {
      case UInt8(ascii: "n"): byte = 0x0A
      case UInt8(ascii: "t"): byte = 0x09
      case UInt8(ascii: "r"): byte = 0x0D
      case UInt8(ascii: "b"): byte = 0x08
      case UInt8(ascii: "f"): byte = 0x0C
      case UInt8(ascii: "u"):
        guard let scalar = unsafe scalar(input, &at, range.upperBound) else { return nil }
        for unit in scalar.utf8 {
          unsafe output.storeBytes(of: unit, toByteOffset: count, as: UInt8.self)
          count &+= 1
        }
        continue
      default: byte = letter
      }
      unsafe output.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
      count &+= 1
    }
    // The last word may have gone beyond the end.
    return count &- (at &- range.upperBound)
  }

  /// What the digits at `at` stand for, with a second escape if they are half of a pair; `nil` for a
  /// half alone.
  private static func scalar(
    _ input: UnsafeRawPointer,
    _ at: inout Int,
    _ end: Int
  ) -> Unicode.Scalar? {
    func unit(_ index: Int) -> UInt32 {
      var unit: UInt32 = 0
      for offset in 0..<4 {
        let byte = unsafe input.load(fromByteOffset: index &+ offset, as: UInt8.self)
        unit = unit << 4 | UInt32(byte.hexDigitValue ?? 0)
      }
      return unit
    }
    let first = unit(at)
    at &+= 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard
      first < 0xDC00, at &+ 6 <= end,
      unsafe input.load(fromByteOffset: at, as: UInt8.self) == UInt8(ascii: "\\"),
      unsafe input.load(fromByteOffset: at &+ 1, as: UInt8.self) == UInt8(ascii: "u")
    else { return nil }
    let second = unit(at &+ 2)
    guard second >= 0xDC00, second <= 0xDFFF else { return nil }
    at &+= 6
    return Unicode.Scalar(0x1_0000 + (first &- 0xD800) << 10 + (second &- 0xDC00))
  }
}
