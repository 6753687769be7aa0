// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import ThreadModeration

@testable import ModerationReports

@Suite("HTML report")
struct HTMLTests {
  private static func page(
    _ threads: [ScannedThread],
    _ options: HTMLReport.Options = HTMLReport.Options()
  ) -> [UInt8] {
    HTMLReport.page(threads, options: options)
  }

  private static func single(_ body: String, _ ranges: [Range<Int>]) -> ScannedThread {
    let findings = ranges.enumerated().map { number, range in
      Finding(
        rule: "r\(number)",
        category: .spam,
        score: 1,
        view: "raw",
        range: range,
        text: ""
      )
    }
    return ScannedThread(
      thread: CommentThread(id: "t", comments: [Comment(id: "c", body: body)]),
      verdicts: [Verdict(comment: "c", action: .hold, findings: findings)],
      ordinals: [0]
    )
  }

  @Test("The sample page is well-formed, has a policy, and its hashes are those of its own parts")
  func policy() throws {
    let html = try StrictHTML(
      HTMLReport.page(
        ReportFixture.threads,
        title: ReportFixture.title,
        inputs: ReportFixture.inputs,
        summary: ReportFixture.summary
      )
    )
    let policy = try #require(
      html.elements.first { $0.attribute("http-equiv") != nil }?.attribute("content")
    )
    let text = String(decoding: policy, as: UTF8.self)
    #expect(text.hasPrefix("default-src 'none'; "))
    for name in ["style", "script"] {
      let parts = html.elements.filter { element in
        element.name == name && element.attribute("type") == nil
      }.map(\.text)
      #expect(parts.count == 1)
      #expect(text.contains("\(name)-src 'sha256-\(SHA256.base64(parts[0]))'"))
    }
    let ids = html.elements.compactMap { $0.attribute("id") }
    #expect(Set(ids).count == ids.count)
    for element in html.elements where element.name == "a" {
      let target = try #require(element.attribute("href"))
      #expect(target.first == UInt8(ascii: "#"))
      #expect(ids.contains(Array(target.dropFirst())))
    }
    let labels = html.elements.filter { $0.name == "label" }.compactMap { $0.attribute("for") }
    for element in html.elements where ["select", "input"].contains(element.name) {
      #expect(labels.contains(element.attribute("id") ?? []))
    }
  }

  @Test("SHA-256 gives the digests of FIPS 180-4 and of a message over a block")
  func sha() {
    #expect(SHA256.base64(Array("abc".utf8)) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    #expect(SHA256.base64([]) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    #expect(
      SHA256.base64(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
    )
  }

  @Test("Overlapping, nested, odd and impossible ranges become marks that add up to the body")
  func overlaps() throws {
    let body = "aé漢🙂z and more words, so that there is something to mark"
    let count = body.utf8.count
    let ranges = [
      0..<5, 3..<9, 2..<4, 2..<2, -7..<1, 8..<count + 50, count + 5..<count + 9, Int.min..<Int.max,
      10..<11, 10..<11, 10..<11, 10..<11,
    ]
    for kept in 1...ranges.count {
      for options in [HTMLReport.Options(), HTMLReport.Options(maxBodyBytes: 200)] {
        let html = try StrictHTML(
          Self.page([Self.single(body, Array(ranges.prefix(kept)))], options)
        )
        let words = try #require(html.texts(of: "div", class: "words").last)
        #expect(words == Array(body.utf8))
        for mark in html.texts(of: "mark") {
          #expect(!mark.isEmpty)
          #expect(String(validating: mark, as: UTF8.self) != nil, "a mark holds whole scalars")
        }
      }
    }
  }

  @Test("A piece of text under several findings names them, and more than four are counted")
  func manyFindings() throws {
    let html = try StrictHTML(
      Self.page([Self.single("word", [0..<4, 0..<4, 0..<4, 0..<4, 0..<4, 0..<4])])
    )
    let mark = try #require(html.elements.last { $0.name == "mark" })
    #expect(
      mark.attribute("title").map { String(decoding: $0, as: UTF8.self) }
        == "r0 (spam), r1 (spam), r2 (spam), r3 (spam) and 2 more"
    )
  }

  @Test("A long body shows its beginning and its evidence, and counts the rest")
  func longBody() throws {
    let body =
      String(repeating: "lorem ipsum ", count: 50_000) + "NEEDLE"
      + String(repeating: " é", count: 9_000)
    let place = 12 * 50_000
    let bytes = Self.page([Self.single(body, [place..<place + 6])])
    #expect(bytes.count < 80_000)
    let html = try StrictHTML(bytes)
    #expect(html.texts(of: "mark").allSatisfy { $0 == Array("NEEDLE".utf8) })
    #expect(html.texts(of: "mark").count == 2)
    #expect(html.texts(of: "span", class: "gap").count == 2)
  }

  @Test(
    "A flagged comment stands with the comments around it; what is left out is counted"
  )
  func limit() throws {
    let comments = (0..<300).map { index in
      Comment(id: "\(index)", body: "b\(index)", parent: index == 0 ? nil : "\(index - 1)")
    }
    let verdicts = comments.map {
      Verdict(comment: $0.id, action: $0.id == "200" ? .remove : .allow)
    }
    let quiet = ScannedThread(
      thread: CommentThread(id: "quiet", comments: [Comment(id: "q", body: "q")]),
      verdicts: [Verdict(comment: "q")],
      ordinals: [300]
    )
    let scanned = ScannedThread(
      thread: CommentThread(id: "loud", comments: comments),
      verdicts: verdicts,
      ordinals: Array(0..<300)
    )
    let html = try StrictHTML(Self.page([quiet, scanned]))
    #expect(html.elements.filter { $0.name == "article" }.count == 1)
    let text = String(decoding: html.elements[0].text, as: UTF8.self)
    #expect(text.contains("200 comments above, 1 reply below"))
    #expect(text.contains("188 comments further up not shown"))
    #expect(html.texts(of: "li", class: "here").count == 1)
    let none = try StrictHTML(Self.page([scanned], HTMLReport.Options(maxCommentsShown: 0)))
    #expect(
      String(decoding: none.elements[0].text, as: UTF8.self).contains("1 more are not on this page")
    )
  }

  @Test("A campaign takes one of the five first places, and is counted there")
  func campaign() throws {
    let bodies = (0..<20).map { $0 < 15 ? "the same words" : "other words \($0)" }
    let comments = bodies.enumerated().map { Comment(id: "\($0)", body: $1) }
    let scanned = ScannedThread(
      thread: CommentThread(id: "t", comments: comments),
      verdicts: comments.map { Verdict(comment: $0.id, action: .hold) },
      ordinals: Array(0..<20)
    )
    let html = try StrictHTML(Self.page([scanned]))
    #expect(html.texts(of: "span", class: "snippet").count == 5)
    #expect(html.texts(of: "span", class: "alike") == [Array("14 more with the same words".utf8)])
  }

  @Test("An empty scan is a page, too")
  func empty() throws {
    let html = try StrictHTML(Self.page([]))
    #expect(html.texts(of: "h1") == [Array("t".utf8)])
  }

  @Test("Hidden characters stand as badges, never raw, and page text is otherwise whole")
  func hidden() throws {
    for text in HostileText.all where !text.isEmpty {
      let bytes = Self.page([Self.single(text, [0..<1])])
      let raw = String(decoding: bytes, as: UTF8.self).unicodeScalars
      #expect(
        !raw.contains { scalar in
          switch scalar.value {
          case 0x0a, 0x09: false
          case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069, 0x200e, 0x200f, 0x61c,
            0x200b,
            0xfeff, 0x2028, 0x2029, 0xe0000...0xe007f, 0xfffe:
            true
          default: false
          }
        }
      )
      guard !text.unicodeScalars.contains("\u{300}") else { continue }
      let words = try #require(try StrictHTML(bytes).texts(of: "div", class: "words").last)
      #expect(words == Array(text.utf8).lineFeedsOnly)
    }
  }

  @Test("Options below the least are the least, also those that are set later")
  func oddOptions() {
    let least = HTMLReport.Options(
      maxCommentsShown: -1,
      maxBodyBytes: .min,
      maxRejectedShown: -1,
      maxQueueBytes: -1
    )
    var options = HTMLReport.Options()
    options.maxCommentsShown = .min
    options.maxBodyBytes = -1
    options.maxRejectedShown = .min
    options.maxQueueBytes = 0
    #expect(options == least)
    let threads = [Self.single("some words", [0..<4])]
    #expect(Self.page(threads, options) == Self.page(threads, least))
  }
}

extension [UInt8] {
  /// CR LF and CR as LF, as the reports show them.
  var lineFeedsOnly: [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in enumerated() {
      if byte == 0x0d {
        if index + 1 < count, self[index + 1] == 0x0a { continue }
        result.append(0x0a)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// The bytes as a short field of the page shows them.
  func cut(_ limit: Int) -> [UInt8] {
    guard count > limit else { return lineFeedsOnly }
    return Array(self[..<VisibleText.floor(limit, in: self)]).lineFeedsOnly + Array("…".utf8)
  }
}
