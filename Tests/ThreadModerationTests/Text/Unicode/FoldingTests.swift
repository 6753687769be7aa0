// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import ThreadModeration

@Suite struct FoldingTests {
  @Test("ASCII is folded to small letters with one byte each")
  func ascii() {
    let text = "Hello, WORLD! [Az]^_`{} 0123 @$\t\r\n"
    let result = ScalarFolder.fold(Array(text.utf8), maxOutputScalars: 1_000)
    #expect(Scalars.string(result.scalars.map(\.value)) == text.lowercased())
    #expect(result.scalars.enumerated().allSatisfy { $1.start == $0 && $1.end == $0 + 1 })
    #expect(result.scalars[0].changes == .letterCase)
    #expect(result.scalars[1].changes.isEmpty)
    #expect(!result.wasCut)
    for byte in UInt8(0)..<0x80 {
      let character = String(Unicode.Scalar(byte))
      let isControl = (byte < 0x20 || byte == 0x7F) && !(9...13).contains(byte)
      #expect(Scalars.folded(character) == (isControl ? "" : character.lowercased()))
    }
  }

  @Test(
    "Latin letters of every shape become ASCII",
    arguments: [
      ("éèêëēĕėęěẽếệ", "eeeeeeeeeeee"), ("đøłħŧƀɨʉ", "dolhtbiu"),
      ("ÆæŒœÞþÐðŊŋ", "aeaeoeoeththddnn"),
      ("ßẞſ\u{212A}", "sssssk"), ("İIıi", "iiii"), ("\u{1F1FB}\u{1F1EE}", "vi"),
      ("ⓥⒾ🄰🅶🆁🅐", "viagra"), ("⒱⒤🄐", "via"), ("ｖＩａ", "via"), ("𝐯𝒾𝓪𝔤𝕣𝖺", "viagra"),
      ("ᴠɪᴀɢʀᴀ", "viagra"), ("ᵛⁱᵃ", "via"), ("ɐɹƃɐᴉʌ", "argaiv"), ("ɑɡɩɾʃʂʋ", "agirssv"),
      ("ŉ", "ʼn"), ("ǆǈǌ", "dzljnj"), ("ﬀﬁﬆ", "fffist"), ("🆒🆓🆙", "coolfreeup"), ("①➋³₄𝟓", "12345"),
      ("ⅷⅭ", "viiic"), ("Å\u{212B}", "aa"), ("x\u{336}y\u{336}", "xy"),
      ("a\u{20DD}1\u{FE0F}\u{20E3}", "a1"),
    ]
  )
  func latin(text: String, expected: String) {
    #expect(Scalars.folded(text) == expected)
  }

  @Test("accents typed apart or in one scalar give the same text and cover the same letters")
  func accents() {
    for text in ["v\u{ED}a\u{11F}r\u{E1}", "vi\u{301}ag\u{306}ra\u{301}"] {
      let result = ScalarFolder.fold(Array(text.utf8), maxOutputScalars: 100).scalars
      #expect(Scalars.string(result.map(\.value)) == "viagra")
      #expect(result.first?.start == 0)
      #expect(result.last?.end == Int32(text.utf8.count))
      #expect(result[1].changes == .markRemoved)
    }
  }

  @Test("each step says what it changed")
  func changes() {
    func changes(_ text: String) -> FoldedScalar.Changes {
      ScalarFolder.fold(Array(text.utf8), maxOutputScalars: 9).scalars[0].changes
    }
    #expect(changes("a") == [])
    #expect(changes("д") == [])
    #expect(changes("й") == [])
    #expect(changes("Й") == .letterCase)
    #expect(changes("и\u{306}") == .normalization)
    #expect(changes("ａ") == .normalization)
    #expect(changes("é") == .markRemoved)
    #expect(changes("É") == [.letterCase, .markRemoved])
    #expect(changes("ø") == .letterVariant)
    #expect(changes("ʌ") == [.letterVariant, .turned])
  }

  @Test("symbols that resemble letters stay for the stage that reads them")
  func symbols() {
    #expect(Scalars.folded("@$€£!|№≠≮") == "@$€£!|no≠≮")
    #expect(Scalars.folded("=\u{338}<\u{338}") == "≠≮")
    #expect(Scalars.folded("=\u{335}+\u{336}") == "=+")
    #expect(Scalars.folded("¤©®°") == "¤©®°")
  }

  @Test(
    "ordinary sentences of other scripts keep their letters",
    arguments: [
      "съешь же ещё этих мягких французских булок, да выпей чаю. й ё ъ",
      "жебракують філософи при ґанку церкви в гадячі, ще й шатро їхнє п'яне знаєм.",
      "ξεσκεπάζω την ψυχοφθόρα βδελυγμία, ΐ ΰ ϊ",
      "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश करने वाले",
      "نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر ومغلف بجلد أزرق",
      "وَالسَّمَاءِ ذَاتِ الْبُرُوجِ ١٢٣",
      "דג סקרן שט בים מאוכזב ולפתע מצא לו חברה", "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
      "视野无限广，窗外有蓝天。", "いろはにほへと ちりぬるを がぎぐげご パピプペポ カタカナ",
      "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다",
      "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า", "ყველა ქართული სიტყვა", "բարեւ ձեզ", "ශ්‍රී ලංකා", "தமிழ் மொழி",
    ]
  )
  func otherScripts(sentence: String) {
    // Invisible scalars and the final sigma apart, it is NFKC: full-width commas, mark order.
    let expected = Scalars.nfkc(sentence.unicodeScalars.map(\.value))
      .filter { !ScalarFolder.isInvisible($0) }
    let small = Scalars.string(expected).unicodeScalars.elementsEqual(
      Scalars.folded(sentence).unicodeScalars,
      by: { $0 == $1 || ($0 == "ς" && $1 == "σ") }
    )
    #expect(small, "\(Scalars.folded(sentence))")
  }

  @Test("capitals of other scripts become small letters")
  func otherCapitals() {
    #expect(Scalars.folded("ЙЁЖҐЇ ΆΣΣ ԲԱ") == "йёжґї άσσ բա")
    #expect(Scalars.folded("Υ\u{313}") == "ὐ")
    #expect(Scalars.folded("σς") == "σσ")
  }

  @Test("width, composition and joining across invisible scalars follow NFKC")
  func normalization() {
    #expect(Scalars.folded("ｶﾞ\u{1100}\u{1161}\u{11A8}") == "ガ각")
    #expect(Scalars.folded("и\u{200B}\u{306}") == "й")
    #expect(Scalars.folded("и\u{316}\u{8}\u{306}") == "й\u{316}")
    #expect(Scalars.folded("\u{301}a") == "\u{301}a")
    #expect(Scalars.folded("с\u{336}о\u{336}") == "со")
    #expect(Scalars.folded("за\u{301}мок") == "за\u{301}мок")
  }

  @Test("invisible scalars are dropped and belong to no letter")
  func invisible() {
    let hidden: [UInt32] = [
      0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E,
      0x202E, 0x2060, 0x2062, 0x2066, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0,
      0xFFF9, 0x1D173, 0xE0001, 0xE0061, 0xE0100, 0x8, 0x0, 0x7F, 0x80, 0x9F,
    ]
    for value in hidden {
      #expect(ScalarFolder.isInvisible(value), "\(Scalars.hex([value]))")
      let bytes = Scalars.utf8([0x76, value, 0x69])
      let result = ScalarFolder.fold(bytes, maxOutputScalars: 9).scalars
      #expect(result.map(\.value) == [0x76, 0x69])
      #expect(result[0].end == 1)
      #expect(result[1].start == Int32(bytes.count - 1))
    }
    for value: UInt32 in [0x9, 0xA, 0xD, 0x20, 0x85, 0xA0, 0x600, 0x6DD, 0x2028, 0x3000, 0x41] {
      #expect(!ScalarFolder.isInvisible(value), "\(Scalars.hex([value]))")
    }
  }

  @Test("every scalar that Unicode calls default-ignorable or a control is invisible")
  func ignorableProperty() {
    for value in UInt32(0x80)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), value != 0x85 else { continue }
      if scalar.properties.isDefaultIgnorableCodePoint
        || scalar.properties.generalCategory == .control
      {
        if !ScalarFolder.isInvisible(value) { Testing.Issue.record("\(Scalars.hex([value]))") }
      }
    }
  }

  @Test("letters of other scripts name the ASCII letter they imitate")
  func lookAlikes() throws {
    func imitated(_ text: String) -> String {
      String(
        decoding: text.unicodeScalars.compactMap { ScalarFolder.lookAlikeLetter(of: $0.value) },
        as: UTF8.self
      )
    }
    #expect(imitated("аеорсухіјѕԁһԛԝѵвнктмгзь") == "aeopcyxijsdhqwvbhktmr3b")
    #expect(imitated("АВЕКМНОРСТУХІЈЅ") == "abekmhopctyxijs")
    #expect(imitated("αβγεηικμνορτυχω") == "abyenikuvoptuxw")
    #expect(imitated("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ") == "abezhikmnoptyx")
    #expect(imitated("ёїά") == "eia")
    #expect(imitated("vVé1жф語@€ ") == "")
    // Capital eta looks like an H, the small one like an n.
    let eta = ScalarFolder.fold(Array("Ηη".utf8), maxOutputScalars: 2).scalars
    #expect(eta.map { ScalarFolder.lookAlikeLetter(of: $0) } == [0x68, 0x6E])
  }

  struct OwnCase: Decodable {
    var name: String
    var text_b64: String?
  }

  @Test(
    "a word split by invisible scalars or spelled with look-alikes is found whole",
    .enabled(if: SharedData.isPresent, Testing.Comment(rawValue: SharedData.absence))
  )
  func ownCases() throws {
    var count = 0
    for line in try SharedData.lines("attacks/own-unicode/cases.jsonl") {
      let test = try JSONDecoder().decode(OwnCase.self, from: Data(line))
      guard test.name.hasPrefix("split-") || test.name.hasPrefix("lookalike-") else { continue }
      // Leet and dots are read by other stages.
      if ["lookalike-leet", "lookalike-dots"].contains(test.name) { continue }
      let data = try #require(test.text_b64.flatMap { Data(base64Encoded: $0) })
      let bytes = [UInt8](data)
      let result = ScalarFolder.fold(bytes, maxOutputScalars: 1_000).scalars
      var letters = result.map { ScalarFolder.lookAlikeLetter(of: $0) ?? UInt8($0.value & 0x7F) }
      if result.contains(where: { $0.changes.contains(.turned) }) { letters.reverse() }
      #expect(String(decoding: letters, as: UTF8.self) == "viagra", "\(test.name)")
      #expect(result.first?.start == 0, "\(test.name)")
      #expect(result.last?.end == Int32(bytes.count), "\(test.name)")
      #expect(Scalars.offsetFault(result, in: bytes) == nil, "\(test.name)")
      count += 1
    }
    #expect(count >= 20)
  }

  @Test("Cyrillic and Greek look-alikes of a word are read letter by letter")
  func imitatedWord() {
    for word in ["vіаgrа", "νιαgrα", "ᴠіａɢг\u{430}\u{301}"] {
      let result = ScalarFolder.fold(Array(word.utf8), maxOutputScalars: 99).scalars
      let letters = result.compactMap { scalar -> UInt8? in
        scalar.value < 0x80 ? UInt8(scalar.value) : ScalarFolder.lookAlikeLetter(of: scalar)
      }
      #expect(String(decoding: letters, as: UTF8.self) == "viagra")
    }
  }
}
