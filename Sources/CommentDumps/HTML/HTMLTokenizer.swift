// SPDX-License-Identifier: Apache-2.0

/// Cuts HTML into tags and text, as browsers do, whatever the bytes are.
///
/// Source: HTML Standard, section 13.2.5 (tokenization). Errors are not reported: HTML has no input
/// that cannot be read. One pass, linear, no recursion.
struct HTMLTokenizer {
  enum Token: Equatable {
    case startTag(HTMLStartTag)
    /// The name, in lower case.
    case endTag([UInt8])
    /// Text with its character references resolved.
    case text([UInt8])
  }

  /// How text is read until the end tag of the element it stands in.
  enum Mode: Equatable {
    case data, rcdata, rawText, script, plainText, cdata
  }

  let bytes: [UInt8]
  var mode: Mode
  /// The name of the last start tag: the end tag that ends text which is read raw.
  var lastStartTag: [UInt8]
  private(set) var position = 0
  /// Where the token that was returned last begins.
  private(set) var start = 0

  init(_ bytes: [UInt8], mode: Mode = .data, lastStartTag: [UInt8] = []) {
    self.bytes = bytes
    self.mode = mode
    self.lastStartTag = lastStartTag
  }
}

/// A start tag.
struct HTMLStartTag: Equatable {
  /// In lower case.
  var name: [UInt8]
  var attributes: [(name: [UInt8], value: [UInt8])] = []
  var isSelfClosing = false

  static func == (a: HTMLStartTag, b: HTMLStartTag) -> Bool {
    a.name == b.name && a.isSelfClosing == b.isSelfClosing
      && a.attributes.elementsEqual(b.attributes) { $0.name == $1.name && $0.value == $1.value }
  }
}

extension HTMLTokenizer {
  /// The next token; `nil` at the end.
  mutating func next() -> Token? {
    start = position
    var text: [UInt8] = []
    while position < bytes.count {
      switch mode {
      case .data:
        let before = position
        if let token = dataStep(&text) {
          // Text that stands before a tag comes first, and the tag is read again.
          guard text.isEmpty else {
            position = before
            return .text(text)
          }
          start = before
          return token
        }
        if text.isEmpty { start = position }
      case .rcdata, .rawText, .script:
        let end = endOfRawText()
        appendRaw(position..<end, to: &text)
        position = end
        mode = .data
        if !text.isEmpty { return .text(text) }
      case .plainText:
        appendRaw(position..<bytes.count, to: &text)
        position = bytes.count
      case .cdata:
        var end = position
        while end < bytes.count, !starts("]]>", at: end) { end += 1 }
        appendText(position..<end, to: &text)
        position = min(bytes.count, end + 3)
        mode = .data
        return text.isEmpty ? next() : .text(text)
      }
    }
    return text.isEmpty ? nil : .text(text)
  }

  /// Reads text up to the next thing that is not text, or that thing.
  private mutating func dataStep(_ text: inout [UInt8]) -> Token? {
    switch bytes[position] {
    case UInt8(ascii: "&"):
      position += 1
      appendReference(&text, isAttribute: false)
      return nil
    case UInt8(ascii: "<"): return markup(&text)
    default:
      var end = position
      while end < bytes.count, bytes[end] != UInt8(ascii: "&"), bytes[end] != UInt8(ascii: "<") {
        end += 1
      }
      appendText(position..<end, to: &text)
      position = end
      return nil
    }
  }

  /// Reads what begins with `<`; `nil` for what gives no token.
  private mutating func markup(_ text: inout [UInt8]) -> Token? {
    let next = byte(position + 1)
    if let next, Self.isLetter(next) {
      return tag(nameAt: position + 1).map { .startTag($0) }
    }
    switch next {
    case UInt8(ascii: "!"):
      skipDeclaration()
      return nil
    case UInt8(ascii: "?"):
      skipBogusComment(from: position + 1)
      return nil
    case UInt8(ascii: "/"):
      guard let letter = byte(position + 2) else {
        text += Array("</".utf8)
        position += 2
        return nil
      }
      if Self.isLetter(letter) { return tag(nameAt: position + 2).map { .endTag($0.name) } }
      if letter == UInt8(ascii: ">") {
        position += 3
      } else {
        skipBogusComment(from: position + 2)
      }
      return nil
    default:
      text.append(UInt8(ascii: "<"))
      position += 1
      return nil
    }
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func starts(_ word: StaticString, at index: Int) -> Bool {
    let word = word.description.utf8
    return index + word.count <= bytes.count
      && bytes[index..<(index + word.count)].elementsEqual(word)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

// MARK: - Comments and declarations

extension HTMLTokenizer {
  private mutating func skipDeclaration() {
    guard starts("<!--", at: position) else {
      // A document type, or a comment in all but name: both end at the first ">".
      skipBogusComment(from: position + 2)
      return
    }
    var index = position + 4
    if byte(index) == UInt8(ascii: ">") {
      position = index + 1
      return
    }
    if starts("->", at: index) {
      position = index + 2
      return
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "-"), byte(index + 1) == UInt8(ascii: "-") {
        if byte(index + 2) == UInt8(ascii: ">") {
          position = index + 3
          return
        }
        if byte(index + 2) == UInt8(ascii: "!"), byte(index + 3) == UInt8(ascii: ">") {
          position = index + 4
          return
        }
      }
      index += 1
    }
    position = bytes.count
  }

  private mutating func skipBogusComment(from index: Int) {
    var end = index
    while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
    position = min(bytes.count, end + 1)
  }
}

// MARK: - Tags

extension HTMLTokenizer {
  /// Reads the tag whose name begins at `index`; `nil` if the input ends in it.
  private mutating func tag(nameAt index: Int) -> HTMLStartTag? {
    let isEnd = index == position + 2
    position = index
    var tag = HTMLStartTag(name: [])
    while let byte = byte(position), !Self.isSpace(byte), byte != UInt8(ascii: "/"),
      byte != UInt8(ascii: ">")
    {
      if byte == 0 { tag.name += [0xEF, 0xBF, 0xBD] } else { tag.name.append(Self.lowered(byte)) }
      position += 1
    }
    while let byte = byte(position) {
      if Self.isSpace(byte) {
        position += 1
      } else if byte == UInt8(ascii: ">") {
        position += 1
        if !isEnd { lastStartTag = tag.name }
        return tag
      } else if byte == UInt8(ascii: "/") {
        position += 1
        if self.byte(position) == UInt8(ascii: ">") { tag.isSelfClosing = true }
      } else {
        guard readAttribute(into: &tag) else { return nil }
      }
    }
    return nil
  }

  /// Reads an attribute; `false` if the input ends in it.
  private mutating func readAttribute(into tag: inout HTMLStartTag) -> Bool {
    var name: [UInt8] = []
    while let byte = byte(position) {
      if Self.isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") { break }
      // An equals sign at the start is part of the name.
      if byte == UInt8(ascii: "="), !name.isEmpty { break }
      if byte == 0 { name += [0xEF, 0xBF, 0xBD] } else { name.append(Self.lowered(byte)) }
      position += 1
    }
    var index = position
    while let byte = byte(index), Self.isSpace(byte) { index += 1 }
    var value: [UInt8] = []
    if byte(index) == UInt8(ascii: "=") {
      position = index + 1
      while let byte = byte(position), Self.isSpace(byte) { position += 1 }
      guard let quote = byte(position) else { return false }
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        position += 1
        while let byte = byte(position), byte != quote { appendValueByte(byte, to: &value) }
        guard position < bytes.count else { return false }
        position += 1
      } else {
        while let byte = byte(position), !Self.isSpace(byte), byte != UInt8(ascii: ">") {
          appendValueByte(byte, to: &value)
        }
      }
    }
    guard position < bytes.count else { return false }
    // The first of two attributes of one name counts. A tag with many is an attack.
    if tag.attributes.count < 256, !tag.attributes.contains(where: { $0.name == name }) {
      tag.attributes.append((name, value))
    }
    return true
  }

  private mutating func appendValueByte(_ byte: UInt8, to value: inout [UInt8]) {
    position += 1
    switch byte {
    case 0: value += [0xEF, 0xBF, 0xBD]
    case UInt8(ascii: "&"): appendReference(&value, isAttribute: true)
    case 0x0D: if self.byte(position) != 0x0A { value.append(0x0A) }
    default: value.append(byte)
    }
  }
}

// MARK: - Text

extension HTMLTokenizer {
  /// Appends text as it stands, line ends made line feeds.
  private func appendText(_ range: Range<Int>, to text: inout [UInt8]) {
    guard bytes[range].contains(0x0D) else {
      text += bytes[range]
      return
    }
    for index in range {
      if bytes[index] == 0x0D {
        if byte(index + 1) != 0x0A { text.append(0x0A) }
      } else {
        text.append(bytes[index])
      }
    }
  }

  /// Appends text in which NUL becomes U+FFFD, and references count in titles and the like.
  private mutating func appendRaw(_ range: Range<Int>, to text: inout [UInt8]) {
    let hasReferences = mode == .rcdata
    position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0: text += [0xEF, 0xBF, 0xBD]
      case 0x0D: if self.byte(position) != 0x0A { text.append(0x0A) }
      case UInt8(ascii: "&") where hasReferences: appendReference(&text, isAttribute: false)
      default: text.append(byte)
      }
    }
  }

  /// Appends what the reference behind a `&` stands for, or the `&` itself.
  private mutating func appendReference(_ text: inout [UInt8], isAttribute: Bool) {
    if byte(position) == UInt8(ascii: "#") {
      var index = position + 1
      let isHex = byte(index).map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
      if isHex { index += 1 }
      let first = index
      var value: UInt32 = 0
      while let digit = byte(index)?.hexDigitValue, isHex || digit < 10 {
        value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x11_0000)
        index += 1
      }
      guard index > first else {
        text.append(UInt8(ascii: "&"))
        return
      }
      if byte(index) == UInt8(ascii: ";") { index += 1 }
      position = index
      text += Array(HTMLEntities.scalar(ofNumber: value).utf8)
      return
    }
    guard let found = HTMLEntities.longestName(in: bytes[position...]) else {
      text.append(UInt8(ascii: "&"))
      return
    }
    if isAttribute, !found.hasSemicolon, let next = byte(position + found.byteCount),
      next == UInt8(ascii: "=") || Self.isLetter(next) || next &- UInt8(ascii: "0") < 10
    {
      text.append(UInt8(ascii: "&"))
      return
    }
    text += found.text
    position += found.byteCount
  }

  /// Where text that is read raw ends: at its element's end tag, or the end of the input.
  private func endOfRawText() -> Int {
    // In scripts, "<!--" hides end tags behind a "<script" of their own.
    var level = 0
    var dashes = 0
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if mode == .script, level > 0 {
        if byte == UInt8(ascii: "-") {
          dashes += 1
          index += 1
          continue
        }
        if byte == UInt8(ascii: ">"), dashes >= 2 { level = 0 }
        dashes = 0
      }
      guard byte == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if level < 2, isEndTag(at: index) { return index }
      if mode == .script {
        if level == 0, starts("<!--", at: index) {
          level = 1
          dashes = 2
          index += 4
          continue
        }
        if level == 1, isScriptTag(at: index + 1) {
          level = 2
        } else if level == 2,
          self.byte(index + 1) == UInt8(ascii: "/"), isScriptTag(at: index + 2)
        {
          level = 1
        }
      }
      index += 1
    }
    return bytes.count
  }

  private func isEndTag(at index: Int) -> Bool {
    guard !lastStartTag.isEmpty, byte(index + 1) == UInt8(ascii: "/") else { return false }
    return isName(lastStartTag, at: index + 2)
  }

  private func isScriptTag(at index: Int) -> Bool { isName(Array("script".utf8), at: index) }

  private func isName(_ name: [UInt8], at index: Int) -> Bool {
    guard index + name.count < bytes.count else { return false }
    for (offset, letter) in name.enumerated() where Self.lowered(bytes[index + offset]) != letter {
      return false
    }
    let next = bytes[index + name.count]
    return Self.isSpace(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: ">")
  }
}
