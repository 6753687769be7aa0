// SPDX-License-Identifier: Apache-2.0

/// Reads somebody else's text scalar by scalar and says how each may be shown.
///
/// It works on UTF-8 bytes and never makes a `Character` of them. Ill-formed bytes, which a `String`
/// cannot hold, come out as U+FFFD.
struct VisibleText {
  /// One thing to show.
  enum Unit {
    /// A scalar to show as it is.
    case plain(UInt32)
    /// A combining mark to show as it is.
    case mark(UInt32)
    /// The end of a line: LF, CR LF, or a lone CR.
    case lineBreak
    case tab
    /// A scalar to show by its number.
    case hidden(UInt32)
    /// Combining marks beyond the first eight on one base, which would only smear.
    case moreMarks(Int)
  }

  /// How many combining marks on one base are shown.
  static let maxMarks = 8

  private let bytes: [UInt8]
  private let end: Int
  /// The byte offset of the next unit.
  private(set) var position: Int
  private var previous: UInt32 = 0
  private var markRun = 0

  /// Reads a range of well-formed UTF-8 that begins and ends between scalars.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  init(_ bytes: [UInt8]) { self.init(bytes, in: 0..<bytes.count) }

  /// The next thing to show and the bytes it stands for; `nil` at the end.
  ///
  /// - Complexity: O(1), or O(*k*) for *k* combining marks in a row.
  mutating func next() -> (unit: Unit, range: Range<Int>)? {
    guard position < end else { return nil }
    let start = position
    let (value, length) = Self.scalar(in: bytes, at: start, end: end)
    position += length
    let unit = unit(for: value, at: start)
    previous = value
    return (unit, start..<position)
  }

  private mutating func unit(for value: UInt32, at start: Int) -> Unit {
    let scalarClass = ScalarClass(value)
    if scalarClass == .mark {
      markRun += 1
      guard markRun > Self.maxMarks else { return .mark(value) }
      return .moreMarks(skipMarks())
    }
    markRun = 0
    guard scalarClass == .hidden else { return .plain(value) }
    switch value {
    case 0x0a: return .lineBreak
    case 0x09: return .tab
    case 0x0d:
      if position < end, bytes[position] == 0x0a { position += 1 }
      return .lineBreak
    default: return isAtHome(value) ? .mark(value) : .hidden(value)
    }
  }

  private mutating func skipMarks() -> Int {
    var count = 1
    while position < end {
      let (value, length) = Self.scalar(in: bytes, at: position, end: end)
      guard ScalarClass(value) == .mark else { break }
      position += length
      count += 1
    }
    return count
  }

  /// Whether an invisible scalar does its ordinary work here: joiners between emoji and inside
  /// scripts that are written with them, variation selectors after an emoji.
  private func isAtHome(_ value: UInt32) -> Bool {
    switch value {
    case 0xfe0e, 0xfe0f:
      return previous > 0x7f && Unicode.Scalar(previous)?.properties.isEmoji == true
        || (0x30...0x39).contains(previous) && position < end && bytes[position] == 0xe2
    case 0x200c, 0x200d:
      guard position < end else { return false }
      let next = Self.scalar(in: bytes, at: position, end: end).value
      if Self.needsJoiners(previous), Self.needsJoiners(next) { return true }
      return value == 0x200d && Self.isInEmoji(previous) && Self.isInEmoji(next)
    default: return false
    }
  }

  /// Arabic, Syriac, the scripts of India and Sri Lanka, Myanmar, Khmer, Mongolian.
  private static func needsJoiners(_ value: UInt32) -> Bool {
    (0x620...0x7ff).contains(value) || (0x900...0xdff).contains(value)
      || (0x1000...0x109f).contains(value) || (0x1780...0x18aa).contains(value)
  }

  private static func isInEmoji(_ value: UInt32) -> Bool {
    value == 0xfe0f
      || value > 0x7f && Unicode.Scalar(value)?.properties.isEmoji == true
  }

  /// Decodes one scalar of UTF-8. `end` is beyond `start`.
  static func scalar(in bytes: [UInt8], at start: Int, end: Int) -> (value: UInt32, length: Int) {
    let lead = bytes[start]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    guard lead >= 0xc2, lead < 0xf5, start + length <= end else { return (0xfffd, 1) }
    var value = UInt32(lead) & (0x7f >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[start + offset]
      guard byte & 0xc0 == 0x80 else { return (0xfffd, offset) }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    return (value, length)
  }

  /// The nearest place at or before `offset` that is not inside a scalar.
  static func floor(_ offset: Int, in bytes: [UInt8]) -> Int {
    var offset = min(max(offset, 0), bytes.count)
    while offset > 0, offset < bytes.count, bytes[offset] & 0xc0 == 0x80 { offset -= 1 }
    return offset
  }

  /// The nearest place at or after `offset` that is not inside a scalar.
  static func ceiling(_ offset: Int, in bytes: [UInt8]) -> Int {
    var offset = min(max(offset, 0), bytes.count)
    while offset < bytes.count, bytes[offset] & 0xc0 == 0x80 { offset += 1 }
    return offset
  }

  /// The first at most `limit` bytes of a text, cut between scalars.
  static func prefix(of text: String, limit: Int) -> (bytes: [UInt8], isCut: Bool) {
    let utf8 = text.utf8
    guard let cut = utf8.index(utf8.startIndex, offsetBy: limit + 1, limitedBy: utf8.endIndex)
    else {
      return (Array(utf8), false)
    }
    var bytes = Array(utf8[..<cut])
    let kept = floor(limit, in: bytes)
    bytes.removeSubrange(kept...)
    return (bytes, true)
  }
}

extension VisibleText {
  /// A text with what is hidden in it shown by number, as `⟨U+202E⟩`; line ends become LF.
  ///
  /// - Parameter limit: the most bytes of the text; a longer one ends with `…`.
  /// - Complexity: O(*n*) in the bytes.
  static func labelled(_ text: String, limit: Int = .max) -> [UInt8] {
    let (utf8, isCut) = limit == .max ? (Array(text.utf8), false) : prefix(of: text, limit: limit)
    var units = VisibleText(utf8)
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    while let (unit, place) = units.next() {
      switch unit {
      case .plain, .mark: result += utf8[place]
      case .lineBreak: result.append(0x0a)
      case .tab: result.append(0x09)
      case .hidden(let scalar): result.append(ascii: "⟨" + ScalarClass.label(scalar) + "⟩")
      case .moreMarks(let count): result.append(ascii: "⟨+" + Phrase.count(count, "mark") + "⟩")
      }
    }
    if isCut { result.append(ascii: "…") }
    return result
  }
}
