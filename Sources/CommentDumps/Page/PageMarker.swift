// SPDX-License-Identifier: Apache-2.0

/// A bullet or number that starts a line.
struct PageMarker {
  /// What two markers of one level have in common: the bullet, or the way the number is written.
  enum Style: Hashable {
    case bullet(Unicode.Scalar)
    /// `1.`
    case numberPoint
    /// `1)`
    case numberParenthesis
    /// `(1)`
    case numberEnclosed
    /// `#1`
    case numberSign
    /// `a.` or `iv.`
    case letterPoint
    /// `a)` or `iv)`
    case letterParenthesis
    /// No marker at all: the line says who wrote what follows.
    case byline
    /// No marker at all: the line begins a paragraph, on a page that marks comments no other way.
    case paragraph
  }

  var style: Style
  /// Its column. A repeated bullet (`**`) stands one column deeper for each repetition, because on
  /// pages that write it so, that is what it means.
  var column: Int
  /// The column after it, by which numbers of one level can be aligned to the right.
  var endColumn: Int
  /// The number, if it is one.
  var value: Int?
  /// The offset of the first byte after it and its white space; the line's end if there is none.
  var textStart: Int
  /// The column of that byte.
  var textColumn: Int
}

extension PageMarker {
  /// Whether the marker is a bullet.
  var isBullet: Bool {
    if case .bullet = style { true } else { false }
  }

  /// Reads the marker at the start of a line's text; `nil` if there is none.
  ///
  /// White space, or the line's end, must follow, except after a bullet that is nothing else (`•`).
  ///
  /// - Complexity: O(*k*) in the length of the marker.
  init?(_ bytes: [UInt8], _ text: Range<Int>, column: Int) {
    guard let token = Token(bytes, text, column: column) else { return nil }
    var start = text.lowerBound + token.byteCount
    let space = PageSpace(bytes, at: start, before: text.upperBound)
    guard space != nil || start == text.upperBound || token.needsNoSpace else { return nil }
    var textColumn = column + token.width
    while let space = PageSpace(bytes, at: start, before: text.upperBound) {
      start += space.count
      textColumn = space.columnAfter(textColumn)
    }
    style = token.style
    self.column = column + token.repetitions
    endColumn = column + token.width
    value = token.value
    textStart = start
    self.textColumn = textColumn
  }

  /// The start of a comment that no bullet or number marks.
  init(_ style: Style, at line: PageLine) {
    self.style = style
    column = line.column
    endColumn = line.column
    value = nil
    textStart = line.start
    textColumn = line.column
  }
}

/// The characters of a marker, without what follows.
private struct Token {
  var style: PageMarker.Style
  var byteCount: Int
  var width: Int
  var repetitions = 0
  var value: Int?
  var needsNoSpace = false

  /// A longer row of one bullet is a drawing, not a marker.
  static let mostRepetitions = 32

  init?(_ bytes: [UInt8], _ text: Range<Int>, column: Int) {
    let first = bytes[text.lowerBound]
    switch first {
    case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ">"):
      var end = text.lowerBound
      while end < text.upperBound, bytes[end] == first { end += 1 }
      guard end - text.lowerBound <= Self.mostRepetitions else { return nil }
      self.init(bullet: Unicode.Scalar(first), byteCount: end - text.lowerBound)
      repetitions = byteCount - 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "#"), UInt8(ascii: "("):
      self.init(numberIn: bytes[text])
    case UInt8(ascii: "o") where column >= 8 && bytes[text].dropFirst().first == 0x20:
      // The text browser lynx writes the third level of a list so, far to the right.
      self.init(bullet: "o", byteCount: 1)
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      self.init(letterIn: bytes[text])
    case 0x80...:
      self.init(bulletIn: bytes[text])
    default:
      return nil
    }
  }

  private init(bullet: Unicode.Scalar, byteCount: Int) {
    style = .bullet(bullet)
    self.byteCount = byteCount
    width = byteCount
  }

  /// `1.`, `1)`, `(1)`, `#1`, `#1:`; six digits at most.
  private init?(numberIn text: ArraySlice<UInt8>) {
    guard let first = text.first else { return nil }
    let isPrefixed = first == UInt8(ascii: "#") || first == UInt8(ascii: "(")
    let digits = (isPrefixed ? text.dropFirst() : text).prefix(7).prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard (1...6).contains(digits.count) else { return nil }
    let next = digits.endIndex < text.endIndex ? text[digits.endIndex] : nil
    switch (first, next) {
    case (UInt8(ascii: "#"), UInt8(ascii: ":")?), (UInt8(ascii: "#"), UInt8(ascii: ".")?):
      (style, byteCount) = (.numberSign, digits.count + 2)
    case (UInt8(ascii: "#"), _): (style, byteCount) = (.numberSign, digits.count + 1)
    case (UInt8(ascii: "("), UInt8(ascii: ")")?):
      (style, byteCount) = (.numberEnclosed, digits.count + 2)
    case (UInt8(ascii: "("), _): return nil
    case (_, UInt8(ascii: ".")?): (style, byteCount) = (.numberPoint, digits.count + 1)
    case (_, UInt8(ascii: ")")?): (style, byteCount) = (.numberParenthesis, digits.count + 1)
    default: return nil
    }
    width = byteCount
    value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// `a.`, `a)`, `iv.`: small letters only, because `A.` starts a name more often than an item.
  private init?(letterIn text: ArraySlice<UInt8>) {
    let letters = text.prefix(7).prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    guard letters.count == 1 || (letters.count <= 6 && letters.allSatisfy("ivx".utf8.contains)),
      letters.endIndex < text.endIndex
    else { return nil }
    switch text[letters.endIndex] {
    case UInt8(ascii: "."): style = .letterPoint
    case UInt8(ascii: ")"): style = .letterParenthesis
    default: return nil
    }
    byteCount = letters.count + 1
    width = byteCount
  }

  /// A bullet outside ASCII.
  private init?(bulletIn text: ArraySlice<UInt8>) {
    var iterator = text.prefix(4).makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    let isUnmistakable = "•◦▪▫●○■□‣⁃∙▸►▶↳\u{F0B7}".unicodeScalars.contains(scalar)
    guard isUnmistakable || "·–»›→➔➤♦★☆✔".unicodeScalars.contains(scalar) else { return nil }
    let length = UTF8.width(scalar)
    var end = text.startIndex + length
    while text[end...].starts(with: text.prefix(length)) { end += length }
    byteCount = end - text.startIndex
    width = byteCount / length
    guard width <= Self.mostRepetitions else { return nil }
    repetitions = width - 1
    // A variation selector asks for the coloured or the plain form of the bullet.
    if text[end...].starts(with: [0xEF, 0xB8, 0x8F]) { byteCount += 3 }
    style = .bullet(scalar)
    needsNoSpace = isUnmistakable
  }
}
