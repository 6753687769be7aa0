// SPDX-License-Identifier: Apache-2.0

import ModerationReports
import ThreadModeration

/// Writes verdict lines most of whose bytes have been written before: the same few rules match again and
/// again, and only names, places and texts differ.
///
/// The bytes are those of `VerdictLines`, which writes each part once; a line with anything out of the
/// ordinary is left to it. Writing them all anew took two thirds of the time of `--matching-only` on flagged
/// comments.
struct RepeatedVerdicts {
  /// A finding without its range and text.
  private struct Finding {
    /// Up to the range, and what follows the text.
    var head: [UInt8]
    var tail: [UInt8]
  }

  /// A finding's fixed part, as a key.
  private struct FindingKey: Hashable {
    var rule: String
    var score: Double
    var view: String
  }

  private static let maxFindings = 50_000

  private var findings: [FindingKey: Finding] = [:]
  /// From the action to the findings, for the verdict that was written last.
  private var middle: [UInt8] = []
  private var middleOf: (action: Action, scores: CategoryValues<Double>)?

  /// Appends a verdict as a line.
  mutating func append(_ verdict: Verdict, to bytes: inout [UInt8]) {
    let start = bytes.count
    guard appendRepeated(verdict, to: &bytes) else {
      bytes.removeLast(bytes.count - start)
      return VerdictLines.append(verdict, to: &bytes)
    }
  }

  /// - Returns: Whether the whole line was written.
  private mutating func appendRepeated(_ verdict: Verdict, to bytes: inout [UInt8]) -> Bool {
    guard
      verdict.incomplete == nil, verdict.signals.isEmpty, verdict.sideEffects.isEmpty,
      verdict.domains.isEmpty
    else { return false }
    bytes.append(contentsOf: #"{"id":"#.utf8)
    guard Self.append(verdict.comment, to: &bytes) else { return false }
    bytes.append(contentsOf: #","thread":"#.utf8)
    guard Self.append(verdict.thread, to: &bytes) else { return false }
    bytes.append(contentsOf: #","author":"#.utf8)
    guard Self.append(verdict.author, to: &bytes) else { return false }
    setMiddle(for: verdict)
    bytes.append(contentsOf: middle)
    var isFirst = true
    for finding in verdict.findings {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      guard append(finding, to: &bytes) else { return false }
    }
    bytes.append(contentsOf: "]}\n".utf8)
    return true
  }

  private mutating func setMiddle(for verdict: Verdict) {
    if let known = middleOf, known.action == verdict.action, known.scores == verdict.scores {
      return
    }
    var bytes: [UInt8] = []
    VerdictLines.append(
      Verdict(comment: "", action: verdict.action, scores: verdict.scores),
      to: &bytes
    )
    let head = #"{"id":"","thread":null,"author":null"#.utf8.count
    middle = Array(bytes[head..<(bytes.count - "]}\n".utf8.count)])
    middleOf = (verdict.action, verdict.scores)
  }

  private mutating func append(
    _ finding: ThreadModeration.Finding,
    to bytes: inout [UInt8]
  ) -> Bool {
    guard let range = finding.range, finding.entry == nil,
      finding.text.utf8.count <= VerdictLines.maxTextBytes
    else { return false }
    let key = FindingKey(rule: finding.rule, score: finding.score, view: finding.view)
    guard let known = findings[key] ?? learn(finding, key) else { return false }
    bytes.append(contentsOf: known.head)
    bytes.append(UInt8(ascii: "["))
    bytes.append(contentsOf: String(range.lowerBound).utf8)
    bytes.append(UInt8(ascii: ","))
    bytes.append(contentsOf: String(range.upperBound).utf8)
    bytes.append(contentsOf: #"],"text":"#.utf8)
    guard Self.append(finding.text, to: &bytes) else { return false }
    bytes.append(contentsOf: known.tail)
    return true
  }

  /// Has a finding written without a range, and keeps what stands around range and text.
  private mutating func learn(
    _ finding: ThreadModeration.Finding,
    _ key: FindingKey
  ) -> Finding? {
    guard findings.count < Self.maxFindings else { return nil }
    var bare = finding
    bare.range = 0..<0
    bare.text = ""
    var bytes: [UInt8] = []
    VerdictLines.append(Verdict(comment: "", findings: [bare]), to: &bytes)
    var empty: [UInt8] = []
    VerdictLines.append(Verdict(comment: ""), to: &empty)
    // What the finding added, between `"findings":[` and `]}`.
    let around = empty.count - "]}\n".utf8.count
    let own = bytes[around..<(bytes.count - "]}\n".utf8.count)]
    let gap = Array(#"[0,0],"text":"""#.utf8)
    guard
      let at = own.indices.first(where: { own[$0...].starts(with: gap) })
    else { return nil }
    let known = Finding(head: Array(own[..<at]), tail: Array(own[(at + gap.count)...]))
    findings[key] = known
    return known
  }

  private static func append(_ text: String?, to bytes: inout [UInt8]) -> Bool {
    guard let text else {
      bytes.append(contentsOf: "null".utf8)
      return true
    }
    return append(text, to: &bytes)
  }

  /// Appends a text in which nothing needs to be escaped; `false` for any other.
  private static func append(_ text: String, to bytes: inout [UInt8]) -> Bool {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    for byte in bytes[start...] {
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\")
      else { return false }
    }
    bytes.append(UInt8(ascii: "\""))
    return true
  }
}
