// SPDX-License-Identifier: Apache-2.0

/// One scalar of folded text and the original bytes it stands for.
///
/// Several scalars may share one range (`ß` becomes two `s` of the same two bytes), and one scalar
/// may stand for several original ones (`e` and a combining acute become one `e` of three bytes).
struct FoldedScalar: Hashable, Sendable {
  /// The folded scalar.
  var value: UInt32

  /// Byte offset in the original where the scalars it was made from begin.
  var start: Int32

  /// Byte offset in the original just after them; always greater than `start`.
  var end: Int32

  /// The steps that changed it; empty where the original has this scalar itself.
  var changes: Changes

  /// What a scalar went through on its way into the folded text.
  struct Changes: OptionSet, Hashable, Sendable {
    var rawValue: UInt8

    /// A capital letter, or another form that case folding unites (final sigma).
    static let letterCase = Changes(rawValue: 1 << 0)

    /// Width, style, enclosing shape, ligature, or another spelling of the same letter.
    static let normalization = Changes(rawValue: 1 << 1)

    /// An accent or overlay was taken off.
    static let markRemoved = Changes(rawValue: 1 << 2)

    /// A Latin letter of another shape: struck through, hooked, small capital, phonetic.
    static let letterVariant = Changes(rawValue: 1 << 3)

    /// A turned or mirrored Latin letter. A word of these is read from right to left: the folded
    /// text of "ɐɹƃɐᴉʌ" is "argaiv".
    static let turned = Changes(rawValue: 1 << 4)
  }
}
