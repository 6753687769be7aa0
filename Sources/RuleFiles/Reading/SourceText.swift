// SPDX-License-Identifier: Apache-2.0

/// The text of a rule file, for finding lines and saying where something is.
struct SourceText {
  /// The most bytes of a line that a diagnostic shows.
  static let maxExcerptBytes = 200

  let name: String
  /// Lines without their line ends.
  let lines: [ArraySlice<UInt8>]

  init(bytes: [UInt8], name: String) {
    self.name = name
    lines = Self.lines(of: bytes)
  }

  /// Cuts a text where YAML 1.1 does: LF, CR LF, CR, U+0085, U+2028, U+2029. Otherwise our line
  /// numbers and the parser's would part ways in a file that holds one of the rarer ones.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let width = lineEnd(in: bytes, at: index)
      if width > 0 {
        lines.append(bytes[start..<index])
        start = index + width
      }
      index += max(width, 1)
    }
    lines.append(bytes[start...])
    return lines
  }

  /// The bytes of the line end at `index`; 0 if there is none.
  private static func lineEnd(in bytes: [UInt8], at index: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      index + offset < bytes.count ? bytes[index + offset] : 0
    }
    switch bytes[index] {
    case 0x0A: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2: return byte(1) == 0x85 ? 2 : 0
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  /// A stretch of a line around a column, at most ``maxExcerptBytes`` of it, and the column at which
  /// it begins.
  func excerpt(ofLine line: Int, around column: Int) -> (text: String, column: Int)? {
    guard lines.indices.contains(line - 1) else { return nil }
    let scalars = String(decoding: lines[line - 1], as: UTF8.self).unicodeScalars
    // Far to the right, half of the room goes to what stands before.
    var start = scalars.startIndex
    var first = 1
    if column > 120 {
      first = column - 60
      start = scalars.index(start, offsetBy: first - 1, limitedBy: scalars.endIndex) ?? start
      if start == scalars.startIndex { first = 1 }
    }
    var text = String.UnicodeScalarView()
    var count = 0
    for scalar in scalars[start...] {
      count += UTF8.width(scalar)
      guard count <= Self.maxExcerptBytes else { break }
      text.append(scalar)
    }
    return (String(text), first)
  }

  func diagnostic(
    _ code: String,
    _ severity: Diagnostic.Severity,
    _ message: String,
    line: Int,
    column: Int,
    suggestion: String? = nil
  ) -> Diagnostic {
    let excerpt = excerpt(ofLine: line, around: column)
    return Diagnostic(
      code: code,
      severity: severity,
      message: message,
      file: name,
      line: max(line, 1),
      column: max(column, 1),
      suggestion: suggestion,
      excerpt: excerpt?.text,
      excerptColumn: excerpt?.column ?? 1
    )
  }
}

/// A stretch of a rule file between lines that begin with `---`.
struct RuleSection {
  /// The line of the file it starts on, from 1.
  var firstLine: Int
  var text: [UInt8]

  /// Cuts a file into sections, as AutoModerator does: at every line that *starts* with three
  /// hyphens. What follows the hyphens on their line belongs to the section below; spaces take the
  /// hyphens' place, so that columns stay true.
  static func sections(of source: SourceText) -> [RuleSection] {
    var sections: [RuleSection] = []
    var current = RuleSection(firstLine: 1, text: [])
    for (number, line) in source.lines.enumerated() {
      var line = line
      if line.starts(with: Array("---".utf8)) {
        sections.append(current)
        current = RuleSection(firstLine: number + 1, text: [])
        let hyphens = line.prefix { $0 == UInt8(ascii: "-") }.count
        line = ArraySlice([UInt8](repeating: 0x20, count: hyphens) + line.dropFirst(hyphens))
      }
      current.text += line
      current.text.append(0x0A)
    }
    sections.append(current)
    return sections
  }

  /// Whether there is anything but comments and blank lines.
  var isBlank: Bool { text.split(separator: 0x0A).allSatisfy { Self.isBlank($0) } }

  /// A number that stays the same when the section moves in its file, when it is formatted, and when
  /// its keys change places: comments, blank lines, spaces and case do not count.
  var identity: UInt64 {
    var sum: UInt64 = 0
    for line in text.split(separator: 0x0A) where !Self.isBlank(line) {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in line where byte > 0x20 {
        let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
        hash = (hash ^ UInt64(lowered)) &* 0x0000_0100_0000_01b3
      }
      sum &+= hash ^ hash >> 29
    }
    return sum
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    let first = line.first { $0 != 0x20 && $0 != 0x09 }
    return first == nil || first == UInt8(ascii: "#")
  }
}
