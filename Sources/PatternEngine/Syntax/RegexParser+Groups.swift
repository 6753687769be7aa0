// SPDX-License-Identifier: Apache-2.0

/// Everything that begins with a parenthesis.
extension RegexParser {
  mutating func readOpening() throws(Obstacle) {
    position += 1
    switch byte(at: position) {
    case UInt8(ascii: "?"):
      position += 1
      try readQuestion()
    case UInt8(ascii: "*"): try readStarred()
    default:
      if mode.contains(.noAutoCapture) { try openGroup(.plain) } else { try openCapture() }
    }
  }

  private mutating func openCapture() throws(Obstacle) {
    captureCount += 1
    groups.declare(captureCount)
    try openGroup(.capture(captureCount))
  }

  /// `(?<name>…)`: a name captures also under `(?n)`.
  private mutating func openCapture(namedTo end: UInt8) throws(Obstacle) {
    let name = try readName(to: end)
    groups.declare(captureCount + 1, named: name)
    try openCapture()
  }

  /// What follows `(?`.
  private mutating func readQuestion() throws(Obstacle) {
    let first = byte(at: position)
    switch first {
    case UInt8(ascii: ":"):
      position += 1
      try openGroup(.plain)
    case UInt8(ascii: "|"):
      position += 1
      try openGroup(.branchReset(start: captureCount, highest: captureCount))
    case UInt8(ascii: ">"):
      position += 1
      try openGroup(.atomic)
    case UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "!"):
      position += 1
      try openGroup(.look(isBehind: false, isNegative: first == UInt8(ascii: "!")))
    case UInt8(ascii: "<"):
      position += 1
      let second = byte(at: position)
      switch second {
      case UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "!"):
        position += 1
        try openGroup(.look(isBehind: true, isNegative: second == UInt8(ascii: "!")))
      default: try openCapture(namedTo: UInt8(ascii: ">"))
      }
    case UInt8(ascii: "'"):
      position += 1
      try openCapture(namedTo: UInt8(ascii: "'"))
    case UInt8(ascii: "#"):
      // Without a flush: a quantifier behind a comment means the item before it.
      _ = try readText(to: UInt8(ascii: ")"))
    case UInt8(ascii: "P"):
      position += 1
      try readPythonGroup()
    case UInt8(ascii: "("): try readCondition()
    case UInt8(ascii: "R"), UInt8(ascii: "&"):
      position += 1
      try readCall()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): try readCall()
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      if Self.digit(byte(at: position + 1)) != nil {
        position += 1
        try readCall()
      } else {
        try readOptions()
      }
    case UInt8(ascii: "C"), UInt8(ascii: "["): throw .unknownConstruct
    default: try readOptions()
    }
  }

  /// `(?P<n>…)`, `(?P=n)`, `(?P>n)`.
  private mutating func readPythonGroup() throws(Obstacle) {
    position += 1
    switch byte(at: position - 1) {
    case UInt8(ascii: "<"): try openCapture(namedTo: UInt8(ascii: ">"))
    case UInt8(ascii: "="): putReference(to: try readName(to: UInt8(ascii: ")")))
    case UInt8(ascii: ">"): try readCall()
    default: throw .malformed
    }
  }

  /// A call of a group or of the whole, up to its parenthesis: any text.
  private mutating func readCall() throws(Obstacle) {
    let target = try readText(to: UInt8(ascii: ")"))
    // `(?1(2))`, with arguments, is of 10.46.
    if target.contains(UInt8(ascii: "(")) { throw .unknownConstruct }
    put(.other)
  }

  /// `(?(1)`, `(?(<n>)`, `(?(R)`, `(?(DEFINE)`, `(?(VERSION>=10.4)`: what is asked does not matter
  /// here. Or `(?(?=`, where the look-around is read next, as the first item.
  private mutating func readCondition() throws(Obstacle) {
    try openGroup(.condition)
    switch byte(at: position + 1) {
    case UInt8(ascii: "?"), UInt8(ascii: "*"): break
    default: _ = try readText(to: UInt8(ascii: ")"))
    }
  }

  /// The bytes before the next `end`, which is skipped.
  func endOfText(_ end: UInt8) throws(Obstacle) -> Int {
    var place = position
    while place < source.count, source[place] != end { place += 1 }
    guard place < source.count else { throw .malformed }
    return place
  }

  mutating func readText(to end: UInt8) throws(Obstacle) -> ArraySlice<UInt8> {
    let place = try endOfText(end)
    defer { position = place + 1 }
    return source[position..<place]
  }

  /// A group's name. Blanks beside it are not part of it (in braces, from 10.43 on).
  mutating func readName(to end: UInt8) throws(Obstacle) -> ArraySlice<UInt8> {
    var name = try readText(to: end)
    while let first = name.first, first == 0x20 || first == 0x09 { name.removeFirst() }
    while let last = name.last, last == 0x20 || last == 0x09 { name.removeLast() }
    guard !name.isEmpty else { throw .malformed }
    return name
  }
}

// MARK: - Options

extension RegexParser {
  /// `(?i)`, `(?^x)`, `(?xx-s:…)`; `(?)` changes nothing.
  private mutating func readOptions() throws(Obstacle) {
    var inner = mode
    if byte(at: position) == UInt8(ascii: "^") {
      inner.subtract([
        .caseless, .multiline, .dotAll, .extended, .extendedMore, .noAutoCapture,
      ])
      position += 1
    }
    var set: Mode = []
    var unset: Mode = []
    var isSetting = true
    while position < source.count {
      let option: Mode
      switch source[position] {
      case UInt8(ascii: ")"), UInt8(ascii: ":"):
        // `x` alone takes back an earlier `xx`, and so does `-x`.
        if set.contains(.extended) && !set.contains(.extendedMore) || unset.contains(.extended) {
          unset.insert(.extendedMore)
        }
        inner.formUnion(set)
        inner.subtract(unset)
        position += 1
        if source[position - 1] == UInt8(ascii: ":") {
          try openGroup(.plain, mode: inner)
        } else {
          flush()
          mode = inner
        }
        return
      case UInt8(ascii: "-"):
        isSetting = false
        option = []
      case UInt8(ascii: "i"): option = .caseless
      case UInt8(ascii: "m"): option = .multiline
      case UInt8(ascii: "s"): option = .dotAll
      case UInt8(ascii: "n"): option = .noAutoCapture
      case UInt8(ascii: "U"): option = .ungreedy
      case UInt8(ascii: "J"): option = []
      case UInt8(ascii: "x"):
        if byte(at: position + 1) == UInt8(ascii: "x") {
          option = [.extended, .extendedMore]
          position += 1
        } else {
          option = .extended
        }
      // `a`, `r` and their relatives are of 10.43.
      default: throw .unknownConstruct
      }
      if isSetting { set.formUnion(option) } else { unset.formUnion(option) }
      position += 1
    }
    throw .malformed
  }
}

// MARK: - (*…

extension RegexParser {
  /// `(*pla:…)` and its relatives, which are groups, or a backtracking verb.
  private mutating func readStarred() throws(Obstacle) {
    position += 1
    let start = position
    while Self.isNameByte(byte(at: position)) { position += 1 }
    let name = source[start..<position]
    let end = byte(at: position)
    if let first = name.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") {
      guard end == UInt8(ascii: ":"), let kind = Self.groupKind(named: name) else {
        throw .unknownConstruct
      }
      position += 1
      try openGroup(kind)
      return
    }
    guard end == UInt8(ascii: ":") || end == UInt8(ascii: ")") else { throw .malformed }
    // The verb's own name ends at the first parenthesis, whatever stands before it.
    _ = try readText(to: UInt8(ascii: ")"))
    switch String(decoding: name, as: UTF8.self) {
    case "ACCEPT": throw .accept
    case "", "MARK", "COMMIT", "PRUNE", "SKIP", "THEN", "FAIL", "F":
      // They only ever take matches away: as a text they are nothing, but a condition.
      flush()
      append(.look(.empty, isBehind: false, isNegative: false))
    default: throw .unknownConstruct
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      || byte == UInt8(ascii: "_") || digit(byte) != nil
  }

  private static func groupKind(named name: ArraySlice<UInt8>) -> Frame.Kind? {
    switch String(decoding: name, as: UTF8.self) {
    case "pla", "positive_lookahead", "napla", "non_atomic_positive_lookahead":
      .look(isBehind: false, isNegative: false)
    case "nla", "negative_lookahead": .look(isBehind: false, isNegative: true)
    case "plb", "positive_lookbehind", "naplb", "non_atomic_positive_lookbehind":
      .look(isBehind: true, isNegative: false)
    case "nlb", "negative_lookbehind": .look(isBehind: true, isNegative: true)
    case "atomic", "asr", "atomic_script_run": .atomic
    // A script run refuses some of what its content matches: so does an atomic group.
    case "sr", "script_run": .atomic
    default: nil
    }
  }
}
