// SPDX-License-Identifier: Apache-2.0

/// Writes JSON (RFC 8259) in which every text is escaped: there is no way to append one that is not.
///
/// Control characters, DEL, C1 controls, U+2028, U+2029 and the bidirectional controls are always
/// escaped, so that a record is one line for every reader and a terminal shows it as it is. Numbers have no exponent, no locale and no negative zero.
struct JSONWriter {
  /// What has been written, after what was there before.
  private(set) var bytes: [UInt8]
  /// Also escapes `<`, `>` and `&`, for text that stands inside an HTML document.
  let isForHTML: Bool
  /// Whether members and elements of the open containers stand on lines of their own; one entry a
  /// container.
  private var containers: [(isSpread: Bool, isEmpty: Bool)] = []
  /// How many of them are spread.
  private var spread = 0
  private var isAfterKey = false

  /// Continues `bytes`.
  init(after bytes: [UInt8] = [], isForHTML: Bool = false) {
    self.bytes = bytes
    self.isForHTML = isForHTML
  }

  // MARK: Containers

  /// Opens an object; `isSpread` puts each member on a line of its own.
  mutating func beginObject(isSpread: Bool = false) { begin(UInt8(ascii: "{"), isSpread) }
  mutating func endObject() { end(UInt8(ascii: "}")) }
  /// Opens an array; `isSpread` puts each element on a line of its own.
  mutating func beginArray(isSpread: Bool = false) { begin(UInt8(ascii: "["), isSpread) }
  mutating func endArray() { end(UInt8(ascii: "]")) }

  mutating func key(_ text: String) {
    separate()
    appendQuoted(text.utf8)
    bytes.append(UInt8(ascii: ":"))
    if spread > 0 { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// A key that is written often.
  mutating func key(_ key: Key) {
    separate()
    bytes += key.bytes
    if spread > 0 { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// A key as it is written: in quotation marks, a colon behind it.
  struct Key: Sendable {
    fileprivate let bytes: [UInt8]

    /// - Parameter text: One of our own words.
    init(_ text: String) {
      var json = JSONWriter()
      json.string(text)
      bytes = json.bytes + [UInt8(ascii: ":")]
    }
  }

  // MARK: Values

  mutating func string(_ text: String) {
    separate()
    appendQuoted(text.utf8)
  }

  mutating func string(utf8 text: [UInt8]) { string(utf8: text[...]) }

  mutating func string(utf8 text: ArraySlice<UInt8>) {
    separate()
    appendQuoted(text)
  }

  /// A text, or `null`.
  mutating func string(orNull text: String?) {
    if let text { string(text) } else { null() }
  }

  mutating func integer(_ value: Int) {
    separate()
    bytes.append(integer: value)
  }

  /// A number rounded to `decimals` places, with at least `minimum` of them.
  mutating func number(_ value: Double, decimals: Int, minimum: Int = 1) {
    separate()
    bytes.append(number: value, decimals: decimals, minimum: minimum)
  }

  /// A number in the fewest digits that read back as the same number; 0 for what is no number.
  mutating func exact(_ value: Double) {
    separate()
    bytes.append(ascii: value.isFinite ? value.description : "0.0")
  }

  /// A value that another writer of the same kind wrote.
  mutating func written(_ value: [UInt8]) {
    separate()
    bytes += value
  }

  mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(ascii: value ? "true" : "false")
  }

  mutating func null() {
    separate()
    bytes.append(ascii: "null")
  }

  /// Ends a record or a document.
  mutating func lineFeed() { bytes.append(0x0a) }
}

// MARK: - Punctuation and escaping

extension JSONWriter {
  private mutating func begin(_ bracket: UInt8, _ isSpread: Bool) {
    separate()
    bytes.append(bracket)
    containers.append((isSpread, true))
    if isSpread { spread += 1 }
  }

  private mutating func end(_ bracket: UInt8) {
    precondition(!containers.isEmpty && !isAfterKey, "an object or array ends where it may")
    let container = containers.removeLast()
    if container.isSpread { spread -= 1 }
    if container.isSpread, !container.isEmpty { newLine() }
    bytes.append(bracket)
  }

  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    guard let container = containers.last else { return }
    if !container.isEmpty { bytes.append(UInt8(ascii: ",")) }
    if container.isSpread {
      newLine()
    } else if !container.isEmpty, spread > 0 {
      bytes.append(UInt8(ascii: " "))
    }
    containers[containers.count - 1].isEmpty = false
  }

  private mutating func newLine() {
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * containers.count))
  }

  /// Nearly all texts need no escapes: they are appended as a whole, looked at, and only taken back
  /// where one is needed.
  private mutating func appendQuoted(_ text: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: text)
    if mayNeedEscapes(from: start) {
      bytes.removeSubrange(start...)
      appendEscaping(text)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether bytes from a place on may have to be written otherwise; never no where they have.
  private func mayNeedEscapes(from start: Int) -> Bool {
    let span = bytes.span
    for index in start..<span.count {
      let byte = span[index]
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
        !isForHTML
      {
        continue
      }
      switch byte {
      // Letters of all scripts, emoji: what is escaped begins with one of the other three.
      case 0x80... where byte != 0xC2 && byte != 0xD8 && byte != 0xE2: continue
      case 0x20..<0x7F
      where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "<")
        && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "&"):
        continue
      default: return true
      }
    }
    return false
  }

  private mutating func appendEscaping(_ text: some Collection<UInt8>) {
    // The last two bytes, to find U+0080…U+009F (C2 80…9F), U+061C (D8 9C), U+200E/F (E2 80 8E/8F),
    // U+2028…U+202E (E2 80 A8…AE) and U+2066…U+2069 (E2 81 A6…A9).
    var before: UInt8 = 0
    var beforeThat: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0a: bytes.append(ascii: "\\n")
      case 0x0d: bytes.append(ascii: "\\r")
      case 0x09: bytes.append(ascii: "\\t")
      case 0..<0x20, 0x7f: appendEscape(UInt32(byte))
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        if isForHTML { appendEscape(UInt32(byte)) } else { bytes.append(byte) }
      case 0x80..<0xa0 where before == 0xc2:
        bytes.removeLast()
        appendEscape(UInt32(byte))
      case 0x9c where before == 0xd8:
        bytes.removeLast()
        appendEscape(0x61c)
      case 0x8e...0x8f where before == 0x80 && beforeThat == 0xe2,
        0xa8...0xae where before == 0x80 && beforeThat == 0xe2,
        0xa6...0xa9 where before == 0x81 && beforeThat == 0xe2:
        bytes.removeLast(2)
        appendEscape(0x2000 + UInt32(before & 1) << 6 + UInt32(byte & 0x3f))
      default: bytes.append(byte)
      }
      beforeThat = before
      before = byte
    }
  }

  /// `\u` and four hexadecimal digits.
  private mutating func appendEscape(_ value: UInt32) {
    bytes.append(ascii: "\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
