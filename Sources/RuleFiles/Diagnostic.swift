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

  /// Makes a diagnostic.
  public init(
    code: String,
    severity: Severity,
    message: String,
    file: String,
    line: Int,
    column: Int,
    suggestion: String? = nil,
    excerpt: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.file = file
    self.line = line
    self.column = column
    self.suggestion = suggestion
    self.excerpt = excerpt
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: severity: message [code]`, the line, a caret, and what to do.
  ///
  /// Control characters of the line are shown as `�`: a rule file cannot draw on the terminal.
  public var description: String {
    var text = "\(file):\(line):\(column): \(severity.rawValue): \(message) [\(code)]"
    if let excerpt {
      let number = String(line)
      let margin = String(repeating: " ", count: number.utf8.count)
      let shown = excerpt.unicodeScalars.map { Self.isPrintable($0) ? $0 : "\u{FFFD}" }
      var line = String.UnicodeScalarView()
      line.append(contentsOf: shown)
      text += "\n  \(number) | \(String(line))"
      if column >= 1, column <= shown.count + 1 {
        text += "\n  \(margin) | \(String(repeating: " ", count: column - 1))^"
      }
    }
    if let suggestion { text += "\n  help: \(suggestion)" }
    return text
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
