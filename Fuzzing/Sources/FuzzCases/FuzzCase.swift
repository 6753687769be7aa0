// SPDX-License-Identifier: Apache-2.0

package import PatternEngine

/// What one input of the fuzzer means: some definitions and a text.
///
/// | bytes | meaning |
/// | --- | --- |
/// | first | bit 0: the set without machine code; bits 1 and 2 both set: with 40 other patterns |
/// | up to each 0xFF | a pattern: its flags (bit 0 literal, bit 1 case-sensitive, bits 2–4 method), its source |
/// | after the last 0xFF | the text |
///
/// 0xFF is in no well-formed text; what is ill-formed otherwise is repaired.
package struct FuzzCase: Sendable {
  package var usesInterpreter: Bool
  package var hasFillers: Bool
  package var definitions: [PatternDefinition]
  package var text: [UInt8]

  /// The most of each that is used; the rest of an input is ignored.
  package static let (maxPatterns, maxPatternBytes) = (8, 300)

  package init(
    definitions: [PatternDefinition],
    text: [UInt8],
    usesInterpreter: Bool = false,
    hasFillers: Bool = false
  ) {
    self.usesInterpreter = usesInterpreter
    self.hasFillers = hasFillers
    self.definitions = definitions
    self.text = text
  }

  /// Reads an input; `nil` if it has no pattern.
  package init?(_ bytes: some Collection<UInt8>) {
    let fields = bytes.dropFirst().split(separator: 0xFF, omittingEmptySubsequences: false)
    guard let flags = bytes.first, let text = fields.last, fields.count > 1 else { return nil }
    usesInterpreter = flags & 1 != 0
    hasFillers = flags & 6 == 6
    definitions = fields.dropLast().prefix(Self.maxPatterns).map { field in
      let flags = field.first ?? 0
      let methods = MatchMethod.allCases
      return PatternDefinition(
        String(decoding: field.dropFirst().prefix(Self.maxPatternBytes), as: UTF8.self),
        isLiteral: flags & 1 != 0,
        isCaseSensitive: flags & 2 != 0,
        method: methods[Int(flags >> 2 & 7) % methods.count]
      )
    }
    self.text = Array(text)
  }

  /// The input that means this.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = [(usesInterpreter ? 1 : 0) | (hasFillers ? 6 : 0)]
    for definition in definitions {
      let method = MatchMethod.allCases.firstIndex(of: definition.method) ?? 0
      // Bit 6 only makes the flags a letter or a sign that can be read in a dump.
      bytes.append(
        0x40 | (definition.isLiteral ? 1 : 0) | (definition.isCaseSensitive ? 2 : 0)
          | UInt8(method) << 2
      )
      bytes += definition.source.utf8
      bytes.append(0xFF)
    }
    return bytes + text
  }
}

extension FuzzCase {
  /// Ordinary patterns of all kinds, so that a few strange ones can also be tried in company.
  package static let fillers: [PatternDefinition] =
    (0..<16).map {
      PatternDefinition(
        ["free", "money", "kiss", "Straße", "c++", "a b", "é", "spam"][$0 % 8] + "\($0 / 8)",
        isLiteral: true,
        method: MatchMethod.allCases[$0 % 6]
      )
    }
    + [
      #"\bviagra\b"#, #"(?:^|\b)(?:buy\W?now)(?:\b|$)"#, #"https?://\S+"#, #"\d{3}-\d{4}"#,
      "(a|b)+c",
      #"[\W_]*s[\W_]*p[\W_]*a[\W_]*m"#, "(?=a)b", "a*", "^x", "y$", #"(\w)\1"#, "(?<!k)s", "[^a]k",
      #"(?-i)K(?i)k"#, "", #"\x{17F}"#, "(?m)^z$", #"a\Kb"#, "one|two|three", "(?>a+)b", "é|ß",
      #"\p{Lu}{3}"#, #"[[:punct:]]{4}"#, "(?s).{5}x",
    ].map { PatternDefinition($0) }
}
