// SPDX-License-Identifier: Apache-2.0

import PatternEngine

/// Definitions on which a prefilter, a shortcut for ASCII or an exact literal search could go wrong.
enum DifferentialPatterns {
  /// Regular expressions, each in any case and anywhere in the text.
  static let regexes: [String] = [
    // Words and boundaries.
    #"\bword\b"#, #"\bkiss"#, #"task\b"#, #"\Bask\B"#, #"(?:^|\b)(?:baba\W?ji)(?:\b|$)"#,
    #"(?:^|\b)(?:fifa.{0,20}?coins?)(?:\b|$)"#, #"(?:^|\b)(?:été)(?:\b|$)"#, #"\b\+1\b"#,
    #"(?<=\W)sale(?=\W)"#, #"\bs\b"#, "[[:<:]]ok[[:>:]]", #"\b(?:k|ss)\b"#,
    // Alternations and optional parts.
    "cat|dog|kiss", "(?:buy|sell) (?:gold|silver)", "colou?r", "(?:free )?money", "a|ab|abc",
    "(?:|x)y", "sp(?:am|ite)?", "(?:one|two|)three", "(?:ab|cd|ef){2}", "jack|k", "gr[ae]y|grau",
    "(?|(a)b|(c)d)x", "x(?:yes|no|)?z", "(?:sex|sax|six)y",
    // Classes, repeats, wildcards.
    "[^a]bc", "[a-fk-s]{3}", #"[\W_]*s[\W_]*p[\W_]*a[\W_]*m"#, "fr[e3][e3]", "[ſk]ick",
    "[^\\W\\d_]+1",
    #"\d{3}[- ]?\d{4}"#, #"\p{Lu}{2,}x"#, #"[[:punct:]]{2}"#, "lo+l", "ha(?:ha)+", "a{2,3}b",
    "x{0}y",
    "(?:no){3,}", #"\S+@\S+\.\w+"#, "buy.{1,5}now", "(?-s)buy.now", #"go\s+go"#, #"\d+ ?(?:usd|€)"#,
    "[é-ü]+", #"\x{17F}top"#, #"\x{212A}elvin"#, "ß", "straße", "σίσυφος", "ⱥb", "\u{345}", "ﬆ",
    #"w\X"#, #"a\Rb"#, #"\N{3}k"#, #"[\x{10000}-\x{10FFFF}]"#, #"\Qa.b\Ec"#, #"a\Q|\Eb"#,
    // Look-around, \K, lazy, atomic and possessive.
    "(?=.*spam)buy", "(?!x)y", "(?<!no )spam", "(?<=é)s", "foo(?=bar)", "foo(?!bar)",
    #"price\K\d+"#,
    #"(?<=a)\Kb"#, "(?=k)", "<.+?>", "a.*?s", "(?>ab|a)b", "a++b", "(?:a|b)*+c", "(?=(ss))k?",
    #"x\K"#,
    // References, recursion, conditions.
    #"(\w)\1"#, #"(k)(s)\2\1"#, #"(?<q>['"]).*?\k<q>"#, #"\((?:[^()]|(?R))*\)"#, "(a)?(?(1)b|c)",
    "(?<n>ab)(?&n)", #"(?i)(a)(?-i)\1"#, "(x(?1)?y)",
    // Ends and lines.
    "^start", "end$", "(?m)^line", "(?m)line$", #"\Astart"#, #"end\z"#, #"end\Z"#, "^$", "(?m)^$",
    "^(?:buy|sell)", "(?:now|later)$", ".$", "^.",
    // Inline options, extended mode.
    "(?-i)Kiss", "k(?-i)K(?i)k", "(?-i:S)s", "(?x) a b # comment", "(?xx)[a b]c", "(?s).x", "(?^)S",
    "(?U)a+s", "(?n)(a)(?<m>s)", "a(?i:k)s", "(?-i)[a-s]+K",
    // Empty matches, everything, nothing.
    "", "a*", "(?:)", "k?", #"\b"#, "(?=s)|s", "[^\\s\\S]", "(?!)", "(*FAIL)|k", "a(*SKIP)b|s",
    "x(*ACCEPT)y", "(?:a(*THEN)b|ac)", "s(*COMMIT)k", ".*", "(?s).*", "\u{0}", #"\0a"#,
  ]

  static let literals: [String] = [
    "cat", "kiss", "sale", "s", "k", "ss", "ſ", "\u{212A}", "été", "é", "straße", "STRASSE", "ß",
    "ẞ",
    "c++", "++", ".net", "a.b", "a b", " a ", "_", "x_y", "9", "2g1c", "#1", "\u{0}", "a\u{0}b",
    "\n", "a\nb", "中文", "😀", "é\u{301}", "\u{301}", "\u{345}", "i", "İ", "ı", "σς", "Σ", "ǆ", "µ",
    "free money", "aa", "aba", "", #"\E"#, #"\b"#, "(*UTF)a", "a-b", "it's", "３", "٣", "\u{A0}",
    "ⱥb", "ﬆ", "K\u{212A}k", "sſS", "word", "spam", "buy now", "!", "?!", "…",
  ]

  /// Regular expressions in their three ways, literals with every method and case.
  static let all: [PatternDefinition] =
    regexes.map { PatternDefinition($0) }
    + regexes.map { PatternDefinition($0, isCaseSensitive: true) }
    + regexes.enumerated().map {
      PatternDefinition($1, method: MatchMethod.allCases[$0 % MatchMethod.allCases.count])
    }
    + MatchMethod.allCases.flatMap { method in
      literals.flatMap { literal in
        [true, false].map {
          PatternDefinition(literal, isLiteral: true, isCaseSensitive: $0, method: method)
        }
      }
    }
}
