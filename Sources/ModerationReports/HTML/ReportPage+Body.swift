// SPDX-License-Identifier: Apache-2.0

import ThreadModeration

/// A comment's own words with the evidence in them.
extension ReportPage {
  /// Writes a body, or as much of it as may be shown.
  func writeText(
    _ comment: Comment,
    _ verdict: Verdict,
    numbered: Bool,
    _ html: inout HTMLBuilder
  ) {
    html.open(.div, .class("words"), HTMLAttribute(.dir, "auto"))
    let body = Array(comment.body.utf8)
    if body.isEmpty { html.element(.span, .class("quiet"), text: "(empty)") }
    let evidence = Evidence(verdict.findings, in: body)
    var shown = 0
    for part in evidence.excerpt(of: body, limit: options.maxBodyBytes) {
      writeGap(part.lowerBound - shown, &html)
      writeMarked(body, in: part, evidence, verdict.findings, numbered: numbered, &html)
      shown = part.upperBound
    }
    writeGap(body.count - shown, &html)
    html.close(.div)
  }

  private func writeGap(_ count: Int, _ html: inout HTMLBuilder) {
    guard count > 0 else { return }
    html.element(.span, .class("gap"), text: " … \(Phrase.count(count, "byte")) not shown … ")
  }

  /// Writes a part of a body with marks around its evidence. `numbered` adds the numbers of the
  /// findings after each mark.
  func writeMarked(
    _ body: [UInt8],
    in part: Range<Int>,
    _ evidence: Evidence,
    _ findings: [Finding],
    numbered: Bool,
    _ html: inout HTMLBuilder
  ) {
    var position = part.lowerBound
    for (place, piece) in evidence.pieces.enumerated() where piece.range.upperBound > position {
      guard piece.range.lowerBound < part.upperBound else { break }
      let lower = max(piece.range.lowerBound, position)
      let upper = min(piece.range.upperBound, part.upperBound)
      html.body(body, in: position..<lower)
      html.open(
        .mark,
        .class(tone(of: piece, findings)),
        HTMLAttribute(.title, ruleNames(of: piece, findings))
      )
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
    let numbers = ending.map { String($0 + 1) }.joined(separator: ",")
    html.element(.sup, text: numbers + (more > 0 ? "+\(more)" : ""))
  }

  /// The classes of a mark: the category of its weightiest finding, or that all speak for the comment.
  private func tone(of piece: Evidence.Piece, _ findings: [Finding]) -> String {
    let most = piece.findings.max { findings[$0].score < findings[$1].score } ?? 0
    let name = findings[most].score < 0 ? Action.allow.name : findings[most].category.name
    return piece.findings.count > 1 ? name + " several" : name
  }

  private func ruleNames(of piece: Evidence.Piece, _ findings: [Finding]) -> String {
    let names = piece.findings.map { index in
      let cut = VisibleText.prefix(of: findings[index].rule, limit: 120)
      return String(decoding: cut.bytes, as: UTF8.self) + (cut.isCut ? "…" : "")
    }
    return names.joined(separator: ", ") + (piece.more > 0 ? " and \(piece.more) more" : "")
  }
}
