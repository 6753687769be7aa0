// SPDX-License-Identifier: Apache-2.0

/// Takes all but the last of equal keys out of a section, line by line.
///
/// AutoModerator's YAML reader keeps the last of equal keys without a word; ours stops at them. Real
/// files have them, often because a `---` between two rules was forgotten, so they are read as
/// AutoModerator reads them, with a warning.
enum DuplicateKeys {
  static let advice =
    "check that no `---` is missing above; a label keeps both: `body#2: …`"

  /// A key that was taken out.
  struct Removal {
    var key: String
    /// From 1, within the section.
    var line: Int
    var column: Int
    /// The line of the key that counts.
    var lastLine: Int
  }

  /// Blanks all but the last of each of `keys` in the block mapping around `line`.
  ///
  /// - Parameters:
  ///   - line: A line of the section, from 1, on which a key of the mapping stands.
  ///   - column: The column of the mapping's keys, from 1.
  /// - Returns: What was taken out; nothing if the keys do not stand on lines of their own.
  static func remove(
    _ keys: [String],
    around line: Int,
    column: Int,
    in text: inout [UInt8]
  ) -> [Removal] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let indent = column - 1
    let inside = extent(around: line - 1, indent: indent, in: lines)
    var removals: [Removal] = []
    for key in keys {
      let starts = inside.filter { isKey(key, at: indent, in: lines[$0]) }
      guard let last = starts.last else { continue }
      for start in starts.dropLast() {
        removals.append(Removal(key: key, line: start + 1, column: column, lastLine: last + 1))
        var next = start
        repeat {
          lines[next] = []
          next += 1
        } while next < inside.upperBound && continues(lines[next], below: indent)
      }
    }
    text = Array(lines.joined(separator: [0x0A]))
    return removals
  }

  /// The lines of the mapping: those around `line` that are not indented less.
  private static func extent(around line: Int, indent: Int, in lines: [[UInt8]]) -> Range<Int> {
    func isInside(_ line: [UInt8]) -> Bool {
      guard let depth = depth(of: line) else { return true }
      return depth >= indent
    }
    guard lines.indices.contains(line) else { return 0..<0 }
    var start = line
    while start > 0, isInside(lines[start - 1]) { start -= 1 }
    var end = line + 1
    while end < lines.count, isInside(lines[end]) { end += 1 }
    return start..<end
  }

  /// Whether a line belongs to the value of a key above it.
  private static func continues(_ line: [UInt8], below indent: Int) -> Bool {
    guard let depth = depth(of: line) else { return true }
    return depth > indent || depth == indent && line.dropFirst(depth).starts(with: [0x2D, 0x20])
  }

  /// The spaces before a line's text; `nil` for blank lines and comments.
  private static func depth(of line: [UInt8]) -> Int? {
    let depth = line.prefix { $0 == 0x20 }.count
    guard depth < line.count, line[depth] != UInt8(ascii: "#") else { return nil }
    return depth
  }

  private static func isKey(_ key: String, at indent: Int, in line: [UInt8]) -> Bool {
    guard depth(of: line) == indent else { return false }
    var rest = line.dropFirst(indent)
    let quote = rest.first
    if quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") { rest = rest.dropFirst() }
    guard rest.starts(with: key.utf8) else { return false }
    rest = rest.dropFirst(key.utf8.count).drop { $0 == quote || $0 == 0x20 }
    return rest.first == UInt8(ascii: ":")
  }
}
