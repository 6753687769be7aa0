// SPDX-License-Identifier: Apache-2.0

extension JSONCursor {
  /// Reads the string whose opening quote is at the cursor.
  ///
  /// Eight bytes at a time while nothing needs a look.
  @inline(__always)
  mutating func string(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONToken {
    let start = position &+ 1
    var at = start
    var seen: UInt64 = 0
    var hasEscapes = false
    while true {
      while at &+ 8 <= bytes.count {
        let word = ByteSearch.word(bytes, at)
        let stops = ByteSearch.stringStops(word)
        if stops != 0 {
          let skip = stops.trailingZeroBitCount >> 3
          seen |= word & ((1 << UInt64(skip &<< 3)) &- 1)
          at &+= skip
          break
        }
        seen |= word
        at &+= 8
      }
      guard at < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        at = try Self.behindEscape(bytes, at)
      } else if byte < 0x20 {
        throw JSONFault(.rawControl, at: at, byte: byte)
      } else {
        seen |= UInt64(byte)
        at &+= 1
      }
    }
    position = at &+ 1
    return JSONToken(
      kind: .string,
      hasEscapes: hasEscapes,
      hasHighBytes: seen & 0x8080_8080_8080_8080 != 0,
      start: start,
      end: at
    )
  }

  /// The index behind the escape whose backslash is at `index`.
  private static func behindEscape(_ bytes: Span<UInt8>, _ index: Int) throws(JSONFault) -> Int {
    guard index &+ 1 < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
    switch bytes[index &+ 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      return index &+ 2
    case UInt8(ascii: "u"):
      for digit in (index &+ 2)..<(index &+ 6) {
        guard digit < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
        guard bytes[digit].hexDigitValue != nil else {
          throw JSONFault(.badEscape, at: index, byte: bytes[digit])
        }
      }
      return index &+ 6
    case let byte: throw JSONFault(.badEscape, at: index, byte: byte)
    }
  }

  /// Reads a number, `true`, `false` or `null`.
  mutating func scalar(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONToken {
    let start = position
    switch bytes[start] {
    case UInt8(ascii: "n"):
      try literal(bytes, 0x6c_6c_75_6e, count: 4)
      return JSONToken(kind: .null, start: start, end: position)
    case UInt8(ascii: "t"):
      try literal(bytes, 0x65_75_72_74, count: 4)
      return JSONToken(kind: .true, start: start, end: position)
    case UInt8(ascii: "f"):
      try literal(bytes, 0x65_73_6c_61_66, count: 5)
      return JSONToken(kind: .false, start: start, end: position)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if readsNotANumber, start &+ 1 < bytes.count, bytes[start &+ 1] == UInt8(ascii: "I") {
        return try notANumber(bytes, from: start &+ 1)
      }
      try number(bytes)
      return JSONToken(kind: .number, start: start, end: position)
    case UInt8(ascii: "N") where readsNotANumber, UInt8(ascii: "I") where readsNotANumber:
      return try notANumber(bytes, from: start)
    case UInt8(ascii: "+"), UInt8(ascii: "."): throw JSONFault(.badNumber, at: start)
    case let byte: throw JSONFault(.unexpectedByte, at: start, byte: byte)
    }
  }

  /// Reads `NaN` or `Infinity` at `index`; its sign, if there is one, is at the cursor.
  @inline(never)
  private mutating func notANumber(
    _ bytes: Span<UInt8>,
    from index: Int
  ) throws(JSONFault) -> JSONToken {
    let start = position
    position = index
    if bytes[index] == UInt8(ascii: "N") {
      try literal(bytes, 0x4e_61_4e, count: 3)
    } else {
      try literal(bytes, 0x79_74_69_6e_69_66_6e_49, count: 8)
    }
    noteNotANumber(at: start)
    return JSONToken(kind: .null, start: start, end: position)
  }

  /// Moves behind a literal whose bytes are those of `word`, the first one lowest.
  private mutating func literal(
    _ bytes: Span<UInt8>,
    _ word: UInt64,
    count: Int
  ) throws(JSONFault) {
    for offset in 0..<count {
      let index = position &+ offset
      guard index < bytes.count else { throw JSONFault(.endsEarly, at: bytes.count) }
      guard bytes[index] == UInt8(truncatingIfNeeded: word >> UInt64(offset &* 8)) else {
        throw JSONFault(.unexpectedByte, at: index, byte: bytes[index])
      }
    }
    position &+= count
  }

  private mutating func number(_ bytes: Span<UInt8>) throws(JSONFault) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position &+= 1 }
    let whole = digits(bytes)
    guard whole > 0 else { throw JSONFault(.badNumber, at: start) }
    if whole > 1, bytes[position &- whole] == UInt8(ascii: "0") {
      throw JSONFault(.badNumber, at: start)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position &+= 1
      guard digits(bytes) > 0 else { throw JSONFault(.badNumber, at: start) }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position &+= 1
      }
      guard digits(bytes) > 0 else { throw JSONFault(.badNumber, at: start) }
    }
  }

  /// Moves behind digits and says how many there were.
  @inline(__always)
  private mutating func digits(_ bytes: Span<UInt8>) -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position &+= 1 }
    return position &- start
  }
}
