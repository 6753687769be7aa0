// SPDX-License-Identifier: Apache-2.0

/// Refuses bytes that are no text, or text that would stall whoever compares it.
enum TextGuard {
  struct Problem {
    var message: String
    /// From 1.
    var line: Int
    var column: Int
    var suggestion: String?
  }

  /// Swift compares and hashes text by its canonical form, which costs time quadratic in a run of
  /// combining marks: 100,000 of them took seconds. No language writes more than a handful.
  static let maxMarks = 100

  static func problem(in lines: [ArraySlice<UInt8>]) -> Problem? {
    for (number, line) in lines.enumerated() {
      // Nearly every line is ASCII without NUL, and settled by a look at its bytes.
      if line.allSatisfy({ $0 < 0x80 && $0 != 0 }) { continue }
      if let problem = problem(in: line, number: number + 1) { return problem }
    }
    return nil
  }

  private static func problem(in line: ArraySlice<UInt8>, number: Int) -> Problem? {
    var decoder = UTF8()
    var bytes = line.makeIterator()
    var column = 1
    var marks = 0
    while true {
      switch decoder.decode(&bytes) {
      case .emptyInput: return nil
      case .error:
        return Problem(
          message: "this is not valid UTF-8",
          line: number,
          column: column,
          suggestion: "save the file as UTF-8"
        )
      case .scalarValue(let scalar):
        if scalar.value == 0 {
          return Problem(
            message: "there is a NUL character",
            line: number,
            column: column,
            suggestion: "is this a text file?"
          )
        }
        let isMark =
          scalar.value >= 0x300
          && scalar.properties.canonicalCombiningClass != .notReordered
        marks = isMark ? marks + 1 : 0
        if marks > maxMarks {
          return Problem(
            message: "more than \(maxMarks) combining marks stand on one letter",
            line: number,
            column: column
          )
        }
        column += 1
      }
    }
  }
}
