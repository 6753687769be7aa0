// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

/// Every payload of the shared collection in every slot of a page: the document read back has the
/// elements and attributes of the same page with harmless words, and the payload is text.
@Suite(
  "Script injection",
  .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
)
struct ScriptInjectionTests {
  private struct Payload: Decodable { var payload: String }

  private static func payloads() throws -> [String] {
    try SharedData.lines("attacks/xss/payloads.jsonl").map {
      try JSONDecoder().decode(Payload.self, from: Data($0)).payload
    }.filter { !$0.utf8.isEmpty }
  }

  /// Harmless words, alike where the payloads begin alike: the page counts those together.
  private static func harmless(like payloads: [String]) -> [String] {
    var numbers: [[UInt8]: Int] = [:]
    return payloads.map { payload in
      let beginning = VisibleText.prefix(of: payload, limit: 200).bytes
      let number = numbers[beginning] ?? numbers.count
      numbers[beginning] = number
      return "x\(number)"
    }
  }

  private static func page(_ words: [String]) -> [UInt8] {
    var summary = Summary()
    let threads = words.enumerated().map { number, word in
      let finding = Finding(
        // Unlike each other also where the words are alike: the page lists each rule once.
        rule: "\(word) \(number)",
        category: .spam,
        kind: word,
        score: 1,
        view: word,
        range: 0..<word.utf8.count,
        text: word,
        entry: word,
        reason: word
      )
      return ScannedThread(
        thread: CommentThread(
          id: word,
          comments: [Comment(id: word, body: word, thread: word, author: word)]
        ),
        verdicts: [
          Verdict(
            comment: word,
            thread: word,
            author: word,
            action: .hold,
            findings: [finding],
            signals: [SignalReading(name: word, value: 1)]
          )
        ],
        ordinals: [number]
      )
    }
    for scanned in threads { summary.count(scanned.thread) }
    // Counted alike whatever the words are, so that the pages are alike.
    summary.count(Verdict(comment: "c", action: .hold, findings: threads[0].verdicts[0].findings))
    for word in words {
      summary.reject(Summary.Rejected(input: word, line: 1, reason: word))
      if word == words[0] { summary.countRepair(word) }
    }
    return HTMLReport.page(
      threads,
      title: words[0],
      inputs: Array(words.prefix(8)),
      summary: summary,
      options: HTMLReport.Options(maxBodyBytes: 1_000_000)
    )
  }

  @Test(
    "Every payload in body, author, ids, rule, kind, view, entry, reason and records is only text"
  )
  func everySlot() throws {
    let payloads = try Self.payloads()
    #expect(payloads.count > 3_000)
    for start in stride(from: 0, to: payloads.count, by: HTMLReport.Options.cardsPerPage) {
      let group = Array(
        payloads[start..<min(start + HTMLReport.Options.cardsPerPage, payloads.count)]
      )
      let html = try StrictHTML(Self.page(group))
      let template = try StrictHTML(Self.page(Self.harmless(like: group)))
      let isSame = html.shape == template.shape
      let difference = zip(html.shape, template.shape).first { $0 != $1 }
      #expect(isSame, "payloads from \(start): \(String(describing: difference))")
      let shown = Set(html.texts(of: "bdi"))
      let bodies = Set(html.texts(of: "div", class: "words"))
      for payload in group
      where !payload.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .nonspacingMark
      }) {
        let bytes = Array(payload.utf8)
        #expect(bodies.contains(bytes.lineFeedsOnly))
        for limit in [40, 80, 120, 200, 400, 600] {
          #expect(shown.contains(bytes.cut(limit)), "\(limit): \(payload)")
        }
      }
    }
  }

  @Test("Every payload as title and input name is only text")
  func titles() throws {
    let template = try StrictHTML(
      HTMLReport.page([], title: "x", inputs: ["x"])
    ).shape
    for payload in try Self.payloads() {
      let html = try StrictHTML(
        HTMLReport.page([], title: payload, inputs: [payload])
      )
      let isSame = html.shape == template
      #expect(isSame, "\(payload)")
      #expect(html.texts(of: "h1") == [Array(payload.utf8).cut(300)])
      let name = payload.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init)
      #expect(html.texts(of: "code") == [(name ?? Array(payload.utf8)).cut(200)])
    }
  }
}
