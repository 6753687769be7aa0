// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatternEngine
import TestSupport

/// One line of `Tests/Cases/patterns.tsv`.
struct PatternCase: Sendable, CustomStringConvertible {
  var line: Int
  var definition: PatternDefinition
  var needsPCRE2: Bool
  var subject: String
  var expected: [Range<Int>]

  var description: String {
    "line \(line): \(definition.source) (\(definition.method.rawValue)) on \(subject.debugDescription)"
  }

  static func all() throws -> [PatternCase] {
    let text = String(
      decoding: try Data(contentsOf: SharedData.caseURL("patterns.tsv")),
      as: UTF8.self
    )
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().compactMap { number, line in
      if line.isEmpty || line.hasPrefix("# ") { return nil }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 5, let method = MatchMethod(rawValue: fields[1]) else {
        throw MalformedCase(line: number + 1)
      }
      let ranges = fields[4] == "-" ? [] : fields[4].split(separator: ",")
      return PatternCase(
        line: number + 1,
        definition: PatternDefinition(
          fields[0],
          isLiteral: fields[2].contains("l"),
          isCaseSensitive: fields[2].contains("c"),
          method: method
        ),
        needsPCRE2: fields[2].contains("p"),
        subject: try unescaped(fields[3], line: number + 1),
        expected: try ranges.map { range in
          let ends = range.split(separator: "-").compactMap { Int($0) }
          guard ends.count == 2 else { throw MalformedCase(line: number + 1) }
          return ends[0]..<ends[1]
        }
      )
    }
  }

  struct MalformedCase: Error { var line: Int }

  private static func unescaped(_ field: String, line: Int) throws -> String {
    var result = ""
    var rest = field[...]
    while let character = rest.popFirst() {
      guard character == "\\" else {
        result.append(character)
        continue
      }
      switch rest.popFirst() {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "\\": result.append("\\")
      case "u":
        let digits = rest.dropFirst().prefix { $0 != "}" }
        rest = rest.dropFirst(digits.count + 2)
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
          throw MalformedCase(line: line)
        }
        result.unicodeScalars.append(scalar)
      default: throw MalformedCase(line: line)
      }
    }
    return result
  }
}
