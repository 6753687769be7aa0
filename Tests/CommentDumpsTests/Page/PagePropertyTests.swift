// SPDX-License-Identifier: Apache-2.0

import Testing
import TestSupport
import ThreadModeration

@testable import CommentDumps

/// Random threads written as pages in many styles, and read back: the writer is the oracle.
@Suite struct PagePropertyTests {
  @Test("the reader recovers comments, parents, bodies and lines", arguments: PageWriter.Style.all)
  func roundTrip(style: PageWriter.Style) {
    for seed in 0..<25 as Range<UInt64> {
      var writer = PageWriter(style: style, seed: seed)
      let page = writer.page()
      let read = PageReader.comments(in: Array(page.text.utf8), name: "page.txt")
      let isEqual =
        read.comments.map(\.parent) == page.parents && read.lines == page.lines
        && read.comments.map(\.body) == page.bodies
        && read.comments.map(\.author) == page.authors && read.rejected.isEmpty
      if !isEqual {
        #expect(read.comments.map(\.parent) == page.parents)
        #expect(read.lines == page.lines)
        #expect(read.comments.map(\.body) == page.bodies)
        #expect(read.comments.map(\.author) == page.authors)
        Issue.record("style \(style), seed \(seed):\n\(page.text)")
        return
      }
    }
  }

  @Test("an edited page never makes two comments share an id or lose its parents' order")
  func mutations() {
    var random = SeededGenerator(seed: 7)
    for seed in 0..<70 as Range<UInt64> {
      let style = PageWriter.Style.all[Int(seed) % PageWriter.Style.all.count]
      var writer = PageWriter(style: style, seed: seed)
      var bytes = Array(writer.page().text.utf8)
      for _ in 0..<Int.random(in: 1...20, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place / 2)
        }
      }
      let page = PageReader.comments(in: bytes, name: "page.txt")
      #expect(page.comments.map(\.id) == page.comments.indices.map { "c\($0 + 1)" }, "seed \(seed)")
      #expect(page.comments.allSatisfy { !$0.body.isEmpty }, "seed \(seed)")
      #expect(page.lines == page.lines.sorted(), "seed \(seed)")
      for (index, comment) in page.comments.enumerated() {
        guard let parent = comment.parent, parent.hasPrefix("c") else { continue }
        #expect(Int(parent.dropFirst()).map { $0 <= index } == true, "seed \(seed)")
      }
    }
  }
}

/// Writes a random thread as the text of a page.
struct PageWriter {
  struct Style: Sendable, CustomTestStringConvertible {
    var name: String
    /// The marker of the `number`th reply (from 1) at a depth.
    var marker: @Sendable (_ depth: Int, _ number: Int) -> String
    /// What stands before the marker at a depth.
    var indent: @Sendable (_ depth: Int) -> String
    var maxDepth = 30
    /// Whether lines after the first hang below the text; else below the marker and two more.
    var isAligned = true
    var isTight = false
    var hasBylines = false
    var canStartInside = true
    var canBeUnheaded = true
    var hasParagraphs = true

    var testDescription: String { name }

    static let all: [Style] = {
      let bullets = ["•", "–", "◦", "*", "+", "▪", "·", "»", "-"]
      func spaces(_ first: Int, _ step: Int) -> @Sendable (Int) -> String {
        { String(repeating: " ", count: first + $0 * step) }
      }
      var styles = [
        Style(name: "one bullet, step 2", marker: { _, _ in "•" }, indent: spaces(0, 2)),
        Style(name: "one bullet, step 4, at 2", marker: { _, _ in "*" }, indent: spaces(2, 4)),
        Style(
          name: "a bullet a level",
          marker: { depth, _ in bullets[depth % 9] },
          indent: spaces(2, 3)
        ),
        Style(
          name: "numbers outside, bullets inside, hanging less far",
          marker: { depth, number in depth == 0 ? "\(number)." : "•" },
          indent: spaces(2, 2),
          isAligned: false
        ),
        Style(
          name: "numbers everywhere",
          marker: { _, number in "\(number)." },
          indent: spaces(0, 4)
        ),
        Style(
          name: "outline",
          marker: { depth, number in
            switch depth % 3 {
            case 0: "\(number))"
            case 1: "\(["a", "b", "c", "d", "e"][number % 5])."
            default: "(\(number))"
            }
          },
          indent: spaces(1, 4)
        ),
        Style(name: "number signs", marker: { _, number in "#\(number)" }, indent: spaces(0, 3)),
        Style(
          name: "tabs",
          marker: { _, _ in "-" },
          indent: { String(repeating: "\t", count: $0 + 1) }
        ),
        Style(
          name: "no-break spaces",
          marker: { _, _ in "•" },
          indent: { String(repeating: "\u{A0}", count: $0 * 2) }
        ),
        Style(
          name: "one column, a marker a level",
          marker: { depth, number in depth == 0 ? "\(number)." : bullets[depth - 1] },
          indent: { _ in "" },
          maxDepth: 8,
          canStartInside: false
        ),
        Style(
          name: "repeated bullets",
          marker: { depth, _ in String(repeating: "*", count: depth + 1) },
          indent: { _ in "" },
          canBeUnheaded: false,
          hasParagraphs: false
        ),
        Style(
          name: "bylines without markers",
          marker: { _, _ in "" },
          indent: spaces(0, 4),
          hasBylines: true,
          canStartInside: false,
          canBeUnheaded: false
        ),
        Style(
          name: "indentation only",
          marker: { _, _ in "" },
          indent: spaces(0, 4),
          canStartInside: false,
          canBeUnheaded: false,
          hasParagraphs: false
        ),
      ]
      for style in styles where !style.name.hasPrefix("indentation") && !style.hasBylines {
        var tight = style
        tight.name += ", tight"
        tight.isTight = true
        tight.hasParagraphs = false
        tight.canBeUnheaded = false
        var signed = style
        signed.name += ", bylines"
        signed.hasBylines = true
        styles += [tight, signed]
      }
      return styles
    }()
  }

  struct Page {
    var text: String
    var parents: [String?] = []
    var bodies: [String] = []
    var lines: [Int] = []
    var authors: [String?] = []
  }

  let style: Style
  private var random: SeededGenerator
  private var lines: [String] = []

  init(style: Style, seed: UInt64) {
    self.style = style
    random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(style.name.utf8.count))
  }

  mutating func page() -> Page {
    let isHeaded = !style.canBeUnheaded || Bool.random(using: &random)
    lines = ["A Page About Nothing", ""]
    article(hasList: isHeaded || style.indent(0).isEmpty == false)
    if isHeaded { lines += ["\(Int.random(in: 2...99, using: &random)) Comments", ""] }
    // A flush list without replies or heading could be the article's own: the reader leaves it.
    var page = comments(needsReply: !isHeaded && style.indent(0).isEmpty)
    lines += [""]
    lines += [["Leave a Comment4352", "Leave a Reply"].randomElement(using: &random) ?? ""]
    lines += ["", "Recent Posts", "", "• Another page", "• Yet another"]
    page.text = lines.joined(separator: Bool.random(using: &random) ? "\n" : "\r\n") + "\n"
    return page
  }

  private mutating func article(hasList: Bool) {
    for _ in 0..<Int.random(in: 2...4, using: &random) { lines += [words(30...40) + ".", ""] }
    guard hasList, Bool.random(using: &random) else { return }
    lines += [words(4...9) + ":", ""]
    for number in 1...Int.random(in: 2...5, using: &random) {
      lines += ["\(number). " + words(2...9)]
    }
    lines += ["", words(30...40) + ".", ""]
  }

  private mutating func comments(needsReply: Bool) -> Page {
    let count = Int.random(in: 2...30, using: &random)
    var depths: [Int] = [0]
    for _ in 1..<count {
      let last = depths[depths.count - 1]
      depths.append(
        Int.random(in: 0..<4, using: &random) == 0
          ? 0 : Int.random(in: 0...min(last + 1, style.maxDepth), using: &random)
      )
    }
    // Indentation only tells comments apart if there is any.
    if needsReply || style.name.hasPrefix("indentation"), !depths.contains(1) { depths.append(1) }
    let startsInside =
      style.canStartInside && depths.dropFirst().contains(0) && depths[1] == 1
      && Int.random(in: 0..<3, using: &random) == 0
    var page = Page(text: "")
    var path: [Int] = []
    var numbers: [Int] = []
    for (index, depth) in depths.enumerated() {
      numbers = Array(numbers.prefix(depth + 1))
      while numbers.count <= depth { numbers.append(0) }
      numbers[depth] += 1
      path = Array(path.prefix(depth))
      path.append(index)
      if startsInside, index == 0 { continue }
      write(depth, numbers[depth], into: &page)
      let shift = startsInside ? 0 : 1
      if depth == 0 {
        page.parents.append(nil)
      } else {
        let parent = path[depth - 1]
        page.parents.append(startsInside && parent == 0 ? "missing-1" : "c\(parent + shift)")
      }
    }
    return page
  }

  private mutating func write(_ depth: Int, _ number: Int, into page: inout Page) {
    let indent = style.indent(depth)
    let marker = style.marker(depth, number)
    let hang = marker.isEmpty ? indent : indent + hanging(marker)
    page.lines.append(lines.count + 1)
    var first = marker.isEmpty ? indent : indent + marker + " "
    var author: String?
    if style.hasBylines {
      let name = ["Alice", "Bo Lund", "grumpy_cat", "Ana van Dyk"].randomElement(using: &random)
      author = name
      switch Int.random(in: 0..<3, using: &random) {
      case 0: lines += ["\(first)\(name ?? "") says:", "\(hang)March 4, 2019 at 5:12 pm", ""]
      case 1: lines += ["\(first)\(name ?? "") · 3 hours ago"]
      default: lines += ["\(first)\(name ?? "")", "\(hang)4 March 2019 17:12", ""]
      }
      first = hang
    }
    var paragraphs: [String] = []
    let count = style.hasParagraphs ? Int.random(in: 1...3, using: &random) : 1
    for index in 0..<count {
      var text = (0..<Int.random(in: 1...3, using: &random)).map { _ in words(2...12) }
      text[text.count - 1] += ["", ".", "!", "?"].randomElement(using: &random) ?? ""
      let hasList = index > 0 && !style.isTight && Int.random(in: 0..<4, using: &random) == 0
      if hasList {
        text = [words(2...6) + ":"]
        let bullet = style.marker(depth, number).hasPrefix("-") ? "+" : "-"
        text += (0..<Int.random(in: 2...4, using: &random)).map { _ in "  \(bullet) " + words(1...4)
        }
      }
      if index > 0 { lines.append("") }
      for line in text {
        lines.append(first + line)
        first = hang
      }
      paragraphs.append(text.joined(separator: "\n"))
    }
    if style.hasBylines { lines += ["", hang + "Reply"] }
    if !style.isTight { lines.append("") }
    page.bodies.append(paragraphs.joined(separator: "\n\n"))
    page.authors.append(author)
  }

  private func hanging(_ marker: String) -> String {
    String(repeating: " ", count: style.isAligned ? marker.count + 1 : 2)
  }

  private mutating func words(_ count: ClosedRange<Int>) -> String {
    let words = [
      "the", "boat", "came", "late", "and", "nobody", "minded", "because", "rain", "fell", "over",
      "harbour", "walls", "where", "old", "nets", "dry", "slowly", "in", "wind", "naïve", "Ünal",
    ]
    return (0..<Int.random(in: count, using: &random))
      .map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
  }
}
