// SPDX-License-Identifier: Apache-2.0

/// Something to say about a rule file: what, where, why and what to do.
public struct Diagnostic: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Worth knowing; the rule works as written.
    case note
    /// Probably not what was meant, or a rule that is left out.
    case warning
    /// The file cannot be used.
    case error

    /// Orders by how bad it is.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// A stable short name for the kind of problem, such as `unknown-key`.
  public let code: String
  /// How bad it is.
  public let severity: Severity
  /// What happened, in one sentence.
  public let message: String
  /// The file's name as given.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int
  /// What to do about it.
  public let suggestion: String?
  /// The line itself, at most 200 bytes of it, for showing with a caret.
  public let excerpt: String?
  /// The column at which ``excerpt`` begins: 1, except far to the right in a long line.
  public let excerptColumn: Int

  /// Makes a diagnostic.
  public init(
    code: String,
    severity: Severity,
    message: String,
    file: String,
    line: Int,
    column: Int,
    suggestion: String? = nil,
    excerpt: String? = nil,
    excerptColumn: Int = 1
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.file = file
    self.line = line
    self.column = column
    self.suggestion = suggestion
    self.excerpt = excerpt
    self.excerptColumn = excerptColumn
  }
}

extension Diagnostic {
  /// The same with more to say.
  func adding(_ more: String) -> Diagnostic {
    copy(code: code, message: message + more, suggestion: suggestion)
  }

  /// The same with another suggestion.
  func suggesting(_ suggestion: String) -> Diagnostic {
    copy(code: code, message: message, suggestion: suggestion)
  }

  /// The same place with something else to say.
  func saying(_ code: String, _ message: String) -> Diagnostic {
    copy(code: code, message: message, suggestion: nil)
  }

  private func copy(code: String, message: String, suggestion: String?) -> Diagnostic {
    Diagnostic(
      code: code,
      severity: severity,
      message: message,
      file: file,
      line: line,
      column: column,
      suggestion: suggestion,
      excerpt: excerpt,
      excerptColumn: excerptColumn
    )
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: severity: message [code]`, the line, a caret, and what to do.
  ///
  /// Control and formatting characters are shown as `�`, wherever they come from: a rule file cannot
  /// draw on the terminal, nor forge a line of its own.
  public var description: String {
    var text = Self.printable(
      "\(file):\(line):\(column): \(severity.rawValue): \(message) [\(code)]"
    )
    if let excerpt {
      let number = String(line)
      let margin = String(repeating: " ", count: number.utf8.count)
      let lead = excerptColumn > 1 ? "…" : ""
      text += "\n  \(number) | \(lead)\(Self.printable(excerpt))"
      let offset = column - excerptColumn + lead.unicodeScalars.count
      if offset >= 0, offset <= excerpt.unicodeScalars.count + 1 {
        // By columns of a terminal: a wide character before the caret takes two.
        let before = Self.printable(excerpt).unicodeScalars.prefix(column - excerptColumn)
        let columns =
          before.reduce(0) { $0 + Self.columns(of: $1) }
          + max(0, offset - before.count)
        text += "\n  \(margin) | \(String(repeating: " ", count: columns))^"
      }
    }
    if let suggestion { text += "\n  help: \(Self.printable(suggestion))" }
    return text
  }

  /// How many columns of a terminal a scalar takes.
  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// A text with a space for each tab and line feed, and `�` for each other scalar that could do more
  /// than be read. It keeps its number of scalars.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where ["\t", "\n", "\r"].contains(scalar): result.append(" ")
      case .control, .format, .lineSeparator, .paragraphSeparator: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
