// SPDX-License-Identifier: Apache-2.0

/// A JSON value as a place in the bytes it was read from: nothing is decoded until it is needed.
struct JSONToken {
  enum Kind: UInt8 {
    case null, `true`, `false`, number, string, array, object
  }

  var kind: Kind
  /// Whether a string holds backslash escapes.
  var hasEscapes = false
  /// Whether a string holds bytes above 0x7F, and so has to be checked as UTF-8.
  var hasHighBytes = false
  /// The first byte: of a string the one after the opening quote, of other values their own.
  var start: Int
  /// Behind the last byte: of a string the closing quote.
  var end: Int

  var range: Range<Int> { start..<end }
  var isEmpty: Bool { start == end }
}

extension JSONToken.Kind {
  /// The kind with its article, for reasons.
  var words: String {
    switch self {
    case .null: "null"
    case .true: "true"
    case .false: "false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
