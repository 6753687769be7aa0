// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import PatternEngine

@Suite("FilterFolding")
struct FilterFoldingTests {
  /// Every scalar value.
  static let all = (0..<0x110000 as Range<UInt32>).compactMap(Unicode.Scalar.init)

  @Test("Every scalar folds to a scalar, and folding again changes nothing")
  func total() {
    var changed = 0
    for scalar in Self.all {
      let folded = FilterFolding.folded(scalar.value)
      if folded != scalar.value { changed += 1 }
      let isSound = Unicode.Scalar(folded) != nil && FilterFolding.folded(folded) == folded
      if !isSound { Issue.record("U+\(String(scalar.value, radix: 16)) -> \(folded)") }
    }
    #expect(changed == 26 + 2_266, "what Tools/unicode/make_filter_folding.py says")
    #expect(FilterFolding.folded(0xD800) == 0xD800)
  }

  @Test("In ASCII only capitals change, and stay in ASCII")
  func ascii() {
    for value in 0..<0x80 as Range<UInt32> {
      let isCapital = (0x41...0x5A).contains(value)
      #expect(FilterFolding.folded(value) == (isCapital ? value + 32 : value))
    }
  }

  @Test(
    "Samples",
    arguments: [
      ("É", "é"), ("ſ", "s"), ("\u{212A}", "k"), ("\u{212B}", "å"), ("Ⱥ", "ⱥ"), ("ẞ", "ß"),
      ("ǅ", "ǆ"), ("Ω", "ω"), ("\u{2126}", "ω"), ("ς", "σ"), ("\u{1E9B}", "ṡ"), ("Ж", "ж"),
      ("\u{345}", "ι"), ("Ꭰ", "Ꭰ"), ("ꭰ", "Ꭰ"), ("ﬅ", "ﬆ"), ("\u{1FD3}", "\u{390}"), ("İ", "İ"),
      ("ı", "ı"), ("٣", "3"), ("９", "9"), ("\u{1D7D8}", "0"), ("\u{A0}", " "), ("\u{3000}", " "),
      ("\u{85}", " "), ("\u{180E}", " "), ("\u{2028}", " "), ("\u{200B}", "\u{200B}"), ("’", "’"),
      ("中", "中"), ("😀", "😀"), ("²", "²"), ("\t", "\t"), ("𐐀", "𐐨"), ("\u{10FFFF}", "\u{10FFFF}"),
    ] as [(Unicode.Scalar, Unicode.Scalar)]
  )
  func samples(scalar: Unicode.Scalar, folded: Unicode.Scalar) {
    #expect(FilterFolding.folded(scalar.value) == folded.value)
  }

  @Test("Each scalar: fold keeps places exactly if the length stays, foldIrregular agrees")
  func eachScalar() {
    // Those that do not change go together, to save time.
    var unchanged: [Unicode.Scalar] = []
    for scalar in Self.all {
      if FilterFolding.folded(scalar.value) != scalar.value {
        check([scalar])
      } else {
        unchanged.append(scalar)
        guard unchanged.count == 251 else { continue }
        check(unchanged)
        unchanged.removeAll(keepingCapacity: true)
      }
    }
    check(unchanged)
  }

  @Test("Random texts of all lengths fold as scalar by scalar")
  func randomTexts() {
    var random = SeededText(seed: 0xF01D)
    let ascii = (0..<0x80).map { Unicode.Scalar(UInt8($0)) }
    let english = Array("I Don’t Know — “It’s” WHAT… é Ü ".unicodeScalars)
    let cased = Self.all.filter { FilterFolding.folded($0.value) != $0.value }
    let regular = cased.filter { Self.isRegular($0) }
    let chinese = Array("今天天气很好，我们去公园玩了。ＡＢ한국어".unicodeScalars)
    let emoji = Array("😀🔥👍🏽❤️ a 𐐀".unicodeScalars)
    let russian = Array("Привет, Как Дела? ".unicodeScalars)
    let few = Array("ſ\u{212A}\u{A0}Ⱥ٣ẞ\u{3000}𝟘".unicodeScalars)
    let common = [ascii, ascii, english, regular, chinese, emoji, russian]
    for round in 0..<8_000 {
      // Every third text may have what is irregular.
      let alphabets = round % 3 == 0 ? common + [cased, few, Self.all] : common
      var text: [Unicode.Scalar] = []
      for _ in 0..<1 + random.number(below: 4) {
        let part = random.text(
          maxScalars: random.chance(10) ? 120 : 12,
          from: alphabets[random.number(below: alphabets.count)]
        )
        text += part.unicodeScalars
      }
      check(text)
    }
  }

  @Test("A run of one character in every place of a text")
  func places() {
    for scalar in "éЖ’中ＡᲐ😀𐐀ſ\u{A0}".unicodeScalars {
      for before in 0..<80 {
        for after in [0, 1, 7, 8, 40] {
          let fill = { Array(repeating: Unicode.Scalar("Q"), count: $0) }
          check(fill(before) + [scalar] + fill(after))
        }
      }
    }
  }

  @Test("A megabyte of letters that grow")
  func longText() {
    check(Array(repeating: "Ⱥ", count: 350_000))
    check(Array(repeating: "Ж", count: 350_000))
  }

  // MARK: - The naive version

  static func isRegular(_ scalar: Unicode.Scalar) -> Bool {
    let folded = Unicode.Scalar(FilterFolding.folded(scalar.value))!
    return UTF8.width(scalar) == UTF8.width(folded)
  }

  private func check(_ scalars: [Unicode.Scalar], sourceLocation: SourceLocation = #_sourceLocation)
  {
    var text: [UInt8] = []
    var expected: [UInt8] = []
    for scalar in scalars {
      text += Array(UTF8.encode(scalar)!)
      expected += Array(UTF8.encode(Unicode.Scalar(FilterFolding.folded(scalar.value))!)!)
    }
    let outcome: FilterFolding.Outcome =
      text.allSatisfy { $0 < 0x80 }
      ? .ascii : scalars.allSatisfy(Self.isRegular) ? .regular : .irregular
    // Sixteen bytes more show whether any is written beyond the text.
    var folded = [UInt8](repeating: 0xEE, count: text.count + 16)
    let found = text.withUnsafeBufferPointer { text in
      folded.withUnsafeMutableBufferPointer {
        FilterFolding.fold(text, into: $0.baseAddress!)
      }
    }
    var isSound = found == outcome && folded.suffix(16).allSatisfy { $0 == 0xEE }
    if outcome != .irregular { isSound = isSound && folded.dropLast(16).elementsEqual(expected) }
    var irregular: [UInt8] = [1, 2, 3]
    text.withUnsafeBufferPointer { FilterFolding.foldIrregular($0, into: &irregular) }
    isSound = isSound && irregular == expected
    if !isSound {
      Issue.record("\(found) \(text.prefix(400))", sourceLocation: sourceLocation)
    }
  }
}
