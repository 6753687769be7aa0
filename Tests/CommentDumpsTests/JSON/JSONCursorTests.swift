// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommentDumps

@Suite struct JSONCursorTests {
  private func fault(_ text: String) -> JSONFault? { JSONCursor.fault(in: Array(text.utf8)) }

  @Test(arguments: [
    "0", "-0", "1.5e+10", "1E6", "true", "null", "\"\"", "[]", "{}", " [ 1 , 2 ] ",
    #"{"a":{"b":[{},[],"x",-1.0e-5,null]}}"#, #""\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t""#,
    "\u{FEFF}{}", "\"\u{2028}\u{7F}\"",
  ])
  func `well-formed values are accepted`(text: String) {
    #expect(fault(text) == nil)
  }

  @Test(arguments: [
    ("", JSONFault.Kind.nothing, 0), ("  ", .nothing, 2), ("[1,]", .trailingComma, 3),
    (#"{"a":1,}"#, .trailingComma, 7), ("{\"a\":\"\t\"}", .rawControl, 6),
    (#""\x""#, .badEscape, 1), (#""\u12G4""#, .badEscape, 1), ("01", .badNumber, 0),
    ("[1.]", .badNumber, 1), ("-", .badNumber, 0), ("1e", .badNumber, 0), ("+1", .badNumber, 0),
    ("[1 2]", .expectedCommaOrBracket, 3), (#"{"a" 1}"#, .expectedColon, 5),
    (#"{"a":1 "b":2}"#, .expectedCommaOrBrace, 7), ("{a:1}", .expectedKey, 1),
    ("{'a':1}", .expectedKey, 1), ("[1", .endsEarly, 2), (#""abc"#, .endsEarly, 4),
    ("{}{}", .contentAfter, 2), ("[NaN]", .unexpectedByte, 1), ("[}", .unexpectedByte, 1),
    ("{]", .expectedKey, 1), ("[1}", .expectedCommaOrBracket, 2), ("nul", .endsEarly, 3),
    ("trve", .unexpectedByte, 2), ("1 /* c */", .contentAfter, 2), (#""\"#, .endsEarly, 2),
    (#""\u12"#, .endsEarly, 5), ("\u{2060}1", .unexpectedByte, 0), (#"{"a":}"#, .unexpectedByte, 5),
  ])
  func `a fault has its kind and its place`(text: String, kind: JSONFault.Kind, index: Int) {
    let fault = fault(text)
    #expect(fault?.kind == kind)
    #expect(fault?.index == index)
    #expect(fault?.reason.isEmpty == false)
  }

  @Test(arguments: [
    ("NaN", true), ("Infinity", true), ("-Infinity", true), (#"[1,{"a":NaN}]"#, true),
    ("nan", false), ("NaNs", false), ("-NaN", false), ("+Infinity", false), ("Inf", false),
    ("-I", false), ("N", false), ("None", false),
  ])
  func `numbers that are none are read on request, and never by themselves`(
    text: String,
    isRead: Bool
  ) {
    #expect(fault(text) != nil)
    let fault = JSONCursor.fault(in: Array(text.utf8), readsNotANumber: true)
    #expect((fault == nil) == isRead)
    let tree = JSONTree(Array(text.utf8), 0..<text.utf8.count)
    #expect((tree.fault == nil) == isRead)
    let place = Array(text.utf8).firstIndex { "NI-".utf8.contains($0) }
    #expect(!isRead || tree.notANumberAt == place)
  }

  @Test func `512 levels are read and 513 are not`() {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let inner = open == "[" ? "" : "1"
      func nested(_ depth: Int) -> String {
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      }
      #expect(fault(nested(512)) == nil)
      #expect(fault(nested(513))?.kind == .tooDeep)
    }
    #expect(fault(String(repeating: "[", count: 1_000_000))?.kind == .tooDeep)
  }

  @Test func `the kinds of all open containers are remembered`() {
    // Arrays and objects by turns, in an order without a period of 64.
    for depth in [1, 63, 64, 65, 127, 128, 129, 200, 512] {
      var text = ""
      var closing = ""
      for level in 0..<depth {
        let isObject = level % 3 == 0 || level % 7 == 2
        text += isObject ? #"{"k":[],"v":"# : "[[],"
        closing = (isObject ? "}" : "]") + closing
        if level == depth - 2 { break }
      }
      if depth == 1 {
        text = "["
        closing = "]"
      } else {
        text += "[]"
      }
      #expect(fault(text + closing) == nil, "\(depth)")
      let wrong = closing.first == "}" ? "]" : "}"
      #expect(fault(text + wrong + closing.dropFirst()) != nil, "\(depth)")
    }
  }

  @Test func `a stop is found at every place of a word`() {
    for padding in 0..<20 {
      let text = String(repeating: "x", count: padding)
      #expect(fault("\"\(text)\"") == nil)
      #expect(fault("\"\(text)\u{1F}\(text)\"")?.index == padding + 1)
      #expect(fault("\"\(text)\\q\(text)\"")?.index == padding + 1)
      #expect(fault("\"\(text)é\(text)\u{80}\"") == nil)
    }
  }

  @Test func `byte search agrees with a plain loop`() {
    var bytes = [UInt8](repeating: 0, count: 40)
    for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index &* 37) | 0x80 }
    for place in bytes.indices {
      var marked = bytes
      marked[place] = 0x0A
      for start in 0...40 {
        #expect(
          ByteSearch.first(0x0A, in: marked.span, from: start) == (start <= place ? place : nil)
        )
      }
    }
  }
}
