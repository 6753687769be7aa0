// SPDX-License-Identifier: Apache-2.0

/// A pattern over the names in a folder: `*` any characters, `?` one, `[a-c]` one of these.
///
/// Names that start with a dot match only a pattern that does.
struct NamePattern {
  /// The folder with its slash; empty for the working folder.
  let folder: String
  private let pattern: [UInt8]

  /// - Returns: `nil` for a path whose last part is no pattern.
  init?(path: String) {
    let bytes = Array(path.utf8)
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let name = bytes[start...]
    guard name.contains(where: { "*?[".utf8.contains($0) }) else { return nil }
    folder = String(decoding: bytes[..<start], as: UTF8.self)
    pattern = Array(name)
  }

  /// Whether a name matches.
  ///
  /// - Complexity: O(*n* · *m*) in the bytes of name and pattern.
  func matches(_ name: String) -> Bool {
    let name = Array(name.utf8)
    if name.first == UInt8(ascii: "."), pattern.first != UInt8(ascii: ".") { return false }
    var index = 0
    var place = 0
    /// Where to go on when what follows the last star does not match.
    var star: (pattern: Int, name: Int)?
    while index < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place + 1, index)
        place += 1
      } else if let next = step(place, name[index]) {
        place = next
        index += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        place = last.pattern
        index = last.name + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// The place behind the part of the pattern at `place` if it matches a byte.
  private func step(_ place: Int, _ byte: UInt8) -> Int? {
    guard place < pattern.count else { return nil }
    switch pattern[place] {
    case UInt8(ascii: "?"): return place + 1
    case UInt8(ascii: "["):
      guard let end = pattern[(place + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
        return byte == pattern[place] ? place + 1 : nil
      }
      var set = pattern[(place + 1)..<end]
      let isNegated = set.first == UInt8(ascii: "!") || set.first == UInt8(ascii: "^")
      if isNegated { set = set.dropFirst() }
      var isIn = false
      var index = set.startIndex
      while index < set.endIndex {
        if index + 2 < set.endIndex, set[index + 1] == UInt8(ascii: "-") {
          if set[index] <= byte, byte <= set[index + 2] { isIn = true }
          index += 3
        } else {
          if set[index] == byte { isIn = true }
          index += 1
        }
      }
      return isIn != isNegated ? end + 1 : nil
    default: return pattern[place] == byte ? place + 1 : nil
    }
  }
}
