// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import ModerationReports
import ThreadModeration

/// Writes verdict lines most of whose bytes have been written before: the same few rules match again and
/// again, and only names, places and texts differ.
///
/// The bytes are those of `VerdictLines`, which writes each part once; a text with anything to escape, and a
/// line out of the ordinary, are left to it. Making verdicts and writing them anew took a quarter of the time of
/// `--matching-only` with thirty rules.
struct RepeatedVerdicts {
  /// A finding without its range and text.
  private struct Finding {
    /// Up to the range, and what follows the text.
    var head: [UInt8]
    var tail: [UInt8]
  }

  /// A line without names, ranges and texts.
  private struct Line {
    /// From the action to the findings.
    var middle: [UInt8]
    var findings: [Finding]
  }

  /// By shape; `nil` for shapes that are left to `VerdictLines`.
  private var lines: [Line?] = []

  /// Takes the next shape: a verdict without names, places and texts.
  mutating func learn(_ shape: Verdict) { lines.append(Self.line(of: shape)) }

  /// Appends the line of a verdict.
  ///
  /// - Parameters:
  ///   - number: Which of the shapes that were learned it has.
  ///   - names: What stands in `source`.
  /// - Returns: Whether it was written; if not, `bytes` is as it was.
  func append(
    _ number: Int,
    _ places: [BodySearch.Place],
    of body: [UInt8],
    _ names: LineBlockReader.NamePlaces,
    in source: [UInt8],
    to bytes: inout [UInt8]
  ) -> Bool {
    guard
      let line = lines[number],
      places.allSatisfy({ $0.range.count <= VerdictLines.maxTextBytes })
    else { return false }
    Self.append(line, places, body, names, source, to: &bytes)
    return true
  }

  private static func append(
    _ line: Line,
    _ places: [BodySearch.Place],
    _ body: [UInt8],
    _ names: LineBlockReader.NamePlaces,
    _ source: [UInt8],
    to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: #"{"id":"#.utf8)
    append(source, names.id, to: &bytes)
    bytes.append(contentsOf: #","thread":"#.utf8)
    append(source, names.thread, to: &bytes)
    bytes.append(contentsOf: #","author":"#.utf8)
    append(source, names.author, to: &bytes)
    bytes.append(contentsOf: line.middle)
    for (index, place) in places.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let finding = line.findings[place.finding]
      bytes.append(contentsOf: finding.head)
      bytes.append(UInt8(ascii: "["))
      append(place.range.lowerBound, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      append(place.range.upperBound, to: &bytes)
      bytes.append(contentsOf: #"],"text":"#.utf8)
      append(body, place.range, to: &bytes)
      bytes.append(contentsOf: finding.tail)
    }
    bytes.append(contentsOf: "]}\n".utf8)
  }
}

// MARK: - What is written once

extension RepeatedVerdicts {
  /// Has the verdict written without names, and keeps what stands around ranges and texts.
  private static func line(of verdict: Verdict) -> Line? {
    guard
      verdict.incomplete == nil, verdict.signals.isEmpty, verdict.sideEffects.isEmpty,
      verdict.domains.isEmpty
    else { return nil }
    var bare = verdict
    bare.findings = []
    let middle = written(bare).dropFirst(#"{"id":"","thread":null,"author":null"#.utf8.count)
      .dropLast("]}\n".utf8.count)
    var findings: [Finding] = []
    for finding in verdict.findings {
      bare.findings = [finding]
      // What the finding adds, between `"findings":[` and `]}`.
      let own = written(bare).dropFirst(middle.endIndex).dropLast("]}\n".utf8.count)
      let gap = #"[0,0],"text":"""#.utf8
      guard let at = own.indices.first(where: { own[$0...].starts(with: gap) }) else { return nil }
      findings.append(
        Finding(head: Array(own[..<at]), tail: Array(own[(at + gap.count)...]))
      )
    }
    return Line(middle: Array(middle), findings: findings)
  }

  private static func written(_ verdict: Verdict) -> [UInt8] {
    var bytes: [UInt8] = []
    VerdictLines.append(verdict, to: &bytes)
    return bytes
  }
}

// MARK: - Values

extension RepeatedVerdicts {
  private static func append(
    _ source: [UInt8],
    _ range: Range<Int>?,
    to bytes: inout [UInt8]
  ) {
    guard let range else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    append(source, range, to: &bytes)
  }

  /// Appends a text; one in which nothing needs to be escaped as it is.
  private static func append(_ source: [UInt8], _ range: Range<Int>, to bytes: inout [UInt8]) {
    for index in range {
      let byte = source[index]
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\")
      else { return VerdictLines.append(text: source[range], to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: source[range])
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a number, 0 or more.
  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}
