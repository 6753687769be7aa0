// SPDX-License-Identifier: Apache-2.0

/// Sets that have a name. Their ASCII members are exact unless `isExact` says otherwise; whether
/// they have others depends on the library's version of Unicode and is left open.
extension CharacterRange {
  /// `\d`, `\s`, `\w`, `\h`, `\v` and their negations, under UCP; `nil` for any other letter.
  static func ofEscape(_ letter: UInt8, isCaseless: Bool) -> CharacterRange? {
    var set: CharacterRange
    switch letter | 0x20 {
    case UInt8(ascii: "d"):
      set = Self(low: digitBits, hasUnlisted: true, unlistedFoldToMembers: true)
    case UInt8(ascii: "w"): set = word(isCaseless: isCaseless)
    case UInt8(ascii: "s"):
      set = Self(low: spaceBits, hasUnlisted: true, unlistedFoldToMembers: true)
    case UInt8(ascii: "h"):
      set = Self(low: 1 << 0x09 | 1 << 0x20, hasUnlisted: true, unlistedFoldToMembers: true)
    case UInt8(ascii: "v"): set = Self(low: 0x3C00, listed: [0x85, 0x2028, 0x2029])
    default: return nil
    }
    set.isCaseless = isCaseless
    return letter & 0x20 == 0 ? set.negated() : set
  }

  static func word(isCaseless: Bool) -> CharacterRange {
    Self(
      low: digitBits,
      high: letterBits | 1 << (0x5F - 64),
      hasUnlisted: true,
      isCaseless: isCaseless
    )
  }

  /// `[:name:]` under UCP; `nil` for an unknown name.
  static func ofPOSIXClass(_ name: String, isCaseless: Bool) -> CharacterRange? {
    var set = CharacterRange(hasUnlisted: true)
    switch name {
    case "alpha": set.high = letterBits
    case "lower", "upper": set = letters(isUpper: name == "upper", isCaseless: isCaseless)
    case "alnum": (set.low, set.high) = (digitBits, letterBits)
    case "ascii": set = CharacterRange(low: .max, high: .max)
    case "blank": (set.low, set.unlistedFoldToMembers) = (1 << 0x09 | 1 << 0x20, true)
    case "cntrl": (set.low, set.high) = (0xFFFF_FFFF, 1 << 63)
    case "digit": (set.low, set.unlistedFoldToMembers) = (digitBits, true)
    case "graph": (set.low, set.high) = (.max << 0x21, .max >> 1)
    case "print": (set.low, set.high) = (.max << 0x20, .max >> 1)
    case "punct":
      (set.low, set.high) = (.max << 0x21 & ~digitBits, .max >> 1 & ~letterBits)
    case "space": (set.low, set.unlistedFoldToMembers) = (spaceBits, true)
    case "word": set = word(isCaseless: isCaseless)
    // From 10.43 on also the full-width digits.
    case "xdigit": (set.low, set.high) = (digitBits, 0x7E_0000_007E)
    default: return nil
    }
    set.isCaseless = isCaseless
    return set
  }

  /// `\p{name}`, the name in small letters without blanks, hyphens and underscores.
  ///
  /// Only names of which the ASCII members can never change (General_Category of ASCII is stable,
  /// and no script but Latin has ASCII letters) are told apart.
  static func ofProperty(_ name: String, isCaseless: Bool) -> CharacterRange {
    var set = CharacterRange(hasUnlisted: true)
    switch name {
    case "any": set = everything
    case "l", "l&", "lc", "latin", "latn": set.high = letterBits
    case "lu", "ll": set = letters(isUpper: name == "lu", isCaseless: isCaseless)
    // Under (?i) it means the other letters too, but not in every version.
    case "lt" where isCaseless: set = letters(isUpper: false, isCaseless: true)
    case "lm", "lo", "lt", "m", "mn", "mc", "me", "nl", "no", "zl", "zp", "so", "pi", "pf", "cf",
      "co", "cn", "cs":
      break
    case "n", "nd": set.low = digitBits
    case "xan": (set.low, set.high) = (digitBits, letterBits)
    case "xwd": set = word(isCaseless: isCaseless)
    case "xsp", "xps": set.low = spaceBits
    case "z", "zs": set.low = 1 << 0x20
    case "c", "cc": (set.low, set.high) = (0xFFFF_FFFF, 1 << 63)
    case "p": set = CharacterRange(ascii: "!\"#%&'()*,-./:;?@[\\]_{}", hasUnlisted: true)
    case "pc": set = CharacterRange(ascii: "_", hasUnlisted: true)
    case "pd": set = CharacterRange(ascii: "-", hasUnlisted: true)
    case "ps": set = CharacterRange(ascii: "([{", hasUnlisted: true)
    case "pe": set = CharacterRange(ascii: ")]}", hasUnlisted: true)
    case "po": set = CharacterRange(ascii: "!\"#%&'*,./:;?@\\", hasUnlisted: true)
    case "s": set = CharacterRange(ascii: "$+<=>^`|~", hasUnlisted: true)
    case "sc": set = CharacterRange(ascii: "$", hasUnlisted: true)
    case "sk": set = CharacterRange(ascii: "^`", hasUnlisted: true)
    case "sm": set = CharacterRange(ascii: "+<=>|~", hasUnlisted: true)
    case "arabic", "armenian", "bengali", "cyrillic", "devanagari", "georgian", "greek", "han",
      "hangul", "hebrew", "hiragana", "katakana", "tamil", "thai":
      break
    default: set = unknown
    }
    set.isCaseless = isCaseless
    return set
  }

  /// Capitals or small letters. Without regard to case, versions differ in what is meant: then all
  /// letters, of which some may be too many.
  private static func letters(isUpper: Bool, isCaseless: Bool) -> CharacterRange {
    if isCaseless { return Self(high: letterBits, hasUnlisted: true, isExact: false) }
    return Self(high: isUpper ? 0x07FF_FFFE : 0x07FF_FFFE << 32, hasUnlisted: true)
  }

  private static let digitBits: UInt64 = 0x3FF << 0x30
  private static let letterBits: UInt64 = 0x07FF_FFFE_07FF_FFFE
  private static let spaceBits: UInt64 = 0x3E00 | 1 << 0x20
}
