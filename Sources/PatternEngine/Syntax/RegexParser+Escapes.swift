// SPDX-License-Identifier: Apache-2.0

/// What begins with a backslash (pcre2pattern, "BACKSLASH").
extension RegexParser {
  /// Reads an escape outside of classes.
  mutating func readEscape() throws(Obstacle) {
    let letter = byte(at: position + 1)
    switch letter {
    case UInt8(ascii: "Q"):
      position += 2
      while position < source.count, !skipEndOfQuote() { put(literal: readCharacter()) }
    case UInt8(ascii: "E"):
      // Alone it is nothing, not even an end for the item before it.
      position += 2
    case UInt8(ascii: "A"): readPlace(.textStart)
    case UInt8(ascii: "Z"): readPlace(.textEndOrFinalLineFeed)
    case UInt8(ascii: "z"): readPlace(.textEnd)
    case UInt8(ascii: "b"): readPlace(.wordBoundary)
    case UInt8(ascii: "B"): readPlace(.noWordBoundary)
    case UInt8(ascii: "K"): readPlace(.keepOut)
    case UInt8(ascii: "X"):
      position += 2
      put(.other)
    case UInt8(ascii: "R"):
      position += 2
      put(Self.lineBreak)
    case UInt8(ascii: "N") where !isNumberedCharacter:
      position += 2
      put(.character(.notLineFeed))
    case UInt8(ascii: "1")...UInt8(ascii: "9"): try readDigits()
    case UInt8(ascii: "g"): try readGReference()
    case UInt8(ascii: "k"):
      position += 2
      putReference(to: try readDelimitedName())
    default:
      if let set = try readSetEscape() {
        put(.character(set))
      } else {
        put(literal: try readCharacterEscape())
      }
    }
  }

  private mutating func readPlace(_ place: RegexNode.Place) {
    position += 2
    put(place: place)
  }

  /// `\R`, with BSR = Unicode. Once CR LF is taken, CR alone is not tried.
  private static var lineBreak: RegexNode {
    var single = CharacterRange()
    single.insert(from: 0x0A, to: 0x0D)
    for character: UInt32 in [0x85, 0x2028, 0x2029] { single.insert(character) }
    let (return_, feed) = (CharacterRange(0x0D), CharacterRange(0x0A))
    return .atomic(
      .alternation([
        .sequence([.character(return_), .character(feed)]),
        .character(single),
      ])
    )
  }

  /// Skips `\E`, if it is here.
  mutating func skipEndOfQuote() -> Bool {
    guard byte(at: position) == UInt8(ascii: "\\"), byte(at: position + 1) == UInt8(ascii: "E")
    else { return false }
    position += 2
    return true
  }

  /// `\d`, `\W`, `\p{Lu}`: an escape that is a set, inside classes and outside; `nil` if this is
  /// none.
  mutating func readSetEscape() throws(Obstacle) -> CharacterRange? {
    let letter = byte(at: position + 1)
    if letter | 0x20 == UInt8(ascii: "p") {
      position += 2
      return try readProperty(isNegated: letter == UInt8(ascii: "P"))
    }
    guard let set = CharacterRange.ofEscape(letter, isCaseless: mode.contains(.caseless)) else {
      return nil
    }
    position += 2
    return set
  }

  private mutating func readProperty(isNegated: Bool) throws(Obstacle) -> CharacterRange {
    var isNegated = isNegated
    var name: [UInt8] = []
    if byte(at: position) == UInt8(ascii: "{") {
      position += 1
      for byte in try readText(to: UInt8(ascii: "}")) {
        switch byte {
        // Unicode's loose matching.
        case UInt8(ascii: "_"), UInt8(ascii: "-"), 0x20, 0x09...0x0D: break
        case UInt8(ascii: "^") where name.isEmpty: isNegated.toggle()
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.append(byte | 0x20)
        default: name.append(byte)
        }
      }
    } else {
      name.append(byte(at: position) | 0x20)
      position += 1
    }
    let isCaseless = mode.contains(.caseless)
    let set = CharacterRange.ofProperty(
      String(decoding: name, as: UTF8.self),
      isCaseless: isCaseless
    )
    return isNegated ? set.negated() : set
  }
}

// MARK: - Characters

extension RegexParser {
  /// Whether `\N` here begins `\N{U+41}`.
  private var isNumberedCharacter: Bool {
    guard byte(at: position + 2) == UInt8(ascii: "{") else { return false }
    var place = position + 3
    while byte(at: place) == 0x20 || byte(at: place) == 0x09 { place += 1 }
    return byte(at: place) == UInt8(ascii: "U") && byte(at: place + 1) == UInt8(ascii: "+")
  }

  /// Reads an escape that stands for one character, inside classes and outside.
  mutating func readCharacterEscape() throws(Obstacle) -> UInt32 {
    position += 1
    guard position < source.count else { throw .malformed }
    let letter = source[position]
    guard letter < 0x80 else { return readCharacter() }
    position += 1
    switch letter {
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "e"): return 0x1B
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      position -= 1
      return readDigits(base: 8, maxCount: 3) ?? 0
    case UInt8(ascii: "8"), UInt8(ascii: "9"): return UInt32(letter)
    case UInt8(ascii: "c"):
      let next = byte(at: position)
      guard next >= 0x20, next < 0x7F else { throw .malformed }
      position += 1
      let isSmall = next >= UInt8(ascii: "a") && next <= UInt8(ascii: "z")
      return UInt32((isSmall ? next - 0x20 : next) ^ 0x40)
    case UInt8(ascii: "o"):
      return try readBracedDigits(base: 8)
    case UInt8(ascii: "x"):
      if byte(at: position) == UInt8(ascii: "{") { return try readBracedDigits(base: 16) }
      // Without digits this was U+0000, and is an error from 10.45 on.
      return readDigits(base: 16, maxCount: 2) ?? 0
    case UInt8(ascii: "N"):
      return try readBracedDigits(base: 16, isNumbered: true)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      throw .unknownConstruct
    default: return UInt32(letter)
    }
  }

  private mutating func readDigits(base: UInt32, maxCount: Int) -> UInt32? {
    var value: UInt32?
    var count = 0
    while count < maxCount, position < source.count {
      let byte = source[position]
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte) - 0x30
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        digit = UInt32(byte | 0x20) - 0x61 + 10
      default: return value
      }
      guard digit < base else { return value }
      value = min((value ?? 0) * base + digit, 0x11_0000)
      position += 1
      count += 1
    }
    return value
  }

  private mutating func readBracedDigits(
    base: UInt32,
    isNumbered: Bool = false
  ) throws(Obstacle) -> UInt32 {
    guard byte(at: position) == UInt8(ascii: "{") else { throw .malformed }
    position += 1
    skipBlanks()
    if isNumbered {
      guard byte(at: position) == UInt8(ascii: "U"), byte(at: position + 1) == UInt8(ascii: "+")
      else { throw .unknownConstruct }
      position += 2
    }
    let value = readDigits(base: base, maxCount: .max)
    skipBlanks()
    guard let value, value < 0x11_0000, byte(at: position) == UInt8(ascii: "}") else {
      throw .malformed
    }
    position += 1
    return value
  }
}

// MARK: - References

extension RegexParser {
  /// `\1`, `\12`: a reference if below 10, if it begins with 8 or 9, or if so many groups have been
  /// opened before; or else up to three octal digits.
  private mutating func readDigits() throws(Obstacle) {
    let start = position
    position += 1
    let first = byte(at: position)
    let number = readNumber() ?? 0
    if number < 10 || first >= UInt8(ascii: "8") || number <= captureCount {
      putReference(to: number)
    } else {
      position = start
      put(literal: try readCharacterEscape())
    }
  }

  /// `\g1`, `\g{-1}`, `\g{name}` refer; `\g<1>`, `\g'name'` call.
  private mutating func readGReference() throws(Obstacle) {
    position += 2
    switch byte(at: position) {
    case UInt8(ascii: "<"), UInt8(ascii: "'"):
      _ = try readDelimitedName()
      put(.other)
    case UInt8(ascii: "{"):
      let start = position
      position += 1
      skipBlanks()
      guard let number = readRelativeNumber() else {
        position = start
        putReference(to: try readDelimitedName())
        return
      }
      skipBlanks()
      guard byte(at: position) == UInt8(ascii: "}") else { throw .malformed }
      position += 1
      putReference(to: number)
    default:
      guard let number = readRelativeNumber() else { throw .malformed }
      putReference(to: number)
    }
  }

  /// `2`, `-1` (the group opened last), `+1` (the one opened next).
  private mutating func readRelativeNumber() -> Int? {
    let sign = byte(at: position)
    guard sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") else { return readNumber() }
    position += 1
    guard let number = readNumber() else { return nil }
    return sign == UInt8(ascii: "+") ? captureCount + number : captureCount - number + 1
  }

  /// `<name>`, `'name'` or `{name}`.
  private mutating func readDelimitedName() throws(Obstacle) -> ArraySlice<UInt8> {
    position += 1
    switch byte(at: position - 1) {
    case UInt8(ascii: "<"): return try readName(to: UInt8(ascii: ">"))
    case UInt8(ascii: "'"): return try readName(to: UInt8(ascii: "'"))
    case UInt8(ascii: "{"): return try readName(to: UInt8(ascii: "}"))
    default: throw .malformed
    }
  }

  mutating func putReference(to name: ArraySlice<UInt8>) {
    let number = groups.resolve(name, known: knownGroups)
    put(.backreference(number, isCaseless: mode.contains(.caseless)))
  }

  private mutating func putReference(to number: Int) {
    let number = groups.resolve(number, known: knownGroups)
    put(.backreference(number, isCaseless: mode.contains(.caseless)))
  }
}
