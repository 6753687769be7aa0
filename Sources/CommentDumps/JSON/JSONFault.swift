// SPDX-License-Identifier: Apache-2.0

/// Where and why bytes are not JSON (RFC 8259). Facts only; the sentence is ``reason``.
struct JSONFault: Error, Equatable {
  enum Kind: UInt8 {
    case nothing, endsEarly, unexpectedByte, expectedKey, expectedColon, expectedCommaOrBrace
    case expectedCommaOrBracket, trailingComma, rawControl, badEscape, badNumber, tooDeep
    case tooDeepDocument, contentAfter
  }

  var kind: Kind
  /// Index of the byte at fault in the bytes that were read; their count when they end early.
  var index: Int
  /// The byte at fault; 0 when there is none.
  var byte: UInt8

  init(_ kind: Kind, at index: Int, byte: UInt8 = 0) {
    self.kind = kind
    self.index = index
    self.byte = byte
  }
}

extension JSONFault {
  /// What is wrong, in plain words that hold none of the text.
  var reason: String {
    switch kind {
    case .nothing: "no value"
    case .endsEarly: "the JSON ends early: a quote or a bracket is not closed"
    case .unexpectedByte: "not JSON: " + byteWords
    case .expectedKey: "a key in double quotes is missing: " + byteWords
    case .expectedColon: "a colon after the key is missing: " + byteWords
    case .expectedCommaOrBrace: "a comma or \"}\" is missing: " + byteWords
    case .expectedCommaOrBracket: "a comma or \"]\" is missing: " + byteWords
    case .trailingComma: "a comma stands before the closing bracket"
    case .rawControl: "a raw control character (\(hex)) in a string; JSON wants it escaped"
    case .badEscape: "an unknown or unfinished escape after a backslash"
    case .badNumber: "a number that is not JSON, such as 01, +1, .5 or 1."
    case .tooDeep: "nested deeper than \(JSONCursor.maxDepth) levels"
    case .tooDeepDocument: "nested deeper than \(JSONTree.maxDepth) levels"
    case .contentAfter:
      byte == UInt8(ascii: "{")
        ? "two objects on one line" : "something stands after the value: " + byteWords
    }
  }

  private var hex: String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0x0" + digits : "0x" + digits
  }

  private var byteWords: String {
    switch byte {
    case UInt8(ascii: "'"): "a single quote"
    case UInt8(ascii: "/"): "a comment, or a stray slash"
    case UInt8(ascii: "N"), UInt8(ascii: "I"): "NaN and Infinity have no JSON form"
    case UInt8(ascii: "T"), UInt8(ascii: "F"): "true, false and null are lower-case"
    case 0xFE, 0xFF: "byte \(hex); UTF-16 text has to be converted to UTF-8"
    case 0: "a NUL byte; UTF-16 text has to be converted to UTF-8"
    default: "byte \(hex)"
    }
  }
}
