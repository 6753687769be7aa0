// SPDX-License-Identifier: Apache-2.0

/// What can be told of a regular expression by looking at it, without a search.
struct PatternShape {
  /// The alternatives at the top, if all of them are plain text; one for plain text itself.
  private(set) var literals: [String]?
  /// Whether something repeated without end holds something repeated without end, as `(a+)+` does.
  private(set) var hasNestedRepeats = false
  /// How many repeats have no end.
  private(set) var unboundedRepeats = 0
  /// The plain characters of the pattern, each once.
  private(set) var characters: [UInt8] = []

  init(_ pattern: String) {
    read(Array(pattern.utf8))
  }

  /// A character of a class such as `\d`.
  private static func example(of letter: UInt8) -> UInt8 {
    letter == UInt8(ascii: "d") ? 0x30 : letter == UInt8(ascii: "s") ? 0x20 : 0x61
  }

  private mutating func read(_ bytes: [UInt8]) {
    var alternatives: [[UInt8]]? = [[]]
    var seen: Set<UInt8> = []
    /// For each open group, whether a repeat without end is in it.
    var groups: [Bool] = [false]
    /// Whether the group that was closed last held one.
    var closed = false
    var index = 0
    func add(_ byte: UInt8, plain: Bool) {
      if byte >= 0x20, byte < 0x7F, seen.insert(byte).inserted { characters.append(byte) }
      guard plain, alternatives != nil else { return alternatives = nil }
      let last = (alternatives?.count ?? 1) - 1
      alternatives?[last].append(byte)
    }
    while index < bytes.count {
      let byte = bytes[index]
      var isAtom = true
      var isGroup = false
      switch byte {
      case UInt8(ascii: "\\"):
        let next = index + 1 < bytes.count ? bytes[index + 1] : byte
        let isLetter = (next | 0x20) &- 0x61 < 26 || next &- 0x30 < 10
        add(isLetter ? Self.example(of: next) : next, plain: !isLetter)
        index += 2
      case UInt8(ascii: "["):
        alternatives = nil
        var end = index + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "^") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "]") { end += 1 }
        while end < bytes.count, bytes[end] != UInt8(ascii: "]") {
          if bytes[end] == UInt8(ascii: "\\") { end += 1 } else { add(bytes[end], plain: false) }
          end += 1
        }
        index = end + 1
      case UInt8(ascii: "("):
        alternatives = nil
        groups.append(false)
        index += 1
        isAtom = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "?") {
          while index < bytes.count, !":=!>)".utf8.contains(bytes[index]) { index += 1 }
          if index < bytes.count, bytes[index] != UInt8(ascii: ")") { index += 1 }
        }
      case UInt8(ascii: ")"):
        closed = groups.count > 1 ? groups.removeLast() : false
        if closed { groups[groups.count - 1] = true }
        isGroup = true
        index += 1
      case UInt8(ascii: "|"):
        if groups.count == 1 { alternatives?.append([]) }
        isAtom = false
        index += 1
      case UInt8(ascii: "^"), UInt8(ascii: "$"):
        alternatives = nil
        isAtom = false
        index += 1
      case UInt8(ascii: "."):
        alternatives = nil
        add(0x61, plain: false)
        index += 1
      default:
        add(byte, plain: !"*+?{".utf8.contains(byte))
        index += 1
      }
      guard isAtom, index < bytes.count else { continue }
      // What repeats the atom.
      var isUnbounded = false
      switch bytes[index] {
      case UInt8(ascii: "*"), UInt8(ascii: "+"):
        isUnbounded = true
        alternatives = nil
        index += 1
      case UInt8(ascii: "?"):
        alternatives = nil
        index += 1
      case UInt8(ascii: "{"):
        let digits = bytes[(index + 1)...].prefix { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ",") }
        if digits.endIndex < bytes.count, bytes[digits.endIndex] == UInt8(ascii: "}"),
          !digits.isEmpty
        {
          isUnbounded = digits.last == UInt8(ascii: ",")
          alternatives = nil
          index = digits.endIndex + 1
        }
      default: break
      }
      guard isUnbounded else { continue }
      unboundedRepeats += 1
      if isGroup, closed { hasNestedRepeats = true }
      groups[groups.count - 1] = true
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "?")
      {
        index += 1
      }
    }
    if let alternatives, alternatives.allSatisfy({ !$0.isEmpty }) {
      literals = alternatives.map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
