// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommentDumps

@Suite struct JSONTextTests {
  private func decoded(_ bytes: [UInt8]) throws -> (String, JSONText) {
    let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    var cursor = JSONCursor()
    let token = try cursor.value(quoted.span)
    var text = JSONText()
    return (text.decode(token, in: quoted), text)
  }

  @Test(arguments: [
    (#"plain"#, "plain"), (#"a\u0000b"#, "a\u{0}b"), (#"\ud83d\ude00"#, "😀"),
    (#"\/\"\\\b\f\n\r\t"#, "/\"\\\u{8}\u{C}\n\r\t"), (#"\u00E9\u00e9"#, "éé"),
    (#"\\u0041"#, #"\u0041"#), ("é\\né", "é\né"),
  ])
  func `escapes are resolved`(source: String, expected: String) throws {
    let (text, notes) = try decoded(Array(source.utf8))
    #expect(text.unicodeScalars.elementsEqual(expected.unicodeScalars))
    #expect(notes.loneSurrogate == nil && notes.illFormedByte == nil)
  }

  @Test func `noncharacters are kept`() throws {
    let (text, notes) = try decoded(Array(#"\uffff\ufdd0"#.utf8))
    #expect(text.unicodeScalars.map(\.value) == [0xFFFF, 0xFDD0])
    #expect(notes.loneSurrogate == nil && notes.illFormedByte == nil)
  }

  @Test(arguments: [
    (#"x\ud83d"#, "x\u{FFFD}", 2), (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀", 1),
    (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}", 1), (#"ab\ud83d\n"#, "ab\u{FFFD}\n", 3),
    (#"\ud83dx\ude00"#, "\u{FFFD}x\u{FFFD}", 1), (#"\ud83d\u0041"#, "\u{FFFD}A", 1),
    (#"\ud800\ud800"#, "\u{FFFD}\u{FFFD}", 1),
  ])
  func `each lone surrogate becomes one replacement`(
    source: String,
    expected: String,
    place: Int
  ) throws {
    let (text, notes) = try decoded(Array(source.utf8))
    #expect(text.unicodeScalars.elementsEqual(expected.unicodeScalars))
    #expect(notes.loneSurrogate == place)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b", 2), ([0x61, 0xE2, 0x82, 0x62], "a\u{FFFD}b", 2),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 1), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}", 1),
      ([0xF0, 0x9F, 0x98], "\u{FFFD}", 1),
      (
        Array("é0123456789".utf8) + [0xF4, 0x90, 0x80, 0x80],
        "é0123456789\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 13
      ),
      ([0xE2, 0x82] + Array(#"\u20ac"#.utf8), "\u{FFFD}€", 1),
    ] as [([UInt8], String, Int)]
  )
  func `each ill-formed maximal subpart becomes one replacement`(
    source: [UInt8],
    expected: String,
    place: Int
  ) throws {
    let (text, notes) = try decoded(source)
    #expect(text.unicodeScalars.elementsEqual(expected.unicodeScalars))
    #expect(notes.illFormedByte == place)
  }

  @Test func `every scalar value is well-formed and every other three-byte pattern agrees`() {
    for value in stride(from: UInt32(0x80), through: 0x10_FFFF, by: 61) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array("ab\(scalar)c".utf8)
      #expect(UTF8Check.firstFault(in: bytes.span, 0..<bytes.count) == nil)
    }
    for lead in UInt8(0x80)...0xFF {
      for second in stride(from: UInt8(0x70), through: 0xF0, by: 8) {
        let bytes = [lead, second, 0x80, 0x80]
        let isValid = String(validating: bytes, as: UTF8.self) != nil
        #expect((UTF8Check.firstFault(in: bytes.span, 0..<4) == nil) == isValid)
      }
    }
  }
}
