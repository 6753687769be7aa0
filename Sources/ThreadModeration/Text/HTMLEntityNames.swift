// SPDX-License-Identifier: Apache-2.0

/// The named character references of HTML 4, and those of HTML 5 for punctuation of ASCII.
///
/// Source: HTML Standard, named character references.
enum HTMLEntityNames {
  static let scalars: [String: UInt32] = {
    var scalars: [String: UInt32] = [:]
    for (place, name) in latin.split(whereSeparator: \.isWhitespace).enumerated() {
      scalars[String(name)] = 0xA0 + UInt32(place)
    }
    // The place of the second small sigma has no capital one.
    for (place, name) in greek.split(whereSeparator: \.isWhitespace).enumerated() where name != "-"
    {
      scalars[String(name)] = 0x391 + UInt32(place)
      scalars[name.lowercased()] = 0x3B1 + UInt32(place)
    }
    for entry in others.split(separator: ",") {
      let parts = entry.split(whereSeparator: \.isWhitespace)
      guard parts.count == 2, let scalar = UInt32(parts[1], radix: 16) else { continue }
      scalars[String(parts[0])] = scalar
    }
    return scalars
  }()

  /// Those of U+00A0 to U+00FF, in order.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc
    Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute
    THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml
    igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave
    uacute ucirc uuml yacute thorn yuml
    """

  /// Those of the capitals from U+0391 on, in order.
  private static let greek = """
    Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho -
    Sigma Tau Upsilon Phi Chi Psi Omega
    """

  private static let others = """
    amp 26, lt 3C, gt 3E, quot 22, apos 27, Tab 9, NewLine A, excl 21, num 23, dollar 24, percnt
    25, lpar 28, rpar 29, ast 2A, plus 2B, comma 2C, period 2E, sol 2F, colon 3A, semi 3B,
    equals 3D, quest 3F, commat 40, lsqb 5B, lbrack 5B, bsol 5C, rsqb 5D, rbrack 5D, Hat 5E,
    lowbar 5F, grave 60, lcub 7B, lbrace 7B, vert 7C, verbar 7C, rcub 7D, rbrace 7D, OElig 152,
    oelig 153, Scaron 160, scaron 161, Yuml 178, fnof 192, circ 2C6, tilde 2DC, ensp 2002, emsp
    2003, thinsp 2009, zwnj 200C, zwj 200D, lrm 200E, rlm 200F, ndash 2013, mdash 2014, lsquo
    2018, rsquo 2019, sbquo 201A, ldquo 201C, rdquo 201D, bdquo 201E, dagger 2020, Dagger 2021,
    bull 2022, hellip 2026, permil 2030, prime 2032, Prime 2033, lsaquo 2039, rsaquo 203A, oline
    203E, frasl 2044, euro 20AC, image 2111, weierp 2118, real 211C, trade 2122, alefsym 2135,
    larr 2190, uarr 2191, rarr 2192, darr 2193, harr 2194, crarr 21B5, lArr 21D0, rArr 21D2,
    hArr 21D4, forall 2200, part 2202, exist 2203, empty 2205, isin 2208, notin 2209, prod 220F,
    sum 2211, minus 2212, radic 221A, infin 221E, and 2227, or 2228, cap 2229, cup 222A, int
    222B, there4 2234, sim 223C, cong 2245, asymp 2248, ne 2260, equiv 2261, le 2264, ge 2265,
    sub 2282, sup 2283, loz 25CA, starf 2605, star 2606, spades 2660, clubs 2663, hearts 2665,
    diams 2666, check 2713, sigmaf 3C2
    """
}
