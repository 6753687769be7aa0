// SPDX-License-Identifier: Apache-2.0

/// Turns a JSON string's bytes into text, mending what is not Unicode.
///
/// Two things are mended, each to U+FFFD: a `\u` escape that is half of a surrogate pair (one
/// replacement a unit), and ill-formed UTF-8 (one replacement a maximal subpart, as the Unicode
/// Standard recommends and Python and the WHATWG decoder do).
struct JSONText {
  /// Where the text's first lone surrogate escape stands, if there is one.
  private(set) var loneSurrogate: Int?
  /// Where the text's first ill-formed byte stands, if there is one.
  private(set) var illFormedByte: Int?

  private var scratch: [UInt8] = []
}

extension JSONText {
  /// The text of a string, or the exact characters of a number.
  ///
  /// - Complexity: O(*n*) in the token's bytes.
  mutating func decode(_ token: JSONToken, in bytes: [UInt8]) -> String {
    loneSurrogate = nil
    illFormedByte =
      token.hasHighBytes ? UTF8Check.firstFault(in: bytes.span, token.range) : nil
    guard token.hasEscapes else { return String(decoding: bytes[token.range], as: UTF8.self) }
    unescape(token, in: bytes)
    return String(decoding: scratch, as: UTF8.self)
  }

  /// The bytes of a string with its escapes resolved; ill-formed bytes stay as they are.
  mutating func rawBytes(_ token: JSONToken, in bytes: [UInt8]) -> [UInt8] {
    guard token.hasEscapes else { return Array(bytes[token.range]) }
    loneSurrogate = nil
    unescape(token, in: bytes)
    return scratch
  }

  /// Resolves escapes into `scratch`. They were checked when the token was read.
  private mutating func unescape(_ token: JSONToken, in bytes: [UInt8]) {
    scratch.removeAll(keepingCapacity: true)
    let text = bytes.span.extracting(..<token.end)
    var index = token.start
    while let backslash = ByteSearch.first(UInt8(ascii: "\\"), in: text, from: index) {
      if backslash > index { scratch.append(contentsOf: bytes[index..<backslash]) }
      index = backslash &+ 2
      switch text[backslash &+ 1] {
      case UInt8(ascii: "n"): scratch.append(0x0A)
      case UInt8(ascii: "t"): scratch.append(0x09)
      case UInt8(ascii: "r"): scratch.append(0x0D)
      case UInt8(ascii: "b"): scratch.append(0x08)
      case UInt8(ascii: "f"): scratch.append(0x0C)
      case UInt8(ascii: "u"): index = appendUnicode(text, escapeAt: backslash)
      case let byte: scratch.append(byte)
      }
    }
    if index < token.end { scratch.append(contentsOf: bytes[index..<token.end]) }
  }

  /// Appends what `\uXXXX` stands for, with its second half if it is a pair; the index behind it.
  private mutating func appendUnicode(_ text: Span<UInt8>, escapeAt index: Int) -> Int {
    let unit = Self.unit(text, index &+ 2)
    if let scalar = Unicode.Scalar(unit) {
      append(scalar)
      return index &+ 6
    }
    if unit < 0xDC00, index &+ 12 <= text.count, text[index &+ 6] == UInt8(ascii: "\\"),
      text[index &+ 7] == UInt8(ascii: "u")
    {
      let second = Self.unit(text, index &+ 8)
      if second >= 0xDC00, second <= 0xDFFF,
        let scalar = Unicode.Scalar(0x1_0000 + (unit &- 0xD800) << 10 + (second &- 0xDC00))
      {
        append(scalar)
        return index &+ 12
      }
    }
    if loneSurrogate == nil { loneSurrogate = index }
    append("\u{FFFD}")
    return index &+ 6
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    for byte in scalar.utf8 { scratch.append(byte) }
  }

  /// The UTF-16 unit in four hexadecimal digits.
  private static func unit(_ text: Span<UInt8>, _ index: Int) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 0..<4 { unit = unit << 4 | UInt32(text[index &+ offset].hexDigitValue ?? 0) }
    return unit
  }
}
