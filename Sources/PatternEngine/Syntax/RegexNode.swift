// SPDX-License-Identifier: Apache-2.0

/// A regular expression as a tree, as far as looking for its required literals needs it.
///
/// The tree may accept more than PCRE2 does, never less: whatever PCRE2 matches is in the tree's
/// language. `other` stands for anything that cannot be said with the rest.
indirect enum RegexNode: Sendable, Hashable {
  /// The empty text.
  case empty

  /// One character of a set.
  case character(CharacterRange)

  /// One after the other. Never directly inside another sequence.
  case sequence([RegexNode])

  /// One of these, tried in this order.
  case alternation([RegexNode])

  /// Between `min` and `max` times; `nil`: any number of times.
  case repetition(RegexNode, min: Int, max: Int?, RepetitionKind)

  /// A group that captures, with its number. Through `(?|` several may have one number, and through
  /// `(?J)` one name; then no `backreference` has their numbers.
  case capture(Int, RegexNode)

  /// A group which, once left, is never gone back into: `(?>…)`.
  case atomic(RegexNode)

  /// A place rather than a text.
  case place(Place)

  /// `(?=…)`, `(?<=…)` and their negations: no width.
  ///
  /// The content may accept more than the pattern's, so that a negative one says nothing: whatever
  /// its content matches, it must be taken as possibly true.
  case look(RegexNode, isBehind: Bool, isNegative: Bool)

  /// The same text as group number so-and-so captured, or any other if it is not known which.
  ///
  /// The group may come later in the tree, or be around this very node: `(?:\1b|(a))+`, `(a|b\1)+`.
  case backreference(Int?, isCaseless: Bool)

  /// Any text, also the empty one: recursion, `\X`, conditions and whatever else is not modelled.
  case other
}

extension RegexNode {
  enum RepetitionKind: Sendable, Hashable {
    case greedy
    case lazy
    case possessive
  }

  /// An assertion without a text of its own.
  enum Place: Sendable, Hashable {
    /// `\A`, or `^` without `(?m)`.
    case textStart
    /// `\z`.
    case textEnd
    /// `\Z`, or `$` without `(?m)`: the end, or the line feed that ends the text.
    case textEndOrFinalLineFeed
    /// `^` under `(?m)`.
    case lineStart
    /// `$` under `(?m)`.
    case lineEnd
    /// `\b`.
    case wordBoundary
    /// `\B`.
    case noWordBoundary
    /// `\K`: the match that is reported begins here.
    case keepOut
  }
}

/// A set of characters, as precise as a literal filter needs it. It may hold more characters than
/// PCRE2's, never fewer.
struct CharacterRange: Sendable, Hashable {
  /// The ASCII members, one bit a character: bit `c & 63` of `low` (below 0x40) or `high`.
  var low: UInt64 = 0
  var high: UInt64 = 0

  /// The members beyond ASCII, ascending, if they are few (at most ``maxListed``) and known. Empty
  /// if `hasUnlisted`.
  var listed: [UInt32] = []

  /// Whether any character beyond ASCII may be a member.
  var hasUnlisted = false

  /// Whether every unlisted member is a decimal digit or a space beyond ASCII *and* the ASCII digits
  /// (or, for spaces, U+0020) are members too: so of `\d`, `\s`, `\h`, `[\d.]`, `[[:digit:]\s]`; not of
  /// `\v`, which lacks U+0020. The filter folds such characters to ASCII, which makes the set small.
  var unlistedFoldToMembers = false

  /// Whether a character also stands for its other cases. The members are as written: `(?i)k` holds
  /// only `k` here, and means `K` and U+212A too. Of members beyond ASCII that are not listed, the
  /// ASCII letters are put in: `(?i)[\x{100}-\x{FFFF}]` holds `k` and `s`.
  var isCaseless = false

  /// Whether these are exactly PCRE2's members (before the other cases), no more. If `hasUnlisted`,
  /// that is said of the ASCII members only.
  var isExact = true

  static let maxListed = 16
}
