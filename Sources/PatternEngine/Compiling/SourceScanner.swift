// SPDX-License-Identifier: Apache-2.0

/// Reads a regular expression that compiles and finds the constructs that matter here.
///
/// It knows what can hide a construct from PCRE2: escapes, `\Q…\E`, character classes, comments, and
/// extended mode with its scopes. It does not judge syntax: it may assume that the library accepted
/// the source, and reads anything else without trapping.
struct SourceScanner {
  /// Constructs that a search in slices, or the wrapping of a method, cannot do right.
  enum Construct: Hashable {
    case callout
    case singleCodeUnit
    case searchStartAnchor
    case leadingVerb
    case wholePatternRecursion
  }

  /// One finding: what, and its first byte.
  struct Finding: Hashable {
    var construct: Construct
    var byteOffset: Int
  }

  private let source: [UInt8]
  private var position = 0

  /// The modes in force, and those to return to at the end of each open group.
  private var mode = Mode()
  private var outerModes: [Mode] = []

  private(set) var findings: [Finding] = []

  /// Whether `(*COMMIT)` or `(*SKIP)` occurs: verbs that steer the search as a whole.
  private(set) var steersSearch = false

  private struct Mode {
    var isExtended = false
    var isExtendedMore = false
  }

  /// Reads `source` from beginning to end.
  init(_ source: [UInt8]) {
    self.source = source
    skipLeadingVerbs()
    while position < source.count { step() }
  }
}

extension SourceScanner {
  private func byte(_ offset: Int) -> UInt8 {
    let place = position + offset
    return place < source.count ? source[place] : 0
  }

  private func begins(with text: [UInt8]) -> Bool {
    guard position + text.count <= source.count else { return false }
    for (offset, byte) in text.enumerated() where source[position + offset] != byte { return false }
    return true
  }

  private mutating func report(_ construct: Construct, at byteOffset: Int) {
    findings.append(Finding(construct: construct, byteOffset: byteOffset))
  }

  /// Moves behind the next `end`, or to the end of the source.
  private mutating func skip(past end: [UInt8]) {
    while position < source.count, !begins(with: end) { position += 1 }
    position = min(source.count, position + end.count)
  }

  private mutating func step() {
    switch byte(0) {
    case UInt8(ascii: "\\"): readEscape(inClass: false)
    case UInt8(ascii: "["): readClass()
    case UInt8(ascii: "("): readOpening()
    case UInt8(ascii: ")"):
      mode = outerModes.popLast() ?? Mode()
      position += 1
    case UInt8(ascii: "#") where mode.isExtended: skip(past: Mark.lineFeed)
    default: position += 1
    }
  }

  private mutating func readEscape(inClass: Bool) {
    switch byte(1) {
    case UInt8(ascii: "Q"):
      position += 2
      skip(past: Mark.endQuote)
    case UInt8(ascii: "c"):
      // Any printable character may follow: `\c\` and `\c[` too.
      position += 3
    case UInt8(ascii: "C") where !inClass:
      report(.singleCodeUnit, at: position)
      position += 2
    case UInt8(ascii: "G") where !inClass:
      report(.searchStartAnchor, at: position)
      position += 2
    case UInt8(ascii: "g") where !inClass:
      // `\g<0>` and `\g'0'` call the whole pattern.
      let isCall = byte(2) == UInt8(ascii: "<") || byte(2) == UInt8(ascii: "'")
      if isCall, isZero(from: position + 3, to: [UInt8(ascii: ">"), UInt8(ascii: "'")]) {
        report(.wholePatternRecursion, at: position)
      }
      position += 2
    default: position += 2
    }
  }

  /// Whether a number zero stands at `start`, followed by one of `terminators`.
  private func isZero(from start: Int, to terminators: [UInt8]) -> Bool {
    var place = start
    while place < source.count, source[place] == UInt8(ascii: "0") { place += 1 }
    return place > start && place < source.count && terminators.contains(source[place])
  }

  private mutating func readClass() {
    position += 1
    // A `]` at the beginning is an ordinary member; `^`, empty quotes and, in (?xx), blanks may
    // stand before it (pcre2_compile.c, parse_regex, case '[').
    var isNegated = false
    while position < source.count {
      if begins(with: Mark.endQuote) {
        position += 2
      } else if begins(with: Mark.emptyQuote) {
        position += 4
      } else if mode.isExtendedMore, byte(0) == 0x20 || byte(0) == 0x09 {
        position += 1
      } else if !isNegated, byte(0) == UInt8(ascii: "^") {
        isNegated = true
        position += 1
      } else {
        break
      }
    }
    if byte(0) == UInt8(ascii: "]") { position += 1 }
    while position < source.count {
      switch byte(0) {
      case UInt8(ascii: "]"):
        position += 1
        return
      case UInt8(ascii: "\\"): readEscape(inClass: true)
      case UInt8(ascii: "[") where byte(1) == UInt8(ascii: ":"):
        if let end = endOfNamedClass() { position = end } else { position += 1 }
      default: position += 1
      }
    }
  }

  /// The place behind `[:name:]` at `position`, by the library's own rule for what is one.
  private func endOfNamedClass() -> Int? {
    var place = position + 2
    while place + 1 < source.count {
      let (this, next) = (source[place], source[place + 1])
      if this == UInt8(ascii: "\\"), next == UInt8(ascii: "]") || next == UInt8(ascii: "\\") {
        place += 1
      } else if this == UInt8(ascii: "]")
        || (this == UInt8(ascii: "[") && next == UInt8(ascii: ":"))
      {
        return nil
      } else if this == UInt8(ascii: ":"), next == UInt8(ascii: "]") {
        return place + 2
      }
      place += 1
    }
    return nil
  }

  private mutating func readOpening() {
    let start = position
    if byte(1) == UInt8(ascii: "*") {
      readStarred()
      return
    }
    guard byte(1) == UInt8(ascii: "?") else {
      outerModes.append(mode)
      position += 1
      return
    }
    position += 2
    switch byte(0) {
    case UInt8(ascii: "#"):
      skip(past: Mark.closing)
      return
    case UInt8(ascii: "C"):
      report(.callout, at: start)
      skipCallout()
      return
    case UInt8(ascii: "R") where byte(1) == UInt8(ascii: ")"):
      report(.wholePatternRecursion, at: start)
    case UInt8(ascii: "0") where isZero(from: position, to: [UInt8(ascii: ")")]):
      report(.wholePatternRecursion, at: start)
    case UInt8(ascii: "("):
      // A condition: its own parenthesis is read next, as a group.
      break
    default:
      if readOptions() { return }
    }
    outerModes.append(mode)
  }

  /// `(?C1)` or `(?C'text')`, in which a doubled delimiter stands for itself.
  private mutating func skipCallout() {
    position += 1
    let delimiter = byte(0)
    let closing = delimiter == UInt8(ascii: "{") ? UInt8(ascii: "}") : delimiter
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(delimiter)
      || delimiter == UInt8(ascii: ")")
    {
      skip(past: Mark.closing)
      return
    }
    position += 1
    while position < source.count {
      if byte(0) == closing {
        if byte(1) != closing { break }
        position += 1
      }
      position += 1
    }
    skip(past: Mark.closing)
  }

  /// `(?i)`, `(?^x-s)` or `(?xx:`; `true` if the construct was read to its end.
  private mutating func readOptions() -> Bool {
    var place = position
    var changed = mode
    var isSetting = true
    loop: while place < source.count {
      switch source[place] {
      case UInt8(ascii: "x"):
        let isDoubled = place + 1 < source.count && source[place + 1] == UInt8(ascii: "x")
        changed.isExtended = isSetting
        changed.isExtendedMore = isSetting && isDoubled
        if isDoubled { place += 1 }
      case UInt8(ascii: "^"): changed = Mode()
      case UInt8(ascii: "-"): isSetting = false
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
      default: break loop
      }
      place += 1
    }
    guard place < source.count else { return false }
    if source[place] == UInt8(ascii: ")") {
      mode = changed
      position = place + 1
      return true
    }
    if source[place] == UInt8(ascii: ":") {
      outerModes.append(mode)
      mode = changed
      position = place + 1
      return true
    }
    return false
  }

  /// `(*VERB)`, `(*VERB:name)`, or `(*pla:…)`, which is a group with a long name.
  private mutating func readStarred() {
    position += 2
    let first = byte(0)
    if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) {
      // Also `(*VERB` in small letters would land here, but that does not compile.
      outerModes.append(mode)
      return
    }
    if begins(with: Mark.commit) || begins(with: Mark.skip) { steersSearch = true }
    skip(past: Mark.closing)
  }

  /// `(*UTF)`, `(*LIMIT_MATCH=9)` and so on: whatever stands at the very start in this form and is
  /// not a backtracking verb, so that items of later library versions are included.
  private mutating func skipLeadingVerbs() {
    while begins(with: Mark.verb), (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte(2)) {
      let start = position
      position += 2
      let word = source[position...].prefix { (0x41...0x5A).contains($0) || $0 == 0x5F }
      if Self.backtrackingVerbs.contains(String(decoding: word, as: UTF8.self)) {
        position = start
        return
      }
      report(.leadingVerb, at: start)
      skip(past: Mark.closing)
    }
  }

  private enum Mark {
    static let lineFeed = Array("\n".utf8)
    static let closing = Array(")".utf8)
    static let endQuote = Array(#"\E"#.utf8)
    static let emptyQuote = Array(#"\Q\E"#.utf8)
    static let verb = Array("(*".utf8)
    static let commit = Array("COMMIT".utf8)
    static let skip = Array("SKIP".utf8)
  }

  private static let backtrackingVerbs: Set<String> = [
    "ACCEPT", "F", "FAIL", "MARK", "COMMIT", "PRUNE", "SKIP", "THEN",
  ]
}
