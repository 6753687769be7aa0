// SPDX-License-Identifier: Apache-2.0

/// A regular expression in Python's spelling, to be given to PCRE2.
///
/// AutoModerator's patterns are Python's `re`. Nearly all of it means the same to PCRE2; this type
/// knows what does not, spells it anew where the meaning is clear, and says so where it is not.
///
/// | Python | PCRE2 | why |
/// | --- | --- | --- |
/// | `\Z` | `\z` | Python's is the very end, PCRE2's admits a line feed |
/// | `\u00E9`, `\U0001F600` | `\x{00E9}`, `\x{0001F600}` | |
/// | `\v` | `\x0B` | PCRE2's is a class |
/// | `a{,3}` | `a{0,3}` | plain text to PCRE2 before 10.43 |
/// | `(?i)` anywhere | at the start | Python's holds for the whole pattern, also before it |
/// | `(?u)`, `(?L)` | – | Unicode is always on |
/// | `\y`, `\i`, `\m` … | `y`, `i`, `m` | old Python read unknown escapes as plain letters |
///
/// - Source: Python's `re` documentation (2.7 and 3); pcre2pattern(3); pcre2syntax(3).
struct PythonPattern {
  /// Something whose meaning could differ.
  struct Remark: Equatable {
    var code: String
    var message: String
    /// Bytes of the source.
    var offset: Int
  }

  let source: [UInt8]
  private(set) var remarks: [Remark] = []
  /// The letters of inline flags that hold for the whole pattern: `(?im)`.
  private(set) var flags: Set<UInt8> = []
  /// The names of groups: `(?P<name>…)`.
  private(set) var groupNames: [String] = []
  /// How many groups capture.
  private(set) var groupCount = 0
  /// The numbers of the groups that the pattern refers to.
  var references: [Int] { numbers.map(\.number) }

  private var edits: [Edit] = []
  private var numbers: [Reference] = []

  private struct Edit {
    var range: Range<Int>
    var text: [UInt8]
  }

  private struct Reference {
    /// What is replaced: `\2`, or the digits of `(?(2)`.
    var range: Range<Int>
    var number: Int
    var isCondition: Bool
  }

  /// Whether white space and comments mean nothing, as after `(?x)`.
  private let isVerbose: Bool
  /// Whether they mean nothing in some group, as in `(?x:…)`.
  private var hasVerboseGroup = false

  /// - Parameter isVerbose: Whether another value of the key has the flag x, which holds for all.
  init(_ source: String, isVerbose: Bool = false) {
    self.init(scanning: source, isVerbose: isVerbose)
    // The flag may stand behind what it holds for.
    if !isVerbose, flags.contains(UInt8(ascii: "x")) {
      self.init(scanning: source, isVerbose: true)
    }
  }

  private init(scanning source: String, isVerbose: Bool) {
    self.source = Array(source.utf8)
    self.isVerbose = isVerbose
    scan()
  }
}

// MARK: - The PCRE2 spelling

extension PythonPattern {
  /// A spelling for PCRE2 and the way back to the source.
  struct Rendering {
    var pattern: String
    /// Where pieces of the pattern come from: bytes of the pattern, bytes of the source.
    fileprivate var anchors: [(rendered: Int, source: Int)]

    /// The byte of the source for a byte of the pattern.
    func sourceOffset(of offset: Int) -> Int {
      guard let anchor = anchors.last(where: { $0.rendered <= offset }) else { return 0 }
      return anchor.source + offset - anchor.rendered
    }
  }

  /// The pattern for PCRE2.
  ///
  /// - Parameters:
  ///   - flags: Letters of inline flags of the whole key.
  ///   - groupsBefore: What AutoModerator counts before this value's first group: the group around
  ///     all values and the groups of the values before; `nil` if the value counts its own alone.
  func rendering(flags: Set<UInt8>, groupsBefore: Int?) -> Rendering {
    var edits = edits
    if let groupsBefore {
      for reference in numbers {
        let own = reference.number - groupsBefore
        let text: String
        if reference.isCondition {
          text = String(max(own, 1))
        } else if own < 1 || own > groupCount {
          // A group of another value: it never took part, and so the reference never matches.
          text = "(?!)"
        } else {
          text = "\\g{\(own)}"
        }
        edits.append(Edit(range: reference.range, text: Array(text.utf8)))
      }
    }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    var output: [UInt8] = []
    let letters = flags.filter { "imsx".utf8.contains($0) }.sorted()
    if !letters.isEmpty { output += Array("(?".utf8) + letters + Array(")".utf8) }
    var anchors: [(rendered: Int, source: Int)] = [(0, 0), (output.count, 0)]
    var position = 0
    for edit in edits where edit.range.lowerBound >= position {
      output += source[position..<edit.range.lowerBound]
      anchors.append((output.count, edit.range.lowerBound))
      output += edit.text
      anchors.append((output.count, edit.range.upperBound))
      position = edit.range.upperBound
    }
    output += source[position...]
    return Rendering(pattern: String(decoding: output, as: UTF8.self), anchors: anchors)
  }
}

// MARK: - Reading

extension PythonPattern {
  private mutating func scan() {
    var index = 0
    var isInClass = false
    var classStart = 0
    var isAfterQuantifier = false
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "\\") {
        index = escape(at: index, isInClass: isInClass)
        isAfterQuantifier = false
        continue
      }
      if isInClass {
        if byte == UInt8(ascii: "]"), index > classStart {
          isInClass = false
        } else if byte == UInt8(ascii: "["), index + 1 < source.count,
          source[index + 1] == UInt8(ascii: ":"), closesPOSIX(from: index + 2)
        {
          remark(
            "posix-class",
            "a class such as [:alpha:] is one to PCRE2, and single characters to Python",
            at: index
          )
        }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "#") where isVerbose:
        index = source[index...].firstIndex(of: 0x0A) ?? source.count
      case UInt8(ascii: "["):
        isInClass = true
        // A bracket right after the opening, or after `^`, is a member.
        classStart = index + 1
        if classStart < source.count, source[classStart] == UInt8(ascii: "^") { classStart += 1 }
        index = classStart
        if index < source.count, source[index] == UInt8(ascii: "]") {
          classStart = index
          index += 1
        } else {
          classStart = index - 1
        }
        isAfterQuantifier = false
      case UInt8(ascii: "("):
        index = group(at: index)
        isAfterQuantifier = false
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        if isAfterQuantifier, byte == UInt8(ascii: "+") {
          remark(
            "pcre-only",
            "possessive quantifiers are PCRE2's: AutoModerator refuses this pattern",
            at: index
          )
        }
        isAfterQuantifier = !isAfterQuantifier
        index += 1
      case UInt8(ascii: "{"):
        if let end = quantifierEnd(at: index) {
          if source[index + 1] == UInt8(ascii: ",") {
            edits.append(Edit(range: index + 1..<index + 1, text: [UInt8(ascii: "0")]))
          }
          isAfterQuantifier = true
          index = end
        } else {
          isAfterQuantifier = false
          index += 1
        }
      default:
        isAfterQuantifier = false
        index += 1
      }
    }
  }

  /// The end of `{2}`, `{2,}`, `{,3}` or `{2,3}`; `nil` if the brace is plain text.
  private func quantifierEnd(at start: Int) -> Int? {
    var index = start + 1
    var digits = 0
    var commas = 0
    while index < source.count {
      switch source[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: ","): commas += 1
      case UInt8(ascii: "}"): return digits > 0 && commas < 2 ? index + 1 : nil
      default: return nil
      }
      index += 1
    }
    return nil
  }

  private func closesPOSIX(from start: Int) -> Bool {
    let name = source[start...].prefix { ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "^") }
    let end = start + name.count
    return !name.isEmpty && end + 1 < source.count && source[end] == UInt8(ascii: ":")
      && source[end + 1] == UInt8(ascii: "]")
  }

  /// Reads a backslash and what belongs to it; returns where to go on.
  private mutating func escape(at start: Int, isInClass: Bool) -> Int {
    guard start + 1 < source.count else { return start + 1 }
    let byte = source[start + 1]
    let next = start + 2
    switch byte {
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      guard !isInClass else { return next }
      let digits = source[(start + 1)...].prefix { $0 &- 0x30 < 10 }.prefix(3)
      // Three octal digits are a character.
      if digits.count == 3, digits.allSatisfy({ $0 &- 0x30 < 8 }) { return start + 4 }
      let shown = digits.prefix(2)
      if let number = Int(String(decoding: shown, as: UTF8.self)) {
        let range = start..<start + 1 + shown.count
        numbers.append(Reference(range: range, number: number, isCondition: false))
        return range.upperBound
      }
      return next
    case UInt8(ascii: "Z"):
      edits.append(
        Edit(range: start..<next, text: Array((isInClass ? "Z" : #"\z"#).utf8))
      )
      return next
    case UInt8(ascii: "v"):
      edits.append(Edit(range: start..<next, text: Array(#"\x0B"#.utf8)))
      return next
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let width = byte == UInt8(ascii: "u") ? 4 : 8
      let digits = source[next...].prefix(width)
      if digits.count == width, digits.allSatisfy({ Self.isHex($0) }) {
        if width == 4, let end = surrogate(at: start, isInClass: isInClass) { return end }
        let text = #"\x{"# + String(decoding: digits, as: UTF8.self) + "}"
        edits.append(Edit(range: start..<next + width, text: Array(text.utf8)))
        return next + width
      }
      return plainLetter(at: start)
    case UInt8(ascii: "Q"):
      differs(at: start)
      // Quoted text is plain up to `\E`.
      var index = next
      while index + 1 < source.count,
        source[index] != UInt8(ascii: "\\") || source[index + 1] != UInt8(ascii: "E")
      {
        index += 1
      }
      return min(index + 2, source.count)
    case _ where isInClass && "ABRXGKCk".utf8.contains(byte): return plainLetter(at: start)
    case UInt8(ascii: "x"):
      let digits = source[next...].prefix(2)
      if digits.count < 2 || !digits.allSatisfy({ Self.isHex($0) }) {
        onlyPCRE(
          #"\x without two digits"#,
          isOne: true,
          at: start,
          instead: #"\u263A is read by both"#
        )
      }
      return next
    case _ where "AbBdDsSwWafnrt".utf8.contains(byte): return next
    case _ where "hHRKEGXNVCpPkgeocz".utf8.contains(byte):
      differs(at: start)
      return next
    case _ where (byte | 0x20) &- 0x61 < 26: return plainLetter(at: start)
    default: return next
    }
  }

  /// Half of a character beyond U+FFFF, as Python of old and JavaScript count; `nil` if it is none.
  ///
  /// Two halves are the character. The range of all halves is what such a class was written for: any
  /// character beyond U+FFFF. A half by itself is in no text.
  private mutating func surrogate(at start: Int, isInClass: Bool) -> Int? {
    guard let first = codeUnit(at: start), 0xD800...0xDFFF ~= first else { return nil }
    var end = start + 6
    var text = isInClass ? #"\x{FFFE}"# : "(?!)"
    if first < 0xDC00, let second = codeUnit(at: end), 0xDC00...0xDFFF ~= second {
      let scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      text = #"\x{"# + String(scalar, radix: 16, uppercase: true) + "}"
      end += 6
    } else if isInClass, end < source.count, source[end] == UInt8(ascii: "-"),
      let second = codeUnit(at: end + 1), 0xD800...0xDFFF ~= second
    {
      text = #"\x{10000}-\x{10FFFF}"#
      end += 7
    }
    remark(
      "surrogate-escape",
      "halves of characters (\\uD800 to \\uDFFF) are read as characters beyond U+FFFF",
      at: start
    )
    edits.append(Edit(range: start..<end, text: Array(text.utf8)))
    return end
  }

  /// The number in `\uXXXX`.
  private func codeUnit(at start: Int) -> Int? {
    guard start + 6 <= source.count, source[start] == UInt8(ascii: "\\"),
      source[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return Int(String(decoding: source[(start + 2)..<(start + 6)], as: UTF8.self), radix: 16)
  }

  /// An escape without a meaning in either language.
  private mutating func plainLetter(at start: Int) -> Int {
    let letter = String(decoding: [source[start + 1]], as: UTF8.self)
    remark(
      "unknown-escape",
      "\\\(letter) has no meaning here; it is read as the letter \(letter)",
      at: start
    )
    edits.append(Edit(range: start..<start + 2, text: [source[start + 1]]))
    return start + 2
  }

  private mutating func differs(at start: Int) {
    let letter = String(decoding: [source[start + 1]], as: UTF8.self)
    remark(
      "python-escape",
      "\\\(letter) has PCRE2's meaning here; Python reads the letter \(letter) or refuses it",
      at: start
    )
  }

  /// Reads an opening parenthesis and what it says of its group; returns where to go on.
  private mutating func group(at start: Int) -> Int {
    guard start + 1 < source.count else { return start + 1 }
    if source[start + 1] == UInt8(ascii: "*") {
      remark(
        "pcre-only",
        "verbs such as (*SKIP) are PCRE2's: AutoModerator refuses this",
        at: start
      )
      return start + 2
    }
    guard source[start + 1] == UInt8(ascii: "?"), start + 2 < source.count else {
      groupCount += 1
      return start + 1
    }
    let rest = source[(start + 2)...]
    switch rest.first {
    case UInt8(ascii: "P"):
      if rest.dropFirst().first == UInt8(ascii: "<") {
        groupCount += 1
        let name = rest.dropFirst(2).prefix(100).prefix { $0 != UInt8(ascii: ">") }
        groupNames.append(String(decoding: name, as: UTF8.self))
      }
      if rest.dropFirst().first == UInt8(ascii: ">") { onlyPCRE("calls of groups", at: start) }
      return start + 3
    case UInt8(ascii: "<"):
      if let end = startWindow(at: start) { return end }
      let second = rest.dropFirst().first
      if second != UInt8(ascii: "="), second != UInt8(ascii: "!") {
        groupCount += 1
        onlyPCRE("(?<name>) groups", at: start, instead: "(?P<name>) is read by both")
      } else if !hasVerboseGroup,
        Set(LookBehindWidths(source[(start + 4)...], isVerbose: isVerbose).widths).count > 1
      {
        onlyPCRE(
          "look-behinds of several lengths",
          at: start,
          instead: "one look-behind for each length is read by both"
        )
      }
      return start + 3
    case UInt8(ascii: "'"):
      groupCount += 1
      onlyPCRE("(?'name') groups", at: start)
      return start + 3
    case UInt8(ascii: "#"):
      let end = rest.firstIndex(of: UInt8(ascii: ")")) ?? source.count - 1
      return end + 1
    case UInt8(ascii: "("):
      let digits = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
      if !digits.isEmpty, let number = Int(String(decoding: digits.prefix(3), as: UTF8.self)) {
        numbers.append(
          Reference(range: digits.startIndex..<digits.endIndex, number: number, isCondition: true)
        )
        return digits.endIndex
      }
      return start + 3
    case UInt8(ascii: ">"): onlyPCRE("atomic groups", at: start)
    case UInt8(ascii: "|"): onlyPCRE("branch resets", at: start)
    case UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "+"):
      onlyPCRE("calls of groups", at: start)
    case let digit? where digit &- 0x30 < 10: onlyPCRE("calls of groups", at: start)
    default: return inlineFlags(at: start)
    }
    return start + 3
  }

  /// `(?<=^.{,200})` at the start of a pattern: what follows begins within the first 200 characters.
  /// PCRE2 looks back by fixed widths only; a lazy step forward that is cut off the match is the same.
  private mutating func startWindow(at start: Int) -> Int? {
    let opener = Array("(?<=^.{".utf8)
    guard start == 0, source.starts(with: opener) else { return nil }
    let bounds = source[opener.count...].prefix { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ",") }
    guard bounds.contains(UInt8(ascii: ",")),
      source[bounds.endIndex...].starts(with: Array("})".utf8))
    else { return nil }
    let end = bounds.endIndex + 2
    let zero = bounds.first == UInt8(ascii: ",") ? "0" : ""
    let text = "^.{" + zero + String(decoding: bounds, as: UTF8.self) + #"}?\K"#
    edits.append(Edit(range: start..<end, text: Array(text.utf8)))
    return end
  }

  /// `(?im)` holds for the whole pattern, `(?i:…)` for the group.
  private mutating func inlineFlags(at start: Int) -> Int {
    let letters = source[(start + 2)...].prefix { "aiLmsux-".utf8.contains($0) }
    guard !letters.isEmpty, let closer = source[letters.endIndex...].first else { return start + 2 }
    let kept = letters.filter { !"aLu".utf8.contains($0) }
    if letters.contains(UInt8(ascii: "a")) {
      remark("ascii-flag", "the flag a (ASCII classes) is left out: \\w is Unicode's", at: start)
    }
    if closer == UInt8(ascii: ")") {
      guard !letters.contains(UInt8(ascii: "-")) else {
        onlyPCRE("flags that are switched off", at: start)
        return letters.endIndex
      }
      flags.formUnion(kept)
      edits.append(Edit(range: start..<letters.endIndex + 1, text: []))
      return letters.endIndex + 1
    }
    if letters.prefix(while: { $0 != UInt8(ascii: "-") }).contains(UInt8(ascii: "x")) {
      hasVerboseGroup = true
    }
    if closer == UInt8(ascii: ":"), kept.count != letters.count {
      edits.append(Edit(range: letters.startIndex..<letters.endIndex, text: kept))
    }
    return letters.endIndex
  }

  private mutating func onlyPCRE(
    _ what: String,
    isOne: Bool = false,
    at offset: Int,
    instead: String? = nil
  ) {
    remark(
      "pcre-only",
      "\(what) \(isOne ? "is" : "are") PCRE2's: AutoModerator refuses this pattern"
        + (instead.map { "; \($0)" } ?? ""),
      at: offset
    )
  }

  private mutating func remark(_ code: String, _ message: String, at offset: Int) {
    guard !remarks.contains(where: { $0.code == code && $0.message == message }) else { return }
    remarks.append(Remark(code: code, message: message, offset: offset))
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }
}
