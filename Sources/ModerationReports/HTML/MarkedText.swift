// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A comment's own words with the evidence in them.
struct MarkedText {
  let body: [UInt8]
  let verdict: Verdict
  let evidence: Evidence
  let groups: FindingGroups
  let limit: Int

  /// - Parameter limit: the most bytes that are shown.
  init(body: [UInt8], verdict: Verdict, limit: Int) {
    self.body = body
    self.verdict = verdict
    self.limit = limit
    evidence = Evidence(verdict.findings, in: body)
    groups = FindingGroups(verdict)
  }

  private var findings: [Finding] { verdict.findings }

  /// Writes the words, or as much of them as may be shown; numbers lead to the findings.
  func write(_ html: inout HTMLBuilder) {
    if body.isEmpty { html.element(.span, .class("quiet"), text: "(empty)") }
    var shown = 0
    for part in evidence.excerpt(of: body, limit: limit) {
      writeGap(part.lowerBound - shown, &html)
      writeMarked(in: part, numbered: true, &html)
      shown = part.upperBound
    }
    writeGap(body.count - shown, &html)
  }

  /// Writes the words around the first evidence, or the first words.
  func writeSnippet(_ html: inout HTMLBuilder) {
    var start = max(0, (evidence.pieces.first?.range.lowerBound ?? 0) - 60)
    if start < 40 { start = 0 }
    let lower = VisibleText.floor(start, in: body)
    let upper = VisibleText.ceiling(min(body.count, lower + 180), in: body)
    if lower > 0 { html.text("… ") }
    writeMarked(in: lower..<upper, numbered: false, &html)
    if upper < body.count { html.text(" …") }
    if body.isEmpty { html.element(.span, .class("quiet"), text: "(empty)") }
  }

  private func writeGap(_ count: Int, _ html: inout HTMLBuilder) {
    guard count > 0 else { return }
    html.element(.span, .class("gap"), text: " … \(Phrase.count(count, "byte")) not shown … ")
  }

  private func writeMarked(in part: Range<Int>, numbered: Bool, _ html: inout HTMLBuilder) {
    var position = part.lowerBound
    for (place, piece) in evidence.pieces.enumerated() where piece.range.upperBound > position {
      guard piece.range.lowerBound < part.upperBound else { break }
      let lower = max(piece.range.lowerBound, position)
      let upper = min(piece.range.upperBound, part.upperBound)
      html.body(body, in: position..<lower)
      html.open(.mark, .class(tone(of: piece)), HTMLAttribute(.title, names(of: piece)))
      html.body(body, in: lower..<upper)
      html.close(.mark)
      if numbered {
        writeNumbers(endingWith: piece, before: evidence.pieces[(place + 1)...], &html)
      }
      position = upper
    }
    html.body(body, in: position..<part.upperBound)
  }

  /// The numbers of the findings that end with a piece.
  private func writeNumbers(
    endingWith piece: Evidence.Piece,
    before rest: ArraySlice<Evidence.Piece>,
    _ html: inout HTMLBuilder
  ) {
    var ending = piece.findings
    var more = piece.more
    if let next = rest.first, next.range.lowerBound == piece.range.upperBound {
      ending.removeAll { next.findings.contains($0) }
      more = 0
    }
    guard !ending.isEmpty || more > 0 else { return }
    let numbers = groups.numbers(of: ending).map(String.init).joined(separator: ",")
    html.element(.sup, text: numbers + (more > 0 ? "+\(more)" : ""))
  }

  /// The classes of a mark: the category of its weightiest finding, or that all speak for the comment.
  private func tone(of piece: Evidence.Piece) -> String {
    let most = piece.findings.max { findings[$0].score < findings[$1].score } ?? 0
    let name = findings[most].score < 0 ? Action.allow.name : findings[most].category.name
    return piece.findings.count > 1 ? name + " several" : name
  }

  /// Rule and category of each finding: `hostility.insult-direct (hostility)`.
  private func names(of piece: Evidence.Piece) -> String {
    let names = piece.findings.map { index in
      let cut = VisibleText.prefix(of: findings[index].rule, limit: 120)
      return String(decoding: cut.bytes, as: UTF8.self) + (cut.isCut ? "…" : "")
        + " (\(findings[index].category.name))"
    }
    return names.joined(separator: ", ") + (piece.more > 0 ? " and \(piece.more) more" : "")
  }
}
