// SPDX-License-Identifier: Apache-2.0

/// The text of a rule file, for finding lines and saying where something is.
struct SourceText {
  let name: String
  /// Lines without their line ends.
  let lines: [ArraySlice<UInt8>]

  init(bytes: [UInt8], name: String) {
    self.name = name
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
  }

  /// The text of a line (from 1), at most 200 bytes of it.
  func excerpt(ofLine line: Int) -> String? {
    guard lines.indices.contains(line - 1) else { return nil }
    return String(decoding: lines[line - 1].prefix(200), as: UTF8.self)
  }

  func diagnostic(
    _ code: String,
    _ severity: Diagnostic.Severity,
    _ message: String,
    line: Int,
    column: Int,
    suggestion: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: code,
      severity: severity,
      message: message,
      file: name,
      line: max(line, 1),
      column: max(column, 1),
      suggestion: suggestion,
      excerpt: excerpt(ofLine: line)
    )
  }
}

/// A stretch of a rule file between lines that begin with `---`.
struct RuleSection {
  /// The line of the file it starts on, from 1.
  var firstLine: Int
  var text: [UInt8]

  /// Cuts a file into sections, as AutoModerator does: at every line that *starts* with three
  /// hyphens, whatever follows them.
  static func sections(of source: SourceText) -> [RuleSection] {
    var sections: [RuleSection] = []
    var current = RuleSection(firstLine: 1, text: [])
    for (number, line) in source.lines.enumerated() {
      if line.starts(with: Array("---".utf8)) {
        sections.append(current)
        current = RuleSection(firstLine: number + 2, text: [])
      } else {
        current.text += line
        current.text.append(0x0A)
      }
    }
    sections.append(current)
    return sections
  }

  /// Whether there is anything but comments and blank lines.
  var isBlank: Bool {
    for line in text.split(separator: 0x0A) {
      guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      if first != UInt8(ascii: "#") { return false }
    }
    return true
  }
}
