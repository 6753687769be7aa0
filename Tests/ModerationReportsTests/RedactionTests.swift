// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("Redaction")
struct RedactionTests {
  private static func outputs(_ material: ReportMaterial, _ comparison: RunComparison) -> [[UInt8]]
  {
    [
      HTMLReport.render(material, comparison: comparison),
      MarkdownReport.render(material, comparison: comparison),
      CSVReport.render(material), SummaryJSON.render(material, comparison: comparison),
      TerminalText(width: 100).report(material, comparison: comparison),
      VerdictLines.lines(material.flagged.entries.map(\.verdict)),
    ]
  }

  private static func material() -> ReportMaterial {
    var material = ReportMaterial(ReportFixture.threads, inputs: ["in"])
    var campaign = Campaign(
      fingerprint: 7,
      isExact: true,
      comments: 5,
      authors: 2,
      authorsIsLowerBound: false,
      threads: 2,
      flagged: 2
    )
    campaign.examples = [
      Campaign.Example(id: "e", thread: "t", author: "granite_gus", text: "earn quick money")
    ]
    material.campaigns = [campaign]
    return material
  }

  @Test("Names become pseudonyms everywhere, words stay", arguments: ["", "a key"])
  func authors(key: String) throws {
    let redaction = Redaction(.authors, key: key)
    let material = redaction.redacted(Self.material())
    var index = FlaggedIndex()
    for entry in material.flagged.entries { index.insert(entry.verdict) }
    let comparison = RunComparison(
      before: FlaggedIndex(),
      now: index,
      summaries: (Summary(), material.summary)
    )
    let names = ["granite_gus", "best_deals_4u", "Ada Lindqvist", "mveldkamp", "Ines P."]
    for output in Self.outputs(material, comparison) {
      let text = String(decoding: output, as: UTF8.self)
      for name in names { #expect(!text.contains(name), "\(name)") }
      #expect(text.contains(redaction.pseudonym(of: "granite_gus")))
    }
    let page = String(decoding: HTMLReport.render(material), as: UTF8.self)
    #expect(page.contains("We know where you park"))
  }

  @Test("Without words nothing of a body, an entry or a domain is left")
  func text() {
    let material = Redaction(.text).redacted(Self.material())
    let comparison = RunComparison(
      before: FlaggedIndex(),
      now: FlaggedIndex(),
      summaries: (Summary(), material.summary)
    )
    // Four words that stand in a body one after the other.
    var passages: Set<String> = ["quick-gains", "watches.example", "earn quick money"]
    for scanned in ReportFixture.threads {
      for comment in scanned.thread.comments {
        let words = comment.body.split(whereSeparator: \.isWhitespace)
        for start in words.indices.dropLast(3) {
          passages.insert(words[start..<start + 4].joined(separator: " "))
        }
      }
    }
    #expect(passages.count > 50)
    for output in Self.outputs(material, comparison) {
      let text = String(decoding: output, as: UTF8.self)
      for passage in passages { #expect(!text.contains(passage), "\(passage)") }
      #expect(!text.contains("granite_gus"))
    }
  }

  @Test("Pseudonyms are the same in every run with one key, and others with another")
  func pseudonyms() {
    let names = ["ada", "Ada", "ada ", "", "橋本"]
    let first = names.map { Redaction(.authors, key: "k").pseudonym(of: $0) }
    #expect(Set(first).count == names.count)
    #expect(names.map { Redaction(.text, key: "k").pseudonym(of: $0) } == first)
    #expect(Set(first).isDisjoint(with: names.map { Redaction(.authors).pseudonym(of: $0) }))
    // The length of the key is part of it: a key cannot run on into the name.
    #expect(
      Redaction(.authors, key: "ab").pseudonym(of: "c")
        != Redaction(.authors, key: "a").pseudonym(of: "bc")
    )
  }

  @Test("What rules wrote into reasons and what they would reply is taken out with the words")
  func reasons() {
    var verdict = HostileMaterial.verdict("the very words")
    verdict.findings[0].rule = "town.rule"
    verdict.findings[0].kind = nil
    verdict.findings[0].view = "raw"
    let lines = VerdictLines.lines([Redaction(.text).redacted(verdict)])
    let text = String(decoding: lines, as: UTF8.self)
    #expect(text.contains("town.rule"))
    let known = text.replacing("\"id\":\"the very words\"", with: "")
    #expect(!known.contains("the very words"), "\(known)")
  }
}
