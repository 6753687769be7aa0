// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ThreadModeration

@Suite("Normalizer") struct NormalizerTests {
  private func normal(_ text: String) -> String {
    Bodies.string(Bodies.views(text).normalized.bytes)
  }

  /// The original run behind a word of the normalized view.
  private func run(_ word: String, in text: String) -> String? {
    Bodies.original(of: word, in: Bodies.views(text).normalized, of: text)
  }

  @Test(
    "a disguise comes off, and the range covers exactly the original run",
    arguments: [
      // digits and signs
      ("you m0r0n now", "moron", "m0r0n"), ("a cl0wn.", "clown", "cl0wn"),
      ("such a m0r0n!", "moron", "m0r0n"), ("a cas1n0 here", "casino", "cas1n0"),
      ("a c@$!n0", "casino", "c@$!n0"),
      // stretched
      ("you moroooon now", "moron", "moroooon"), ("looooserrrr", "loser", "looooserrrr"),
      ("m000r0n", "moron", "m000r0n"),
      // spaced, dotted, dashed, starred
      ("an m o r o n here", "moron", "m o r o n"), ("an m.o.r.o.n here", "moron", "m.o.r.o.n"),
      ("an m-o-r-o-n here", "moron", "m-o-r-o-n"),
      ("an m * o * r * o * n", "moron", "m * o * r * o * n"),
      ("m_o_r_o_n", "moron", "m_o_r_o_n"), ("m 0 r 0 n", "moron", "m 0 r 0 n"),
      // look-alikes: a mixed word, and a whole one
      ("a m\u{43E}r\u{43E}n here", "moron", "m\u{43E}r\u{43E}n"),
      ("a \u{441}\u{430}sino", "casino", "\u{441}\u{430}sino"),
      // zero width, soft hyphen, accents, width, style
      ("a mo\u{200B}r\u{200D}on", "moron", "mo\u{200B}r\u{200D}on"),
      ("a mor\u{AD}on", "moron", "mor\u{AD}on"), ("a mórön", "moron", "mórön"),
      ("ｍｏｒｏｎ", "moron", "ｍｏｒｏｎ"),
      (
        "\u{1D426}\u{1D428}\u{1D42B}\u{1D428}\u{1D427}", "moron",
        "\u{1D426}\u{1D428}\u{1D42B}\u{1D428}\u{1D427}"
      ),
      ("a MORON", "moron", "MORON"), ("mo\u{301}\u{302}ron!", "moron", "mo\u{301}\u{302}ron"),
    ]
  )
  func disguises(text: String, word: String, original: String) {
    #expect(run(word, in: text) == original, "\(normal(text))")
  }

  @Test(
    "what is no disguise stays",
    arguments: [
      "45s", "2nd", "90cm", "100th", "$5", "5$", "£20", "12:30", "7/11", "1.10.2", "v2.0.1", "3.14",
      "gpt-4", "b2b", "f16", "x86", "mp3", "h2o", "4k", "co2", "u.s.a.", "e.g.", "r.e.m.", "b&b",
      "1 2 3 4 5 6", "0 1 1 0 1 0", "10 000 000", "a b c", "class", "assassin", "scunthorpe",
      "grass", "cocktail", "bass guitar", "привет", "москва", "ελλάδα", "iphone 15", "covid-19",
      "room 101", "t1000", "no. 10", "3d", "50,000", "(c) 2020", "@ada", "c++", "c#", "g8",
    ]
  )
  func guards(text: String) {
    #expect(normal(text) == text)
  }

  @Test(
    "what is no ASCII behind an apostrophe stays as it is: it came out as one wrong byte",
    arguments: ["these 'hats'👲 are", "a vpn'ы b", "the 'congressi'😂", "don'é", "'it'—x"]
  )
  func behindApostrophe(text: String) {
    #expect(normal(text) == text.replacing("—", with: "-").replacing("é", with: "e"))
    #expect(Subjects.isValid(Bodies.views(text).normalized.bytes))
  }

  @Test("curly quotation marks, dashes and runs of spaces become plain")
  func punctuation() {
    #expect(normal("don’t “a” – b\u{A0}\t  c\n\n d") == "don't \"a\" - b c\n\nd")
    #expect(Bodies.original(of: " ", in: Bodies.views("a \t b").normalized, of: "a \t b") == " \t ")
  }

  @Test("six and more spaced letters are joined even if nobody looks for the word")
  func unknownSpacedWord() {
    #expect(normal("q w e r t z") == "qwertz")
    #expect(normal("q.w.e.r.t.z") == "q.w.e.r.t.z")
    #expect(normal("q w e") == "q w e")
  }

  @Test("a word among other spaced letters is found, the rest stays apart")
  func wordAmongLetters() {
    #expect(normal("x y m o r o n") == "x y moron")
    #expect(run("moron", in: "x y m o r o n") == "m o r o n")
  }

  @Test("every byte maps to a place in the body, and places never go back", arguments: 0..<120)
  func map(seed: Int) {
    var random = Seeds(UInt64(seed))
    let pieces = [
      "m o r o n", "m0r0n", "mor\u{200B}on", "mooooron", "\u{441}\u{430}sino", "ß", "ﬃ", "é",
      "e\u{301}",
      " ", "  ", "\n", ".", "’", "\u{FDFA}", "\u{1F600}", "abc", "U.S.A.", "@", "\u{202E}", "ｉ",
      "> q\n",
    ]
    let body = (0..<25).map { _ in random.pick(pieces) }.joined()
    let bytes = Array(body.utf8)
    let text = Bodies.views(body).normalized
    var previous = 0
    var index = 0
    while index < text.bytes.count {
      let width = UTF8Bytes.width(leading: text.bytes[index])
      let range = text.original(index..<index + width)
      #expect(!range.isEmpty, "seed \(seed) at \(index)")
      #expect(range.lowerBound >= previous, "seed \(seed) at \(index)")
      #expect(Bodies.isBoundary(range.lowerBound, in: bytes), "seed \(seed) at \(index)")
      #expect(Bodies.isBoundary(range.upperBound, in: bytes), "seed \(seed) at \(index)")
      previous = range.lowerBound
      index += width
    }
    #expect(Subjects.isValid(text.bytes), "seed \(seed)")
  }

  @Test(
    "time is linear in hostile text",
    arguments: [
      "1!1!1!aaabbbcccdddeee ", "m0r0n5 ", "a b c ", "m o r o ", "m.o.r.o.", "aaab", "a", "!!!!!i",
      "\u{441}\u{430}x ", "e\u{301}", "\u{FDFA}",
    ]
  )
  func growth(unit: String) {
    let ratio = Growth.ratio(from: 3_000) { size in
      var wasCut = false
      let text = MappedText(copyOf: Growth.repeated(unit, bytes: size))
      #expect(!Bodies.normalizer.normalized(text, wasCut: &wasCut).isEmpty)
    }
    #expect(ratio < 20, "\(unit)")
  }
}

/// Whether bytes are UTF-8.
enum Subjects {
  static func isValid(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
}
