// SPDX-License-Identifier: Apache-2.0

/// Cuts XML into tags and pieces of text, and mends what real exports get wrong, before expat sees
/// it: expat gets well-formed UTF-8 without control characters, unknown entities and document
/// types, and every piece ends between two tokens. So the place of a fault is the place of a unit,
/// and reading can go on with the next one.
///
/// Comments and processing instructions are taken out.
struct XMLUnits {
  struct Unit {
    enum Kind: Equatable {
      case startTag(name: String, isEmpty: Bool)
      case endTag
      case text
    }

    var kind: Kind
    /// Where the unit begins in the mended bytes.
    var start: Int
    /// Where it begins in the input.
    var byteOffset: Int
    var line: Int
  }

  /// Something that was mended or refused.
  struct Note {
    var kind: String
    var byteOffset: Int
    var line: Int
  }

  private enum State {
    case text, cdata, comment, instruction
  }

  /// The mended bytes of the last call.
  var output: [UInt8] = []
  private(set) var units: [Unit] = []
  private(set) var notes: [Note] = []
  /// Why the input is refused as a whole, if it is.
  private(set) var refusal: String?
  /// Tags that were too long to hold, and where.
  private(set) var tooLong: [Note] = []
  /// Where ``output`` begins, counted over all that came out.
  private(set) var outputBase = 0

  private let maxTagBytes: Int
  private var state = State.text
  private var hasBegun = false
  /// The characters of bytes beyond ASCII, in UTF-8, where a character is a byte.
  var characters: [[UInt8]] = []
  /// Input that is not used yet.
  var held: [UInt8] = []
  private var position = 0
  /// Where `held` begins in the input.
  private var base: Int
  private var line = 1
  private var countedTo = 0

  init(maxTagBytes: Int, baseOffset: Int) {
    self.maxTagBytes = maxTagBytes
    base = baseOffset
  }
}

extension XMLUnits {
  /// Takes more of the input, and makes units of what is whole.
  ///
  /// - Complexity: O(*n*) in the bytes, but for a tag that comes in many pieces, which is looked at
  ///   again with each.
  mutating func take(_ piece: [UInt8], isLast: Bool) {
    outputBase += output.count
    output.removeAll(keepingCapacity: true)
    units.removeAll(keepingCapacity: true)
    notes.removeAll()
    tooLong.removeAll()
    countLines(to: position)
    held.removeSubrange(..<position)
    base += position
    countedTo = 0
    position = 0
    held += piece
    while position < held.count, refusal == nil {
      guard step(isLast: isLast) else { break }
    }
  }

  /// The place of a byte that came out.
  func place(ofOutput index: Int) -> (byteOffset: Int, line: Int) {
    guard let unit = unit(at: index - outputBase) else { return (base, line) }
    return (units[unit].byteOffset, units[unit].line)
  }

  /// The unit that a byte of ``output`` belongs to.
  ///
  /// - Complexity: O(log *n*) in the units.
  func unit(at index: Int) -> Int? {
    var low = 0
    var high = units.count
    while low < high {
      let middle = (low + high) / 2
      if units[middle].start <= index { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Whether something is left that never ended.
  var isInsideMarkup: Bool { state != .text || position < held.count }
  var byteOffset: Int { base + position }
  /// The line that was reached.
  var currentLine: Int { line }
}

extension XMLUnits {
  /// Makes one unit; `false` when more input is needed.
  private mutating func step(isLast: Bool) -> Bool {
    switch state {
    case .comment: return skip(to: Array("-->".utf8), isLast: isLast)
    case .instruction: return skip(to: Array("?>".utf8), isLast: isLast)
    case .cdata: return takeCDATA(isLast: isLast)
    case .text: break
    }
    guard hasBegun else { return skipToStart(isLast: isLast) }
    guard held[position] == UInt8(ascii: "<") else { return takeText(isLast: isLast) }
    guard held.count - position >= 9 || isLast else { return false }
    let next = position + 1 < held.count ? held[position + 1] : 0
    if next == UInt8(ascii: "?") {
      readDeclaration()
      return enter(.instruction, "<?")
    }
    if next == UInt8(ascii: "!") {
      if starts("<!--") { return enter(.comment, "<!--") }
      if starts("<![CDATA[") {
        append(.text, held[position..<(position + 9)])
        return enter(.cdata, "<![CDATA[")
      }
      return takeDoctype(isLast: isLast)
    }
    guard Self.isNameStart(next) || next == UInt8(ascii: "/") else {
      note("bare-less-than")
      append(.text, Array("&lt;".utf8)[...])
      position += 1
      return true
    }
    return takeTag(isLast: isLast)
  }

  private mutating func enter(_ state: State, _ opening: String) -> Bool {
    self.state = state
    position += opening.utf8.count
    return true
  }

  /// Passes over what stands before the first tag.
  private mutating func skipToStart(isLast: Bool) -> Bool {
    if base + position == 0, held.starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
    while position < held.count, held[position] != UInt8(ascii: "<") {
      if held[position] > 0x20 { note("junk-before-xml") }
      position += 1
    }
    guard position < held.count else { return false }
    hasBegun = true
    return true
  }

  private mutating func skip(to end: [UInt8], isLast: Bool) -> Bool {
    var index = position
    while index + end.count <= held.count {
      if held[index] == end[0], held[index..<(index + end.count)].elementsEqual(end) {
        position = index + end.count
        state = .text
        return true
      }
      index += 1
    }
    position = max(position, held.count - end.count + 1)
    return false
  }

  /// Reads the encoding that an XML declaration names.
  private mutating func readDeclaration() {
    guard starts("<?xml"), base + position < 1024 else { return }
    let words = String(decoding: held[position...].prefix(200), as: UTF8.self)
    guard let end = words.firstRange(of: "?>"),
      let found = words[..<end.lowerBound].firstRange(of: "encoding")
    else { return }
    let name = words[found.upperBound..<end.lowerBound]
      .drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
      .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      .lowercased()
    switch name {
    // UTF-16 was turned into UTF-8 before it came here.
    case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "": break
    case "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "iso8859-1", "iso-8859-15":
      characters = (0x80...UInt8.max).map { Windows1252.utf8($0) }
      note("encoding:windows-1252")
    case _ where TextEncoding.isOfBytes(name):
      characters = TextEncoding.characters(of: name)
      note("encoding:\(name)")
    default:
      refusal =
        "the XML says it is in \(name), which is not read; convert it first: "
        + "iconv -f \(name) -t UTF-8"
    }
  }

  private mutating func takeDoctype(isLast: Bool) -> Bool {
    guard
      let end = held[position...].firstIndex(where: {
        $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "[")
      })
    else { return giveUp(isLast: isLast) }
    let words = String(decoding: held[position..<end].prefix(2000), as: UTF8.self).uppercased()
    if held[end] == UInt8(ascii: "[") || words.contains("SYSTEM") || words.contains("PUBLIC")
      || !words.hasPrefix("<!DOCTYPE ")
    {
      refusal = XMLFault.doctypeReason
      return false
    }
    note("document-type-skipped")
    position = end + 1
    return true
  }

  /// Text up to the next tag, or all there is of it.
  private mutating func takeText(isLast: Bool) -> Bool {
    let tag = ByteSearch.first(UInt8(ascii: "<"), in: held.span, from: position)
    var end = tag ?? held.count
    if tag == nil, !isLast {
      // An entity, a character or a "]]>" may go on in the next piece.
      let tail = max(position, end - 40)
      let open = held[tail..<end].firstIndex {
        $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "]")
      }
      end = open ?? characterEnd(end)
      guard end > position else { return false }
    }
    let start = output.count
    mend(position..<end, isText: true)
    addUnit(.text, at: start)
    position = end
    return true
  }

  /// The place before `end` at which no character is cut in two.
  private func characterEnd(_ end: Int) -> Int {
    for index in (max(position, end - 3)..<end).reversed() {
      let byte = held[index]
      if byte < 0x80 { return end }
      if byte >= 0xC0 {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        return index + length > end ? index : end
      }
    }
    return end
  }

  private mutating func takeCDATA(isLast: Bool) -> Bool {
    var index = position
    while let found = ByteSearch.first(UInt8(ascii: "]"), in: held.span, from: index) {
      if held.count - found < 3 { break }
      if held[found + 1] == UInt8(ascii: "]"), held[found + 2] == UInt8(ascii: ">") {
        let start = output.count
        mend(position..<found, isText: false)
        output += Array("]]>".utf8)
        addUnit(.text, at: start)
        position = found + 3
        state = .text
        return true
      }
      index = found + 1
    }
    let end = isLast ? held.count : characterEnd(max(position, held.count - 2))
    guard end > position else { return false }
    let start = output.count
    mend(position..<end, isText: false)
    addUnit(.text, at: start)
    position = end
    return true
  }

  private mutating func takeTag(isLast: Bool) -> Bool {
    var quote: UInt8 = 0
    var index = position + 1
    while index < held.count {
      let byte = held[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
        // No "<" may stand in a value: a quote is missing, and a tag begins here.
        if byte == UInt8(ascii: "<") { break }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") {
        break
      }
      index += 1
    }
    guard index < held.count else { return giveUp(isLast: isLast) }
    let end = held[index] == UInt8(ascii: ">") ? index + 1 : index
    let start = output.count
    mendTag(position..<end)
    // A tag without its end: expat stops here, and not somewhere behind.
    if held[end - 1] != UInt8(ascii: ">") { output += Array(" <".utf8) }
    let isEnd = held[position + 1] == UInt8(ascii: "/")
    let name = held[(position + 1)..<end].prefix(64).prefix(while: Self.isName)
    let isEmpty = held[position..<end].suffix(2).elementsEqual("/>".utf8)
    addUnit(
      isEnd
        ? .endTag : .startTag(name: String(decoding: name, as: UTF8.self), isEmpty: isEmpty),
      at: start
    )
    position = end
    return true
  }

  /// Markup whose end has not come: waits for it, up to the limit.
  private mutating func giveUp(isLast: Bool) -> Bool {
    guard held.count - position > maxTagBytes else { return false }
    countLines(to: position)
    tooLong.append(
      Note(
        kind: "a tag of more than \(maxTagBytes) bytes",
        byteOffset: base + position,
        line: line
      )
    )
    // What stands behind the "<" is then text.
    append(.text, Array("&lt;".utf8)[...])
    position += 1
    return true
  }
}

// MARK: - Units

extension XMLUnits {
  private mutating func append(_ kind: Unit.Kind, _ bytes: ArraySlice<UInt8>) {
    let start = output.count
    output += bytes
    addUnit(kind, at: start)
  }

  private mutating func addUnit(_ kind: Unit.Kind, at start: Int) {
    countLines(to: position)
    units.append(Unit(kind: kind, start: start, byteOffset: base + position, line: line))
  }

  mutating func note(_ kind: String) {
    countLines(to: position)
    guard notes.count < 1000, notes.last?.kind != kind || notes.last?.line != line else { return }
    notes.append(Note(kind: kind, byteOffset: base + position, line: line))
  }

  private mutating func countLines(to index: Int) {
    while countedTo < index {
      if held[countedTo] == 0x0A { line += 1 }
      countedTo += 1
    }
  }

  private func starts(_ word: String) -> Bool {
    held[position...].prefix(word.utf8.count).elementsEqual(word.utf8)
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }

  static func isName(_ byte: UInt8) -> Bool {
    isNameStart(byte) || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
