// SPDX-License-Identifier: Apache-2.0

@testable import PatternEngine
import Testing

/// Patterns and their trees, as ``RegexParserPrinter`` writes them. `␊` stands for a line feed, `␉`
/// for a tab. Each pattern compiles, unless it is marked as only of later versions.
@Suite("RegexParser")
struct RegexParserTests {
  struct Case: Sendable, CustomStringConvertible {
    var source: String
    var tree: String
    var compiles = true

    init(_ source: String, _ tree: String, compiles: Bool = true) {
      self.source =
        source
        .split(separator: "␊", omittingEmptySubsequences: false).joined(separator: "\n")
        .split(separator: "␉", omittingEmptySubsequences: false).joined(separator: "\t")
      self.tree = tree
      self.compiles = compiles
    }

    var description: String { source }
  }

  @Test("Trees", arguments: cases)
  func trees(_ test: Case) {
    if test.compiles {
      #expect((try? Pattern(test.source, isCaseSensitive: true, useJIT: false)) != nil)
    }
    let tree = RegexParser.parse(Array(test.source.utf8), isCaseSensitive: true)
    #expect(RegexParserPrinter.print(tree) == test.tree)
  }

  @Test("Without regard to case from the start, every character says so")
  func caseless() {
    func tree(_ source: String) -> String {
      RegexParserPrinter.print(RegexParser.parse(Array(source.utf8), isCaseSensitive: false))
    }
    #expect(tree("a[b][^c](?-i)d") == "a'b'[^Cc+]'d")
    #expect(tree("(?^)a") == "a")
    #expect(tree(#"(a)\1(?-i:\1)"#) == #"<1 a'>\1'\1"#)
  }

  @Test("What is in the way has a name")
  func obstacles() {
    func obstacle(_ source: String) -> RegexParser.Obstacle? {
      do throws(RegexParser.Obstacle) {
        _ = try RegexParser.tree(of: Array(source.utf8), isCaseSensitive: true)
        return nil
      } catch {
        return error
      }
    }
    #expect(obstacle("a") == nil)
    #expect(obstacle("a(*ACCEPT)") == .accept)
    #expect(obstacle("a{,3}") == .versionDependent)
    #expect(obstacle("(?[a])") == .unknownConstruct)
    #expect(obstacle("a(") == .malformed)
    #expect(obstacle(String(repeating: "(", count: 300)) == .tooDeep)
  }

  static let cases: [Case] = [
    literals, places, references, groups, options, verbs, quantifiers, classes, later, mixed,
  ].flatMap { $0 }

  // Literals, alternatives and escapes.
  private static let literals: [Case] = [
    Case("abc", "abc"),
    Case("a|b|", "(a|b|)"),
    Case("|", "(|)"),
    Case("a||b", "(a||b)"),
    Case("(?:)", "()"),
    Case("é中😀", "é中😀"),
    Case("a.c", "a[^+]c"),
    Case("(?-s)a.c", "a[^<a>+]c"),
    Case(#"\N\N{2}"#, "[^<a>+][^<a>+]{2}"),
    Case(#"\a\e\f\n\r\t"#, "<7><1b><c><a><d><9>"),
    Case(#"\0\07\012\0123"#, "<0><7><a><a>3"),
    Case(#"\o{101}\o{20254}"#, "A€"),
    Case(#"\x41\x4\x{1F600}x"#, "A<4>😀x"),
    Case(#"\x"#, "<0>"),
    Case(#"\cA\c\\c[\c?\ca"#, "<1><1c><1b><7f><1>"),
    Case(#"\N{U+e9}"#, "é"),
    Case(#"\Qa.b\Ec"#, "a.bc"),
    Case(#"\Qa.b"#, "a.b"),
    Case(#"a\Q\E+"#, "a+"),
    Case(#"\Qab\E+"#, "ab+"),
    Case(#"a\E*"#, "a*"),
    Case(#"\Eab"#, "ab"),
    Case(#"\-\_\é\""#, #"-_é""#),
    Case(#"\R"#, "{> (<d><a>|[<a>-<d><85><2028><2029>])}"),
    Case(#"\X+"#, "..+"),
    Case(
      #"\d\D\h\H\s\S\v\V\w\W"#,
      "[0-9+][^0-9+][<9><20>+][^<9><20>+][<9>-<d><20>+][^<9>-<d><20>+][<a>-<d><85><2028><2029>][^<a>-<d>+][0-9A-Z_a-z+][<0>-/:-@[-^`{-<7f>+]"
    ),
    Case(#"\p{L}\P{L}\pN\p{^Lu}\P{^Lu}"#, "[A-Za-z+][<0>-@[-`{-<7f>+][0-9+][^A-Z+][A-Z+]"),
    Case(#"\p{Lu}\p{Ll}\p{Greek}\p{sc=Latin}\p{Any}"#, "[A-Z+][a-z+][+][^+~][^+]"),
    Case(#"(?i)\p{Lu}\P{Lu}\p{Lt}"#, "[A-Za-z+~]'[^+~]'[A-Za-z+~]'"),
    Case(#"(?i)[^\p{Lu}]"#, "[^+~]'"),
    Case(#"\p{ Script = Han }\p{l_u}\p{^ N-d}"#, "[^+~][A-Z+][^0-9+]"),
  ]

  // Places.
  private static let places: [Case] = [
    Case(#"\b\B\A\Z\za\K"#, #"\b\B\A\Z\za\K"#),
    Case("^a$", #"\Aa\Z"#),
    Case("(?m)^a$", "^a$"),
  ]

  // References, names and calls.
  private static let references: [Case] = [
    Case(#"(a)\1"#, #"<1 a>\1"#),
    Case(#"(?i)(a)\1"#, #"<1 a'>\1'"#),
    Case(#"\1(a)"#, #"\1<1 a>"#),
    Case(#"(a\1)"#, #"<1 a\1>"#),
    Case(#"(a)\g1\g{1}\g{-1}"#, #"<1 a>\1\1\1"#),
    Case(#"\g{+1}(a)"#, #"\1<1 a>"#),
    Case(#"(a)(b)\g-2\g{-1}"#, #"<1 a><2 b>\1\2"#),
    Case(#"(a)\11"#, "<1 a><9>"),
    Case(#"(a)\12\18"#, "<1 a><a><1>8"),
    Case(
      #"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10"#,
      #"<1 a><2 b><3 c><4 d><5 e><6 f><7 g><8 h><9 i><10 j>\10"#
    ),
    Case(#"(?|(a)|(b))\1(c)\2"#, #"(<1 a>|<1 b>)\?<2 c>\2"#),
    Case(#"(?|(a)(b)|(c))(d)\3"#, #"(<1 a><2 b>|<1 c>)<3 d>\3"#),
    Case(#"(?<n>a)\k<n>\k'n'\k{n}\g{n}(?P=n)"#, #"<1 a>\1\1\1\1\1"#),
    Case(#"\k<n>(?<n>a)"#, #"\1<1 a>"#),
    Case(#"(?P<n>a)(?'m'b)\k<m>"#, #"<1 a><2 b>\2"#),
    Case(#"(?J)(?<n>a)(?<n>b)\k<n>"#, #"<1 a><2 b>\?"#),
    Case(#"(?J)(?:(?<n>a)|\k<n>(?<n>b)|\1)+"#, #"(<1 a>|\?<2 b>|\?)+"#),
    Case(#"(?|(?<n>a)|(?<n>b))\k<n>"#, #"(<1 a>|<1 b>)\?"#),
    Case("a(?R)?b", "a..?b"),
    Case("(a(?1)?)", "<1 a..?>"),
    Case("(a)(?+1)(?-1)(b)", "<1 a>....<2 b>"),
    Case(#"(?<n>a)(?&n)(?P>n)\g<n>\g'n'\g<1>\g<-1>"#, "<1 a>............"),
  ]

  // Groups, conditions and comments.
  private static let groups: [Case] = [
    Case(#"(?n)(a)(?<x>b)\1"#, #"a<1 b>\1"#),
    Case(#"(?n:(a))(b)\1"#, #"a<1 b>\1"#),
    Case("(?:a)(?>b)(?=c)(?!d)(?<=e)(?<!f)", "a{> b}{= c}{! d}{<= e}{<! f}"),
    Case("(?*a)(?<*b)", "{= a}{<= b}"),
    Case("(*pla:a)(*nla:b)(*plb:c)(*nlb:d)", "{= a}{! b}{<= c}{<! d}"),
    Case("(*positive_lookahead:a)(*napla:b)(*naplb:c)(*atomic:d)", "{= a}{= b}{<= c}{> d}"),
    Case("(*sr:a+)(*script_run:b)(*asr:c)(*atomic_script_run:d)", "{> a+}{> b}{> c}{> d}"),
    Case("(a)?(?(1)b|c)", "<1 a>?{> (b|c)}"),
    Case(#"(a)?(?(1)b)(d)\2"#, #"<1 a>?{> (b|)}<2 d>\2"#),
    Case("(?<n>a)?(?(<n>)b|c)(?('n')d)(?(n)e)", "<1 a>?{> (b|c)}{> (d|)}{> (e|)}"),
    Case("(?:(?(R)a|b)(?(R1)c)(?(R&n)d))(?<n>e)", "{> (a|b)}{> (c|)}{> (d|)}<1 e>"),
    Case(#"(?(DEFINE)(?<x>a))b(?&x)(c)\2"#, #"{> (<1 a>|)}b..<2 c>\2"#),
    Case(#"(?(?=(a))b|c)(d)\2"#, #"{> ({= <1 a>}b|c)}<2 d>\2"#),
    Case("(?(?!a)b|c)(?(*pla:d)e)(?(?<=f)g|h)", "{> ({! a}b|c)}{> ({= d}e|)}{> ({<= f}g|h)}"),
    Case("(?(VERSION>=10.4)a|b)", "{> (a|b)}"),
    Case("a(?#comm(ent)b", "ab"),
    Case("a(?# c )+", "a+"),
  ]

  // Options.
  private static let options: [Case] = [
    Case("(?i)a(?-i)b", "a'b"),
    Case("(?i:a)b", "a'b"),
    Case("a(?i)b|c", "(ab'|c')"),
    Case("(a(?i)b|c)d", "<1 (ab'|c')>d"),
    Case("((?i)a)b", "<1 a'>b"),
    Case("(?s-i:.)(?i-i)a", "[^+]a"),
    Case("(?^)A.", "A[^<a>+]"),
    Case("(?i)(?^:a)b", "ab'"),
    Case("(?^i:a.)", "a'[^<a>+]"),
    Case(#"(?x) a b # comment␊ c \ d [ e ]"#, "abc<20>d[<20>e]"),
    Case("(?x)a +  ? b", "a+?b"),
    Case("(?x)a # (␊+b", "a+b"),
    Case(#"(?x)\Q a b#\E c"#, "<20>a<20>b#c"),
    Case(#"(?xx)[a b␉c]\Q \E[\Q \E]"#, "[a-c]<20><20>"),
    Case("(?xx)[a - c]", "[a-c]"),
    Case("(?xx)(?x)[a b]", "[<20>ab]"),
    Case("(?xx-x) a", "<20>a"),
    Case("(?x-x: a) b", "<20>a<20>b"),
    Case("(?)a", "a"),
  ]

  // Verbs.
  private static let verbs: [Case] = [
    Case(
      "(*MARK:a)b(*:x)c(*PRUNE)d(*THEN:y)e(*COMMIT)(*SKIP)f",
      "{= ()}b{= ()}c{= ()}d{= ()}e{= ()}{= ()}f"
    ),
    Case("a(*F)|b(*FAIL)", "(a{= ()}|b{= ()})"),
    Case("a(*ACCEPT)b", "nil"),
    Case("a(*ACCEPT:x)b", "nil"),
  ]

  // Quantifiers.
  private static let quantifiers: [Case] = [
    Case("a?b*c+d{2}e{2,}f{2,3}", "a?b*c+d{2}e{2,}f{2,3}"),
    Case("a??b*?c+?d{2}?e{2,}?f{2,3}?", "a??b*?c+?d{2}?e{2,}?f{2,3}?"),
    Case("a?+b*+c++d{2}+e{2,}+f{2,3}+", "a?+b*+c++d{2}+e{2,}+f{2,3}+"),
    Case("(?U)a?b*?c++d{2}", "a??b*c++d{2}?"),
    Case("(?U:a*)*", "(a*?)*"),
    Case("a{,3}", "nil"),
    Case("a{ 2 }", "nil"),
    Case("a{2, 3}", "nil"),
    Case("a{,}", "a{,}"),
    Case("a{}{x}{", "a{}{x}{"),
    Case("a{2}{3}", "nil", compiles: false),
    Case("x{2,1", "x{2,1"),
    Case("(?=a)*b", "{= a}*b"),
    Case("(?:ab)+c", "(ab)+c"),
    Case("(?:a|b)+", "(a|b)+"),
    Case("(?:(?:a)b)(?:c(?:d))", "abcd"),
    Case("((a)|(b))+", "<1 (<2 a>|<3 b>)>+"),
    Case("(?:)*a", "a"),
    Case("(a){0}", "<1 a>{0}"),
    Case("()", "<1 ()>"),
  ]

  // Classes.
  private static let classes: [Case] = [
    Case("[abc][a-c][^abc]", "[a-c][a-c][^a-c+]"),
    Case("[]a][^]a][a]", "[]a][^]a+]a"),
    Case(#"[a-][-a][a-c-e][\d-]"#, "[-a][-a][-a-ce][-0-9+]"),
    Case("[+--]", "[+--]"),
    Case(#"[a\-z][a\]b]"#, "[-az][]ab]"),
    Case(#"[\Qa-c\E][\Q]\E][a\E-c]"#, "[-ac]][a-c]"),
    Case(#"[\Q\E^a][^\Q\E]]"#, "[^a+][^]+]"),
    Case(#"[\b\n\x41\101\8\cA\o{102}\g]"#, "[<1><8><a>8ABg]"),
    Case(#"[\d\h]"#, "[<9><20>0-9+]"),
    Case(#"[^\d\s]"#, "[^<9>-<d><20>0-9+]"),
    Case(#"[^\D]"#, "[0-9+]"),
    Case(#"[\w-]"#, "[-0-9A-Z_a-z+]"),
    Case(#"[^\p{Thai}x]"#, "[^x+]"),
    Case(#"[\p{Cn}]"#, "[+]"),
    Case(#"[\p{Emoji}]"#, "[^+~]"),
    Case(#"[^\p{Emoji}]"#, "[^+~]"),
    Case("[é][à-å][а-я][^é]", "é[à-å][+][^+]"),
    Case(#"[a-é][\x{2028}é]"#, "[a-<7f>+][é<2028>]"),
    Case("[[:alpha:]][[:^alpha:]][^[:alpha:]]", "[A-Za-z+][<0>-@[-`{-<7f>+][<0>-@[-`{-<7f>+]"),
    Case("[[:upper:][:digit:]][[:lower:]]", "[0-9A-Z+][a-z+]"),
    Case("(?i)[[:upper:]][[:^upper:]][^[:lower:]]", "[A-Za-z+~]'[^+~]'[^+~]'"),
    Case(
      "[[:alnum:]][[:ascii:]][[:blank:]][[:cntrl:]][[:graph:]]",
      "[0-9A-Za-z+][^][<9><20>+][<0>-<1f><7f>+][^<0>-<20><7f>+]"
    ),
    Case(
      "[[:print:]][[:punct:]][[:space:]][[:word:]][[:xdigit:]]",
      "[^<0>-<1f><7f>+][!-/:-@[-`{-~+][<9>-<d><20>+][0-9A-Z_a-z+][0-9A-Fa-f+]"
    ),
    Case(#"[[:alpha][[:x\]y]"#, "[:[ahlp][:[]xy]"),
    Case("[[:<:]]a[[:>:]]", #"\b{= [0-9A-Z_a-z+]}a\b{<= [0-9A-Z_a-z+]}"#),
    Case("[[a]", "[[a]"),
    Case("(?i)k[k][^k][^s]", "k'k'[^Kk+]'[^Ss+]'"),
    Case(#"(?i)[^\x{212A}][^ſ]"#, "[^+~]'[^+~]'"),
    Case(#"(?i)[\x{2100}-\x{2200}][^\x{2100}-\x{2200}]"#, "[ks+~]'[^+~]'"),
    Case(#"(?i)[^kſK\x{17F}s]"#, "[^KSks+]'"),
    Case("(?i)[a-z]", "[a-z]'"),
    Case(#"[\x00-\x{10FFFF}][^\x00-\x{10FFFF}]"#, "[^+][+]"),
  ]

  // What later versions read, and what is refused.
  private static let later: [Case] = [
    Case("(?[a])", "nil", compiles: false),
    Case("(?C1)a", "nil", compiles: false),
    Case("(?r)a", "nil", compiles: false),
    Case(#"(?aD)\d"#, "nil", compiles: false),
    Case("(*scs:(1)a)", "nil", compiles: false),
    Case(#"\i"#, "nil", compiles: false),
  ]

  // Mixed.
  private static let mixed: [Case] = [
    Case("a]b}c{d", "a]b}c{d"),
    Case("(?i)é", "é'"),
    Case("(?s).(?-s:.).", "[^+][^<a>+][^+]"),
    Case(#"(a)|b\1"#, #"(<1 a>|b\1)"#),
    Case(#"(?i)[\w]\d."#, "[0-9A-Z_a-z+]'[0-9+]'[^+]"),
    Case("a{65535}", "a{65535}"),
    Case("(?:a{2}){3}", "(a{2}){3}"),
    Case("(a)(?:b){2,}?", "<1 a>b{2,}?"),
    Case(#"(?|a|(b)(?i)|c)(d)e\2"#, #"(a|<1 b>|c')<2 d>e\2"#),
    Case("(?i)a|(?-i)b|c", "(a'|b|c)"),
    Case("(?m)^|$(?-m)^|$", #"(^|$\A|\Z)"#),
    Case("a(?=b(?!c))d", "a{= b{! c}}d"),
    Case(#"[\]\[\\^]"#, "[[-^]"),
    Case("[^-a]", "[^-a+]"),
    Case("[a^b]", "[^ab]"),
    Case(#"\Q\\E\\"#, #"\\"#),
    Case(#"\Q\Qa\E"#, #"\Qa"#),
    Case(#"[\E]a]"#, "[]a]"),
    Case(#"[^\E^]"#, "[^^+]"),
    Case(#"\k{ n }(?<n>a)"#, #"\1<1 a>"#, compiles: false),
    Case(#"\g{ 1 }(a)"#, #"\1<1 a>"#, compiles: false),
    Case("(?s:a.)(?-s)b.", "a[^+]b[^<a>+]"),
    Case("[[:^ascii:]][^[:^ascii:]]", "[+][^+]"),
    Case("[[:^word:]a]", "[<0>-/:-@[-^`a{-<7f>+]"),
    Case(#"(?<é1>a)\k<é1>"#, #"<1 a>\1"#),
    Case("(?x)[ #a]#c", "[<20>#a]"),
    Case("(?x)a(?#b # c)d#e", "ad"),
    Case(#"\x{0041}\x{10FFFF}"#, "A􏿿"),
    Case("(((((a)))))", "<1 <2 <3 <4 <5 a>>>>>"),
    Case("(?P>n)(?P<n>(?P=n)?a)", #"..<1 \1?a>"#),
    Case(#"(a)(?:(?i)\1|\g{1})"#, #"<1 a>(\1'|\1')"#),
    Case("(?>a|b(?>c))++", "{> (a|b{> c})}++"),
    Case("((?|(a)|b)|c)+d", "<1 ((<2 a>|b)|c)>+d"),
  ]
}
