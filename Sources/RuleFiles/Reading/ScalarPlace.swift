// SPDX-License-Identifier: Apache-2.0

internal import Yams

/// Finds a byte of a YAML value in the file, through quotes and escapes.
enum ScalarPlace {
  /// The line and column of a byte of a value; the value's beginning where it cannot be told, as in
  /// values folded from several lines.
  ///
  /// - Parameters:
  ///   - lines: The lines of the file.
  ///   - line: The line of the file on which the scalar starts, from 1.
  static func place(
    ofByte offset: Int,
    in scalar: Node.Scalar,
    lines: [ArraySlice<UInt8>],
    line: Int
  ) -> (line: Int, column: Int) {
    let column = scalar.mark?.column ?? 1
    guard lines.indices.contains(line - 1) else { return (line, column) }
    if scalar.style == .literal {
      // The line feed at the end of a block is no place to point at.
      let offset = min(offset, scalar.string.utf8.count - (scalar.string.hasSuffix("\n") ? 1 : 0))
      return inLiteral(Array(scalar.string.utf8.prefix(offset)), lines: lines, line: line)
    }
    var scalars = String(decoding: lines[line - 1], as: UTF8.self).unicodeScalars.dropFirst(
      column - 1
    )
    var shift = 0
    if scalar.style == .singleQuoted || scalar.style == .doubleQuoted {
      scalars = scalars.dropFirst()
      shift = 1
    }
    var bytes = 0
    for expected in scalar.string.unicodeScalars {
      guard bytes < offset else { break }
      let width = width(of: expected, style: scalar.style, in: scalars)
      guard width > 0 else { return (line, column) }
      scalars = scalars.dropFirst(width)
      shift += width
      bytes += UTF8.width(expected)
    }
    return (line, column + shift)
  }

  /// The scalars of the file that stand for one scalar of the value; 0 if they do not.
  private static func width(
    of expected: Unicode.Scalar,
    style: Node.Scalar.Style,
    in scalars: Substring.UnicodeScalarView
  ) -> Int {
    guard let first = scalars.first else { return 0 }
    if style == .singleQuoted, first == "'" { return expected == "'" ? 2 : 0 }
    if style == .doubleQuoted, first == "\\" {
      switch scalars.dropFirst().first {
      case "x": return 4
      case "u": return 6
      case "U": return 10
      default: return 2
      }
    }
    return first == expected ? 1 : 0
  }

  /// In a `|` block each line of the value is a line of the file, indented.
  private static func inLiteral(
    _ before: [UInt8],
    lines: [ArraySlice<UInt8>],
    line: Int
  ) -> (line: Int, column: Int) {
    let feeds = before.count { $0 == 0x0A }
    let first = lines[line...].first { $0.contains { $0 != 0x20 } } ?? []
    let indent = first.prefix { $0 == 0x20 }.count
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 }
    return (line + 1 + feeds, indent + column + 1)
  }
}
