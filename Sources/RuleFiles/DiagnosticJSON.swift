// SPDX-License-Identifier: Apache-2.0

extension Diagnostic {
  /// The diagnostic as one JSON object on one line, without a line feed.
  ///
  /// Keys: `code, severity, file, line, column, message, suggestion`; the suggestion may be null.
  public var json: String {
    "{\"code\":\(Self.quoted(code)),\"severity\":\(Self.quoted(severity.rawValue)),"
      + "\"file\":\(Self.quoted(file)),\"line\":\(line),\"column\":\(column),"
      + "\"message\":\(Self.quoted(message)),"
      + "\"suggestion\":\(suggestion.map(Self.quoted) ?? "null")}"
  }

  /// A JSON string. Whatever could do more than be read is escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
