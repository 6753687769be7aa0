// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine

/// Random texts that a pattern is likely to match: drawn from its tree, then damaged a little, or
/// made of the characters of its source.
struct RegexParserSample {
  private let tree: RegexNode
  private let letters: [Unicode.Scalar]
  private var random: SeededText

  init(_ tree: RegexNode, of source: String, seed: UInt64) {
    self.tree = tree
    letters = Array(source.unicodeScalars) + Self.noise
    random = SeededText(seed: seed)
  }

  private static let noise = Array("kKsSſ\u{212A}éÉß1_- \n\t.中aB0".unicodeScalars)

  mutating func text() -> String {
    if random.chance(25) { return random.text(maxScalars: 16, from: letters) }
    var scalars: [Unicode.Scalar] = []
    if random.chance(40) { scalars.append(letters[random.number(below: letters.count)]) }
    add(tree, to: &scalars)
    // Two in five stay as drawn.
    for _ in 0..<(random.chance(40) ? 0 : 1 + scalars.count / 12) where !scalars.isEmpty {
      damage(&scalars)
    }
    if random.chance(40) { scalars.append(letters[random.number(below: letters.count)]) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private mutating func damage(_ scalars: inout [Unicode.Scalar]) {
    let place = random.number(below: scalars.count)
    let other = letters[random.number(below: letters.count)]
    switch random.number(below: 8) {
    case 0: scalars[place] = other
    case 1: scalars.insert(other, at: place)
    case 2: scalars.remove(at: place)
    default:
      let cases = RegexParserMatcher.cases(of: scalars[place].value).sorted()
      scalars[place] =
        Unicode.Scalar(cases[random.number(below: cases.count)]) ?? scalars[place]
    }
  }

  private mutating func add(_ node: RegexNode, to scalars: inout [Unicode.Scalar]) {
    guard scalars.count < 60 else { return }
    switch node {
    case .character(let set): scalars.append(draw(from: set))
    case .sequence(let items): for item in items { add(item, to: &scalars) }
    case .alternation(let branches):
      add(branches[random.number(below: branches.count)], to: &scalars)
    case .repetition(let item, let min, let max, _):
      let most = Swift.min(max ?? min + 3, min + 3)
      for _ in 0..<min + random.number(below: most - min + 1) { add(item, to: &scalars) }
    case .capture(_, let item), .atomic(let item): add(item, to: &scalars)
    case .backreference, .other:
      if random.chance(50) { scalars.append(letters[random.number(below: letters.count)]) }
    case .look(let item, let isBehind, let isNegative):
      if !isBehind, !isNegative, random.chance(30) { add(item, to: &scalars) }
    case .empty, .place: break
    }
  }

  private mutating func draw(from set: CharacterRange) -> Unicode.Scalar {
    if set.hasUnlisted, random.chance(15) {
      return letters[random.number(below: letters.count)]
    }
    for _ in 0..<8 {
      let byte = UInt8(0x21 + random.number(below: 0x5E))
      if set.holdsASCII(byte) { return Unicode.Scalar(byte) }
    }
    let ascii = (UInt8(0)..<128).filter { set.holdsASCII($0) }
    let members = ascii.map(UInt32.init) + set.listed
    if members.isEmpty { return letters[random.number(below: letters.count)] }
    return Unicode.Scalar(members[random.number(below: members.count)]) ?? "?"
  }

  /// Bits of syntax, to be strung together without care for what comes of it.
  static let pieces = [
    "a", "b", "k", "s", "é", "ſ", " ", "#", "-", "1", "^", "$", ".", "|", "(", ")", "(", ")", ")",
    "(?:", "(?>", "(?|", "(?=", "(?!", "(?<=", "(?<n>", "(?'m'", "(?P<o>", "(?i)", "(?-i)", "(?x)",
    "(?xx)", "(?-x)", "(?^)", "(?s-i:", "(?-s)", "(?m)", "(?n)", "(?U)", "(?J)", "(?i:", "(?x:",
    "(?#c)", "#c\n", "\n", "(?(1)", "(?(<n>)", "(?(R)", "(?(DEFINE)", "(?(?=", "(*pla:", "(*nlb:",
    "(*atomic:", "(*sr:", "(*F)", "(*PRUNE)", "(*:x)", "(?1)", "(?-1)", "(?+1)", "(?&n)",
    #"\g<1>"#, #"\1"#, #"\2"#, #"\11"#, #"\g{1}"#, #"\g-1"#, #"\k<n>"#, #"\k{m}"#, "(?P=o)",
    #"\0"#, #"\012"#, #"\141"#, #"\x61"#, #"\x{e9}"#, #"\o{142}"#, #"\cA"#, #"\N{U+6B}"#, #"\t"#,
    #"\Q"#, #"\E"#, #"\Q*\E"#, #"\\"#, #"\["#, #"\d"#, #"\D"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#,
    #"\h"#, #"\v"#, #"\V"#, #"\N"#, #"\R"#, #"\X"#, #"\p{L}"#, #"\P{Lu}"#, #"\p{^N}"#, #"\pS"#,
    #"\b"#, #"\B"#, #"\A"#, #"\Z"#, #"\z"#, #"\K"#, "?", "*", "+", "{2}", "{1,2}", "{0}", "{,2}",
    "{2,}", "{", "}", "*?", "++", "?+", "{1,2}?", "[ab]", "[^a]", "[]a]", "[^]a]", "[a-c]", "[a-]",
    #"[\Qa-]\E]"#, #"[\d-]"#, "[[:alpha:]]", "[[:^upper:]x]", "[a b]", "[ ^a]", #"[^\W]"#, "[[a]",
    "[[:<:]]", "[", "]",
  ]

  /// Members of classes.
  static let members = [
    "a", "K", "k", "s", "-", "^", "]", "[", ":", "é", "É", "ſ", "\u{212A}", "ß", "中", "a-f", "A-Z",
    "0-9", " -~", "+--", "à-ö", "а-я", "J-L", #"\x00-\x1f"#, #"\x{100}-\x{2ff}"#,
    #"\x{2100}-\x{2130}"#, #"\x{80}-\x{10ffff}"#, #"\d"#, #"\D"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#,
    #"\h"#, #"\H"#, #"\v"#, #"\V"#, #"\b"#, #"\n"#, #"\t"#, #"\e"#, #"\\"#, #"\]"#, #"\-"#,
    #"\x41"#, #"\101"#, #"\0"#, #"\o{153}"#, #"\c]"#, #"\N{U+73}"#, #"\Qa-c\E"#, #"\Q]\E"#, #"\E"#,
    "[:alpha:]", "[:lower:]", "[:upper:]", "[:alnum:]", "[:ascii:]", "[:blank:]", "[:cntrl:]",
    "[:digit:]", "[:graph:]", "[:print:]", "[:punct:]", "[:space:]", "[:word:]", "[:xdigit:]",
    "[:^alpha:]", "[:^lower:]", "[:^ascii:]", "[:^cntrl:]", "[:^punct:]", "[:^print:]",
    "[:^xdigit:]", #"\p{L}"#, #"\p{Lu}"#, #"\p{Ll}"#, #"\p{Lt}"#, #"\p{L&}"#, #"\p{Lm}"#,
    #"\p{Lo}"#,
    #"\pN"#, #"\p{Nd}"#, #"\p{Nl}"#, #"\p{No}"#, #"\pP"#, #"\p{Pc}"#, #"\p{Pd}"#, #"\p{Ps}"#,
    #"\p{Pe}"#, #"\p{Pi}"#, #"\p{Po}"#, #"\pS"#, #"\p{Sc}"#, #"\p{Sk}"#, #"\p{Sm}"#, #"\p{So}"#,
    #"\pZ"#, #"\p{Zs}"#, #"\p{Zl}"#, #"\pC"#, #"\p{Cc}"#, #"\p{Cf}"#, #"\p{Cn}"#, #"\p{Co}"#,
    #"\pM"#, #"\p{Mn}"#, #"\p{Any}"#, #"\p{Xan}"#, #"\p{Xwd}"#, #"\p{Xsp}"#, #"\p{Latin}"#,
    #"\p{Han}"#, #"\p{Cyrillic}"#, #"\p{Arabic}"#, #"\p{Greek}"#, #"\p{Hiragana}"#, #"\p{Common}"#,
    #"\p{Emoji}"#, #"\P{L}"#, #"\P{Lu}"#, #"\P{Nd}"#, #"\P{P}"#, #"\p{^S}"#, #"\P{^Z}"#,
    #"\P{Han}"#,
    #"\p{sc:Latin}"#, #"\p{Armenian}"#, #"\p{Bengali}"#, #"\p{Devanagari}"#, #"\p{Georgian}"#,
    #"\p{Hangul}"#, #"\p{Hebrew}"#, #"\p{Katakana}"#, #"\p{Tamil}"#, #"\p{Thai}"#,
  ]
}
