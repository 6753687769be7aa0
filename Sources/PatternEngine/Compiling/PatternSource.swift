// SPDX-License-Identifier: Apache-2.0

/// The forms in which a definition is given to the library.
enum PatternSource {
  /// `literal` with a backslash before each character that means something in a regular expression.
  ///
  /// By hand rather than by `\Q…\E`, which a literal with `\E` in it would end.
  static func escaped(_ literal: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(literal.count + 8)
    for byte in literal {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "."),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "-"):
        escaped.append(UInt8(ascii: "\\"))
      default: break
      }
      escaped.append(byte)
    }
    return escaped
  }

  /// What a method puts before and after a value.
  ///
  /// None of it captures, so the author's groups keep their numbers, and all of it is of no width
  /// or cut off by `\K`, so the match is the value's own text.
  static func surroundings(of placement: Placement) -> (before: String, after: String) {
    switch placement {
    case .method(let method): surroundings(of: method)
    case .subdomains: (beforeSubdomain + "(?:", ")$")
    }
  }

  static let beforeSubdomain = #"^(?:.+\.)?\K"#

  private static func surroundings(of method: MatchMethod) -> (before: String, after: String) {
    switch method {
    case .includesWord: (#"(?:^|(?<=\W)|\b)(?:"#, #")(?:$|(?=\W)|\b)"#)
    case .includes: ("(?:", ")")
    case .startsWith: ("^(?:", ")")
    case .endsWith: ("(?:", ")$")
    case .fullExact: ("^(?:", ")$")
    case .fullText: (#"^\W*\K(?:"#, #")(?=\W*$)"#)
    }
  }

  /// The same for a literal, where its first and last characters decide much of it beforehand.
  ///
  /// Beside a word character, "start, no word character, or boundary" comes down to `\b`; beside
  /// ASCII punctuation it is always true. The short form has a first byte to search for.
  static func surroundings(
    of placement: Placement,
    literal: [UInt8]
  ) -> (before: String, after: String) {
    guard placement == .method(.includesWord), let first = literal.first, let last = literal.last,
      first < 0x80, last < 0x80
    else { return surroundings(of: placement) }
    return (isASCIIWord(first) ? #"\b(?:"# : "(?:", isASCIIWord(last) ? #")\b"# : ")")
  }

  private static func isASCIIWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  /// What may have to stand between a value and the closing parenthesis.
  ///
  /// A value may end in an open `\Q`, or in extended mode inside a `#` comment: either would swallow
  /// the parenthesis. Then the whole does not compile, since the group stays open, so trying these
  /// in turn cannot pick a wrong one.
  static let closers = ["", #"\E"#, "\n"]
}
