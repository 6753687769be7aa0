// SPDX-License-Identifier: Apache-2.0

/// What real exports get wrong, and expat would stop at.
extension XMLUnits {
  /// Appends a tag, with quotes around values that lack them.
  mutating func mendTag(_ range: Range<Int>) {
    var done = range.lowerBound
    var index = range.lowerBound
    var quote: UInt8 = 0
    while index < range.upperBound {
      let byte = held[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "="), index + 1 < range.upperBound,
        Self.isName(held[index + 1])
      {
        var end = index + 1
        while end < range.upperBound, held[end] > 0x20, held[end] != UInt8(ascii: ">"),
          held[end] != UInt8(ascii: "\""), held[end] != UInt8(ascii: "'"),
          !(held[end] == UInt8(ascii: "/") && end + 1 < range.upperBound
            && held[end + 1] == UInt8(ascii: ">"))
        {
          end += 1
        }
        note("unquoted-attribute")
        mend(done..<(index + 1), isText: false, hasEntities: true)
        output.append(UInt8(ascii: "\""))
        mend((index + 1)..<end, isText: false, hasEntities: true)
        output.append(UInt8(ascii: "\""))
        done = end
        index = end
        continue
      }
      index += 1
    }
    mend(done..<range.upperBound, isText: false, hasEntities: true)
  }

  /// Appends a range of the input with what expat would stop at replaced.
  ///
  /// - Parameters:
  ///   - isText: Whether it is text between tags, where entities are and "]]>" must not be.
  ///   - hasEntities: Whether it is a tag, whose values may have entities.
  mutating func mend(_ range: Range<Int>, isText: Bool, hasEntities: Bool = false) {
    var index = range.lowerBound
    var plain = index
    func isHarmless(_ byte: UInt8) -> Bool {
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "]")
    }
    while index < range.upperBound {
      let byte = held[index]
      if isHarmless(byte) || byte == 0x0A || byte == 0x09 || byte == 0x0D {
        index += 1
        continue
      }
      var length = 1
      var replacement: [UInt8]?
      if byte >= 0x80 {
        (length, replacement) = mendHigh(index, range.upperBound)
      } else if byte < 0x20 {
        replacement = [0xEF, 0xBF, 0xBD]
        note("control-character")
      } else if byte == UInt8(ascii: "&"), isText || hasEntities {
        (length, replacement) = mendEntity(index, range.upperBound)
      } else if byte == UInt8(ascii: "]"), isText, index + 2 < range.upperBound,
        held[index + 1] == byte, held[index + 2] == UInt8(ascii: ">")
      {
        (length, replacement) = (3, Array("]]&gt;".utf8))
      }
      if let replacement {
        output += held[plain..<index]
        output += replacement
        plain = index + length
      }
      index += length
    }
    output += held[plain..<range.upperBound]
  }

  private mutating func mendHigh(_ index: Int, _ end: Int) -> (Int, [UInt8]?) {
    if !characters.isEmpty { return (1, characters[Int(held[index]) - 0x80]) }
    let length = UTF8Check.lengthOfCharacter(in: held.span, at: index, before: end)
    if length == 0 {
      note("ill-formed-utf8")
      let bad = UTF8Check.lengthOfIllFormed(in: held.span, at: index, before: end)
      return (bad, [0xEF, 0xBF, 0xBD])
    }
    // U+FFFE and U+FFFF are no characters of XML.
    if length == 3, held[index] == 0xEF, held[index + 1] == 0xBF, held[index + 2] >= 0xBE {
      note("control-character")
      return (3, [0xEF, 0xBF, 0xBD])
    }
    return (length, nil)
  }

  private mutating func mendEntity(_ index: Int, _ end: Int) -> (Int, [UInt8]?) {
    let name = held[(index + 1)..<end].prefix(34)
    guard let semicolon = name.firstIndex(of: UInt8(ascii: ";")), semicolon > index + 1 else {
      note("bare-ampersand")
      return (1, Array("&amp;".utf8))
    }
    let word = held[(index + 1)..<semicolon]
    let length = semicolon + 1 - index
    if word.first == UInt8(ascii: "#") {
      if let value = Self.number(word.dropFirst()) {
        if Self.isCharacter(value) { return (length, nil) }
        note("control-character")
        return (length, [0xEF, 0xBF, 0xBD])
      }
    } else if ["amp", "lt", "gt", "quot", "apos"].contains(where: { word.elementsEqual($0.utf8) }) {
      return (length, nil)
    } else if let text = HTMLEntities.text(of: word) {
      note("html-entity")
      // None of the five above can come out, and so nothing that is markup.
      return (length, text.allSatisfy { $0 != 0x26 && $0 != 0x3C } ? text : nil)
    }
    note("bare-ampersand")
    return (1, Array("&amp;".utf8))
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
    let isHex = digits.first == UInt8(ascii: "x")
    let digits = isHex ? digits.dropFirst() : digits
    guard !digits.isEmpty else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = byte.hexDigitValue, isHex || digit < 10 else { return nil }
      value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x11_0000)
    }
    return value
  }

  /// Source: XML 1.0, section 2.2.
  private static func isCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}
